"""Rules on what only this site has."""

from un.rules import actors, resolutions, symbols

__all__ = ["actors", "resolutions", "symbols"]
