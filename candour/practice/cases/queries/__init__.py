"""The reading door of cases."""
