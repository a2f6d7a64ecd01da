"""Recommendations, who answers for them, and proof that what was promised made a difference."""
