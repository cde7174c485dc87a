"""What a contract or a target says, as text that a person reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import is_dataclass
from difflib import get_close_matches
from typing import Any

from listproof.contract.model import Choice, End, Lead, Projection, Turn

__all__ = ["meant", "shown"]

_LONGEST = 200


def shown(value: Any) -> str:
    """A value of a contract or a behaviour as text that a person reads, cut at 200 characters."""
    text = _text(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _text(value: Any) -> str:
    if isinstance(value, Choice):
        if value.chosen_by is None:
            return _text(value.absent) if value.absent is not None else "unknown"
        chosen = ", ".join(f"{key}: {_text(one)}" for key, one in value.when.items())
        return f"{_text(value.absent) if value.absent is not None else 'unknown'}, or as {value.chosen_by} says ({chosen})"
    if isinstance(value, tuple) and len(value) == 2 and all(isinstance(one, Choice) for one in value):
        field, matches = value
        return _text(matches) if field.absent is None and not field.when else f"{_text(field)} {_text(matches)}"
    if isinstance(value, tuple | list) and value and all(isinstance(one, str) for one in value):
        return " or ".join(value)
    if isinstance(value, tuple | list) and value and all(isinstance(one, Mapping) and "type" in one for one in value):
        return " or ".join(f"{one['type']} {one.get('name', '')}".strip() for one in value)  # ways to sign in
    if isinstance(value, tuple) and value and all(is_dataclass(one) for one in value):
        return " or ".join(map(_word, value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return str(value)
    if is_dataclass(value):
        return _word(value)
    return json.dumps(value, ensure_ascii=False, default=str, sort_keys=True)


def _word(value: Any) -> str:
    """What a word of the contract with parts of its own says."""
    match value:
        case Lead():
            return f"{value.place} as a {value.form}{f' for {value.parameter}' if value.parameter and value.form == 'token' else ''}"
        case End():
            return value.kind if value.place is None else f"{value.place} is {_json(value.value)}"
        case Turn():
            words = (("ascending", value.asc), ("descending", value.desc))
            return f"{value.kind} {', '.join(f'{_json(word)} {way}' for way, word in words if word)}"
        case Projection(kind="chosen"):
            always = f", and always {', '.join(value.always)}" if value.always else ""
            inside = f" in {value.inside}" if value.inside else ""
            return f"the fields that are named{inside}{always}{', before anything is sorted or filtered' if value.first else ''}"
        case Projection():
            return f"{_json(value.value)} {value.kind} {', '.join(value.pointers)}"
    return str(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def meant(name: str, known: Iterable[str], most: int = 12) -> str:
    """What somebody may have meant by a name that is none: the nearest of those known, or all of them where they are few."""
    names = list(known)
    near = get_close_matches(name, names, 3, 0.6) or [one for one in names if name and name.lower() in one.lower()][:3]
    if near:
        return f"did you mean {' or '.join(near)}?"
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"expected one of {', '.join(names[:most])}{more}" if names else "there is none"
