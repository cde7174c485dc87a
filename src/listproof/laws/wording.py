"""How laws put what they expect and what they saw."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from listproof.contract import Query

__all__ = ["as_json", "between", "pair", "some_of"]

_SHOWN = 4


def between(least: int, most: int) -> str:
    """A number of records, or a span where readings leave it open."""
    return f"{least} records" if least == most else f"{least} to {most} records"


def some_of(names: Sequence[str]) -> str:
    """The first few of some names."""
    return ", ".join(names[:_SHOWN])


def pair(name: str, value: Any) -> str:
    """A parameter and its value as they stand in a query before encoding, such as `open=true`."""
    return str(Query.of({name: value})) if value is not None else f"no {name}"


def as_json(value: Any) -> str:
    """A value as an answer holds it."""
    return json.dumps(value, ensure_ascii=False, default=str)
