"""What `records`, `total` and `pages` name is there: parameters of the query, fields and headers of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from listproof.contract.cursors import FEWEST_NUMBERS, gives_numbers, numbers_for, takes_numbers
from listproof.contract.node import Node
from listproof.contract.pages import ADDRESSED
from listproof.contract.pointer import absent
from listproof.contract.rules.ends import ended
from listproof.contract.rules.headers import number_in_header
from listproof.contract.rules.looking import answer_field, parameter, query_parameter, record_field
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.schemas import usable
from listproof.contract.rules.text_cursors import text_cursors
from listproof.contract.rules.told import told_of_pages
from listproof.contract.text import Mistake
from listproof.contract.words.ordering import turned_by
from listproof.contract.words.paging import KINDS, safe_size

__all__ = ["paged"]

_NUMBERS = ("integer", "number", "string")

_KEY = ("last", "spelled", "encoded")
"""What makes a cursor of a record: it is the same on the way on and on the way back."""


def paged(places: Places) -> Iterator[Mistake]:
    """Pointers, headers and parameters of `total` and `pages` that are none, and words that say nothing where they stand."""
    yield from _number(places, "total", places.listing.get("total", "at"))
    yield from _number(places, "total.pages", places.listing.get("total", "pages"))
    yield from _number(places, "total.shown", places.listing.get("total", "shown"))
    yield from _complete(places)
    pages = places.listing.get("pages")
    for kind in KINDS:
        step = pages.get(kind)
        if not step:
            continue
        yield from query_parameter(places, f"pages.{kind}", step.get("parameter").text, step.get("parameter"))
        yield from answer_field(places, "pages.echo", step.get("echo"), *_NUMBERS)
        for word in ("next", "previous"):
            yield from _lead(places, kind, word, step)
        yield from _edges(places, kind, step, pages.get("size", "means"))
        if kind in ("cursor", "link") and not step.get("end"):
            yield step.mistake("pages.end is missing; expected how the last page is told: absent, null, blank, same, empty, or a field")
        yield from ended(places, step)
        yield from _life(step)
        yield from _inserted(kind, step)
        yield from _numbered(places, kind, step)
        yield from text_cursors(places, step) if kind == "cursor" else ()
        yield from _whole_object(places, kind, step)
        if kind in ADDRESSED and pages.get("size", "means").value == "any":
            yield pages.get("size", "means").mistake(
                "size.means: no address leads on from a page that is empty though more follow; expected exactly or at-most, or a cursor"
            )
        for lead in (step.get("next"), step.get("previous")):
            linked = kind == "link" or lead.get("as").value == "link" or any(lead.get(word) for word in ("link", "rel"))
            if places.method == "post" and lead and linked and lead.get("as").value != "token":
                yield lead.mistake(f"pages.{lead.path[-1]}: what is read by POST cannot be reached by a link; expected a token")
    size = pages.get("size")
    yield from query_parameter(places, "size", size.get("parameter").text, size.get("parameter"))
    yield from answer_field(places, "size.echo", size.get("echo"), *_NUMBERS)
    yield from _safe(places, size)
    yield from _listed(places, size)
    yield from _window(places, pages)
    yield from _same(places)
    yield from told_of_pages(places)


def _complete(places: Places) -> Iterator[Mistake]:
    """A complete length that is said to be that of this page."""
    total = places.listing.get("total")
    if total.get("shown", "range"):
        yield total.get("shown").mistake("total.shown: a range tells the complete length; expected a pointer or a header, or total.at")


def _number(places: Places, what: str, place: Node) -> Iterator[Mistake]:
    yield from answer_field(places, what, place, *_NUMBERS)
    for word in ("header", "range"):
        yield from _header(places, what, place.get(word))
    yield from number_in_header(places, what, place)


def _header(places: Places, what: str, name: Node) -> Iterator[Mistake]:
    """A header that the 200 response describes, whatever its case; a response that describes none may have any."""
    described = [header for header, _ in places.operation.get("responses", "200", "headers").items()]
    if name.text is not None and described and name.text.casefold() not in {header.casefold() for header in described}:
        yield name.mistake(f"{what}: the 200 response describes no header {name.text!r}; expected one of {', '.join(described)}")


def _same_key(what: str, ahead: Node, back: Node) -> Iterator[Mistake]:
    """That what leads back is made of a record in another way than what leads on."""
    for told in _KEY:
        if back.get(told).value != ahead.get(told).value:
            expected = (
                f"{told}: {ahead.get(told).value!r}, as pages.next has it" if ahead.get(told) else f"no {told}, as pages.next has none"
            )
            yield back.mistake(f"{what}: a page ends before a record as the next begins after one; expected {expected}")


def _lead(places: Places, kind: str, word: str, step: Node) -> Iterator[Mistake]:
    what, lead = f"pages.{word}", step.get(word)
    yield from answer_field(places, what, lead)
    yield from answer_field(places, what, lead.get("at"))
    yield from answer_field(places, what, lead.get("rel", "at"), "array")
    yield from _header(places, what, lead.get("header"))
    yield from record_field(places, what, lead.get("last"), single=True)
    yield from query_parameter(places, what, lead.get("parameter").text, lead.get("parameter"))
    form = lead.get("as")
    if lead.get("last") and form.value == "link":
        yield form.mistake(f"{what}: a field of the last record is no link; expected as: token, or none")
    if kind == "link" and (form.value == "token" or lead.get("last")):
        yield (form or lead).mistake(f"{what}: a listing that is cut by links alone leads by links; expected as: link, or a cursor")
    keyed = step.get("next", "last") and word == "previous"
    if keyed and lead and not (lead.get("last") and lead.get("parameter").text not in (None, step.get("parameter").text)):
        yield lead.mistake(f"{what}: pages that go on after a record go back before one; expected last, and a parameter of its own")
    elif keyed and lead:
        yield from _same_key(what, step.get("next"), lead)
    linked = form.value == "link" or kind == "link" or lead.get("link") or lead.get("rel")
    for said in ("spelled", "encoded", "beside"):
        if lead.get(said) and linked and form.value != "token":
            yield lead.get(said).mistake(f"{what}.{said}: a link is followed as it stands; expected as: token, or no {said}")
    yield from _bytes(places, what, lead)
    yield from _of_one_kind(places, what, lead, lead.get("parameter").text or step.get("parameter").text or "")
    yield from _no_number(places, kind, word, step)
    for name, value in lead.get("beside").items():
        yield from query_parameter(places, f"{what}.beside", name, value)
        taken = {step.get("parameter").text, lead.get("parameter").text, places.listing.get("pages", "size", "parameter").text}
        if name in taken or name in dict(places.listing.get("filters").items()):
            yield value.mistake(f"{what}.beside: {name} pages or filters already; expected a parameter of its own")
    if lead.get("parameter") and (word == "next" or (linked and form.value != "token" and kind != "cursor")):
        expected = "the parameter of the pager" if word == "next" and kind != "link" else "none, for a link says it"
        yield lead.get("parameter").mistake(f"{what}: there is no use for a parameter of its own; expected {expected}")


def _no_number(places: Places, kind: str, word: str, step: Node) -> Iterator[Mistake]:
    """A text that is to be sent as the number of a page or of a record: an address that nobody said to follow."""
    lead = step.get(word)
    pointer = lead.text or lead.get("at").text or ""
    taking = places.parameters.get(lead.get("parameter").text or step.get("parameter").text or "")
    field = places.fields.get(pointer)
    if kind not in ADDRESSED or lead.get("as").value == "link" or taking is None or field is None:
        return
    texts = "string" in types(field) and not set(types(field)) & {"integer", "number"}
    if texts and not field.get("pattern") and takes_numbers(usable(taking) or {}):
        name = lead.get("parameter").text or step.get("parameter").text
        yield lead.mistake(
            f"pages.{word}: {pointer} is text, and {name} takes a number; expected as: link, or a pattern of digits in the field's schema"
        )


def _edges(places: Places, kind: str, step: Node, means: Node) -> Iterator[Mistake]:
    """Links to the first and to the last page that stand nowhere, where another link does, or that nobody can follow."""
    for word in ("first-page", "last-page"):
        what, edge = f"pages.{word}", step.get(word)
        yield from answer_field(places, what, edge, "string")
        yield from answer_field(places, what, edge.get("at"), "string")
        yield from answer_field(places, what, edge.get("rel", "at"), "array")
        yield from _header(places, what, edge.get("header"))
        if edge and places.method == "post":
            yield edge.mistake(f"{what}: what is read by POST cannot be reached by a link; expected none")
    last = step.get("last-page")
    if last and (means.value == "any" or (not means and kind != "number")):
        yield last.mistake(
            "pages.last-page: no page is known to be the last where pages may hold any number of records; expected none, or a size"
        )
    if last and step.get("next", "last"):
        yield last.mistake("pages.last-page: pages that go on after a record are linked by no address of the last one; expected none")


def _bytes(places: Places, what: str, lead: Node) -> Iterator[Mistake]:
    """A cursor that is said to be Base64 is made of a field that is said to be so too."""
    pointer = lead.get("last").text
    field = places.in_record(pointer) if pointer is not None else places.fields.get(lead.get("at").text or "")
    if not lead.get("encoded") or field is None:
        return
    if field.get("contentEncoding").value != "base64" and field.get("format").value != "byte":
        yield lead.get("encoded").mistake(f"{what}.encoded: the field is not said to be Base64; expected contentEncoding: base64 in it")


def _of_one_kind(places: Places, what: str, lead: Node, name: str) -> Iterator[Mistake]:
    """A list that the last record shows, where the parameter takes no list."""
    pointer, taking = lead.get("last").text, places.parameters.get(name)
    field = places.in_record(pointer) if pointer is not None else None
    if field is not None and taking is not None and types(field) == ("array",) and types(taking) and "array" not in types(taking):
        yield lead.mistake(f"{what}: {pointer} is array, and {name} takes {' or '.join(types(taking))}; expected type: array in its schema")


def _life(step: Node) -> Iterator[Mistake]:
    lives = step.get("lives")
    if lives and not step.get("expired"):
        yield lives.mistake("pages.lives: nothing says what becomes of a cursor that is older; expected expired: refused beside it")
    if lives and step.get("next", "last"):
        yield lives.mistake("pages.lives: what the last record shows has no age; expected none, or a token")


def _inserted(kind: str, step: Node) -> Iterator[Mistake]:
    """A walk that is said to be stable, or not, where each of its pages is asked for by its address alone."""
    insertion = step.get("insertion")
    if insertion and kind in ADDRESSED:
        yield insertion.mistake(
            "pages.insertion: an address names what stands there by then, so that what comes in before it shifts the page; "
            "expected none, or a cursor or a link"
        )


def _numbered(places: Places, kind: str, step: Node) -> Iterator[Mistake]:
    """Cursors that may be no text, and of whose numbers too few are left to tell one from another or from a made-up one."""
    leads = [step.get(word) for word in ("next", "previous") if step.get(word)]
    if kind != "cursor" or any(lead.get("last") for lead in leads):
        return
    names = [step.get("parameter").text, *(lead.get("parameter").text for lead in leads)]
    fields = [lead.text or lead.get("at").text for lead in leads if lead.get("as").value != "link"]
    numbered = [*_written(names, places.parameters, takes_numbers), *_written(fields, places.fields, gives_numbers)]
    for name, schema, held in numbered:
        listed = next((word for word in ("enum", "const", "multipleOf") if word in held), None)
        if listed is not None:
            yield schema.get(listed).mistake(f"pages.cursor: {name} does not take every number that a cursor may be; expected no {listed}")
    if numbered and len(numbers_for(held for _, _, held in numbered)) < FEWEST_NUMBERS:
        several = " and ".join(name for name, _, _ in numbered)
        yield numbered[0][1].mistake(
            f"pages.cursor: of the numbers from 65,536 to 2,147,483,647, of which cursors are made, {several} leaves too few; "
            "expected wider bounds, or pages by offset where the number is the place of a record"
        )


def _whole_object(places: Places, kind: str, step: Node) -> Iterator[Mistake]:
    """A cursor that is an object: it is one value, which may stand in a field of an object on either side."""
    name, lead = step.get("parameter"), step.get("next")
    for what, said, known in (("parameter", name, places.parameters), ("next", lead.get("at") or lead, places.fields)):
        schema = known.get(said.text) if said.text else None
        if kind == "cursor" and schema is not None and types(schema.meant()) == ("object",):
            yield said.mistake(f"pages.cursor.{what}: {said.text} is an object, and a cursor is one value; expected a field in it")


def _written(
    names: Iterable[str | None], schemas: Mapping[str, Node], chosen: Callable[[Mapping[str, Any]], bool]
) -> Iterator[tuple[str, Node, Mapping[str, Any]]]:
    """Those of the named schemas that are chosen, each with its name and with its references written out."""
    for name in dict.fromkeys(names):
        schema = schemas.get(name) if name is not None else None
        held = usable(schema) if schema is not None else None
        if name is not None and schema is not None and held is not None and chosen(held):
            yield name, schema, held


def _safe(places: Places, size: Node) -> Iterator[Mistake]:
    """A size of which nothing says how large it may be."""
    schema = places.parameters.get(size.get("parameter").text or "")
    said = schema.value if schema is not None and isinstance(schema.value, dict) else {}
    if size and not size.get("safe") and safe_size(said) is None:
        yield size.mistake(
            "size.safe is missing, and its parameter has neither a maximum nor a default; "
            "expected the largest size that a source shows accepted, such as one in an example"
        )


def _listed(places: Places, size: Node) -> Iterator[Mistake]:
    """Sizes that are listed and no whole numbers, of which none holds a record, or that go with no 0."""
    name = size.get("parameter").text or ""
    schema = places.parameters.get(name)
    listed = [] if schema is None else list(schema.get("enum").each())
    least = schema.get("minimum") if schema is not None and not listed else None
    if least and isinstance(least.value, int | float) and least.value < 0:
        yield least.mistake(f"size: {name} takes {least.value}, which is no number of records; expected a minimum of 0 or 1")
    for value in listed:
        if not isinstance(value.value, int) or isinstance(value.value, bool):
            expected = "expected type: integer, and whole numbers in enum"
            yield value.mistake(f"size: {name} lists {value.value!r}, and sizes are numbers; {expected}")
            return
    if listed and schema is not None and max(value.value for value in listed) < 1:
        yield schema.get("enum").mistake(f"size: no size that {name} lists holds a record; expected one of 1 or more")
    if listed and size.get("zero").value not in (absent, None, "refused") and all(value.value != 0 for value in listed):
        yield size.get("zero").mistake(f"size.zero: {name} lists no 0; expected refused, or 0 in enum")


def _window(places: Places, pages: Node) -> Iterator[Mistake]:
    """An offset and a size that are told together: by parameters that are there, under names that are not, and both of them."""
    window = pages.get("window")
    if not window:
        return
    for block in ("offset", "size"):
        if not pages.get(block):
            yield window.mistake(f"pages.window tells an offset and a size together; expected {block} beside it, under a name of its own")
        elif pages.get(block, "parameter").text in places.parameters:
            own = pages.get(block, "parameter")
            yield own.mistake(f"pages.{block}: {own.text} is a parameter; expected a name of its own, for window tells it")
    templates = " ".join(held.text or "" for _, held in window.items())
    for name, held in window.items():
        yield from parameter(places, "pages.window", name, held, "query", "header")
    if "{first}" not in templates or not any(word in templates for word in ("{last}", "{end}", "{size}")):
        yield window.mistake("pages.window: expected {first}, and one of {last}, {end} and {size}, so that both ends of a page are told")


def _same(places: Places) -> Iterator[Mistake]:
    """One parameter for two things."""
    pages, order = places.listing.get("pages"), places.listing.get("order")
    size = pages.get("size", "parameter")
    back = [pages.get(kind, "previous", "parameter").text for kind in KINDS]
    taking = {name for name in (*(pages.get(kind, "parameter").text for kind in KINDS), *back) if name is not None}
    if size.text in taking:
        yield size.mistake(f"size: {size.text} takes the page already; expected another parameter")
    for what, name in (("order.by", order.get("by").text), ("order.direction", turned_by(order.get("direction").value or None))):
        if name in {*taking, size.text} - {None}:
            place = order.get(what.partition(".")[2])
            yield place.mistake(f"{what}: {name} takes the page or its size already; expected another parameter")
