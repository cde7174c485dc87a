"""What a record must show when a parameter chooses among its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import comb
from typing import Any

from listproof.checks.differences import some_of
from listproof.contract import Absent, Contract, Field, Projection, at
from listproof.contract.pointer import parts

__all__ = [
    "Check", "all_at_once", "also", "choices_apart", "chooses", "chosen_by", "looked_at", "lost_in", "named",
    "named_in", "never_added", "not_always_shown", "shown_unasked", "shown_whatever_is_asked",
]  # fmt: skip

_MANY = 8
Check = Callable[[Any, Any], str | None]
"""What is wrong with a record, given how it is shown whole; None where nothing is."""


def chooses(contract: Contract, arguments: Mapping[str, Any]) -> bool:
    """Whether a query chooses what records show otherwise than the base does: such records are compared with no others."""
    return any(_is_asked_otherwise(one, arguments, contract.base) for one in contract.projections)


def _is_asked_otherwise(choice: Projection, arguments: Mapping[str, Any], base: Mapping[str, Any]) -> bool:
    """Whether a query gives a parameter another value than the base, or lacks a value by which the base chooses."""
    name = choice.parameter
    if name in arguments:
        return bool(arguments[name] != base.get(name))
    return name in base and (choice.kind == "chosen" or base[name] == choice.value)


def chosen_by(
    choice: Projection, identity: Sequence[str], records: Sequence[Any], documented: Sequence[str], listed: Sequence[Any] = ()
) -> tuple[Any, Check]:
    """A value of the parameter on which records can be told, and what is wrong with a record under it, given the whole record.

    Of fields that are not `documented` (names) nobody says whether a choice leaves them out. `listed` are the names that the parameter
    takes, where it lists them: no other is asked for. The value is None where records show nothing
    that could be left out or added. The check returns what is wrong, or None.
    """
    if choice.kind == "chosen":
        return _chosen(choice, identity, records, frozenset(documented), listed)
    shown = [pointer for pointer in choice.pointers if any(not isinstance(at(record, pointer), Absent) for record in records)]
    if choice.kind == "hides":
        return choice.value if shown else None, lambda whole, record: _hidden(choice, whole, record)
    return choice.value, lambda whole, record: _otherwise(choice, whole, record)


def _top(pointer: str) -> str:
    return parts(pointer)[0] if pointer.startswith("/") else pointer


def named_in(choice: Projection, pointers: Iterable[str]) -> list[str]:
    """The names of the fields among which a choice is made that lead to these places; none of what stands beside the object with them."""
    base = parts(choice.inside)
    steps = [parts(pointer) for pointer in pointers if pointer]
    return list(dict.fromkeys(one[len(base)] for one in steps if len(one) > len(base) and one[: len(base)] == base))


def _held(choice: Projection, record: Any) -> Any:
    """What holds the fields of which a choice is made; an object without any where that is left out."""
    held = at(record, choice.inside)
    return {} if choice.inside and (held is None or isinstance(held, Absent)) else held


def not_always_shown(choice: Projection, identity: Sequence[str], records: Sequence[Any]) -> list[str]:
    """The pointers to what tells records apart and is shown whatever is chosen, of which some of these records lack the value."""
    return [pointer for pointer in identity if pointer in choice.always and any(isinstance(at(one, pointer), Absent) for one in records)]


def shown_whatever_is_asked(contract: Contract) -> list[Field]:
    """The mandatory fields of records that no parameter chooses, hides or adds: a record has them however it is asked for."""
    if any(one.kind == "chosen" for one in contract.projections):
        return []
    chosen = tuple(pointer for one in contract.projections for pointer in one.pointers)
    mandatory = (one for one in contract.fields if one.within and "*" not in one.within and one.required and not one.pending)
    return [one for one in mandatory if not any(f"{one.within}/".startswith(f"{pointer}/") for pointer in chosen)]


def lost_in(field: Field, record: Any, usual: Any) -> bool:
    """Whether a record has what holds a field and not the field, which the same record shows elsewhere."""
    pointer = field.within or ""
    holder = at(record, pointer.rpartition("/")[0])
    return isinstance(holder, Mapping) and isinstance(at(record, pointer), Absent) and not isinstance(at(usual, pointer), Absent)


def looked_at(contract: Contract, arguments: Mapping[str, Any]) -> tuple[str, ...]:
    """The record pointers at which the filters of a query look: what is chosen before anything is filtered must hold them."""
    return tuple(place for one in contract.filters if one.name in arguments and not one.opaque for place in one.places)


def named(choice: Projection, asked: Any) -> list[str]:
    """The fields that a value names."""
    return asked.split(choice.separator) if choice.separator is not None else list(asked)


def also(choice: Projection, asked: Any, pointers: Sequence[str]) -> Any:
    """A value that names fields, with those into which pointers lead named as well."""
    more = list(dict.fromkeys([*named(choice, asked), *named_in(choice, pointers)]))
    return choice.separator.join(more) if choice.separator is not None else more


def choices_apart(
    choice: Projection, identity: Sequence[str], records: Sequence[Any], documented: Sequence[str], listed: Sequence[Any] = ()
) -> tuple[tuple[Any, Check], ...]:
    """The fewest values of the parameter under which each field that it takes is shown once without each other one, and what is wrong under
    each.

    A field that is shown only beside some other is then missed. One value where no fields are named; none where nothing could be left out.
    """
    if choice.kind != "chosen":
        only = chosen_by(choice, identity, records, documented)
        return () if only[0] is None else (only,)
    known = frozenset(documented)
    kept, others = _fields(choice, identity, records, known, listed)
    if len(others) < 2:
        return ()
    many = next(count for count in range(2, len(others) + 1) if comb(count, count // 2) >= len(others))
    places = dict(zip(others, combinations(range(many), many // 2)))
    several = ([name for name in others if one in places[name]] for one in range(many))
    return tuple(_under(choice, [*kept, *names], known - set(named_in(choice, identity))) for names in several)


def _chosen(
    choice: Projection, identity: Sequence[str], records: Sequence[Any], documented: frozenset[str], listed: Sequence[Any]
) -> tuple[Any, Check]:
    kept, others = _fields(choice, identity, records, documented, listed)
    if len(others) < 2:
        return None, lambda whole, record: None
    objects = [held for record in records if isinstance(held := _held(choice, record), dict)]
    number = next((name for name in others[1:] if any(isinstance(one.get(name), int | float) for one in objects)), None)
    return _under(
        choice,
        [*kept, others[0], *([number] if number is not None and len(others) > 2 else [])],
        documented - set(named_in(choice, identity)),
    )


def _fields(
    choice: Projection, identity: Sequence[str], records: Sequence[Any], documented: frozenset[str], listed: Sequence[Any]
) -> tuple[list[str], list[str]]:
    """The fields that tell records apart and are shown only where they are named, and the others that a choice may leave out."""
    objects = [held for record in records if isinstance(held := _held(choice, record), dict)]
    names = list(dict.fromkeys(name for held in objects for name in held if name in documented))
    always = set(named_in(choice, choice.always))
    kept = [name for name in named_in(choice, identity) if (name in listed or not listed) and name not in always]
    return kept, [name for name in names if name not in kept and name not in always and (name in listed or not listed)]


def _under(choice: Projection, wanted: list[str], told: frozenset[str]) -> tuple[Any, Check]:
    """The value that names these fields, and what is wrong with a record under it; of those that are `told` none other may be shown."""
    always = set(named_in(choice, choice.always))
    beside = [pointer for pointer in choice.always if not named_in(choice, [pointer])]
    asked: Any = choice.separator.join(wanted) if choice.separator is not None else wanted

    def check(whole: Any, record: Any) -> str | None:
        if not isinstance(record, dict):
            return "is no object"
        shown, all_shown = _held(choice, record), _held(choice, whole)
        if not isinstance(shown, dict) or not isinstance(all_shown, dict):
            return f"holds no object at {choice.inside}"
        more = sorted((set(shown) & told) - set(wanted) - always)
        lacking = sorted(name for name in {*wanted, *always} if name in all_shown and name not in shown)
        lacking += [one for one in beside if isinstance(at(record, one), Absent) and not isinstance(at(whole, one), Absent)]
        other = sorted(name for name in shown if name in all_shown and shown[name] != all_shown[name])
        return _says(("shows what was not chosen", more), ("lacks", lacking), ("shows otherwise", other))

    return asked, check


def _says(*troubles: tuple[str, list[str]]) -> str | None:
    return next((f"{word}: {some_of(names)}" for word, names in troubles if names), None)


def _hidden(choice: Projection, whole: Any, record: Any) -> str | None:
    shown = [pointer for pointer in choice.pointers if not isinstance(at(record, pointer), Absent)]
    return _says(("still shows", shown)) or _otherwise(choice, whole, record)


def _otherwise(choice: Projection, whole: Any, record: Any) -> str | None:
    """What a record lacks or holds otherwise beside what goes or comes; what comes may stand within a field that was there."""
    if not isinstance(whole, dict) or not isinstance(record, dict):
        return None if isinstance(record, dict) else "is no object"
    touched = {_top(pointer) for pointer in choice.pointers}
    lacking = sorted(name for name in whole if name not in record and (name not in touched or choice.kind == "adds"))
    other = sorted(name for name in record if name in whole and name not in touched and record[name] != whole[name])
    return _says(("lacks", lacking), ("shows otherwise", other))


def all_at_once(choices: Sequence[Projection], listed: bool) -> Projection | None:
    """All that the values of one parameter add, asked for together; None where it takes one value. `listed`: it takes a list of them."""
    first = choices[0]
    if len(choices) < 2 or any(one.kind != "adds" for one in choices) or not (listed or first.separator):
        return None
    values = [one.value for one in choices]
    pointers = tuple(pointer for one in choices for pointer in one.pointers)
    return replace(first, pointers=pointers, value=values if listed else (first.separator or "").join(map(str, values)))


def never_added(choice: Projection, records: Sequence[Any]) -> list[str]:
    """The pointers that a parameter should add and that none of many records shows; a few records may lack what they have not."""
    if choice.kind != "adds" or len(records) < _MANY:
        return []
    return [pointer for pointer in choice.pointers if all(isinstance(at(record, pointer), Absent) for record in records)]


def shown_unasked(choice: Projection, records: Sequence[Any]) -> list[str]:
    """The pointers that a parameter should add and that records show which were asked for without it."""
    if choice.kind != "adds":
        return []
    return [pointer for pointer in choice.pointers if any(not isinstance(at(record, pointer), Absent) for record in records)]
