"""Filters: what a filter names is kept, all of it, and nothing else is."""

from collections.abc import Mapping
from typing import Any

from listproof.checks.differences import Difference
from listproof.contract import Filter, shown
from listproof.evidence import Reply
from listproof.laws import ChosenBy, FilterPair, Listing, Range, between, law, pair
from listproof.laws.asking.absence import means
from listproof.laws.asking.accepted_together import require_accepted_together
from listproof.laws.asking.conditions import only_when
from listproof.laws.asking.counting import counts_what_matches
from listproof.laws.asking.edge_blanks import blank_within, blanks_at_an_edge
from listproof.laws.asking.lists_in_doubt import is_an_empty_listing_told_otherwise, lists_in_doubt, told_list
from listproof.laws.asking.no_values import answers_to_nothing, passes_over, selects_some
from listproof.laws.asking.odd_values import are_held, odd_bytes, odd_questions, what_breaks
from listproof.laws.asking.whole_listing import WholeListing
from listproof.values.closed_fields import names_all

_FACETS = (("filters", "separator"), ("parameters", "format"), ("filters", "names"), ("filters", "precision"))


@law("filters.keeps-what-it-names", each="tried filter", facts=("filters.{subject}*", "parameters.{subject}*"), moving=True)
def test_keeps_what_it_names(listing: Listing, subject: str) -> None:
    """A filter keeps every record that it names and no other, by one and the same reading of its document."""
    left = all_readings = listing.contract.filter(subject).matches.of(listing.contract.base) or ()
    values = listing.filters.tried_values(subject)
    if not values:
        pointer = listing.contract.filter(subject).field.of(listing.contract.base)
        unasked = pointer is not None and listing.values.shown(pointer)
        listing.inconclusive(
            f"of what records show no value of {subject} was found to ask for" if unasked else f"no record shows a value for {subject}"
        )
    telling = False
    for value in values:
        reply = listing.first_page(listing.filters.tried_as(subject, value))
        if reply.refused and listing.values.may_be_refused(subject, value):
            continue
        listing.require_accepted(reply, f"filters.{subject}", f"parameters.{subject}", what=pair(listing, subject, value))
        fitting = listing.filters.readings_that_fit(subject, left, reply)
        if not fitting:
            wrong = listing.comparison.mismatch(reply, listing.comparison.assumptions(reply, {subject: left[:1]}))
            assert wrong is not None
            before = "" if left == all_readings else f" (its other answers had left only {', '.join(left)})"
            listing.require(
                False,
                f"filters.{subject}",
                says=f"{pair(listing, subject, value)} does not keep the records that it names{before}",
                expected=f"{between(wrong.least, wrong.most)} by {' or '.join(left)}",
                observed=reply,
                shows=wrong,
                replies=(reply,),
            )
        left = fitting or left
        kept = listing.comparison.difference((reply,), whole=False).most
        if len(reply.records) > 0 and min(kept, reply.matched or len(reply.records)) < len(listing.records):
            telling = True
            listing.mark_exercised(f"filters.{subject}", f"parameters.{subject}", f"parameters.{subject}.type")
            listing.mark_exercised(*listing.facts.stated(*(f"{fact}.{subject}.{facet}" for fact, facet in _FACETS)))
    whole = WholeListing(listing)
    doubtful = [(value, False) for value in (*lists_in_doubt(listing, subject, left), *listing.values.falsy_values(subject))]
    for value, seen in (*whole.odd_values(subject, left), *doubtful):
        reply = listing.first_page({**whole.arguments, subject: value})
        if not seen and (reply.refused or is_an_empty_listing_told_otherwise(listing, reply, subject)):
            continue
        asked = told_list(listing, subject, value)
        listing.require_unbroken(reply, f"filters.{subject}", f"parameters.{subject}", what=asked)
        listing.require_accepted(reply, f"filters.{subject}", f"parameters.{subject}", what=asked)
        wrong = whole.mismatch(reply, listing.comparison.assumptions(reply, {subject: left}))
        by = f" by {' or '.join(left)}{', at least' if whole.arguments else ''}"
        _matches(listing, reply, wrong, f"filters.{subject}", says=f"{asked} does not keep the records that it names", by=by)
    if not telling:
        listing.inconclusive(f"no value of {subject} keeps some records and loses others")
    if len(all_readings) > 1:
        listing.record_behaviour(f"filters.{subject}.reading", ", ".join(left))


