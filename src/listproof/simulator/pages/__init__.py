"""How a server cuts what matches into pages, and how one page leads to the next: one file for each way that a contract can name."""

from __future__ import annotations

from collections.abc import Mapping

from listproof.contract import Contract
from listproof.simulator.pages import cursor, link, number, offset, whole
from listproof.simulator.pages.pager import Pager

__all__ = ["Pager", "pager"]

PAGERS: Mapping[str, Pager] = {
    "offset": offset.PAGER,
    "number": number.PAGER,
    "cursor": cursor.PAGER,
    "link": link.PAGER,
    "none": whole.PAGER,
}


def pager(contract: Contract) -> Pager:
    """The pager of a contract."""
    return PAGERS[contract.pages.kind]
