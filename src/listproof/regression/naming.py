"""What the listings of two runs call things, and how a change is shown again."""

from __future__ import annotations

from listproof.findings.naming import Roles
from listproof.findings.naming import roles as roles_of_facts
from listproof.reports.run import ListingRun

__all__ = ["replay_of", "roles"]


def roles(listing: ListingRun) -> Roles:
    """The parts that parameters, fields and disputes play in a listing, by name."""
    values = {fact.id: fact.value for fact in listing.facts}
    return roles_of_facts(values, {dispute.id: dispute.about for dispute in listing.disputes})


def replay_of(target: str, contract: str, law: str) -> str:
    """The command that runs one law of one listing again."""
    chosen = "" if target == "mock" else f"--target={target} "
    return f"listproof test {chosen}--contract={contract} -k {law.split('.', 1)[1].replace('-', '_')}"
