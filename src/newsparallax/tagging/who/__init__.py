"""Whom an article names: persons, bodies, places, their offices and sides; each decided once."""
