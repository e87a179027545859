"""How a page and each of its findings is cited: one record, in four forms."""
