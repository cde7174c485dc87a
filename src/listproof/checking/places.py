"""What an operation's path needs: given values, or a record of another list, whose own path may need one too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from listproof.contract import Absent, at
from listproof.openapi import Draft, ListOperation
from listproof.openapi.words import plain

__all__ = ["NoValue", "path_values"]


class NoValue(Exception):
    """A parameter of a path has no value; the message says which, and what would give one."""


def path_values(
    operation: ListOperation,
    given: Mapping[str, str],
    operations: Sequence[ListOperation],
    first_record: Callable[[ListOperation, Mapping[str, str]], tuple[Any, Draft] | None],
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The values of an operation's path by parameter, and a sentence for each that was taken from a record.

    `first_record` asks another list, whose path is filled in as given, for its first record. Raises NoValue.
    """
    found: dict[str, str] = {}
    said: list[str] = []
    for name in operation.path_parameters:
        if name in given:
            found[name] = given[name]
            continue
        parent = _parent(operation, name, operations)
        if parent is None:
            raise NoValue(f"the path needs {name}, and no other list shows one: give --path {name}=…")
        record = first_record(parent, found)
        value = None if record is None else _value(name, *record)
        if value is None:
            raise NoValue(f"the path needs {name}, and {parent.id} shows no record to take it from: give --path {name}=…")
        found[name] = value
        said.append(f"{name}={value} from the first record of {parent.id}")
    return found, tuple(said)


def _parent(operation: ListOperation, name: str, operations: Sequence[ListOperation]) -> ListOperation | None:
    """The list whose path is that of the operation up to a parameter."""
    before = operation.path.partition("{" + name + "}")[0].rstrip("/")
    return next((one for one in operations if one.path.rstrip("/") == before), None)


def _value(name: str, record: Any, draft: Draft) -> str | None:
    called = next((value for key, value in record.items() if plain(str(key)) == plain(name)), None) if isinstance(record, dict) else None
    value = called if called is not None else at(record, str(draft.listing["identity"][0]))
    return None if value is None or isinstance(value, Absent | dict | list) else str(value)
