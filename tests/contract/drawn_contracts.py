"""Random contracts: every word of the language with every other that goes with it, over an invented listing of orchards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from listproof.contract import Document, build, facts

from .orchards import PLACE, RECORD, document, parameter

__all__ = ["drawn_documents", "sourced"]

INTEGER: dict[str, Any] = {"type": "integer"}
FLAG: dict[str, Any] = {"type": "boolean"}
LIST: dict[str, Any] = {"type": "array", "items": {"type": "string"}}


@dataclass
class _Parts:
    """What is drawn so far: parameters, fields of the answer, headers, and the blocks of x-listing."""

    parameters: list[dict[str, Any]] = field(default_factory=list)
    answer: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, Any] = field(default_factory=dict)
    words: dict[str, Any] = field(default_factory=dict)
    body: bool = False

    def takes(self, name: str, schema: dict[str, Any] | None = None, **more: Any) -> str:
        """A parameter of this name is there."""
        if all(one["name"] != name for one in self.parameters):
            self.parameters.append(parameter(name, schema, **more))
        return name


def _maybe(draw: st.DrawFn, chance: int = 2) -> bool:
    return draw(st.integers(1, chance)) == 1


def _number_place(draw: st.DrawFn, parts: _Parts, name: str, bare: bool) -> Any:
    kinds = ["header", "json", *(["range"] if name == "total" else []), *([] if bare else ["pointer"])]
    kind = draw(st.sampled_from(kinds))
    if kind == "pointer":
        parts.answer[name] = {"type": "integer"}
        return f"/{name}"
    if kind == "json":
        parts.headers["X-Pagination"] = {"type": "object"}
        return {"header": "X-Pagination", "at": f"/{name}"}
    header = "Content-Range" if kind == "range" else f"X-{name.title()}"
    parts.headers[header] = {"type": "string" if kind == "range" else "integer"}
    return {kind: header}


def _total(draw: st.DrawFn, parts: _Parts, bare: bool) -> None:
    if not _maybe(draw):
        return
    counts = draw(st.sampled_from(["matching", "everything", "remaining", ["matching", "everything"]]))
    said: dict[str, Any] = {"at": _number_place(draw, parts, "total", bare), "counts": counts}
    alone = _maybe(draw, 6)
    if alone or _maybe(draw, 3):
        said["pages"] = _number_place(draw, parts, "pages", bare)
    if _maybe(draw, 4):
        said["shown"] = _number_place(draw, parts, "shown", bare)
    if _maybe(draw, 5):
        said["capped"] = draw(st.sampled_from([True, 20]))
    if _maybe(draw, 6):
        said["estimated"] = True
    parts.words["total"] = {"pages": said["pages"]} if alone else said


def _lead(draw: st.DrawFn, parts: _Parts, kind: str, bare: bool, word: str) -> Any:
    forms = ["header", "link"] if bare else ["pointer", "at-link", "around", "header", "link", "rel"]
    forms += ["last"] if kind == "cursor" and word == "next" else []
    form = draw(st.sampled_from(forms))
    if form == "around":
        parts.answer[f"{word}_page"] = {"type": ["object", "null"], "properties": {"url": {"type": "string", "x-source": PLACE}}}
        return {"at": f"/{word}_page/url", "as": "link"}
    if form in ("pointer", "at-link"):
        numbered = form == "pointer" and (kind in ("offset", "number") or (kind == "cursor" and _maybe(draw)))
        parts.answer[word] = {"type": ["integer" if numbered else "string", "null"]}
        return {"at": f"/{word}", "as": "link"} if form == "at-link" else f"/{word}"
    return {"last": "/id", **draw(st.sampled_from(SPELLED))} if form == "last" else _beside_records(parts, form, word)


SPELLED: list[dict[str, Any]] = [{}, {}, {"spelled": "after:{}"}, {"spelled": '"{}"'}]
"""How the cursor is written that is what the last record shows."""
WINDOWS: list[dict[str, str]] = [{"range": "[{first},{last}]"}, {"_start": "{first}", "_end": "{end}"}, {"range": "{first}+{size}"}]


def _window(draw: st.DrawFn, parts: _Parts) -> None:
    """Offset and size that one parameter tells together, or two by their ends."""
    window = draw(st.sampled_from(WINDOWS))
    for name, spelled in window.items():
        parts.takes(name, {"type": "string"} if spelled.count("{") > 1 else {"type": "integer", "minimum": 0})
    step = {"parameter": "from", "first": 0}
    if _maybe(draw):
        step["past-end"] = draw(st.sampled_from(["empty", "refused"]))
    parts.words["pages"] = {"offset": step, "size": {"parameter": "count", "means": "exactly", "safe": 25}, "window": window}


def _beside_records(parts: _Parts, form: str, word: str) -> Any:
    """A lead in a header of its own, in the header Link, or in an array of links."""
    if form == "rel":
        link = {"rel": {"type": "string"}, "href": {"type": "string"}}
        items = {"type": "object", "properties": {name: {**held, "x-source": PLACE} for name, held in link.items()}}
        parts.answer["links"] = {"type": "array", "items": items}
        return {"rel": {"at": "/links", "is": word}}
    if form == "header":
        parts.headers[f"X-{word.title()}"] = {"type": "string"}
        return {"header": f"X-{word.title()}"}
    parts.headers["Link"] = {"type": "string"}
    return {"link": word.removesuffix("-page")}


def _edge(draw: st.DrawFn, parts: _Parts, bare: bool, word: str) -> Any:
    form = draw(st.sampled_from(["header", "link"] if bare else ["pointer", "header", "link", "rel"]))
    if form == "pointer":
        parts.answer[word] = {"type": ["string", "null"]}
        return f"/{word}"
    return _beside_records(parts, form, word)


def _end(draw: st.DrawFn, parts: _Parts, lead: Any, bare: bool) -> Any:
    if isinstance(lead, dict) and "last" in lead:
        words: list[Any] = ["empty"]
    elif isinstance(lead, str):
        words = ["absent", None, "blank"] if lead != "/next" or "string" in parts.answer["next"]["type"] else ["absent", None]
    elif "at" in lead:
        words = ["absent", None, "blank", *([{"/next_page": None}] if lead["at"] == "/next_page/url" else [])]
    else:
        words = ["absent", *(["blank"] if "header" in lead else [])]
        words += [{"link": lead["link"], "says": {"results": "false"}}] if "link" in lead else []
    if not bare:
        parts.answer["has_more"] = {"type": "boolean"}
        words.append({"/has_more": False})
    words += [] if "empty" in words else ["empty"]
    chosen = draw(st.lists(st.sampled_from(words), min_size=1, max_size=3, unique_by=repr))
    if {"/has_more": False} not in chosen:
        parts.answer.pop("has_more", None)
    return chosen if len(chosen) > 1 else chosen[0]


def _is_keyed(step: dict[str, Any]) -> bool:
    """Whether the next page is named by what the last record shows."""
    return isinstance(step.get("next"), dict) and "last" in step["next"]


def _pages(draw: st.DrawFn, parts: _Parts, bare: bool) -> None:
    kind = draw(st.sampled_from(["none", "offset", "number", "cursor", "link"]))
    if kind == "none":
        parts.words["pages"] = "none"
        return
    if kind == "offset" and _maybe(draw, 3):
        _window(draw, parts)
        return
    step: dict[str, Any] = {}
    if kind in ("offset", "number"):
        first = draw(st.sampled_from([0, 1])) if kind == "number" else 0
        step = {"parameter": parts.takes(kind, {"type": "integer", "minimum": first}), "first": first}
        if _maybe(draw):
            step["past-end"] = draw(st.sampled_from(["empty", "refused", "last-page"]))
    if kind == "cursor":
        step = {"parameter": parts.takes("cursor")}
        step |= {word: "refused" for word in ("made-up", "elsewhere", "expired") if _maybe(draw)}
        if "expired" in step and _maybe(draw):
            step["lives"] = draw(st.sampled_from([5, 3600]))
        if _maybe(draw, 3):
            step["first"] = ""
    if kind in ("cursor", "link") or _maybe(draw, 3):
        step["next"] = _lead(draw, parts, kind, bare, "next")
        step["end"] = _end(draw, parts, step["next"], bare)
    if kind in ("cursor", "link") and _maybe(draw):
        step["insertion"] = draw(st.sampled_from(["kept", "shifts"]))
    if _is_keyed(step):
        step.pop("lives", None)
    if "next" in step and _maybe(draw, 4):
        keyed = _is_keyed(step)
        back = {"last": "/id", "parameter": parts.takes("before")} if keyed else _lead(draw, parts, kind, bare, "previous")
        if kind == "cursor" and not keyed and _maybe(draw, 3):
            back = {**(back if isinstance(back, dict) else {"at": back}), "parameter": parts.takes("before")}
        step["previous"] = back
    sized: dict[str, Any] = {}
    if _maybe(draw, 1 if kind in ("offset", "number") else 2):
        least = draw(st.sampled_from([0, 1]))
        limit = {"type": "integer", "minimum": least, "maximum": 50, "default": draw(st.sampled_from([10, 20]))}
        means = draw(st.sampled_from(["exactly", "at-most", *(["any"] if kind in ("cursor", "link", "none") else [])]))
        if _maybe(draw, 4):
            least, limit = 1, {"type": "integer", "enum": [10, 20, 50], "default": limit["default"]}
        sized = {"size": {"parameter": parts.takes("limit", limit), "means": means, "safe": 50}}
        if _maybe(draw):
            sized["size"]["zero"] = "refused" if least else draw(st.sampled_from(["default", "empty", "everything"]))
    _echoes(draw, parts, bare, step if kind in ("offset", "number") else {}, sized.get("size", {}))
    for word in ("first-page", "last-page"):
        told = sized["size"]["means"] != "any" if sized else kind == "number"
        unknown = word == "last-page" and (_is_keyed(step) or not told)
        if _maybe(draw, 4) and not unknown:
            step[word] = _edge(draw, parts, bare, word)
    parts.words["pages"] = {kind: step, **sized}


def _echoes(draw: st.DrawFn, parts: _Parts, bare: bool, *blocks: dict[str, Any]) -> None:
    """An answer may repeat the page and the size, as numbers or as texts, whichever way pages are cut."""
    for block in blocks:
        if block and not bare and _maybe(draw):
            name = f"asked_{block['parameter']}"
            parts.answer[name] = {"type": draw(st.sampled_from(["integer", "string", ["integer", "null"]]))}
            block["echo"] = f"/{name}"


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


def _order(draw: st.DrawFn, parts: _Parts) -> None:
    form = draw(st.sampled_from(["unspecified", "fixed", "asked", "asked"]))
    if form == "unspecified":
        return
    names = draw(st.lists(st.sampled_from(sorted(KEYS)), min_size=1, max_size=3, unique=True))
    keys = {name: dict(KEYS[name]) for name in names}
    for name in names:
        if name in ("felled", "yield") and _maybe(draw):
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
        own = [name for name in names if keys[name]["as"] != "group" and _maybe(draw)]
        keys |= {name: {**keys[name], "direction": dict(pairs)[name]} for name in own}
    if direction is not None:
        order["direction"] = direction
        if direction == "dir" or "parameter" in direction:
            words = ["asc", "desc"] if direction == "dir" else [direction["asc"], direction["desc"]]
            parts.takes("dir", {"type": "integer" if 1 in words else "string", "enum": words})
        elif "flag" in direction:
            parts.takes("reverse", FLAG)
    if _maybe(draw) or direction is None:
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


def _filters(draw: st.DrawFn, parts: _Parts) -> None:
    said: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(sorted(FILTERS)), max_size=4, unique=True)):
        schema, one = FILTERS[name]
        said[name] = dict(one)
        more: dict[str, Any] = {}
        if schema is LIST:
            more = draw(st.sampled_from([{}, {"explode": False}, {"style": "pipeDelimited", "explode": False}]))
        parts.takes(name, {"type": "string", **schema}, **more)
        if one["matches"] in ("not-equals", "not-contains") and one["field"] == "/owner":
            said[name]["nulls"] = draw(st.sampled_from(["kept", "lost", "open"]))
        if one["matches"] == "between":
            said[name] |= draw(st.sampled_from([{}, {"ends": "kept"}, {"ends": "open"}, {"ends": ["kept", "lost"]}]))
            said[name] |= draw(st.sampled_from([{}, {"open-end": ""}, {"open-end": "*"}]))
        if schema.get("format") == "date":
            said[name] |= draw(st.sampled_from([{}, {"days": "whole"}, {"days": "starts"}, {"days": "open"}]))
    if _maybe(draw, 4):
        held: dict[str, Any] = draw(st.sampled_from([{"type": "string"}, {"type": "array", "items": {"type": "string"}}]))
        said |= {f"part_{index}": {"parameter": parts.takes("q", held), **one} for index, one in enumerate(SHARED) if _maybe(draw)}
    if _maybe(draw, 4):
        within = {"within": "$filter", "joined-by": draw(st.sampled_from([" and ", ";"]))}
        clauses = {f"clause_{index}": {**within, **one} for index, one in enumerate(CLAUSES) if _maybe(draw)}
        said |= clauses
        if clauses:
            parts.takes("$filter")
    parts.words["filters"] = said


def _finer(draw: st.DrawFn, parts: _Parts) -> None:
    """How finely the times of a field are kept, said alike wherever it is compared."""
    order = parts.words.get("order", {})
    held = [*parts.words["filters"].values(), *(order.get("keys", {}).values() if isinstance(order, dict) else ())]
    for pointer in ("/planted", "/felled"):
        kept = draw(st.sampled_from([None, None, "cut", "rounded", ["cut", "rounded"], ["shown", "cut"]]))
        for one in held if kept is not None else ():
            if one.get("field") == pointer:
                one["precision"] = kept


def _projects(draw: st.DrawFn, parts: _Parts) -> None:
    said: dict[str, Any] = {}
    if _maybe(draw, 5):
        parts.takes("fields")
        said["fields"] = {"chosen": True, "separator": ",", **({"always": ["/id"]} if _maybe(draw) else {})}
        said["fields"] |= {"first": True} if _maybe(draw, 3) else {}
    if _maybe(draw, 6):
        parts.takes("inner")
        said["inner"] = {"chosen": True, "separator": ",", "inside": "/plot", **({"always": ["/id"]} if _maybe(draw) else {})}
    if _maybe(draw, 6):
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
    parts = _Parts()
    bare = _maybe(draw, 4)
    _pages(draw, parts, bare)
    _total(draw, parts, bare)
    _order(draw, parts)
    _filters(draw, parts)
    _finer(draw, parts)
    _projects(draw, parts)
    parts.words["sign_in"] = draw(st.sampled_from(SIGN_INS))
    body: dict[str, Any] | None = None
    plain = all("style" not in one and "explode" not in one for one in parts.parameters)
    plain = plain and not (isinstance(parts.words.get("order"), dict) and "each" in (parts.words["order"].get("direction") or ()))
    windowed = "window" in parts.words["pages"]  # a body names its offset and its size
    if _maybe(draw, 8) and plain and not windowed and not _leads_by_links(parts.words["pages"]):
        body, parts.parameters = {one["name"]: one["schema"] for one in parts.parameters}, []
        parts.words["reads"] = True
        _ordered_by_objects(draw, parts, body)
        _deeper(draw, parts, body)
    if len(parts.words["filters"]) > 1 and _maybe(draw, 4):
        several: list[Any] = draw(st.lists(st.sampled_from(sorted(parts.words["filters"])), min_size=2, max_size=4, unique=True))
        parts.words["apart"] = [several if _maybe(draw) else [several[:1], several[1:]]]
    tagged = any(one.get("field") == "/tags/*" for one in parts.words["filters"].values()) or "inner" in parts.words.get("projects", {})
    shown = {"record": TAGGED} if tagged else {}
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


def _ordered_by_objects(draw: st.DrawFn, parts: _Parts, body: dict[str, Any]) -> None:
    """Half of the orders of a body are asked for by an object for each key."""
    order = parts.words.get("order")
    if not isinstance(order, dict) or "by" not in order or _maybe(draw):
        return
    order.pop("separator", None)
    order["direction"] = draw(st.sampled_from(OBJECTS))
    one = {"type": "object"}
    body["sort"] = {"type": "array", "items": one} if order.get("repeated") or _maybe(draw) else one


def _deeper(draw: st.DrawFn, parts: _Parts, body: dict[str, Any]) -> None:
    """Some filters of a body stand in an object within an object."""
    filters = parts.words["filters"]
    moved = [name for name, one in filters.items() if not {"parameter", "within"} & one.keys() and _maybe(draw, 3)]
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
