"""What spoils every answer is told once, by the first law that fails because of it; the others are inconclusive and name that one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from listproof.evidence import Reply, Store
from listproof.laws.context.conversation import Conversation
from listproof.laws.law import Law
from listproof.laws.subject import Subject
from listproof.laws.trial.confirmation import Judged
from listproof.laws.trial.heedless import heedless, looks_heedless
from listproof.laws.trial.replicas import sets_in_turns
from listproof.verdicts import Evidence, Violation

__all__ = ["breaks", "in_view_of_what_spoils", "is_known_to_spoil", "is_spoiled", "shows_breaks"]

_OF_ONE_ANSWER = ("shape", "errors")
"""The areas of laws that look at what a single answer holds, or ask for what is refused before any question is heeded."""
_IN_TURNS = "errors.questions-do-not-mix"
"""The one of them that holds answers to different questions against each other."""
_AT_WHICH_NOTHING_BREAKS = (
    "bounds.no-number-is-not-a-number", "bounds.size-outside-gives-no-more", "bounds.outside-is-not-honoured",
    "filters.any-text-is-answered",
)  # fmt: skip
"""Laws that ask for what a service must refuse or pass over, each by an answer of its own."""
_STANDS = ("fields", "media-type", "status", "success", "errors", "sign-in", "scope")
"""The facts that one answer shows by itself, or that are decided before a question is."""


@dataclass(frozen=True)
class _Spoiled:
    """What is wrong with whatever the service answers: in a few words, and as a violation says it."""

    briefly: str
    says: str
    expected: str
    observed: str
    replies: Sequence[Reply]


def in_view_of_what_spoils(judged: Judged, law: Law, subject: Subject | None, store: Store, evidence: Evidence) -> Judged:
    """What a failure comes to where no answer can be trusted to be that of its question, or of one set of records."""
    spoiled = _out_of_step(store) or _of_one_answer(judged, law, store) or _of_replicas(store)
    if spoiled is None:
        return judged
    teller, here = store.endpoint.told_by, f"{law.id} [{subject}]" if subject is not None else law.id
    if teller not in ("", here):
        return Judged("inconclusive", f"{spoiled.briefly}, as {teller} tells")
    try:
        Conversation(store, law, evidence).require(
            False, "records", says=spoiled.says, expected=spoiled.expected, observed=spoiled.observed, replies=spoiled.replies
        )
    except Violation as violation:
        store.endpoint.told_by = here
        return Judged("fail", violation.says, violation)
    return Judged("inconclusive", spoiled.briefly)


def breaks(judged: Judged) -> bool:
    """Whether a failure is that of a service which broke at a question: one answer shows it by itself, whatever spoils the others."""
    return judged.violation is not None and judged.violation.observation.status >= 500


def shows_breaks(law: Law) -> bool:
    """Whether a law asks for what no service may break at, so that it is tried though nothing else of its answer can be compared."""
    return law.id in _AT_WHICH_NOTHING_BREAKS


def is_known_to_spoil(law: Law, store: Store) -> bool:
    """Whether a law need not be tried: it compares answers to different questions, and these are known to be one and the same."""
    if law.area in _OF_ONE_ANSWER and law.id != _IN_TURNS:
        return False
    return bool(store.endpoint.answered_alike) or (looks_heedless(store) and bool(heedless(store, law)))


def is_spoiled(judged: Judged, law: Law, store: Store) -> bool:
    """Whether a failure need not be confirmed: what spoils every answer is known, and explains it."""
    return bool(store.endpoint.replicas) or _of_one_answer(judged, law, store) is not None


def _of_one_answer(judged: Judged, law: Law, store: Store) -> _Spoiled | None:
    """Different questions that are all answered alike; of what one answer shows by itself they explain nothing."""
    if breaks(judged):
        return None
    fact = "" if judged.violation is None else judged.violation.fact.partition(".")[0]
    if law.area in _OF_ONE_ANSWER and fact in _STANDS:
        return None
    alike = heedless(store, law)
    if not alike:
        return None
    (_, plain), *others = alike
    asked = ", ".join(told for told, _ in others)
    what = "pages" if store.contract.pages.parameter else "page sizes"
    return _Spoiled(
        briefly="whatever is asked, the same answer comes",
        says=f"the service passes over what it is asked: {what}, filters and orders all get one and the same answer",
        expected=f"other records for {asked}",
        observed=f"{plain.said()} for each of them, the records that come where none of it is asked",
        replies=[plain, *(reply for _, reply in others)],
    )


def _out_of_step(store: Store) -> _Spoiled | None:
    """Answers that nobody asked for: those beside them may be of other questions. What they look like, two sets in turns, is no cause."""
    session, census = store.session, store.census_in_hand
    if not session.unasked:
        return None
    often = "once" if session.unasked == 1 else f"{session.unasked} times"
    return _Spoiled(
        briefly="the service sends answers that nobody asked for",
        says="more answers come than questions: the service, or a proxy before it, is out of step, or a header splits its answers",
        expected="one answer to each question",
        observed=f"{often} in {session.sent} requests an answer was there before anything was asked on its connection",
        replies=census.walk.pages[:1] if census is not None else (),
    )


def _of_replicas(store: Store) -> _Spoiled | None:
    found = sets_in_turns(store)
    if not found:
        return None
    many = "two" if len(found) == 2 else f"{len(found)}"
    first, *others = (reply.said() for reply in found)
    common = len(set.intersection(*(set(reply.names) for reply in found)))
    return _Spoiled(
        briefly=f"the service answers from {many} sets of records in turns",
        says=f"the same question is answered in turns from {many} sets of records, as if by replicas that disagree",
        expected="the records of one listing, whoever answers",
        observed=f"{first} in one answer, {' and '.join(others)} in {'the other' if len(found) == 2 else 'others'}, "
        f"{common} in {'both' if len(found) == 2 else 'all of them'}",
        replies=found,
    )
