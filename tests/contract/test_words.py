"""Each word of `x-listing` becomes the value of the model that it stands for, with what is implied where a word is left out."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from listproof.contract import AnswerPlace, End, Lead, Projection, Turn

from .changed import CHECKOUT
from .orchards import PLACE, contract, parameter

CURSOR, SIZE = parameter("cursor"), parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100})


def _pointer(name: str) -> AnswerPlace:
    return AnswerPlace("pointer", name)


@pytest.mark.parametrize(
    ("said", "place", "form"),
    [
        ("/next", _pointer("/next"), "token"),
        ({"at": "/next", "as": "link"}, _pointer("/next"), "link"),
        ({"header": "X-Next-Page"}, AnswerPlace("header", "X-Next-Page"), "token"),
        ({"link": "next"}, AnswerPlace("link", "Link", "next"), "link"),
        ({"rel": {"at": "/links", "is": "next"}}, AnswerPlace("rel", "/links", "next"), "link"),
        ({"last": "/id"}, AnswerPlace("last", "/id"), "token"),
    ],
)
def test_what_leads_to_the_next_page(said: Any, place: AnswerPlace, form: Any) -> None:
    """A place in the answer holds a token for the pager's parameter, unless links stand there or the contract says link."""
    pages = contract(CURSOR, pages={"cursor": {"parameter": "cursor", "next": said, "end": "empty"}}).pages
    assert pages.next == Lead(place, form, "cursor")
    assert (pages.kind, pages.first, pages.sized, pages.addressed) == ("cursor", None, False, False)


def test_a_listing_that_is_cut_by_links_alone() -> None:
    """It has no parameter, and what stands at a pointer is a link."""
    pages = contract(pages={"link": {"next": "/next", "end": ["null", "absent"]}}).pages
    assert (pages.kind, pages.parameter, pages.next) == ("link", "", Lead(_pointer("/next"), "link"))
    assert pages.end == (End("null"), End("absent"))


def test_a_listing_that_is_not_cut() -> None:
    """It has neither page nor size."""
    pages = contract(pages="none").pages
    assert (pages.kind, pages.parameter, pages.first, pages.sized, pages.size.safe) == ("none", "", None, False, 0)


@pytest.mark.parametrize(
    ("said", "ends"),
    [
        ("absent", (End("absent"),)),
        (None, (End("null"),)),
        ([None, "blank", "same"], (End("null"), End("blank"), End("same"))),
        ({"/has_more": False}, (End("says", _pointer("/has_more"), False),)),
        (["empty", {"/has_more": False}], (End("empty"), End("says", _pointer("/has_more"), False))),
    ],
)
def test_how_the_last_page_is_told(said: Any, ends: tuple[End, ...]) -> None:
    """One word or a list of them; null may be written as such."""
    assert contract(CURSOR, pages={"cursor": {"parameter": "cursor", "next": "/next", "end": said}}).pages.end == ends


def test_a_cursor_with_everything_said_of_it() -> None:
    """A way back with a parameter of its own, the value of page one, what is refused, and a size."""
    pages = contract(
        CURSOR, SIZE, parameter("before"),
        pages={
            "cursor": {
                "parameter": "cursor", "next": "/next", "previous": {"at": "/previous", "parameter": "before"}, "first": "", "end": "blank",
                "made-up": "refused", "elsewhere": "refused", "expired": "refused", "lives": 300, "insertion": "kept",
            },
            "size": {"parameter": "limit", "means": "any", "safe": 100, "zero": "default"},
        },
    ).pages  # fmt: skip
    assert (pages.first, pages.made_up, pages.elsewhere, pages.expired) == ("", "refused", "refused", "refused")
    assert (pages.lives, pages.insertion) == (300, "kept")
    assert pages.previous == Lead(_pointer("/previous"), "token", "before")
    assert (pages.sized, pages.size.means, pages.size.zero) == (True, "any", "default")


def test_links_to_the_first_and_the_last_page_stand_where_links_do() -> None:
    """At a pointer, in the Link header, in a header, or in an array of links; they are links without being called so."""
    said = {"first-page": "/links/first", "last-page": {"link": "last"}}
    pages = contract(parameter("page"), pages={"number": {"parameter": "page", "first": 1, **said}}).pages
    assert pages.edges == {
        "first-page": Lead(_pointer("/links/first"), "link"),
        "last-page": Lead(AnswerPlace("link", "Link", "last"), "link"),
    }
    assert contract(CURSOR, pages={"cursor": {"parameter": "cursor", "next": "/next", "end": "null"}}).pages.edges == {}


def test_totals_stand_in_bodies_headers_and_ranges() -> None:
    """With the number of pages, a cap, and what they count."""
    said = {"at": {"range": "Content-Range"}, "counts": ["matching", "remaining"], "pages": {"header": "X-Pages"}, "capped": 1000}
    listing = contract(total={**said, "estimated": True})
    total = listing.total
    assert total is not None
    assert (total.at, listing.page_count) == (AnswerPlace("range", "Content-Range"), AnswerPlace("header", "X-Pages"))
    assert (total.counts, total.capped, total.estimated) == (("matching", "remaining"), 1000, True)


