"""Review: comparison of two versions of a dossier, as needed for pull requests and releases."""
