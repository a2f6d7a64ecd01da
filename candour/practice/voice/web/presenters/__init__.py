"""What the pages of voice show, as plain values."""