def _matches(listing: Listing, reply: Reply, wrong: Difference | None, *facts: str, says: str, by: str = "") -> None:
    """An answer holds what its query keeps: nothing is wrong with it."""
    expected = "" if wrong is None else between(wrong.least, wrong.most) + by
    listing.require(wrong is None, *facts, says=says, expected=expected, observed=reply, replies=(reply,), shows=wrong)


@law("filters.each-value-keeps-its-own", each="enum filter", facts=("filters.{subject}", "parameters.{subject}*"), moving=True)
def test_each_value_keeps_its_own(listing: Listing, subject: str) -> None:
    """Each documented value of a filter keeps the records that show it, and together they keep what is there."""
    repeats = listing.contract.parameter(subject).kind == "array" and listing.contract.filter(subject).separator is None
    for value in listing.contract.parameter(subject).enum:
        # In a list a value is one, whatever stands in it; alone it might be taken for several with commas between them.
        given = [value] if repeats else value
        reply = listing.first_page(listing.filters.tried_as(subject, given))
        fact = f"parameters.{subject}.enum.{value}"
        asked = pair(listing, subject, given)
        listing.require_accepted(reply, fact, f"filters.{subject}", what=asked)
        wrong = listing.comparison.mismatch(reply)
        if wrong is not None:
            _matches(listing, reply, wrong, f"filters.{subject}", fact, says=f"{asked} does not keep the records that show it")
        if reply.records:
            listing.mark_exercised(f"filters.{subject}", f"parameters.{subject}", f"parameters.{subject}.type")
    listing.require_exercised(f"no record shows a documented value of {subject}", f"filters.{subject}")


@law(
    "filters.nothing-matches-nothing",
    basis="implied",
    each="free filter",
    facts=("filters.{subject}", "total", "total.counts"),
    moving=True,
)
def test_nothing_matches_nothing(listing: Listing, subject: str) -> None:
    """A value that no record shows keeps no record, or is refused; it never keeps everything."""
    if subject in WholeListing(listing).arguments:
        listing.inconclusive(f"{subject} narrows the listing here, and what other values keep is not known")
    value = listing.values.missing(subject)
    beyond = listing.values.is_range(subject) or listing.values.is_span(subject)
    if value is None or listing.contract.filter(subject).compares == "time" or beyond:
        tried = listing.filters.keeping_nothing(subject)
        value = listing.values.out_of_range(subject) if tried is None else tried
    if value is None:
        listing.inconclusive(f"every value that {subject} may hold keeps some record")
    value = _far_beyond(listing, subject, value)
    if listing.comparison.must_and_may({subject: value}, [subject], listing.comparison.assumptions())[0]:
        listing.unsupported(f"{subject} keeps what its value does not name")
    reply = listing.first_page({subject: value})
    found = listing.comparison.difference((reply,), whole=False)
    wrong = bool(found.wrong or (found.strange and listing.census.complete))
    if reply.records and not wrong:
        shown = "records that were not read before show" if found.strange else "records without a value, of which nothing is said, come for"
        listing.inconclusive(f"{shown} {pair(listing, subject, value)}")
    broken, asked = reply.answer.status >= 500, pair(listing, subject, value)
    listing.require(
        not wrong and not broken,
        f"filters.{subject}",
        says=f"{asked} {what_breaks(listing, subject, value) if broken else 'names no record and yet keeps some'}",
        expected="no records, or a refusal",
        observed=reply,
        replies=(reply,),
        shows=found,
    )
    if reply.good and reply.total is not None and listing.contract.total and "everything" not in listing.contract.total.counts:
        listing.require(
            reply.total == 0,
            "total.counts",
            "total",
            says=f"{asked} keeps no record and the total says otherwise",
            expected="total 0",
            observed=reply,
            replies=(reply,),
        )
    listing.require(
        reply.good or listing.contract.filter(subject).names == "thing" or reply.answer.status != 404,
        f"filters.{subject}",
        says=f"{asked} keeps no record, and the empty listing is answered as if the path did not exist",
        expected="HTTP 200 without records",
        observed=reply,
        replies=(reply,),
    )
    listing.record_behaviour(f"filters.{subject}.nothing", "refused" if reply.refused else "empty")


