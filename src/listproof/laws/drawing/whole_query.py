"""One whole query: filters together, order and page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from listproof.contract import Query

__all__ = ["WholeQuery"]


@dataclass(frozen=True)
class WholeQuery:
    """One whole query: what is asked beyond the base (`asked`), and the page of `size` records that starts `offset` records in."""

    asked: Query
    size: int
    offset: int = 0

    @property
    def arguments(self) -> dict[str, Any]:
        """Names and values of filters, what they need, and order."""
        return self.asked.arguments
