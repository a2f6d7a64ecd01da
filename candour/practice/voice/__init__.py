"""Families and practitioners in a review: what they wish, say and are told, beside the record it belongs to."""
