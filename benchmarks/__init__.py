"""How fast the extension is, on synthetic reports of any size and beside what else one would pick."""
