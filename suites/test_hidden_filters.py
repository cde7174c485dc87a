"""Hidden filters: what records do not show is filtered all the same."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from listproof.contract import Filter
from listproof.evidence import Reply
from listproof.evidence.reply import said_by
from listproof.laws import Listing, law, pair, some_of
from listproof.laws.asking.conditions import only_when
from listproof.verdicts import Inconclusive


@law("filters.hidden-ones-narrow", basis="implied", each="opaque", facts=("filters.*", "parameters.{subject}*", "pages.*"))
def test_hidden_ones_narrow(listing: Listing, subject: str) -> None:
    """A filter on what records do not show keeps fewer, the same again when repeated, others for values that exclude each other.

    One that negates keeps everything for a value that nothing has, and each record for one of two values. Later pages are filtered too.
    """
    listing.facts.require_testable(f"filters.{subject}")
    one = listing.contract.filter(subject)
    _has_an_effect(listing, one)
    kept = _kept_by_each_value(listing, one)
    if one.widens:
        _adds_some(listing, one, kept)
        # Not asked again: what it adds may move unseen, for the readings of the census do not hold it.
        return
    apart = _is_exclusive(listing, one)
    if apart:
        (_lose_no_record_in_common if one.hides else _keep_no_record_in_common)(listing, subject, kept)
    known = len(listing.census.by_identity)
    telling = [value for value, held in kept.items() if held.names and (held.total < known or (apart and len(kept) > 1))]
    if not telling:
        listing.inconclusive(f"no value of {subject} keeps some records and loses others")
    shown_values = listing.facts.stated(*(f"parameters.{subject}.enum.{value}" for value in telling))
    listing.mark_exercised(f"filters.{subject}", f"parameters.{subject}.type", *shown_values)
    whole = next((kept[value] for value in telling if kept[value].whole), None)
    shown = listing.filters.dividing(subject, whole.names) if whole is not None else None
    if whole is not None and shown is not None and _holds_beside_another(listing, one, whole, shown):
        return  # where it does not, page and other filter are looked at one by one
    again = _holds_on_the_second_page(listing, one, [kept[value] for value in telling])
    # Records that no two values had in common came at different times: a filter that keeps others each time would have shown some twice.
    steady = again or (apart and not one.hides and sum(bool(held.names) for held in kept.values()) > 1)
    if whole is None or shown is None:
        if not steady:
            _keeps_the_same_again(listing, subject, one.needs)
        return
    other, value, expected = shown
    both = listing.walk({**one.needs, subject: whole.value, other: value})
    listing.require(
        set(both.names) == expected,
        f"filters.{subject}",
        f"filters.{other}",
        says=f"{pair(listing, subject, whole.value)} with {pair(listing, other, value)} does not keep what both keep",
        expected=f"{len(expected)} records",
        observed=said_by(both.pages),
        replies=both.pages,
    )


def _is_exclusive(listing: Listing, one: Filter) -> bool:
    """Whether a record has one value of a filter at most: a flag's exclude each other, those of another where its contract says so."""
    return one.exclusive or one.compares == "flag" or listing.contract.parameter(one.name).kind == "boolean"


def _has_an_effect(listing: Listing, one: Filter) -> None:
    """A value that nothing can have does not keep everything. What a document makes the effect depend on is said with the verdict."""
    value = listing.values.made_up(one.name)
    if one.widens or value is None:
        return
    given, whole = listing.first_page({**one.needs, one.name: value}), listing.first_page(one.needs)
    alike = given.good and listing.tolerance.alike(given.names, whole.names) and given.total == whole.total
    if one.hides:
        listing.require(
            alike or given.refused, f"filters.{one.name}",
            says=f"{pair(listing, one.name, value)} names nothing and yet leaves records out",
            expected=f"{whole.said()}, or a refusal", observed=given, replies=(whole, given),
        )  # fmt: skip
        return
    same = alike and bool(given.records)
    listing.require(
        not same,
        f"filters.{one.name}",
        *listing.facts.stated(f"filters.{one.name}.only-when"),
        says=f"{pair(listing, one.name, value)} names nothing and keeps everything: the filter has no effect{only_when(one)}",
        expected="no records, or a refusal",
        observed=given,
        replies=(whole, given),
    )
    listing.mark_exercised(*listing.facts.stated(f"filters.{one.name}.names"))
    listing.record_behaviour(f"filters.{one.name}.unknown", "refused" if given.refused else "nothing" if not given.records else "some")


