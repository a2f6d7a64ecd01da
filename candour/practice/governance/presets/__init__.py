"""Groups that can be set up as the founding papers describe them."""
