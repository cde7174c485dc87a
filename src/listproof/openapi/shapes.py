"""What a schema lets stand where: the properties of an object and of its parts, and the single values in a record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract.pointer import escaped

__all__ = ["Shown", "common", "is_single", "item", "kinds", "nullable", "properties", "single_values"]

_EITHER = ("anyOf", "oneOf")
_SINGLE = ("string", "integer", "number", "boolean")
_DEEP = 2

Shown = Mapping[str, Mapping[str, Any]]


def _parts(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A schema with those that it is put together of, the outermost first; of alternatives each."""
    yield schema
    for word in ("allOf", *_EITHER):
        for part in schema.get(word) or ():
            if isinstance(part, Mapping):
                yield from _parts(part)


def kinds(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The JSON types that a schema names, null left out; told by what it holds where it names none."""
    found: dict[str, None] = {}
    for part in _parts(schema):
        kind = part.get("type")
        for one in [kind] if isinstance(kind, str) else kind or ():
            found[one] = None
    if not found:
        for part in _parts(schema):
            if isinstance(part.get("properties"), Mapping):
                found["object"] = None
            elif isinstance(part.get("items"), Mapping):
                found["array"] = None
    return tuple(kind for kind in found if kind != "null")


def nullable(schema: Mapping[str, Any]) -> bool:
    """Whether a schema says that null may stand there."""
    return any("x-null-unsaid" not in part and _takes_null(part) for part in _parts(schema))


def _takes_null(part: Mapping[str, Any]) -> bool:
    return part.get("nullable") is True or "null" in (part.get("type") or ()) or part.get("type") == "null"


def properties(schema: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The properties of an object, those of its parts and alternatives among them; what several parts say of one stands together."""
    found: dict[str, Mapping[str, Any]] = {}
    whole = [id(part) for part in _every(schema)]
    for part in _parts(schema):
        held = part.get("properties")
        for name, inner in held.items() if isinstance(held, Mapping) else ():
            if not isinstance(inner, Mapping):
                continue
            if str(name) not in found:
                found[str(name)] = inner
            elif id(part) in whole:
                known = found[str(name)]
                found[str(name)] = {**known, "allOf": [*(known.get("allOf") or ()), inner]}
            else:
                found[str(name)] = _either(found[str(name)], inner)
    return found


def _either(known: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any]:
    """What two alternatives say of one property: the values of both, or either schema."""
    if all(known.get(word) == other.get(word) for word in ("type", "format", "enum", "properties", "items")):
        return known
    if known.get("type") == other.get("type") and isinstance(known.get("enum"), list) and isinstance(other.get("enum"), list):
        return {**known, "enum": [*known["enum"], *(value for value in other["enum"] if value not in known["enum"])]}
    return {"anyOf": [known, other]}


def common(schema: Mapping[str, Any]) -> frozenset[str] | None:
    """The names of the properties that each alternative has; None where there are no alternatives with properties of their own."""
    told = False
    names = {str(name) for part in _every(schema) for name in part.get("properties") or ()}
    for part in _every(schema):
        for word in _EITHER:
            ways = [way for way in part.get(word) or () if isinstance(way, Mapping) and properties(way)]
            if len(ways) < 2:
                names |= {name for way in ways for name in properties(way)}
                continue
            told = True
            held = [frozenset(properties(way)) if (inner := common(way)) is None else inner for way in ways]
            names |= frozenset.intersection(*held)
    return frozenset(names) if told else None


def item(schema: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The schema of the items of an array, the one that says most; None where it is none."""
    if any("type" in part and "array" not in kinds({"type": part["type"]}) for part in _every(schema)):
        return None
    if "object" in kinds(schema) and "array" not in kinds(schema):
        return None
    held: list[Mapping[str, Any]] = [part["items"] for part in _parts(schema) if isinstance(part.get("items"), Mapping)]
    if not any(isinstance(part.get("items"), Mapping) for part in _every(schema)):
        ways = [inner for inner in held if properties(inner)]
        if len(ways) > 1:
            return {"anyOf": ways}
    if held:
        return next((inner for inner in held if properties(inner)), None) or next((inner for inner in held if inner), held[0])
    return {} if kinds(schema) == ("array",) else None


def _every(schema: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A schema with those that it is put together of, alternatives left out."""
    yield schema
    for part in schema.get("allOf") or ():
        if isinstance(part, Mapping):
            yield from _every(part)


def is_single(schema: Mapping[str, Any]) -> bool:
    """Whether one value stands there: a text, a number, or true or false."""
    found = kinds(schema)
    return bool(found) and all(kind in _SINGLE for kind in found)


def single_values(record: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """The single values of a record by their pointer, the outermost first; those of its objects too, two steps deep."""
    found: dict[str, Mapping[str, Any]] = {}
    level = [("", record)]
    for _ in range(_DEEP + 1):
        further = []
        for pointer, schema in level:
            for name, inner in properties(schema).items():
                at = f"{pointer}/{escaped(name)}"
                if is_single(inner):
                    found.setdefault(at, inner)
                elif kinds(inner) == ("object",):
                    further.append((at, inner))
        level = further
    return found