def _far_beyond(listing: Listing, subject: str, value: Any) -> Any:
    """A number of thirty digits in place of one beyond all that are shown, where it has been answered and keeps nothing; else that one."""
    is_beyond = isinstance(value, int) and listing.values.is_range(subject) and value > 0
    if not is_beyond or listing.contract.parameter(subject).kind not in ("integer", "number"):
        return value
    reply = listing.first_page({subject: 10**30})
    return 10**30 if reply.good and not reply.records else value


@law("filters.any-text-is-answered", basis="implied", facts=("parameters.*.type",), moving=True)
def test_any_text_is_answered(listing: Listing) -> None:
    """Quotes, wildcards, other alphabets, blanks, nothing at all and very much of it are text: none breaks the service."""
    several = odd_questions(listing)
    if not several:
        listing.unsupported("the listing has no filter of free text")
    mixed: tuple[str, Mapping[str, Any]] | None = None
    for word, values in ((word, values) for word, asked in several.items() for values in asked):
        if any(are_held(listing, values, longer) and listing.ask(longer).good for asked in several.values() for longer in asked):
            continue
        together = listing.ask(values)
        # One text that is refused hides what another would have broken.
        alone = [] if together.good or len(values) == 1 else [{name: values[name]} for name in values]
        blamed = next((one for one in alone if listing.ask(one).answer.status >= 500), values)
        if word.startswith("many") and listing.ask(blamed).answer.status >= 500:
            mixed = mixed or (word, blamed)  # told where none of the texts in it breaks the service by itself
            continue
        _is_unbroken(listing, word, blamed)
        listing.record_behaviour(f"filters.{word}", "refused" if together.refused else "everything" if together.records else "nothing")
    if mixed is not None:
        _is_unbroken(listing, *mixed)


def _is_unbroken(listing: Listing, word: str, asked: Mapping[str, Any]) -> None:
    """What is odd in these filters is answered or refused."""
    what = f"{word} in {' & '.join(asked)}"
    listing.require_unbroken(listing.ask(asked), *(f"parameters.{one}.type" for one in asked), what=what)


@law(
    "filters.odd-bytes-are-answered",
    basis="implied",
    each="odd bytes",
    facts=("parameters.{subject}.type", "parameters.{subject}"),
    moving=True,
)
def test_odd_bytes_are_answered(listing: Listing, subject: str) -> None:
    """Bytes that are no text, a percent sign that encodes nothing and a name without a value are answered or refused."""
    for what, reply in odd_bytes(listing, subject).items():
        facts = listing.facts.stated(f"parameters.{subject}.type", f"parameters.{subject}") or listing.facts.stated("order.by")
        listing.require_unbroken(reply, *listing.facts.agreed(*facts), what=f"{what} in {subject}")
        listing.record_behaviour(f"filters.{what}", "refused" if reply.refused else "answered")


@law(
    "filters.empty-is-no-value",
    basis="implied",
    each="filter without blanks",
    facts=("parameters.{subject}.type", "parameters.{subject}"),
    moving=True,
)
def test_empty_is_no_value(listing: Listing, subject: str) -> None:
    """A number, a moment or a listed word that is left empty is refused, passed over or matches nothing: it selects no part of all."""
    if subject in WholeListing(listing).arguments:
        listing.inconclusive(f"{subject} narrows the listing here, and what is left without it is not known")
    one, parameter = listing.contract.filter(subject), listing.contract.parameter(subject)
    facts = listing.facts.agreed(f"parameters.{subject}.type", f"parameters.{subject}")
    for word, reply in answers_to_nothing(listing, subject).items():
        asked = f"an empty {subject}" if word == "empty" else pair(listing, subject, word)
        listing.require_unbroken(reply, *facts, what=asked)
        told = "refused" if reply.refused else "passed over" if passes_over(listing, reply) else "some" if reply.records else "nothing"
        listing.record_behaviour(f"filters.{subject}.{word}", told)
        if parameter.kind == "boolean" or one.compares == "flag" or one.absent != ("everything",) or not reply.good:
            continue  # a flag that is named may be set, and what is left out may mean something else than what is left empty
        listing.require(
            not selects_some(listing, subject, reply),
            *facts,
            says=f"{asked} is no value of it and yet selects records",
            expected="a refusal, no records, or the answer without it",
            observed=reply,
            replies=(listing.first_page({}), reply),
        )


