"""The forms of learning, by topic."""
