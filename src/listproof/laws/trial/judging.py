"""From a law and a subject to a verdict: a failure is confirmed before it is told, and the suite's own trouble is no violation."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from listproof.evidence.drift import Census, Drift, drift_between, lost_by_paging
from listproof.evidence.question import Key
from listproof.evidence.store import Store
from listproof.laws.context.listing import Listing
from listproof.laws.law import Law
from listproof.laws.subject import Subject, about, names_in
from listproof.laws.trial.confirmation import Confirmation, Judged
from listproof.laws.trial.mistakes import told, traceback_of
from listproof.laws.trial.overfull import in_view_of_overfull_pages
from listproof.laws.trial.spoiling import breaks, in_view_of_what_spoils, is_known_to_spoil, is_spoiled, shows_breaks
from listproof.verdicts import Evidence, Inconclusive, Outcome, Trouble, Unsupported, Violation

__all__ = ["judge", "rehearse", "untried"]

_ATTEMPTS = 4


def judge(law: Law, store: Store, subject: Subject | None = None) -> Outcome:
    """The outcome of one law on one subject of a listing. Raises nothing that a law may raise; KeyboardInterrupt passes."""
    start, sent = time.perf_counter(), store.session.sent
    evidence = Evidence()
    store.suspects.pop(law.id, None)
    store.start()
    unread = _with_census(store)
    spoiled = unread is None and is_known_to_spoil(law, store)
    judged = unread or (Judged("inconclusive") if spoiled and not shows_breaks(law) else _trial(law, store, subject, evidence))
    if spoiled and judged.verdict == "fail" and breaks(judged):
        judged = _Confirming(law, store, subject, evidence.met).confirmed(judged)
        store.mark_failed()
    elif spoiled or (unread is not None and unread.verdict == "inconclusive"):
        judged = in_view_of_what_spoils(judged, law, subject, store, evidence)
    elif judged.verdict == "fail":
        if not is_spoiled(judged, law, store):
            judged = _Confirming(law, store, subject, evidence.met).confirmed(judged)
        if judged.verdict in ("fail", "inconclusive"):
            judged = in_view_of_what_spoils(judged, law, subject, store, evidence)
        store.mark_failed()
    if judged.verdict == "error":
        judged = in_view_of_overfull_pages(judged, law, subject, store, evidence)
    masked = store.session.masked
    return Outcome(
        law=law.id,
        target=store.target.name,
        contract=store.contract.slug,
        subject=_text(subject),
        verdict=judged.verdict,
        reason=masked(judged.reason),
        violation=judged.violation and _masked(judged.violation, masked),
        compared=dict(evidence.compared),
        behaviours={masked(key): _masked_within(value, masked) for key, value in evidence.behaviours.items()},
        notes=tuple(map(masked, [*evidence.notes, *filter(None, [judged.note])])),
        requests=store.session.sent - sent,
        seconds=time.perf_counter() - start,
        sentence=law.sentence,
        basis=law.basis,
        traceback=masked(judged.traceback),
        about=about(subject),
    )


def untried(law: Law, target: str, contract: str, subject: Subject | None, why: str) -> Outcome:
    """The outcome of a law that was not tried at all: inconclusive, for this reason."""
    return Outcome(
        law.id, target, contract, _text(subject), "inconclusive", why, sentence=law.sentence, basis=law.basis, about=about(subject)
    )


def _text(subject: Subject | None) -> str | None:
    return None if subject is None else str(subject)


def rehearse(law: Law, store: Store, subject: Subject | None = None) -> str:
    """Try a law for the sake of the answers that it asks for. What it finds is nobody's; where it broke is told, empty where it did not."""
    return _trial(law, store, subject, Evidence()).traceback


