"""Pictures: maps and charts, drawn as SVG while a page is written, from the records of which its text is made."""
