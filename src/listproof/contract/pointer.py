"""JSON Pointers with two extensions: `*` steps into every item of an array or every value of an object, and several may be one.

`/name or /title` leads to what stands at either; `either` makes it, and no pointer of a contract is written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

__all__ = ["Absent", "absent", "at", "each", "either", "escaped", "join", "parts", "unescaped", "ways", "write"]


class Absent:
    """The value of a pointer that leads nowhere; unlike None it can never stand in JSON."""

    _only: Absent | None = None

    def __new__(cls) -> Absent:
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "absent"

    def __bool__(self) -> bool:
        return False


absent = Absent()


@lru_cache(maxsize=4096)
def parts(pointer: str) -> tuple[str, ...]:
    """The unescaped steps of a pointer: `/a~1b/*` gives `("a/b", "*")`. Raises ValueError without the leading `/`."""
    if pointer == "":
        return ()
    if not pointer.startswith("/"):
        raise ValueError(f"{pointer!r} is no JSON Pointer: it must be empty or start with '/'")
    return tuple(unescaped(step) for step in pointer[1:].split("/"))


def escaped(name: str) -> str:
    """A name as a step of a pointer writes it: `a/b` gives `a~1b`."""
    return name.replace("~", "~0").replace("/", "~1")


def unescaped(step: str) -> str:
    """The name that a step of a pointer writes: `a~1b` gives `a/b`."""
    return step.replace("~1", "/").replace("~0", "~")


_OR = " or "


def either(*pointers: str) -> str:
    """One pointer to what stands at any of several."""
    return _OR.join(pointers)


@lru_cache(maxsize=4096)
def ways(pointer: str) -> tuple[str, ...]:
    """The plain pointers of which one to several places is made; the pointer itself where it leads to one."""
    return tuple(re.split(f"{_OR}(?=/)", pointer))


def join(*pointers: str) -> str:
    """One pointer of several, each starting where the one before it ends."""
    return "".join(pointer for pointer in pointers if pointer not in ("", "/"))


def at(value: Any, pointer: str) -> Any:
    """The one value at a pointer without `*`, or `absent`."""
    for step in parts(pointer):
        # A plain object, as JSON gives it, is by far the commonest.
        value = value.get(step, absent) if type(value) is dict else _stepped(value, step)
        if value is absent:
            break
    return value


def _stepped(value: Any, step: str) -> Any:
    """What stands one step within a value, or `absent`."""
    if isinstance(value, Mapping):
        return value.get(step, absent)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes) and step.isdigit() and int(step) < len(value):
        return value[int(step)]
    return absent


def each(value: Any, pointer: str) -> Iterator[Any]:
    """Every value at a pointer, in order; places that lead nowhere give nothing."""
    if not _leads_to_one(pointer):
        return _along(value, ways(pointer))
    found = at(value, pointer)
    return iter(() if found is absent and pointer else (found,))


@lru_cache(maxsize=4096)
def _leads_to_one(pointer: str) -> bool:
    return _OR not in pointer and "*" not in parts(pointer)


def _along(value: Any, several: tuple[str, ...]) -> Iterator[Any]:
    for way in several:
        yield from _each(value, parts(way))


def _each(value: Any, steps: tuple[str, ...]) -> Iterator[Any]:
    for place, step in enumerate(steps):
        if step == "*":
            inner, rest = _within(value), steps[place + 1 :]
            if not rest:
                yield from inner
                return
            for item in inner:
                yield from _each(item, rest)
            return
        value = value.get(step, absent) if type(value) is dict else _stepped(value, step)
        if value is absent:
            return
    yield value


def _within(value: Any) -> Iterable[Any]:
    """Every item of an array and every value of an object, the plain ones of JSON first; nothing of anything else."""
    if type(value) is list:
        return value
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else ()


def write(value: Any, pointer: str, new: Any) -> Any:
    """A copy of `value` with `new` at a pointer without `*`; objects on the way are made where they are missing."""
    steps = parts(pointer)
    if not steps:
        return new
    step, rest = steps[0], "".join("/" + s.replace("~", "~0").replace("/", "~1") for s in steps[1:])
    if isinstance(value, list):
        copy = list(value)
        copy[int(step)] = write(copy[int(step)], rest, new)
        return copy
    base = dict(value) if isinstance(value, Mapping) else {}
    base[step] = write(base.get(step), rest, new)
    return base
