"""People who code: sheets, their agreement, codebooks tried out, models trained on their answers."""
