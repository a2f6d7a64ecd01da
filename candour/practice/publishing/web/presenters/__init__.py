"""What the pages of publishing show."""
