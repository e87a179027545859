"""Confirming: no text changes unseen, not even by a word that no rule can judge.

A file beside the evidence keeps a checksum of each line of each text, as it was when somebody last compared it with its
sources. No rule can know that a "not" was slipped into a sentence; by this file any such change is reported, until it is mended
or confirmed. Blanks at the end of a line and repeated ones do not count, nor do lines that are blank or close a
fence of colons.
"""

from dossier.confirm.asked import confirm, keep_written, unconfirmed, unconfirmed_data

__all__ = ["confirm", "keep_written", "unconfirmed", "unconfirmed_data"]
