"""Spellings of families of APIs: orders that name no key, clauses, brackets, fields under attributes, objects that explode."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import ContractError, build
from listproof.contract.lint import lint

from .boats import BOAT, draft_of, operation, parameter

LIMIT = parameter("limit", "integer", maximum=50, default=20)


def shown(**fields: Any) -> dict[str, Any]:
    """An answer with boats and some fields beside them."""
    return {"type": "object", "properties": {"boats": {"type": "array", "items": BOAT}, **fields}}


ATTRIBUTES = {"type": "object", "properties": {"id": {"type": "string"}, "attributes": {**BOAT, "required": ["name"]}}}
RESOURCES = {"type": "object", "properties": {"data": {"type": "array", "items": ATTRIBUTES}}}
SPRING = "Sorting criteria in the format: property,(asc|desc). Default sort order is ascending."
NUMBERS, TIMES = ("id", "crew_size"), ("created_at", "updated_at")
ODATA = {f"{name}_eq": f"{name} eq '{{}}'" for name in ("name", "state")} | {f"{name}_ge": f"{name} ge {{}}" for name in NUMBERS + TIMES}
TEXT = ["equals", "equals-any-case", "contains", "contains-any-case", "prefix"]
COUNT = {"@odata.count": {"type": "integer"}}
SORTS = {"type": "string"}
ANY = {"id", "name", "crew_size", "created_at", "updated_at"}


@pytest.mark.parametrize(
    ("asked", "answer", "keys", "direction"),
    [
        (
            parameter("sort", "array", items=SORTS, description=SPRING),
            shown(),
            ANY,
            {"suffix": {"asc": ",asc", "desc": ",desc"}},
        ),
        (parameter("$orderby"), shown(), ANY, {"suffix": {"asc": "", "desc": " desc"}}),
        (parameter("ordering", description="Which field to use when ordering the results."), shown(), ANY, {"prefix": "-"}),
        (parameter("sort"), RESOURCES, ANY, {"prefix": "-"}),
        (parameter("sort"), shown(), None, None),
        (parameter("sort", example="crew_size,desc"), shown(), {"crew_size"}, {"suffix": {"asc": "", "desc": ",desc"}}),
        (parameter("sort", description="crew_size, name or created_at."), shown(), {"crew_size", "name", "created_at"}, None),
        (parameter("order_by", description="crew_size or -crew_size"), shown(), {"crew_size"}, {"prefix": "-"}),
        (parameter("$orderby", enum=["name", "name desc", "crew_size"]), shown(), {"name"}, {"suffix": {"asc": "", "desc": " desc"}}),
    ],
)
def test_an_order_that_names_no_key_takes_any_field_by_custom(asked: Any, answer: Any, keys: Any, direction: Any) -> None:
    """Spring, OData, Django REST framework and JSON:API say by themselves how a key is turned; elsewhere nothing is claimed. It lints."""
    draft = draft_of(operation(asked, answer=answer))
    order = draft.listing["order"]
    assert (order == "unspecified") is (keys is None)
    assert keys is None or (set(order["keys"]), order.get("direction")) == (keys, direction)
    assert draft.any_key is (keys == ANY)
    assert lint(draft.document, draft.operation.slug).mistakes == ()


def test_a_parameter_for_each_key_is_an_order() -> None:
    """`order[name]=asc`: the name in brackets is the key, the value its direction, and no such parameter is a filter. It lints."""
    ways = {"type": "string", "enum": ["asc", "desc"]}
    each = [{"name": f"order[{name}]", "in": "query", "schema": ways} for name in ("name", "crew_size", "no_such_field")]
    draft = draft_of(operation(*each, answer=shown()))
    order = draft.listing["order"]
    assert (order["by"], order["direction"]) == ("order", {"each": {"order[{key}]": "{direction}"}})
    assert set(order["keys"]) == {"name", "crew_size"}
    assert not draft.listing.get("filters")
    assert lint(draft.document, draft.operation.slug).mistakes == ()


@pytest.mark.parametrize(
    ("asked", "spelled"),
    [
        (parameter("filter", description='As of AIP-160, such as `name = "dory"`.'), {"name_clause": 'name = "{}"'}),
        (parameter("fq", example="state:moored"), {"state_clause": "state:{}"}),
        (parameter("q", description="Words to look for."), {}),
        (parameter("$filter"), ODATA),
    ],
)  # fmt: skip
def test_clauses_of_one_expression_are_filters_of_their_own(asked: Any, spelled: dict[str, str]) -> None:
    """Those that the file quotes with a value, and those of OData; they lint."""
    draft = draft_of(operation(asked))
    assert {name: one["spelled"] for name, one in draft.listing["filters"].items()} == spelled
    assert lint(draft.document, draft.operation.slug).mistakes == ()


@pytest.mark.parametrize(
    ("name", "schema", "block"),
    [
        (
            "filter[name]",
            {},
            {"field": "/attributes/name", "matches": TEXT},
        ),
        ("filters[crew_size][$gte]", {"type": "integer"}, {"field": "/attributes/crew_size", "as": "number", "matches": "minimum"}),
        ("filter[state][_eq]", {}, {"field": "/attributes/state", "matches": ["equals", "equals-any-case"]}),
        ("filter[state][ne]", {}, {"field": "/attributes/state", "matches": "not-equals"}),
        ("filters[name][$startsWith]", {}, {"field": "/attributes/name", "matches": "prefix"}),
        ("filter.insured", {"type": "boolean"}, {"field": "/attributes/insured", "as": "flag", "matches": "equals"}),
        ("filter[engine]", {}, None),
    ],
)
def test_filters_in_brackets_name_a_field_and_an_operator(name: str, schema: dict[str, Any], block: Any) -> None:
    """A field that stands under attributes goes by its own name. The guess lints."""
    draft = draft_of(operation(parameter(name, schema.get("type", "string")), answer=RESOURCES))
    assert draft.listing["filters"].get(name) == block
    assert lint(draft.document, draft.operation.slug).mistakes == ()


def test_pages_that_go_on_behind_a_value_turn_in_no_other_order() -> None:
    """`since_id` asks for larger numbers, whatever stood before: with it no order is claimed; a total is asked for by its flag."""
    sort = parameter("sort", enum=["name", "-name"])
    assert draft_of(operation(parameter("since_id", "integer"), LIMIT, sort)).listing["order"] == "unspecified"
    counted = operation(parameter("$skip", "integer"), parameter("$count", "boolean"), answer=shown(**COUNT))
    draft = draft_of(counted)
    assert (draft.listing["base"], draft.listing["total"]["at"]) == ({"$count": True}, "/@odata.count")
    assert lint(draft.document, draft.operation.slug).mistakes == ()


def test_an_object_that_explodes_is_a_parameter_for_each_property() -> None:
    """springdoc's `pageable` is asked for as page, size and sort, by the names of its properties alone."""
    inner = {"page": {"type": "integer", "minimum": 0}, "size": {"type": "integer", "maximum": 50}}
    pageable = {"name": "pageable", "in": "query", "required": True, "schema": {"type": "object", "properties": inner}}
    draft = draft_of(operation(pageable, parameter("name")))
    assert lint(draft.document, draft.operation.slug).mistakes == ()
    assert draft_of(operation({**pageable, "explode": False})).listing["pages"] == "none"
    assert draft.listing["pages"] == {
        "number": {"parameter": "page", "first": 0},
        "size": {"parameter": "size", "means": "exactly", "safe": 50},
    }