class _Held(NamedTuple):
    """What the answer to a value holds: the names of its records, how many there are in all, and whether these are all of them."""

    value: Any
    names: set[str]
    total: int
    whole: bool


def _held(listing: Listing, value: Any, reply: Reply) -> _Held:
    total = len(reply.names) if reply.total is None else reply.total
    return _Held(value, set(reply.names), total, len(set(reply.names)) == total and listing.comparison.whole(reply))


def _kept_by_each_value(listing: Listing, one: Filter) -> dict[str, _Held]:
    """What each known value of a filter but that for everything keeps; none shows a record that the listing without it does not."""
    kept: dict[str, _Held] = {}
    base = set(listing.census.by_identity)
    for value in listing.values.known(one.name):
        reply = listing.first_page({**one.needs, one.name: value})
        if reply.refused and (one.names == "thing" or listing.facts.disputed(f"parameters.{one.name}.enum.{value}")):
            continue
        listing.require_accepted(reply, f"filters.{one.name}", f"parameters.{one.name}", what=f"{pair(listing, one.name, value)}")
        if str(value) != str(one.everything):
            kept[str(value)] = _held(listing, value, reply)
        listing.require(
            one.widens or one.absent != ("everything",) or set(reply.names) <= base,
            f"filters.{one.name}",
            f"parameters.{one.name}",
            says=f"{pair(listing, one.name, value)} shows records that the listing without it does not",
            expected=f"some of the {len(base)} records",
            observed=reply,
            replies=(reply,),
        )
    return kept


def _adds_some(listing: Listing, one: Filter, kept: Mapping[str, _Held]) -> None:
    """A filter that widens keeps at least what is there without it."""
    without = listing.first_page(one.needs)
    least = _held(listing, None, without).total
    listing.require(
        all(held.total >= least for value, held in kept.items() if value.lower() == "true"),
        f"filters.{one.name}.widens",
        says=f"{one.name}=true takes records away where it should add some",
        expected=f"at least the {least} records without it",
        observed=", ".join(f"{value}: {held.total}" for value, held in kept.items()),
        replies=(without,),
    )


def _keep_no_record_in_common(listing: Listing, subject: str, kept: Mapping[str, _Held]) -> None:
    """No record is kept by two values, but by two lists that share one, or by two of which sources disagree."""
    for value, held in kept.items():
        for other, theirs in kept.items():
            if value >= other or _share_a_value(listing, subject, held.value, theirs.value):
                continue
            if listing.facts.in_one_dispute(*(f"parameters.{subject}.enum.{one}" for one in (value, other))):
                continue
            both = sorted(held.names & theirs.names)
            listing.require(
                not both,
                f"filters.{subject}",
                says=f"{pair(listing, subject, held.value)} and {pair(listing, subject, theirs.value)} keep the same records",
                expected="no record under both",
                observed=f"{len(both)} records under both: {some_of(both)}",
            )


