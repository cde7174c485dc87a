"""From a law and a subject to a verdict: a failure is confirmed before it is told, and the suite's own trouble is no violation."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from listproof.laws import Evidence, Inconclusive, Law, Outcome, Trouble, Unsupported, Verdict, Violation
from listproof.listing.listing import Listing
from listproof.listing.store import Census, Store, same_world

__all__ = ["judge"]

_ATTEMPTS = 4


def judge(law: Law, store: Store, subject: str | None = None) -> Outcome:
    """The outcome of one law on one subject of a listing. Raises nothing that a law may raise; KeyboardInterrupt passes."""
    start, sent = time.perf_counter(), store.session.sent
    evidence = Evidence()
    store.suspects.pop(law.id, None)
    try:
        _ = store.census
        verdict, reason, violation = _trial(law, store, subject, evidence)
    except Trouble as trouble:
        verdict, reason, violation = "error", str(trouble), None
    except Inconclusive as nothing:
        verdict, reason, violation = "inconclusive", str(nothing), None
    if verdict == "fail":
        verdict, reason, violation = _confirmed(law, store, subject, evidence, violation)
    return Outcome(
        law=law.id,
        target=store.target.name,
        contract=store.contract.slug,
        subject=subject,
        verdict=verdict,
        reason=reason,
        violation=violation,
        compared=dict(evidence.compared),
        behaviours=dict(evidence.behaviours),
        notes=tuple(evidence.notes),
        requests=store.session.sent - sent,
        seconds=time.perf_counter() - start,
        sentence=law.sentence,
        basis=law.basis,
    )


_Judged = tuple[Verdict, str, Violation | None]


def _trial(law: Law, store: Store, subject: str | None, evidence: Evidence) -> _Judged:
    listing = Listing(store, law, evidence)
    arguments: Mapping[str, Any] = {} if subject is None else {"subject": subject}
    try:
        law.function(listing, **arguments)
    except Violation as violation:
        return "fail", violation.says, violation
    except Inconclusive as nothing:
        return "inconclusive", str(nothing), None
    except Unsupported as lacking:
        return "unsupported", str(lacking), None
    except Trouble as trouble:
        return "error", str(trouble), None
    except Exception as mistake:
        return "error", f"the law itself failed: {type(mistake).__name__}: {mistake}", None
    if not evidence.compared and not evidence.behaviours:
        return "inconclusive", "the law compared nothing", None
    return "pass", "", None


def _confirmed(law: Law, store: Store, subject: str | None, evidence: Evidence, first: Violation | None) -> _Judged:
    """Try again between two readings of U, with every answer asked afresh: what fails while nothing moved is a violation.

    What failed once and not again while nothing had moved since is an intermittent one; where the records moved in every
    attempt, nothing is claimed. Answers in hand stay where nothing has moved since U was read.
    """
    started: Census = store.census
    for _ in range(_ATTEMPTS):
        try:
            before = store.read_census()
            if not same_world(started, before):
                store.renew(before)
            verdict, reason, violation = _trial(law, store.afresh(before), subject, Evidence())
            after = store.read_census()
        except Trouble as trouble:
            return "error", str(trouble), None
        except Inconclusive as nothing:
            return "inconclusive", str(nothing), None
        if not same_world(before, after):
            continue
        if verdict in ("fail", "error"):
            return verdict, reason, violation
        if first is not None and same_world(started, before):
            first.intermittent = True
            return "fail", f"{first.says} (seen once, not again while nothing moved)", first
        evidence.notes.append("failed once while the records moved, not again when they stood still")
        return verdict, reason, None
    return "inconclusive", "the records moved during every attempt to confirm a failure", None
