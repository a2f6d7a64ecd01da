"""Measurements, in ratios against the smallest view that shows the same rows, on the same machine in the same run."""
