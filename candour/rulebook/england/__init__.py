"""Statute and guidance for England, one folder for each edition."""
