"""Looking names and pointers up: what is none is told with the nearest that there is.

Where what they are looked up in is itself not found, that is the mistake, and what follows from it is held back.
"""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.node import Node
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.wording import instead
from listproof.contract.text import Mistake

__all__ = ["answer_field", "answer_fields", "parameter", "query_parameter", "record_field"]


def parameter(places: Places, what: str, name: str | None, node: Node, *kinds: str) -> Iterator[Mistake]:
    """A name that is no parameter of the request, or none in the places (`kinds`) where it may stand."""
    if name is None or not places.operations:
        return
    known = [one for one in places.parameters if not kinds or places.parameter_places[one] in kinds]
    known += [one for one, carrier in places.virtual.items() if not kinds or places.parameter_places.get(carrier, "query") in kinds]
    known += sorted(places.windowed | places.keyed) if not kinds or "query" in kinds else ()
    place = places.parameter_places.get(name)
    if name not in known and "query" in kinds and place in ("header", "cookie"):
        reason = f"{name!r} stands in a {place}, and of headers only a `window` is asked for beside what every request has"
        yield node.mistake(f"{what}: {reason}; {instead(name, known)}")
    elif name not in known:
        yield node.mistake(f"{what}: there is no {kinds[0] if kinds else 'request'} parameter {name!r}; {instead(name, known)}")


def query_parameter(places: Places, what: str, name: str | None, node: Node) -> Iterator[Mistake]:
    """A name that is nothing which a query may say."""
    yield from parameter(places, what, name, node, "query", "body")


def answer_fields(places: Places) -> list[str]:
    """The pointers that lead to one value of an answer, and not into an array."""
    return [pointer for pointer in places.fields if pointer and "*" not in pointer.split("/")]


def answer_field(places: Places, what: str, node: Node, *kinds: str) -> Iterator[Mistake]:
    """A pointer that leads to no field of the answer, to one of no such type, or into an array."""
    if node.text is None or not places.operations:
        return
    schema = places.fields.get(node.text)
    within = [("*" if step.isdigit() else step) for step in node.text.split("/")]
    if "*" in within and "/".join(within) in places.fields:
        related = ", or for an address in an array of links rel" if what.startswith("pages.") else ""
        yield node.mistake(f"{what}: {node.text} leads into an array or a map; expected a field that stands in none{related}")
    elif schema is None:
        yield node.mistake(f"{what}: {node.text!r} leads to no field of the answer; {instead(node.text, answer_fields(places))}")
    elif kinds and types(schema) and not set(kinds) & set(types(schema)):
        yield node.mistake(f"{what}: {node.text or 'the answer'} is {' or '.join(types(schema))}; expected {' or '.join(kinds)}")


def record_field(places: Places, what: str, node: Node, *, whole: bool = False, single: bool = False) -> Iterator[Mistake]:
    """A pointer that leads to no field of a record; the empty one is a field only where records are plain values.

    `whole`: it also stands for the whole record, where the schema describes none of its fields. `single`: it leads to one value alone.
    """
    if single and node.text is not None and "*" in node.text.split("/"):
        yield node.mistake(f"{what}: {node.text} are several values of a record; expected a field that shows one")
        return
    if node.text is None or places.listing.get("records").text not in places.fields:
        return
    schema = places.in_record(node.text)
    if schema is None or (node.text == "" and (set(types(schema)) & {"object", "array"} or not types(schema))):
        start = f"{places.records}/*"
        known = [pointer[len(start) :] for pointer in places.fields if pointer.startswith(start + "/")]
        if whole and node.text == "" and schema is not None and not known:
            return
        yield node.mistake(f"{what}: {node.text!r} leads to no field of a record; {instead(node.text, known)}")
