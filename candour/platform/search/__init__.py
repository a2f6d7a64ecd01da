"""One box that finds what every app has put into it, and only what whoever searches may see."""
