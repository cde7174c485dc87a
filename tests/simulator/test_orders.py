"""The simulator's order: signs, words, flags and several keys, texts in every common collation, records without a value."""

from __future__ import annotations

from dataclasses import replace
from functools import cmp_to_key
from typing import Any

import pytest

from listproof.contract import Contract, End

from .invented import FERRY, Asked, cursor, ferries, parameter

KEYS = {
    "cars": {"field": "/cars", "as": "number"},
    "name": {"field": "/name", "as": "text"},
    "sailed": {"field": "/sailed", "as": "time"},
    "length": {"field": "/hull/length", "as": "number"},
}
FIELDS = {
    **FERRY,
    "cars": {"type": ["integer", "null"], "minimum": 0},
    "hull": {"type": "object", "required": ["length"], "properties": {"length": {"type": "integer", "minimum": 5}}},
}


def sorted_by(direction: Any = None, schema: Any = None, **words: Any) -> Contract:
    """A listing that can be sorted by the parameter `sort`, with a direction in one of the ways there are."""
    said = {"by": "sort", "keys": KEYS, **({"direction": direction} if direction is not None else {}), **words}
    more = [
        parameter("sort", schema or {"type": "string"}),
        parameter("way", {"type": "string"}),
        parameter("reverse", {"type": "boolean"}),
    ]
    return ferries(fields=FIELDS, parameters=more, listing={"order": said})


def shown(contract: Contract, query: dict[str, Any], **words: Any) -> list[dict[str, Any]]:
    """All records of a query."""
    asked = Asked(contract, **words)
    return [record for start in (0, 50) for record in asked.shown(asked.get({**query, "limit": 50, "offset": start}))]


