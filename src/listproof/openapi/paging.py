"""How a listing is cut into pages, told from the names of its parameters and of what its answer holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from listproof.openapi.shapes import escaped, is_single, item, kinds, nullable, properties
from listproof.openapi.words import plain, words

__all__ = ["Paging", "is_paging", "paging"]

_SIZES = (
    "limit", "per_page", "items_per_page", "page_size", "pagesize",
    "max_results", "maxresults", "top", "page_limit", "size", "max_items", "max_keys",
    "rows", "num", "results_per_page", "count", "first", "take", "max", "maximum", "perpage", "page_count", "limit_count",
)  # fmt: skip
_NUMBERS = ("page", "page_number", "page_num", "page_no", "page_index", "current_page", "page_idx", "pageno", "p")
_OFFSETS = ("offset", "skip", "start", "start_at", "start_index", "from_index", "first_result", "page_offset", "begin")
_CURSORS = (
    "cursor", "page_token", "next_token", "next_page_token", "continue", "continuation_token", "marker", "next_marker", "starting_after",
    "after", "page_cursor", "start_cursor", "next_cursor", "page_after", "pagination_token", "token", "last_evaluated_key", "skip_token",
    "exclusive_start_key", "start_token", "scroll_id", "next", "after_id", "since_id", "since", "last_id", "last", "from_id",
    "stream_position", "page",
)  # fmt: skip
_OF_RECORDS = ("starting_after", "since_id", "after_id", "last_id", "from_id", "since")
_BACK = ("before", "ending_before", "previous_token", "prev_cursor", "page_before", "previous_cursor", "before_id", "prev_token")
_NEXTS = (
    "next_cursor", "next_page_token", "next_token", "next_marker", "next_page", "continue", "continuation_token", "end_cursor", "cursor",
    "next", "after", "marker", "next_link", "odata_next_link", "next_url", "next_page_url", "next_href", "scroll_id", "page_token",
    "last_evaluated_key", "next_page_cursor", "stream_position", "next_stream_position",
)  # fmt: skip
_HOLDERS = (
    "meta", "metadata", "pagination", "paging", "page", "links", "page_info", "response_metadata", "cursors", "pages", "cursor", "link",
    "next", "result", "data",
)  # fmt: skip
_MORE = ("has_more", "has_next", "has_next_page", "more", "is_truncated", "truncated", "has_more_results")
_NO_MORE = ("is_last", "is_last_page", "last_page", "last", "at_end", "is_end")
_LARGEST = re.compile(
    r"(?:max(?:imum)?(?:\s+(?:is|of|value|number|page\s+size|limit|allowed))*|up\s+to|at\s+most|between\s+1\s+and)\D{0,12}?(\d{1,4})", re.I
)
_SAFE = 10
_PREVIOUS = ("prev", "previous")

Parameters = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Paging:
    """The block `pages` as guessed, the parameters that it takes, and why; `fixed` is the size to read with where a few are listed."""

    block: Any
    taken: frozenset[str]
    why: str
    fixed: Mapping[str, Any] = field(default_factory=dict)


def is_paging(name: str) -> bool:
    """Whether a parameter is called as those are that cut a listing into pages."""
    return plain(name) in {*_SIZES, *_NUMBERS, *_OFFSETS, *_CURSORS}


def paging(parameters: Parameters, answer: Mapping[str, Any], records: str, headers: Mapping[str, Any]) -> Paging:
    """How pages are asked for and how one leads to the next; `parameters` are those of the query by name, each with its schema.

    A parameter's `description` stands in its schema where the document gives one. `headers` are those of the good answer.
    """
    size = _named(parameters, _SIZES, _is_number)
    linked = _next_header(headers)
    back = _named(parameters, _BACK, lambda schema: not _is_time(schema))
    nexts = list(_nexts(answer, records))
    number = _named(parameters, _NUMBERS, _is_number)
    offset = _named(parameters, _OFFSETS, _is_number)
    cursor = _cursor(parameters, nexts, linked, size is not None, records == "")
    both = number is not None and offset is not None
    if both:
        size = _of_pages(parameters) or size
    taken = {name for name in (size, back) if name}
    taken |= {name for name in parameters if both and (name == offset or _is_size(name, parameters[name]))}
    if number is not None and not (cursor is not None and cursor[0] == number):
        step: dict[str, Any] = {"parameter": number, "first": _first(parameters[number], 1)}
        if linked:
            step["next"] = linked
        block, why = {"number": step}, f"the parameter is called {number} and takes a number"
        taken.add(number)
    elif offset is not None:
        block, why = (
            {"offset": {"parameter": offset, "first": _first(parameters[offset], 0)}},
            f"the parameter is called {offset} and takes a number",
        )
        taken.add(offset)
        taken |= {name for name in parameters if plain(name) in _CURSORS and cursor is not None and name == cursor[0]}
    elif cursor is not None:
        name, lead, why = cursor
        taken.add(name)
        if isinstance(lead, Mapping) and "link" in lead:
            block = {"link": {"next": lead, "end": "absent"}}
        else:
            block = {"cursor": {"parameter": name, "next": lead, "end": _end(answer, records, lead, nexts)}}
    elif nexts and _is_link(nexts[0]):
        at, schema = nexts[0]
        block, why = (
            {"link": {"next": at, "end": _ends_of(schema)}},
            f"no parameter takes a page, and {at} is called as a link to the next one is",
        )
    elif linked and size is not None:
        block, why = {"link": {"next": linked, "end": "absent"}}, "no parameter takes a page, and the answer describes a Link header"
    else:
        return Paging("none", frozenset(), "no parameter takes a page, and nothing in the answer leads to a next one")
    listed = list(parameters[size].get("enum") or ()) if size is not None else []
    if size is not None and listed and not all(type(one) is int and one > 0 for one in listed):
        return Paging(block, frozenset(taken), why, {size: listed[-1]})
    addressed = "number" in block or "offset" in block
    for step in block.values():
        _lead_by_links(step, answer, nexts, addressed=addressed, back=back is not None)
    if size is not None:
        # Who asks for the place behind a page by its size loses what a page that holds fewer leaves out.
        block["size"] = {"parameter": size, "means": "exactly" if addressed else "at-most", "safe": _safe(parameters[size])}
    return Paging(block, frozenset(taken), why)


def _lead_by_links(step: dict[str, Any], answer: Mapping[str, Any], nexts: list[tuple[str, Any]], *, addressed: bool, back: bool) -> None:
    """Add to a pager how its end is told where pages have addresses, the link to the next page beside those, and what leads back.

    `back`: another parameter takes what leads back.
    """
    if addressed:
        step |= {"end": end} if (end := next(_flags(answer), None)) else {}
        if "next" not in step and nexts and _is_link(nexts[0]):
            step["next"] = {"at": nexts[0][0], "as": "link"}
            step.setdefault("end", _ends_of(nexts[0][1]))
    lead = step.get("next")
    at = lead["at"] if isinstance(lead, Mapping) and "as" in lead else lead
    before = _before(answer, at) if isinstance(at, str) and not back else None
    if before is not None:
        step["previous"] = {"at": before, "as": "link"} if isinstance(lead, Mapping) else before


def _before(answer: Mapping[str, Any], pointer: str) -> str | None:
    """What stands beside what leads on, in the same form, and is called as what leads back is; None where nothing is."""
    steps, schema = pointer.split("/")[1:], answer
    for place, step in enumerate(steps):
        here = properties(schema)
        if words(step)[:1] != ("next",):
            schema = here.get(step.replace("~1", "/").replace("~0", "~"), {})
            continue
        called = {(word, *words(step)[1:]) for word in _PREVIOUS}
        back = next((name for name in here if words(name) in called), None)
        rest = steps[place + 1 :]
        if back is None or (rest and rest[0] not in properties(here[back])):
            return None
        return "/".join(("", *steps[:place], escaped(back), *rest))
    return None


def _is_size(name: str, schema: Mapping[str, Any]) -> bool:
    return plain(name) in _SIZES and _is_number(schema)


def _of_pages(parameters: Parameters) -> str | None:
    """The size that goes with a page number where an operation takes an offset and its size as well: the one that is called after pages."""
    return next((name for name, schema in parameters.items() if _is_size(name, schema) and "page" in words(name)), None)


def _named(parameters: Parameters, names: tuple[str, ...], fits: Any) -> str | None:
    """The parameter that is called by the first of some names, and whose schema fits."""
    found = [(names.index(plain(name)), name) for name, schema in parameters.items() if plain(name) in names and fits(schema)]
    return min(found)[1] if found else None


def _is_number(schema: Mapping[str, Any]) -> bool:
    found = kinds(schema)
    return not found or bool(set(found) & {"integer", "number"}) or (found == ("string",) and _is_digits(schema))


def _is_digits(schema: Mapping[str, Any]) -> bool:
    shown = [
        schema.get("default"),
        schema.get("example"),
        *(schema.get("examples") or () if isinstance(schema.get("examples"), list) else ()),
    ]
    return any(str(one).isdecimal() for one in shown if one is not None)


def _is_time(schema: Mapping[str, Any]) -> bool:
    return str(schema.get("format", "")).startswith("date") or schema.get("format") == "epoch-milliseconds"


def _cursor(
    parameters: Parameters, nexts: list[tuple[str, Mapping[str, Any]]], linked: Any, sized: bool, bare: bool
) -> tuple[str, Any, str] | None:
    """The parameter that takes a cursor, where the next one stands, and why."""
    for word in _CURSORS:
        for name, schema in parameters.items():
            if plain(name) != word or _is_time(schema) or kinds(schema) in (("boolean",), ("array",), ("object",)):
                continue
            found = _lead(name, word, schema, nexts, linked, sized, bare)
            if found is not None:
                return name, *found
    return None


def _lead(
    name: str, word: str, schema: Mapping[str, Any], nexts: list[tuple[str, Any]], linked: Any, sized: bool, bare: bool
) -> tuple[Any, str] | None:
    if word == "page" and kinds(schema) != ("string",):
        return None
    of_record = word in _OF_RECORDS and (word != "since" or kinds(schema) == ("integer",))
    if of_record and (sized or word != "since"):
        return {"last": ""}, f"the parameter is called {name}, as those are that take a value of the last record"
    if word == "since":
        return None
    if linked:
        return linked, f"the parameter is called {name}, and the answer has a header that leads to the next page"
    close = sorted(nexts, key=lambda one: (-len(set(words(name)) & set(words(one[0]))), one[0].count("/")))
    if close and _is_link(close[0]):
        return {
            "at": close[0][0],
            "as": "link",
        }, f"the parameter is called {name}, and {close[0][0]} is called as an address of the next page is"
    if close:
        return close[0][0], f"the parameter is called {name}, and the answer shows {close[0][0]}"
    if bare and sized and word == "after":
        return {"link": "next"}, f"the parameter is called {name}, and a bare list can lead on by a Link header alone"
    return None


def _nexts(answer: Mapping[str, Any], records: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What stands in an answer and is called as what leads to a next page is, the likeliest first."""
    found = []
    level = [("", answer)]
    for depth in range(4):
        further = []
        for pointer, schema in level:
            for name, inner in properties(schema).items():
                at = f"{pointer}/{escaped(name)}"
                if at == records:
                    continue
                if plain(name) in _NEXTS and is_single(inner) and "boolean" not in kinds(inner):
                    found.append((_NEXTS.index(plain(name)), depth, at, inner))
                elif plain(name) in ("next", "next_page") and "href" in properties(inner):
                    found.append((_NEXTS.index(plain(name)), depth, f"{at}/href", properties(inner)["href"]))
                elif plain(name) in _HOLDERS and item(inner) is None:
                    further.append((at, inner))
        level = further
    yield from ((at, inner) for _, _, at, inner in sorted(found, key=lambda one: one[:3]))


