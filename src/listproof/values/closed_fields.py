"""Values outside the closed list of the field that a filter is held against: the list is their schema too, so they may be refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.contract import Contract, Filter, Parameter
from listproof.values.list_values import takes_lists

__all__ = ["is_outside", "names_all", "takes_what_its_field_lists"]

_WHOLE = frozenset({"equals", "not-equals", "one-of", "all-of", "none-of"})
_WHOLE_IN_ANY_CASE = frozenset({"equals-any-case", "not-equals-any-case", "one-of-any-case", "all-of-any-case"})
_LISTS = frozenset({"one-of", "one-of-any-case"})


def is_outside(contract: Contract, one: Filter, query: Mapping[str, Any], value: Any) -> bool:
    """Whether a value of a filter, or one of a list, is none of those that the field lists which it is held against as a whole.

    Where every reading is one of any case, the listed values are meant in any. A parameter with a list of its own is held to that.
    """
    parameter, pointer, readings = contract.parameter(one.name), one.field.of(query), one.matches.of(query) or ()
    if parameter.enum or one.compares != "text" or not readings or not set(readings) <= _WHOLE | _WHOLE_IN_ANY_CASE:
        return False
    listed = _listed(contract, pointer)
    if not listed or (isinstance(value, str) and (value == str(one.everything) or value in one.words)):
        return False
    members = _members(one, parameter, readings, value)
    if set(readings) <= _WHOLE_IN_ANY_CASE:
        return not {str(member).casefold() for member in members} <= {known.casefold() for known in listed}
    return not {str(member) for member in members} <= listed


def names_all(contract: Contract, one: Filter, query: Mapping[str, Any], value: Any) -> bool:
    """Whether a list of a filter names every value that its field lists, so that it keeps whatever shows one."""
    pointer, readings = one.field.of(query), one.matches.of(query) or ()
    listed, parameter = _listed(contract, pointer), contract.parameter(one.name)
    if not listed or not set(readings) <= _LISTS or not isinstance(value, str | list):
        return False
    return listed <= {str(member) for member in _members(one, parameter, readings, value)}


def takes_what_its_field_lists(contract: Contract, one: Filter, query: Mapping[str, Any]) -> bool:
    """Whether the values of a filter's list stand in quotes and are those that its field lists, none of which is said of the parameter."""
    parameter = contract.parameter(one.name)
    listed = _listed(contract, one.field.of(query))
    return parameter.quoted is not None and bool(listed) and {str(value) for value in parameter.enum} == listed


def _listed(contract: Contract, pointer: str | None) -> set[str]:
    return {str(known) for field in contract.fields if field.within == pointer for known in field.enum if known is not None}


def _members(one: Filter, parameter: Parameter, readings: Sequence[str], value: Any) -> list[Any]:
    if isinstance(value, str) and takes_lists(one, parameter, readings):
        return value.split(one.separator or ",")
    return list(value) if isinstance(value, list | tuple) else [value]
