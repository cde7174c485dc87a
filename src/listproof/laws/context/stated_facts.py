"""What a contract states, as a law asks for it: which facts there are, which of them bind, and which are disputed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from listproof.contract import Contract, Fact, facts, untestable
from listproof.verdicts import Unsupported

__all__ = ["StatedFacts"]


@lru_cache(maxsize=64)
def _by_id(contract: Contract) -> dict[str, Fact]:
    return {fact.id: fact for fact in facts(contract)}


class StatedFacts:
    """The facts of one contract."""

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def __contains__(self, fact_id: str) -> bool:
        """Whether the contract states a fact of that id."""
        return fact_id in _by_id(self._contract)

    def __getitem__(self, fact_id: str) -> Fact:
        """A fact of the contract. Raises KeyError for one that it does not state."""
        return _by_id(self._contract)[fact_id]

    def stated(self, *fact_ids: str) -> tuple[str, ...]:
        """Those of some ids that the contract states."""
        return tuple(one for one in fact_ids if one in self)

    @property
    def of_records(self) -> tuple[str, ...]:
        """The facts that say where records stand: that of their field too, where they stand in one."""
        place = self._contract.records
        return ("records", f"fields.{place}") if place else ("records",)

    def bind(self, *fact_ids: str) -> bool:
        """Whether a target that does otherwise than these facts say fails: each is stated and binds, and sources agree on it."""
        return bool(fact_ids) and all(one in self and self[one].binding and not self.disputed(one) for one in fact_ids)

    def disputed(self, fact_id: str) -> bool:
        """Whether sources disagree about what may be asked: such a fact binds nobody. What is answered, a schema with both sides holds."""
        return fact_id.startswith("parameters.") and any(fact_id in dispute.about for dispute in self._contract.disputes)

    def agreed(self, *fact_ids: str) -> tuple[str, ...]:
        """Those of some facts on which sources agree; the first where they agree on none."""
        return tuple(fact for fact in fact_ids if not self.disputed(fact)) or fact_ids[:1]

    def in_one_dispute(self, *fact_ids: str) -> bool:
        """Whether one dispute is about all of these facts."""
        return any(set(fact_ids) <= set(dispute.about) for dispute in self._contract.disputes)

    def refused_by_a_side(self, name: str, value: Any) -> bool:
        """Whether one side of a dispute refuses this value of a parameter."""
        sides = [side.shows for dispute in self._contract.disputes for side in dispute.readings]
        return any(shows.get("gets") == "refused" and (shows.get("ask") or {}).get(name) == value for shows in sides)

    def require_testable(self, *fact_ids: str) -> None:
        """Raises Unsupported where the contract says that no target can show one of these facts."""
        for fact_id in fact_ids:
            reason = untestable(self._contract, fact_id)
            if reason:
                raise Unsupported(f"{fact_id} is not testable: {reason}")
