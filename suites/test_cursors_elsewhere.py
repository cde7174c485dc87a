"""Cursors that are taken elsewhere: to another size, filter, project or workflow, beyond their life, and from a size that no page has."""

from collections.abc import Sequence
from typing import Any

from listproof.checks.walks import settled_counts
from listproof.evidence import Reply
from listproof.laws import Listing, law, sent

_OTHER_SIZES = 3
"""So many other sizes a cursor is asked for with, where a page may hold no record though more follow."""


@law("pages.cursor-at-another-size", basis="implied", each="sized token", facts=("pages.next", "size"), moving=True)
def test_cursor_at_another_size(listing: Listing, subject: str) -> None:
    """A cursor asked for with another size is refused or goes on from its place: it starts nowhere else, and breaks nothing."""
    leads = listing.leads
    size = leads.small_size
    first, second = leads.second({}, size)
    replies = (leads.at_cursor(leads.cursor_of(second.query), {}, other) for other in leads.other_sizes(_OTHER_SIZES))
    reply = next((one for one in replies if not one.good or one.records), second)
    if reply is second:
        listing.inconclusive("the pages of other sizes hold no records")
    there = listing.census.walk.names[len(first.names) :]
    goes_on = reply.good and listing.tolerance.alike(reply.names, there[: len(reply.names)])
    again = listing.tolerance.alike(reply.names[:1], first.names[:1])
    wrong = "breaks the service" if reply.answer.status >= 500 else "starts from the first record again" if again else "starts elsewhere"
    listing.require(
        reply.answer.status < 500 and (not reply.good or goes_on),
        "pages.next",
        "size",
        says=f"a cursor with another size {wrong}",
        expected="a refusal, or the records from its place on",
        observed=reply,
        replies=(second, reply),
    )
    how = "refused" if reply.refused else "goes on" if goes_on and len(reply.records) != len(second.records) else "keeps its size"
    listing.record_behaviour("pages.cursor-at-another-size", how)


@law("pages.cursor-at-another-filter", basis="implied", each="token", facts=("pages.elsewhere", "pages.next"), moving=True)
def test_cursor_at_another_filter(listing: Listing, subject: str) -> None:
    """A cursor asked for under another filter is refused or goes on: it is not the first page of that filter, and breaks nothing."""
    leads = listing.leads
    size = leads.small_size
    pages = [*leads.second({}, size)]
    refused = listing.contract.pages.elsewhere == "refused"
    other = _other_question(listing, pages, size, before=True)
    if other is None:
        further = leads.beginning({}, size)
        other = _other_question(listing, further, size, before=True)
        pages = further if other is not None else pages
    if other is None and refused:
        other = _other_question(listing, pages, size, before=False)
    if other is None:
        listing.inconclusive("no filter keeps enough other records, the first of them before the place of a cursor")
    arguments, own = other
    reply = leads.at_cursor(leads.cursor_of(pages[-1].query), arguments, size)
    again = reply.good and listing.tolerance.alike(reply.names, own[: len(reply.names)]) and bool(_passed(pages) & set(reply.names))
    broken = reply.answer.status >= 500
    done = "breaks the service" if broken else "gives the first page of that query" if again else "is answered"
    if refused:
        listing.require(
            reply.refused,
            "pages.elsewhere",
            says=f"a cursor of another query, asked for with {sent(listing, arguments)}, is not refused: it {done}",
            expected="a refusal",
            observed=reply,
            replies=(pages[-1], reply),
        )
    listing.require(
        not broken and not again,
        "pages.next",
        says=f"a cursor of another query, asked for with {sent(listing, arguments)}, {done}",
        expected="a refusal, or a page from the cursor's place on",
        observed=reply,
        replies=(pages[-1], reply),
    )
    old = reply.good and listing.tolerance.alike(reply.names, pages[-1].names)
    listing.record_behaviour(
        "pages.cursor-at-another-filter",
        "refused" if reply.refused else "goes on with the old query" if old else "goes on with the new one",
    )


