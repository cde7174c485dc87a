"""Numbers of a sentence that bound nothing of the value: what is treated as something else, sums, items of a list, days."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import derive_bytes, openapi
from listproof.derive.kinds import Kind, kind_of
from listproof.derive.prose.values import ranges_of

WHOLE = Kind("integer")


def contract(*rows: str, columns: str = "Name | Type | Required | Description") -> dict[str, Any]:
    """What is written of a page with these rows."""
    table = f"| {columns} |\n|{'---|' * (columns.count('|') + 1)}\n" + "".join(f"| {row} |\n" for row in rows)
    return openapi(derive_bytes(f"# List fans\n\nGET /fans\n\n## Query parameters\n\n{table}".encode(), "page.md"))


def schema(written: dict[str, Any]) -> dict[str, Any]:
    """The schema of the first parameter."""
    found: dict[str, Any] = written["paths"]["/fans"]["get"]["parameters"][0]["schema"]
    return found


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("Values below 0 are treated as 0.", {}),
        ("Numbers greater than 100 are set to 100.", {}),
        ("大于100时按100处理。", {}),
        ("Offset + Limit may not exceed 10,000.", {}),
        ("The sum of offset and limit must not exceed 500.", {}),
        ("It must be below 16.", {"maximum": 15}),
        ("It must not exceed 10,000.", {"maximum": 10000}),
    ],
)
def test_a_sentence_that_bounds_something_else_bounds_nothing(words: str, bounds: dict[str, int]) -> None:
    """A value that is replaced is taken, and a sum is none of its parts; a plain bound stays one."""
    assert ranges_of(words, WHOLE) == bounds


@pytest.mark.parametrize("words", ["Values below 0 are treated as 0.", "Offset + Limit may not exceed 10,000."])
def test_a_bound_that_is_not_taken_is_told(words: str) -> None:
    """What such a sentence says is listed."""
    written = contract(f"offset | integer | No | {words}")
    assert set(schema(written)) == {"type"}
    assert any(words.split()[-1].rstrip(".").replace(",", "") in one["why"] for one in written["x-unread"])


@pytest.mark.parametrize(("words", "first"), [("Zero-based page.", 0), ("0-indexed page.", 0), ("One-based page.", 1), ("Page.", 1)])
def test_the_first_page_is_the_one_that_is_counted_from(words: str, first: int) -> None:
    """`Zero-based` is the number of the first page."""
    written = contract(f"page | integer | No | {words}", "size | integer | No | Fans on a page.")
    assert written["x-listing"]["pages"]["number"]["first"] == first


def test_a_bound_on_the_items_of_a_list_gives_no_integer() -> None:
    """A row without a known type whose words count items is no integer."""
    written = contract("tag | string[] | Any of these. Up to 10 items.", columns="Name | Sort | Description")
    assert "maximum" not in schema(written)
    assert schema(written)["type"] != "integer"


@pytest.mark.parametrize(("spelled", "words"), [("date", "Format YYYY-MM-DD."), ("datetime", "As YYYY-MM-DD HH:mm:ss."), ("date", "Day.")])
def test_a_day_is_no_time_of_rfc_3339(spelled: str, words: str) -> None:
    """A day, or a time in another form, has no format `date-time`."""
    assert schema(contract(f"since | {spelled} | No | {words}")) == {"type": "string"}
    assert kind_of("datetime") == Kind("string", format="date-time")
