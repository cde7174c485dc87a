"""`python -m tests.mutants`: counts what mutmut left in `mutants/`, room by room, and writes the table into the record of the decision.

A room of which nothing was tried this time keeps the row that it has there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

CHECKOUT = Path(__file__).parents[1]
RESULTS = CHECKOUT / "mutants" / "src" / "listproof"
RECORD = CHECKOUT / "docs" / "decisions" / "7-mutation-testing.md"
_HEAD = "| room | mutants | tried | noticed | share |\n|---|---|---|---|---|\n"
_NOTICED = frozenset({1, 3, 24, -24, 36, 152, 255})
"""What mutmut writes of a mutant at which a test failed, or ran until its time was up."""
_SURVIVED = frozenset({0, 5, 33})
"""What it writes of one that all tests passed, or that none of them reaches."""


def row_of(room: str, codes: list[int | None]) -> str:
    """A row of the table: mutants of the room, how many were tried, how many of those a test noticed, and their share."""
    told = Counter("noticed" if code in _NOTICED else "survived" if code in _SURVIVED else "untried" for code in codes)
    tried = told["noticed"] + told["survived"]
    share = f"{100 * told['noticed'] // tried} %" if tried else "–"
    return f"| `{room}` | {len(codes)} | {tried} | {told['noticed']} | {share} |\n"


def rows_in(record: str) -> dict[str, str]:
    """The rows of the table in a record, by their rooms."""
    rows = (line for line in record.splitlines(keepends=True) if line.startswith("| `"))
    return {row.split("`")[1]: row for row in rows}


def table_of(results: Path, before: Mapping[str, str] = MappingProxyType({})) -> str:
    """The table of every room that has mutants; `before` has the rows of those that were not tried. Raises FileNotFoundError where mutmut
    has not run."""
    files = sorted(results.rglob("*.meta"))
    if not files:
        raise FileNotFoundError(f"{results} holds no results; run mutmut first")
    rooms = {str(path.relative_to(results)).removesuffix(".meta"): json.loads(path.read_bytes()) for path in files}
    codes = {room: list(left["exit_code_by_key"].values()) for room, left in rooms.items() if left["exit_code_by_key"]}
    return _HEAD + "".join(
        before.get(room, row_of(room, all_of)) if set(all_of) == {None} else row_of(room, all_of) for room, all_of in codes.items()
    )


def main() -> None:
    """Print the table, and put it where the last one stands."""
    text = RECORD.read_text(encoding="utf-8")
    table = table_of(RESULTS, rows_in(text))
    before, _, rest = text.partition("| room |")
    after = rest.partition("\n\n")[2]
    RECORD.write_text(before + table + ("\n" + after if after else ""), encoding="utf-8")
    print(table, end="")


if __name__ == "__main__":
    main()
