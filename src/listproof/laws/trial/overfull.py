"""Pages that hold so many more records than were asked for that a run cannot hold them: the law of sizes tells, and the others say so.

Whoever passes over the size answers each question with all there is. That nothing else can be asked is no trouble of the suite.
"""

from __future__ import annotations

from contextlib import suppress

from listproof.checks.walks import misfilled
from listproof.evidence import Reply, Store
from listproof.laws.context.conversation import Conversation
from listproof.laws.law import Law
from listproof.laws.subject import Subject
from listproof.laws.trial.confirmation import Judged
from listproof.laws.wording import between
from listproof.verdicts import Evidence, Inconclusive, Trouble, Violation

__all__ = ["in_view_of_overfull_pages"]

_TELLS = "pages.size-is-honoured"
_ENOUGH = 2
"""So many such pages are seen before one is told."""


def in_view_of_overfull_pages(judged: Judged, law: Law, subject: Subject | None, store: Store, evidence: Evidence) -> Judged:
    """What an error comes to where an answer was too large because it holds more records than were asked for."""
    page = store.endpoint.overfull
    if page is None or judged.traceback or judged.reason not in {str(trouble) for trouble in store.session.troubles}:
        return judged
    _see_again(store, page)
    size, held = int(page.query.arguments[store.contract.pages.size.parameter]), len(page.records)
    should = misfilled(held, size, held, means=store.contract.pages.size.means)
    if should is None or store.endpoint.overfull_pages < _ENOUGH:
        return judged
    says = f"a page of {size} holds {held} records and more, and should hold {between(*should)}"
    here = f"{law.id} [{subject}]" if subject is not None else law.id
    if law.id != _TELLS or store.endpoint.told_by not in ("", here):
        return Judged("inconclusive", f"{says}: more than a run can hold, as {store.endpoint.told_by or _TELLS} tells")
    try:
        Conversation(store, law, evidence).require(
            False,
            "size.means",
            "size",
            says=says,
            expected=between(*should),
            observed=f"{held} records in what an answer begins with that is too large to be read or held; so nothing else was asked",
            replies=(page,),
        )
    except Violation as violation:
        store.endpoint.told_by = here
        return Judged("fail", violation.says, violation)
    return judged


def _see_again(store: Store, page: Reply) -> None:
    """Ask for such a page once more where it was seen but once."""
    if store.endpoint.overfull_pages < _ENOUGH and store.session.stopped is None:
        with suppress(Trouble, Inconclusive):
            store.ask(page.query, fresh=True)
