"""Immutable records, shared by every layer above."""
