"""When two sets of names, dates and addresses may be about the same person."""
