"""Filters that are written into the value of a parameter they share: by a template, alone or as clauses of one expression."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.contract.model import Parameter
from listproof.contract.wire.texts import text_of

__all__ = ["spelled_values"]


def spelled_values(parts: Sequence[Parameter], given: Mapping[str, Any]) -> list[str]:
    """The values of a parameter that several filters share, before encoding: all clauses in one, or one value for each filter."""
    written = [_written(part, value) for part in parts if part.name in given for value in _each(given[part.name])]
    joined = next((part.joined_by for part in parts if part.spelling == "clause" and part.joined_by is not None), None)
    return [joined.join(written)] if joined is not None and written else written


def _each(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _written(part: Parameter, value: Any) -> str:
    text = text_of(value)
    for quote in "'\"" if part.escaped else "":
        if f"{quote}{{}}{quote}" in part.spelled:
            text = text.replace(quote, quote * 2) if part.escaped == "doubled" else text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return part.spelled.replace("{}", text)
