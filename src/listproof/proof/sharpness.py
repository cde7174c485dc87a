"""How sharp contracts are: the share of their facts that a server could violate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from listproof.contract import Contract, facts
from listproof.contract.sharpness import Looseness, swallowed

__all__ = ["sharpness_rows", "sharpness_table"]

_CAUSES: tuple[Looseness, ...] = ("grade", "dispute", "reading")
_TITLES = ("contract", "facts", "by grades", "by disputes", "by readings", "no server could violate", "sharp")


def sharpness_rows(contracts: Iterable[Contract]) -> Iterator[tuple[str, ...]]:
    """For each contract: its slug, its facts, how many of them each cause swallows, how many that are, and the share that is left."""
    for contract in contracts:
        every, lost = len(facts(contract)), swallowed(contract)
        causes: Mapping[str, int] = Counter(cause for cause, _ in lost.values())
        counts = (every, *(causes.get(cause, 0) for cause in _CAUSES))
        share = len(lost) / every
        yield (contract.slug, *map(str, counts), f"{len(lost)} ({share:.1%})", f"{1 - share:.1%}")


def sharpness_table(contracts: Iterable[Contract]) -> str:
    """The rows as a table of Markdown, below it each reason with the number of facts that it takes, and the filters with most readings."""
    contracts = tuple(contracts)
    lines = [f"| {' | '.join(_TITLES)} |", f"|---{'|---:' * (len(_TITLES) - 1)}|"]
    lines += [f"| {' | '.join(row)} |" for row in sharpness_rows(contracts)]
    reasons = Counter(f"{cause}: {reason}" for contract in contracts for cause, reason in swallowed(contract).values())
    lines += ["", "| reason | facts |", "|---|---:|"]
    lines += [f"| {reason} | {count} |" for reason, count in sorted(reasons.items(), key=lambda one: (-one[1], one[0]))]
    lines += ["", "| filter of several readings | readings, of which any will do |", "|---|---:|"]
    lines += [f"| {name} | {count} |" for name, count in _widest(contracts)]
    return "\n".join(lines) + "\n"


def _widest(contracts: Iterable[Contract]) -> list[tuple[str, int]]:
    """The filters with more than two readings, those with most first: what they all leave out is excluded, and nothing else."""
    told = [
        (f"{contract.slug} {one.name}", len({reading for several in one.matches.all() for reading in several}))
        for contract in contracts
        for one in contract.filters
    ]
    return sorted((one for one in told if one[1] > 2), key=lambda one: (-one[1], one[0]))
