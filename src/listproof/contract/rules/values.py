"""The values that a contract gives fit what would carry them: examples, bodies of errors, and the values of `x-listing`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.node import Node
from listproof.contract.pointer import at
from listproof.contract.rules.places import Places
from listproof.contract.rules.schemas import breaches, usable
from listproof.contract.rules.structured import takes_structure
from listproof.contract.text import Mistake
from listproof.contract.words.ordering import turned_by
from listproof.contract.words.paging import KINDS

__all__ = ["fitting"]


def fitting(places: Places) -> Iterator[Mistake]:
    """Examples, error bodies and values of parameters that their schemas refuse."""
    yield from _examples(places)
    yield from _errors(places)
    yield from _listing(places)


def _refused(what: str, schema: Node, value: Node) -> Iterator[Mistake]:
    held = usable(schema)
    wrong = breaches(held, value.value) if held is not None else None
    if wrong:
        yield value.mistake(f"{what} is refused by its schema: {wrong}")


def _examples(places: Places) -> Iterator[Mistake]:
    for entry in places.parameter_entries:
        name = f"the example of parameter {entry.get('name').text}"
        if entry.get("example") and entry.get("schema"):
            yield from _refused(name, entry.get("schema"), entry.get("example"))
        for _, content in entry.get("content").items():
            for holder in (entry, content):
                if holder.get("example"):
                    yield from _refused(name, content.get("schema"), holder.get("example"))
    for status, response in places.responses:
        for header, inner in response.get("headers").items():
            if inner.get("example"):
                yield from _refused(f"the example of header {header} of {status}", inner.get("schema"), inner.get("example"))
        for _, content in response.get("content").items():
            if content.get("example"):
                yield from _refused(f"the example of response {status}", content.get("schema"), content.get("example"))
            for name, example in content.get("examples").items():
                yield from _refused(f"the example {name!r} of response {status}", content.get("schema"), example.get("value"))


def _errors(places: Places) -> Iterator[Mistake]:
    named = places.root.get("components", "schemas", "Error")
    statuses = {status for status, _ in places.responses}
    for kind, form in places.listing.get("errors").items():
        status = form.get("status")
        if status and str(status.value) not in statuses:
            yield status.mistake(f"errors.{kind}: no response {status.value} is described; expected one of {', '.join(sorted(statuses))}")
        described = [inner.get("schema") for one, response in places.responses for _, inner in response.get("content").items()
                     if one == str(status.value)]  # fmt: skip
        if status.value == 200:
            yield from _denied(places, kind, form)
        for schema in [named] if named else described[:1] if status.value != 200 else []:
            if form.get("body"):
                yield from _refused(f"errors.{kind}: the body", schema, form.get("body"))


def _denied(places: Places, kind: str, form: Node) -> Iterator[Mistake]:
    """A refusal with the status of a good answer, whose body says no other than that one does."""
    success = places.listing.get("success").items()
    if all(at(form.get("body").value, pointer) == value.value for pointer, value in success):
        yield form.mistake(f"errors.{kind}: by its status and its body it is a good answer; expected success, and a body that denies it")


def _listing(places: Places) -> Iterator[Mistake]:
    listing = places.listing
    carried: list[tuple[str, str, Node]] = [("base", name, value) for name, value in listing.get("base").items()]
    pages = listing.get("pages")
    for kind in KINDS:
        carried.append(("pages.first", pages.get(kind, "parameter").text or "", pages.get(kind, "first")))
    carried.append(("size.safe", pages.get("size", "parameter").text or "", pages.get("size", "safe")))
    for name, one in listing.get("filters").items():
        for meaning in one.get("absent").several():
            if meaning.value not in ("everything", "now") and not isinstance(meaning.value, Mapping):
                carried.append((f"filters.{name}.absent", name, meaning))
        carried += [(f"filters.{name}.{word}", name, one.get(word)) for word in ("everything", "example")]
        carried += [(f"filters.{name}.needs", needed, value) for needed, value in one.get("needs").items()]
        for word in ("field", "matches"):
            chooser = one.get(word, "chosen-by").text or ""
            for choice, held in one.get(word, "when").items():
                yield from _chosen(places, f"filters.{name}.{word}.when", chooser, choice, held)
    for name, several in listing.get("projects").items():
        carried += [(f"projects.{name}", name, one.get("given")) for one in several.several()]
    for what, name, value in carried:
        schema = places.value_schema(name)
        # The place of a page is a number even where its parameter is text.
        numbered = what == "pages.first" and not pages.get("cursor")
        if value and schema is not None and not (numbered and schema.get("type").value == "string"):
            one_of_several = what.startswith("projects.") and schema.get("type").value == "array" and schema.get("items")
            yield from _refused(f"{what}: the value for {name}", schema.get("items") if one_of_several else schema, value)
    yield from _order(places)
    yield from _default_order(places)
    yield from _success(places)
    yield from _ends(places)
    yield from _zero(places)


def _order(places: Places) -> Iterator[Mistake]:
    """Each key with each sign, and each word for a direction, is a value of its parameter."""
    order = places.listing.get("order")
    direction, by = order.get("direction"), order.get("by").text or ""
    mark = next((direction.get(sign) for sign in ("prefix", "suffix") if direction.get(sign)), direction.get(""))
    marks = [mark.get("asc").text or "", mark.get("desc").text or ""] if isinstance(mark.value, Mapping) else ["", mark.text or ""]
    of_objects = isinstance(direction.get("spelled").value, Mapping)
    for key, held in () if of_objects or takes_structure(places) else order.get("keys").items():
        for one in dict.fromkeys(marks):
            yield from _chosen(places, "order.keys", by, f"{key}{one}" if direction.get("suffix") else f"{one}{key}", held)
    taken = turned_by(direction.value or None)
    if taken is not None and isinstance(direction.value, str) and _is_boolean(places, taken):
        yield direction.mistake(f"order.direction: {taken} is true or false and takes no asc and desc; expected {{flag: {taken}}}")
    elif taken is not None:
        words = ("false", "true") if direction.get("flag") else ("asc", "desc")
        for word, usual in zip(("asc", "desc"), words, strict=True):
            said = direction.get(word)
            text = (str(said.value).lower() if isinstance(said.value, bool) else str(said.value)) if said else usual
            yield from _chosen(places, f"order.direction: the word for {word}", taken, text, said or direction)


def _is_boolean(places: Places, name: str) -> bool:
    schema = places.value_schema(name)
    return schema is not None and schema.get("type").value == "boolean"


def _ends(places: Places) -> Iterator[Mistake]:
    """The values of fields by which the last page is told: one that its field never has ends no walk."""
    for kind in KINDS:
        for end in places.listing.get("pages", kind, "end").several():
            for pointer, value in end.items():
                for one in value.several() if pointer in places.fields else ():
                    if one.value != "absent" or not isinstance(value.value, list):
                        yield from _refused(f"pages.end: the value at {pointer}", places.fields[pointer], one)


def _zero(places: Places) -> Iterator[Mistake]:
    """What is said of a size of 0 goes with the least size that the parameter documents."""
    size = places.listing.get("pages", "size")
    schema, zero = places.parameters.get(size.get("parameter").text or ""), size.get("zero")
    least = schema.get("minimum").value if schema is not None and schema.get("minimum") else None
    if zero and isinstance(least, int | float) and not isinstance(least, bool):
        if least > 0 and zero.value != "refused":
            yield zero.mistake(f"size.zero: the least size is {least}, and 0 is below it; expected refused, or another minimum")
        if least <= 0 and zero.value == "refused":
            yield zero.mistake(f"size.zero: the least size is {least}, so that 0 is accepted; expected default, empty or everything")


def _chosen(places: Places, what: str, chooser: str, value: str, held: Node) -> Iterator[Mistake]:
    """A choosing value is written as a key, so it is tried as text, as a number and as a flag; of a list it is an item."""
    schema = places.value_schema(chooser)
    whole = usable(schema) if schema is not None else None
    if whole is None:
        return
    if whole.get("type") == "array":
        whole = whole.get("items", {})
    meant: list[Any] = [value, *({"true": True, "false": False}[v] for v in (value,) if v in ("true", "false"))]
    meant += [int(value)] if re.fullmatch("-?[0-9]{1,19}", value) else []
    wrong = [breaches(whole, one) for one in meant]
    if all(wrong):
        yield held.mistake(f"{what}: {chooser} does not take {value!r}: {wrong[-1]}")


def _default_order(places: Places) -> Iterator[Mistake]:
    """The default order is what the defaults of its parameters say."""
    order = places.listing.get("order")
    default = order.get("default")
    direction = order.get("direction")
    if not default or isinstance(default.get(0).value, list) or isinstance(direction.get("spelled").value, Mapping):
        return
    other = direction.get(str(default.get(1).value))
    said = other.value if other else default.get(1).value
    turning = direction.text or direction.get("parameter").text
    for name, node, word in ((order.get("by").text, default.get(0), default.get(0).value), (turning, default.get(1), said)):
        documented = places.parameters[name].get("default") if name is not None and name in places.parameters else None
        if not documented or word in (None, "unspecified"):
            continue
        told = f"order.default says {word}, the default of {name} is {documented.value}"
        if _bare(order, documented.value) != str(word).casefold():
            yield node.mistake(f"{told}; expected them to agree")
        elif node.value == default.get(0).value and _signed(order, documented.value) not in (None, default.get(1).value):
            yield default.get(1).mistake(f"{told}, and the direction is {default.get(1).value}; expected them to agree")


def _signed(order: Node, value: Any) -> str | None:
    """The direction that the sign of a documented default says, or that it says by having none; None where it says neither."""
    text = _first(order, value)
    for sign in ("prefix", "suffix"):
        mark = order.get("direction", sign)
        marks = {"desc": mark.value, "asc": ""} if mark.text else {word: mark.get(word).value for word in ("asc", "desc")}
        has = str.startswith if sign == "prefix" else str.endswith
        said = [word for word, one in marks.items() if isinstance(one, str) and one and has(text, one)]
        said = said or [word for word, one in marks.items() if one == ""]
        if len(said) == 1:
            return said[0]
    return None


def _first(order: Node, value: Any) -> str:
    """The first of the keys that a documented default names."""
    text = str(value[0] if isinstance(value, list) and value else value)
    return text.split(str(order.get("separator").text))[0] if order.get("separator").text else text


def _bare(order: Node, value: Any) -> str:
    """A documented default of a parameter that names keys, without the sign of a direction and the keys that follow."""
    text = _first(order, value)
    for sign in ("prefix", "suffix"):
        mark = order.get("direction", sign)
        for one in [mark.value] if mark.text else [mark.get("asc").value, mark.get("desc").value]:
            if isinstance(one, str) and one:
                text = text.removeprefix(one) if sign == "prefix" else text.removesuffix(one)
    return text.casefold()


def _success(places: Places) -> Iterator[Mistake]:
    for pointer, value in places.listing.get("success").items():
        if pointer in places.fields:
            yield from _refused(f"success: the value at {pointer}", places.fields[pointer], value)
