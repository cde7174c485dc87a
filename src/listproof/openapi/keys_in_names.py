"""Orders that a parameter for each key asks for: `order[name]=asc`, as API Platform has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from listproof.openapi.shapes import Shown
from listproof.openapi.spellings import BY, FALLS
from listproof.openapi.words import bare

__all__ = ["keys_in_names"]

_NAME = re.compile(r"(\w+)\[(\w[\w.]*)\]")


def keys_in_names(
    parameters: Mapping[str, Mapping[str, Any]], fields: Shown, field_called: Callable[[str, Shown], str | None]
) -> tuple[dict[str, Any], Mapping[str, str], frozenset[str]] | None:
    """The words of such an order, the fields of its keys by name, and the parameters that it takes; None where no names hold keys.

    Those are called as what names a key, with a key in brackets, and each lists the two directions.
    """
    found: dict[str, str] = {}
    taken: dict[str, tuple[str, str, str]] = {}
    for name, schema in parameters.items():
        told = _NAME.fullmatch(name)
        values = [value for value in schema.get("enum") or () if isinstance(value, str)]
        up, down = (next((value for value in values if value.lower() in of), None) for of in FALLS)
        pointer = field_called(told[2], fields) if told is not None else None
        if told is None or bare(told[1]) not in BY or up is None or down is None or pointer is None:
            continue
        found[told[2]], taken[name] = pointer, (told[1], up, down)
    if not taken:
        return None
    outer, up, down = next(iter(taken.values()))
    kept = {name: pointer for name, pointer in found.items() if taken.get(f"{outer}[{name}]") == (outer, up, down)}
    words = {} if (up, down) == ("asc", "desc") else {"asc": up, "desc": down}
    by = next(name for name in (outer, f"{outer}_keys", f"{outer}_by_name") if name not in parameters)
    return {"by": by, "direction": {"each": {f"{outer}[{{key}}]": "{direction}"}, **words}}, kept, frozenset(taken)
