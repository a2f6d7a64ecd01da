"""The views of publishing."""
