"""Errors: what is refused is refused as documented, nothing breaks, and nobody sees what is not theirs."""

from listproof.checks.refusals import refusal_mismatch, unlike_documented
from listproof.checks.shapes import bad_values
from listproof.checks.walks import settled_counts, with_identity
from listproof.contract import Absent, at
from listproof.evidence import Reply
from listproof.evidence.reply import name_of
from listproof.laws import Listing, law, pair, some_of
from listproof.laws.asking.huge_numbers import asked_beside_others
from listproof.laws.asking.in_between import UNKNOWN, aside, by_address_in_turn, by_cursor_in_turn, undisturbed
from listproof.laws.asking.sign_in import DocumentedSignIn
from listproof.laws.context.leads import GARBAGE
from listproof.laws.wording import breaking
from listproof.values.boundary_values import another_like

_TURNS = 5


@law(
    "errors.refusal-has-the-documented-form",
    basis="implied",
    each="checked parameter",
    facts=("errors.bad-parameter", "success", "parameters.{subject}", "parameters.{subject}.type"),
    moving=True,
)
def test_refusal_has_the_documented_form(listing: Listing, subject: str) -> None:
    """A request with a bad value is answered, or refused with an error body in one of the vendor's forms, never with a stack trace."""
    pages = listing.contract.pages
    values = bad_values(listing.contract.parameter(subject), subject in (pages.parameter, pages.size.parameter))
    if subject == pages.parameter and pages.next and not pages.addressed:
        replies = [listing.leads.at_cursor(GARBAGE, {}, listing.leads.small_size)]
    else:
        replies = [asked_beside_others(listing, subject, value) for value in values]
    for reply in replies:
        value = reply.query.arguments.get(subject)
        listing.require(
            reply.breakage is None,
            *listing.facts.agreed(f"parameters.{subject}.type", f"parameters.{subject}"),
            says=f"{pair(listing, subject, value)} {breaking(reply)}",
            expected="an answer or a refusal",
            observed=reply,
            replies=(reply,),
        )
        if not reply.refused:
            listing.require(
                not reply.good or reply.has_place_for_records,
                *listing.facts.agreed(f"parameters.{subject}.type", f"parameters.{subject}"),
                says=f"{pair(listing, subject, value)} is refused in a body without records, and the status calls it a success",
                expected="records, or a refusal that says so",
                observed=reply.body(),
                replies=(reply,),
            )
            continue
        _is_as_documented(listing, reply, "bad-parameter", f"{pair(listing, subject, value)}")


def _is_as_documented(listing: Listing, reply: Reply, kind: str, what: str) -> None:
    """A refusal has a documented error body, and not the code of success; whether it has the status and code of its kind is recorded."""
    wrong = refusal_mismatch(listing.contract, reply.answer.body, reply.answer.cut)
    listing.require(
        wrong is None,
        *listing.facts.stated(f"errors.{kind}"),
        says=f"the refusal of {what} has none of the documented forms: {wrong}",
        expected="a documented error body without records",
        observed=reply,
        replies=(reply,),
    )
    if listing.contract.success:
        listing.require(
            not reply.success,
            "success",
            says=f"the refusal of {what} carries the code of success",
            expected=f"HTTP {reply.answer.status} without {listing.contract.success}",
            observed=reply,
            replies=(reply,),
        )
    stated = listing.facts.stated(f"errors.{kind}")
    fact = listing.facts[stated[0]] if stated else None
    if fact is not None and fact.binding:
        listing.require(
            reply.answer.status != 200 or fact.value[0] == 200,
            fact.id,
            says=f"the refusal of {what} calls itself a success",
            expected=f"HTTP {fact.value[0]}",
            observed=reply,
            replies=(reply,),
        )
    if fact is not None:
        other = unlike_documented(listing.contract, kind, reply.answer.status, reply.answer.body)
        listing.record_behaviour(f"errors.{kind}.said", other or "as documented")


def _is_refused_for_good(listing: Listing, reply: Reply, kind: str, what: str) -> None:
    """A request is refused in a documented form that shows no record."""
    fact = f"errors.{kind}"
    listing.mark_exercised(*listing.facts.stated(fact))
    listing.require(
        not reply.good and reply.answer.status < 500 and not reply.shows_records,
        "sign-in",
        says=f"{what} is answered" if reply.answer.status < 500 else f"{what} breaks the service",
        expected="a refusal without records",
        observed=reply,
        replies=(reply,),
    )
    if fact in listing.facts and listing.facts[fact].binding:
        status = listing.facts[fact].value[0]
        listing.require(
            reply.answer.status != 200 or status == 200,
            fact,
            says=f"the refusal of {what} calls itself a success",
            expected=f"HTTP {status}",
            observed=reply,
            replies=(reply,),
        )
    _is_as_documented(listing, reply, kind, what)


