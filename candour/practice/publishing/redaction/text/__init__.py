"""A text as it is searched: cleaned, folded, in words and in dates, with the way back to where they stand."""
