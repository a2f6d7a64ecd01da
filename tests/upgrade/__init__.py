"""What the last release kept is still there, and means the same, after the migrations since."""