def test_records_at_the_root_may_be_plain_text() -> None:
    """The answer is the array, a record is its own identity, and its field stands at the empty pointer from the record."""
    told = contract(record={"type": "string", "x-source": PLACE}, bare=True, identity=[""], settled=[""])
    assert (told.records, told.identity) == ("", ("",))
    assert told.record_schema["type"] == "string"
    assert [(field.pointer, field.within) for field in told.fields] == [("/*", "")]


@pytest.mark.parametrize(
    ("said", "turn", "taken_by"),
    [
        ("dir", Turn("parameter", "asc", "desc"), "dir"),
        ({"parameter": "dir", "asc": "ascending", "desc": "descending"}, Turn("parameter", "ascending", "descending"), "dir"),
        ({"flag": "reverse"}, Turn("flag", "false", "true"), "reverse"),
        ({"flag": "up", "asc": True, "desc": False}, Turn("flag", "true", "false"), "up"),
        ({"prefix": "-"}, Turn("prefix", "", "-"), None),
        ({"prefix": {"asc": "+", "desc": "-"}}, Turn("prefix", "+", "-"), None),
        ({"suffix": ":desc"}, Turn("suffix", "", ":desc"), None),
        ({"suffix": {"asc": " asc", "desc": " desc"}}, Turn("suffix", " asc", " desc"), None),
    ],
)
def test_how_a_direction_is_asked_for(said: Any, turn: Turn, taken_by: str | None) -> None:
    """By a parameter, a flag, or a sign at the key; the sign of a direction that has none is empty."""
    order = {"by": "sort", "direction": said, "keys": {"trees": {"field": "/trees", "as": "number"}}, "default": ["trees", "asc"]}
    told = contract(parameter("sort"), parameter("dir"), parameter("reverse"), parameter("up"), order=order).order
    assert told is not None
    assert (told.turn, told.direction, told.directions(told.keys[0])) == (turn, taken_by, ("asc", "desc"))


def test_a_fixed_order_of_several_keys() -> None:
    """Nobody can turn it, and only its first key is judged on its own."""
    keys = {"name": {"field": "/name", "as": "text", "nulls": "last"}, "id": {"field": "/id", "as": "text", "nulls": "open"}}
    order = contract(order={"keys": keys, "default": [["name", "asc"], ["id", "desc"]]}).order
    assert order is not None
    assert (order.default, order.then, order.turn) == (("name", "asc"), (("id", "desc"),), None)
    assert [key.nulls for key in order.keys] == ["last", None]
    assert [order.directions(key) for key in order.keys] == [("asc",), ()]


def test_several_keys_in_one_value_or_in_several() -> None:
    """Put together by a separator, or by giving the parameter again."""
    keys = {"trees": {"field": "/trees", "as": "number"}}
    joined = contract(parameter("sort"), order={"by": "sort", "keys": keys, "separator": ",", "default": ["trees", "asc"]}).order
    again = contract(parameter("sort"), order={"by": "sort", "keys": keys, "repeated": True, "default": ["trees", "asc"]}).order
    assert joined is not None
    assert again is not None
    assert (joined.separator, joined.takes_several) == (",", True)
    assert (again.repeated, again.takes_several) == (True, True)


def test_several_filters_in_one_parameter_are_parameters_of_their_own() -> None:
    """They are asked for by their own names, with a schema of what is compared; the parameter that holds them is not asked on its own."""
    told = contract(
        parameter("planted"),
        filters={
            "planted_from": {"parameter": "planted", "spelled": ">={}", "field": "/planted", "as": "time", "matches": "from"},
            "planted_before": {"parameter": "planted", "spelled": "<{}", "field": "/planted", "as": "time", "matches": "before"},
        },
    )
    from_ = told.parameter("planted_from")
    assert (from_.carrier, from_.spelling, from_.spelled, from_.place) == ("planted", "value", ">={}", "query")
    assert from_.schema == {"type": "string", "format": "date-time"}
    assert [one.name for one in told.query_parameters] == ["planted_from", "planted_before"]


