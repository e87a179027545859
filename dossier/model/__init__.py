"""The immutable records that every step reads."""
