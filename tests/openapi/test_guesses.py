"""What names and schemas of an operation are guessed to mean."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import binds, facts
from listproof.contract.lint import lint
from listproof.contract.reading import build
from listproof.openapi import drafted, list_operations
from listproof.openapi.shapes import item, properties

from .boats import BOAT, draft_of, file_of, operation, parameter

LIMIT = parameter("limit", "integer", maximum=50, default=20)
LINK = {"Link": {"schema": {"type": "string"}}}


def shown(**fields: Any) -> dict[str, Any]:
    """An answer with boats and some fields beside them."""
    return {"type": "object", "properties": {"boats": {"type": "array", "items": BOAT}, **fields}}


@pytest.mark.parametrize(
    ("described", "pages"),
    [
        (operation(parameter("offset", "integer"), LIMIT), {"offset": {"parameter": "offset", "first": 0}}),
        (operation(parameter("$skip", "integer"), LIMIT), {"offset": {"parameter": "$skip", "first": 0}}),
        (operation(parameter("page", "integer"), LIMIT), {"number": {"parameter": "page", "first": 1}}),
        (operation(parameter("page", "integer", minimum=0), LIMIT), {"number": {"parameter": "page", "first": 0}}),
        (
            operation(parameter("page", "integer"), LIMIT, headers=LINK),
            {"number": {"parameter": "page", "first": 1, "next": {"link": "next"}}},
        ),
        (
            operation(parameter("page_token"), LIMIT, answer=shown(next_page_token={"type": "string"})),
            {"cursor": {"parameter": "page_token", "next": "/next_page_token", "end": ["absent", "blank"]}},
        ),
        (
            operation(parameter("starting_after"), LIMIT, answer=shown(has_more={"type": "boolean"})),
            {"cursor": {"parameter": "starting_after", "next": {"last": "/id"}, "end": {"/has_more": False}}},
        ),
        (operation(parameter("after"), LIMIT, headers=LINK), {"link": {"next": {"link": "next"}, "end": "absent"}}),
    ],
)
def test_the_pager_is_told_by_the_names_of_parameters_and_answer(described: dict[str, Any], pages: dict[str, Any]) -> None:
    """An offset, a number, a cursor of the answer or of the last record, or a link; with a size where one can be asked for."""
    size = {"parameter": "limit", "means": "at-most", "safe": 50}
    assert draft_of(described).listing["pages"] == {**pages, "size": size}


def test_a_listing_without_parameters_of_pages_is_not_cut() -> None:
    """Where nothing takes a page and nothing leads to one, the whole listing is one answer."""
    assert draft_of(operation()).listing["pages"] == "none"


def test_a_time_called_like_a_cursor_is_a_filter() -> None:
    """`since` and `created_after` of a date-time bound times; they page nothing."""
    draft = draft_of(operation(parameter("since", format="date-time"), parameter("created_after", format="date-time"), LIMIT))
    assert draft.listing["pages"] == "none" or "cursor" not in draft.listing["pages"]
    assert draft.listing["filters"]["since"]["field"] == "/updated_at"
    assert draft.listing["filters"]["created_after"] == {"field": "/created_at", "as": "time", "matches": ["after", "from"]}


@pytest.mark.parametrize(
    ("answer", "headers", "total"),
    [
        (shown(total={"type": "integer"}), None, {"at": "/total", "counts": "matching"}),
        (
            shown(meta={"type": "object", "properties": {"total_count": {"type": "integer"}}}),
            None,
            {"at": "/meta/total_count", "counts": "matching"},
        ),
        (shown(), {"X-Total-Count": {"schema": {"type": "integer"}}}, {"at": {"header": "X-Total-Count"}, "counts": "matching"}),
        (shown(remaining_item_count={"type": "integer"}), None, {"at": "/remaining_item_count", "counts": "remaining"}),
        (shown(), None, None),
    ],
)
def test_the_total_is_told_by_its_name(answer: dict[str, Any], headers: Any, total: Any) -> None:
    """In the answer, in an object of it that goes with pages, or in a header."""
    assert draft_of(operation(LIMIT, answer=answer, headers=headers)).listing.get("total") == total


@pytest.mark.parametrize(
    ("parameters", "order"),
    [
        (
            (parameter("sort", enum=["created", "name"], default="created"), parameter("direction", enum=["asc", "desc"], default="desc")),
            {
                "by": "sort",
                "keys": {"created": ("/created_at", "time"), "name": ("/name", "text")},
                "direction": "direction",
                "default": ["created", "desc"],
            },
        ),
        (
            (parameter("order_by", enum=["name", "-name"]),),
            {"by": "order_by", "keys": {"name": ("/name", "text")}, "direction": {"prefix": "-"}},
        ),
        (
            (parameter("ordering", description="One of `crew_size`, `name`; a leading `-` turns it."),),
            {"by": "ordering", "keys": {"crew_size": ("/crew_size", "number"), "name": ("/name", "text")}, "direction": {"prefix": "-"}},
        ),
        (
            (parameter("sort", enum=["name:asc", "name:desc"]),),
            {"by": "sort", "keys": {"name": ("/name", "text")}, "direction": {"suffix": {"asc": ":asc", "desc": ":desc"}}},
        ),
        (
            (parameter("sort", enum=["name"]), parameter("descending", "boolean")),
            {"by": "sort", "keys": {"name": ("/name", "text")}, "direction": {"flag": "descending"}},
        ),
        ((parameter("sort", enum=["relevance"]),), "unspecified"),
    ],
)
def test_the_order_is_told_by_values_and_sentences(parameters: Any, order: Any) -> None:
    """Keys are the documented values that are called like fields; the direction stands beside them or at them."""
    if isinstance(order, dict):
        order["keys"] = {name: {"field": field, "as": kind} for name, (field, kind) in order["keys"].items()}
    assert draft_of(operation(*parameters)).listing["order"] == order


@pytest.mark.parametrize(
    ("asked", "filter_"),
    [
        (parameter("state", enum=["moored", "sailing"]), {"field": "/state", "matches": ["equals", "equals-any-case"]}),
        (parameter("insured", "boolean"), {"field": "/insured", "as": "flag", "matches": "equals"}),
        (parameter("min_crew_size", "integer"), {"field": "/crew_size", "as": "number", "matches": "minimum"}),
        (parameter("created_at_lte", format="date-time"), {"field": "/created_at", "as": "time", "matches": "until"}),
        (parameter("names", "array", items={"type": "string"}), {"field": "/name", "matches": ["one-of", "one-of-any-case"]}),
        (parameter("name_prefix"), {"field": "/name", "matches": "prefix"}),
        (
            parameter("state", enum=["moored", "sailing"], default="moored"),
            {"field": "/state", "matches": ["equals", "equals-any-case"], "absent": "moored"},
        ),
        (parameter("state", enum=["STATE_UNSPECIFIED", "moored"], default="STATE_UNSPECIFIED"), None),
        (parameter("verbose", "boolean"), None),
        (parameter("q"), None),
        (parameter("state", enum=["moored", "all"]), None),
    ],
)
def test_a_filter_is_told_by_the_field_it_is_called_like(asked: dict[str, Any], filter_: Any) -> None:
    """Where no field is called so, or a value is none of the field's, nothing is claimed."""
    assert draft_of(operation(asked)).listing["filters"].get(asked["name"]) == filter_


