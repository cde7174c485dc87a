"""What an answer tells of its page in fields that the contract says nothing of: filled in so that none contradicts the page beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract import Contract
from listproof.contract.pointer import escaped, write
from listproof.simulator.query import TypedQuery

__all__ = ["told_besides"]

_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NUMBERS = frozenset({"number", "page", "page_number", "page_no", "page_num", "page_index", "current_page"})
_OFFSETS = frozenset({"offset", "skip", "start"})
_SIZES = frozenset({"size", "page_size", "per_page", "limit", "items_per_page", "take"})
_EMPTY = frozenset({"empty", "is_empty"})
_FIRST = frozenset({"first", "is_first", "is_first_page"})
_LATER = frozenset({"has_previous", "has_previous_page", "has_prev", "has_prev_page"})
_HOLDERS = frozenset({"page", "pageable", "pagination", "meta", "paging", "metadata"})


def told_besides(contract: Contract, body: Any, query: TypedQuery, shown: int) -> Any:
    """The body with what its fields tell of the page by their names: its place, its size, whether it is empty, or the first one."""
    kind = contract.pages.kind
    counted = {
        "number": dict.fromkeys(_NUMBERS, query.start) | dict.fromkeys(_OFFSETS, query.offset),
        "offset": dict.fromkeys(_OFFSETS, query.start),
    }.get(kind, {})
    counted |= dict.fromkeys(_SIZES, query.size) if contract.pages.size.parameter else {}
    for pointer, value in list(_fields(body)):
        name = _plain(pointer.rpartition("/")[2])
        if isinstance(value, bool):
            said = {_EMPTY: shown == 0, _FIRST: not query.goes_on, _LATER: query.goes_on}
            found = next((held for names, held in said.items() if name in names), None)
        elif isinstance(value, int):
            found = counted.get(name)
        else:
            found = None
        if found is not None and type(found) is type(value):
            body = write(body, pointer, found)
    return body


def _fields(body: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in body.items() if isinstance(body, Mapping) else ():
        pointer = f"{within}/{escaped(name)}"
        if isinstance(value, Mapping) and not within and _plain(name) in _HOLDERS:
            yield from _fields(value, pointer)
        else:
            yield pointer, value


def _plain(name: str) -> str:
    return _BORDER.sub("_", name).lower()
