"""Cursors that are taken from one project or workflow to another."""

from listproof.checks.walks import settled_counts
from listproof.laws import Listing, law


@law("pages.cursor-of-another-scope", basis="implied", each="scoped cursor", facts=("pages.next", "scope.*"), moving=True)
def test_cursor_of_another_scope(listing: Listing, subject: str) -> None:
    """A cursor of one project or workflow is refused in another, or leads on among the records there: it never shows those of its own."""
    target, leads = listing.run.target, listing.leads
    if not target.other:
        listing.unsupported("no second scope is given; add other = { … } to the target")
    _, second = leads.second({}, leads.small_size)
    there = leads.at(second.query, {**target.path, **target.other})
    shared = settled_counts(listing.contract, there.records) & settled_counts(listing.contract, listing.records)
    listing.require(
        there.answer.status < 500 and not shared,
        "pages.next",
        *(f"scope.{scope.parameter}" for scope in listing.contract.scopes),
        says="a cursor that is asked for in another scope " + ("shows records of its own" if shared else "breaks the service"),
        expected="a refusal, or records of that scope",
        observed=f"{there.said()}, {shared.total()} of them records of the scope in which it was given",
        replies=(second, there),
    )
    listing.record_behaviour("pages.cursor-of-another-scope", "refused" if there.refused else "empty" if not there.records else "goes on")
