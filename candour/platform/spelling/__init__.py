"""Spellings that mean the same: without case, accents, apostrophes and the marks between words."""
