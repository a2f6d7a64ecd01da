"""What the pages of challenges show, as plain values."""
