"""The pages of requests for access."""