def _is_link(found: tuple[str, Mapping[str, Any]]) -> bool:
    at, schema = found
    names = set(words(at))
    return schema.get("format") in ("uri", "url", "uri-reference") or bool(names & {"link", "links", "url", "href", "uri"})


def _next_header(headers: Mapping[str, Any]) -> Any:
    for name in headers:
        if plain(name) == "link":
            return {"link": "next"}
        if plain(name) in ("next_page", "x_next_page", "x_next_cursor", "x_next_token", "x_continuation_token"):
            return {"header": name}
    return None


def _end(answer: Mapping[str, Any], records: str, lead: Any, nexts: list[tuple[str, Mapping[str, Any]]]) -> Any:
    """How the last page is told: by a flag where the answer shows one, else by what stands where the next cursor would."""
    flag = next(_flags(answer), None)
    if flag is not None:
        return flag
    lead = lead["at"] if isinstance(lead, Mapping) and "as" in lead else lead
    if isinstance(lead, str) and "position" in words(lead):
        return "empty"
    if isinstance(lead, str):
        return _ends_of(next((schema for at, schema in nexts if at == lead), {}))
    return "absent" if isinstance(lead, Mapping) and "header" in lead else "empty"


def _ends_of(schema: Mapping[str, Any]) -> list[str]:
    return ["absent", "null", "blank"] if nullable(schema) or not schema else ["absent", "blank"]


