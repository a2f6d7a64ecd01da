"""Working Together to Safeguard Children: the statutory guidance, edition by edition."""
