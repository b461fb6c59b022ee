"""Tables become figures, executed notebooks, one HTML and one PDF."""
