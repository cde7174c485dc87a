"""Errors: what is refused is refused as documented, nothing breaks, and nobody sees what is not theirs."""

import re

from listproof.checks import schema_mismatch
from listproof.contract import Absent
from listproof.laws import Listing, law

_TURNS = 5
_TRACE = re.compile(r"Traceback \(most recent call last\)|\bat [\w.$]+\([\w]+\.(?:java|go|py|js):\d+\)|goroutine \d+ \[|panic: ")


@law(
    "errors.refusal-has-the-documented-form",
    basis="implied",
    each="checked parameter",
    facts=("errors.bad-parameter", "parameters.{subject}", "parameters.{subject}.type"),
    moving=True,
)
def test_refusal_has_the_documented_form(listing: Listing, subject: str) -> None:
    """A request with a bad value is answered, or refused with an error body in one of the vendor's forms, never with a stack trace."""
    replies = [reply for value in listing.bad_values(subject) for reply in (listing.ask_normalised({subject: value}),)]
    for reply in replies:
        value = reply.query.arguments.get(subject)
        listing.require(
            reply.answer.status < 500 and not _TRACE.search(reply.answer.text),
            *listing.agreed(f"parameters.{subject}.type", f"parameters.{subject}"),
            says=f"{subject}={str(value)[:40]} breaks the service",
            expected="an answer or a refusal",
            observed=reply.said(),
            replies=(reply,),
        )
        if not reply.refused:
            listing.require(
                not reply.good or listing.has_place_for_records(reply),
                *listing.agreed(f"parameters.{subject}.type", f"parameters.{subject}"),
                says=f"{subject}={str(value)[:40]} is refused in a body without records, and the status calls it a success",
                expected="records, or a refusal that says so",
                observed=reply.body(),
                replies=(reply,),
            )
            continue
        trouble = (
            "it is no JSON" if isinstance(reply.answer.body, Absent) else schema_mismatch(listing.contract.error_schema, reply.answer.body)
        )
        listing.require(
            trouble is None,
            "errors.bad-parameter",
            says=f"the refusal of {subject}={str(value)[:40]} has none of the documented forms: {trouble}",
            expected="a documented error body",
            observed=reply.said(),
            replies=(reply,),
        )
        listing.require(
            not listing.shows_records(reply),
            "errors.bad-parameter",
            says=f"the refusal of {subject}={str(value)[:40]} comes with records",
            expected="an error without records",
            observed=reply.said(),
            replies=(reply,),
        )
        listing.says_as_documented(reply, "errors.bad-parameter")


@law("errors.no-credential-is-refused", basis="implied", facts=("sign-in", "errors.no-credential", "parameters.*"), moving=True)
def test_no_credential_is_refused(listing: Listing) -> None:
    """A request without a credential is refused and shows no record."""
    if any(entry.get("type") == "none" for entry in listing.contract.sign_in):
        listing.unsupported("the document asks for no credential")
    if not listing.signs_in:
        listing.unsupported("the target signs in by none of the documented ways")
    reply = listing.ask({}, auth=listing.store.session.without_credential())
    listing.refused_for_good(reply, "errors.no-credential", "a request without a credential")
    carriers = [p for p in listing.contract.parameters if p.place in ("header", "cookie") and listing.carries_credential(p.name)]
    listing.mark_exercised(*(f"parameters.{p.name}{facet}" for p in carriers for facet in ("", ".type", ".required")))


@law("errors.wrong-credential-is-refused", basis="implied", facts=("sign-in", "errors.wrong-credential"), moving=True)
def test_wrong_credential_is_refused(listing: Listing) -> None:
    """A request with a made-up credential is refused and shows no record."""
    wrong = listing.store.session.wrong_credential()
    if not listing.signs_in or wrong is None:
        listing.unsupported("the target signs in by none of the documented ways")
    reply = listing.ask({}, auth=wrong)
    listing.refused_for_good(reply, "errors.wrong-credential", "a request with a made-up credential")


@law("errors.other-scope-stays-hidden", basis="implied", facts=("scope.*", "parameters.*"), moving=True)
def test_other_scope_stays_hidden(listing: Listing) -> None:
    """What belongs to another project or workflow is never shown."""
    contract, target = listing.contract, listing.store.target
    if not contract.scopes:
        listing.unsupported("the listing has no scope")
    facts = [f"scope.{scope.parameter}" for scope in contract.scopes]
    listing.mark_exercised(*(f"parameters.{scope.parameter}{facet}" for scope in contract.scopes for facet in ("", ".type", ".required")))
    for scope in contract.scopes:
        own = str(target.path.get(scope.parameter))
        for record in listing.records if scope.field else ():
            listing.require(
                str(listing.of(record, scope.field)) == own,
                f"scope.{scope.parameter}",
                says=f"{scope.field} of record {listing.name(record)} is not the {scope.parameter} that was asked for",
                expected=own,
                observed=listing.of(record, scope.field),
            )
    if not target.other:
        if listing.evidence.compared:
            return
        listing.unsupported("no second scope is given; add other = { … } to the target")
    theirs = listing.other_scope()
    listing.require(
        theirs.good or theirs.refused,
        *facts,
        says="the other scope is neither answered nor refused",
        expected="its records, or a refusal",
        observed=theirs.said(),
        replies=(theirs,),
    )
    shared = listing.store.counts(theirs.records) & listing.store.counts(listing.records)
    told = theirs.total is not None and bool(theirs.records) and theirs.total == listing.census.walk.total
    listing.require(
        not shared and not (told and theirs.names == listing.census.walk.names[: len(theirs.records)]),
        *facts,
        says="records of one scope are shown in another",
        expected="no record in both",
        observed=f"{len(shared)} in both: {', '.join(sorted(shared)[:2])}",
        replies=(theirs,),
    )


@law("errors.questions-do-not-mix", basis="implied", facts=("records",), moving=True)
def test_questions_do_not_mix(listing: Listing) -> None:
    """Asking something else between two pages changes neither, however often where another law has failed."""
    size = listing.cut
    neighbours = {offset: listing.page(offset, size) for offset in (0, size)} if listing.store.failed else {}
    for offset, once in [*neighbours.items()] * _TURNS:
        again = listing.page(offset, size, fresh=True)
        listing.require(
            listing.alike(once.names, again.names),
            "records",
            says=f"a page of {size} at offset {offset} is another one when it is asked for again in turn with its neighbour",
            expected=", ".join(once.names[:4]),
            observed=", ".join(again.names[:4]),
            replies=(once, again),
        )
    other = listing.telling_arguments(size)
    if len(listing.census.records) <= size:
        listing.inconclusive(f"the listing has no second page of {size}")
    first = listing.page(size, size)
    between = listing.page(0, size, other, fresh=True)
    again = listing.page(size, size, fresh=True)
    listing.require(
        listing.alike(first.names, again.names) and abs((first.total or 0) - (again.total or 0)) <= listing.changed,
        "records",
        says="a page changes when something else is asked before it",
        expected=", ".join(first.names[:4]),
        observed=", ".join(again.names[:4]),
        replies=(first, between, again),
    )
