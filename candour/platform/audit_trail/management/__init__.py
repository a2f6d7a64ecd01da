"""What an operator can do with history."""
