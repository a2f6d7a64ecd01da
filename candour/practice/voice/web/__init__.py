"""Pages for looking after families and hearing practitioners."""
