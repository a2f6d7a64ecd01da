"""What the pages of governance show, by topic: plain values."""
