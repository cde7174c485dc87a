"""What a law is: a test function of `suites/` with an id, a sentence and the facts that it exercises."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, TypeVar

from listproof.contract import Basis
from listproof.verdicts import AREAS, Area

__all__ = ["Law", "law", "laws_in"]

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Law:
    """One relation that a listing must keep.

    `id` is `area.name` and stable; `each` names the family of subjects that it is tried on, one item each (None: once a listing);
    `facts` are the ids or patterns of the facts that it exercises, with `{subject}` and the roles of `listing.subjects`
    (`{size}`, `{page}`, `{kind}`, `{order}`, `{direction}`, `{records}`, `{chooser}`, `{echo}`, `{about}`) filled in. `sentence`
    is the first sentence of the docstring. `moving`: it can be judged while records move, for it holds whatever moves or takes
    account of it (`listing.tolerance`, `listing.comparison`). `of_movement`: it shows only while they move, so that a listing which is
    closed confirms nothing of it.
    """

    id: str
    basis: Basis
    sentence: str
    each: str | None
    facts: tuple[str, ...]
    function: Callable[..., None] = field(compare=False, repr=False)
    moving: bool = False
    of_movement: bool = False

    @property
    def area(self) -> Area:
        """The part of the id before the first dot."""
        return self.id.split(".", 1)[0]  # type: ignore[return-value]


def law(
    id: str,
    *,
    basis: Basis = "documented",
    each: str | None = None,
    facts: Iterable[str] = (),
    moving: bool = False,
    of_movement: bool = False,
) -> Callable[[Function], Function]:
    """Declare a test function of `suites/` as a law. Raises ValueError for an id outside the areas or a missing docstring."""

    def declare(function: Function) -> Function:
        if id.split(".", 1)[0] not in AREAS:
            raise ValueError(f"law {id!r}: expected an id that starts with one of {', '.join(AREAS)} and a dot")
        sentence = " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split())
        if not sentence:
            raise ValueError(f"law {id!r} has no docstring; expected the one sentence that it checks")
        function.law = Law(id, basis, sentence, each, tuple(facts), function, moving, of_movement)  # type: ignore[attr-defined]
        return function

    return declare


def laws_in(modules: Iterable[ModuleType]) -> tuple[Law, ...]:
    """The laws of some modules in the order of their files. Raises ValueError where two share an id."""
    found: dict[str, Law] = {}
    for module in modules:
        for one in vars(module).values():
            declared = getattr(one, "law", None)
            if not isinstance(declared, Law) or declared.function.__module__ != module.__name__:
                continue
            if declared.id in found:
                raise ValueError(f"two laws are called {declared.id!r}; expected stable and distinct ids")
            found[declared.id] = declared
    return tuple(found.values())
