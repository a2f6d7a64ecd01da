"""What the pages of voice do."""
