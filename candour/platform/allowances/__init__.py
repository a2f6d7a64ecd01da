"""How often one person may do a thing in a minute, an hour or a day."""
