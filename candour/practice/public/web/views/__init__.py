"""Answers of the public site and of its keeping."""
