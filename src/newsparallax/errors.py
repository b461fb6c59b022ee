"""The one error a user can mend."""

from __future__ import annotations


class CorpusError(ValueError):
    """A corpus or its corpus.toml cannot be used as it stands; the message names the file, the key and the remedy."""

    status = 2  # with which the command line ends
