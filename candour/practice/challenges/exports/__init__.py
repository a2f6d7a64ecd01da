"""Which papers go out of challenges."""
