"""What publishing gives out: a version as a Word file, a tagged PDF and a web page, always made anew."""
