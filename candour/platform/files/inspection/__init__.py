"""What is looked at in a file before it is more than refused. It runs confined, and knows nothing of Django."""
