"""Stored documents: inspected and held when they arrive, released after a scan, and given out only to be saved."""
