"""What the words do: topics, marks, frames, deeds, mentions, tone."""
