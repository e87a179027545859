"""Rules on what only this site has."""

from un.rules import resolutions

__all__ = ["resolutions"]