@law(
    "filters.two-keep-what-both-keep",
    basis="implied",
    each="pair",
    facts=("filters.{subject}", "total", "total.counts"),
    moving=True,
)
def test_two_keep_what_both_keep(listing: Listing, subject: FilterPair) -> None:
    """Two filters together keep the records that each of them keeps, and the total counts those."""
    first, second = subject.first, subject.second
    listing.filters.readings(first), listing.filters.readings(second)
    chosen = listing.filters.pair_witness(first, second)
    if chosen is None:
        listing.inconclusive(f"no two values of {first} and {second} keep fewer records together than each alone")
    reply = listing.first_page({first: chosen[0], second: chosen[1]})
    require_accepted_together(listing, reply, {first: chosen[0], second: chosen[1]})
    _matches(
        listing, reply, listing.comparison.mismatch(reply), f"filters.{first}", f"filters.{second}",
        says=f"{pair(listing, first, chosen[0])} with {pair(listing, second, chosen[1])} does not keep what both keep",
    )  # fmt: skip
    counts_what_matches(listing, {first: chosen[0], second: chosen[1]})


@law("filters.range-ends-meet", basis="implied", each="range", facts=("filters.{subject}*", "close"), moving=True)
def test_range_ends_meet(listing: Listing, subject: Range) -> None:
    """A lower and an upper end together keep what lies between, in whatever zone they are written; an inverted range keeps nothing."""
    low, high = subject.low, subject.high
    close = listing.contract.close
    chooser = _chooser(listing.contract.filter(low))
    ends, elsewhere = listing.values.range_ends(low, high, chooser), listing.values.range_ends(low, high, chooser, zones=(8, 5))
    turned = listing.values.range_ends(low, high, chooser, inverted=True)
    if ends is None or elsewhere is None or turned is None:
        listing.inconclusive(f"fewer than three different values for {low} and {high}")
    asked = elsewhere
    inside = listing.first_page({**chooser, low: asked[0], high: asked[1]})
    if elsewhere != ends:
        listing.record_behaviour(f"filters.{low}.zones", "refused" if inside.refused else "read")
    if inside.refused:
        asked = ends
        inside = listing.first_page({**chooser, low: asked[0], high: asked[1]})
    what = f"{pair(listing, low, asked[0])} with {pair(listing, high, asked[1])}"
    listing.require_accepted(inside, f"filters.{low}", f"filters.{high}", what=what)
    chosen_by = listing.facts.stated(*(f"filters.{name}.chosen-by" for name in (low, high)))
    wrong = listing.comparison.mismatch(inside)
    zone = wrong is not None and asked != ends and _is_right(listing, {**chooser, low: ends[0], high: ends[1]})
    _matches(
        listing, inside, wrong, f"filters.{low}", f"filters.{high}", *chosen_by, *(("close",) if close in (low, high) else ()),
        says=f"{what} does not keep what lies between{', though the same moments written in UTC do' if zone else ''}",
    )  # fmt: skip
    inverted = listing.first_page({**chooser, low: turned[0], high: turned[1]})
    found = listing.comparison.difference((inverted,), whole=False)
    listing.require(
        not (found.wrong or (found.strange and listing.census.complete)) and inverted.answer.status < 500,
        f"filters.{low}",
        f"filters.{high}",
        says=f"the inverted range {pair(listing, low, turned[0])}, {pair(listing, high, turned[1])} keeps records",
        expected="no records, or a refusal",
        observed=inverted,
        replies=(inverted,),
        shows=found,
    )


def _is_right(listing: Listing, arguments: dict[str, Any]) -> bool:
    """Whether a question is answered as the document says."""
    reply = listing.first_page(arguments)
    return reply.good and listing.comparison.mismatch(reply) is None


def _chooser(one: Filter) -> dict[str, Any]:
    """The parameter that a range needs to have a field at all, with a value; empty where it needs none."""
    if one.field.absent is not None:
        return dict(one.needs)
    return {**one.needs, (one.field.chosen_by or ""): next(iter(one.field.when), "")}


@law("filters.close-loses-nothing", basis="implied", facts=("close",), moving=True)
def test_close_loses_nothing(listing: Listing) -> None:
    """The filter that closes the listing against what is still to come loses nothing of what is there."""
    name = listing.contract.close
    if name is None:
        listing.unsupported("the listing has no filter that closes it")
    if name in WholeListing(listing).arguments:
        listing.inconclusive(f"{name} narrows the listing here already")
    closed = listing.first_page({name: listing.values.moment_from_now(name)})
    whole = listing.first_page({})
    listing.require(
        closed.good and listing.tolerance.alike(closed.names, whole.names) and listing.tolerance.as_many(closed, whole),
        "close",
        says=f"{name} at this moment loses records that are there",
        expected=whole.said(),
        observed=closed,
        replies=(whole, closed),
    )


