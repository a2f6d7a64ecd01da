"""What texts are made of: spellings that mean the same, what looks unfinished, and what is hard to read."""
