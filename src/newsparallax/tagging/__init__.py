"""One parsed article becomes rows: attributions, mentions, topics, marks. The only rooms that know spaCy."""
