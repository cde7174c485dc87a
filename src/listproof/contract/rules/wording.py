"""How a mistake shows values: as YAML and JSON write them, and never as a programming language does."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import ValidationError

__all__ = ["breach", "instead", "listed", "quoted"]


def quoted(value: Any) -> str:
    """A value that a mistake is about: a text in quotes, which tell it from a word of the language, anything else as JSON."""
    return repr(value) if isinstance(value, str) else _bare(value)


def listed(values: Iterable[Any]) -> str:
    """Values that may be written, each once: the text `null` is written as the word is."""
    return ", ".join(dict.fromkeys(map(_bare, values)))


def instead(value: Any, known: Iterable[Any]) -> str:
    """What was expected instead of a value: the nearest of the known ones, whatever its case, or all of them."""
    words = list(dict.fromkeys(map(_bare, known)))
    given = _bare(value)
    close = [word for word in words if word.casefold() == given.casefold()] or get_close_matches(given, words, 1)
    return f"did you mean {close[0]}?" if close else f"expected one of {', '.join(words) or '(the schema describes none)'}"


def breach(error: ValidationError) -> str:
    """What makes a value invalid against a schema of the document, in the words of that schema."""
    wanted: Any = error.validator_value
    match error.validator:
        case "enum":
            return f"{quoted(error.instance)} is not one of {listed(wanted)}"
        case "type":
            return f"{quoted(error.instance)} is not of type {wanted if isinstance(wanted, str) else ' or '.join(wanted)}"
        case "const":
            return f"{quoted(error.instance)} is not {quoted(wanted)}"
        case _:
            return str(error.message)


def _bare(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
