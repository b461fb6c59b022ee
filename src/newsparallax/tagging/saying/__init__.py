"""Which passage is given to which source, by which cue."""
