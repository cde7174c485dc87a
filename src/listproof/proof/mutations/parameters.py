"""Changes of what a contract says of its parameters: name, type, whether mandatory, bounds, default, format, values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from listproof.contract import Contract, Parameter, facts
from listproof.contract.pointer import at, escaped, unescaped
from listproof.proof.mutations.mutation import LESS, Mutation, Raw, changed, other_format, renamed, rewritten

__all__ = ["of_parameters"]

_OTHER_TYPE: Mapping[str, str] = {
    "string": "boolean", "integer": "string", "number": "string", "boolean": "integer", "object": "string", "array": "string",
}  # fmt: skip


_TEXT = "it asks for less: in a query numbers and objects are text as well"
_FLAG = "in a query a flag is the same text"


def of_parameters(contract: Contract, root: Raw) -> Iterator[Mutation]:
    """The changes of every parameter."""
    for parameter in contract.parameters:
        if parameter.spelling == "keys":
            continue
        if parameter.spelling == "window":
            yield from _windowed(contract, root, parameter)
            continue
        if parameter.spelling in ("value", "clause"):
            yield from _virtual(contract, root, parameter)
            continue
        place = _place(contract, root, parameter)
        yield from _name(root, parameter, place)
        yield from _type(contract, root, parameter, place)
        yield from _required(contract, root, parameter, place)
        yield from _bounds(root, parameter, place)
        yield from _values(root, parameter, place)


def _place(contract: Contract, root: Raw, parameter: Parameter) -> str:
    """The pointer to a parameter's schema in the document."""
    operation = f"/paths/{escaped(contract.path)}/{contract.method.lower()}"
    if parameter.place == "body":
        content = at(root, f"{operation}/requestBody/content")
        schema = f"{operation}/requestBody/content/{escaped(next(iter(content)))}/schema"
        return _inner(root, schema, _steps(contract, parameter))
    for base in (f"{operation}/parameters", f"/paths/{escaped(contract.path)}/parameters"):
        for index, item in enumerate(at(root, base) or ()):
            name, deep = item["name"], item.get("style") == "deepObject"
            if name != (parameter.name.split("[")[0] if deep else _steps(contract, parameter)[0]):
                continue
            schema = (
                f"{base}/{index}/schema" if "schema" in item else f"{base}/{index}/content/{escaped(next(iter(item['content'])))}/schema"
            )
            inside = parameter.name[len(name) + 1 :].removesuffix("]").split("][") if deep else _steps(contract, parameter)[1:]
            return _inner(root, schema, inside)
    raise KeyError(parameter.name)


def _inner(root: Raw, schema: str, steps: Sequence[str]) -> str:
    """The pointer to a property some steps into a schema, within what may be null instead."""
    for step in steps:
        held = at(root, schema)
        for word in ("anyOf", "oneOf") if "properties" not in held else ():
            place = next((str(place) for place, one in enumerate(held.get(word) or ()) if "properties" in one), None)
            schema += f"/{word}/{place}" if place is not None else ""
        schema += f"/properties/{escaped(step)}"
    return schema


def _steps(contract: Contract, parameter: Parameter) -> tuple[str, ...]:
    """The names on the way to a property of a body or of a parameter that is JSON."""
    carrier = parameter.carrier
    if carrier is None:
        return (parameter.name,)
    return (*_steps(contract, contract.parameter(carrier)), parameter.name.removeprefix(f"{carrier}."))


def _other_type(contract: Contract, parameter: Parameter) -> tuple[str, str]:
    """Another type, and why nobody notices it. A query writes the text true as it writes the flag, so that a number is meant instead."""
    alone = parameter.carrier is None or parameter.spelling in ("value", "clause")
    said = {str(value).casefold() for value in parameter.enum or (parameter.example,) if value is not None}
    if parameter.kind == "string" and alone and parameter.place != "body" and said <= {"true", "false"}:
        if any(one.name == parameter.name and one.compares == "flag" for one in contract.filters):
            return "boolean", _FLAG
        if said:
            return "integer", ""
    other = _OTHER_TYPE[parameter.kind]
    return other, _TEXT if other == "string" and alone else ""


def _windowed(contract: Contract, root: Raw, parameter: Parameter) -> Iterator[Mutation]:
    """A place or a size within a parameter, or a header, that tells both ends of a page: nothing is said of it but how that is written."""
    whole = f"parameters.{parameter.name}"
    for one in facts(contract):
        if one.id == whole or one.id.startswith(f"{whole}."):
            yield Mutation(one.id, "it is written otherwise", lambda: root, weaker="how a window is written is a fact of its own")


def _virtual(contract: Contract, root: Raw, parameter: Parameter) -> Iterator[Mutation]:
    """A filter's value within another parameter: what is said of it stands at the filter."""
    place = f"/x-listing/filters/{escaped(parameter.name)}"
    fact = f"parameters.{parameter.name}"
    yield Mutation(fact, "it stands otherwise in its parameter", changed(root, f"{place}/spelled", "{}listproof"))
    if "type" in parameter.schema:
        kind, weaker = _other_type(contract, parameter)
        other = {**parameter.schema, "type": kind}
        other.pop("enum", None)
        yield Mutation(f"{fact}.type", f"it is {other['type']}", changed(root, f"{place}/schema", other), weaker=weaker)
    yield Mutation(f"{fact}.required", "it is mandatory", lambda: root, weaker="it asks more of who asks, and nothing of who answers")
    for facet in ("minimum", "maximum", "minLength", "maxLength", "default", "pattern"):
        if facet in parameter.schema:
            without = {key: value for key, value in parameter.schema.items() if key != facet}
            yield Mutation(f"{fact}.{facet}", "nothing is said of it", changed(root, f"{place}/schema", without), weaker=LESS)
    if "format" in parameter.schema:
        form, weaker = other_format(parameter.schema["format"], "epoch-milliseconds")
        yield Mutation(
            f"{fact}.format", f"it is {form}", changed(root, f"{place}/schema", {**parameter.schema, "format": form}), weaker=weaker
        )
    for value in parameter.enum:
        enum = [f"{one}X" if one == value else one for one in parameter.enum]
        yield Mutation(f"{fact}.enum.{value}", f"it is {value}X", changed(root, f"{place}/schema", {**parameter.schema, "enum": enum}))


