"""The frozen records that every step reads and none changes."""