@law(
    "filters.chosen-field-is-filtered",
    each="chosen",
    facts=("filters.{subject}*", "parameters.{subject}*", "parameters.{chooser}*"),
    moving=True,
)
def test_chosen_field_is_filtered(listing: Listing, subject: ChosenBy) -> None:
    """Where one parameter chooses what another looks at, the chosen field is filtered by, to the edge of the value."""
    name, value = subject.filter, subject.value
    one = listing.contract.filter(name)
    chooser = one.field.chosen_by or one.matches.chosen_by or ""
    listing.facts.require_testable(f"filters.{name}.chosen-by")
    edge = listing.values.on_one_page(name, {chooser: value})
    if edge is not None:
        reply = listing.first_page({chooser: value, name: edge})
        asked = f"{pair(listing, chooser, value)} with {pair(listing, name, edge)}"
        listing.require_accepted(reply, f"filters.{name}.chosen-by", f"parameters.{chooser}", what=asked)
        assumptions = listing.comparison.assumptions(reply, {name: one.matches.of({chooser: value}) or ()})
        if not listing.comparison.difference((reply,), assumptions, whole=False).least:
            listing.inconclusive(f"no record is kept for sure by {asked}")
        wrong = listing.comparison.mismatch(reply, assumptions)
        other_side = wrong is not None and listing.facts.in_one_dispute(f"filters.{name}.chosen-by")
        if other_side and listing.tolerance.alike(listing.first_page({name: edge}).names, reply.names):
            listing.record_behaviour(f"filters.{name}.chosen-by", f"{chooser} chooses nothing")
            return
        facts = [f"parameters.{one}{facet}" for one in (name, chooser) for facet in ("", ".type")]
        _matches(
            listing, reply, wrong, f"filters.{name}", f"filters.{name}.chosen-by", *listing.facts.stated(f"filters.{name}.needs"), *facts,
            says=f"{asked} does not keep the records that it names",
        )  # fmt: skip
    listing.require_exercised(f"no record shows what {pair(listing, chooser, value)} looks at", f"filters.{name}")


@law("filters.winner-takes-all", each="yields", facts=("filters.{subject}.yields-to",), moving=True)
def test_winner_takes_all(listing: Listing, subject: str) -> None:
    """Of two filters of which one takes precedence, only that one counts when both are given."""
    winner = listing.contract.filter(subject).yields_to or ""
    pointer = listing.contract.filter(winner).field.absent or ""
    known = sorted({str(value) for value in listing.values.shown(pointer)})
    if len(known) < 2:
        listing.inconclusive(f"fewer than two values for {winner}")
    reply = listing.first_page({winner: known[0], subject: known[-1]})
    listing.require_accepted(reply, f"filters.{subject}.yields-to", what=f"{winner} with {subject}")
    wrong = listing.comparison.mismatch(reply)
    listing.require(
        wrong is None,
        f"filters.{subject}.yields-to",
        says=f"with {pair(listing, winner, known[0])} and {pair(listing, subject, known[-1])} both given, {winner} does not decide alone",
        expected=f"the records of {pair(listing, winner, known[0])}",
        observed=reply,
        shows=wrong,
        replies=(reply,),
    )


@law("filters.absent-means-what-is-said", each="absent", facts=("filters.{subject}.absent", "filters.{subject}"), moving=True)
def test_absent_means_what_is_said(listing: Listing, subject: str) -> None:
    """Leaving a filter out is the same as giving what the document says that it then means."""
    listing.facts.require_testable(f"filters.{subject}.absent")
    one = listing.contract.filter(subject)
    left_out = listing.first_page({subject: None})
    listing.require_accepted(left_out, f"filters.{subject}.absent", what=f"a request without {subject}")
    verdicts = {}
    for meaning in one.absent:
        told = means(listing, subject, meaning, left_out)
        if told is not None:
            verdicts[shown(meaning)] = told
    if not verdicts:
        base = listing.contract.base
        if all(names_all(listing.contract, one, base, meaning) for meaning in one.absent):
            listing.unsupported(f"what leaving {subject} out means names every value that its field lists: it keeps all there is")
        listing.inconclusive(f"no records tell what leaving {subject} out means")
    taken = [meaning for meaning, same in verdicts.items() if same]
    listing.require(
        taken,
        f"filters.{subject}.absent",
        f"filters.{subject}",
        says=f"a request without {subject} gives neither of what its document allows{only_when(one)}",
        expected=" or ".join(f"as with {pair(listing, subject, meaning)}" for meaning in verdicts),
        observed=left_out,
        replies=(left_out,),
    )
    listing.record_behaviour(f"filters.{subject}.absent", ", ".join(taken))


