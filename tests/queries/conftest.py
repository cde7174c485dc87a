"""Makes `drawn_listings` importable, and its fixture known, to every test of this folder."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from drawn_listings import listing_at

__all__ = ["listing_at"]
