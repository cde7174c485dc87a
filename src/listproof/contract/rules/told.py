"""What an answer tells of its pages and of its records can stand where it is told, and nothing else stands there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.node import Node
from listproof.contract.pages import ADDRESSED
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.schemas import breaches, usable
from listproof.contract.text import Mistake
from listproof.contract.words.paging import KINDS

__all__ = ["told_of_pages"]

_LEADS = ("next", "previous", "first-page", "last-page")
_COUNTS = ("at", "pages", "shown")
_MANY = 257
_OF_HTTP = frozenset({
    "connection", "content-encoding", "content-length", "content-type", "date", "keep-alive", "link", "set-cookie", "trailer",
    "transfer-encoding",
})  # fmt: skip
"""Headers of which a standard says what stands in them."""
_ADDRESS = "http://127.0.0.1:8000/v1/things?limit=10&page_token=" + "A" * 200
_MEMBERS = ("href", "url", "uri", "link")


def told_of_pages(places: Places) -> Iterator[Mistake]:
    """Places that take nothing of what is to be told there, and places at which two things would stand."""
    pages = places.listing.get("pages")
    yield from _numbers(places)
    yield from _shown(places)
    for kind in KINDS:
        step = pages.get(kind)
        for word in _LEADS if step else ():
            yield from _led(places, kind, f"pages.{word}", step.get(word), edge=word.endswith("-page"))
        if kind in ADDRESSED:
            yield from _before_the_first(places, step)
    yield from _at_one_place(places)


def _numbers(places: Places) -> Iterator[Mistake]:
    """Numbers that the schema of their field does not take: of nothing, and of a listing of some hundred records."""
    total = places.listing.get("total")
    capped = total.get("capped").value
    most = capped if isinstance(capped, int) and not isinstance(capped, bool) else _MANY
    for word, numbers in zip(_COUNTS, ((0, most), (0, 2), (0, 2)), strict=True):
        field = places.fields.get(total.get(word).text or "") if total.get(word).text else None
        held = usable(field) if field is not None else None
        what = "total" if word == "at" else f"total.{word}"
        for name in ("header", "range"):
            yield from _of_http(what, total.get(word, name))
        texts = field is not None and set(types(field)) - {"null"} == {"string"}
        for number in numbers if held is not None else ():
            wrong = breaches(held or {}, str(number) if texts else number)
            if wrong:
                expected = "which may have to be told; expected wider words"
                yield total.get(word).mistake(f"{what}: its field takes no {number}, {expected}: {wrong}")
                break


def _shown(places: Places) -> Iterator[Mistake]:
    """Records of which no page may be without any, though one may be asked for that has none."""
    held = places.fields.get(places.records)
    least = held.get("minItems") if held is not None else None
    name = places.records or "the answer"
    if least and isinstance(least.value, int) and least.value > 0:
        yield least.mistake(f"records: {name} never holds fewer than {least.value}; expected no minItems, for a page may be empty")
    record = places.fields.get(f"{places.records}/*")
    kinds = set(types(record)) - {"null"} if record is not None else set()
    if record is not None and kinds and not kinds & {"object", "string"}:
        yield record.mistake(f"records: each is {' or '.join(sorted(kinds))}; expected object, or string for plain texts")


def _led(places: Places, kind: str, what: str, lead: Node, *, edge: bool) -> Iterator[Mistake]:
    """A header of HTTP itself, a relation that is none, and a field in which no address can stand."""
    relation = lead.get("link")
    yield from _of_http(what, lead.get("header"))
    if relation.text is not None and set(relation.text) & set(' \t"<>,;'):
        yield relation.mistake(f"{what}: {relation.text!r} is no relation of a link; expected one word")
    if lead.get("rel"):
        yield from _related(places, what, lead.get("rel"))
    pointer = lead.text or lead.get("at").text
    field = places.fields.get(pointer) if pointer else None
    held = usable(field) if field is not None else None
    if field is None or held is None:
        return
    if kind == "link" or edge or lead.get("as").value == "link":
        refusing = [word for word in held if breaches({word: held[word]}, _ADDRESS)]
        if refusing:
            yield lead.mistake(f"{what}: by its {refusing[0]} {pointer} takes no address such as {_ADDRESS[:48]}…; expected wider words")


def _of_http(what: str, header: Node) -> Iterator[Mistake]:
    if (header.text or "").casefold() in _OF_HTTP:
        instead = "{link: RELATION}" if (header.text or "").casefold() == "link" else "another header"
        yield header.mistake(f"{what}: a standard says what {header.text} holds; expected {instead}")


def _related(places: Places, what: str, rel: Node) -> Iterator[Mistake]:
    """An array of links that takes no link of the relation."""
    pointer = rel.get("at").text or ""
    member = next((name for name in _MEMBERS if f"{pointer}/*/{name}" in places.fields), _MEMBERS[0])
    field = places.fields.get(pointer)
    held = usable(field) if field is not None else None
    if held is not None and breaches(held, [{"rel": rel.get("is").text, member: _ADDRESS}]):
        yield rel.mistake(f"{what}: {pointer} takes no link of rel: {rel.get('is').text} and {member} alone; expected wider words")


def _before_the_first(places: Places, step: Node) -> Iterator[Mistake]:
    """A default that asks for a page before the first one."""
    schema, first = places.parameters.get(step.get("parameter").text or ""), step.get("first").value
    default = schema.get("default") if schema is not None else None
    if default and _is_whole(default.value) and _is_whole(first) and default.value < first:
        name = step.get("parameter").text
        expected = "expected them to agree"
        yield step.get("first").mistake(f"pages.first: {default.value}, the default of {name}, comes before {first}; {expected}")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _at_one_place(places: Places) -> Iterator[Mistake]:
    """Two things that would stand at one place of the answer."""
    known: dict[str, str] = {}
    for what, node in _said(places):
        other = known.setdefault(_place(node), what)
        if other != what:
            yield node.mistake(f"{what}: {other} stands there; expected a place of its own")


def _said(places: Places) -> Iterator[tuple[str, Node]]:
    """Everything that an answer tells of its page, with where it stands."""
    listing = places.listing
    yield "records", listing.get("records")
    yield from ((f"total.{word}", listing.get("total", word)) for word in _COUNTS if listing.get("total", word))
    for kind in KINDS:
        step = listing.get("pages", kind)
        yield from ((f"pages.{word}", step.get(word)) for word in _LEADS if step.get(word) and not step.get(word).get("last"))
    for pointer, value in listing.get("success").items():
        yield "success", Node(value.document, value.path, pointer)
    for kind in KINDS:
        for end in listing.get("pages", kind, "end").several():
            yield from (("pages.end", Node(value.document, value.path, pointer)) for pointer, value in _ending(listing, end))


def _ending(listing: Node, end: Node) -> Iterator[tuple[str, Node]]:
    """Fields that tell of the end alone: not the place of the next page, nor a number that counts down to 0."""
    remaining = listing.get("total", "counts").value == "remaining"
    for pointer, value in end.items() if not end.get("link") else ():
        nothing = any(one.value == 0 for one in value.several())
        leading = [listing.get("pages", kind, "next") for kind in KINDS]
        if pointer not in [lead.text or lead.get("at").text for lead in leading] and not (remaining and nothing):
            yield pointer, value


def _place(node: Node) -> str:
    """A place of the answer as text; a range is a part of its header, as an entry of an object in a header is."""
    held = node.value
    if not isinstance(held, Mapping):
        return f"pointer {held}"
    said = {word: inner for word, inner in held.items() if word in ("at", "header", "link", "rel", "range")}
    if set(said) == {"at"}:
        return f"pointer {said['at']}"
    if "header" in said:
        return f"header {str(said['header']).casefold()} {said.get('at', '')}"
    return repr(sorted(said.items()))