@law("errors.no-credential-is-refused", basis="implied", facts=("sign-in", "errors.no-credential", "success", "parameters.*"), moving=True)
def test_no_credential_is_refused(listing: Listing) -> None:
    """A request without a credential is refused and shows no record."""
    if any(entry.get("type") == "none" for entry in listing.contract.sign_in):
        listing.unsupported("the document asks for no credential")
    sign_in = DocumentedSignIn(listing)
    if not sign_in.is_documented:
        listing.unsupported("the target signs in by none of the documented ways")
    reply = listing.ask({}, auth=sign_in.none())
    _is_refused_for_good(listing, reply, "no-credential", "a request without a credential")
    carriers = [p for p in listing.contract.parameters if p.place in ("header", "cookie") and sign_in.travels_in(p.name)]
    listing.mark_exercised(*(f"parameters.{p.name}{facet}" for p in carriers for facet in ("", ".type", ".required")))


@law("errors.wrong-credential-is-refused", basis="implied", facts=("sign-in", "errors.wrong-credential", "success"), moving=True)
def test_wrong_credential_is_refused(listing: Listing) -> None:
    """A request with a made-up credential is refused and shows no record."""
    sign_in = DocumentedSignIn(listing)
    wrong = sign_in.made_up()
    if not sign_in.is_documented or wrong is None:
        listing.unsupported("the target signs in by none of the documented ways")
    reply = listing.ask({}, auth=wrong)
    _is_refused_for_good(listing, reply, "wrong-credential", "a request with a made-up credential")


@law(
    "errors.wrong-signature-is-refused",
    basis="implied",
    facts=("sign-in", "errors.wrong-signature", "errors.wrong-credential"),
    moving=True,
)
def test_wrong_signature_is_refused(listing: Listing) -> None:
    """A request that is signed badly under a known key is refused and shows no record; it is tried only where the target asks for it."""
    sign_in = DocumentedSignIn(listing)
    badly = sign_in.badly_signed()
    if not sign_in.is_documented or badly is None:
        listing.unsupported("nothing is signed, or the target does not ask for it: try-wrong-signature = 1 does, and can lock its key")
    reply = listing.ask({}, auth=badly)
    kind = "wrong-signature" if "errors.wrong-signature" in listing.facts else "wrong-credential"
    _is_refused_for_good(listing, reply, kind, "a request with a wrong signature under a known key")


@law("errors.other-scope-stays-hidden", basis="implied", facts=("scope.*", "parameters.*"), moving=True)
def test_other_scope_stays_hidden(listing: Listing) -> None:
    """What belongs to another project or workflow is never shown."""
    contract, target = listing.contract, listing.run.target
    if not contract.scopes:
        listing.unsupported("the listing has no scope")
    facts = [f"scope.{scope.parameter}" for scope in contract.scopes]
    listing.mark_exercised(*(f"parameters.{scope.parameter}{facet}" for scope in contract.scopes for facet in ("", ".type", ".required")))
    for scope in contract.scopes:
        own = str(target.path.get(scope.parameter))
        for record in listing.records if scope.field else ():
            shown = at(record, scope.field or "")
            listing.require(
                isinstance(shown, Absent) or str(shown) == own,
                f"scope.{scope.parameter}",
                says=f"{scope.field} of record {name_of(contract.identity, record)} is not the {scope.parameter} that was asked for",
                expected=own,
                observed=shown,
            )
    if not target.other:
        if any(scope.field for scope in contract.scopes):
            return
        listing.unsupported("no second scope is given; add other = { … } to the target")
    theirs = listing.first_page({}, path={**target.path, **target.other})
    listing.require(
        theirs.good or theirs.refused,
        *facts,
        says="the other scope is neither answered nor refused",
        expected="its records, or a refusal",
        observed=theirs,
        replies=(theirs,),
    )
    # A record without an identity that both scopes show need not be the same one.
    named, own_named = (with_identity(contract, records) for records in (theirs.records, listing.records))
    if theirs.records and not named:
        listing.inconclusive("the records of the other scope show no identity, so that nothing tells whose they are")
    shared = settled_counts(listing.contract, named) & settled_counts(listing.contract, own_named)
    told = theirs.total is not None and bool(named) and theirs.total == listing.census.walk.total
    listing.require(
        not shared and not (told and theirs.names == listing.census.walk.names[: len(theirs.records)]),
        *facts,
        says="records of one scope are shown in another",
        expected="no record in both",
        observed=f"{len(shared)} in both: {', '.join(sorted(shared)[:2])}",
        replies=(theirs,),
    )


