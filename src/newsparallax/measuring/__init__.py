"""What the coding can be trusted for: the measured agreement of automatic and human codes."""
