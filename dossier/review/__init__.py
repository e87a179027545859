"""Changes to claims: between a branch and its base, and between releases."""
