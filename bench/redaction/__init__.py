"""Measuring the redaction engine on documents made for it, with what must be found marked in them."""
