"""Flags as parameters write them: true and false, 1 and 0, or documented words that say what records show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from listproof.contract import Parameter
from listproof.oracle import flag

__all__ = ["as_flag", "as_flags"]


def as_flag(parameter: Parameter, shown: Any) -> Any:
    """What a parameter takes for a flag that a record shows: of its documented values the first that says the same, else one of its type.

    None where it has documented values and none of them says that. Without any, what says neither yes nor no stays as it is.
    """
    told = flag(shown)
    if parameter.enum:
        return next((value for value in parameter.enum if flag(value) == told), None)
    if told not in ("true", "false"):
        return shown
    if parameter.kind in ("integer", "number"):
        return int(told == "true")
    return told == "true" if parameter.kind == "boolean" else told


def as_flags(parameter: Parameter, shown: Iterable[Any]) -> tuple[Any, ...]:
    """What a parameter takes for flags that records show, in their order and each once; those that it has no value for are left out."""
    return tuple(dict.fromkeys(told for one in shown if (told := as_flag(parameter, one)) is not None))
