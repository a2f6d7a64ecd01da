"""Groups, their seats and quorum, and meetings with who was there."""
