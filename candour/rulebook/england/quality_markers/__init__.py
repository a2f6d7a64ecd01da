"""Published markers of the quality of reviews, by edition."""
