"""The pages of imports: send a table, check it row by row, import it, and undo that."""
