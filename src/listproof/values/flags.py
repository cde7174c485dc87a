"""Flags as parameters write them: true and false, 1 and 0, or a documented word for each."""

from __future__ import annotations

from typing import Any

from listproof.contract import Parameter
from listproof.oracle import flag

__all__ = ["as_flag"]


def as_flag(parameter: Parameter, shown: Any) -> Any:
    """What a parameter takes for a flag that a record shows: of its documented values the one that says the same, else one of its type.

    What says neither yes nor no stays as it is.
    """
    told = flag(shown)
    listed = next((value for value in parameter.enum if flag(value) == told), None)
    if listed is not None:
        return listed
    if told not in ("true", "false"):
        return shown
    if parameter.kind in ("integer", "number"):
        return int(told == "true")
    return told == "true" if parameter.kind == "boolean" else told
