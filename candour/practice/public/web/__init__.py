"""Pages of the public site, and those on which its office keeps it."""
