"""Rendering: from linked, read-only records to docutils nodes, which every Sphinx builder can write."""
