"""Tags that pages are written with."""
