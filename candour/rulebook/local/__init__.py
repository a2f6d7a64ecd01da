"""Protocols that a partnership can adopt: timetables, quorum rules, forms and local tests."""
