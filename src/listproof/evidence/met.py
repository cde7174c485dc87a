"""Records as they were met: each held once however many answers show it, and what follows from a sequence of them worked out once."""

from __future__ import annotations

import marshal
import threading
from collections import OrderedDict
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from listproof.oracle import KnownRecords

__all__ = ["MetRecords"]

_LONG = 10_000
"""Bytes of a record from which on it is known by their digest."""
_MOST_TABLES = 6
"""Sequences of which it is kept what follows: a listing as it stands, and as it stood before and beside, each with its first pages."""


class MetRecords:
    """The records that the answers of one run showed, or those of several runs over the same records."""

    def __init__(self) -> None:
        self._held: dict[bytes, Any] = {}
        self._sizes: dict[int, int] = {}
        self._tables: OrderedDict[tuple[int, ...], KnownRecords] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._held)

    def share(self, records: list[Any], within: Any = None) -> tuple[float, float]:
        """Put for each record the one object that stands for it wherever it is met; what is new among them, as a share of their bytes.

        `within`: the body in which they stand, for a share of its bytes, and that of what stands in it beside them.
        """
        met = new = 0
        for place, record in enumerate(records):
            size = self._sizes.get(id(record))  # of those that are held, so that no other can have its place in memory
            if size is not None:
                met += size
                continue
            try:
                spelled = marshal.dumps(record, 2)
            except ValueError:
                continue  # nested too deeply to be written
            records[place] = self._held.setdefault(spelled if len(spelled) < _LONG else sha256(spelled).digest(), record)
            if records[place] is record:
                self._sizes[id(record)] = len(spelled)
                new += len(spelled)
            else:
                met += len(spelled)
        whole = (met + new if within is None else len(marshal.dumps(within, 2))) or 1
        return new / whole, max(0.0, 1 - (met + new) / whole)

    def table(self, records: Sequence[Any]) -> KnownRecords:
        """These records as the oracle reads them: what was worked out of the same ones, in the same order, is known already."""
        same = tuple(map(id, records))  # the table holds them, so that no other can have their places in memory
        with self._lock:
            known = self._tables.pop(same, None) or KnownRecords(records)
            self._tables[same] = known
            while len(self._tables) > _MOST_TABLES:
                self._tables.popitem(last=False)
        return known
