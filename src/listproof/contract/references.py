"""References of a schema written out, so that it stands on its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract import pointer as pointers
from listproof.contract.size import MOST_UNFOLDED

__all__ = ["Unfolding", "resolved"]


class Unfolding(ValueError):
    """References that write out to more than anybody reads."""


def resolved(schema: Any, root: Mapping[str, Any]) -> Any:
    """A schema with its local references written out; ValueError where one leads nowhere, out of the file, to itself, or to too much."""
    return _resolved(schema, root, (), [MOST_UNFOLDED])


def _resolved(schema: Any, root: Mapping[str, Any], above: tuple[str, ...], left: list[int]) -> Any:
    left[0] -= 1
    if left[0] < 0:
        raise Unfolding(f"with its references it holds more than {MOST_UNFOLDED:,} values; expected a schema that a person could read")
    if isinstance(schema, dict):
        if not isinstance(schema.get("$ref"), str):
            return {key: _resolved(value, root, above, left) for key, value in schema.items()}
        reference = schema["$ref"]
        if not reference.startswith("#/"):
            raise ValueError(f"{reference} leads out of the file; expected a reference that starts with '#/'")
        if reference in above:
            raise ValueError(f"{reference} leads back to itself; expected a schema that ends")
        target = pointers.at(root, reference[1:])
        if not isinstance(target, Mapping):
            raise ValueError(f"{reference} leads nowhere; expected the place of an object")
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return {**_resolved(target, root, (*above, reference), left), **_resolved(beside, root, above, left)}
    if isinstance(schema, list):
        return [_resolved(item, root, above, left) for item in schema]
    return schema
