"""Benchmarks of the search: relevance, bytes loaded and time."""
