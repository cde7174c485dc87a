"""Two runs in, what changed between them out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from listproof.findings import Finding
from listproof.findings.naming import names_of_fact
from listproof.regression.behaviours import behaviours, disputes, errors, latency, page_sizes
from listproof.regression.change import Cause, Change, RunComparison, RunName, Still
from listproof.regression.naming import roles
from listproof.regression.roots import rooted, standing
from listproof.regression.shapes import shapes
from listproof.regression.transitions import still_failing, transitions
from listproof.regression.who_changed import attributed, changed_facts, fact_changes, moved
from listproof.reports.headline import many
from listproof.reports.run import ListingRun, Run

__all__ = ["compare"]


def compare(old: Run, new: Run, accepted: Run | None = None, streaks: Mapping[str, int] | None = None) -> RunComparison:
    """What changed from `old` to `new`.

    `accepted` is a run whose state is accepted: a change by which `new` does as `accepted` did is marked so and is no regression.
    `streaks` (see reports.history) says for how many runs each outcome has been as it is.
    """
    was = {listing.key: listing for listing in old.listings}
    changes: list[Change] = []
    still: list[Still] = []
    withheld: list[str] = []
    differs: dict[str, tuple[Cause, ...]] = {}
    for listing in new.listings:
        before = was.get(listing.key)
        if before is None:
            changes.append(_listing(listing, "is asked for the first time", ""))
            continue
        differs[listing.key] = moved(before, listing, old, new)
        found, unsaid = _of_listing(before, listing, old, new)
        facts = _names_of_facts(before, listing)
        changes.extend(attributed(one, differs[listing.key], facts) for one in found)
        withheld.extend(unsaid)
        still.extend(still_failing(old.of(before), new.of(listing), streaks or {}))
    asked = {listing.key for listing in new.listings}
    changes.extend(_listing(one, "was not asked this time", "asked") for key, one in was.items() if key not in asked)
    if accepted is not None:
        left = {one.key for one in compare(accepted, new).every}
        changes = [replace(one, accepted=one.key not in left) for one in changes]
    if new.started < old.started:
        withheld.append(f"the run that is called new began at {new.started}, before the other one: were they given the other way round?")
    changes = [_asked_again(one, new.findings) for one in changes]
    return RunComparison(
        old=_name(old),
        new=_name(new),
        changes=rooted(changes, new.findings, old.findings),
        still=standing(still, new.findings),
        withheld=tuple(withheld),
        moved=differs,
        trouble=tuple(_trouble(new)),
        unreachable=tuple(one.says for one in new.trouble if one.kind == "unreachable"),
    )


def _asked_again(change: Change, findings: Sequence[Finding]) -> Change:
    """A change with the replay of the finding that it is told as, where only that can be asked again: a signature proves nothing later."""
    command = next((one.command for one in findings if one.key == change.outcome), "")
    return replace(change, replay=command) if change.kind == "newly-failing" and command.startswith("listproof replay ") else change


def _of_listing(old: ListingRun, new: ListingRun, before: Run, after: Run) -> tuple[list[Change], list[str]]:
    outcomes = after.of(new)
    timed, untimed = latency(old, new)
    shaped, unshaped = shapes(old, new)
    found = [
        *transitions(old, new, before.of(old), outcomes),
        *behaviours(old, new, outcomes),
        *disputes(old, new),
        *shaped,
        *page_sizes(old, new),
        *errors(old, new),
        *timed,
        *fact_changes(old, new),
    ]
    return found, [*unshaped, *untimed]


def _names_of_facts(old: ListingRun, new: ListingRun) -> frozenset[str]:
    """The ids and names of the facts that the two contracts do not share."""
    parts = roles(new)
    changed = changed_facts(old, new)
    return frozenset(changed) | frozenset(name for fact in changed for name in names_of_fact(fact, parts))


def _listing(listing: ListingRun, says: str, old: str) -> Change:
    return Change(
        kind="listing", key=f"listing/{listing.key}", target=listing.target, contract=listing.contract,
        says=f"{listing.contract} at {listing.target} {says}", grade="information", reason="there is nothing to compare it with", old=old,
        new="" if old else "asked",
    )  # fmt: skip


def _name(run: Run) -> RunName:
    return RunName(run.started, run.listproof, run.targets)


def _trouble(run: Run) -> Iterable[str]:
    """What went wrong with the suite in a run, one sentence each."""
    yield from (f"{one.kind}: {one.says}" for one in run.trouble if one.kind != "unreachable")
    failed = run.with_verdict("error")
    if failed:
        yield f"{many(len(failed), 'law')} could not be asked, {failed[0].law} first: {failed[0].reason}"
    if run.planned > len(run.outcomes):
        yield f"{run.planned - len(run.outcomes)} of {run.planned} laws did not run"
