"""Lists that a service may refuse and must not misread: with values that no record shows, with one twice, and very long ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from listproof.contract import Contract, Filter, Parameter
from listproof.oracle import number as as_number
from listproof.values.allowed import unlike
from listproof.values.boundary_values import outside
from listproof.values.closed_fields import takes_what_its_field_lists
from listproof.values.filter_values import holdable, holds_list, members, moment_of, shown_values, spelled_time, unseen
from listproof.values.list_values import doubtful_lists, long_list, member_of, takes_lists

__all__ = ["doubtful_values", "list_around", "long_list_of"]

_DAY = 86_400_000
_LONG_AGO = 946_684_800_000
_UNKNOWN = "listproof-7919"


def doubtful_values(contract: Contract, one: Filter, query: Mapping[str, Any], records: Sequence[Any]) -> tuple[Any, ...]:
    """Lists for a filter that a service may refuse, and that must keep what they name where it does not."""
    parameter, pointer, readings = contract.parameter(one.name), one.field.of(query), one.matches.of(query)
    if pointer is None or readings is None or not _takes_several(one, parameter, readings):
        return ()
    shown = members(one, parameter, shown_values(pointer, records))
    found = doubtful_lists(one, parameter, shown, _unknown(one, member_of(parameter), shown))
    return tuple(value for value in found if holds_list(one, parameter, value))


def list_around(contract: Contract, one: Filter, query: Mapping[str, Any], records: Sequence[Any]) -> tuple[Any, Any] | None:
    """A value that the field of a filter does not list, where that is all that says so, and a list with it between two that are shown.

    None where the parameter has a list of its own, and what else it holds is left open, or where there is no such list.
    """
    parameter, pointer, readings = contract.parameter(one.name), one.field.of(query), one.matches.of(query)
    if pointer is None or readings is None or not takes_what_its_field_lists(contract, one, query):
        return None
    plain = [value for value in members(one, parameter, shown_values(pointer, records)) if value in parameter.enum]
    unknown = outside(parameter)
    value = [plain[0], unknown, plain[-1]] if len(plain) > 1 else None
    return (unknown, value) if value is not None and holds_list(one, parameter, value) else None


def _takes_several(one: Filter, parameter: Parameter, readings: Sequence[str]) -> bool:
    """Whether a value of a filter may be a list, or its parameter is repeated for several values of which any may fit."""
    repeats = parameter.kind == "array" and parameter.carrier is None and set(readings) <= {"equals", "equals-any-case"}
    return repeats or takes_lists(one, parameter, readings)


def long_list_of(
    contract: Contract, one: Filter, query: Mapping[str, Any], records: Sequence[Any], most: int, page: int, *, made_up: bool
) -> Any:
    """A list of so many values for a filter: those that the fewest records show, no more than a `page` holds, and where they are
    `made_up` many that nobody shows. None where it can hold no such list.
    """
    parameter, pointer, readings = contract.parameter(one.name), one.field.of(query), one.matches.of(query)
    if pointer is None or readings is None or one.opaque or not _takes_several(one, parameter, readings):
        return None
    counted = shown_values(pointer, records)
    rarest = sorted(counted, key=lambda value: counted[value])
    kept = accumulate(counted[value] for value in rarest)
    named = [value for value, many in zip(rarest, kept, strict=True) if many <= page] or rarest[:1]
    shown = members(one, parameter, {value: counted[value] for value in named})
    made = _made_up(one, member_of(parameter), members(one, parameter, counted), most) if made_up else ()
    value = long_list(one, parameter, shown, made, most)
    return value if value is not None and holds_list(one, parameter, value) else None


def _made_up(one: Filter, member: Parameter, shown: Sequence[Any], most: int) -> Iterator[Any]:
    """Many values that no record shows, as they could stand in a list; none where the values are a closed list, or have a form."""
    if one.compares == "time":
        beside = [] if (second := _a_second_beside(member, shown)) is None else [second]
        made: Iterator[Any] = iter([*beside, *(spelled_time(member, _LONG_AGO + day * _DAY) for day in range(len(beside), most))])
    elif one.compares == "number":
        greatest = max((int(as_number(value) or 0) for value in shown), default=0)
        made = (greatest + place for place in range(1, most + 1))
    else:
        known = {str(value).casefold() for value in shown}
        made = (text for place in range(most) if (text := f"zz{place}") not in known)
    return (value for value in made if not member.enum and holdable(member, value))


def _a_second_beside(member: Parameter, shown: Sequence[Any]) -> Any:
    """A moment that no record shows, a second behind one that some do: whoever cuts times down takes them for one. None of days."""
    points = [point for value in shown if (point := moment_of(member, value)) is not None]
    return (
        next((spelled_time(member, point + 1000) for point in points if point + 1000 not in points), None)
        if member.format != "date"
        else None
    )


def _unknown(one: Filter, member: Parameter, shown: Sequence[Any]) -> Any:
    """A value that no record shows, as it could stand in a list; None where the values are a closed list."""
    if member.enum:
        return None
    if one.compares == "time":
        beside = _a_second_beside(member, shown)
        return spelled_time(member, _LONG_AGO) if beside is None else beside
    if one.compares == "number":
        return unseen(member, [point for value in shown if (point := as_number(value)) is not None])
    return next((text for text in (_UNKNOWN, unlike(member, Counter(shown))) if text is not None and holdable(member, text)), None)
