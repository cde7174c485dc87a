"""From one verdict to another: what fails now, what is fixed, what could no longer be tried, what came and went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from listproof.findings.naming import Roles, names_of_outcome
from listproof.regression.change import Change, Grade, Kind, Still
from listproof.regression.naming import replay_of, roles
from listproof.reports.finding import curl
from listproof.reports.run import ListingRun, by_key
from listproof.verdicts import Outcome

__all__ = ["still_failing", "transitions"]

_UNTRIED = ("inconclusive", "unsupported")


def transitions(old: ListingRun, new: ListingRun, before: tuple[Outcome, ...], after: tuple[Outcome, ...]) -> Iterator[Change]:
    """Every change of verdict between the outcomes of one listing, in the order of the new run; then what disappeared."""
    was, now = by_key(before), by_key(after)
    parts = {**roles(old), **roles(new)}
    for key, outcome in now.items():
        change = _appeared(outcome, parts) if key not in was else _turned(was[key], outcome, parts)
        if change:
            yield _shown(change, outcome, new)
    for key, outcome in was.items():
        if key not in now:
            yield _change("disappeared", outcome, outcome, parts, "information", "a law that is not asked proves nothing",
                          f"{_name(outcome)} is not asked any more (it was: {outcome.verdict})", new="")  # fmt: skip


def still_failing(before: tuple[Outcome, ...], after: tuple[Outcome, ...], streaks: Mapping[str, int]) -> Iterator[Still]:
    """What fails in both runs, with the number of runs in a row where a history tells it."""
    was = by_key(before)
    for outcome in after:
        old = was.get(outcome.key)
        if outcome.verdict == "fail" and old is not None and old.verdict == "fail":
            says = outcome.violation.says if outcome.violation else outcome.reason
            runs = max(2, streaks.get(outcome.key, 2))
            yield Still(outcome.key, outcome.target, outcome.contract, outcome.law, outcome.subject, says, runs)


def _shown(change: Change, outcome: Outcome, listing: ListingRun) -> Change:
    """A law that fails now with the one request that shows it, where one does."""
    command = curl(listing, outcome.violation) if change.kind == "newly-failing" and outcome.violation else None
    return replace(change, replay=command) if command else change


def _appeared(outcome: Outcome, parts: Roles) -> Change | None:
    if outcome.verdict != "fail":
        return _change("new", outcome, outcome, parts, "information", "it was not asked before",
                       f"{_name(outcome)} is new and gives: {outcome.verdict}", old="")  # fmt: skip
    return _failing(outcome, outcome, parts, "is new and fails", old="")


def _turned(was: Outcome, now: Outcome, parts: Roles) -> Change | None:
    if was.verdict == now.verdict or (was.verdict in _UNTRIED and now.verdict in _UNTRIED):
        return None
    name, reason = _name(now), now.reason or "no reason given"
    match now.verdict:
        case "fail":
            return _failing(was, now, parts, "fails")
        case "pass":
            if was.verdict in ("fail", "waived"):
                return _change("fixed", was, now, parts, "information", "the target does as its document says again", f"{name} is fixed")
            return _change("now-tried", was, now, parts, "information", "it found a witness", f"{name} could be tried and passes")
        case "waived":
            return _change("now-waived", was, now, parts, "information", "a waiver accepts it", f"{name} deviates and is waived: {reason}")
        case "error":
            grade_reason = "the suite's own trouble is no violation"
            return _change("now-trouble", was, now, parts, "information", grade_reason, f"{name} could not be asked: {reason}")
        case _:
            grade_reason = "nothing is claimed without a witness"
            return _change("now-inconclusive", was, now, parts, "information", grade_reason, f"{name} could not be tried: {reason}")


def _failing(was: Outcome, now: Outcome, parts: Roles, how: str, old: str | None = None) -> Change:
    reason = "the document promises it" if now.basis == "documented" else "no sentence promises it, but no reader would accept otherwise"
    violation = now.violation
    says = f"{_name(now)} {how}: {violation.says if violation else now.reason}"
    if violation and violation.intermittent:
        says += " (intermittent)"
    return _change("newly-failing", was, now, parts, "breaking", reason, says, old=old)


def _change(
    kind: Kind, was: Outcome, now: Outcome, parts: Roles, grade: Grade, reason: str, says: str,
    old: str | None = None, new: str | None = None,
) -> Change:  # fmt: skip
    violation = now.violation or was.violation
    return Change(
        kind=kind,
        key=f"{kind}/{now.key}",
        outcome=now.key,
        target=now.target,
        contract=now.contract,
        says=says,
        grade=grade,
        reason=reason,
        law=now.law,
        subject=now.subject,
        fact=violation.fact if violation else None,
        old=was.verdict if old is None else old,
        new=now.verdict if new is None else new,
        expected=now.violation.expected if now.violation else "",
        observed=now.violation.observed if now.violation else "",
        refused=now.violation is not None and "refused" in now.violation.observation.signs,
        replay=replay_of(now.target, now.contract, now.law),
        names=names_of_outcome(now, parts) | names_of_outcome(was, parts),
    )


def _name(outcome: Outcome) -> str:
    return f"{outcome.law} [{outcome.subject}]" if outcome.subject else outcome.law
