"""A condition on what a record shows, as one on what the tables hold: decided once for each option, not once for each record."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from listproof.simulator.tables.sql import Condition

__all__ = ["Clauses"]

_WORDS = re.compile(r"\b(?:c\d+|p\d+|scope|ordinal|records|place|born|named)\b")
_RANGE = re.compile(r"(c\d+) (>=|>|<=|<) \?")
_LISTED = 400
_REMEMBERED = 2000
ALL, NONE = Condition("1"), Condition("0")

Run = Callable[[str, tuple[Any, ...]], list[Any]]


@dataclass
class Clauses:
    """Rewrites conditions. `held` maps each table of options, with the column of `records` that holds their numbers, to its columns.

    `own` are the columns of `records` itself, `run` runs a statement that reads. `runs` are conditions that say no more than that
    ordinals lie in a run, with what says so. Options or records that come, go or change make `forget` needful.
    """

    held: Mapping[tuple[str, str], frozenset[str]]
    own: frozenset[str]
    run: Run
    known: dict[tuple[str, tuple[Any, ...]], Condition] = field(default_factory=dict)
    ends: dict[str, tuple[Any, Any] | None] = field(default_factory=dict)
    runs: dict[tuple[str, tuple[Any, ...]], Condition] = field(default_factory=dict)

    def forget(self) -> None:
        """Forgets what was decided."""
        self.known.clear()
        self.runs.clear()
        self.ends.clear()

    def decided(self, condition: Condition, trim: bool = False) -> Condition:
        """The condition on `records`. With `trim`, a range that all records lie in says nothing any more."""
        key = (condition.sql, condition.values)
        if key in self.known:
            return self.known[key]
        if key in self.runs:
            return self.runs[key]
        words = set(_WORDS.findall(condition.sql))
        table = next((table for table, columns in self.held.items() if words and words <= columns), None)
        if table is not None:
            found = self._numbered(*table, condition)
        elif trim and (match := _RANGE.fullmatch(condition.sql)) and match[1] in self.own:
            return self._trimmed(condition, match[1], match[2])
        else:
            found = Condition(self.plain(condition.sql), condition.values)
        if len(self.known) >= _REMEMBERED:
            self.known.clear()
        self.known[key] = found
        return found

    def _numbered(self, table: str, column: str, condition: Condition) -> Condition:
        """The options that a condition keeps, by number."""
        kept = [row[0] for row in self.run(f"SELECT code FROM {table} WHERE {condition.sql} LIMIT {_LISTED + 1}", condition.values)]
        if not kept:
            return NONE
        if len(kept) > _LISTED:
            return Condition(f"{column} IN (SELECT code FROM {table} WHERE {condition.sql})", condition.values)
        if len(kept) == self.run(f"SELECT count(*) FROM {table}", ())[0][0]:
            return ALL
        return Condition(f"{column} = {kept[0]}" if len(kept) == 1 else f"{column} IN ({', '.join(map(str, kept))})")

    def _trimmed(self, condition: Condition, column: str, sign: str) -> Condition:
        if column not in self.ends:
            low, high, shown, all_of_them = self.run(f"SELECT min({column}), max({column}), count({column}), count(*) FROM records", ())[0]
            self.ends[column] = (low, high) if all_of_them and shown == all_of_them else None
        ends = self.ends[column]
        if ends is None:
            return condition
        asked, (low, high) = condition.values[0], ends
        says = {">=": low >= asked, ">": low > asked, "<=": high <= asked, "<": high < asked}
        return ALL if says[sign] else condition

    def plain(self, sql: str) -> str:
        """A statement or a part of one with every column that stands with the options looked up there."""

        def looked_up(match: re.Match[str]) -> str:
            word = match[0]
            if word in self.own:
                return word
            table = next((table for table, columns in self.held.items() if word in columns), None)
            return word if table is None else f"(SELECT {word} FROM {table[0]} WHERE code = records.{table[1]})"

        return _WORDS.sub(looked_up, sql)
