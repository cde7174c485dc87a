"""Random contracts: every word of the language with every other that goes with it, over an invented listing of orchards."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from listproof.contract import Document, build, facts

from .drawn_pages import Parts, draw_pages, draw_total, maybe
from .orchards import PLACE, RECORD, document, schema_of

__all__ = ["drawn_documents", "sourced"]

INTEGER: dict[str, Any] = {"type": "integer"}
FLAG: dict[str, Any] = {"type": "boolean"}
LIST: dict[str, Any] = {"type": "array", "items": {"type": "string"}}


KEYS: dict[str, dict[str, Any]] = {
    "trees": {"field": "/trees", "as": "number"},
    "planted": {"field": "/planted", "as": "time"},
    "name": {"field": "/name", "as": "text"},
    "kind": {"field": "/kind", "as": "group"},
    "felled": {"field": "/felled", "as": "time"},
    "yield": {"field": "/yield", "as": "number"},
}
DIRECTIONS: list[Any] = [
    "dir", {"parameter": "dir", "asc": "ascending", "desc": "descending"}, {"parameter": "dir", "asc": 1, "desc": -1},
    {"flag": "reverse"}, {"prefix": "-"},
    {"prefix": {"asc": "+", "desc": "-"}}, {"suffix": ":desc"}, {"suffix": {"asc": " asc", "desc": " desc"}},
    {"each": {"order[{key}]": "{direction}"}}, {"each": {"order[{number}]": "{key} {direction}"}, "asc": "up", "desc": "down"},
    {"each": {"order[{place}][field]": "{key}", "order[{place}][dir]": "{direction}"}}, None,
]  # fmt: skip


def _order(draw: st.DrawFn, parts: Parts) -> None:
    form = draw(st.sampled_from(["unspecified", "fixed", "asked", "asked"]))
    if form == "unspecified":
        return
    names = draw(st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=3, unique=True))
    keys = {name: dict(KEYS[name]) for name in names}
    for name in names:
        if name in ("felled", "yield") and maybe(draw):
            keys[name]["nulls"] = draw(st.sampled_from(["first", "last", "open"]))
    pairs = [[name, draw(st.sampled_from(["asc", "desc"]))] for name in names]
    if form == "fixed":
        parts.words["order"] = {"keys": keys, "default": pairs if len(pairs) > 1 else pairs[0]}
        return
    order: dict[str, Any] = {"by": "sort", "keys": keys}
    several = draw(st.sampled_from([None, "separator", "repeated"]))
    direction = draw(st.sampled_from(DIRECTIONS))
    if isinstance(direction, dict) and "each" in direction:
        order["by"] = "keys"
        numbered = "{key}" not in next(iter(direction["each"]))
        several = "repeated" if several and numbered else None
        for name in next(iter(direction["each"])), *(["order[0][dir]"] if len(direction["each"]) > 1 else []):
            parts.takes(name.format(key=names[0], number=1, place=0))
    else:
        parts.takes("sort", LIST if several == "repeated" else {"type": "string"})
    order |= {"separator": ","} if several == "separator" else {"repeated": True} if several == "repeated" else {}
    if direction is None:
        own = [name for name in names if keys[name]["as"] != "group" and maybe(draw)]
        keys |= {name: {**keys[name], "direction": dict(pairs)[name]} for name in own}
    if direction is not None:
        order["direction"] = direction
        if direction == "dir" or "parameter" in direction:
            words = ["asc", "desc"] if direction == "dir" else [direction["asc"], direction["desc"]]
            parts.takes("dir", {"type": "integer" if 1 in words else "string", "enum": words})
        elif "flag" in direction:
            parts.takes("reverse", FLAG)
    if maybe(draw) or direction is None:
        order["default"] = pairs[0]
    parts.words["order"] = order


FILTERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "name": ({}, {"field": "/name", "matches": ["equals", "contains"]}),
    "name_has": ({}, {"field": "/name", "matches": "contains-any-case"}),
    "name_ends": ({}, {"field": "/name", "matches": "suffix"}),
    "name_begins": ({}, {"field": "/name", "matches": ["prefix", "prefix-any-case"]}),
    "kind": ({"enum": ["apple", "pear", "plum"]}, {"field": "/kind", "matches": "equals"}),
    "kinds": (LIST, {"field": "/kind", "matches": "one-of"}),
    "kind_in": ({}, {"field": "/kind", "matches": "one-of", "separator": ","}),
    "kind_not": ({}, {"field": "/kind", "matches": "not-equals"}),
    "kind_none": ({}, {"field": "/kind", "matches": "none-of", "separator": ","}),
    "owner_not": ({}, {"field": "/owner", "matches": "not-equals"}),
    "owner_hasnt": ({}, {"field": "/owner", "matches": "not-contains"}),
    "owner_other": ({}, {"field": "/owner", "matches": "not-equals-any-case"}),
    "owner_lacks": ({}, {"field": "/owner", "matches": "not-contains-any-case"}),
    "kind_other": ({"enum": ["apple", "pear", "plum"]}, {"field": "/kind", "matches": "not-equals-any-case"}),
    "ownerless": (FLAG, {"field": "/owner", "matches": "is-null"}),
    "trees_from": (INTEGER, {"field": "/trees", "as": "number", "matches": "minimum"}),
    "trees_below": (INTEGER, {"field": "/trees", "as": "number", "matches": "before"}),
    "planted_from": ({"type": "string", "format": "date-time"}, {"field": "/planted", "as": "time", "matches": "from"}),
    "planted_on": ({"type": "string", "format": "date-time"}, {"field": "/planted", "as": "time", "matches": "equals"}),
    "planted": ({}, {"field": "/planted", "as": "time", "matches": "between", "separator": "/"}),
    "planted_to": ({"type": "string", "format": "date"}, {"field": "/planted", "as": "time", "matches": "until"}),
    "open": (FLAG, {"field": "/open", "as": "flag", "matches": "equals"}),
    "name_from": ({}, {"field": "/name", "matches": "from"}),
    "owner_before": ({}, {"field": "/owner", "matches": "before"}),
    "pattern": ({}, {"field": "/name", "matches": "regex"}),
    "pattern_any_case": ({}, {"field": "/name", "matches": "regex-any-case"}),
    "pattern_open": ({}, {"field": "/owner", "matches": ["regex", "regex-any-case"]}),
    "begins": ({}, {"field": "/name", "matches": "prefix"}),
    "owner": ({}, {"field": "/owner", "matches": "equals", "words": {"none": "without", "*": "with"}}),
    "felled_from": ({}, {"field": "/felled", "as": "time", "matches": "from", "words": {"never": "without"}}),
    "like": ({}, {"field": "/owner", "matches": ["like", "like-any-case"]}),
    "glob": ({}, {"field": "/name", "matches": "glob-any-case"}),
    "kinds_any": ({}, {"field": "/kind", "matches": "one-of-any-case"}),
    "tags_all": ({}, {"field": "/tags/*", "matches": "all-of", "separator": "|"}),
    "tag": (LIST, {"field": "/tags/*", "matches": ["all-of-any-case", "all-of"]}),
    "tags_any": ({}, {"field": "/tags/*", "matches": ["one-of", "all-of"]}),
    "words": ({}, {"field": "/owner", "matches": "words"}),
    "hidden": ({}, {"matches": "opaque"}),
    "hidden_not": ({}, {"matches": "not-opaque"}),
    "search": ({}, {"field": ["/name", "/owner"], "matches": ["contains", "contains-any-case"]}),
    "search_kind": ({}, {"field": ["/kind", "/owner"], "matches": "equals"}),
    "search_words": ({}, {"field": ["/name", "/owner"], "matches": "words"}),
    "search_any": (LIST, {"field": ["/name", "/owner"], "matches": "one-of"}),
}
SHARED: list[dict[str, Any]] = [
    {"spelled": ">={}", "field": "/trees", "as": "number", "matches": "minimum"},
    {"spelled": "<{}", "field": "/trees", "as": "number", "matches": "before"},
    {"spelled": "~{}", "field": "/name", "matches": "contains"},
]
CLAUSES: list[dict[str, Any]] = [
    {"spelled": "trees ge {}", "field": "/trees", "as": "number", "matches": "minimum"},
    {"spelled": "kind eq '{}'", "escaped": "doubled", "field": "/kind", "matches": "equals"},
    {"spelled": "open eq {}", "field": "/open", "as": "flag", "matches": "equals"},
    {"spelled": "name in ({})", "quoted": "'", "escaped": "doubled", "field": "/name", "matches": "one-of"},
    {"spelled": "kind notin [{}]", "quoted": '"', "field": "/kind", "matches": "none-of", "separator": ", "},
]


def _filters(draw: st.DrawFn, parts: Parts) -> None:
    said: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(sorted(FILTERS)), max_size=4, unique=True)):
        schema, one = FILTERS[name]
        said[name] = dict(one)
        more: dict[str, Any] = {}
        if schema is LIST:
            more = draw(st.sampled_from([{}, {"explode": False}, {"style": "pipeDelimited", "explode": False}]))
        parts.takes(name, {"type": "string", **schema}, **more)
        if str(one["matches"]).startswith(("not-equals", "not-contains")) and one["field"] == "/owner":
            said[name]["nulls"] = draw(st.sampled_from(["kept", "lost", "open"]))
        if one["matches"] == "between":
            said[name] |= draw(st.sampled_from([{}, {"ends": "kept"}, {"ends": "open"}, {"ends": ["kept", "lost"]}]))
            said[name] |= draw(st.sampled_from([{}, {"open-end": ""}, {"open-end": "*"}]))
        if schema.get("format") == "date":
            said[name] |= draw(st.sampled_from([{}, {"days": "whole"}, {"days": "starts"}, {"days": "open"}]))
    if maybe(draw, 4):
        held: dict[str, Any] = draw(st.sampled_from([{"type": "string"}, {"type": "array", "items": {"type": "string"}}]))
        said |= {f"part_{index}": {"parameter": parts.takes("q", held), **one} for index, one in enumerate(SHARED) if maybe(draw)}
    if maybe(draw, 4):
        within = {"within": "$filter", "joined-by": draw(st.sampled_from([" and ", ";"]))}
        clauses = {f"clause_{index}": {**within, **one} for index, one in enumerate(CLAUSES) if maybe(draw)}
        said |= clauses
        if clauses:
            parts.takes("$filter")
    parts.words["filters"] = said


def _finer(draw: st.DrawFn, parts: Parts) -> None:
    """How finely the times of a field are kept, said alike wherever it is compared."""
    order = parts.words.get("order", {})
    held = [*parts.words["filters"].values(), *(order.get("keys", {}).values() if isinstance(order, dict) else ())]
    for pointer in ("/planted", "/felled"):
        kept = draw(st.sampled_from([None, None, "cut", "rounded", ["cut", "rounded"], ["shown", "cut"]]))
        for one in held if kept is not None else ():
            if one.get("field") == pointer:
                one["precision"] = kept


def _projects(draw: st.DrawFn, parts: Parts) -> None:
    said: dict[str, Any] = {}
    if maybe(draw, 5):
        parts.takes("fields")
        said["fields"] = {"chosen": True, "separator": ",", **({"always": ["/id"]} if maybe(draw) else {})}
        said["fields"] |= {"first": True} if maybe(draw, 3) else {}
    if maybe(draw, 6):
        parts.takes("inner")
        said["inner"] = {"chosen": True, "separator": ",", "inside": "/plot", **({"always": ["/id"]} if maybe(draw) else {})}
    if maybe(draw, 6):
        parts.takes("bare", FLAG)
        said["bare"] = {"given": True, "hides": ["/yield"]}
    if said:
        parts.words["projects"] = said


SIGN_INS: list[list[dict[str, str]]] = [
    [{"type": "header", "name": "X-Token"}], [{"type": "none"}], [{"type": "basic"}], [{"type": "bearer"}],
    [{"type": "query-key", "name": "key"}], [{"type": "cookie", "name": "token"}],
    [{"type": "header", "name": "X-Token"}, {"type": "bearer"}],
]  # fmt: skip


FACTS = (
    "success", "records", "identity", "settled", "sign-in", "status.200", "media-type", "reads", "base", "total", "total.counts",
    "total.pages", "total.shown",
    "total.capped", "total.estimated", "pages.none", "pages.link", "pages.next", "pages.end", "pages.previous", "pages.insertion",
    "pages.first-page", "pages.last-page", "pages.echo", "size.echo", "order.default",
    "errors.bad-parameter", "errors.no-credential",
)  # fmt: skip
"""Facts that no parameter is the source of."""


@st.composite
def drawn_documents(draw: st.DrawFn) -> Document:
    """The document of a contract that says some of what can be said."""
    parts = Parts()
    bare = maybe(draw, 4)
    draw_pages(draw, parts, bare)
    draw_total(draw, parts, bare)
    _order(draw, parts)
    _filters(draw, parts)
    _finer(draw, parts)
    _projects(draw, parts)
    parts.words["sign_in"] = draw(st.sampled_from(SIGN_INS))
    body: dict[str, Any] | None = None
    plain = all("style" not in one and "explode" not in one for one in parts.parameters)
    plain = plain and not (isinstance(parts.words.get("order"), dict) and "each" in (parts.words["order"].get("direction") or ()))
    windowed = "window" in parts.words["pages"]  # a body names its offset and its size
    if maybe(draw, 8) and plain and not windowed and not _leads_by_links(parts.words["pages"]):
        body, parts.parameters = {one["name"]: one["schema"] for one in parts.parameters}, []
        parts.words["reads"] = True
        _ordered_by_objects(draw, parts, body)
        _deeper(draw, parts, body)
    if len(parts.words["filters"]) > 1 and maybe(draw, 4):
        several: list[Any] = draw(st.lists(st.sampled_from(sorted(parts.words["filters"])), min_size=2, max_size=4, unique=True))
        parts.words["apart"] = [several if maybe(draw) else [several[:1], several[1:]]]
    tagged = any(one.get("field") == "/tags/*" for one in parts.words["filters"].values()) or "inner" in parts.words.get("projects", {})
    schema = TAGGED if tagged else schema_of(RECORD)
    more = {name: {**held, "x-source": PLACE} for name, held in parts.record.items()}
    shown = {"record": {**schema, "required": [*schema["required"], *more], "properties": {**schema["properties"], **more}}}
    made = document(*parts.parameters, answer=parts.answer, headers=parts.headers, bare=bare, body=body, **shown, **parts.words)
    return sourced(made)


TAGGED: dict[str, Any] = {
    "type": "object",
    "required": [name for name, held in RECORD.items() if "null" not in held["type"]],
    "properties": {
        **{name: {**held, "x-source": PLACE} for name, held in RECORD.items()},
        "plot": {
            "type": "object",
            "properties": {"soil": {"type": "string", "x-source": PLACE}, "rows": {"type": "integer", "x-source": PLACE}},
            "x-source": PLACE,
        },
        "tags": {"type": "array", "items": {"type": "string", "x-source": PLACE}, "x-source": PLACE},
    },
}
"""What a record shows where filters look at a list in it, or fields of an object are chosen."""


OBJECTS: list[dict[str, Any]] = [
    {"spelled": {"field": "{key}", "dir": "{direction}"}},
    {"spelled": {"{key}": "{direction}"}, "asc": 1, "desc": -1},
    {"spelled": {"{key}": {"order": "{direction}"}}, "asc": "ASC", "desc": "DESC"},
    {"spelled": {"by": "{key}", "down": "{direction}"}, "asc": False, "desc": True},
]


def _ordered_by_objects(draw: st.DrawFn, parts: Parts, body: dict[str, Any]) -> None:
    """Half of the orders of a body are asked for by an object for each key."""
    order = parts.words.get("order")
    if not isinstance(order, dict) or "by" not in order or maybe(draw):
        return
    order.pop("separator", None)
    order["direction"] = draw(st.sampled_from(OBJECTS))
    one = {"type": "object"}
    body["sort"] = {"type": "array", "items": one} if order.get("repeated") or maybe(draw) else one


def _deeper(draw: st.DrawFn, parts: Parts, body: dict[str, Any]) -> None:
    """Some filters of a body stand in an object within an object."""
    filters = parts.words["filters"]
    moved = [name for name, one in filters.items() if not {"parameter", "within"} & one.keys() and maybe(draw, 3)]
    if moved:
        each = {name: {**body.pop(name), "x-source": PLACE} for name in moved}
        body["where"] = {"type": "object", "properties": {"each": {"type": "object", "properties": each, "x-source": PLACE}}}
        parts.words["filters"] = {f"where.each.{name}" if name in moved else name: one for name, one in filters.items()}


def _leads_by_links(pages: Any) -> bool:
    """Whether another page is reached by a link, which no POST can follow."""
    if not isinstance(pages, dict):
        return False
    leads = [step.get(word) for step in pages.values() for word in ("next", "previous")]
    if any(word in step for step in pages.values() for word in ("first-page", "last-page")):
        return True
    return "link" in pages or any(isinstance(lead, dict) and {"link", "rel", "as"} & lead.keys() for lead in leads)


def sourced(made: Document) -> Document:
    """The document with a source for each fact that it has and that no parameter covers."""
    listing = made.value["x-listing"]
    known = {fact.id for fact in facts(build(made, "drawn"))}
    keys = listing["order"].get("keys", ()) if isinstance(listing["order"], dict) else ()
    named = (*FACTS, *(f"order.keys.{name}{word}" for name in keys for word in ("", ".nulls", ".precision")))
    sources = {name: PLACE for name in named if name in known}
    return Document(made.file, {**made.value, "x-listing": {**listing, "sources": sources}}, made.lines)
