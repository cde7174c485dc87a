"""Where a parameter stands inside JSON: the names of properties on the way to it, outermost first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract.model import Parameter

__all__ = ["in_json", "nested", "outermost", "steps_to"]


def steps_to(known: Mapping[str, Parameter], name: str) -> tuple[str, ...]:
    """The names on the way to a parameter: that of the outermost one that holds it, then those of properties."""
    one = known.get(name)
    if one is None or one.carrier is None or one.spelling != "json":
        return (name,)
    return (*steps_to(known, one.carrier), name[len(one.carrier) + 1 :])


def outermost(known: Mapping[str, Parameter], name: str) -> str:
    """The parameter of the request that holds a parameter; itself where it stands in none."""
    one = known.get(name)
    return name if one is None or one.carrier is None else outermost(known, one.carrier)


def in_json(parameter: Parameter | None, value: Any) -> Any:
    """A value as it stands in JSON: one of a list is a list of one."""
    return [value] if parameter is not None and parameter.kind == "array" and not isinstance(value, list | tuple) else value


def nested(values: Mapping[tuple[str, ...], Any]) -> dict[str, Any]:
    """Values by the names on the way to them, as one object."""
    found: dict[str, Any] = {}
    for (*outer, last), value in values.items():
        held = found
        for step in outer:
            held = held.setdefault(step, {})
        held[last] = value
    return found
