"""Candour: the working system of a safeguarding partnership."""
