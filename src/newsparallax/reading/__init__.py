"""A file becomes an Article: every line kept, each with a role and the rule that gave it."""

from newsparallax.corpus import config_path
from newsparallax.reading.read import Corpus, read_corpus, rows

__all__ = ["Corpus", "config_path", "read_corpus", "rows"]