def test_a_query_string_that_is_a_form_is_a_parameter_for_each_property() -> None:
    """So OpenAPI 3.2 may describe all that is asked for at once; its encoding says how a list is written."""
    fields = {"page": {"type": "integer"}, "size": {"type": "integer"}, "name": {"type": "array", "items": {"type": "string"}}}
    form = {"schema": {"type": "object", "properties": fields, "required": ["page"]}, "encoding": {"name": {"explode": False}}}
    whole = {"name": "q", "in": "querystring", "required": True, "content": {"application/x-www-form-urlencoded": form}}
    draft = draft_of(operation(whole))
    assert (draft.listing["pages"]["number"]["parameter"], draft.listing["pages"]["size"]["parameter"]) == ("page", "size")
    contract = build(draft.document, draft.operation.slug)
    assert {one.name: (one.place, one.required, one.explode) for one in contract.parameters} == {
        "page": ("query", True, True), "size": ("query", False, True), "name": ("query", False, False),
    }  # fmt: skip
    assert draft.listing["filters"]["name"]["matches"] == ["one-of", "one-of-any-case"]


def test_a_query_string_of_another_form_is_refused() -> None:
    """By the name of its parameter, and with what would do."""
    whole = {"name": "q", "in": "querystring", "content": {"application/jsonpath": {"schema": {"type": "string"}}}}
    with pytest.raises(ContractError, match=r"parameter q: .*querystring with a form of named properties"):
        draft_of(operation(whole))


@pytest.mark.parametrize(("first", "last"), [("start", "end"), ("from", "to")])
def test_the_lower_end_of_a_range_is_no_place_to_begin_at(first: str, last: str) -> None:
    """With its upper end beside it a number called start cuts nothing; alone it does."""
    bounds = [parameter(name, example="1620683817") for name in (first, last)]
    assert draft_of(operation(*bounds, answer=shown())).listing["pages"] == "none"
    assert draft_of(operation(parameter(first, "integer"), LIMIT)).listing["pages"]["offset"] == {"parameter": first, "first": 0}


@pytest.mark.parametrize(("name", "matches"), [("made_from", ["from", "after"]), ("made_to", ["until", "before"])])
def test_days_have_bounds(name: str, matches: list[str]) -> None:
    """A day is held against days."""
    boats = {
        "type": "array",
        "items": {"type": "object", "properties": {"id": {"type": "integer"}, "made_on": {"type": "string", "format": "date"}}},
    }
    draft = draft_of(operation(parameter(name, format="date"), parameter("limit", "integer"), answer=boats))
    assert draft.listing["filters"] == {name: {"field": "/made_on", "as": "time", "matches": matches}}
    assert lint(draft.document, draft.operation.slug).mistakes == ()


def test_a_size_and_an_offset_that_are_texts_are_numbers() -> None:
    """So PostgREST writes them; an offset that an answer gives is a cursor."""
    texts = (parameter("limit"), parameter("offset"))
    assert draft_of(operation(*texts)).listing["pages"]["offset"] == {"parameter": "offset", "first": 0}
    given = shown(offset={"type": "string"})
    assert draft_of(operation(*texts, answer=given)).listing["pages"]["cursor"]["next"] == "/offset"
