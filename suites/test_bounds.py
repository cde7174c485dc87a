"""Bounds: what lies inside a documented range is served, what lies outside is never honoured."""

from itertools import pairwise
from typing import Any, NoReturn

from listproof.checks.shapes import echoed
from listproof.contract import RANGES, Contract
from listproof.contract.wire.mandatory import mandatory
from listproof.evidence import Reply
from listproof.laws import Bound, Listing, as_json, law, pair
from listproof.laws.asking.fractions import asked_for_a_part
from listproof.laws.asking.huge_numbers import HUGE, asked_beside_others
from listproof.laws.asking.left_to_choose import where_its_default_shows
from listproof.laws.asking.no_values import selects_some
from listproof.laws.unlooked import says_what_it_does
from listproof.laws.wording import sent
from listproof.values.boundary_values import beyond, listed_sizes, outside, within

_NO_TEXT = "no text of that length is known that the pattern of {} takes"


@law("bounds.inside-is-accepted", each="bound", facts=("parameters.{subject}", "parameters.{name}"), moving=True)
def test_inside_is_accepted(listing: Listing, subject: Bound) -> None:
    """A value on its documented bound is accepted."""
    listing.facts.require_testable(f"parameters.{subject}")
    name = subject.parameter
    value = within(listing.contract.parameter(name), subject.facet)
    if value is None:
        listing.inconclusive(_NO_TEXT.format(name))
    read = next((page for page in listing.pages.read if page.query.arguments.get(name) == value), None)
    reply = read or listing.ask_normalised({name: value})
    if (
        reply.refused
        and _names_a_thing(listing.contract, name)
        and not listing.ask_normalised({name: str(value)[: len(str(value)) // 2]}).good
    ):
        listing.record_behaviour(f"bounds.{subject}.inside", "refused as unknown")
        return
    if reply.refused and listing.pages.is_past_the_end(name, value) and listing.ask_normalised({name: value - 1}).refused:
        listing.inconclusive(f"{pair(listing, name, value)} lies past the last record, where the document leaves a refusal open")
    disputed = listing.facts.disputed(f"parameters.{subject}") and not listing.facts.refused_by_a_side(name, value)
    listing.require(
        reply.good,
        *((f"parameters.{name}",) if disputed else (f"parameters.{subject}",)),
        says=f"{pair(listing, name, value)} lies on its documented bound and is not accepted",
        expected="HTTP 200",
        observed=reply,
        replies=(reply,),
    )


def _names_a_thing(contract: Contract, name: str) -> bool:
    """Whether a parameter names an object elsewhere or holds one of a closed list, so that a made-up value may be refused."""
    one = next((one for one in contract.filters if one.name == name), None)
    return bool(contract.parameter(name).enum) or (one is not None and (one.names == "thing" or one.opaque))


@law("bounds.outside-is-not-honoured", each="bound", facts=("parameters.{subject}",), moving=True)
def test_outside_is_not_honoured(listing: Listing, subject: Bound) -> None:
    """A value beyond its documented bound is refused or set right, never done as asked."""
    listing.facts.require_testable(f"parameters.{subject}")
    name = subject.parameter
    value = beyond(listing.contract.parameter(name), subject.facet)
    if value is None:
        listing.inconclusive(_NO_TEXT.format(name))
    pages = listing.contract.pages
    if name == pages.size.parameter:
        reply = listing.ask_normalised({name: value})
        means_none = value <= 0 and (pages.size.zero == "empty" or _is_set_right_to_none(listing, name, reply))
        honoured = reply.good and len(reply.records) == max(0, value) and value < len(listing.records) and not means_none
        if value >= len(listing.records) and not reply.refused:
            _cannot_show(
                listing, f"parameters.{subject}", f"{len(listing.records)} records cannot show whether a page of {value} is honoured"
            )
        if value <= 0 and not reply.refused and len(reply.records) == 0 and not means_none:
            honoured = True
    elif (offset := listing.pages.begins(name, value)) is not None:
        size = listing.pages.handful
        reply = listing.ask_normalised({name: value})
        shown = listing.census.walk.names[offset : offset + size] if offset >= 0 else []
        if offset >= len(listing.records) and not reply.refused:
            asked = pair(listing, name, value)
            _cannot_show(listing, f"parameters.{subject}", f"{len(listing.records)} records cannot show whether {asked} is honoured")
        first = listing.page(0, size).names if reply.good and offset < 0 else []
        held = reply.names
        honoured = reply.good and (held == shown if offset >= 0 else not listing.tolerance.alike(held, first))
    else:
        reply = listing.ask_normalised({name: value})
        honoured = (
            reply.good and bool(reply.records) and not listing.tolerance.alike(reply.names, listing.ask_normalised({name: None}).names)
        )
    broken = reply.answer.status >= 500
    listing.require(
        not honoured and not broken,
        f"parameters.{subject}",
        says=f"{pair(listing, name, value)} lies beyond its documented bound and {'breaks the service' if broken else 'is honoured'}",
        expected="a refusal, or the answer to a value within the bounds",
        observed=reply,
        replies=(reply,),
    )
    listing.record_behaviour(f"bounds.{subject}", "refused" if reply.refused else "set right")


def _is_set_right_to_none(listing: Listing, name: str, reply: Reply) -> bool:
    """Whether a size below 0 is taken for 0, the least that is documented, of which a target gives no record."""
    if not reply.good or reply.records or listing.contract.parameter(name).schema.get("minimum") != 0:
        return False
    least = listing.ask_normalised({name: 0})
    return least.good and not least.records


def _cannot_show(listing: Listing, fact_id: str, reason: str) -> NoReturn:
    """Too few records for a bound: unsupported where the bound is disputed or beyond what a run reads, else inconclusive."""
    bound = listing.facts[fact_id].value
    if listing.facts.disputed(fact_id) or (isinstance(bound, int) and bound > listing.run.target.max_records):
        listing.unsupported(reason)
    listing.inconclusive(reason)


@law(
    "bounds.absent-means-the-default",
    each="default",
    facts=("parameters.{subject}.default", "parameters.{subject}.required"),
    moving=True,
)
def test_absent_means_the_default(listing: Listing, subject: str) -> None:
    """Leaving a parameter out is the same as giving its documented default."""
    default = listing.contract.parameter(subject).default
    if _begins_without_a_word(listing, subject) or _both_mean_their_defaults(listing, subject):
        listing.mark_exercised(f"parameters.{subject}.default")
        return
    if beside := where_its_default_shows(listing, subject):
        _chooses_its_default(listing, subject, beside)
        return
    left_out = listing.ask_normalised({subject: None})
    if left_out.refused and (listing.contract.parameter(subject).required or listing.facts.disputed(f"parameters.{subject}")):
        listing.record_behaviour(f"bounds.{subject}.absent", "refused")
        listing.mark_exercised(f"parameters.{subject}.required")
        return
    if subject == listing.contract.pages.size.parameter and _is_the_page_of_the_census(listing, left_out, default):
        listing.mark_exercised(f"parameters.{subject}.default")
        return
    given = listing.ask_normalised({subject: default})
    other = listing.ask_normalised({subject: listing.values.other_than(subject, default)})
    if any(one.parameter == subject for one in listing.contract.projections):
        _shows_the_default(listing, subject, left_out, given, other)
        return
    repeated = echoed(listing.contract, left_out.answer.body)
    asked, otherwise = (echoed(listing.contract, reply.answer.body) for reply in (given, other))
    if given.names == other.names and not (repeated and asked != otherwise):
        if not says_what_it_does(listing.contract, subject):
            listing.unsupported(f"the contract does not say what {subject} does, and its values give the same records")
        listing.inconclusive(f"{pair(listing, subject, default)} and another value give the same records")
    if left_out.good and given.good and listing.tolerance.leaves_open(left_out.names, given.names):
        listing.inconclusive(f"without {subject} or with {pair(listing, subject, default)} the page is empty, as a page may be")
    listing.require(
        left_out.good
        and listing.tolerance.alike_pages(left_out.names, given.names)
        and not (subject == listing.contract.pages.size.parameter and _holds_more_than(listing, left_out, default))
        and repeated in ((), asked),
        f"parameters.{subject}.default",
        says=f"without {subject} the answer is not that of {pair(listing, subject, default)}",
        expected=_said_with_echo(listing, given),
        observed=_said_with_echo(listing, left_out),
        replies=(given, left_out),
    )


def _chooses_its_default(listing: Listing, subject: str, beside: dict[str, Any]) -> None:
    """Left out beside the filter for which it chooses, a parameter chooses what its default does."""
    default = listing.contract.parameter(subject).default
    given, left_out = listing.first_page({**beside, subject: default}), listing.first_page(beside)
    if not given.good or listing.comparison.mismatch(given) is not None:
        listing.inconclusive(f"{pair(listing, subject, default)} is not answered as the document says, of which another law tells")
    listing.require(
        left_out.good and listing.tolerance.alike_pages(left_out.names, given.names),
        f"parameters.{subject}.default",
        says=f"with {sent(listing, beside)} and without {subject} the answer is not that of {pair(listing, subject, default)}",
        expected=given,
        observed=left_out,
        replies=(given, left_out),
    )


def _holds_more_than(listing: Listing, reply: Reply, size: Any) -> bool:
    """Whether a page holds more records than the default asks for, which is what tells it where a page may hold fewer than asked for."""
    return isinstance(size, int) and len(reply.names) > size + listing.tolerance.moved


def _begins_without_a_word(listing: Listing, subject: str) -> bool:
    """Whether a request that says nothing at all, which another law asks too, shows as much of the listing's beginning as both defaults
    say: of a parameter that asks for a page or its size."""
    pages = listing.contract.pages
    if listing.contract.base or not pages.sized or subject not in (pages.parameter, pages.size.parameter):
        return False
    if subject == pages.parameter and listing.contract.parameter(subject).default != pages.first:
        return False  # nothing begins there where pages begin elsewhere
    size = listing.contract.parameter(pages.size.parameter).default
    return isinstance(size, int) and _is_the_page_of_the_census(listing, listing.ask(mandatory(listing.contract), bare=True), size)


def _both_mean_their_defaults(listing: Listing, subject: str) -> bool:
    """Whether this is one of the two parameters that choose a page, each with a default, and an answer without both is the first page.

    It shows of each what an answer without it alone would; where it is another, each is asked for alone, so that it is seen which of them
    is to blame.
    """
    pages = listing.contract.pages
    both = (pages.parameter, pages.size.parameter)
    if subject not in both or not all(both) or any(listing.contract.parameter(name).required for name in both):
        return False
    place, size = (listing.contract.parameter(name).default for name in both)
    if not isinstance(size, int) or place is None or listing.pages.begins(pages.parameter, place) != 0:
        return False
    left_out = listing.ask_normalised(dict.fromkeys(both))
    if not left_out.good or not 0 < size < len(listing.census.walk.names) or list(left_out.names) != listing.census.walk.names[:size]:
        return False
    repeated = echoed(listing.contract, left_out.answer.body)
    return not repeated or repeated == echoed(listing.contract, listing.page(0, size).answer.body)


def _is_the_page_of_the_census(listing: Listing, reply: Reply, size: int) -> bool:
    """Whether a first page, which repeats nothing of its size, holds just the first so many records that were read, and more follow."""
    names = listing.census.walk.names
    alike = reply.good and len(names) > size and list(reply.names) == names[:size]
    return alike and not echoed(listing.contract, reply.answer.body)


def _shows_the_default(listing: Listing, subject: str, left_out: Reply, given: Reply, other: Reply) -> None:
    """Of a parameter that chooses what records show: without it they show what they show for its default."""
    default = pair(listing, subject, listing.contract.parameter(subject).default)
    replies = (left_out, given, other)
    usual, told, otherwise = ({name for one in reply.records if isinstance(one, dict) for name in one} for reply in replies)
    if told == otherwise:
        listing.inconclusive(f"records show the same for {default} and for another value")
    listing.require(
        left_out.good and usual == told,
        f"parameters.{subject}.default",
        says=f"without {subject} records do not show what they show for {default}",
        expected=", ".join(sorted(told)),
        observed=", ".join(sorted(usual)) or left_out,
        replies=(given, left_out),
    )


def _said_with_echo(listing: Listing, reply: Reply) -> str:
    """What came back, in a few words, and what it repeats of the page that it was asked for."""
    repeated = ", ".join(echoed(listing.contract, reply.answer.body)) if reply.good else ""
    return f"{reply.said()}, repeating {repeated}" if repeated else reply.said()


@law("bounds.no-number-is-not-a-number", basis="implied", each="number", facts=("parameters.{subject}.type",), moving=True)
def test_no_number_is_not_a_number(listing: Listing, subject: str) -> None:
    """A number parameter that is given words, a huge number or a part of a whole one refuses or ignores it, and nothing breaks."""
    is_number = listing.contract.parameter(subject).kind in ("integer", "number")
    for value in ("abc", HUGE):
        both_ends = (listing.contract.filter(subject).separator or "/").join([str(value)] * 2) if not is_number else value
        reply = asked_beside_others(listing, subject, both_ends)
        listing.require_unbroken(
            reply, f"parameters.{subject}.type", what=pair(listing, subject, value), expected="a refusal, or the answer without it"
        )
        if reply.good and value == "abc" and subject in {one.name for one in listing.contract.filters}:
            listing.require(
                not selects_some(listing, subject, reply),
                f"parameters.{subject}.type",
                says=f"{pair(listing, subject, value)} is no number and yet selects records",
                expected="a refusal, no records, or the answer without it",
                observed=reply,
                replies=(reply,),
            )
        listing.record_behaviour(f"bounds.{subject}.{'word' if value == 'abc' else 'huge'}", "refused" if reply.refused else "ignored")

    part = asked_for_a_part(listing, subject)
    if part is not None:
        listing.require_unbroken(
            part[1], f"parameters.{subject}.type", what=pair(listing, subject, part[0]), expected="a refusal, or the answer without it"
        )


@law(
    "bounds.outside-an-enum-selects-nothing",
    basis="implied",
    each="enum",
    facts=("parameters.{subject}", "parameters.{subject}.type"),
    moving=True,
)
def test_outside_an_enum_selects_nothing(listing: Listing, subject: str) -> None:
    """A value outside a documented list is refused, ignored where it is no filter, and selects no record where it is one.

    A filter that keeps what its value does not name keeps everything then, a range what lies on one side of it; one that adds records
    adds none.
    """
    value = outside(listing.contract.parameter(subject))
    reply = listing.ask_normalised({subject: value})
    is_filter = any(
        one.name == subject and not one.negates and not one.widens and not any(RANGES & set(readings) for readings in one.matches.all())
        for one in listing.contract.filters
    )
    listing.require(
        reply.answer.status < 500 and (not is_filter or reply.refused or not reply.records),
        f"parameters.{subject}",
        f"parameters.{subject}.type",
        says=f"{pair(listing, subject, value)} is outside its documented values and yet "
        + ("selects records" if is_filter else "breaks the service"),
        expected="a refusal or no records" if is_filter else "no server error",
        observed=reply,
        replies=(reply,),
    )
    listing.record_behaviour(f"bounds.{subject}.outside", "refused" if reply.refused else "nothing" if not reply.records else "ignored")


@law("bounds.optional-is-optional", facts=("parameters.*.required", "parameters.*"), moving=True)
def test_optional_is_optional(listing: Listing) -> None:
    """A request without any optional parameter is answered."""
    optional = [p for p in listing.contract.query_parameters if not p.required]
    carriers = sorted({p.carrier for p in optional if p.carrier})
    reply = listing.ask(mandatory(listing.contract), bare=True)
    listing.require(
        reply.good,
        *(f"parameters.{p.name}.required" for p in optional if p.spelling != "keys"),
        *listing.facts.stated(*(f"parameters.{name}{facet}" for name in carriers for facet in (".required", ".type"))),
        says="a request without its optional parameters is not answered",
        expected="HTTP 200",
        observed=reply,
        replies=(reply,),
    )


@law(
    "bounds.size-outside-gives-no-more",
    basis="implied",
    each="size outside",
    facts=("parameters.{size}.maximum", "parameters.{size}.enum.*", "size.zero"),
    moving=True,
)
def test_size_outside_gives_no_more(listing: Listing, subject: str) -> None:
    """A size that the document does not allow, whichever it is, is refused or set right: it never gives more than the largest page."""
    size = listing.contract.pages.size
    listed = listed_sizes(listing.contract)
    most = listed[-1] if listed else int(listing.contract.parameter(size.parameter).maximum or 0)
    bound = f"parameters.{size.parameter}.{f'enum.{most}' if listed else 'maximum'}"
    between = next((one + 1 for one, other in pairwise(listed) if other - one > 1), None)
    asked = {"above": most + 1, "zero": 0, "below": -1, "word": "abc", "empty": "", "between": between}[subject]
    reply = listing.ask_normalised({size.parameter: asked})
    listing.require_unbroken(
        reply, bound, what=f"a page size of {as_json(asked)}",
        expected="a refusal, or no more than the largest page",
    )  # fmt: skip
    if subject == "zero" and size.zero == "everything":
        listing.unsupported("a size of 0 asks for everything")
    if len(listing.records) <= most and not reply.refused:
        _cannot_show(listing, bound, f"{len(listing.records)} records fit on the largest page")
    listing.require(
        not reply.good or len(reply.records) <= most,
        bound,
        says=f"a page size of {as_json(asked)} gives more than the largest page",
        expected=f"a refusal, or at most {most} records",
        observed=reply,
        replies=(reply,),
    )
    if subject == "between":
        listing.require(
            not reply.good or len(reply.records) != between,
            bound,
            says=f"a page size of {between}, which the document does not list, is honoured",
            expected=f"a refusal, or a page of {' or '.join(map(str, listed))} records",
            observed=reply,
            replies=(reply,),
        )
    if subject == "zero" and size.zero is not None:
        right = {"refused": reply.refused, "empty": reply.good and not reply.records, "default": reply.good and bool(reply.records)}
        listing.require(
            right[size.zero],
            "size.zero",
            says="a size of 0 is not what the document says",
            expected=size.zero,
            observed=reply,
            replies=(reply,),
        )
    listing.record_behaviour(f"bounds.size.{subject}", "refused" if reply.refused else f"{len(reply.records)} records")
