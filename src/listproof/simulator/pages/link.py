"""Pages that only a link leads to: the address carries a token of the server's own."""

from __future__ import annotations

from listproof.simulator.pages.cursor import PAGER as CURSOR
from listproof.simulator.pages.pager import Pager

__all__ = ["PAGER"]

PAGER: Pager = CURSOR
