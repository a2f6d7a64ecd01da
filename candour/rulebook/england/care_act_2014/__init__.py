"""The Care Act 2014: safeguarding adults boards and their reviews."""