def _flags(answer: Mapping[str, Any]) -> Iterator[dict[str, bool]]:
    """The fields that say whether another page follows, each with what it says on the last one."""
    for name, inner in properties(answer).items():
        if kinds(inner) == ("boolean",) and plain(name) in (*_MORE, *_NO_MORE):
            yield {f"/{escaped(name)}": plain(name) in _NO_MORE}
        elif plain(name) in _HOLDERS and kinds(inner) == ("object",):
            for below, deeper in properties(inner).items():
                if kinds(deeper) == ("boolean",) and plain(below) in (*_MORE, *_NO_MORE):
                    yield {f"/{escaped(name)}/{escaped(below)}": plain(below) in _NO_MORE}


def _first(schema: Mapping[str, Any], usual: int) -> int:
    """The first page or record: the documented default or least, where it is 0 or 1."""
    for word in ("default", "minimum"):
        value = schema.get(word)
        if isinstance(value, int) and not isinstance(value, bool) and value in (0, 1):
            return value
    return usual


def _safe(schema: Mapping[str, Any]) -> int:
    """The largest size that the document shows: of those that it lists, its maximum, the one that a sentence tells, its default, or ten."""
    if schema.get("enum"):
        return int(max(schema["enum"]))
    told = _LARGEST.search(str(schema.get("description", "")))
    for value in (schema.get("maximum"), int(told[1]) if told else None, schema.get("default")):
        if isinstance(value, int | float) and not isinstance(value, bool) and value >= 1:
            return min(int(value), 1000)
    least = schema.get("minimum")
    return max(_SAFE, int(least)) if isinstance(least, int | float) else _SAFE
