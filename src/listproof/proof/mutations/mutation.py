"""One change of one fact: a pure function over the OpenAPI document, and the contract that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from listproof.contract import AS_SHOWN, Contract, build
from listproof.contract.answer import WRITTEN_TIMES
from listproof.contract.pointer import at, escaped, parts, write
from listproof.contract.text import Document

__all__ = [
    "LESS", "NOWHERE", "Mutation", "Raw", "changed", "deleted", "mutated", "other_format", "put", "renamed", "rewritten",
    "shown_everywhere",
]  # fmt: skip

Raw = Mapping[str, Any]
NOWHERE = "/listproof"
"""A pointer that leads to nothing."""
LESS = "it asks for less: whoever keeps to the fact keeps to this as well"
"""Why nobody notices a change that takes a claim away."""


@dataclass(frozen=True)
class Mutation:
    """A fact, what is said of it instead, and the document that says so.

    `renames` maps a name of the changed contract to that of the original, so that the subjects of laws can be told to be the same.
    `weaker` says that whoever keeps the fact keeps the change as well: that nothing notices it proves nothing against a law.
    """

    fact: str
    says: str
    raw: Callable[[], Raw]
    renames: tuple[str, str] | None = None
    weaker: str = ""


def mutated(contract: Contract, mutation: Mutation) -> Contract:
    """The contract as it reads with the change. Raises ContractError where a contract may not say so."""
    return build(Document(contract.file, mutation.raw(), {}), contract.slug)


def changed(root: Raw, pointer: str, value: Any) -> Callable[[], Raw]:
    """The document with another value at a pointer; made when it is called for."""
    return lambda: write(root, pointer, value)


def put(root: Raw, pointer: str, value: Any) -> Callable[[], Raw]:
    """The document with another value at a pointer of its x-listing."""
    return changed(root, f"/x-listing{pointer}", value)


def deleted(root: Raw, pointer: str) -> Callable[[], Raw]:
    """The document without what stands at a pointer."""
    parent, _, last = pointer.rpartition("/")
    name = parts("/" + last)[0]
    return lambda: write(root, parent, {key: value for key, value in at(root, parent).items() if key != name})


def shown_everywhere(contract: Contract, root: Raw, *fields: str) -> Callable[[], Raw]:
    """The document that keeps the times of record fields as they are shown, wherever they are compared: places that differ are refused."""
    compared = [(f"filters/{escaped(one.name)}", set(one.places)) for one in contract.filters if one.precision != AS_SHOWN]
    keys = contract.order.keys if contract.order else ()
    compared += [(f"order/keys/{escaped(key.name)}", {key.field}) for key in keys if key.precision != AS_SHOWN]
    reached, meant = set(fields), set()
    while more := [(place, looked) for place, looked in compared if place not in meant and looked & reached]:
        meant |= {place for place, _ in more}
        reached |= {pointer for _, looked in more for pointer in looked}

    def raw() -> Raw:
        made = root
        for place in sorted(meant):
            made = write(made, f"/x-listing/{place}/precision", "shown")
        return made

    return raw


_OF_NAMES = frozenset({"filters", "base", "scope", "needs", "projects", "ask", "same-as", "not-testable", "equivalent", "sources"})
"""Keys below which the keys of an object are names of a contract, and not words of its form."""


def rewritten(value: Any, change: Callable[[str], str], names: bool = False) -> Any:
    """A copy in which every text went through a function, and the keys of objects where they are names."""
    if isinstance(value, Mapping):
        return {change(key) if names else key: rewritten(inner, change, key in _OF_NAMES) for key, inner in value.items()}
    if isinstance(value, list):
        return [rewritten(inner, change) for inner in value]
    return change(value) if isinstance(value, str) else value


def renamed(old: str, new: str) -> Callable[[str], str]:
    """Another name for a parameter, in facts' ids as well."""

    def change(text: str) -> str:
        if text == old:
            return new
        for kind in ("parameters.", "filters.", "scope.", "projects."):
            if text == kind + old or text.startswith(f"{kind}{old}."):
                return kind + new + text[len(kind) + len(old) :]
        return text

    return change


def other_format(form: str, for_times: str) -> tuple[str, str]:
    """Another format, and why none would notice it: `for_times` takes the place of date-time."""
    if form == "epoch-milliseconds":
        return "epoch-seconds", ""
    if form in WRITTEN_TIMES:
        return for_times, ""
    return "int32", "it says how large a number may grow, and no answer of today is as large"
