"""The names and pointers of `x-listing` beside pages, order and filters lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.node import Node
from listproof.contract.rules.looking import answer_field, answer_fields, parameter, query_parameter, record_field
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.wording import instead
from listproof.contract.text import Mistake
from listproof.contract.words.paging import KINDS

__all__ = ["named"]


def named(places: Places) -> Iterator[Mistake]:
    """Records, success, identity, settled, scope, projections and base that name what is not there."""
    listing = places.listing
    yield from answer_field(places, "records", listing.get("records"), "array")
    for pointer, value in listing.get("success").items():
        if pointer not in places.fields or "*" in pointer.split("/"):
            yield value.mistake(f"success: {pointer!r} leads to no field of the answer; {instead(pointer, answer_fields(places))}")
    for word in ("identity", "settled"):
        for node in listing.get(word).each():
            yield from record_field(places, word, node, whole=word == "identity", single=True)
    for name, scope in listing.get("scope").items():
        yield from parameter(places, "scope", name, scope, "path")
        yield from record_field(places, f"scope.{name}", scope.get("field"), single=True)
    for name, value in listing.get("base").items():
        yield from query_parameter(places, "base", name, value)
        if name in [listing.get("pages", kind, "parameter").text for kind in KINDS]:
            yield value.mistake(f"base: {name} takes the page; expected the value of the first page as `first` in pages")
    for name, several in listing.get("projects").items():
        yield from query_parameter(places, "projects", name, several)
        for one in several.several():
            yield from _projected(places, name, one)


def _projected(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    for word in ("hides", "adds", "always"):
        for node in one.get(word).each():
            yield from record_field(places, f"projects.{name}.{word}", node)
            if word != "always" and node.text in [held.value for held in places.listing.get("identity").each()]:
                yield node.mistake(f"projects.{name}.{word}: {node.text} tells records apart; expected it in every answer")
    if one.get("inside"):
        yield from _holds_fields(places, name, one.get("inside"))
    if one.get("chosen") and name in places.parameters:
        yield from _named_fields(places, name, one)


def _holds_fields(places: Places, name: str, inside: Node) -> Iterator[Mistake]:
    """A place in a record where no object with fields stands."""
    yield from record_field(places, f"projects.{name}.inside", inside, single=True)
    schema = places.in_record(inside.text or "")
    if schema is not None and not schema.get("properties"):
        yield inside.mistake(f"projects.{name}.inside: {inside.text} is no object whose fields are described; expected one with properties")


def _named_fields(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    """A parameter that is to name fields, and in which names cannot stand, or only one."""
    schema, chosen = places.parameters[name], one.get("chosen")
    kinds = set(types(schema)) - {"null"}
    if kinds == {"boolean"}:
        yield chosen.mistake(f"projects.{name}: a yes or no names no fields; expected given with hides or adds")
    elif kinds and not kinds & {"string", "array"}:
        way_out = "; expected a text with separator, a list of names, or no such parameter in projects"
        held = "an object" if kinds == {"object"} else " or ".join(sorted(kinds))
        yield chosen.mistake(f"projects.{name}: {name} is {held}, in which no list of fields stands{way_out}")
    elif "array" not in kinds and not one.get("separator"):
        yield chosen.mistake(
            f"projects.{name}: {name} is one text, and nothing says what stands between the fields that it names; "
            "expected separator, or type: array in its schema"
        )
