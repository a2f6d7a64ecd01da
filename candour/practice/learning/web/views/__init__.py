"""The views of learning, by topic."""
