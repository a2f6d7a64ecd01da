"""The machinery that every app uses, with no words of the field in it."""
