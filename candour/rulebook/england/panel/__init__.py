"""What the Child Safeguarding Practice Review Panel says to safeguarding partners."""
