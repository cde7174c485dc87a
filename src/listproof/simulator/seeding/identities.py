"""What tells a record apart: a value of its own for each ordinal, of the format and within the bounds that its schema names."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from listproof.simulator.seeding import roles, texts
from listproof.simulator.seeding.draft import Draft
from listproof.simulator.seeding.formats import formatted
from listproof.simulator.seeding.making import Maker, fits, kinds, numbered_from
from listproof.simulator.seeding.patterned import Drawn

__all__ = ["identity"]


def identity(schema: Mapping[str, Any], example: Any, seed: int) -> Callable[[Draft], Any]:
    """What makes the value that tells a record apart, of the form of its schema, its example and its type: another for each ordinal."""
    closed = roles.closed(schema)
    if closed:
        return lambda draft: closed[draft.ordinal % len(closed)]
    if "integer" in kinds(schema) or "number" in kinds(schema):
        least, step = numbered_from(schema)
        return lambda draft: least + step * draft.ordinal
    if "object" in kinds(schema):
        return _inside(schema, example, seed)
    if "array" in kinds(schema):
        tells = identity(schema.get("items") or {}, example[0] if isinstance(example, list) and example else None, seed)
        return lambda draft: [tells(draft)]
    start, offset = texts.beginning(example), seed % 1000
    if "base64" in (schema.get("contentEncoding"), {"byte": "base64"}.get(str(schema.get("format")))):
        return lambda draft: base64.b64encode(f"key-{texts.scattered(draft.ordinal + offset)}".encode()).decode()
    form = str(schema.get("format", ""))
    if (shown := formatted(form, offset)) is not None and fits(schema, shown):
        return lambda draft: formatted(form, draft.ordinal + offset)
    if not fits(schema, start + texts.scattered(offset)):
        drawn = Drawn(schema, offset)
        return lambda draft: drawn.text(draft.ordinal)
    return lambda draft: start + texts.scattered(draft.ordinal + offset)


def _inside(schema: Mapping[str, Any], example: Any, seed: int) -> Callable[[Draft], Any]:
    """An object that tells records apart by one of its texts."""
    held = schema.get("properties") or {}
    shown = example if isinstance(example, Mapping) else {}
    named = next((name for name, inner in held.items() if kinds(inner) == ("string",)), next(iter(shown), "name"))
    tells = identity(held.get(named) or {}, shown.get(named), seed)
    made = Maker(Random("identity"), lambda pointer, inner, example: None).make("", {**schema, "type": "object"}, example)
    return lambda draft: {**made, named: tells(draft)}