WAYS = {
    "prefix": ({"prefix": "-"}, {"sort": "sailed"}, {"sort": "-sailed"}),
    "two prefixes": ({"prefix": {"asc": "+", "desc": "-"}}, {"sort": "+sailed"}, {"sort": "-sailed"}),
    "suffix": ({"suffix": ":desc"}, {"sort": "sailed"}, {"sort": "sailed:desc"}),
    "two suffixes": ({"suffix": {"asc": " asc", "desc": " desc"}}, {"sort": "sailed asc"}, {"sort": "sailed desc"}),
    "words": ({"parameter": "way", "asc": "up", "desc": "down"}, {"sort": "sailed", "way": "up"}, {"sort": "sailed", "way": "down"}),
    "parameter": ("way", {"sort": "sailed", "way": "asc"}, {"sort": "sailed", "way": "desc"}),
    "flag": ({"flag": "reverse"}, {"sort": "sailed"}, {"sort": "sailed", "reverse": "true"}),
    "flag turned": (
        {"flag": "reverse", "asc": True, "desc": False},
        {"sort": "sailed", "reverse": "true"},
        {"sort": "sailed", "reverse": "false"},
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_direction_is_asked_for_in_every_way(way: str) -> None:
    """A sign before or behind the key, a word for each direction or a flag: ascending one way and descending the other."""
    direction, up, down = WAYS[way]
    contract = sorted_by(direction)
    rising = [record["sailed"] for record in shown(contract, up)]
    assert rising == sorted(rising)
    assert [record["sailed"] for record in shown(contract, down)] == rising[::-1]


def test_an_unknown_key_is_refused() -> None:
    """A key that no document names, a bare sign, a doubled sign and nothing at all are refused."""
    asked = Asked(sorted_by({"prefix": "-"}, separator=","))
    for word in ("colour", "-", "--sailed", "sailed,", ",", "+sailed", "SAILED", ""):
        assert asked.get({"sort": word}).status_code == 400, word


@pytest.mark.parametrize("spelled", ["separator", "repeated", "list"])
def test_several_keys_decide_one_after_the_other(spelled: str) -> None:
    """The second key sorts within the ties of the first, each with a direction of its own."""
    if spelled == "separator":
        contract, sort = sorted_by({"prefix": "-"}, separator=","), "cars,-sailed"
    else:
        schema = {"type": "array", "items": {"type": "string"}} if spelled == "list" else None
        contract, sort = sorted_by({"prefix": "-"}, schema, repeated=True), ["cars", "-sailed"]  # type: ignore[assignment]
    records = [record for record in shown(contract, {"sort": sort}) if record["cars"] is not None]
    pairs = [(record["cars"], record["sailed"]) for record in records]
    assert pairs == sorted(sorted(pairs, key=lambda pair: pair[1], reverse=True), key=lambda pair: pair[0])
    assert len({cars for cars, _ in pairs}) < len(pairs)


def test_a_default_of_several_keys() -> None:
    """Without a sort the documented keys decide, all of them; nobody can turn an order without a parameter."""
    said = {"keys": KEYS, "default": [["cars", "desc"], ["sailed", "asc"]]}
    records = shown(ferries(fields=FIELDS, listing={"order": said}), {})
    pairs = [(-record["cars"], record["sailed"]) for record in records if record["cars"] is not None]
    assert pairs == sorted(pairs)


def test_a_key_without_a_direction_comes_as_decided() -> None:
    """Where no direction can be asked for and none is documented, this server sorts either way."""
    contract = sorted_by()
    rising = [record["sailed"] for record in shown(contract, {"sort": "sailed"})]
    assert rising == sorted(rising)
    falling = [record["sailed"] for record in shown(contract, {"sort": "sailed"}, readings={"undirected": "desc"})]
    assert falling == rising[::-1]


@pytest.mark.parametrize("nulls", ["first", "last"])
def test_records_without_the_key_stand_together(nulls: str) -> None:
    """They come first or last, in both directions, as documented; where that is open, as decided."""
    contract = sorted_by({"prefix": "-"}, keys={**KEYS, "cars": {**KEYS["cars"], "nulls": nulls}})
    for sort in ("cars", "-cars"):
        keys = [record["cars"] is None for record in shown(contract, {"sort": sort})]
        assert True in keys
        assert keys == sorted(keys, reverse=nulls == "first")
    open_contract = sorted_by({"prefix": "-"})
    for sort, first in (("cars", False), ("-cars", True)):
        keys = [record["cars"] is None for record in shown(open_contract, {"sort": sort}, readings={"nulls": "largest"})]
        assert keys == sorted(keys, reverse=first)


def test_a_key_may_stand_in_an_object() -> None:
    """A key inside an object sorts like any other, and numbers as numbers."""
    lengths = [record["hull"]["length"] for record in shown(sorted_by({"prefix": "-"}), {"sort": "-length"})]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths != sorted(lengths, key=str, reverse=True)


def dictionary(left: str, right: str) -> int:
    """How a dictionary compares the letters of two texts, where they differ otherwise than by case."""
    one, other = left.casefold(), right.casefold()
    return (one > other) - (one < other)


def test_texts_are_sorted_in_any_collation() -> None:
    """Texts stand by code points, or without regard to case, or as in a dictionary; the three differ."""
    contract = sorted_by({"prefix": "-"})
    by_points = [record["name"] for record in shown(contract, {"sort": "name"}, jobs=100)]
    assert by_points == sorted(by_points)
    any_case = [record["name"] for record in shown(contract, {"sort": "name"}, jobs=100, readings={"collation": "any-case"})]
    assert any_case == sorted(any_case, key=cmp_to_key(dictionary))
    local = [record["name"] for record in shown(contract, {"sort": "name"}, jobs=100, readings={"collation": "locale"})]
    assert len({tuple(by_points), tuple(any_case), tuple(local)}) == 3
    plain = [name for name in local if name.isascii() and name.isalpha()]
    assert plain == sorted(plain, key=str.casefold)


def test_every_key_can_be_walked_by_a_cursor() -> None:
    """A walk by places meets every record once in every order, records without the key and ties included."""
    contract = sorted_by({"prefix": "-"}, separator=",")
    loose = tuple(replace(one, schema={"type": "string"}) if one.name == "offset" else one for one in contract.parameters)
    contract = replace(contract, parameters=loose, pages=cursor(end=(End("absent"),)))
    for sort in ("cars", "-cars", "name", "cars,-sailed", "-length,name"):
        for readings in ({}, {"nulls": "last", "collation": "locale"}, {"nulls": "largest", "ties": "scattered"}):
            asked = Asked(contract, readings=readings)
            whole = [record["id"] for page in asked.walk({"sort": sort, "limit": 50}) for record in page]
            assert [record["id"] for page in asked.walk({"sort": sort, "limit": 4}) for record in page] == whole
            assert len(set(whole)) == 57


@pytest.mark.parametrize("way", ["prefix", "two prefixes", "suffix", "two suffixes"])
def test_a_sign_is_read_among_listed_values(way: str) -> None:
    """Where the parameter lists its values with their signs, each of them sorts by its key, in the direction of its sign."""
    direction, up, down = WAYS[way]
    contract = sorted_by(direction, {"type": "string", "enum": [up["sort"], down["sort"], "unexplained"]}, default=["cars", "asc"])
    rising = [record["sailed"] for record in shown(contract, up)]
    assert rising == sorted(rising)
    assert [record["sailed"] for record in shown(contract, down)] == rising[::-1]
    assert shown(contract, {"sort": "unexplained"}) == shown(contract, {})
