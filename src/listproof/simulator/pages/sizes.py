"""How many records a page is to hold: as asked, the default, or no more than this server gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract import Contract
from listproof.simulator.decisions import Decisions
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal

__all__ = ["EVERYTHING", "default", "filled", "sized"]

EVERYTHING = 2**40
"""More than any listing holds."""


def default(contract: Contract, name: str, otherwise: int) -> int:
    """The documented default of a parameter, else another."""
    value = contract.parameter(name).default if contract.has_parameter(name) else None
    return otherwise if value is None else int(value)


def sized(contract: Contract, decisions: Decisions, given: Mapping[str, Any]) -> int:
    """The size of a page in records. Raises Refusal for one that this server does not give."""
    means = contract.pages.size
    usual = default(contract, means.parameter, int(decisions["size.default"]))
    if not contract.pages.sized:
        return usual
    size = int(given.get(means.parameter, usual))
    if size == 0 and means.zero is not None:
        return _zero(means.zero, means.parameter, usual)
    listed = sorted(one for one in contract.parameter(means.parameter).enum if one > 0)
    if listed and size not in listed:
        return _of_the_list(listed, size, usual)
    cap = decisions.limits(contract.parameter(means.parameter))[1] or int(decisions["size.cap"])
    if size < 1:
        if decisions["bounds"] == "clamp":
            return usual
        least = contract.parameter(means.parameter).minimum
        documented = least is not None and least <= 0
        if size < 0 or (decisions["zero-size"] == "refuse" and not documented):
            raise Refusal("bad-parameter", means.parameter)
    if size > cap:
        if means.means == "exactly" and decisions["bounds"] == "reject":
            raise Refusal("bad-parameter", means.parameter)
        return int(cap)
    return size


def _of_the_list(listed: list[int], size: int, usual: int) -> int:
    """The size of a server that takes any number for one of the sizes that it lists: the largest below, the default below all."""
    return max((one for one in listed if one < size), default=usual)


def _zero(meant: str, parameter: str, usual: int) -> int:
    if meant == "refused":
        raise Refusal("bad-parameter", parameter)
    return {"default": usual, "everything": EVERYTHING}.get(meant, 0)


def filled(contract: Contract, decisions: Decisions, query: TypedQuery, *, empty: bool) -> int:
    """How many records a page shows that leads to the next one by what it says: all that was asked for, or fewer where that is
    documented; none now and then, where `empty` says that the answer can lead on without a record. Where answers lead back as well,
    pages are full, so that they are the same in both directions."""
    steady = contract.pages.previous is not None
    if contract.pages.size.means != "any" or decisions["page-filling"] == "full" or steady:
        return query.size
    turn = query.offset * 7919 % 101 % 5
    if empty and turn == 1:
        return 0
    return max(1, query.size - query.size // 3) if turn in (2, 4) else query.size
