"""What an operator can do with the vault."""
