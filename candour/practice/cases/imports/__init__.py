"""The papers that come into a case: an agency's Word form, a tracker, a timetable."""
