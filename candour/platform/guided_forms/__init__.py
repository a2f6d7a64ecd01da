"""Forms of the rulebook, shown with GOV.UK components, saved on the server as somebody types, and kept with their edition."""
