"""Audits of the built site by tools of others: more than the tests have time for, on every page."""
