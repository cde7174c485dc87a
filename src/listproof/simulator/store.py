"""The records in SQLite: made once for a contract, a size and a seed, shared by every server that shows them."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from listproof.contract import Contract
from listproof.simulator.columns import Column
from listproof.simulator.conditions import Condition
from listproof.simulator.records import Records, Row

__all__ = ["ForeignFile", "Store"]

_VERSION = 1
_KEPT = 3_000_000


class ForeignFile(ValueError):
    """A database file that is not one of ours; the message names it and says what to do."""


class Store:
    """Rows of one contract. Safe for threads: one connection behind one lock.

    `matching` gives ordinals in order; answers to the same question are remembered until a row changes.
    """

    def __init__(self, columns: tuple[Column, ...], file: Path | None = None) -> None:
        self.columns = columns
        self.lock = threading.RLock()
        self.connection = sqlite3.connect(file or ":memory:", check_same_thread=False, isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "cache_size = -64000"):
            self.connection.execute(f"PRAGMA {setting}")
        self.remembered: OrderedDict[tuple[str, tuple[Any, ...]], Sequence[int]] = OrderedDict()
        self.held = 0

    @classmethod
    def filled(cls, records: Records, scopes: Sequence[tuple[str, int]], elsewhere: int = 0, file: Path | None = None) -> Store:
        """A store with so many records in each scope; a kept file is used again where it holds just these.

        Raises ForeignFile where the file is something else.
        """
        mark = _mark(records, scopes, elsewhere)
        if file is not None and file.exists() and not _ours(file):
            raise ForeignFile(f"{file} is no database of listproof; name another file, or one that does not exist yet")
        store = cls(records.columns, file)
        if store._marked(mark):
            return store
        store._empty()
        start = 0
        for scope, count in scopes:
            store.add(records.rows(scope, count, start))
            start += count
        if elsewhere and scopes:
            store.add(records.rows(scopes[0][0], elsewhere, start, elsewhere=True))
        store._index(records.contract)
        store.connection.execute("INSERT INTO listproof VALUES (?, ?)", (mark, records.now))
        return store

    def _empty(self) -> None:
        listed = "".join(f", {column.name} {column.kind}" for column in self.columns)
        for name in ("records", "listproof"):
            self.connection.execute(f"DROP TABLE IF EXISTS {name}")
        self.connection.execute("CREATE TABLE listproof (mark TEXT, now INTEGER)")
        self.connection.execute(f"CREATE TABLE records (ordinal INTEGER PRIMARY KEY, scope TEXT, body TEXT{listed})")

    def _marked(self, mark: str) -> bool:
        try:
            return bool(self.connection.execute("SELECT mark FROM listproof").fetchone() == (mark,))
        except sqlite3.Error:
            return False

    def _index(self, contract: Contract) -> None:
        keys = {key.field for key in contract.order.keys} if contract.order else set()
        for column in self.columns:
            if column.form == "time" or column.pointer in keys:
                self.connection.execute(f"CREATE INDEX by_{column.name} ON records (scope, {column.name}, ordinal)")
            elif column.form in ("text", "hidden", "folded") and not column.several:
                self.connection.execute(f"CREATE INDEX by_{column.name} ON records (scope, {column.name})")
        self.connection.execute("ANALYZE")

    def add(self, rows: Iterable[Row]) -> None:
        """Puts rows in."""
        marks = ", ".join("?" * (3 + len(self.columns)))
        with self.lock:
            self.connection.execute("BEGIN")
            self.connection.executemany(f"INSERT INTO records VALUES ({marks})", rows)
            self.connection.execute("COMMIT")
            self._forget()

    def change(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Runs a statement that changes rows."""
        with self.lock:
            self.connection.execute(sql, tuple(values))
            self._forget()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Runs a statement that reads."""
        with self.lock:
            return self.connection.execute(sql, tuple(values)).fetchall()

    def _forget(self) -> None:
        self.remembered.clear()
        self.held = 0

    def matching(self, condition: Condition, order: str) -> Sequence[int]:
        """The ordinals of the rows that a condition keeps, in an order (the part after ORDER BY)."""
        question = (f"SELECT ordinal FROM records WHERE {condition.sql} ORDER BY {order}", condition.values)
        with self.lock:
            known = self.remembered.get(question)
            if known is not None:
                self.remembered.move_to_end(question)
                return known
            found = array("q", (row[0] for row in self.connection.execute(*question)))
            self.remembered[question] = found
            self.held += len(found) + 1
            while self.held > _KEPT and len(self.remembered) > 1:
                self.held -= len(self.remembered.popitem(last=False)[1]) + 1
            return found

    def bodies(self, ordinals: Sequence[int]) -> list[str]:
        """The records of some ordinals as JSON text, in the order given; ordinals that are gone give nothing."""
        if not ordinals:
            return []
        asked = json.dumps(list(ordinals))
        with self.lock:
            found = dict(
                self.connection.execute("SELECT ordinal, body FROM records WHERE ordinal IN (SELECT value FROM json_each(?))", (asked,))
            )
        return [found[ordinal] for ordinal in ordinals if ordinal in found]

    def close(self) -> None:
        """Lets the database go."""
        with self.lock:
            self.connection.close()


def _mark(records: Records, scopes: Sequence[tuple[str, int]], elsewhere: int) -> str:
    contract = records.contract
    what = [
        _VERSION,
        contract.raw,
        records.seed,
        list(scopes),
        elsewhere,
        sorted(records.shapes.items()),
        records.now // 86_400_000,
    ]
    return hashlib.sha256(json.dumps(what, sort_keys=True, default=str).encode()).hexdigest()


def _ours(file: Path) -> bool:
    try:
        if file.stat().st_size == 0:
            return True
        connection = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        try:
            return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'listproof'").fetchone())
        finally:
            connection.close()
    except (sqlite3.Error, OSError):
        return False