def _masked_within(value: Any, masked: Callable[[str], str]) -> Any:
    """The value with every text in it masked, before any report cuts it."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {_masked_within(key, masked): _masked_within(one, masked) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return type(value)(_masked_within(one, masked) for one in value)
    return value


def _masked(violation: Violation, masked: Callable[[str], str]) -> Violation:
    """The violation as a report may hold it; its exchanges mask themselves as they are made."""
    seen = violation.observation
    return violation.but(
        exchanges=violation.exchanges,
        says=masked(violation.says),
        expected=masked(violation.expected),
        observed=masked(violation.observed),
        observation=replace(seen, records={sign: tuple(map(masked, names)) for sign, names in seen.records.items()}),
    )


def _with_census(store: Store) -> Judged | None:
    """What comes of a law for which the census could not be read; None where it could."""
    try:
        _ = store.census
    except Trouble as trouble:
        return Judged("error", str(trouble))
    except Inconclusive as nothing:
        return Judged("inconclusive", str(nothing))
    except Exception as mistake:
        return _broken("the suite", mistake)
    return None


def _broken(what: str, mistake: Exception) -> Judged:
    return Judged("error", f"{what} itself failed: {told(mistake)}", traceback=traceback_of(mistake))


def _trial(law: Law, store: Store, subject: Subject | None, evidence: Evidence) -> Judged:
    listing = Listing(store, law, evidence)
    arguments: Mapping[str, Any] = {} if subject is None else {"subject": subject}
    try:
        law.function(listing, **arguments)
    except Violation as violation:
        return Judged("fail", violation.says, violation)
    except Inconclusive as nothing:
        return Judged("inconclusive", str(nothing))
    except Unsupported as lacking:
        return Judged("unsupported", str(lacking))
    except Trouble as trouble:
        return Judged("error", str(trouble))
    except Exception as mistake:
        return _broken("the law", mistake)
    if not evidence.compared and not evidence.behaviours:
        return Judged("inconclusive", "the law compared nothing")
    return Judged("pass")


class _Confirming:
    """One failure tried again, every answer asked afresh, with the census read before and after each trial.

    While nothing has moved, one failure stands; it is tried once more to tell whether it is intermittent. Where the readings agree in
    their records and not in their totals, or differ as paging makes them differ, it must be seen twice. Once something has moved, each
    failure is judged again by the core that both readings show, if the law can be (`moving`), and must be seen twice as well. Where
    too much moved in every attempt, nothing is claimed. A listing that can be closed, and moves, is tried closed. `met` are the questions
    of others whose answers failed (`Evidence`): they are asked again, so that each trial sees what the first one saw.
    """

    def __init__(self, law: Law, store: Store, subject: Subject | None, met: tuple[Key, ...] = ()) -> None:
        self.law = law
        self.store = store
        self.subject = subject
        self.met = met
        self.asked = self.tried = store
        self.readings: list[Census] = [store.census]
        self.confirmation = Confirmation()

    def confirmed(self, first: Judged) -> Judged:
        """What the failure comes to."""
        trial = first
        try:
            if self._is_explained(first):
                return self._unread()
            for attempt in range(_ATTEMPTS + 1):
                now = self._read_again(trial)
                decided = self._weigh(trial, drift_between(self.tried.census, now))
                if decided is not None:
                    return decided
                if attempt < _ATTEMPTS:
                    self._start_from(now)
                    trial = _trial(self.law, self.tried, self.subject, Evidence())
        except Trouble as trouble:
            return Judged("error", str(trouble))
        except Inconclusive as nothing:
            return self.confirmation.cut_short(str(nothing))
        except Exception as mistake:
            return _broken("the suite", mistake)
        return self.confirmation.given_up()

    def _is_explained(self, first: Judged) -> bool:
        """Whether what was not read explains a failure by itself, so that nothing need be asked to see that it cannot be claimed."""
        census = self.tried.census
        return bool(census.unread) and self._claim(first.violation, drift_between(census, census)) is None

    def _unread(self) -> Judged:
        return Judged("inconclusive", f"what was not read may explain it ({self.store.note or 'the listing was read in part'})")

    def _read_again(self, trial: Judged) -> Census:
        before = self.tried.census
        now = self.asked.read_census(before if len(before.walk.read) > 1 and trial.verdict == "fail" else None)
        self.readings.append(now)
        return now

    def _weigh(self, trial: Judged, drift: Drift) -> Judged | None:
        """What a trial, in view of what moved around it, decides; None where it has to be tried again."""
        self.confirmation = self.confirmation.in_view_of(drift, by_paging=bool(drift.moved) and lost_by_paging(self.readings))
        if drift.still and trial.verdict != "fail":
            return self.confirmation.not_again(trial)
        claim = self._claim(trial.violation if trial.verdict == "fail" else None, drift)
        if claim is None:
            return None if self.tried.census.complete else self._unread()
        again = self.confirmation.seen is not None
        self.confirmation = self.confirmation.with_claim(claim, still=drift.still)
        return Judged("fail", claim.says, claim) if again and self.confirmation.stands else None

    def _start_from(self, now: Census) -> None:
        """Forget what was answered; where something moved, go on with the listing closed if it can be."""
        if not drift_between(self.asked.census, now).still:
            self.asked.renew(now)
            if self.asked is self.store and not self.confirmation.calm and not self._shows_closed_nothing():
                self.asked = self.store.closed() or self.store
        self.tried = self.asked.afresh(self.asked.census)
        self.tried.ask_again(self.met)

    def _shows_closed_nothing(self) -> bool:
        """Whether the failure is of what a closed listing does not show: of what moves, or of the filter that closes it."""
        return self.law.of_movement or self.store.contract.close in names_in(self.subject)

    def _claim(self, violation: Violation | None, drift: Drift) -> Violation | None:
        """The violation of a trial as far as it can be claimed in view of what moved around it; None where it cannot."""
        unread = self.tried.census.unread
        if violation is None or (not unread and (self.confirmation.calm or drift.still)):
            return violation
        if not self.law.moving:
            return None
        again = _trial(self.law, self.tried.reviewed(replace(drift, unread=unread)), self.subject, Evidence())
        return again.violation if again.verdict == "fail" else None
