"""JSON Pointers with one extension: `*` steps into every item of an array or every value of an object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

__all__ = ["Absent", "absent", "at", "each", "join", "parts", "write"]


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
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/"))


def join(*pointers: str) -> str:
    """One pointer of several, each starting where the one before it ends."""
    return "".join(pointer for pointer in pointers if pointer not in ("", "/"))


def at(value: Any, pointer: str) -> Any:
    """The one value at a pointer without `*`, or `absent`."""
    for step in parts(pointer):
        if isinstance(value, Mapping):
            if step not in value:
                return absent
            value = value[step]
        elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
            if not step.isdigit() or int(step) >= len(value):
                return absent
            value = value[int(step)]
        else:
            return absent
    return value


def each(value: Any, pointer: str) -> Iterator[Any]:
    """Every value at a pointer, in order; places that lead nowhere give nothing."""
    yield from _each(value, parts(pointer))


def _each(value: Any, steps: tuple[str, ...]) -> Iterator[Any]:
    if not steps:
        yield value
        return
    step, rest = steps[0], steps[1:]
    if step == "*":
        inner: Sequence[Any] = ()
        if isinstance(value, Mapping):
            inner = list(value.values())
        elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
            inner = value
        for item in inner:
            yield from _each(item, rest)
        return
    found = at(value, "/" + step.replace("~", "~0").replace("/", "~1"))
    if not isinstance(found, Absent):
        yield from _each(found, rest)


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
