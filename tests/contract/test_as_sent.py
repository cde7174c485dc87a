"""What a verdict says was asked is what stands in the request, however a contract calls it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from listproof.contract import as_sent, load
from listproof.laws.wording import pair

FOLDER = Path(__file__).parents[1] / "contracts"


@pytest.mark.parametrize(
    ("folder", "slug", "asked", "told"),
    [
        ("spelled", "wells", {"kind": ["dug", "drilled"]}, "kind=dug|drilled"),
        ("spelled", "wells", {"owner": ["a b", "c"]}, "owner=a b&owner=c"),
        ("spelled", "wells", {"name_is": 'the "old"'}, 'q=name = "the \\"old\\"" (name_is)'),
        ("spelled", "wells", {"name_has": "b", "deeper": 3}, 'q=name ~ "b" AND depth > 3 (deeper, name_has)'),
        ("spelled", "wells", {"owner__isnull": True}, "owner__isnull=true"),
        ("spelled", "wells", {"code": "100%25", "depth": None}, "code=100%25"),
        ("spelled", "wells", {}, "(no parameters)"),
        ("spelled", "flights", {"ship_is": "it's", "where.crewed": False}, "query=ship eq 'it''s' (ship_is) where.crewed=false"),
        ("spelled", "flights", {"ships": "one"}, 'ships=["one"]'),
    ],
)
def test_what_is_asked_is_told_as_it_is_sent(folder: str, slug: str, asked: dict[str, Any], told: str) -> None:
    """Lists as they are put together, clauses as they are written, what is not asked for left out."""
    assert as_sent(load(slug, FOLDER / folder), asked) == told


def test_a_property_of_json_in_the_query_is_told_with_its_name() -> None:
    """As the query holds it, and as the contract calls it."""
    assert as_sent(load("nebula-explorer-workflow-jobs"), {"filter.status": 0}) == 'filter={"status":0} (filter.status)'


def test_what_is_long_is_cut_and_its_length_told() -> None:
    """A sentence holds no page of text."""

    class Listing:
        contract = load("wells", FOLDER / "spelled")

    told = pair(Listing(), "name_has", "x" * 1000)
    assert len(told) < 200
    assert told.endswith("x… (1022 characters) (name_has)")
    assert pair(Listing(), "code", None) == "no code"
