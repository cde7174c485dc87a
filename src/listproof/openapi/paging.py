"""How a listing is cut into pages, told from the names of its parameters and of what its answer holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from listproof.openapi.leading import Next, end_of, is_link, lead_by_links, next_header, nexts, told_ends
from listproof.openapi.shapes import kinds
from listproof.openapi.spellings import CAPS, CURSORS, NUMBERS, OF_RECORDS, OFFSETS, PREVIOUS, RANGE_ENDS, SIZES
from listproof.openapi.words import bare, words

__all__ = ["Paging", "is_paging", "paging"]

_LARGEST = re.compile(
    r"(?:max(?:imum)?(?:\s+(?:is|of|value|number|page\s+size|limit|allowed))*|up\s+to|at\s+most|between\s+1\s+and)\D{0,12}?(\d{1,4})", re.I
)
_SAFE = 10

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
    return bare(name) in {*SIZES, *NUMBERS, *OFFSETS, *CURSORS}


def paging(parameters: Parameters, answer: Mapping[str, Any], records: str, headers: Mapping[str, Any]) -> Paging:
    """How pages are asked for and how one leads to the next; `parameters` are those of the query by name, each with its schema.

    A parameter's `description` stands in its schema where the document gives one. `headers` are those of the good answer.
    """
    found = list(nexts(answer, records))
    parameters = parameters if _given("offset", found) else _with_numbers(parameters)
    size = _named(parameters, SIZES, _is_number)
    linked = next_header(headers)
    back = _named(parameters, PREVIOUS, lambda schema: not _is_time(schema))
    number = _named(parameters, NUMBERS, _is_number)
    offset = _named({name: schema for name, schema in parameters.items() if not _is_bound(name, parameters)}, OFFSETS, _is_number)
    cursor = _cursor(parameters, found, linked, size is not None, records == "")
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
        taken |= {name for name in parameters if bare(name) in CURSORS and cursor is not None and name == cursor[0]}
    elif cursor is not None:
        name, lead, why = cursor
        taken.add(name)
        if isinstance(lead, Mapping) and "link" in lead:
            block = {"link": {"next": lead, "end": "absent"}}
        else:
            block = {"cursor": {"parameter": name, "next": lead, "end": end_of(answer, lead, found)}}
    elif found and is_link(found[0]):
        at, schema = found[0]
        block, why = (
            {"link": {"next": at, "end": told_ends(schema)}},
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
    if size is not None and bare(size) in CAPS and ("link" in block or addressed):
        return Paging(_capped(block, parameters[size], size, addressed=addressed), frozenset(taken), why)
    for step in block.values():
        lead_by_links(step, answer, found, addressed=addressed, back=back is not None, sized=size is not None)
    if size is not None:
        # Who asks for the place behind a page by its size loses what a page that holds fewer leaves out.
        block["size"] = {"parameter": size, "means": "exactly" if addressed else "at-most", "safe": _safe(parameters[size])}
    return Paging(block, frozenset(taken), why)


def _capped(block: dict[str, Any], schema: Mapping[str, Any], size: str, *, addressed: bool) -> dict[str, Any]:
    """A pager whose size bounds all that comes, links included: beside addresses no link is claimed, and beside a link no size."""
    return {**block, "size": {"parameter": size, "means": "exactly", "safe": _safe(schema)}} if addressed else block


def _is_bound(name: str, parameters: Parameters) -> bool:
    """Whether a `from` has its `to`, or a `start` its `end`: the lower end of a range, and no place to begin at."""
    return any(bare(one) in RANGE_ENDS.get(bare(name), ()) for one in parameters)


def _is_size(name: str, schema: Mapping[str, Any]) -> bool:
    return bare(name) in SIZES and _is_number(schema)


def _of_pages(parameters: Parameters) -> str | None:
    """The size that goes with a page number where an operation takes an offset and its size as well: the one that is called after pages."""
    return next((name for name, schema in parameters.items() if _is_size(name, schema) and "page" in words(name)), None)


def _named(parameters: Parameters, names: tuple[str, ...], fits: Any) -> str | None:
    """The parameter that is called by the first of some names, and whose schema fits."""
    found = [(names.index(bare(name)), name) for name, schema in parameters.items() if bare(name) in names and fits(schema)]
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


def _with_numbers(parameters: Parameters) -> Parameters:
    """The parameters with a size and an offset that are both texts taken for numbers: so PostgREST describes its `limit` and `offset`."""
    texts = {name: schema for name, schema in parameters.items() if kinds(schema) == ("string",) and not schema.get("enum")}
    sizes, offsets = ([name for name in texts if bare(name) in names] for names in (("limit",), ("offset",)))
    made = {name: {**texts[name], "type": "integer"} for name in (*sizes, *offsets)} if sizes and offsets else {}
    return {**parameters, **made}


def _is_time(schema: Mapping[str, Any]) -> bool:
    return str(schema.get("format", "")).startswith("date") or schema.get("format") == "epoch-milliseconds"


def _cursor(parameters: Parameters, shown: list[Next], linked: Any, sized: bool, root: bool) -> tuple[str, Any, str] | None:
    """The parameter that takes a cursor, where the next one stands, and why."""
    for word in CURSORS:
        for name, schema in parameters.items():
            if bare(name) != word or _is_time(schema) or kinds(schema) in (("boolean",), ("array",), ("object",)):
                continue
            led = _lead(name, word, schema, shown, linked, sized, root)
            if led is not None:
                return name, *led
    return None


def _lead(
    name: str, word: str, schema: Mapping[str, Any], shown: list[Next], linked: Any, sized: bool, root: bool
) -> tuple[Any, str] | None:
    if word in ("page", "offset") and (kinds(schema) != ("string",) or (word == "offset" and not _given(word, shown))):
        return None
    of_record = word in OF_RECORDS and (word != "since" or kinds(schema) == ("integer",))
    if of_record and (sized or word != "since"):
        return {"last": ""}, f"the parameter is called {name}, as those are that take a value of the last record"
    if word == "since":
        return None
    if linked:
        return linked, f"the parameter is called {name}, and the answer has a header that leads to the next page"
    close = sorted(shown, key=lambda one: (-len(set(words(name)) & set(words(one[0]))), one[0].count("/")))
    if close and is_link(close[0]):
        return {
            "at": close[0][0],
            "as": "link",
        }, f"the parameter is called {name}, and {close[0][0]} is called as an address of the next page is"
    if close:
        return close[0][0], f"the parameter is called {name}, and the answer shows {close[0][0]}"
    if root and sized and word == "after":
        return {"link": "next"}, f"the parameter is called {name}, and a bare list can lead on by a Link header alone"
    return None


def _given(word: str, shown: list[Next]) -> bool:
    """Whether an answer gives what is called so."""
    return any(word in words(at) for at, _ in shown)


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
