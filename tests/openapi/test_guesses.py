"""What names and schemas of an operation are guessed to mean."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import ContractError, binds, facts
from listproof.contract.lint import lint
from listproof.contract.reading import build
from listproof.openapi import drafted, list_operations
from listproof.openapi.shapes import item, properties

from .boats import BOAT, draft_of, file_of, operation, parameter

LIMIT = parameter("limit", "integer", maximum=50, default=20)
LINK = {"Link": {"schema": {"type": "string"}}}
COUNTS = {"type": "object", "properties": {"total": {"type": "integer"}, "total_pages": {"type": "integer"}}}
JSON_HEADER = {"X-Pagination": {"content": {"application/json": {"schema": COUNTS}}}}


def shown(**fields: Any) -> dict[str, Any]:
    """An answer with boats and some fields beside them."""
    return {"type": "object", "properties": {"boats": {"type": "array", "items": BOAT}, **fields}}


@pytest.mark.parametrize(
    ("described", "pages"),
    [
        (operation(parameter("offset", "integer"), LIMIT), {"offset": {"parameter": "offset", "first": 0}}),
        (
            operation(parameter("offset", "integer"), LIMIT, answer=shown(count={"type": "integer"}, has_more={"type": "boolean"})),
            {"offset": {"parameter": "offset", "first": 0, "end": {"/has_more": False}}},
        ),
        (
            operation(parameter("page", "integer"), LIMIT, answer=shown(last={"type": "boolean"})),
            {"number": {"parameter": "page", "first": 1, "end": {"/last": True}}},
        ),
        (operation(parameter("$skip", "integer"), LIMIT), {"offset": {"parameter": "$skip", "first": 0}}),
        (operation(parameter("SkipCount", "integer"), LIMIT), {"offset": {"parameter": "SkipCount", "first": 0}}),
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
        (
            operation(parameter("cursor"), LIMIT, answer=shown(next={"type": ["string", "null"], "format": "uri"})),
            {"cursor": {"parameter": "cursor", "next": {"at": "/next", "as": "link"}, "end": ["absent", "null", "blank"]}},
        ),
        (operation(parameter("after"), LIMIT, headers=LINK), {"link": {"next": {"link": "next"}, "end": "absent"}}),
    ],
)
def test_the_pager_is_told_by_the_names_of_parameters_and_answer(described: dict[str, Any], pages: dict[str, Any]) -> None:
    """An offset, a number, a cursor of the answer or of the last record, or a link; with a size where one can be asked for.

    Where pages have addresses a size is filled: who asks for the place behind a page loses what it leaves out.
    """
    means = "exactly" if {"offset", "number"} & set(pages) else "at-most"
    size = {"parameter": "limit", "means": means, "safe": 50}
    assert draft_of(described).listing["pages"] == {**pages, "size": size}


URI = {"type": ["string", "null"], "format": "uri"}
LINKS = {"type": "object", "properties": {"next": URI, "prev": URI}}
BY_LINK = {"at": "/next", "as": "link"}


@pytest.mark.parametrize(
    ("parameters", "answer", "leads"),
    [
        ((parameter("cursor"),), shown(next=URI, previous=URI), (BY_LINK, {"at": "/previous", "as": "link"})),
        ((parameter("cursor"),), shown(next=URI), (BY_LINK, None)),
        ((parameter("page", "integer"),), shown(next=URI, previous=URI), (BY_LINK, {"at": "/previous", "as": "link"})),
        ((parameter("page", "integer"),), shown(next={"type": "integer"}, previous={"type": "integer"}), (None, None)),
        ((parameter("cursor"),), shown(next_cursor={"type": "string"}, prev_cursor={"type": "string"}), ("/next_cursor", "/prev_cursor")),
        (
            (parameter("cursor"),),
            shown(nextCursor={"type": "string"}, previousCursor={"type": "string"}),
            ("/nextCursor", "/previousCursor"),
        ),
        (
            (parameter("cursor"), parameter("before")),
            shown(next_cursor={"type": "string"}, prev_cursor={"type": "string"}),
            ("/next_cursor", None),
        ),
        ((), shown(links=LINKS), ("/links/next", "/links/prev")),
        (
            (),
            shown(
                _links={"type": "object", "properties": {way: {"type": "object", "properties": {"href": URI}} for way in ("next", "prev")}}
            ),
            ("/_links/next/href", "/_links/prev/href"),
        ),
    ],
)
def test_what_leads_back_stands_beside_what_leads_on(parameters: Any, answer: dict[str, Any], leads: tuple[Any, Any]) -> None:
    """Called previous where the other is called next, in the same form; none where a parameter of its own takes it. The guess lints."""
    draft = draft_of(operation(*parameters, LIMIT, answer=answer))
    (step,) = (value for key, value in draft.listing["pages"].items() if key != "size")
    assert (step.get("next"), step.get("previous")) == leads
    assert lint(draft.document, "boats").mistakes == ()


def test_a_page_number_goes_with_the_size_that_is_called_after_pages() -> None:
    """Where an operation takes an offset with its limit as well, a page counts by `itemsPerPage`, and the others cut nothing beside it."""
    counts = [parameter(name, "integer") for name in ("offset", "limit", "page")]
    pages = draft_of(operation(*counts, parameter("itemsPerPage", "integer", maximum=50))).listing["pages"]
    assert pages == {"number": {"parameter": "page", "first": 1}, "size": {"parameter": "itemsPerPage", "means": "exactly", "safe": 50}}


@pytest.mark.parametrize("record", [{"type": "object"}, {"type": "object", "properties": {"id": {"type": "string"}}}])
def test_what_no_record_shows_is_no_value_of_the_last_one(record: dict[str, Any]) -> None:
    """A number called since leads nowhere where identities are texts, or where nothing is said of what records show."""
    answer = {"type": "object", "properties": {"boats": {"type": "array", "items": record}}}
    assert draft_of(operation(parameter("since", "integer"), LIMIT, answer=answer)).listing["pages"] == "none"


@pytest.mark.parametrize("listed", [[10, 50, 25], ["10", "25", "50"]])
def test_of_sizes_that_are_listed_the_largest_is_read_with(listed: list[Any]) -> None:
    """They are sizes where they are numbers; else the pages have none, and the base query names the last. The guess lints."""
    kind = "integer" if listed[0] == 10 else "string"
    draft = draft_of(operation(parameter("page", "integer"), parameter("limit", kind, enum=listed, default=listed[0])))
    sized = {"size": {"parameter": "limit", "means": "exactly", "safe": 50}} if kind == "integer" else {}
    assert draft.listing["pages"] == {"number": {"parameter": "page", "first": 1}, **sized}
    assert draft.listing.get("base", {}) == ({} if sized else {"limit": "50"})
    assert lint(draft.document, "boats").mistakes == ()


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
        (shown(), JSON_HEADER, {"at": {"header": "X-Pagination", "at": "/total"}, "counts": "matching"}),
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
        (
            (parameter("sort", enum=["+name", "-name", "+crew_size"], default="+name"),),
            {
                "by": "sort",
                "keys": {"name": ("/name", "text")},
                "direction": {"prefix": {"asc": "+", "desc": "-"}},
                "default": ["name", "asc"],
            },
        ),
        (
            (parameter("orderby", description="A field and a direction, such as `name desc`, or `crew_size`."),),
            {
                "by": "orderby",
                "keys": {"name": ("/name", "text"), "crew_size": ("/crew_size", "number")},
                "direction": {"suffix": {"asc": "", "desc": " desc"}},
            },
        ),
        (
            (parameter("sort", description="One of 'name:asc', 'name:desc', 'created_at:asc'."),),
            {
                "by": "sort",
                "keys": {"name": ("/name", "text"), "created_at": ("/created_at", "time")},
                "direction": {"suffix": {"asc": ":asc", "desc": ":desc"}},
            },
        ),
        (
            (parameter("sort", "array", items={"type": "string", "enum": ["name", "-name"]}, style="form", explode=False),),
            {"by": "sort", "keys": {"name": ("/name", "text")}, "direction": {"prefix": "-"}, "separator": ","},
        ),
        (
            (parameter("sort", enum=["name"], default="name"), parameter("direction", enum=["asc", "desc"])),
            {"by": "sort", "keys": {"name": ("/name", "text")}, "direction": "direction", "default": ["name", "asc"]},
        ),
        ((parameter("sort", enum=["relevance"]),), "unspecified"),
        (
            (parameter("sort", description="Field to sort by, such as name or created_at"),),
            {"by": "sort", "keys": {"name": ("/name", "text"), "created_at": ("/created_at", "time")}},
        ),
        ((parameter("sort", example="crew_size"),), {"by": "sort", "keys": {"crew_size": ("/crew_size", "number")}}),
        (
            (parameter("sort", default="-created_at"),),
            {
                "by": "sort",
                "keys": {"created_at": ("/created_at", "time")},
                "direction": {"prefix": "-"},
                "default": ["created_at", "desc"],
            },
        ),
        ((parameter("sort", description="The name of the field that boats are sorted by"),), "unspecified"),
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
        (parameter("state_not", enum=["moored", "sailing"]), {"field": "/state", "matches": "not-equals"}),
        (parameter("crew_size__ne", "integer"), {"field": "/crew_size", "as": "number", "matches": "not-equals"}),
        (parameter("exclude_states", "array", items={"type": "string"}), {"field": "/state", "matches": "none-of"}),
        (parameter("state!"), {"field": "/state", "matches": "not-equals"}),
        (parameter("exclude_old", "boolean"), None),
        (parameter("created_at__isnull", "boolean"), {"field": "/created_at", "matches": "is-null"}),
        (parameter("crew_size_gt", "integer"), {"field": "/crew_size", "as": "number", "matches": "after"}),
        (parameter("state__in"), {"field": "/state", "matches": ["one-of", "one-of-any-case"], "separator": ","}),
        (parameter("ids", description="Comma-separated."), {"field": "/id", "as": "number", "matches": "one-of", "separator": ","}),
        (parameter("ids"), None),
        (
            parameter("states", "array", items={"type": "string"}, style="form", explode=False),
            {"field": "/state", "matches": ["one-of", "one-of-any-case"]},
        ),
        (parameter("crew_size.greaterThanOrEqual", "integer"), {"field": "/crew_size", "as": "number", "matches": "minimum"}),
        (parameter("crew_size.lessThan", "integer"), {"field": "/crew_size", "as": "number", "matches": "before"}),
        (parameter("crew_size.notEquals", "integer"), {"field": "/crew_size", "as": "number", "matches": "not-equals"}),
        (parameter("state.in", "array", items={"type": "string"}), {"field": "/state", "matches": ["one-of", "one-of-any-case"]}),
        (parameter("id.notIn", "array", items={"type": "integer"}), {"field": "/id", "as": "number", "matches": "none-of"}),
        (parameter("name__ilike"), {"field": "/name", "matches": "like-any-case"}),
        (parameter("name__istartswith"), {"field": "/name", "matches": "prefix-any-case"}),
        (parameter("name__iexact"), {"field": "/name", "matches": "equals-any-case"}),
        (parameter("name.endsWith"), {"field": "/name", "matches": "suffix"}),
        (parameter("insured", enum=["true", "false"]), {"field": "/insured", "as": "flag", "matches": "equals"}),
        (parameter("created_at__date", format="date"), {"field": "/created_at", "as": "time", "matches": "equals"}),
        (parameter("created_at__date__gte", format="date"), {"field": "/created_at", "as": "time", "matches": "from"}),
        (parameter("created_at__date__lte", format="date"), {"field": "/created_at", "as": "time", "matches": "until", "days": "whole"}),
        (parameter("created_before", format="date"), {"field": "/created_at", "as": "time", "matches": ["before", "until"]}),
        (parameter("created_at__year__gt", "integer"), None),
        (parameter("verbose", "boolean"), None),
        (parameter("q"), None),
        (parameter("state", enum=["moored", "all"]), None),
    ],
)
def test_a_filter_is_told_by_the_field_it_is_called_like(asked: dict[str, Any], filter_: Any) -> None:
    """Where no field is called so, or a value is none of the field's, nothing is claimed; what is claimed lints."""
    draft = draft_of(operation(asked))
    assert draft.listing["filters"].get(asked["name"]) == filter_
    assert lint(draft.document, draft.operation.slug).mistakes == ()


