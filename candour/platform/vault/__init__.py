"""Names, dates of birth and addresses: encrypted with a key outside the database, masked, and shown for a reason."""
