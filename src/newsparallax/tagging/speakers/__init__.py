"""Whom the words that name a source mean."""
