"""The public site as plain values."""
