"""Words that contradict each other, name what is not there or say nothing are told; the same words used well are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from listproof.contract.lint import lint

from .orchards import PLACE, document, parameter

CURSOR, PAGE = parameter("cursor"), parameter("page", {"type": "integer", "minimum": 1})
SIZE = parameter("limit", {"type": "integer", "minimum": 1, "maximum": 100})
RANGE = parameter("range")
SORT, PLANTED, FILTER, NAME = parameter("sort"), parameter("planted"), parameter("$filter"), parameter("name")
OBJECTS: dict[str, Any] = {"type": "array", "items": {"type": "object", "properties": {"field": {"type": "string", "enum": ["trees"]}}}}
OBJECT_TURN = {"spelled": {"field": "{key}", "dir": "{direction}"}}
JSON_TURN = {"spelled": '{"field":"{key}","dir":"{direction}"}', "asc": "asc", "desc": "desc"}
NUMBER = {"trees": {"field": "/trees", "as": "number"}}


def _told(parameters: Sequence[Any], words: dict[str, Any]) -> list[str]:
    """The mistakes of a listing, save those of words that are not done and of sources, which these listings do not give."""
    found = [mistake.message for mistake in lint(document(*parameters, **words), "orchards").mistakes]
    return [message for message in found if "is not done yet" not in message and "has no source" not in message]


def _cursor(**words: Any) -> dict[str, Any]:
    return {"pages": {"cursor": {"parameter": "cursor", "next": "/next", "end": "null", **words}}}


def _given(schema: dict[str, Any], at: str = "token") -> dict[str, Any]:
    """A cursor that the answer gives at a field of this schema, as a token or within a link."""
    return {**_cursor(next={"at": "/next", "as": at}), "answer": {"next": schema}}


REFS: dict[str, Any] = {"type": "array", "items": {"type": "object", "required": ["method"], "properties": {"href": {"type": "string"}}}}


def _clause(**words: Any) -> dict[str, Any]:
    trees = {"spelled": "trees ge {}", "field": "/trees", "as": "number", "matches": "minimum"}
    return {"within": "$filter", "joined-by": " and ", **trees, **words}


def _windowed(window: dict[str, str], **words: Any) -> dict[str, Any]:
    size = {"parameter": "count", "means": "exactly", "safe": 10}
    return {"pages": {"offset": {"parameter": "from", "first": 0}, "size": size, "window": window, **words}}


def _after(end: Any = "empty", **lead: Any) -> dict[str, Any]:
    return {"pages": {"cursor": {"parameter": "range", "next": {"last": "/id", **lead}, "end": end}}}


def _back(last: str, **words: Any) -> dict[str, Any]:
    back = {"last": last, "parameter": "before", **words}
    return {"pages": {"cursor": {"parameter": "range", "next": {"last": "/id"}, "previous": back, "end": "empty"}}}


def _paged(size: dict[str, Any]) -> dict[str, Any]:
    return {"pages": {"number": {"parameter": "page", "first": 1}, "size": size}}


def _edged(**words: Any) -> dict[str, Any]:
    return {"pages": {"number": {"parameter": "page", "first": 1, **words}}}


def _sorted(**words: Any) -> dict[str, Any]:
    return {"order": {"by": "sort", "keys": NUMBER, **words}}


def _in_body(schema: dict[str, Any], **words: Any) -> dict[str, Any]:
    return {**_sorted(**words), "reads": True, "body": {"sort": schema}}


def _since(**words: Any) -> dict[str, Any]:
    return {"filters": {"since": {"spelled": ">{}", "field": "/planted", "as": "time", "matches": "after", **words}}}


def _quoted(spelled: str) -> dict[str, Any]:
    return {"filters": {"a": _clause(spelled=spelled, escaped="doubled", **{"field": "/name", "as": "text", "matches": "contains"})}}


LISTED: dict[str, Any] = {"type": "array", "items": {"type": "string"}}


def _worded(field: str) -> dict[str, Any]:
    """A filter with a word for records without a value."""
    return {"filters": {"q": {"field": field, "matches": "equals", "words": {"none": "without"}}}}


def _each(each: dict[str, str], **words: Any) -> dict[str, Any]:
    """An order that parameters for each key ask for."""
    keys = {"trees": {"field": "/trees", "as": "number"}}
    return {"order": {"by": "keys", "direction": {"each": each}, "keys": keys, **words}}


def _listed(**words: Any) -> dict[str, Any]:
    """A list as a clause beside another one."""
    shared = {"within": "q", "joined-by": ","}
    kinds = {**shared, "field": "/kind", "matches": "one-of", "separator": ",", **words}
    return {"filters": {"kinds": kinds, "trees": {**shared, "spelled": "trees={}", "field": "/trees", "as": "number", "matches": "equals"}}}


def _by_default(default: Any, schema: dict[str, Any], **words: Any) -> tuple[Sequence[Any], dict[str, Any]]:
    """A filter whose parameter has a default."""
    return [parameter("kind", {**schema, "default": default})], {"filters": {"kind": {"field": "/kind", "matches": "equals", **words}}}


def _projection(schema: dict[str, Any], **words: Any) -> tuple[Sequence[Any], dict[str, Any]]:
    asked = {"in": "query", "content": {"application/json": {"schema": schema}}}
    return [{"name": "projection", **asked}], {"projects": {"projection": {"chosen": True, **words}}}


BARE_FIELDS = {"projects": {"fields": {"chosen": True}}}
TEXT, COUNT = {"type": "string"}, {"type": "integer"}
AGO = {"field": "/planted", "as": "time", "matches": "from", "absent": {"ago": "P7D"}}


GOOD: list[tuple[Sequence[Any], dict[str, Any]]] = [
    ([parameter("q")], _listed(spelled="kind in ({})")),
    ([parameter("q")], _listed(spelled="kind:{}", separator="|")),
    ([parameter("ids")], {"filters": {"ids": {"field": "/trees", "as": "number", "matches": "one-of", "separator": ","}}}),
    ([], {"pages": "none"}),
    ([CURSOR], _cursor()),
    ([CURSOR, SIZE], {"pages": {**_cursor()["pages"], "size": {"parameter": "limit", "means": "any", "safe": 100, "zero": "refused"}}}),
    ([CURSOR], _cursor(next={"last": "/id"}, end={"/has_more": False})),
    ([parameter("cursor", {"type": "integer"})], _cursor(next={"last": "/trees"}, end="empty")),
    ([parameter("cursor", {"type": ["integer", "string"]})], _cursor()),
    ([parameter("cursor", {"type": "integer"})], _cursor()),
    ([parameter("cursor", {"type": "string", "format": "uuid"})], _cursor()),
    (
        [parameter("cursor", {"type": "string", "format": "byte", "maxLength": 40})],
        _given({"type": ["string", "null"], "pattern": "^[a-z]+$"}),
    ),
    ([CURSOR], {**_cursor(end={"/total": 0}), "total": {"at": "/total", "counts": "remaining"}}),
    ([parameter("cursor", {"type": ["integer", "null"]})], _cursor(first=0)),
    ([parameter("cursor", {"type": "integer", "minimum": 1, "maximum": 2_000_000})], _cursor(end="same")),
    ([parameter("cursor", {"type": "integer", "maximum": 9})], _cursor(next={"last": "/trees"}, end="empty")),
    ([CURSOR], _cursor(next={"at": "/next", "as": "link"}, end=["absent", None])),
    ([], {"pages": {"link": {"next": {"rel": {"at": "/links", "is": "next"}}, "end": "absent"}}}),
    (
        [PAGE],
        {
            "pages": {
                "number": {"parameter": "page", "first": 1, "past-end": "last-page", "next": {"at": "/next", "as": "link"}, "end": "null"}
            }
        },
    ),
    ([parameter("page")], {"pages": {"number": {"parameter": "page", "first": 1, "next": "/next", "end": "null"}}}),
    ([PAGE], _edged(**{"first-page": "/next", "last-page": {"link": "last"}})),
    ([RANGE], _windowed({"range": "[{first},{last}]"})),
    ([RANGE], _after(spelled='"{}"')),
    ([SIZE], {"pages": {"link": {"next": "/next", "end": "null"}, "size": {"parameter": "limit", "means": "any"}}}),
    ([PAGE], {"pages": {"number": {"parameter": "page", "first": 1, "end": {"/has_more": False}}}}),
    ([SORT], _sorted(direction={"prefix": "-"}, separator=",", default=["trees", "asc"])),
    ([SORT], _sorted(direction={"spelled": '["{key}","{direction}"]', "asc": "ASC", "desc": "DESC"})),
    ([SORT], _sorted(direction=JSON_TURN)),
    ([], _in_body({"type": "string"}, direction=JSON_TURN)),
    ([], _in_body({"type": "array", "items": {"type": "string"}}, direction=JSON_TURN, repeated=True)),
    ([], _in_body(OBJECTS, direction=OBJECT_TURN, repeated=True)),
    ([], _in_body(OBJECTS, direction={**OBJECT_TURN, "asc": 1, "desc": -1})),
    ([], _in_body({"type": "object"}, direction={"spelled": {"{key}": {"order": "{direction}"}}})),
    ([], {"order": {"keys": NUMBER, "default": ["trees", "desc"]}}),
    ([], {"order": {"keys": {**NUMBER, "name": {"field": "/name", "as": "text"}}, "default": [["trees", "desc"], ["name", "asc"]]}}),
    ([PLANTED], _since(parameter="planted")),
    ([FILTER], {"filters": {"trees": _clause(), "few": _clause(spelled="trees le {}", matches="maximum")}}),
    ([parameter("owner_not")], {"filters": {"owner_not": {"field": "/owner", "matches": "not-equals", "nulls": "lost"}}}),
    ([PLANTED], _since(parameter="planted", precision="cut")),
    ([PLANTED], _since(parameter="planted", precision=["cut", "rounded"])),
    (
        [parameter("open", {"type": "integer", "enum": [0, 1]})],
        {"filters": {"open": {"field": "/open", "as": "flag", "matches": "equals"}}},
    ),
    (
        [parameter("open", {"type": "string", "enum": ["True", "0", "any"]})],
        {"filters": {"open": {"field": "/open", "as": "flag", "matches": "equals", "everything": "any"}}},
    ),
    (
        [parameter("open", {"type": "string", "enum": ["yes", "no"]})],
        {"filters": {"open": {"field": "/name", "as": "flag", "matches": "equals"}}},
    ),
    (
        [parameter("day", {"type": "string", "format": "date"})],
        {"filters": {"day": {"field": "/planted", "as": "time", "matches": "equals"}}},
    ),
    ([parameter("ownerless", {"type": "boolean"})], {"filters": {"ownerless": {"field": "/owner", "matches": "is-null"}}}),
    ([parameter("fields")], {"projects": {"fields": {"chosen": True, "separator": ","}}}),
    (
        [parameter("expand", {"type": "array", "items": {"type": "string", "enum": ["owner"]}})],
        {"projects": {"expand": {"given": "owner", "adds": ["/owner"]}}},
    ),
    _projection({"type": "array", "items": {"type": "string"}}),
    _by_default("pear", TEXT, absent="pear"),
    _by_default("pear", TEXT, absent=["pear", "everything"]),
    _by_default("all", TEXT, everything="all"),
    _by_default("", TEXT, matches="contains"),
    _by_default(0, COUNT, **{"field": "/trees", "as": "number", "matches": "minimum"}),
    ([parameter("mode", required=True, example="all")], {}),
    ([parameter("mode", required=True)], {"base": {"mode": "all"}}),
]


@pytest.mark.parametrize(("parameters", "words"), GOOD, ids=range(len(GOOD)))
def test_words_that_are_used_well_are_no_mistake(parameters: Sequence[Any], words: dict[str, Any]) -> None:
    """Nothing is told of them."""
    assert _told(parameters, words) == []


FLAGS: dict[str, Any] = {"type": "array", "items": {"type": "boolean"}}
ENDS: dict[str, Any] = {"type": "array", "items": {"type": "integer"}}
_TAGS = {"id": {"type": "string", "x-source": PLACE}, "tags": {"type": "array", "items": {"type": "string", "x-source": PLACE}}}
TAGGED: dict[str, Any] = {"record": {"type": "object", "required": ["id"], "properties": _TAGS}}


MISTAKES: list[tuple[Sequence[Any], dict[str, Any], str]] = [
    # pages
    ([PAGE], {"pages": {"number": {"parameter": "page", "first": 1, "next": "/next"}}}, "/next is text, and page takes a number"),
    ([PAGE], {"pages": {"number": {"parameter": "page", "first": 1, "next": {"at": "/links/0", "as": "link"}}}}, "an array of links rel"),
    ([CURSOR], _cursor(next="/links/*"), "pages.next: /links/* leads into an array"),
    ([], {"total": {"at": "/links/*", "counts": "matching"}}, "total: /links/* leads into an array"),
    ([CURSOR], _cursor(end={"/links/*": "x"}), "leads to no field of the answer"),
    ([CURSOR], {"pages": {"cursor": {"parameter": "cursor", "next": "/next"}}}, "pages.end is missing"),
    ([CURSOR], _cursor(end={"/next": True}), "pages.end: the value at /next is refused by its schema"),
    ([CURSOR], _cursor(end={"/next": ["absent", 0]}), "pages.end: the value at /next is refused by its schema"),
    ([parameter("since", {"type": "integer", "format": "epoch-millis"})], {}, "did you mean epoch-milliseconds?"),
    ([parameter("since", {"type": "integer", "format": "epoch"})], {}, "expected one of epoch-milliseconds, epoch-seconds"),
    ([CURSOR], _cursor(next="/nexxt"), "did you mean /next?"),
    ([CURSOR], _cursor(next={"last": "/ids"}, end="empty"), "leads to no field of a record"),
    ([CURSOR], _cursor(next={"last": "/id"}, end="absent"), "a value of the last record is never absent"),
    ([CURSOR], _cursor(next={"last": "/id", "as": "link"}, end="empty"), "is no link"),
    ([CURSOR], _cursor(next={"header": "X-Next"}, end=None), "a header is never null"),
    ([CURSOR], _cursor(next={"link": "next"}, end="blank"), "a relation is among the links or it is not"),
    ([CURSOR], _cursor(next={"link": "next"}, end="same"), "only a token can be the same again"),
    ([CURSOR], _cursor(end={"/more": False}), "pages.end: '/more' leads to no field"),
    ([CURSOR], _cursor(end={"link": "next", "says": {"results": "false"}}), "no link of the relation next leads to the next page"),
    ([CURSOR], _cursor(next={"link": "next"}, end={"link": "prev", "says": {"results": "false"}}), "expected next, as next has it"),
    ([CURSOR], _cursor(end="never"), "pages.cursor.end"),
    ([CURSOR], _cursor(next={"at": "/next", "parameter": "cursor"}), "no use for a parameter of its own"),
    ([parameter("cursor", {"type": "object"})], _cursor(), "pages.cursor.parameter: cursor is an object, and a cursor is one value"),
    ([CURSOR], {**_cursor(next="/key"), "answer": {"key": {"type": "object"}}}, "pages.cursor.next: /key is an object"),
    ([CURSOR], _cursor(previous={"at": "/previous", "parameter": "before"}), "there is no query parameter 'before'"),
    ([{**CURSOR, "in": "header"}], _cursor(), "pages.cursor: 'cursor' stands in a header, and of headers only a `window` is asked for"),
    ([PAGE, {**SIZE, "in": "header"}], _paged({"parameter": "limit", "means": "exactly"}), "size: 'limit' stands in a header"),
    ([{**NAME, "in": "cookie"}], {"filters": {"name": {"field": "/name", "matches": "equals"}}}, "filters: 'name' stands in a cookie"),
    ([parameter("cursor", {"type": "integer", "maximum": 10_000})], _cursor(), "cursor leaves too few; expected wider bounds"),
    ([parameter("cursor", {"type": "integer", "minimum": 2**40})], _cursor(), "cursor leaves too few; expected wider bounds"),
    ([parameter("cursor", {"type": "number", "exclusiveMaximum": 9})], _cursor(), "cursor leaves too few; expected wider bounds"),
    ([parameter("cursor", {"type": "integer", "multipleOf": 50})], _cursor(), "expected no multipleOf"),
    ([parameter("cursor", {"type": "integer", "enum": [1, 2]})], _cursor(), "expected no enum"),
    ([CURSOR], {**_cursor(next="/after"), "answer": {"after": {"type": ["integer", "null"], "maximum": 500}}}, "/after leaves too few"),
    ([CURSOR], _cursor(lives=60), "pages.lives: nothing says what becomes of a cursor that is older"),
    ([CURSOR], _cursor(next={"last": "/id"}, end="empty", expired="refused", lives=60), "what the last record shows has no age"),
    ([parameter("cursor", {"type": "boolean"})], _cursor(), "cursor is boolean, and a cursor is a text or a number"),
    ([parameter("cursor", {"type": "string", "enum": ["a", "b"]})], _cursor(), "cursor may be; expected no enum"),
    ([parameter("cursor", {"type": "string", "format": "date-time"})], _cursor(), "no cursor is made of the format date-time"),
    ([parameter("cursor", {"type": "string", "pattern": "^[a-z]{3}$"})], _cursor(), "the pattern of cursor leaves too few texts"),
    ([parameter("cursor", {"type": "string", "maxLength": 2})], _cursor(), "the maxLength of cursor leaves too few texts"),
    ([parameter("cursor", {"type": "string", "pattern": "^(?=a)[a-z]+$"})], _cursor(), "nobody makes texts for the pattern of cursor"),
    ([parameter("cursor", {"type": "string", "pattern": "^[0-9]{40}$"})],
     _given({"type": ["string", "null"], "pattern": "^[a-z]+$"}), "/next says another pattern than cursor"),
    ([CURSOR], _given({"type": ["array", "null"], "items": {"type": "string"}}), "/next is array, and a cursor is a text or a number"),
    ([CURSOR], _given({"type": ["string", "null"], "pattern": "^/things"}, at="link"), "by its pattern /next takes no address"),
    ([CURSOR], _given({"type": ["string", "null"], "maxLength": 30}, at="link"), "by its maxLength /next takes no address"),
    ([CURSOR], _cursor(next={"header": "Date"}, end="absent"), "a standard says what Date holds"),
    ([CURSOR], _cursor(next={"header": "Link"}, end="absent"), "expected {link: RELATION}"),
    ([CURSOR], _cursor(next={"link": "next page"}, end="absent"), "'next page' is no relation of a link"),
    ([CURSOR], _cursor(next={"link": "next"}, previous={"link": "next"}, end="absent"), "pages.previous: pages.next stands there"),
    ([CURSOR], {**_cursor(), "success": {"/next": "x"}}, "success: pages.next stands there"),
    ([CURSOR], {**_cursor(end={"/total": 0}), "total": {"at": "/total", "counts": "matching"}}, "pages.end: total.at stands there"),
    ([CURSOR], _cursor(next={"last": "/id"}, previous={"last": "/id", "parameter": "cursor"}, end="empty"), "a parameter of its own"),
    ([CURSOR], {**_cursor(), "order": {"by": "cursor", "keys": NUMBER}}, "order.by: cursor takes the page or its size already"),
    ([CURSOR], _cursor(first=5), "pages.first: the value for cursor is refused by its schema"),
    ([parameter("page", {"type": "integer", "default": 0})], {"pages": {"number": {"parameter": "page", "first": 1}}},
     "pages.first: 0, the default of page, comes before 1"),
    ([CURSOR, parameter("limit", {"type": "integer", "minimum": -1, "maximum": 50})],
     {"pages": {**_cursor()["pages"], "size": {"parameter": "limit", "means": "exactly"}}}, "limit takes -1, which is no number"),
    ([], {"answer": {"total": {"type": "integer", "maximum": 100}}, "total": {"at": "/total", "counts": "matching"}}, "takes no 257"),
    ([], {"answer": {"count": {"type": "integer", "minimum": 1}}, "total": {"shown": "/count"}}, "total.shown: its field takes no 0"),
    ([], {"total": {"at": {"header": "Content-Length"}, "counts": "matching"}}, "a standard says what Content-Length holds"),
    ([PAGE], {**_edged(**{"next": {"rel": {"at": "/refs", "is": "next"}}, "end": "absent"}), "answer": {"refs": REFS}},
     "/refs takes no link of rel: next and href alone"),
    ([], {"record": {"type": "integer"}, "identity": [""], "settled": [""]}, "records: each is integer; expected object"),
    ([PAGE], {"pages": {"number": {"parameter": "page", "first": 1, "insertion": "kept"}}}, "an address names what stands there by then"),
    ([CURSOR], _cursor(insertion="stable"), "pages.cursor.insertion"),
    ([CURSOR], _cursor(next={"at": "/next", "header": "X"}), "expected"),
    ([], {"pages": {"link": {"next": {"at": "/next", "as": "token"}, "end": "null"}}}, "leads by links"),
    ([PAGE], {"pages": {"number": {"parameter": "page", "first": 1, "end": "null"}}}, "no answer leads to the next page"),
    (
        [PAGE, CURSOR],
        {"pages": {"number": {"parameter": "page", "first": 1, "previous": {"link": "prev", "parameter": "cursor"}}}},
        "there is no use for a parameter of its own; expected none",
    ),
    ([PAGE], {"pages": {"number": {"parameter": "page", "first": 0}}}, "pages.first: the value for page is refused"),
    ([PAGE], _paged({"parameter": "page", "means": "any", "safe": 9}), "takes the page already"),
    ([SIZE, PAGE], _paged({"parameter": "limit", "means": "exactly", "safe": 9, "zero": "default"}), "0 is below it"),
    ([CURSOR], {**_cursor(), "base": {"cursor": ""}}, "the page"),
    ([], {"pages": {"link": {"next": "/next", "end": "null"}}, "reads": True, "body": {}}, "cannot be reached by a link"),
    ([SIZE, PAGE], _paged({"parameter": "limit", "means": "any", "safe": 9}), "no address leads on"),
    ([PAGE], _edged(**{"last-page": "/nexxt"}), "did you mean /next?"),
    ([PAGE], _edged(**{"last-page": "/total"}), "is integer; expected string"),
    ([PAGE], _edged(**{"last-page": {"last": "/id"}}), "expected"),
    ([PAGE], _edged(**{"next": {"link": "next"}, "end": "absent", "first-page": {"link": "next"}}), "pages.next stands there"),
    ([PAGE], _edged(**{"first-page": {"link": "last"}, "last-page": {"link": "last"}}), "pages.first-page stands there"),
    ([PAGE], {**_edged(**{"last-page": "/next"}), "reads": True, "body": {}}, "cannot be reached by a link"),
    ([CURSOR], _cursor(**{"next": {"last": "/id"}, "end": "empty", "last-page": "/next"}), "pages that go on after a record"),
    ([CURSOR], _cursor(**{"last-page": "/previous"}), "no page is known to be the last"),
    ([CURSOR, SIZE], {"pages": {**_cursor(**{"last-page": "/previous"})["pages"], "size": {"parameter": "limit", "means": "any"}}},
     "no page is known to be the last"),
    # several values where one is meant
    ([parameter("q", FLAGS)], {"filters": {"q": {"field": "/owner", "matches": "is-null"}}}, "is-null takes one value"),
    ([parameter("q", ENDS)], {"filters": {"q": {"field": "/trees", "as": "number", "matches": "between"}}}, "between takes one value"),
    ([parameter("q")], {"filters": {"q": {"field": "/trees", "as": "number", "matches": "minimum", "open-end": "*"}}},
     "open-end: no reading has two ends"),
    ([parameter("q")], {"filters": {"q": {"field": "/trees", "as": "number", "matches": "between", "separator": "..", "open-end": ".."}}},
     "open-end: '..' stands in what separates the ends"),
    ([parameter("sort")], {**TAGGED, **_sorted(keys={"tags": {"field": "/tags/*", "as": "text"}})}, "are several values of a record"),
    ([], {**TAGGED, "identity": ["/tags/*"]}, "identity: /tags/* are several values of a record"),
    ([], {**TAGGED, "settled": ["/id", "/tags/*"]}, "settled: /tags/* are several values of a record"),
    ([CURSOR], {**TAGGED, **_cursor(next={"last": "/tags/*"}, end="empty")}, "are several values of a record"),
    ([parameter("q")], {**TAGGED, "filters": {"q": {"field": "/tags/*", "as": "number", "matches": "minimum"}}}, "are compared one"),
    ([parameter("q", {"type": "string", "format": "epoch-seconds"})], {}, "epoch-seconds is said of a text"),
    ([parameter("q")], {"filters": {"q": {"field": "/kind", "matches": "all-of"}}}, "no record shows all of several there"),
    ([], {"total": {"at": "/total", "counts": "matching", "shown": "/total"}}, "total.at stands there"),
    ([], {"total": {"shown": {"range": "Content-Range"}}}, "a range tells the complete length"),
    # words for having a value or none
    ([parameter("q")], _worded("/kind"), "every record has a value there"),
    ([parameter("q", LISTED)], _worded("/owner"), "a word stands alone, and the parameter is repeated"),
    ([parameter("q", {"type": "string", "enum": ["a"]})], _worded("/owner"), "the parameter does not take 'none'"),
    ([parameter("q")], {"filters": {"q": {"matches": "opaque", "words": {"none": "without"}}}}, "what has no value is seen at one field"),
    # a parameter for each key
    ([parameter("keys")], _each({"o[{key}]": "{direction}"}), "keys is a parameter; expected a name of its own"),
    ([], _each({"o[{key}]": "{key}"}), "expected {direction} once"),
    ([], _each({"o[{key}]": "{direction}"}, repeated=True), "nothing tells which of several keys is the first"),
    ([], _each({"field": "{key}", "dir": "{direction}"}), "nothing tells which; expected {place}"),
    ([], _each({"o[{key}][{place}]": "{direction}"}), "the names hold the key and its place"),
    ([], _each({"o[{key}]": "{direction}"}, separator=","), "keys stand in parameters of their own"),
    # lists
    ([parameter("q", {"type": "boolean"})], _listed(spelled="kind in ({})"), "in which no clause stands; expected type: string"),
    ([parameter("q")], _listed(spelled="kind:{}"), "stands between the values of the list and between clauses as well"),
    ([parameter("q")], _listed(spelled="kind:({}"), "nobody can tell where the list ends"),
    ([parameter("q")], _listed(spelled="kind in ('{}')", separator="','"), "expected quoted: "),
    ([parameter("q")], _listed(spelled="kind in ('{}')", separator="','", escaped="doubled"), "expected quoted: "),
    ([parameter("ids", {"type": "integer"})],
     {"filters": {"ids": {"field": "/trees", "as": "number", "matches": "one-of", "separator": ","}}}, "the parameter takes one integer"),
    # windows, and cursors that are made of what a record shows
    ([RANGE], _windowed({"range": "[{first},{last}]"}, offset={"parameter": "range", "first": 0}), "expected a name of its own"),
    ([RANGE], _windowed({"rang": "[{first},{last}]"}), "did you mean range?"),
    ([RANGE], _windowed({"range": "{first}"}), "so that both ends of a page are told"),
    ([RANGE], {"pages": {"offset": {"parameter": "from", "first": 0}, "window": {"range": "{first}-{last}"}}}, "expected size beside it"),
    ([RANGE], _after(spelled="{}~", beside={"skip": 1}), "there is no query parameter 'skip'"),
    ([RANGE], _after(encoded="base64"), "expected contentEncoding: base64"),
    ([RANGE, parameter("before")], _back("/name"), "expected last: '/id', as pages.next has it"),
    ([RANGE, parameter("before")], _back("/id", spelled="{}~"), "expected no spelled, as pages.next has none"),
    ([RANGE], _after(end={"/total": [1, "absent"]}), "every answer has /total"),
    ([RANGE], {"pages": {"cursor": {"parameter": "range", "next": "/x", "end": "null"}, "size": {"parameter": "name", "means": "any"}}},
     "neither a maximum nor a default"),
    ([SORT], _sorted(direction={"spelled": "{key} {direction}"}, separator=","), "are spelled together"),
    ([], {"order": {"direction": {"spelled": "{key} {direction}"}, "keys": NUMBER}}, "expected `by`"),
    # total
    ([], {"total": {"at": "/totals", "counts": "matching"}}, "did you mean /total?"),
    ([], {"total": {"at": "/total", "counts": "some"}}, "'some' is unknown"),
    ([], {"total": {"at": {"header": "X Total"}, "counts": "matching"}}, "does not have the form"),
    # order
    ([SORT], _sorted(direction={"prefix": "-", "suffix": "-"}), "order.direction"),
    ([], {"order": {"direction": {"prefix": "-"}, "keys": NUMBER}}, "expected `by`"),
    ([SORT], _sorted(direction={"prefix": {"asc": "-", "desc": "-"}}), "the same prefix"),
    ([SORT], _sorted(direction="sort"), "names the key already"),
    ([SORT], _sorted(direction={"flag": "reverse"}), "there is no query parameter 'reverse'"),
    ([SORT, parameter("reverse", {"type": "boolean"})], _sorted(direction="reverse"), "expected {flag: reverse}"),
    ([], {"order": {"keys": NUMBER}}, "nobody can ask for it"),
    ([parameter("sort", OBJECTS)], _sorted(direction={"prefix": "-"}), "sort names keys inside objects or arrays"),
    ([parameter("sort", OBJECTS)], _sorted(direction=JSON_TURN, repeated=True), "an object as the body has it"),
    ([], _in_body(OBJECTS, direction={**JSON_TURN, "spelled": f"[{JSON_TURN['spelled']}]"}), "sort names keys inside objects or arrays"),
    ([], _in_body(OBJECTS, direction=JSON_TURN), "sort names keys inside objects or arrays"),
    ([], _in_body({"anyOf": [OBJECTS["items"], OBJECTS]}, direction=JSON_TURN), "sort names keys inside objects or arrays"),
    ([], _in_body({}, direction=JSON_TURN, repeated=True), "sort names keys inside objects or arrays"),
    ([], _in_body({"type": "array"}, direction=JSON_TURN, repeated=True), "sort names keys inside objects or arrays"),
    ([SORT], _sorted(direction=OBJECT_TURN), "stands in no body"),
    ([], _in_body({"type": "object"}, direction=OBJECT_TURN, repeated=True), "is no array there"),
    ([], _in_body(OBJECTS, direction=OBJECT_TURN, separator=","), "objects stand in no text"),
    ([], _in_body(OBJECTS, direction={"spelled": {"field": "{key}"}}), "expected '{key}' once"),
    ([], _in_body(OBJECTS, direction={"spelled": {"{direction}": "{key}"}}), "expected '{key}' once"),
    ([], _in_body(OBJECTS, direction=OBJECT_TURN, keys={"name": {"field": "/name", "as": "text"}}), "sort does not take"),
    ([], _in_body({"type": "array", "maxItems": 1, "items": {"type": "object"}}, direction=OBJECT_TURN, repeated=True,
                  keys={**NUMBER, "name": {"field": "/name", "as": "text"}}), "order.repeated: sort does not take two keys"),
    ([], _in_body(OBJECTS["items"], direction=OBJECT_TURN), "expected `by: sort.PROPERTY`"),
    ([], _in_body({}, direction={"prefix": "-"}, repeated=True), "sort stands in the body and is no array there"),
    ([], _in_body({"type": "string"}, direction={"prefix": "-"}, repeated=True), "sort stands in the body and is no array there"),
    ([], {"order": {"keys": NUMBER, "default": ["trees", "asc"], "separator": ","}}, "no parameter names keys"),
    ([SORT], _sorted(separator=",", repeated=True), "expected separator or repeated"),
    ([SORT], _sorted(default=[["trees", "asc"], ["trees", "desc"]]), "stands twice"),
    ([SORT], _sorted(keys={"trees": {**NUMBER["trees"], "nulls": "last"}}), "every record has a value there"),
    ([SORT], _sorted(keys={"trees": {"field": "/trees", "as": "text"}}), "expected text to compare as text"),
    ([parameter("sort", {"enum": ["trees"]})], _sorted(direction={"prefix": "-"}), "sort does not take '-trees'"),
    ([SORT, parameter("dir", {"enum": ["up", "down"]})], _sorted(direction="dir"), "dir does not take 'asc'"),
    # filters
    ([parameter("open", {"type": "integer"})], {"filters": {"open": {"field": "/open", "as": "flag", "matches": "equals"}}},
     "the parameter is a number that is held against true and false"),
    ([parameter("open", {"enum": ["yes", "no"]})], {"filters": {"open": {"field": "/open", "as": "flag", "matches": "equals"}}},
     "filters.open: enum holds yes, no, and /open is true or false; expected"),
    ([parameter("open", {"type": "array", "items": {"enum": ["true", "no"]}})],
     {"filters": {"open": {"field": "/open", "as": "flag", "matches": "equals"}}}, "enum holds no, and /open is true or false"),
    ([parameter("ownerless", {"enum": ["yes", "no"]})], {"filters": {"ownerless": {"field": "/owner", "matches": "is-null"}}},
     "and is-null is asked for by true and false"),
    ([parameter("bearing", {"type": "boolean"})], {"filters": {"bearing": {"field": "/trees", "as": "flag", "matches": "equals"}}},
     "the field is a number that is held against true and false"),
    ([parameter("none", {"type": "boolean"})], {"filters": {"none": {"field": "/trees", "as": "flag", "matches": "is-null"}}},
     "is-null asks whether there is a value, and holds none against another; expected no as"),
    ([PLANTED], {"filters": {"planted": {**_since()["filters"]["since"], "parameter": "planted"}}}, "a name of its own"),
    ([PLANTED], _since(parameter="plant"), "did you mean planted?"),
    ([PLANTED], _since(), "filters.since"),
    ([FILTER], {"filters": {"a": _clause(), "b": _clause(matches="maximum")}}, "can be told apart"),
    ([FILTER], {"filters": {"a": _clause(), "b": _clause(spelled="trees le {}", **{"joined-by": ";"})}}, "the same in each"),
    ([FILTER], {"filters": {"a": _clause(spelled="trees ge {} or {}")}}, "stands twice"),
    ([FILTER], {"filters": {"a": _clause(escaped="doubled")}}, "no quotes stand around the value"),
    ([FILTER], {"filters": {"a": _clause(), "$filter": {"matches": "opaque"}}}, "expected each under its own name"),
    ([parameter("name")], {"filters": {"name": {"field": "/name", "matches": "equals", "nulls": "kept"}}}, "no reading negates"),
    ([NAME], {"filters": {"name": {"field": "/name", "matches": "not-equals", "nulls": "kept"}}}, "every record has a value there"),
    ([parameter("name")], {"filters": {"name": {"field": "/name", "matches": "between"}}}, "between does not compare as text"),
    ([NAME], {"filters": {"name": {"field": "/name", "matches": "equals", "precision": "cut"}}}, "it compares no times"),
    ([PLANTED, SORT], {**_since(parameter="planted", precision="cut"), **_sorted(keys={"planted": {"field": "/planted", "as": "time"}})},
     "filters.since says otherwise of /planted"),
    ([PLANTED], _since(parameter="planted", precision="finer"), "precision"),
    # defaults
    (*_by_default("pear", TEXT), "left out it means everything, and the default of kind is 'pear'; expected absent: pear, or no default"),
    (*_by_default("pear", TEXT, absent="apple"), "left out it means apple, and the default of kind is 'pear'"),
    (*_by_default("", TEXT), "the default of kind is ''"),
    (*_by_default(9, COUNT, **{"field": "/trees", "as": "number", "matches": "minimum"}), "the default of kind is 9; expected absent: 9"),
    (*_by_default("2026-01-01T00:00:00Z", {**TEXT, "format": "date-time"}, **AGO), "left out it means so long before now"),
    (
        [parameter("year", COUNT)],
        {"filters": {"year": {"field": "/planted", "as": "number", "matches": "equals"}}},
        "/planted is a time, of which no part can be named",
    ),
    # the rest
    (*_projection({"type": "object"}), "projection is an object, in which no list of fields stands"),
    ([parameter("fields")], BARE_FIELDS, "nothing says what stands between the fields"),
    ([parameter("fields", COUNT)], BARE_FIELDS, "fields is integer"),
    ([parameter("fields")], {"projects": {"fields": {"given": "few", "hides": ["/id"]}}}, "tells records apart"),
    ([parameter("fields")], {"projects": {"fields": {"given": "few", "hides": ["/colour"]}}}, "leads to no field of a record"),
    ([], BARE_FIELDS, "there is no query parameter 'fields'"),
    ([parameter("mode", required=True)], {}, "parameter mode is mandatory, and no value of it is known"),
    ([], {"identity": [""]}, "leads to no field of a record"),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "words", "expected"), MISTAKES, ids=range(len(MISTAKES)))
def test_words_that_cannot_be_meant_are_told(parameters: Sequence[Any], words: dict[str, Any], expected: str) -> None:
    """The mistake says what contradicts what, or what is not there."""
    told = _told(parameters, words)
    assert any(expected in message for message in told), told


@pytest.mark.parametrize(
    ("parameters", "words", "expected"),
    [
        ([PLANTED], _since(), "filters.since: spelled says nothing alone; expected within or parameter beside it"),
        ([FILTER], {"filters": {"a": _clause(spelled="trees is null")}}, "{} stands for the value"),
        ([FILTER], _quoted("name like '%{}%'"), "no quotes stand around the value"),
        ([CURSOR], _cursor(end="empty-string"), "expected one of absent, null, blank, same, empty"),
        ([CURSOR], _cursor(elsewhere="accepted"), "pages.cursor.elsewhere: expected refused"),
        ([CURSOR], _cursor(end={"/NEXT": "x"}), "leads to no field of the answer; did you mean /next?"),
        ([CURSOR], _cursor(end={"/has_more": "no"}), "'no' is not of type boolean"),
        ([parameter("fields")], {"projects": {"fields": {"chosen": "fields"}}}, "chosen: expected true"),
        ([parameter("kind", {"enum": ["apple", "pear"]})], {"base": {"kind": "fig"}}, "'fig' is not one of apple, pear"),
        ([FILTER], {"filters": {"a": {**_clause(), "joined-by": ";"}, "b": _clause()}}, "are joined by ';' elsewhere"),
        ([FILTER], {"filters": {"a": {**_clause(), "within": None}}}, "within: expected text"),
        ([SORT], _sorted(keys={"trees": {"field": "/trees"}}), "'as' is missing; expected one of time, number, text, group"),
        ([SORT], _sorted(direction={"parameter": "sort", "desc": "down"}), "'asc' is missing beside 'desc'"),
        ([SORT], _sorted(default=["trees"]), "expected at least 2 in the list: A key"),
        ([], {"errors": {"forbidden": {"status": 302, "body": {}}}}, "302 is less than the minimum of 400: The HTTP status; 200 where"),
    ],
    ids=range(15),
)  # fmt: skip
def test_a_mistake_speaks_as_the_file_does(parameters: Sequence[Any], words: dict[str, Any], expected: str) -> None:
    """Values stand in a mistake as YAML and JSON write them, choices stand beside what is missing, and case hides no near word."""
    told = _told(parameters, words)
    assert any(expected in message for message in told), told
    assert not any(word in message for message in told for word in ("None", "True", "['", "dependency")), told


def test_a_clause_that_lacks_what_joins_it_is_one_mistake() -> None:
    """It is told where it is missing, and the clauses beside it are not blamed."""
    lacking = {key: value for key, value in _clause(spelled="trees le {}").items() if key != "joined-by"}
    assert _told([FILTER], {"filters": {"a": lacking, "b": _clause()}}) == ["x-listing.filters.a: 'joined-by' is missing beside 'within'"]


def test_a_key_inside_an_object_is_one_mistake() -> None:
    """It is told once, where `by` stands, and not for each key that the schema does not take."""
    keys = {**NUMBER, "name": {"field": "/name", "as": "text"}}
    assert len(_told([], _in_body(OBJECTS, direction=JSON_TURN, keys=keys))) == 1
