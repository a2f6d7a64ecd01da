"""Pages that belong to the site itself."""
