"""What was guessed, or only seen, binds nobody; a contract of guesses can be taken as if they were documented."""

from __future__ import annotations

from dataclasses import replace

from listproof.contract.model import Contract

__all__ = ["UNSURE", "as_if_documented"]

UNSURE = ("guess", "seen")
"""The grades of facts that no document states."""


def as_if_documented(contract: Contract) -> Contract:
    """The contract with its guesses as if they were documented, so that laws hold a target to them and a fault can contradict them."""
    known = {name: replace(place, grade="document") if place.grade in UNSURE else place for name, place in contract.sources.items()}
    return replace(contract, sources=known)