@pytest.mark.parametrize(
    ("asked", "filters"),
    [
        (
            parameter("created", description="Such as `>=2026-01-01` or `<2026-02-01`."),
            {"created_from": ("created", ">={}", "/created_at", "from"), "created_before": ("created", "<{}", "/created_at", "before")},
        ),
        (
            parameter("crew_size", description="An operator before the number: `crew_size=gt:5`, `lte:10`."),
            {
                "crew_size_after": ("crew_size", "gt:{}", "/crew_size", "after"),
                "crew_size_until": ("crew_size", "lte:{}", "/crew_size", "maximum"),
            },
        ),
        (parameter("created", description="A time < one hour ago."), {}),
        (parameter("state", description="Such as `eq.moored`."), {"state_equals": ("state", "eq.{}", "/state", "equals")}),
    ],
)
def test_operators_that_a_sentence_quotes_are_filters_of_their_own(asked: dict[str, Any], filters: Any) -> None:
    """Each bound has a name of its own and says how the value is spelled; a mark in plain prose is no operator."""
    found = draft_of(operation(asked)).listing["filters"]
    assert {name: (one["parameter"], one["spelled"], one["field"], one["matches"]) for name, one in found.items()} == filters


TEXTS = {"type": "array", "items": {"type": "string"}}


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        (
            parameter("fields", description="Comma-separated list of the fields to return."),
            {"chosen": True, "separator": ","},
        ),
        (parameter("select", "array", items={"type": "string", "enum": ["id", "name"]}), {"chosen": True}),
        (parameter("select", "array", items={"type": "string", "enum": ["id", "engine"]}), None),
        ({"name": "fields", "in": "query", "description": "Fields to return.", "schema": {"oneOf": [{"type": "string"}, TEXTS]}}, None),
        (parameter("fields", description="Extended reporting."), None),
        (parameter("fields", "boolean", description="Whether to show all fields."), None),
    ],
)
def test_what_chooses_fields_is_told_by_its_values_and_sentence(asked: dict[str, Any], chosen: Any) -> None:
    """A list of fields of the record, or a sentence that says that fields are chosen; else nothing is claimed."""
    draft = draft_of(operation(asked))
    assert draft.listing.get("projects", {}).get(asked["name"]) == chosen
    assert not lint(draft.document, draft.operation.slug).mistakes


