"""The pages of what is due."""
