"""Rendering: from sealed records to docutils nodes, which every Sphinx builder can write."""
