"""What the listings of two runs call things, and how a change is shown again."""

from __future__ import annotations

from listproof.findings.naming import Roles
from listproof.findings.naming import roles as roles_of_facts
from listproof.reports.run import ListingRun
from listproof.verdicts import Outcome

__all__ = ["replay_of", "roles", "unheard"]


def roles(listing: ListingRun) -> Roles:
    """The parts that parameters, fields and disputes play in a listing, by name."""
    values = {fact.id: fact.value for fact in listing.facts}
    return roles_of_facts(values, {dispute.id: dispute.about for dispute in listing.disputes})


def unheard(outcome: Outcome, before: ListingRun) -> frozenset[str]:
    """A status of a failing answer that no answer of an earlier run had: it has one cause wherever it shows."""
    known = {"200", *(code.split(" ")[0] for code in before.errors)}
    last = outcome.violation.exchanges[-1:] if outcome.violation else ()
    return frozenset(f"answered {one.status}" for one in last if str(one.status) not in known)


def replay_of(target: str, contract: str, law: str) -> str:
    """The command that runs one law of one listing again."""
    chosen = "" if target == "mock" else f"--target={target} "
    return f"pytest {chosen}--contract={contract} -k {law.split('.', 1)[1].replace('-', '_')}"
