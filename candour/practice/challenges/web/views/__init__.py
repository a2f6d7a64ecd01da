"""What the pages of challenges do."""
