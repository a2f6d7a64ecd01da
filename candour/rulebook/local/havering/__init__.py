"""Havering's own terms of reference."""
