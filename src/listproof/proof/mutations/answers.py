"""Changes of what a contract says of its answers: fields, their types, whether they must be there, units, values, the example."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listproof.contract import Contract, Field
from listproof.contract.pointer import at, each, escaped, parts, write
from listproof.proof.mutations.mutation import Mutation, Raw, changed, other_format

__all__ = ["of_answers"]

_ALREADY = "it asks for less: whoever always shows the field keeps to both"
_TYPES = ("string", "integer", "boolean", "array", "object")


def of_answers(contract: Contract, root: Raw) -> Iterator[Mutation]:
    """The changes of every field of the answer, of the media type and of the example."""
    response = f"/paths/{escaped(contract.path)}/{contract.method.lower()}/responses/200"
    content = f"{response}/content"
    media = contract.media_type
    yield Mutation("status.200", "it is another", lambda: root, weaker="an answer of any other status is no good answer to any law")
    yield Mutation("media-type", "it is text/other+json", changed(root, content, {"text/other+json": at(root, content)[media]}))
    if contract.example is not None:
        yield Mutation("example", "its records show one more field", lambda: _example(contract, root, response))
    schema = f"{content}/{escaped(media)}/schema"
    for field in contract.fields:
        yield from _field(contract, root, schema, field)


def _example(contract: Contract, root: Raw, response: str) -> Raw:
    """The document with one more field in every record of its example, wherever the example stands."""

    def more(value: Any) -> Any:
        if value == contract.example:
            for index, record in enumerate(each(value, contract.records + "/*")):
                value = write(value, f"{contract.records}/{index}", {**record, "listproof": 1})
            return value
        if isinstance(value, dict):
            return {key: more(inner) for key, inner in value.items()}
        return [more(inner) for inner in value] if isinstance(value, list) else value

    return write(root, response, more(at(root, response)))  # type: ignore[no-any-return]


def _place(schema: str, field: Field) -> str:
    """The pointer to a field's schema in the document."""
    place = schema
    for step in parts(field.pointer):
        place += "/items" if step == "*" else f"/properties/{escaped(step)}"
    return place


def _field(contract: Contract, root: Raw, schema: str, field: Field) -> Iterator[Mutation]:
    fact, place = f"fields.{field.pointer}", _place(schema, field)
    parent, _, name = place.rpartition("/")
    last = parts(field.pointer)[-1]
    holder = parent.rpartition("/")[0]
    required = at(root, holder).get("required", []) if last != "*" else []
    if last != "*":
        renames = f"{field.pointer}X", field.pointer
        yield Mutation(fact, f"it is called {name}X", lambda: _moved(root, holder, name, contract.records, field.pointer), renames)
    else:
        yield Mutation(fact, "there are no items", changed(root, place, {}), weaker="an array without a word about its items is any array")
    if field.types:
        other = next(kind for kind in _TYPES if kind not in field.types and not (kind == "integer" and "number" in field.types))
        yield Mutation(f"{fact}.type", f"it is {other}", lambda: _typed(root, place, other))
    if field.required:
        weaker = _ALREADY if last != "*" else "an item of an array is there or it is none"
        yield Mutation(f"{fact}.required", "it may be missing",
                       changed(root, f"{holder}/required", [one for one in required if one != last]) if last != "*" else lambda: root,
                       weaker=weaker)  # fmt: skip
    if "null" in field.types:
        kept = [kind for kind in field.types if kind != "null"]
        yield Mutation(f"{fact}.null", "it is never null", lambda: _typed(root, place, kept[0] if len(kept) == 1 else kept))
    if field.format:
        form, weaker = other_format(field.format, "date")
        yield Mutation(f"{fact}.format", f"it is {form}", changed(root, f"{place}/format", form), weaker=weaker)
    for value in field.enum:
        if value is not None:
            enum = [one for one in field.enum if one != value]
            yield Mutation(f"{fact}.enum.{value}", "it is no value of it", changed(root, f"{place}/enum", enum))


def _moved(root: Raw, holder: str, name: str, records: str, pointer: str) -> Raw:
    """The document with a property under another name, mandatory if it was; where it is on the way to the records, they move too."""
    if records == pointer or records.startswith(pointer + "/"):
        root = write(root, "/x-listing/records", f"{pointer}X{records[len(pointer) :]}")
    schema = at(root, holder)
    properties = {(f"{key}X" if key == parts(f"/{name}")[0] else key): inner for key, inner in schema["properties"].items()}
    required = [f"{one}X" if one == parts(f"/{name}")[0] else one for one in schema.get("required", ())]
    return write(root, holder, {**schema, "properties": properties, "required": required})  # type: ignore[no-any-return]


def _typed(root: Raw, place: str, kind: Any) -> Raw:
    """The document with another type at a schema, and none of what the type carried with it."""
    schema = at(root, place)
    kept = {key: value for key, value in schema.items() if key not in ("enum", "format", "items", "properties", "required", "examples")}
    if kind == "array":
        kept["items"] = {}
    return write(root, place, {**(schema if isinstance(kind, list) or kind in schema.get("type", ()) else kept), "type": kind})  # type: ignore[no-any-return]
