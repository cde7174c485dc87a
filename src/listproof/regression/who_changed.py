"""Who changed: the API, the contract, listproof, or the environment, told from the digests that every run keeps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from listproof.findings.naming import names_of_fact
from listproof.regression.change import Cause, Change
from listproof.regression.naming import roles
from listproof.reports.run import FactRecord, ListingRun, Run

__all__ = ["attributed", "changed_facts", "fact_changes", "moved"]

_VERDICTS = ("newly-failing", "fixed", "now-inconclusive", "now-tried", "new", "disappeared")


def moved(old: ListingRun, new: ListingRun, before: Run, after: Run) -> tuple[Cause, ...]:
    """What differs between two runs of a listing besides the API, by digest; nothing is told of a digest that a run lacks."""
    found: list[Cause] = []
    causes: tuple[tuple[Cause, str], ...] = (("contract", "contract"), ("listproof", "suite"), ("environment", "environment"))
    for cause, name in causes:
        was, now = old.digests.get(name), new.digests.get(name)
        if was and now and was != now:
            found.append(cause)
    if before.listproof != after.listproof and "listproof" not in found:
        found.append("listproof")
    return tuple(found)


def changed_facts(old: ListingRun, new: ListingRun) -> Mapping[str, tuple[FactRecord | None, FactRecord | None]]:
    """The facts that the two contracts do not share alike, by id: as it was, as it is; None where there was none."""
    was = {fact.id: fact for fact in old.facts}
    now = {fact.id: fact for fact in new.facts}
    return {
        name: (was.get(name), now.get(name))
        for name in (*now, *(name for name in was if name not in now))
        if name not in was or name not in now or was[name].value != now[name].value or was[name].binding != now[name].binding
    }


def fact_changes(old: ListingRun, new: ListingRun) -> Iterator[Change]:
    """What the contract says otherwise than before, one change a fact."""
    parts = roles(new)
    for name, (was, now) in changed_facts(old, new).items():
        before, after = (was.value if was else ""), (now.value if now else "")
        if was and now:
            says = f"the contract says {name} = {after}, it said {before}" if before != after else f"{name} binds otherwise than before"
        else:
            says = f"the contract says {name} = {after}, it said nothing" if now else f"the contract says nothing of {name} any more"
        yield Change(
            kind="fact", key=f"fact/{new.key}/{name}", target=new.target, contract=new.contract, says=says, grade="information",
            reason="what is expected changed, not what is answered", fact=name, old=before, new=after, causes=("contract",),
            names=names_of_fact(name, parts),
        )  # fmt: skip


def attributed(change: Change, listing_moved: tuple[Cause, ...], facts: frozenset[str]) -> Change:
    """The change with its possible causes. `facts` are the names of the facts that the contracts do not share."""
    if change.kind == "fact":
        return change
    verdict = change.kind in _VERDICTS
    if verdict and "contract" in listing_moved and (change.names & facts or change.fact in facts):
        return replace(change, causes=("contract",))
    if change.kind in ("new", "disappeared") or (change.kind == "newly-failing" and not change.old):
        blamed: tuple[Cause, ...] = tuple(cause for cause in listing_moved if cause in ("contract", "listproof"))
        if blamed:
            return replace(change, causes=blamed)
    first: tuple[Cause, ...] = ("environment",) if "environment" in listing_moved else ()
    last: tuple[Cause, ...] = ("listproof",) if "listproof" in listing_moved else ()
    return replace(change, causes=(*first, "api", *last))
