"""The one page of stored files: the download."""