@law("filters.everything-is-everything", each="everything", facts=("filters.{subject}.everything", "filters.{subject}"), moving=True)
def test_everything_is_everything(listing: Listing, subject: str) -> None:
    """The value that turns a filter off keeps at least what every other value keeps."""
    everything = listing.contract.filter(subject).everything
    listing.facts.require_testable(f"filters.{subject}.everything")
    whole = _all_off(listing, subject) or listing.require_accepted(
        listing.first_page({subject: everything}), f"filters.{subject}.everything", what=pair(listing, subject, everything)
    )
    others = [value for value in listing.values.known(subject) if str(value) != str(everything)]
    known = _with_the_filter_off(listing, subject, whole)
    seen = 0
    for value in others:
        part = listing.first_page(listing.filters.tried_as(subject, value))
        if not part.good or not part.records:
            continue
        seen += 1
        strange = [name for name in part.names if known and name not in known]
        counted = (whole.total or 0) + listing.tolerance.moved >= (part.total or 0)
        listing.require(
            bool(whole.records) and counted and len(set(strange)) <= listing.tolerance.moved,
            f"filters.{subject}.everything",
            f"filters.{subject}",
            says=f"{pair(listing, subject, value)} shows records that {pair(listing, subject, everything)} does not",
            expected=f"at most the {len(known) or whole.total} records of {pair(listing, subject, everything)}",
            observed=part,
            shows={"strange": strange if counted else []},
            replies=(whole, part),
        )
        if (whole.total or 0) > (part.total or 0):
            listing.mark_exercised(f"filters.{subject}.everything")
    if not seen:
        listing.inconclusive(f"no other value of {subject} keeps any record")


def _all_off(listing: Listing, subject: str) -> Reply | None:
    """The answer with every filter turned off by its value, where that is the listing without them: then each of them turns its own off.

    None where it is not, so that each is asked for alone; where this one is no such filter; and where it is the only one.
    """
    off = {one.name: one.everything for one in listing.contract.filters if _is_off_unasked(listing, one)}
    if subject not in off or len(off) < 2:
        return None
    reply, whole = listing.first_page(off), listing.first_page({})
    same = reply.good and reply.total == whole.total and listing.tolerance.alike(reply.names, whole.names)
    return reply if same else None


def _is_off_unasked(listing: Listing, one: Filter) -> bool:
    """Whether a filter has a value that turns it off, is off where nobody asks for it, and can be asked for beside any other."""
    alone = listing.contract.parameter(one.name).carrier is None and not one.needs
    return alone and one.everything is not None and one.absent == ("everything",) and one.name not in listing.contract.base


def _with_the_filter_off(listing: Listing, subject: str, whole: Reply) -> set[str]:
    """The records with a filter off: those of the census where its query leaves it off, else those on the pages with it off."""
    contract = listing.contract
    off = {"everything", str(contract.filter(subject).everything)}
    given = {str(contract.base[subject])} if subject in contract.base else set(map(str, contract.filter(subject).absent))
    if given <= off:
        return set(listing.census.by_identity)
    if whole.total == len(whole.names):
        return set(whole.names)
    walk = listing.walk({subject: contract.filter(subject).everything})
    return set(walk.names) if walk.cut is None else set()


@law("filters.blank-is-spelled-either-way", basis="implied", facts=("filters.*", "parameters.*.type"))
def test_blank_is_spelled_either_way(listing: Listing) -> None:
    """A blank in a value means the same as %20 and as +; one at its edge is kept or trimmed, breaks nothing and turns no filter off."""
    told = blanks_at_an_edge(listing) or blank_within(listing)
    if told is None:
        listing.unsupported("no text with a blank in it is known to be shown")
    listing.record_behaviour("filters.blank", told)
