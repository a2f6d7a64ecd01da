"""What an operator and a developer can do from the command line."""
