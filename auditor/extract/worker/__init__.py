"""Reading in a process of its own, so that a hostile or broken file costs that file and nothing else."""
