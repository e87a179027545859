"""How well the search answers, how much it loads and how long it takes."""
