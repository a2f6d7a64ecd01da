"""Who acts, what they may see and do, and the refusal of everything else."""
