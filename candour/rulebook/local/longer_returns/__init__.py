"""A timetable from outside the three boroughs that gives agencies longer."""
