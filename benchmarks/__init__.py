"""Benchmarks of the extension against other tools, on synthetic reports of any size."""
