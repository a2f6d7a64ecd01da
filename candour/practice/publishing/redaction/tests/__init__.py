"""What is shown of the redaction engine and of the gate."""
