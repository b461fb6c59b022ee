"""Compare how news outlets told the same event: topics, framing and sourcing, every figure with its passage."""

__version__ = "0.1.0"
