"""The work of a partnership, one app for each area of it."""
