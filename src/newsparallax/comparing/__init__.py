"""Many articles' rows become tables: pandas in, pandas out. No files, no spaCy, no plots."""
