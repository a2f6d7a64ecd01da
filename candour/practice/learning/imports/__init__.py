"""The papers from which recommendations come in."""
