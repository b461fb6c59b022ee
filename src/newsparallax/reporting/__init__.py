"""Tables become executed notebooks, one HTML and one PDF."""

from pathlib import Path

ASSETS = Path(__file__).parent / "assets"
