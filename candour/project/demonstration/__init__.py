"""The demonstration: an invented cast, invented cases, and a way to sign in as anybody. It exists nowhere else."""