def test_clauses_of_one_expression() -> None:
    """Each filter is a clause; numbers, flags and closed lists keep their types."""
    within = {"within": "$filter", "joined-by": " and "}
    told = contract(
        parameter("$filter"),
        filters={
            "trees": {**within, "spelled": "trees ge {}", "field": "/trees", "as": "number", "matches": "minimum"},
            "open": {**within, "spelled": "open eq {}", "field": "/open", "as": "flag", "matches": "equals"},
            "kind": {**within, "spelled": "kind eq '{}'", "escaped": "doubled", "field": "/kind", "matches": "equals"},
            "owner": {
                **within,
                "spelled": "owner ne '{}'",
                "escaped": "doubled",
                "field": "/owner",
                "matches": "not-equals",
                "nulls": "kept",
            },
        },
    )
    kinds = {one.name: (one.kind, one.spelling, one.joined_by) for one in told.query_parameters}
    assert kinds == {
        "trees": ("integer", "clause", " and "), "open": ("boolean", "clause", " and "),
        "kind": ("string", "clause", " and "), "owner": ("string", "clause", " and "),
    }  # fmt: skip
    assert told.parameter("kind").enum == ("apple", "pear", "plum")
    assert told.parameter("kind").escaped == "doubled"
    assert told.filter("owner").nulls == "kept"


def test_lists_are_written_as_openapi_says() -> None:
    """Style and explode are the parameter's own, or what OpenAPI implies."""
    lists = {"type": "array", "items": {"type": "string"}}
    told = contract(parameter("a", lists), parameter("b", lists, explode=False), parameter("c", lists, style="pipeDelimited"))
    assert [(one.style, one.explode) for one in told.parameters] == [("form", True), ("form", False), ("pipeDelimited", False)]


def test_a_deep_object_is_a_parameter_for_each_property() -> None:
    """Under the name that stands in the query."""
    schema = {"type": "object", "properties": {"gte": {"type": "integer", "x-source": PLACE}, "lt": {"type": "integer", "x-source": PLACE}}}
    told = contract(parameter("trees", schema, style="deepObject"))
    assert [(one.name, one.kind, one.carrier) for one in told.query_parameters] == [
        ("trees[gte]", "integer", None), ("trees[lt]", "integer", None),
    ]  # fmt: skip


def test_projections_choose_hide_and_add() -> None:
    """One for each value that a parameter takes."""
    told = contract(
        parameter("fields"), parameter("bare", {"type": "boolean"}), parameter("expand"),
        projects={
            "fields": {"chosen": True, "separator": ",", "always": ["/id"]},
            "bare": {"given": True, "hides": ["/yield"]},
            "expand": [{"given": "owner", "adds": ["/owner"]}, {"given": "open", "adds": ["/open"]}],
        },
    )  # fmt: skip
    assert told.projections == (
        Projection("fields", "chosen", (), None, ",", ("/id",)),
        Projection("bare", "hides", ("/yield",), True),
        Projection("expand", "adds", ("/owner",), "owner"),
        Projection("expand", "adds", ("/open",), "open"),
    )


def test_a_post_that_reads_takes_its_query_in_the_body() -> None:
    """Each property is a parameter; those of an object in it have dotted names."""
    inner = {"type": "object", "properties": {"name": {"type": "string", "x-source": PLACE}}}
    told = contract(
        reads=True, body={"page": {"type": "integer"}, "query": inner},
        pages={"number": {"parameter": "page", "first": 1}},
        filters={"query.name": {"field": "/name", "matches": "equals"}},
    )  # fmt: skip
    assert told.method == "POST"
    assert [(one.name, one.place, one.carrier) for one in told.query_parameters] == [
        ("page", "body", None), ("query.name", "body", "query"),
    ]  # fmt: skip


def test_ways_of_signing_in() -> None:
    """None at all, those of HTTP, and a key in the query."""
    said = [{"type": "none"}, {"type": "basic"}, {"type": "bearer"}, {"type": "query-key", "name": "key"}]
    assert [one["type"] for one in contract(sign_in=said).sign_in] == ["none", "basic", "bearer", "query-key"]


@pytest.mark.parametrize("grade", ["guess", "seen"])
def test_what_is_guessed_or_seen_binds_nobody(grade: Any) -> None:
    """Both are grades of a source, and neither may fail a target."""
    told = contract(SIZE, pages="none", sources={"pages.none": {"document": "page", "grade": grade}})
    assert told.sources["pages.none"].grade == grade


def test_each_family_of_pages_in_the_guide_is_a_form_of_the_language() -> None:
    """The examples of docs/contract.md are words that are read as they are meant."""
    guide = (CHECKOUT / "docs" / "contract.md").read_text(encoding="utf-8")
    block = next(block for block in guide.split("```yaml\n")[1:] if block.startswith("# page tokens")).split("```")[0]
    said = [yaml.safe_load(line) for line in block.splitlines() if not line.startswith("#")]
    kinds = []
    for one in said:
        schema = {"type": "integer", "minimum": 1, "maximum": 1000}
        window = one.get("pages", {}).get("window", {})
        names = list(window) or [held["parameter"] for held in one.get("pages", {}).values() if "parameter" in held]
        told = contract(*(parameter(name, schema) for name in names), **{"pages": "none", **one})
        kinds += [told.pages.kind] if "pages" in one else []
    assert kinds == ["cursor", "number", *["cursor"] * 5, *["link"] * 3, *["cursor"] * 4, *["offset"] * 4]
