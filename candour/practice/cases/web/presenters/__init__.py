"""From cases to what their pages show: plain values."""
