"""The records in SQLite: made once for a contract, a size and a seed, shared by every server that shows them."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from listproof.simulator.seeding.records import Records, Row
from listproof.simulator.tables.clauses import Clauses
from listproof.simulator.tables.matching import Matching
from listproof.simulator.tables.sql import Condition

__all__ = ["Database", "ForeignFile"]

_VERSION = 2
_KEPT = 3_000_000
_MANY = 20_000
_DEEP, _OFTEN = 20_000, 8
_TEXTS = 2_000
_SEVERAL = 8
_OLDEST = 3 * 86_400_000
_Question = tuple[str, tuple[Any, ...]]


class ForeignFile(ValueError):
    """A database file that is not one of ours; the message names it and says what to do."""


class Database:
    """Rows of one contract. Safe for threads: one connection behind one lock.

    The table `records` holds of each record its ordinal, its scope (`place`), its moment of creation (`born`), the numbers of the options
    that were chosen for it (`p0` …, `named`) and the columns that no option fills; a record that was rewritten stands in `text` as well.
    A table of its own name says what the options of a pool put into columns. `matching` gives ordinals in order; answers to the
    same question are remembered until a row changes. Of `many` records nothing is read before it is asked for.
    """

    def __init__(self, records: Records, file: Path | None = None) -> None:
        self.records = records
        self.columns = records.columns
        self.lock = threading.RLock()
        self.connection = sqlite3.connect(file or ":memory:", check_same_thread=False, isolation_level=None)
        for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = MEMORY", "cache_size = -64000", "mmap_size = 4294967296"):
            self.connection.execute(f"PRAGMA {setting}")
        self.connection.create_function("regexp", 2, matched, deterministic=True)
        names = {place: column.name for place, column in enumerate(self.columns)}
        held = {(pool.name, pool.name): frozenset(names[place] for place in pool.columns) for pool in records.pools}
        held["named", "named"] = frozenset(column.name for column in records.named)
        held["scopes", "place"] = frozenset({"scope"})
        self.clauses = Clauses(held, frozenset(column.name for column in records.own), self.rows_as_they_are)
        self.scopes: dict[str, int] = {}
        self.many = False
        self.remembered: OrderedDict[_Question, Sequence[int]] = OrderedDict()
        self.held = 0
        self.counts: dict[_Question, int] = {}
        self.asked: dict[_Question, int] = {}
        self.texts: dict[int, str] = {}

    @classmethod
    def filled(
        cls, records: Records, scopes: Sequence[tuple[str, int]], elsewhere: int = 0, file: Path | None = None,
        usual: Iterable[Condition] = (), order: str | None = None,
    ) -> Database:  # fmt: skip
        """A store with so many records in each scope; a kept file is used again where it holds just these, not older than three days.

        `usual` are the conditions of a request that asks for nothing and `order` the column that it is sorted by. Raises ForeignFile
        where the file is something else.
        """
        mark = _mark(records, scopes, elsewhere)
        if file is not None and file.exists() and not _ours(file):
            raise ForeignFile(f"{file} is no database of listproof; name another file, or one that does not exist yet")
        store = cls(records, file)
        store.many = sum(count for _, count in scopes) + elsewhere > _MANY
        if store._reused(mark):
            store._runs(scopes, elsewhere)
            return store
        store._empty()
        start = 0
        for scope, count in scopes:
            store.add(records.rows(scope, count, start))
            start += count
        if elsewhere and scopes:
            store.add(records.rows(scopes[0][0], elsewhere, start, elsewhere=True))
        store._runs(scopes, elsewhere)
        store._index(list(usual), order)
        store.connection.execute("INSERT INTO listproof VALUES (?, ?)", (mark, records.now))
        return store

    def _empty(self) -> None:
        for (name,) in self.rows_as_they_are("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"):
            self.connection.execute(f"DROP TABLE {name}")
        self.connection.execute("CREATE TABLE listproof (mark TEXT, now INTEGER)")
        self.connection.execute("CREATE TABLE scopes (code INTEGER PRIMARY KEY, scope TEXT)")
        numbers = "".join(f", {pool.name} INTEGER" for pool in self.records.pools)
        own = "".join(f", {column.name} {column.kind}" for column in self.records.own)
        self.connection.execute(
            f"CREATE TABLE records (ordinal INTEGER PRIMARY KEY, place INTEGER, born INTEGER{numbers}, named INTEGER{own}, text TEXT)"
        )
        for pool in self.records.pools:
            self._table(pool.name, [self.columns[place] for place in pool.columns])
            for number in range(len(pool.options)):
                self._option(pool.name, number, dict(pool.options[number].values), pool.columns)
        self._table("named", self.records.named)

    def _table(self, name: str, columns: Sequence[Any]) -> None:
        listed = "".join(f", {column.name} {column.kind}" for column in columns)
        self.connection.execute(f"CREATE TABLE {name} (code INTEGER PRIMARY KEY{listed})")

    def _option(self, table: str, number: int, values: Mapping[int, Any], columns: Sequence[int]) -> None:
        marks = ", ".join("?" * (1 + len(columns)))
        self.connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", (number, *(values.get(place) for place in columns)))

    def _reused(self, mark: str) -> bool:
        """Whether the file holds just these records; they are then of the time at which they were made."""
        try:
            found = self.connection.execute("SELECT mark, now FROM listproof").fetchone()
        except sqlite3.Error:
            return False
        if found is None or found[0] != mark or not 0 <= self.records.now - found[1] <= _OLDEST:
            return False
        self.records.now = found[1]
        self.scopes = {scope: code for code, scope in self.connection.execute("SELECT code, scope FROM scopes")}
        return True

    def _index(self, usual: list[Condition], order: str | None) -> None:
        """What makes questions about many records quick: by each column, and by each pool of more than a few options in the usual order."""
        if not self.many:
            return
        beside = [word for one in usual for word in re.findall(r"\b[cp]\d+\b", self.clauses.decided(one, trim=True).sql)]
        leading = [pool.name for pool in self.records.pools if pool.columns and len(pool.options) >= _SEVERAL]
        indexes = {name: [name, order or name, *beside] for name in (*leading, "named")}
        indexes |= {column.name: [column.name] for column in self.records.own if column.form not in ("elsewhere", "ascii")}
        for name, listed in indexes.items():
            self.connection.execute(f"CREATE INDEX by_{name} ON records ({', '.join(dict.fromkeys(listed))})")
        for column in self.records.named:
            self.connection.execute(f"CREATE INDEX by_named_{column.name} ON named ({column.name})")
        self.connection.execute("PRAGMA analysis_limit = 4000")
        self.connection.execute("ANALYZE")

    def _runs(self, scopes: Sequence[tuple[str, int]], elsewhere: int) -> None:
        """Each scope is a run of ordinals as long as nothing changes: an index knows the ordinal without looking a record up."""
        if not self.many:
            return
        start, last = 0, sum(count for _, count in scopes)
        for place, (scope, count) in enumerate(scopes):
            inside = f"+ordinal BETWEEN {start} AND {start + count - 1}"
            beyond = elsewhere if place == 0 else 0
            run = Condition(f"({inside} OR +ordinal >= {last})" if beyond else inside)
            self.clauses.runs["scope = ?", (scope,)] = run
            self.counts[run.sql, ()] = count + beyond
            for column in self.columns:
                if column.form == "elsewhere":
                    here = self.clauses.runs[f"{column.name} = 0", ()] = Condition(f"+ordinal < {last}")
                    self.counts[(run & here).sql, ()] = count
            start += count

    def _place(self, scope: str) -> int:
        if scope not in self.scopes:
            self.scopes[scope] = len(self.scopes)
            self.connection.execute("INSERT INTO scopes VALUES (?, ?)", (self.scopes[scope], scope))
        return self.scopes[scope]

    def add(self, rows: Iterable[Row]) -> None:
        """Puts rows in."""
        marks = ", ".join("?" * (5 + len(self.records.pools) + len(self.records.own)))
        with self.lock:
            before = self.connection.execute("SELECT coalesce(max(ordinal), -1) FROM records").fetchone()[0]
            self._changed()
            self.connection.execute("BEGIN")
            self.connection.executemany(
                f"INSERT INTO records VALUES ({marks})", ((row[0], self._place(row[1]), *row[2:], None) for row in rows)
            )
            if self.records.named:
                places = [column.place for column in self.records.named]
                new = self.connection.execute("SELECT DISTINCT named FROM records WHERE ordinal > ?", (before,)).fetchall()
                for (number,) in new:
                    self._option("named", number, dict(zip(places, self.records.name_columns(number), strict=True)), places)
            self.connection.execute("COMMIT")

    def rewrite(self, ordinal: int, record: Mapping[str, Any]) -> None:
        """Lets a record show something else."""
        with self.lock:
            self._changed()
            numbers = ", ".join(pool.name for pool in self.records.pools) or "place"
            before = self.connection.execute(f"SELECT {numbers} FROM records WHERE ordinal = ?", (ordinal,)).fetchone()
            chosen = self.records.choices(record, before) if self.records.pools else ()
            for pool, number in zip(self.records.pools, chosen, strict=True):
                self._option(pool.name, number, dict(pool.options[number].values), pool.columns)
            changed: dict[str, Any] = {pool.name: number for pool, number in zip(self.records.pools, chosen, strict=True)}
            changed |= {column.name: column.of(record) for column in self.records.own if column.pointer.startswith("/")}
            if self.records.named:
                changed["named"] = -1 - ordinal
                self.connection.execute("DELETE FROM named WHERE code = ?", (-1 - ordinal,))
                self._option(
                    "named", -1 - ordinal, {column.place: column.of(record) for column in self.records.named},
                    [column.place for column in self.records.named],
                )  # fmt: skip
            changed["text"] = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
            sets = ", ".join(f"{name} = ?" for name in changed)
            self.connection.execute(f"UPDATE records SET {sets} WHERE ordinal = ?", (*changed.values(), ordinal))

    def delete(self, ordinal: int) -> None:
        """Takes a record out."""
        with self.lock:
            self._changed()
            self.connection.execute("DELETE FROM records WHERE ordinal = ?", (ordinal,))

    def _changed(self) -> None:
        """A row changes: what is remembered is no longer so, and a kept file no longer holds what its mark says."""
        self.connection.execute("DELETE FROM listproof")
        self.remembered.clear()
        self.held = 0
        self.counts.clear()
        self.asked.clear()
        self.texts.clear()
        self.clauses.forget()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Runs a statement that reads; columns that stand with the options are looked up there."""
        return self.rows_as_they_are(self.clauses.plain(sql), values)

    def rows_as_they_are(self, sql: str, values: Sequence[Any] = ()) -> list[Any]:
        """Runs a statement that reads the tables as they are."""
        with self.lock:
            return self.connection.execute(sql, tuple(values)).fetchall()

    def matching(self, condition: Condition | Iterable[Condition], order: str) -> Sequence[int]:
        """The ordinals of the rows that all conditions keep, in an order (the part after ORDER BY)."""
        with self.lock:
            whole = Condition("1")
            for one in (condition,) if isinstance(condition, Condition) else condition:
                decided = self.clauses.decided(one, trim=self.many)
                whole = decided if whole.sql == "1" else whole if decided.sql == "1" else whole & decided
            order = self.clauses.plain(order)
            return Matching(self, whole, order) if self.many else self.whole(whole, order)

    def whole(self, condition: Condition, order: str) -> Sequence[int]:
        """All ordinals that a decided condition keeps, in an order."""
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

    def part(self, condition: Condition, order: str, start: int, length: int) -> Sequence[int]:
        """So many ordinals that a decided condition keeps, from a place in their order; all are read for who often looks far in."""
        question = (f"SELECT ordinal FROM records WHERE {condition.sql} ORDER BY {order}", condition.values)
        with self.lock:
            if start >= _DEEP:
                self.asked[question] = self.asked.get(question, 0) + 1
            if question in self.remembered or self.asked.get(question, 0) > _OFTEN:
                return self.whole(condition, order)[start : start + length]
            sql = f"{question[0]} LIMIT ? OFFSET ?"
            return array("q", (row[0] for row in self.connection.execute(sql, (*condition.values, min(length, 2**40), min(start, 2**40)))))

    def count(self, condition: Condition) -> int:
        """How many rows a decided condition keeps."""
        question = (condition.sql, condition.values)
        with self.lock:
            if question not in self.counts:
                if len(self.counts) > _MANY:
                    self.counts.clear()
                found = self.connection.execute(f"SELECT count(*) FROM records WHERE {condition.sql}", condition.values).fetchone()
                self.counts[question] = found[0]
            return self.counts[question]

    def bodies(self, ordinals: Sequence[int]) -> list[str]:
        """The records of some ordinals as JSON text, in the order given; ordinals that are gone give nothing."""
        with self.lock:
            made = {ordinal: self.texts[ordinal] for ordinal in ordinals if ordinal in self.texts}
            wanted = [ordinal for ordinal in ordinals if ordinal not in made]
            if wanted:
                made.update(self._made(wanted))
        return [made[ordinal] for ordinal in ordinals if ordinal in made]

    def _made(self, ordinals: Sequence[int]) -> dict[int, str]:
        numbers = "".join(f", {pool.name}" for pool in self.records.pools)
        sql = f"SELECT ordinal, text, place, born, named{numbers} FROM records WHERE ordinal IN (SELECT value FROM json_each(?))"
        scopes = {code: scope for scope, code in self.scopes.items()}
        made = {
            ordinal: text if text is not None else self.records.text(ordinal, scopes[place], born, chosen, named)
            for ordinal, text, place, born, named, *chosen in self.connection.execute(sql, (json.dumps(ordinals),)).fetchall()
        }
        if len(self.texts) + len(made) <= _TEXTS:
            self.texts.update(made)
        return made

    def close(self) -> None:
        """Lets the database go."""
        with self.lock:
            self.connection.close()


def matched(pattern: str, text: str | None) -> int | None:
    """Whether a regular expression is found in a text; None where there is no text."""
    return None if text is None else int(re.search(pattern, text) is not None)


def _mark(records: Records, scopes: Sequence[tuple[str, int]], elsewhere: int) -> str:
    made = [records.seed, records.level, records.ordinary]
    what = [_VERSION, records.contract.raw, *made, list(scopes), elsewhere, sorted(records.shapes.items())]
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
