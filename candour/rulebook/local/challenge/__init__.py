"""Local ladders by which one agency challenges another. No law sets their stages or their times."""
