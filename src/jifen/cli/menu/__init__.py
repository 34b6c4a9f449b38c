"""The menu of `jifen` alone: the month's work by number. It types commands and runs them; it can do nothing else."""
