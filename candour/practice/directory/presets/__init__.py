"""Structures that can be installed: areas, partnerships, organisations and posts, without people."""