@pytest.mark.parametrize(
    ("schemes", "security", "sign_in"),
    [
        ({}, None, [{"type": "none"}]),
        ({"a": {"type": "http", "scheme": "bearer"}}, [{"a": []}], [{"type": "bearer"}]),
        ({"a": {"type": "oauth2", "flows": {}}}, [{"a": []}], [{"type": "bearer"}]),
        ({"a": {"type": "http", "scheme": "basic"}, "b": {"type": "apiKey", "in": "query", "name": "key"}}, [{"a": []}, {"b": []}],
         [{"type": "basic"}, {"type": "query-key", "name": "key"}]),
        ({"a": {"type": "apiKey", "in": "header", "name": "X-Key"}}, [], [{"type": "none"}]),
    ],
)  # fmt: skip
def test_the_sign_in_is_that_of_the_security_schemes(schemes: Any, security: Any, sign_in: Any) -> None:
    """Any alternative that the document requires; none where it requires nothing."""
    root = {"components": {"securitySchemes": schemes}, **({} if security is None else {"security": security})}
    assert draft_of(operation(), **root).listing["sign-in"] == sign_in


def test_a_guess_binds_nobody_and_what_the_file_says_does() -> None:
    """Every fact of the listing but its sign-in is graded a guess; parameters and fields keep the file as their source."""
    draft = draft_of(operation(parameter("offset", "integer"), LIMIT, parameter("name"), answer=shown(total={"type": "integer"})))
    held = {fact.id: fact for fact in facts(build(draft.document, "boats"))}
    for guess in ("records", "total", "identity", "pages.offset", "size", "size.safe", "filters.name"):
        assert held[guess].source.grade == "guess", guess
    for said in ("parameters.limit.maximum", "fields./boats/*/name.type", "sign-in"):
        assert binds(held[said].source), said


@pytest.mark.parametrize("cut", ["offset", "page", "cursor"])
def test_a_guess_lints(cut: str) -> None:
    """What is written for an operation is a contract without a mistake, whatever the file says against itself."""
    answer = shown(total={"type": "integer"}, next_cursor={"type": ["string", "null"]})
    described = operation(
        parameter(cut, "string" if cut == "cursor" else "integer"), LIMIT, parameter("state", enum=["moored", 3]), answer=answer
    )
    described["responses"]["200"]["content"]["application/json"]["example"] = {"boats": [{"id": "no number"}]}
    document = file_of(described)
    (found,) = list_operations(document)
    wrong = [str(mistake) for mistake in lint(drafted(document, found).document, "boats").mistakes]
    assert wrong == []


def test_what_parts_say_of_one_property_is_read_together() -> None:
    """A list that one part leaves open and another describes is that list; where a part says that it is an object, it is none."""
    open_ = {"type": "object", "properties": {"result": {"anyOf": [{"type": "object"}, {"type": "array", "items": {}}]}}}
    boats = {"properties": {"result": {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}}}}}}
    one = {"properties": {"result": {"type": "object"}}}
    assert properties(item(properties({"allOf": [open_, boats]})["result"]) or {}) == {"id": {"type": "string"}}
    assert item(properties({"allOf": [open_, one]})["result"]) is None


def test_a_mandatory_list_of_values_gets_one_that_is_documented() -> None:
    """A mandatory parameter about which nothing else is known is asked for with a value that its schema takes."""
    asked = {"name": "berths", "in": "query", "required": True, "schema": {"type": "array", "items": {"enum": ["north", "south"]}}}
    assert draft_of(operation(asked)).listing["base"] == {"berths": ["north"]}
