"""Pictures: maps and charts, drawn as SVG when a page is written, from the same records as its text."""
