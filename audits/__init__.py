"""Audits of every page of the built site with external tools, which take too long for the tests."""
