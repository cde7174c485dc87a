"""What was guessed, or only seen, binds nobody; a contract of guesses can be taken as if they were documented."""

from __future__ import annotations

from dataclasses import replace

from listproof.contract.model import Contract, Source

__all__ = ["UNSURE", "as_if_documented"]

UNSURE = ("guess", "seen")
"""The grades of facts that no document states."""


def as_if_documented(contract: Contract) -> Contract:
    """The contract with its guesses as if they were documented, so that laws hold a target to them and a fault can contradict them."""
    known = {name: _documented(place) for name, place in contract.sources.items()}
    # A parameter that is no one's own, such as an order whose keys stand in names, has the source of the guess that made it.
    parameters = tuple(replace(one, source=_documented(one.source)) for one in contract.parameters)
    return replace(contract, sources=known, parameters=parameters)


def _documented(place: Source) -> Source:
    return replace(place, grade="document") if place.grade in UNSURE else place
