"""Domestic Violence, Crime and Victims Act 2004, by edition."""
