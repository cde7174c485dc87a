"""Changes of single facts of a contract: what the suite is given to believe while the simulator serves the original."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from listproof.contract import Contract
from listproof.contract.references import resolved
from listproof.proof.mutations.answers import of_answers
from listproof.proof.mutations.listing import of_listing
from listproof.proof.mutations.mutation import Mutation, mutated
from listproof.proof.mutations.parameters import of_parameters

__all__ = ["Mutation", "mutated", "mutations"]


def mutations(contract: Contract) -> Iterator[Mutation]:
    """The changes of every fact of a contract that can be changed, some facts more than once, in the order of the facts."""
    root: dict[str, Any] = {key: value if key == "components" else resolved(value, contract.raw) for key, value in contract.raw.items()}
    yield from of_parameters(contract, root)
    yield from of_answers(contract, root)
    yield from of_listing(contract, root)
