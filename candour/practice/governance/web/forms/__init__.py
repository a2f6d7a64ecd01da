"""The forms of governance, by topic."""
