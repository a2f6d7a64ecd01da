"""Tables of moves between states, and the only writer of a record's state."""