def _item(place: str) -> str:
    """The pointer to the parameter itself, from that to its schema."""
    steps = place.split("/")
    return "/".join(steps[: steps.index("parameters") + 2])


def _stands_alone(place: str) -> bool:
    """Whether a schema at a place is that of a whole parameter, and of no property of one or of a body."""
    return "/properties/" not in place


def _name(root: Raw, parameter: Parameter, place: str) -> Iterator[Mutation]:
    new = parameter.name + "X"
    change = renamed(parameter.name, new)

    def raw() -> Raw:
        if _stands_alone(place):
            found: Raw = rewritten(root, change)
            braces = "{" + parameter.name + "}"
            return {**found, "paths": {path.replace(braces, "{" + new + "}"): item for path, item in found["paths"].items()}}
        parent, inner = place.rsplit("/", 1)
        inner = unescaped(inner)
        held = at(root, parent)
        moved = changed(root, parent, {(inner + "X" if key == inner else key): value for key, value in held.items()})()
        return {**moved, **{key: rewritten(moved[key], change) for key in ("x-listing", "x-disputes") if key in moved}}

    yield Mutation(f"parameters.{parameter.name}", f"it is called {new}", raw, (new, parameter.name))


def _type(contract: Contract, root: Raw, parameter: Parameter, place: str) -> Iterator[Mutation]:
    given = at(root, place).get("type")
    if given is None:
        return
    other, weaker = _other_type(contract, parameter)
    if parameter.place in ("header", "cookie", "path"):
        weaker = "a header, a cookie and a path hold text, whatever it stands for"
    yield Mutation(f"parameters.{parameter.name}.type", f"it is {other}", changed(root, f"{place}/type", other), weaker=weaker)


def _required(contract: Contract, root: Raw, parameter: Parameter, place: str) -> Iterator[Mutation]:
    fact = f"parameters.{parameter.name}.required"
    less = "" if parameter.required else "it asks more of who asks, and nothing of who answers"
    if parameter.required and parameter.name.casefold() in {str(entry.get("name")).casefold() for entry in contract.sign_in}:
        less = "that a request without a credential is refused is a law of its own"
    if parameter.place == "path":
        yield Mutation(fact, "it may be left out", lambda: root, weaker="without it there is no such path")
    elif _stands_alone(place):
        says = "it may be left out" if parameter.required else "it is mandatory"
        yield Mutation(fact, says, changed(root, f"{_item(place)}/required", not parameter.required), weaker=less)
    else:
        holder = "/".join(place.split("/")[:-2])
        name = unescaped(place.rsplit("/", 1)[1])
        required = [one for one in at(root, holder).get("required", ()) if one != name]
        says = "it may be left out" if parameter.required else "it is mandatory"
        changes = changed(root, f"{holder}/required", required if parameter.required else [*required, name])
        yield Mutation(fact, says, changes, weaker=less)


def _bounds(root: Raw, parameter: Parameter, place: str) -> Iterator[Mutation]:
    for facet in ("minimum", "maximum", "minLength", "maxLength"):
        bound = parameter.schema.get(facet)
        if bound is None:
            continue
        for step in (1, -1):
            weaker = "an empty text is no shorter text, but none" if facet.endswith("Length") and bound + step < 1 else ""
            change = changed(root, f"{place}/{facet}", bound + step)
            yield Mutation(f"parameters.{parameter.name}.{facet}", f"it is {bound + step}", change, weaker=weaker)
    if "pattern" in parameter.schema:
        other = "^[0-9]{4}-[0-9]{2}$"
        yield Mutation(f"parameters.{parameter.name}.pattern", f"it is {other}", changed(root, f"{place}/pattern", other))


def _values(root: Raw, parameter: Parameter, place: str) -> Iterator[Mutation]:
    name = f"parameters.{parameter.name}"
    if parameter.default is not None:
        other = _other(parameter, parameter.default)
        yield Mutation(f"{name}.default", f"it is {other!r}", changed(root, f"{place}/default", other))
    if "format" in parameter.schema:
        form, weaker = other_format(parameter.schema["format"], "epoch-milliseconds")
        yield Mutation(f"{name}.format", f"it is {form}", changed(root, f"{place}/format", form), weaker=weaker)
    holder = f"{place}/items" if parameter.kind == "array" else place
    for value in parameter.enum:
        other = f"{value}X" if isinstance(value, str) else value + 4_099
        enum = [other if one == value else one for one in parameter.enum]
        yield Mutation(f"{name}.enum.{value}", f"it is {other!r}", changed(root, f"{holder}/enum", enum))


def _other(parameter: Parameter, value: Any) -> Any:
    if parameter.enum:
        return next((one for one in parameter.enum if one != value), f"{value}X")
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    return f"{value}X"
