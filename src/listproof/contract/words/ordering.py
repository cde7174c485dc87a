"""How a listing is ordered, as `order` says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from listproof.contract.model import AS_SHOWN, Order, OrderKey, Parameter, Source, Turn

__all__ = ["asked_by", "keyed", "order", "turned_by"]


def order(said: Any) -> Order | None:
    """The order of `order`, or None where the document does not say. Raises KeyError where a word is missing."""
    if said is None or said == "unspecified":
        return None
    pairs = _pairs(said.get("default"))
    direction = said.get("direction")
    return Order(
        keys=tuple(_key(name, key) for name, key in said["keys"].items()),
        by=said.get("by"),
        direction=turned_by(direction),
        default=pairs[0] if pairs else None,
        turn=_turn(direction),
        then=pairs[1:],
        separator=said.get("separator"),
        repeated=bool(said.get("repeated", False)),
        each=tuple(direction["each"].items()) if isinstance(direction, Mapping) and "each" in direction else (),
    )


def keyed(said: Any, known: Mapping[str, Parameter], otherwise: Source | None) -> Iterator[Parameter]:
    """The order as a parameter of its own, where the names of others hold its keys: with the source of one of those, else `otherwise`."""
    found = order(said)
    if found is None or not found.each or found.by is None:
        return
    names = (name for template, _ in found.each for name in asked_by(template, [key.name for key in found.keys]))
    place = next((known[name].source for name in names if name in known), otherwise) or Source("", grade="unknown")
    text = {"type": "string"}
    yield Parameter(found.by, "query", {"type": "array", "items": text} if found.repeated else text, place, spelling="keys")


def asked_by(template: str, keys: Sequence[str]) -> Iterator[str]:
    """The names that a template gives to the parameters of the first keys in the first places."""
    for key in keys:
        for place in range(3):
            yield template.replace("{key}", key).replace("{place}", str(place)).replace("{number}", str(place + 1))


def turned_by(direction: Any) -> str | None:
    """The parameter that takes a direction or the flag that turns; None where a sign in the key does, or nothing."""
    if isinstance(direction, Mapping):
        found = direction.get("parameter", direction.get("flag"))
        return None if found is None else str(found)
    return None if direction is None else str(direction)


def _key(name: str, said: Mapping[str, Any]) -> OrderKey:
    nulls, precision = said.get("nulls", "open"), said.get("precision", AS_SHOWN)
    kept = (precision,) if isinstance(precision, str) else tuple(precision)
    return OrderKey(name, said["field"], said["as"], None if nulls == "open" else nulls, kept, said.get("direction"))


def _turn(said: Any) -> Turn | None:
    if said is None:
        return None
    if isinstance(said, str):
        return Turn("parameter", "asc", "desc")
    if "parameter" in said:
        return Turn("parameter", _word(said.get("asc", "asc")), _word(said.get("desc", "desc")))
    if "flag" in said:
        return Turn("flag", _word(said.get("asc", False)), _word(said.get("desc", True)))
    if "each" in said:
        return Turn("each", _word(said.get("asc", "asc")), _word(said.get("desc", "desc")))
    if "spelled" in said:
        words = {way: said.get(way, way) for way in ("asc", "desc")}
        up, down = (_word(word) for word in words.values())
        if isinstance(said["spelled"], Mapping):
            return Turn("object", up, down, objects={way: _with_direction(said["spelled"], word) for way, word in words.items()})
        return Turn("spelled", up, down, str(said["spelled"]))
    kind = "prefix" if "prefix" in said else "suffix"
    mark = said[kind]
    if isinstance(mark, str):
        return Turn(kind, "", mark)  # type: ignore[arg-type]
    return Turn(kind, mark["asc"], mark["desc"])  # type: ignore[arg-type]


def _with_direction(shape: Any, word: Any) -> Any:
    """The object that asks for a key, with the word for a direction in it, of the type that the contract gives it."""
    if isinstance(shape, Mapping):
        return {name: _with_direction(inner, word) for name, inner in shape.items()}
    return word if shape == "{direction}" else shape


def _word(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _pairs(said: Any) -> tuple[tuple[str, str], ...]:
    if not said:
        return ()
    several = said if isinstance(said[0], list) else [said]
    return tuple((str(key), str(direction)) for key, direction in several)
