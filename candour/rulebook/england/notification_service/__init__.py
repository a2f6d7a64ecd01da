"""The national online service through which councils notify serious incidents."""