SETTING = {"type": "object", "required": ["id", "value"]}


def setting(name: str, value: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One alternative of a record: a setting with its name as the only value of `id`."""
    return {**SETTING, "properties": {"id": {"type": "string", "enum": [name]}, "value": value, **more}}


def test_records_that_are_alternatives_are_told_apart_by_what_each_of_them_has() -> None:
    """A field of one alternative alone is no identity; what two say of one field holds both."""
    ways = [
        setting("ipv6", {"type": "string"}, uid={"type": "string"}),
        setting("ttl", {"type": "integer"}),
        setting("ssl", {"type": "string"}),
    ]
    for word in ("oneOf", "anyOf"):
        answer = {"type": "object", "properties": {"boats": {"type": "array", "items": {word: ways}}}}
        draft = draft_of(operation(LIMIT, parameter("id", enum=["ipv6", "ttl", "ssl"]), parameter("value"), answer=answer))
        assert draft.listing["identity"] == ["/id"]
        assert draft.listing["filters"] == {"id": {"field": "/id", "matches": ["equals", "equals-any-case"]}}
        assert not lint(draft.document, draft.operation.slug).mistakes


@pytest.mark.parametrize("whole", [False, True])
def test_alternatives_without_a_common_identity_are_left_to_people(whole: bool) -> None:
    """Nothing is guessed of records that share no field called as an identity is, nor of answers that are one list or another."""
    other = {"type": "object", "properties": {"sha": {"type": "string"}}}
    ways: Any = [{"type": "array", "items": BOAT}, {"type": "array", "items": other}]
    answer = {"anyOf": ways} if whole else {"type": "array", "items": {"anyOf": [BOAT, other]}}
    with pytest.raises(ContractError, match="say in x-listing what tells them apart"):
        draft_of(operation(LIMIT, answer=answer))


@pytest.mark.parametrize(
    ("schemes", "security", "sign_in"),
    [
        ({}, None, [{"type": "none"}]),
        ({"a": {"type": "http", "scheme": "bearer"}}, [{"a": []}], [{"type": "bearer"}]),
        ({"a": {"type": "oauth2", "flows": {}}}, [{"a": []}], [{"type": "bearer"}]),
        ({"a": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Basic and a word."}}, [{"a": []}],
         [{"type": "basic"}]),
        ({"a": {"type": "http", "scheme": "bearer"}}, [{"a": []}, {}], [{"type": "bearer"}, {"type": "none"}]),
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


def test_a_body_that_a_file_gives_a_get_is_never_sent() -> None:
    """Some files give each GET an empty form; it is no part of the question, and the guess lints."""
    form = {"content": {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": {}}}}}
    draft = draft_of({**operation(LIMIT), "requestBody": form})
    assert lint(draft.document, draft.operation.slug).mistakes == ()


def test_what_the_path_asks_for_tells_no_records_apart() -> None:
    """Each boat of `/harbours/{harbourId}/boats` has one harbourId; an id alone is the boat's own."""
    boats = {"type": "array", "items": {"type": "object", "properties": {"harbourId": {"type": "string"}, "serial": {"type": "string"}}}}
    described = operation(parameter("harbourId", place="path"), answer=boats)
    assert draft_of(described, "/harbours/{harbourId}/boats").listing["identity"] == ["/serial"]
    folders = {"type": "array", "items": {"type": "object", "properties": {"folderId": {"type": "string"}, "name": {"type": "string"}}}}
    assert draft_of(operation(parameter("folderId", place="path"), answer=folders), "/folders/{folderId}/folders").listing["identity"] == [
        "/folderId"
    ]
    own = {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "string"}, "serial": {"type": "string"}}}}
    assert draft_of(operation(parameter("id", place="path"), answer=own), "/harbours/{id}/boats").listing["identity"] == ["/id"]


def test_the_language_of_what_is_shown_keeps_no_records() -> None:
    """`locale` is called like a field of the records, and chooses the words of them."""
    shown = {"type": "array", "items": {**BOAT, "properties": {**BOAT["properties"], "locale": {"type": "string"}}}}
    assert draft_of(operation(parameter("locale"), parameter("name"), answer=shown)).listing["filters"].keys() == {"name"}


def test_directions_are_read_in_the_case_in_which_they_stand() -> None:
    """`name:ASC` and `name:DESC` are a key with both of its directions."""
    sort = parameter("sortBy", "array", items={"type": "string", "enum": ["name:ASC", "name:DESC"]})
    assert draft_of(operation(sort)).listing["order"]["direction"] == {"suffix": {"asc": ":ASC", "desc": ":DESC"}}
