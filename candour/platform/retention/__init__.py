"""How long records are kept, what keeps one longer, and erasure by two people that reaches everything."""
