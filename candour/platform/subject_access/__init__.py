"""People who ask what is kept about them: found through the vault, judged one by one, answered within a month."""
