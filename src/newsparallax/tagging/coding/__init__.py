"""What the words do: topics, marks, deeds, mentions."""
