"""Makes the fixture of `drawn_listings` known to every test of this folder."""

from __future__ import annotations

from .drawn_listings import listing_at

__all__ = ["listing_at"]
