"""Which pager a listing has."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from listproof.contract import Contract
from listproof.paging.cursor import CursorPager
from listproof.paging.link import LinkPager
from listproof.paging.number import NumberPager
from listproof.paging.offset import OffsetPager
from listproof.paging.pager import Pager
from listproof.paging.whole import WholePager

__all__ = ["pager_of"]

_KINDS: Mapping[str, Callable[[Contract], Pager]] = {
    "offset": OffsetPager,
    "number": NumberPager,
    "cursor": CursorPager,
    "link": LinkPager,
    "none": WholePager,
}


def pager_of(contract: Contract) -> Pager:
    """The pager of a listing."""
    return _KINDS[contract.pages.kind](contract)
