"""Forms of the rulebook, shown with GOV.UK components, saved as somebody types, and kept with their edition."""
