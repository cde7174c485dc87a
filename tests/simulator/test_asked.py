"""What the simulator reads in a query: templates, clauses, lists, negations, ranges, days, patterns, blanks, unknown names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest

from listproof.contract import Contract

from .invented import FERRY, Asked, ferries, parameter

FIELDS = {
    **FERRY,
    "owner": {"type": ["string", "null"]},
    "length": {"type": "number", "minimum": 0},
    "tags": {"type": "array", "items": {"type": "string"}},
}
TEXT = {"type": "string"}
DATE = {"type": "string", "format": "date"}
Keeps = Callable[[Mapping[str, Any]], bool]


def filtering(filters: Mapping[str, Any], *parameters: Mapping[str, Any]) -> Contract:
    """A listing with some filters."""
    return ferries(fields=FIELDS, parameters=parameters, listing={"filters": filters})


def everything(asked: Asked) -> list[dict[str, Any]]:
    """Every record."""
    return [record for start in (0, 50, 100) for record in asked.shown(asked.get({"limit": 50, "offset": start}))]


def keeps(asked: Asked, query: Any, kept: Keeps) -> None:
    """The query shows just the records that are to be kept, and those are some but not all."""
    text = query if isinstance(query, str) else str(asked.client.build_request("GET", "/", params=query).url.query, "ascii")
    found = [asked.client.get(f"/v1/ferries?limit=50&offset={start}&{text}") for start in (0, 50, 100)]
    shown = [record["id"] for answer in found for record in asked.shown(answer)]
    wanted = [record["id"] for record in everything(asked) if kept(record)]
    assert shown == wanted, query
    assert 0 < len(wanted) < len(everything(asked)), query


def test_one_parameter_may_hold_several_filters() -> None:
    """Templates tell which filter a value belongs to; each value of a repeated parameter is read by itself."""
    said = {"field": "/cars", "as": "number", "parameter": "cars"}
    contract = filtering(
        {
            "cars_from": {**said, "spelled": ">={}", "matches": "minimum"},
            "cars_above": {**said, "spelled": ">{}", "matches": "after"},
            "cars_under": {**said, "spelled": "<{}", "matches": "before"},
            "cars_are": {**said, "spelled": "{}", "matches": "equals"},
        },
        parameter("cars", {"type": "array", "items": TEXT}),
    )
    asked = Asked(contract)
    keeps(asked, {"cars": ">=9"}, lambda record: record["cars"] >= 9)
    keeps(asked, {"cars": ">9"}, lambda record: record["cars"] > 9)
    keeps(asked, {"cars": "9"}, lambda record: record["cars"] == 9)
    keeps(asked, {"cars": [">=2", "<10"]}, lambda record: 2 <= record["cars"] < 10)
    for wrong in ("=>9", ">", ">=nine", "~9"):
        assert asked.get({"cars": wrong}).status_code == 400, wrong
    assert asked.get({"cars": ["<9", "<10"]}).status_code == 400
    first = Asked(contract, readings={"repeated": "first"})
    keeps(first, {"cars": ["<9", "<10"]}, lambda record: record["cars"] < 9)


def test_one_parameter_may_hold_clauses() -> None:
    """An expression is read clause by clause; what is joined inside quotes is a value, and a quote is doubled there."""
    said = {"within": "$filter", "joined-by": " and "}
    contract = filtering(
        {
            "name": {**said, "field": "/name", "matches": "equals", "spelled": "name eq '{}'", "escaped": "doubled"},
            "has": {**said, "field": "/name", "matches": "contains", "spelled": "contains(name,'{}')", "escaped": "doubled"},
            "cars": {**said, "field": "/cars", "as": "number", "matches": "minimum", "spelled": "cars ge {}"},
        },
        parameter("$filter", TEXT),
    )
    asked = Asked(contract, jobs=150)
    keeps(asked, {"$filter": "cars ge 9"}, lambda record: record["cars"] >= 9)
    keeps(asked, {"$filter": "contains(name,'job') and cars ge 2"}, lambda record: "job" in record["name"] and record["cars"] >= 2)
    named = next(record["name"] for record in everything(asked) if "'" in record["name"])
    doubled = named.replace("'", "''")
    keeps(asked, {"$filter": f"name eq '{doubled}'"}, lambda record: record["name"] == named)
    assert asked.shown(asked.get({"$filter": "name eq 'a and cars ge 2'"})) == []
    for wrong in ("cars ge", "cars ge 2 and", "cars ge 2 or cars ge 3", "name eq 'a'b'", "color eq 'red'", "cars ge 2 and cars ge 3", ""):
        assert asked.get({"$filter": wrong}).status_code == 400, wrong


def test_a_backslash_may_protect_a_quote() -> None:
    """Between quotes a backslash stands before a quote and before itself."""
    said = {"field": "/name", "matches": "equals", "spelled": 'name="{}"', "escaped": "backslash"}
    asked = Asked(filtering({"name": {**said, "within": "filter", "joined-by": " AND "}}, parameter("filter", TEXT)))
    for name in [record["name"] for record in everything(asked)][:40]:
        spelled = name.replace("\\", "\\\\").replace('"', '\\"')
        keeps(asked, {"filter": f'name="{spelled}"'}, lambda record, name=name: record["name"] == name)  # type: ignore[misc]


STYLES: dict[str, tuple[dict[str, Any], str]] = {
    "repeated": ({}, "line=north&line=south"),
    "commas": ({"explode": False}, "line=north,south"),
    "blanks": ({"explode": False, "style": "spaceDelimited"}, "line=north%20south"),
    "pipes": ({"explode": False, "style": "pipeDelimited"}, "line=north%7Csouth"),
}


@pytest.mark.parametrize("style", STYLES)
def test_lists_are_read_in_their_style(style: str) -> None:
    """A list keeps what any of its items keeps: one, two, the same twice, very many; an unknown item is refused or keeps nothing."""
    more, two = STYLES[style]
    enum = {"type": "array", "items": FERRY["line"]}
    asked = Asked(filtering({"line": {"field": "/line", "matches": "equals"}}, parameter("line", enum, **more)))
    keeps(asked, two, lambda record: record["line"] in ("north", "south"))
    keeps(asked, "line=islands", lambda record: record["line"] == "islands")
    keeps(asked, two.replace("south", "north"), lambda record: record["line"] == "north")
    assert asked.client.get(f"/v1/ferries?{two.replace('south', 'moon')}").status_code == 400
    free = Asked(filtering({"line": {"field": "/line", "matches": "equals"}}, parameter("line", {"type": "array", "items": TEXT}, **more)))
    keeps(free, two.replace("south", "moon"), lambda record: record["line"] == "north")
    glue = two.partition("north")[2].removesuffix("south")
    many = glue.join(["north", *(f"x{number}" for number in range(3000))])
    keeps(free, f"line={many}", lambda record: record["line"] == "north")


def test_a_list_may_stand_in_one_text() -> None:
    """A text with separators is a list where the filter says so, of numbers too."""
    asked = Asked(
        filtering(
            {
                "name": {"field": "/name", "matches": "one-of", "separator": "|"},
                "cars": {"field": "/cars", "as": "number", "matches": "one-of", "separator": ","},
                "not_line": {"field": "/line", "matches": "none-of", "separator": ","},
            },
            *(parameter(name, TEXT) for name in ("name", "cars", "not_line")),
        )
    )
    first, second = sorted({record["name"] for record in everything(asked)})[:2]
    keeps(asked, {"name": f"{first}|{second}|moon"}, lambda record: record["name"] in (first, second))
    keeps(asked, {"cars": "9,10,7777"}, lambda record: record["cars"] in (9, 10))
    keeps(asked, {"not_line": "north,south"}, lambda record: record["line"] == "islands")
    assert asked.get({"cars": "9,many"}).status_code == 400


@pytest.mark.parametrize("nulls", ["kept", "lost", "open"])
def test_negations_keep_what_others_lose(nulls: str) -> None:
    """Records without a value are kept or lost with them, as documented, else as decided."""
    asked = Asked(
        filtering(
            {
                "owner!": {"field": "/owner", "matches": "not-equals", "nulls": nulls},
                "owner!~": {"field": "/owner", "matches": "not-contains", "nulls": nulls},
                "ownerless": {"field": "/owner", "matches": "is-null"},
            },
            parameter("owner!", TEXT), parameter("owner!~", TEXT), parameter("ownerless", {"type": "boolean"}),
        )
    )  # fmt: skip
    records = everything(asked)
    owner = next(record["owner"] for record in records if record["owner"])
    with_nulls = nulls != "lost"

    def unlike(wrong: Callable[[str], bool]) -> Keeps:
        return lambda record: with_nulls if record["owner"] is None else not wrong(record["owner"])

    keeps(asked, {"owner!": owner}, unlike(lambda text: text == owner))
    keeps(asked, {"owner!~": owner}, unlike(lambda text: owner in text))
    keeps(asked, {"ownerless": "true"}, lambda record: record["owner"] is None)
    keeps(asked, {"ownerless": "false"}, lambda record: record["owner"] is not None)
    lost = Asked(asked.contract, readings={"negation-nulls": "lost"})
    if nulls == "open":
        keeps(lost, {"owner!": owner}, lambda record: record["owner"] not in (None, owner))


def moment(record: Mapping[str, Any]) -> datetime:
    """When a ferry sailed."""
    return datetime.fromisoformat(record["sailed"])


def test_a_range_may_be_one_value() -> None:
    """Two ends in one value keep what lies between, both ends included; an end may be left open."""
    said = {"field": "/sailed", "as": "time", "matches": "between"}
    asked = Asked(filtering({"sailed": said, "cars": {"field": "/cars", "as": "number", "matches": "between"}},
                            parameter("sailed", TEXT), parameter("cars", TEXT)))  # fmt: skip
    moments = sorted(record["sailed"] for record in everything(asked))
    low, high = moments[10], moments[40]
    keeps(asked, {"sailed": f"{low}/{high}"}, lambda record: low <= record["sailed"] <= high)
    keeps(asked, {"sailed": f"../{high}"}, lambda record: record["sailed"] <= high)
    keeps(asked, {"cars": "2/9"}, lambda record: 2 <= record["cars"] <= 9)
    for wrong in (low, f"{low}/{high}/{high}", "a/b"):
        assert asked.get({"sailed": wrong}).status_code == 400, wrong


@pytest.mark.parametrize("dates", ["whole-days", "midnights"])
def test_a_day_is_whole_or_its_first_moment(dates: str) -> None:
    """An upper day includes what happened on it, or ends as it begins; so for equal, later and earlier days."""
    said = {"field": "/sailed", "as": "time"}
    names = ("from", "after", "until", "before", "equals")
    asked = Asked(
        filtering({name: {**said, "matches": name} for name in names}, *(parameter(name, DATE) for name in names)),
        readings={"dates": dates},
    )  # fmt: skip
    days = sorted({record["sailed"][:10] for record in everything(asked)})
    day = days[len(days) // 2]
    start = datetime.fromisoformat(f"{day}T00:00:00Z")
    end = start + timedelta(days=1) if dates == "whole-days" else start
    keeps(asked, {"from": day}, lambda record: moment(record) >= start)
    keeps(asked, {"before": day}, lambda record: moment(record) < start)
    keeps(asked, {"until": day}, lambda record: moment(record) < end)
    keeps(asked, {"after": day}, lambda record: moment(record) >= end)
    if dates == "whole-days":
        keeps(asked, {"equals": day}, lambda record: record["sailed"][:10] == day)
    for wrong in ("yesterday", "2026-13-01", f"{day}T00:00:00Z"):
        assert asked.get({"from": wrong}).status_code == 400, wrong


def test_equal_moments_and_numbers() -> None:
    """A moment equals itself in any zone, and a number with a fraction itself; a day is no moment where moments are documented."""
    asked = Asked(
        filtering(
            {"sailed": {"field": "/sailed", "as": "time", "matches": "equals"},
             "length": {"field": "/length", "as": "number", "matches": "equals"}},
            parameter("sailed", {"type": "string", "format": "date-time"}), parameter("length", {"type": "number"}),
        )
    )  # fmt: skip
    record = everything(asked)[20]
    there = (moment(record) + timedelta(hours=8)).strftime("%Y-%m-%dT%H:%M:%S+08:00")
    keeps(asked, {"sailed": record["sailed"]}, lambda one: one["sailed"] == record["sailed"])
    keeps(asked, {"sailed": there}, lambda one: one["sailed"] == record["sailed"])
    assert asked.get({"sailed": record["sailed"][:10]}).status_code == 400
    fractions = [one["length"] for one in everything(asked) if one["length"] != int(one["length"])]
    keeps(asked, {"length": str(fractions[0])}, lambda one: one["length"] == fractions[0])


def test_patterns_are_found_in_texts() -> None:
    """A regular expression keeps the texts in which it is found; one that is none is refused."""
    asked = Asked(filtering({"name": {"field": "/name", "matches": "regex"}}, parameter("name", TEXT)))
    keeps(asked, {"name": "^train-[0-9]+$"}, lambda record: re.search("^train-[0-9]+$", record["name"]) is not None)
    keeps(asked, {"name": "est"}, lambda record: "est" in record["name"])
    assert asked.get({"name": "("}).status_code == 400


def test_blanks_and_unknown_names() -> None:
    """Blanks around a value belong to it or not; a parameter that no document knows is passed over or refused."""
    contract = filtering({"line": {"field": "/line", "matches": "equals"}}, parameter("line", TEXT))
    assert Asked(contract).get({"line": " north "}).json()["ferries"] == []
    keeps(Asked(contract, readings={"blanks": "trimmed"}), {"line": " north "}, lambda record: record["line"] == "north")
    assert Asked(contract).get({"colour": "red"}).status_code == 200
    assert Asked(contract, readings={"unknown-parameters": "refuse"}).get({"colour": "red"}).status_code == 400


def test_odd_bytes_and_lengths_are_answered() -> None:
    """NUL, bytes that are no UTF-8, a lone percent sign, thousands of letters, thirty digits: shown nothing or refused, never an error."""
    asked = Asked(
        filtering(
            {"name": {"field": "/name", "matches": ["contains", "equals"]},
             "cars": {"field": "/cars", "as": "number", "matches": "minimum"},
             "tags": {"field": "/tags/*", "matches": "equals"}},
            parameter("name", TEXT), parameter("cars", {"type": "integer"}), parameter("tags", {"type": "array", "items": TEXT}),
        )
    )  # fmt: skip
    for odd in ("%00", "%ff", "%", "a%", "%zz", "a" * 1001, "a" * 6000, "%F0%9F%9A%80", "%5C", ":", "'", "%22", "9" * 30, "-" + "9" * 30):
        for name in ("name", "cars", "tags", "limit", "offset"):
            assert asked.client.get(f"/v1/ferries?{name}={odd}").status_code in (200, 400), (name, odd)
    strict = Asked(asked.contract, readings={"odd-text": "refuse"})
    assert strict.client.get("/v1/ferries?name=%ff").status_code == 400


def test_a_prefix_stands_at_the_beginning_and_nowhere_else() -> None:
    """Two letters that begin some names and stand inside others find the first kind alone."""
    contract = filtering({"name": {"field": "/name", "matches": "prefix"}}, parameter("name", TEXT))
    asked = Asked(contract)
    names = [str(record["name"]) for record in everything(asked)]
    begin = {name[:2] for name in names}
    part = next(part for part in sorted(begin) if any(part in name[1:] and not name.startswith(part) for name in names))
    keeps(asked, {"name": part}, lambda record: str(record["name"]).startswith(part))
