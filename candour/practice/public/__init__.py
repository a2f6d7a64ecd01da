"""The public site: what was released to everybody, in tables of its own, and the pages on which everybody reads it."""
