"""The values that a contract gives fit what would carry them: examples, bodies of errors, and the values of `x-listing`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.node import Node
from listproof.contract.rules.places import Places
from listproof.contract.rules.schemas import breaches, usable
from listproof.contract.text import Mistake

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
        for schema in [named] if named else described[:1]:
            if form.get("body"):
                yield from _refused(f"errors.{kind}: the body", schema, form.get("body"))


def _listing(places: Places) -> Iterator[Mistake]:
    listing = places.listing
    carried: list[tuple[str, str, Node]] = [("base", name, value) for name, value in listing.get("base").items()]
    pages = listing.get("pages")
    for kind in ("offset", "number"):
        carried.append(("pages.first", pages.get(kind, "parameter").text or "", pages.get(kind, "first")))
    carried.append(("size.safe", pages.get("size", "parameter").text or "", pages.get("size", "safe")))
    for name, one in listing.get("filters").items():
        for meaning in one.get("absent").several():
            if meaning.value not in ("everything", "now") and not isinstance(meaning.value, Mapping):
                carried.append((f"filters.{name}.absent", name, meaning))
        carried.append((f"filters.{name}.everything", name, one.get("everything")))
        carried += [(f"filters.{name}.needs", needed, value) for needed, value in one.get("needs").items()]
        for word in ("field", "matches"):
            chooser = one.get(word, "chosen-by").text or ""
            for choice, held in one.get(word, "when").items():
                yield from _chosen(places, f"filters.{name}.{word}.when", chooser, choice, held)
    order = listing.get("order")
    for key, held in order.get("keys").items():
        yield from _chosen(places, "order.keys", order.get("by").text or "", key, held)
    for what, name, value in carried:
        schema = places.parameters.get(name)
        # The place of a page is a number even where its parameter is text.
        if value and schema is not None and not (what == "pages.first" and schema.get("type").value == "string"):
            yield from _refused(f"{what}: the value for {name}", schema, value)
    yield from _default_order(places)
    yield from _success(places)


def _chosen(places: Places, what: str, chooser: str, value: str, held: Node) -> Iterator[Mistake]:
    """A choosing value is written as a key, so it is tried as text, as a number and as a flag."""
    schema = places.parameters.get(chooser)
    whole = usable(schema) if schema is not None else None
    if whole is None:
        return
    meant: list[Any] = [value, *({"true": True, "false": False}[v] for v in (value,) if v in ("true", "false"))]
    meant += [int(value)] if value.isdecimal() and len(value) < 20 else []
    wrong = [breaches(whole, one) for one in meant]
    if all(wrong):
        yield held.mistake(f"{what}: {chooser} does not take {value!r}: {wrong[0]}")


def _default_order(places: Places) -> Iterator[Mistake]:
    order = places.listing.get("order")
    default = order.get("default")
    if not default:
        return
    keys = [name for name, _ in order.get("keys").items()]
    key, direction = default.get(0), default.get(1)
    if key.text is not None and key.text not in (*keys, "unspecified"):
        yield key.mistake(f"order.default: there is no key {key.text!r}; expected one of {', '.join(keys)} or unspecified")
    for name, said in ((order.get("by").text, key), (order.get("direction").text, direction)):
        documented = places.parameters[name].get("default") if name is not None and name in places.parameters else None
        if documented and said.text not in (None, "unspecified") and str(documented.value).casefold() != str(said.text).casefold():
            yield said.mistake(f"order.default says {said.text}, the default of {name} is {documented.value}; expected them to agree")


def _success(places: Places) -> Iterator[Mistake]:
    for pointer, value in places.listing.get("success").items():
        if pointer in places.fields:
            yield from _refused(f"success: the value at {pointer}", places.fields[pointer], value)
