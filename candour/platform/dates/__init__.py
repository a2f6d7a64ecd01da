"""Dates in the precision in which they are known, kept in one column."""
