"""The acting door of voice."""
