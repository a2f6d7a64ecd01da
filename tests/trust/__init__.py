"""Can people trust it: who may see what, what leaks, what races, and what history keeps."""
