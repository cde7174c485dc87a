"""A page read block by block: where on the page one stands, the operation, tables, examples, and all of it put together."""

from __future__ import annotations

from listproof.derive.reading.blocks import describe

__all__ = ["describe"]
