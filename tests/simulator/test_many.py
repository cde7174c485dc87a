"""Many records: counted and cut by the database when they are asked for, kept in a file, and still the records that their rows say."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from listproof.contract import load, slugs
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.seeding.pools import MOST_NAMES
from listproof.simulator.service import Service
from listproof.simulator.tables.database import Database
from listproof.simulator.tables.matching import Matching
from listproof.simulator.tables.sql import Condition

MANY = 21_001
DLC = "alibaba-pai-dlc-jobs"


@cache
def served(slug: str) -> Service:
    """A server of so many records that nothing is read before it is asked for."""
    return Service(load(slug), MANY)


def undecided(store: Database, condition: Condition) -> list[int]:
    """The ordinals that a condition keeps where it is put to every record as it stands."""
    return [row[0] for row in store.rows(f"SELECT ordinal FROM records WHERE {condition.sql} ORDER BY ordinal", condition.values)]


@pytest.mark.parametrize("slug", slugs())
def test_what_is_decided_for_an_option_holds_for_its_records(slug: str) -> None:
    """A condition decided once for each option keeps the same records as when it is put to each of them, whatever it says."""
    store = served(slug).store
    assert store.many
    for column in store.columns:
        shown = [row[0] for row in store.rows(f"SELECT DISTINCT {column.name} FROM records ORDER BY 1 LIMIT 60")]
        value = shown[len(shown) // 2]
        asked = [Condition(f"{column.name} = ?", (value,)), Condition(f"NOT coalesce({column.name} = ?, 0)", (value,)),
                 Condition(f"({column.name} = ?) OR (ordinal % 23 = 5)", (value,)), Condition(f"{column.name} IS NOT NULL")]  # fmt: skip
        asked += [Condition(f"{column.name} {sign} ?", (value,)) for sign in ("<", ">=") if column.form in ("time", "number")]
        asked += [Condition(f"instr({column.name}, ?) > 0", (str(value)[:2],))] if column.form == "text" else []
        for condition in (asked[0], asked[1 + column.place % (len(asked) - 1)]):
            matching = store.matching([Condition("scope = ?", (served(slug).scopes.main,)), condition], "ordinal")
            expected = undecided(store, Condition("scope = ?", (served(slug).scopes.main,)) & condition)
            assert isinstance(matching, Matching)
            assert (len(matching), list(matching)) == (len(expected), expected), condition


@pytest.mark.parametrize("slug", slugs())
def test_a_part_is_the_slice_of_the_whole(slug: str) -> None:
    """Cut by the database or from what is remembered, from the start or far in, a part holds what stands there."""
    store = served(slug).store
    order = f"{store.records.own[0].name} DESC, ordinal"
    whole = undecided_order(store, order)
    matching = store.matching(Condition("1"), order)
    random = Random(7)
    for start in [0, 1, len(whole) - 1, len(whole), 10**20, *(random.randrange(len(whole)) for _ in range(8))]:
        assert list(matching[start : start + 50]) == whole[start : start + 50]
    assert (matching[0], matching[-1], len(matching)) == (whole[0], whole[-1], len(whole))
    assert list(matching[-3:]) == whole[-3:]
    with pytest.raises(IndexError):
        _ = matching[len(whole)]


def undecided_order(store: Database, order: str) -> list[int]:
    """All ordinals in an order."""
    return [row[0] for row in store.rows(f"SELECT ordinal FROM records ORDER BY {order}")]


@pytest.mark.parametrize("slug", slugs())
def test_a_record_shows_what_its_row_says(slug: str) -> None:
    """What filters and orders look at is what the record, written when it is asked for, shows there."""
    store = served(slug).store
    ordinals = list(range(0, MANY, 997))
    records = [json.loads(text) for text in store.bodies(ordinals)]
    for column in store.columns:
        if not column.pointer.startswith("/"):
            continue
        for ordinal, record in zip(ordinals, records, strict=True):
            held = store.rows(f"SELECT {column.name} FROM records WHERE ordinal = ?", (ordinal,))[0][0]
            assert held == column.of(record), (column, ordinal)


def test_a_lie_in_sql_is_told_of_many_records_too() -> None:
    """A fault may say anything in SQL, of ordinals, scopes and columns at once: one record fewer is one record fewer."""
    base = served(DLC)
    fault = next(one for one in catalogue(base.contract) if one.id == "filter-loses:WorkspaceId")
    store, lying = listing_of(base), listing_of(base.like(fault))
    value = store.ask(store.paged(store.base, 0, 50)).records[0]["WorkspaceId"]
    query = store.base.having({"WorkspaceId": value})
    right, wrong = (one.ask(one.paged(query, 0, 50)).total for one in (store, lying))
    assert right is not None
    assert wrong == right - 1


def made(file: Path, moment: float) -> Service:
    """A server whose records are kept in a file, at a moment."""
    return Service(load("huawei-coc-documents"), 50, clock=lambda: moment, file=file)


def shown(service: Service) -> list[Any]:
    """Every record, as it is served."""
    ordinals = [row[0] for row in service.store.rows("SELECT ordinal FROM records ORDER BY ordinal")]
    return service.store.bodies(ordinals)


def test_a_kept_file_serves_for_three_days(tmp_path: Path) -> None:
    """The records are the same, letter by letter, for three days; then they are made anew, for they shall not grow old."""
    file, day = tmp_path / "kept.sqlite", 86_400.0
    first = shown(made(file, 1_800_000_000.0))
    assert shown(made(file, 1_800_000_000.0 + 2 * day)) == first
    assert shown(made(file, 1_800_000_000.0 + 4 * day)) != first


def test_a_kept_file_that_was_changed_is_made_anew(tmp_path: Path) -> None:
    """What moved while it was served is not what the next server starts with."""
    file = tmp_path / "kept.sqlite"
    service = made(file, 1_800_000_000.0)
    first = shown(service)
    service.store.delete(3)
    assert len(shown(service)) == len(first) - 1
    service.store.close()
    assert shown(made(file, 1_800_000_000.0)) == first


def test_names_come_again_where_they_may() -> None:
    """Many records share made-up names, so that a search for one looks at thousands of names and not at millions."""
    records = served(DLC).made
    assert records.names.text(records.names.made_up(7)) == records.names.text(records.names.made_up(7 + MOST_NAMES)) == "Job-7"


def test_a_page_far_in_is_answered_as_any_other() -> None:
    """The last page holds what is left."""
    service = served("huawei-coc-documents")
    store = listing_of(service)
    last = store.ask(store.paged(store.base, MANY // 100 * 100, 100))
    assert (len(last.records), last.total) == (MANY % 100, MANY)
