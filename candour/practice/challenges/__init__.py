"""Challenges between agencies: who asked what of whom, at which stage it lies for how long, and what came of it."""
