"""The doing door of cases."""
