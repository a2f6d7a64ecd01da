"""What texts are made of: spellings that mean the same, and what looks unfinished."""
