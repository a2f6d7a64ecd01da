"""The pages on which records are linked to each other."""