@law(
    "errors.made-up-scope-shows-nothing",
    basis="implied",
    each="shown scope",
    facts=("scope.{subject}", "parameters.{subject}", "parameters.{subject}.type", "parameters.{subject}.required"),
    moving=True,
)
def test_made_up_scope_shows_nothing(listing: Listing, subject: str) -> None:
    """A project or workflow that was made up shows no record of this one; where records show theirs, it needs no second account."""
    contract, target = listing.contract, listing.run.target
    scope = next(one for one in contract.scopes if one.parameter == subject)
    own, made_up = str(target.path.get(subject)), another_like(str(target.path.get(subject)))
    reply = listing.first_page({}, path={**target.path, subject: made_up})
    listing.require(
        reply.good or reply.refused,
        f"scope.{subject}",
        says=f"{subject}={made_up}, which was made up, is neither answered nor refused",
        expected="no records, or a refusal",
        observed=reply,
        replies=(reply,),
    )
    mine = [record for record in reply.records if str(at(record, scope.field or "")) == own]
    # An identity alone may be that of another record, where each scope counts its own.
    tells = set(contract.settled) - {*contract.identity, scope.field}
    same = settled_counts(contract, reply.records, but=scope.field) & settled_counts(
        contract, listing.records if tells else (), but=scope.field
    )
    listing.require(
        not mine and not same,
        f"scope.{subject}",
        says=f"{subject}={made_up}, which was made up, shows records of {subject}={own}",
        expected=f"no record of {own}",
        observed=f"{reply.said()}, {len(mine or same)} of them records of {own}",
        replies=(reply,),
    )
    listing.mark_exercised(*(f"parameters.{subject}{facet}" for facet in ("", ".type", ".required")))
    listing.record_behaviour(f"scope.{subject}.made-up", "refused" if reply.refused else "others" if reply.records else "empty")


@law("errors.questions-do-not-mix", basis="implied", facts=("records",), moving=True)
def test_questions_do_not_mix(listing: Listing) -> None:
    """Each question has one answer; asking something else between two pages changes neither, however often where another law has failed."""
    listing.require(
        listing.run.unasked == 0, "records", says="more answers come than questions are asked", expected="one answer to each question",
        observed=f"{listing.run.unasked} answers that nobody asked for",
    )  # fmt: skip
    size = listing.pages.cut
    pages = listing.contract.pages
    named = " and ".join(filter(None, (f"{pages.size.parameter}={size}" if pages.sized else "", pages.parameter)))
    neighbours = {offset: listing.page(offset, size) for offset in (0, size)} if listing.run.another_law_failed else {}
    for offset, once in [*neighbours.items()] * _TURNS:
        again = listing.page(offset, size, fresh=True)
        if not listing.tolerance.alike(once.names, again.names):
            _stands_still_alone(listing, offset, size)
        listing.require(
            listing.tolerance.alike(once.names, again.names),
            "records",
            says=f"the page of {named or size} after {offset} records is another one when it is asked for again in turn with its neighbour",
            expected=some_of(once.names),
            observed=some_of(again.names),
            replies=(once, again),
        )
    if not listing.contract.filters:
        listing.unsupported("the listing has no filter to ask something else by")
    offset, size = aside(listing)
    if not 0 < offset < len(listing.census.records):
        listing.inconclusive(f"the listing has no second page of {size}")
    first, turn = (None, by_address_in_turn(listing)) if pages.addressed else by_cursor_in_turn(listing)
    between, again = turn.between, turn.again
    if between is None:
        listing.inconclusive("no filter gives another page there")
    if first is None and _is_that_slice(listing, again, offset, size):
        listing.mark_exercised("records")
        return
    first = first or undisturbed(listing, turn)
    if not pages.addressed and not again.good:
        again = listing.page(offset, size, fresh=True)  # a cursor may be too old by now
    if not listing.tolerance.alike(first.names, again.names):
        _stands_still_alone(listing, offset, size)
    listing.require(
        listing.tolerance.alike(first.names, again.names) and abs((first.total or 0) - (again.total or 0)) <= listing.tolerance.changed,
        "records",
        says="a page changes when something else is asked before it",
        expected=some_of(first.names),
        observed=some_of(again.names),
        replies=(first, between, again),
    )


def _is_that_slice(listing: Listing, page: Reply, offset: int, size: int) -> bool:
    """Whether a page holds just the records of the census there, with its total, so that what was asked before it changed nothing."""
    walk = listing.census.walk
    told = abs((walk.total or 0) - (page.total or 0)) <= listing.tolerance.changed
    return told and listing.tolerance.alike_as_read(page.names, walk.names[offset : offset + size])


def _stands_still_alone(listing: Listing, offset: int, size: int) -> None:
    """A page that changes while nothing else is asked is in no order that is kept, of which other laws tell."""
    once, *again = (listing.page(offset, size, fresh=True).names for _ in range(3))
    if not all(listing.tolerance.alike(once, names) for names in again):
        listing.inconclusive("the page changes from one request to the next, whatever is asked before it")


@law("errors.unknown-parameter-breaks-nothing", basis="implied", facts=("records",), moving=True)
def test_unknown_parameter_breaks_nothing(listing: Listing) -> None:
    """A parameter that no document names is passed over or refused; it breaks nothing."""
    offset, size = aside(listing)
    arguments = listing.filters.another_page(offset, size) or {}
    usual, given = listing.first_page(arguments), listing.page(0, size, {**arguments, UNKNOWN: "1"})
    listing.require(
        given.answer.status < 500,
        "records",
        says="a parameter that no document names breaks the service",
        expected="a refusal, or the records that come without it",
        observed=given,
        replies=(given,),
    )
    alike = given.good and listing.tolerance.alike(given.names, usual.names[: len(given.names)]) and bool(given.names)
    listing.record_behaviour("errors.unknown-parameter", "refused" if given.refused else "ignored" if alike else "other records")