def _other_question(listing: Listing, pages: Sequence[Reply], size: int, *, before: bool) -> tuple[dict[str, Any], list[str]] | None:
    """A filter that keeps other records than the first and the last of some pages hold, and the names of its first; None where none does.

    With `before` its first record stands before the last of the pages. Of another filter the first page may be the very one that goes on
    from there, which is no fault.
    """
    alike, passed = listing.tolerance.alike, _passed(pages)
    for arguments in listing.filters.one_by_one():
        must, _ = listing.comparison.must_and_may(arguments, list(arguments), listing.comparison.assumptions())
        if before and min(must, default=len(passed)) >= len(passed):
            continue
        whole = listing.first_page(arguments)
        own = whole.names[:size]
        if not whole.good or len(own) < 2 or alike(own, pages[0].names) or alike(own, pages[-1].names):
            continue
        if not before or own[0] in passed:
            return arguments, own
    return None


def _passed(pages: Sequence[Reply]) -> set[str]:
    """The names of the records that stand before the last of some pages."""
    return {name for page in pages[:-1] for name in page.names}


@law("pages.cursor-of-another-scope", basis="implied", each="scoped cursor", facts=("pages.next", "scope.*"), moving=True)
def test_cursor_of_another_scope(listing: Listing, subject: str) -> None:
    """A cursor of one project or workflow is refused in another, or leads on among the records there: it never shows those of its own."""
    target, leads = listing.run.target, listing.leads
    if not target.other:
        listing.unsupported("no second scope is given; add other = { … } to the target")
    _, second = leads.second({}, leads.small_size)
    path = {**target.path, **target.other}
    there, plain = leads.at(second.query, path), listing.first_page({}, path=path)
    alike = settled_counts(listing.contract, there.records) & settled_counts(listing.contract, listing.records)
    # Where each scope counts its own, records of both may look the same: what that scope shows without a cursor tells nothing.
    shared = alike - settled_counts(listing.contract, plain.records)
    listing.require(
        there.answer.status < 500 and not shared,
        "pages.next",
        *(f"scope.{scope.parameter}" for scope in listing.contract.scopes),
        says="a cursor that is asked for in another scope " + ("shows records of its own" if shared else "breaks the service"),
        expected="a refusal, or records of that scope",
        observed=f"{there.said()}, {shared.total()} of them records of the scope in which it was given",
        replies=(second, there),
    )
    if alike:
        listing.inconclusive("records of both scopes look alike")
    listing.record_behaviour("pages.cursor-of-another-scope", "refused" if there.refused else "empty" if not there.records else "goes on")


@law("pages.expired-cursor", each="mortal cursor", facts=("pages.expired", "pages.lives"), moving=True)
def test_expired_cursor(listing: Listing, subject: str) -> None:
    """A cursor that is older than it lives is refused: it leads to no page, and above all not to the first."""
    listing.facts.require_testable("pages.expired")
    leads = listing.leads
    first, _ = leads.second({}, leads.small_size)
    late = leads.after_its_life(first, leads.small_size)
    if late is None:
        listing.inconclusive("no page gives a cursor")
    again = late.good and bool(late.records) and listing.tolerance.alike(late.names, first.names)
    broken = late.answer.status >= 500
    listing.require(
        late.refused,
        "pages.expired",
        "pages.lives",
        says=f"a cursor older than {listing.contract.pages.lives} seconds "
        + ("breaks the service" if broken else "gives the first page again" if again else "is not refused"),
        expected="a refusal",
        observed=late,
        replies=(first, late),
    )


@law("pages.given-cursor-is-taken", basis="implied", each="sized token", facts=("pages.next", "size"), moving=True)
def test_given_cursor_is_taken(listing: Listing, subject: str) -> None:
    """A size that no page can have is refused, or a cursor that its answer gives is taken."""
    size = listing.contract.pages.size.parameter
    for asked in (0, -1):
        reply = listing.ask_normalised({size: asked})
        second = listing.leads.after(reply, asked) if reply.good else None
        listing.require(
            second is None or second.good, "pages.next", "size", says=f"{size}={asked} is answered with a cursor that is not taken",
            expected="a refusal, or a cursor that is taken", observed=second or reply, replies=(reply, second or reply),
        )  # fmt: skip
