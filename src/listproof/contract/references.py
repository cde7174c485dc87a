"""References of a schema written out, so that it stands on its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract import pointer as pointers

__all__ = ["resolved"]


def resolved(schema: Any, root: Mapping[str, Any], above: tuple[str, ...] = ()) -> Any:
    """A schema with its local references written out; ValueError where one leads nowhere, out of the file or to itself."""
    if isinstance(schema, Mapping):
        if not isinstance(schema.get("$ref"), str):
            return {key: resolved(value, root, above) for key, value in schema.items()}
        reference = schema["$ref"]
        if not reference.startswith("#/"):
            raise ValueError(f"{reference} leads out of the file; expected a reference that starts with '#/'")
        if reference in above:
            raise ValueError(f"{reference} leads back to itself; expected a schema that ends")
        target = pointers.at(root, reference[1:])
        if not isinstance(target, Mapping):
            raise ValueError(f"{reference} leads nowhere; expected the place of an object")
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return {**resolved(target, root, (*above, reference)), **resolved(beside, root, above)}
    if isinstance(schema, list):
        return [resolved(item, root, above) for item in schema]
    return schema
