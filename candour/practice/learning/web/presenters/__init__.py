"""What the pages of learning show, as plain values."""
