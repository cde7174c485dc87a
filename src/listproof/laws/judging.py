"""From a law and a subject to a verdict: a failure is confirmed before it is told, and the suite's own trouble is no violation."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

from listproof.evidence.drift import Drift, lost_by_paging, motion
from listproof.evidence.store import Store
from listproof.laws.law import Law
from listproof.laws.listing import Listing
from listproof.laws.subject import Subject, names_in
from listproof.verdicts import Evidence, Inconclusive, Outcome, Trouble, Unsupported, Verdict, Violation

__all__ = ["judge", "rehearse", "untried"]

_ATTEMPTS = 4
_ENOUGH = 2
"""The weight of a failure while nothing moved; one where something did, or may have, weighs half."""


def judge(law: Law, store: Store, subject: Subject | None = None) -> Outcome:
    """The outcome of one law on one subject of a listing. Raises nothing that a law may raise; KeyboardInterrupt passes."""
    start, sent = time.perf_counter(), store.session.sent
    evidence = Evidence()
    store.suspects.pop(law.id, None)
    store.start()
    try:
        _ = store.census
        verdict, reason, violation = _trial(law, store, subject, evidence)
    except Trouble as trouble:
        verdict, reason, violation = "error", str(trouble), None
    except Inconclusive as nothing:
        verdict, reason, violation = "inconclusive", str(nothing), None
    except Exception as mistake:
        verdict, reason, violation = "error", f"the suite itself failed: {type(mistake).__name__}: {mistake}", None
    if verdict == "fail":
        verdict, reason, violation = _confirmed(law, store, subject, evidence, violation)
    if verdict == "fail":
        store.mark_failed()
    masked = store.session.masked
    return Outcome(
        law=law.id,
        target=store.target.name,
        contract=store.contract.slug,
        subject=_text(subject),
        verdict=verdict,
        reason=masked(reason),
        violation=violation and _masked(violation, masked),
        compared=dict(evidence.compared),
        behaviours={key: masked(value) if isinstance(value, str) else value for key, value in evidence.behaviours.items()},
        notes=tuple(map(masked, evidence.notes)),
        requests=store.session.sent - sent,
        seconds=time.perf_counter() - start,
        sentence=law.sentence,
        basis=law.basis,
    )


def untried(law: Law, target: str, contract: str, subject: Subject | None, why: str) -> Outcome:
    """The outcome of a law that was not tried at all: inconclusive, for this reason."""
    return Outcome(law.id, target, contract, _text(subject), "inconclusive", why, sentence=law.sentence, basis=law.basis)


def _text(subject: Subject | None) -> str | None:
    return None if subject is None else str(subject)


def rehearse(law: Law, store: Store, subject: Subject | None = None) -> None:
    """Try a law for the sake of the answers that it asks for; what it finds is nobody's."""
    _trial(law, store, subject, Evidence())


def _masked(violation: Violation, masked: Callable[[str], str]) -> Violation:
    """The violation as a report may hold it; its exchanges are masked already."""
    return Violation(
        masked(violation.says),
        fact=violation.fact,
        source=violation.source,
        expected=masked(violation.expected),
        observed=masked(violation.observed),
        exchanges=violation.exchanges,
        intermittent=violation.intermittent,
    )


_Judged = tuple[Verdict, str, Violation | None]


def _trial(law: Law, store: Store, subject: Subject | None, evidence: Evidence) -> _Judged:
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


def _confirmed(law: Law, store: Store, subject: Subject | None, evidence: Evidence, first: Violation | None) -> _Judged:
    """Try again, every answer asked afresh, with the census read before and after each trial: a failure counts only in view of what moved.

    While nothing has moved, one failure stands; it is tried once more to tell whether it is intermittent. Where the readings agree in
    their records and not in their totals, or differ as paging makes them differ, it must be seen twice. Once something has moved, each
    failure is judged again by the core that both readings show, if the law can be (`moving`), and must be seen twice as well. Where
    too much moved in every attempt, nothing is claimed. A listing that can be closed, and moves, is tried closed.
    """
    seen: Violation | None = None
    weight, calm = 0, True
    tried, asked = store, store
    verdict: Verdict = "fail"
    reason, violation = "", first
    readings = [store.census]
    for attempt in range(_ATTEMPTS + 1):
        try:
            before = tried.census
            now = asked.read_census(before if len(before.walk.pages) > 1 and verdict == "fail" else None)
            readings.append(now)
            moved = motion(before, now)
            if calm and moved.moved and not lost_by_paging(readings):
                calm, weight = False, weight // _ENOUGH
            if moved.still and verdict == "error":
                return verdict, reason, None
            if moved.still and verdict != "fail":
                if seen is None or weight < _ENOUGH:
                    evidence.notes.append("failed once while the records moved, not again when they stood still")
                    return verdict, reason, None
                if verdict == "inconclusive":
                    return "fail", f"{seen.says} (seen once; it could not be tried again: {reason})", seen
                seen.intermittent = True
                return "fail", f"{seen.says} (seen once, not again while nothing moved)", seen
            claimed = _claimed(law, tried, subject, violation if verdict == "fail" else None, moved, calm)
            if claimed is None and not before.complete:
                return "inconclusive", f"what was not read may explain it ({store.note or 'the listing was read in part'})", None
            if claimed is not None:
                weight += _ENOUGH if moved.still and calm else 1
                if seen is not None and weight >= _ENOUGH:
                    return "fail", claimed.says, claimed
                seen = claimed
            if attempt == _ATTEMPTS:
                break
            if not motion(asked.census, now).still:
                asked.renew(now)
                if asked is store and not calm and store.contract.close not in names_in(subject):
                    asked = store.closed() or store
            tried = asked.afresh(asked.census)
            verdict, reason, violation = _trial(law, tried, subject, Evidence())
        except Trouble as trouble:
            return "error", str(trouble), None
        except Inconclusive as nothing:
            return ("inconclusive", str(nothing), None) if seen is None or weight < _ENOUGH else ("fail", seen.says, seen)
        except Exception as mistake:
            return "error", f"the suite itself failed: {type(mistake).__name__}: {mistake}", None
    if seen is not None and weight >= _ENOUGH:
        return "fail", f"{seen.says} (seen once; the records moved too much to see it again)", seen
    return "inconclusive", "the records moved during every attempt to confirm a failure", None


def _claimed(law: Law, tried: Store, subject: Subject | None, violation: Violation | None, moved: Drift, calm: bool) -> Violation | None:
    """The violation of a trial as far as it can be claimed in view of what moved around it; None where it cannot."""
    unread = tried.census.unread
    if violation is None or (not unread and (calm or moved.still)):
        return violation
    if not law.moving:
        return None
    seen = Drift(moved.core, moved.moved, moved.unseen, unread)
    again, _, claimed = _trial(law, tried.reviewed(seen), subject, Evidence())
    return claimed if again == "fail" else None