def _holds_beside_another(listing: Listing, one: Filter, held: _Held, shown: tuple[str, Any, set[str]]) -> bool:
    """Whether the second page of what a value and another filter keep together is right, where it is another one without either of them."""
    other, value, expected = shown
    if not listing.contract.pages.sized or listing.contract.pages.size.means == "any":
        return False
    asked = {**one.needs, one.name: held.value}
    alone = listing.first_page(asked).names
    both = [name for name in alone if name in expected]
    size = listing.pages.near(max(listing.pages.smallest, (len(both) + 1) // 2))
    places, _ = listing.comparison.must_and_may({other: value}, [other], listing.comparison.assumptions())
    without = [listing.census.walk.names[place] for place in places]
    rest, *forgotten = (names[size : 2 * size] for names in (both, alone, without))
    if not rest or rest in forgotten:
        return False
    try:
        second = listing.page(size, size, {**asked, other: value})
    except Inconclusive:
        return False
    if not listing.comparison.holds(second, rest):
        return False
    listing.mark_exercised(f"pages.{listing.contract.pages.kind}", f"filters.{one.name}", f"filters.{other}")
    return True


def _holds_on_the_second_page(listing: Listing, one: Filter, kept: Sequence[_Held]) -> bool:
    """The second page of what a value keeps goes on where the first ends: held to all of it where one page shows that, else to what
    another value keeps.

    Whether that shows that the filter keeps the same again: the second page is held to what the first answer showed.
    """
    smallest, largest, known = listing.pages.smallest, listing.pages.largest, len(listing.census.by_identity)
    several = [held for held in kept if smallest < len(held.names) < known] if listing.contract.pages.sized else []
    for held in sorted(several, key=lambda held: (not held.whole, held.total))[:1]:
        asked, count = {**one.needs, one.name: held.value}, len(held.names)
        size = listing.pages.near(max(smallest, min(count // 2 + 1, count - 1))) if held.whole else largest
        first = listing.first_page(asked)
        try:
            second = listing.page(size, size, asked)
        except Inconclusive:
            return False  # its pages end early, or hold fewer than asked for
        others = set().union(*(other.names for other in kept if other is not held)) - held.names if not one.hides else set()
        if not held.whole and not _is_exclusive(listing, one):
            return False  # another value may keep the same records
        rest = first.names[size : 2 * size] if held.whole else [name for name in second.names if name not in others]
        if not second.records and (listing.contract.pages.size.means == "any" or not rest):
            return False
        listing.require(
            listing.comparison.holds(second, rest),
            f"pages.{listing.contract.pages.kind}",
            f"filters.{one.name}",
            says=f"with {pair(listing, one.name, held.value)} the second page shows records that the filter does not keep"
            if set(second.names) - set(rest)
            else f"with {pair(listing, one.name, held.value)} the second page does not go on where the first ends",
            expected=f"{len(rest)} records that the first page of all shows" if held.whole else "none that another value keeps",
            observed=f"{second.said()}: {some_of(second.names)}",
            shows={"wrong": [name for name in second.names if name not in rest]},
            replies=(first, second),
        )
        return held.whole and bool(rest)
    return False


def _share_a_value(listing: Listing, subject: str, value: Any, other: Any) -> bool:
    """Whether two values of a filter, of which a list names several, name one and the same."""
    parts = listing.contract.filter(subject).separator
    here, there = (set(map(str, named)) for named in (_named(value, parts), _named(other, parts)))
    return bool(here & there)


def _named(value: Any, separator: str | None) -> list[Any]:
    if isinstance(value, str) and separator:
        return value.split(separator)
    return value if isinstance(value, list) else [value]


def _lose_no_record_in_common(listing: Listing, subject: str, kept: Mapping[str, _Held]) -> None:
    """No record is left out for two values, where all that each keeps was read; but for two lists that share one."""
    base = set(listing.census.by_identity)
    read = [one for one in kept.values() if one.whole and listing.census.complete]
    for one, other in ((one, other) for place, one in enumerate(read) for other in read[:place]):
        both = sorted(base - one.names - other.names)
        listing.require(
            not both or _share_a_value(listing, subject, one.value, other.value),
            f"filters.{subject}",
            says=f"{pair(listing, subject, other.value)} and {pair(listing, subject, one.value)} leave out the same records",
            expected="each record under one of them",
            observed=f"{len(both)} records under neither: {some_of(both)}",
        )


def _keeps_the_same_again(listing: Listing, subject: str, needs: Mapping[str, Any]) -> None:
    once = next((reply for value in listing.values.known(subject) if (reply := listing.first_page({**needs, subject: value})).good), None)
    if once is None:
        return
    value = once.query.arguments[subject]
    again = listing.first_page({**needs, subject: value}, fresh=True)
    listing.require(
        again.names == once.names and again.total == once.total,
        f"filters.{subject}",
        says=f"{pair(listing, subject, value)} keeps other records when asked again",
        expected=once.said(),
        observed=again,
        replies=(once, again),
    )
