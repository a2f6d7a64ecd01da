"""The few nouns in which rules are written."""
