"""Commands that check history."""
