"""What law, guidance and local protocol say, as declarations that a practitioner can read."""
