"""An offset and a size that are told together, and cursors that a template writes, are spelled as their contract says."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import AnswerPlace, Contract, Lead, Order, OrderKey, Query, Turn, build, order_arguments, spell, spelled_headers
from listproof.contract.wire import written_token

from .orchards import document, parameter

SIZE = {"parameter": "count", "means": "exactly", "safe": 25}


def windowed(window: dict[str, str], *parameters: dict[str, Any]) -> Contract:
    """A listing whose offset and size a window tells."""
    pages = {"offset": {"parameter": "from", "first": 0}, "size": SIZE, "window": window}
    return build(document(*parameters, pages=pages), "windowed")


RANGE = windowed({"range": "[{first},{last}]"}, parameter("range"))
ENDS = windowed({"_start": "{first}", "_end": "{end}"}, parameter("_start"), parameter("_end"))
HEADER = windowed({"Range": "items={first}-{last}"}, {**parameter("Range"), "in": "header"})


@pytest.mark.parametrize(
    ("contract", "asked", "query", "headers"),
    [
        (RANGE, {"from": 20, "count": 10}, "range=%5B20%2C29%5D", {}),
        (RANGE, {"from": 20}, "range=%5B20%2C44%5D", {}),
        (RANGE, {"count": 10}, "range=%5B0%2C9%5D", {}),
        (RANGE, {"from": "abc", "count": 10}, "range=%5Babc%2C10%5D", {}),
        (RANGE, {}, "", {}),
        (ENDS, {"from": 20, "count": 10}, "_start=20&_end=30", {}),
        (HEADER, {"from": 20, "count": 10}, "", {"Range": "items=20-29"}),
        (HEADER, {}, "", {}),
    ],
)
def test_a_window_is_told_by_its_parameters(contract: Contract, asked: dict[str, Any], query: str, headers: dict[str, str]) -> None:
    """In the query or in a header, only where an offset or a size is asked for."""
    assert spell(contract, Query.of(asked)) == query
    assert spelled_headers(contract, Query.of(asked)) == headers


def test_a_window_is_no_parameter_of_its_own() -> None:
    """What a query may say are the offset and the size, not the parameters that tell both."""
    assert [one.name for one in ENDS.query_parameters if one.name not in ("name",)] == ["from", "count"]


@pytest.mark.parametrize(
    ("spelled", "encoded", "said", "written"),
    [
        ("{}", None, 7, 7),
        ('"{}"', None, 'a"b', '"a\\"b"'),
        ('"{}"', None, 7, '"7"'),
        ("{}~", None, "a", "a~"),
        ("{}\0", "base64", "Zm9v", "Zm9vAA=="),
        ("{}\0", "base64", "no Base64", "no Base64"),
    ],
)
def test_a_cursor_is_written_by_its_template(spelled: str, encoded: Any, said: Any, written: Any) -> None:
    """A text between double quotes as JSON has it, bytes around the bytes that Base64 stands for, what is none as it is."""
    assert written_token(Lead(AnswerPlace("last", "/key"), "token", "key", spelled, encoded), said) == written


def test_a_key_and_its_direction_stand_in_one_value() -> None:
    """As the template of the direction says, ascending where nothing is said."""
    turn = Turn("spelled", "ASC", "DESC", '["{key}","{direction}"]')
    order = Order((OrderKey("name", "/name", "text"),), by="sort", turn=turn)
    assert order_arguments(order, [("name", "desc")]) == {"sort": '["name","DESC"]'}
    assert order_arguments(order, [("name", None)]) == {"sort": '["name","ASC"]'}


def test_the_largest_safe_size_is_that_of_the_parameter_where_none_is_said() -> None:
    """Its maximum, or else its default."""
    for schema, safe in (({"type": "integer", "maximum": 40, "default": 5}, 40), ({"type": "integer", "default": 5}, 5)):
        pages = {"link": {"next": "/next", "end": "null"}, "size": {"parameter": "limit", "means": "any"}}
        made = build(document(parameter("limit", schema), answer={"next": {"type": "string"}}, pages=pages), "sized")
        assert made.pages.size.safe == safe
