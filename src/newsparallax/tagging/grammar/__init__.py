"""One paragraph as the parse has it: tokens, clauses, sentences."""
