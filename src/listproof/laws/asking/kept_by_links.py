"""What the link to the next page has to keep: the filters, with what an address must escape in them, the order, and what has a default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl

from listproof.contract import OrderKey, Query, spell
from listproof.evidence import Reply, Walk
from listproof.laws.asking.filtered_pages import filtered, filtered_pages, is_all
from listproof.laws.context.listing import Listing
from listproof.laws.context.order_arguments import asking_for
from listproof.laws.wording import ordinal, sent, some_of
from listproof.oracle import misplaced
from listproof.values.filter_values import holdable

__all__ = [
    "ToBeEscaped",
    "link_keeps_the_filters",
    "link_keeps_the_order",
    "link_keeps_what_has_a_default",
    "link_keeps_what_is_escaped",
    "links_on_later_pages_keep_each_filter",
    "links_on_later_pages_keep_the_order",
    "second_link_keeps_the_filters",
    "to_be_escaped",
]

_ESCAPED = frozenset("+&%# ")
"""What an address must escape in a value: as it is, it is a blank, ends the value, begins an escape, or ends the query."""
_ALWAYS = frozenset("+&")
"""What of that no client escapes for a service that did not."""
_TEXTS = 12


def link_keeps_the_filters(listing: Listing, size: int) -> bool:
    """The second page under a filter that keeps more than a page of this size is one of that filter. False where none is to be had."""
    found = filtered_pages(listing, size)
    other = listing.leads.after(found.first, size) if found is not None else None
    if found is None or other is None or (other.good and not other.records) or _is_of_another(listing, found.first):
        return False
    arguments, wrong = found.arguments, listing.comparison.difference((other,), whole=False)
    listing.require(
        _is_its_address(listing, other.query) or _carries(listing, other.query, arguments) or (other.good and not wrong.wrong),
        "pages.next",
        *(f"filters.{name}" for name in arguments if f"filters.{name}" in listing.facts),
        says=f"the link to the next page {'forgets' if other.good else 'is not answered with'} {sent(listing, arguments)}",
        expected="records that the filter keeps",
        observed=other,
        shows=wrong,
        replies=(found.first, other),
    )
    return True


def second_link_keeps_the_filters(listing: Listing, size: int) -> None:
    """The link on the second page under a filter asks for what was asked as well, where that on the first one repeats it."""
    found = filtered_pages(listing, size)
    following = listing.leads.leading(found.first, size) if found is not None else None
    if found is None or following is None or not _carries(listing, following, found.arguments):
        return
    second = listing.leads.at(following)
    later = listing.leads.leading(second, size) if second.good and second.records else None
    if later is None:
        return
    kept = _carries(listing, later, found.arguments)
    other = second if kept else listing.leads.at(later)
    wrong = listing.comparison.difference((other,), whole=False)
    listing.require(
        kept or (other.good and not wrong.wrong),
        "pages.next",
        *(f"filters.{name}" for name in found.arguments if f"filters.{name}" in listing.facts),
        says=f"the link on the second page {'forgets' if other.good else 'is not answered with'} {sent(listing, found.arguments)}",
        expected="records that the filter keeps",
        observed=other,
        shows=wrong,
        replies=(second, other),
    )


def links_on_later_pages_keep_each_filter(listing: Listing) -> None:
    """The link on each later page in hand asks for all that was asked as well, where the one to it did: by their addresses, by which pages
    are read where they have some, nobody else follows it, and elsewhere an order would be told to lose what it forgets."""
    for found in filtered(listing):
        following = listing.leads.leading(found.later, found.size) if found.goes_on and not found.ends else None
        if following is None or _is_its_address(listing, following) or _carries(listing, following, found.arguments):
            continue
        if not listing.contract.pages.addressed and not _carries(listing, found.later.query, found.arguments):
            continue  # links hold what was asked in words of their own
        other = listing.leads.at(following)
        wrong = [name for name in other.names if name not in found.whole.names] if is_all(listing, found.whole) else []
        listing.require(
            other.good and len(wrong) <= listing.tolerance.moved,
            "pages.next",
            *(f"filters.{name}" for name in found.arguments if f"filters.{name}" in listing.facts),
            says=f"the link on the {found.number} page {'forgets' if other.good else 'is not answered with'} "
            + sent(listing, found.arguments),
            expected="records that the filters keep",
            observed=other,
            shows={"wrong": wrong},
            replies=(found.later, other),
        )


def link_keeps_what_has_a_default(listing: Listing, size: int) -> None:
    """The second page under a filter that means something where it is left out is one of that filter: a link that drops it shows others."""
    for one in listing.contract.filters:
        if one.opaque or not one.absent or "everything" in one.absent:
            continue
        for value in listing.values.known(one.name):
            arguments = {**one.needs, one.name: value}
            first = listing.leads.first(arguments, size) if value not in (*one.absent, one.everything) else None
            other = listing.leads.after(first, size) if first is not None and first.good and first.records else None
            if first is None or other is None or (other.good and not other.records) or _is_of_another(listing, first):
                continue
            wrong = listing.comparison.difference((other,), whole=False)
            listing.require(
                _is_its_address(listing, other.query) or _carries(listing, other.query, arguments) or (other.good and not wrong.wrong),
                "pages.next",
                f"filters.{one.name}",
                says=f"the link to the next page {'forgets' if other.good else 'is not answered with'} {sent(listing, arguments)}",
                expected="records that the filter keeps",
                observed=other,
                shows=wrong,
                replies=(first, other),
            )
            break


def link_keeps_what_is_escaped(listing: Listing) -> bool:
    """The second page under a filter whose value holds what an address must escape is one of that filter. False where none is to be had.

    It is asked for where the link does not say just what was asked: a link that does is not what forgets it.
    """
    found = to_be_escaped(listing)
    if found is None:
        return False
    arguments, size = found.arguments, found.size
    first = listing.leads.first(arguments, size)
    following = listing.leads.leading(first, size) if first.good and first.records else None
    if following is None or _is_of_another(listing, first):
        return False
    kept = _is_its_address(listing, following) or _carries(listing, following, arguments)
    other = first if kept else listing.leads.at(following)
    wrong = listing.comparison.difference((other,), whole=False)
    goes_on = bool(set(other.names) - set(first.names)) or listing.contract.pages.size.means == "any"
    listing.require(
        kept or (other.good and goes_on and not wrong.wrong),
        "pages.next",
        *(f"filters.{name}" for name in arguments),
        says=f"the link to the next page does not keep {sent(listing, arguments)} as it was asked: the value has to be escaped"
        if _names(listing, following, arguments)
        else f"the link to the next page {'forgets' if other.good else 'is not answered with'} {sent(listing, arguments)}",
        expected="more of the records that the filter keeps",
        observed=other,
        shows=wrong,
        replies=(first, other),
    )
    return True


@dataclass(frozen=True)
class ToBeEscaped:
    """A filter with a value that an address must escape, and a size of which what it keeps fills more than a page; `leaves_one`: and of
    which the first page leaves a single record."""

    arguments: Mapping[str, str]
    size: int
    leaves_one: bool


def to_be_escaped(listing: Listing) -> ToBeEscaped | None:
    """The filter with the value that holds most of what an address must escape.

    None where there is none, or where without it, or as it is read unescaped, the second page would be the same.
    """
    moved, sized = listing.tolerance.moved, listing.contract.pages.sized
    found: list[tuple[int, int, str, str, int, bool]] = []
    for name in listing.values.text_filters:
        pointer = listing.contract.filter(name).field.absent
        texts = [text for text in listing.values.shown(pointer or "") if _ESCAPED & set(str(text))]
        for value in dict.fromkeys(piece for text in texts[:_TEXTS] for piece in _pieces(str(text))):
            if not holdable(listing.contract.parameter(name), value):
                continue
            must, may = _kept(listing, name, value)
            _, taken = _kept(listing, name, _unescaped(value))
            exactly = must == may and not moved and listing.pages.smallest < len(must) <= listing.pages.largest
            size = (len(must) - 1 if exactly else listing.pages.smallest) if sized else listing.pages.largest
            if len(must) > size + moved and not {*may} & {*range(size, 2 * size), *taken[size : 2 * size]}:
                found.append((2 * len(_ALWAYS & set(value)) + len(_ESCAPED & set(value)), len(must), name, value, size, exactly and sized))
    if not found:
        return None
    *_, name, value, size, leaves_one = max(found)
    return ToBeEscaped({name: value}, size if sized else 0, leaves_one)


def _kept(listing: Listing, name: str, value: str) -> tuple[list[int], list[int]]:
    return listing.comparison.must_and_may({name: value}, [name], listing.comparison.assumptions())


def _unescaped(value: str) -> str:
    """What a value is read as where it stands in an address as it is."""
    return dict(parse_qsl(f"value={value.partition('#')[0]}", keep_blank_values=True)).get("value", "")


def _pieces(text: str) -> list[str]:
    """A text, and what stands around each of its characters that must be escaped."""
    places = [place for place, one in enumerate(text) if one in _ESCAPED]
    return [text, *(piece for place in places if (piece := text[max(0, place - 1) : place + 2]) == piece.strip())]


def _names(listing: Listing, following: Query, arguments: Mapping[str, Any]) -> bool:
    """Whether a link names all parameters of what was asked, whatever it says of them."""
    asked = parse_qsl(spell(listing.contract, Query.of(arguments)), keep_blank_values=True)
    return {name for name, _ in asked} <= {name for name, _ in parse_qsl(following.link or "", keep_blank_values=True)}


def _is_unescaped(listing: Listing, following: Query, arguments: Mapping[str, Any]) -> bool:
    """Whether a link says what was asked as one reads it that does not escape it."""
    asked = parse_qsl(spell(listing.contract, Query.of(arguments)), keep_blank_values=True)
    return {(name, _unescaped(value)) for name, value in asked} <= set(parse_qsl(following.link or "", keep_blank_values=True))


def link_keeps_the_order(listing: Listing, size: int) -> None:
    """The second page of an order in which the listing does not stand unasked goes on in that order."""
    for key, direction in _orders_that_tell(listing):
        asked = asking_for(listing.contract, key.name, direction)
        one = listing.order.first_page(key.name, asked)
        following = listing.leads.leading(one, size) if one.good else None
        if following is None:
            continue
        if _is_its_address(listing, following) or _carries(listing, following, asked):
            listing.mark_exercised("pages.next", f"order.keys.{key.name}")
            return
        other = listing.leads.at(following)
        named = f"the order {key.name} {direction}"
        lost = f"forgets {named}"
        if _is_unescaped(listing, following, asked):
            lost = f"does not keep {named} as it was asked: the value has to be escaped"
        elif not other.good and _names(listing, following, asked):
            lost = f"is not answered in {named}"
        listing.require(
            other.good,
            "pages.next",
            f"order.keys.{key.name}",
            says=f"the link to the next page {lost}",
            expected="HTTP 200 and records",
            observed=other,
            replies=(one, other),
        )
        records = listing.tolerance.standing((*one.records, *other.records))
        unordered = misplaced(key, direction, one.records) is not None
        listing.require(
            unordered or misplaced(key, direction, records) is None,
            "pages.next",
            f"order.keys.{key.name}",
            says=f"the link to the next page {lost}",
            expected=f"{key.field} {direction} from page to page",
            observed=f"{other.said()}: {some_of(other.names)}",
            replies=(one, other),
        )
        return


def links_on_later_pages_keep_the_order(listing: Listing) -> None:
    """The links on later pages of an order that is read to its end ask for that order as well: where walks go by addresses nobody else
    follows them, and where they go by links the order would be told to lose what it forgets."""
    if listing.order.led_back is None:
        return
    (name, direction), leads = listing.order.led_back, listing.leads
    walk, asked = listing.order.walk_in_thirds(name, direction), asking_for(listing.contract, name, direction)
    for number, (page, after) in enumerate(pairwise(walk.pages), 1):
        if number < 2 or not (page.good and after.good):
            continue
        following = leads.leading(page, walk.size) if listing.contract.pages.addressed else after.query
        if following is None or _is_its_address(listing, following) or _carries(listing, following, asked):
            continue
        if not listing.contract.pages.addressed and not _carries(listing, page.query, asked):
            continue  # links hold what was asked in words of their own
        other = leads.at(following) if listing.contract.pages.addressed else after
        goes_on = listing.tolerance.alike_pages(other.names, after.names) if other is not after else not _loses(listing, walk)
        listing.require(
            other.good and goes_on,
            "pages.next",
            f"order.keys.{name}",
            says=f"the link on the {ordinal(number)} page forgets the order {' '.join(filter(None, (name, direction)))}",
            expected=some_of(after.names) if other is not after else "all that match, in that order",
            observed=f"{other.said()}: {some_of(other.names)}",
            replies=(page, other),
        )


def _loses(listing: Listing, walk: Walk) -> bool:
    """Whether a walk does not show just the records that it asks for."""
    return bool(listing.comparison.difference(walk.pages)) or len(set(walk.names)) < len(walk.names)


def _orders_that_tell(listing: Listing) -> Iterator[tuple[OrderKey, str]]:
    """The orders that can be asked for in which records do not come unasked; of a key the falling one first, which few get unasked."""
    order = listing.contract.order
    for key in order.keys if order is not None and order.by is not None else ():
        for direction in reversed(order.directions(key)) if order is not None and key.compares != "group" else ():
            if misplaced(key, direction, listing.records) is not None:
                yield key, direction


def _is_of_another(listing: Listing, first: Reply) -> bool:
    """Whether a first page shows records that its filters do not keep: what is wrong is not the link on it."""
    return bool(listing.comparison.difference((first,), whole=False).wrong)


def _is_its_address(listing: Listing, following: Query) -> bool:
    """Whether a link asks for just what the page's address does, so that it forgets nothing."""
    return listing.contract.pages.addressed and following.link is None


def _carries(listing: Listing, following: Query, arguments: Mapping[str, Any]) -> bool:
    """Whether a link says, each by its own parameter, all of what was asked: it is not the link that forgets it."""
    asked = parse_qsl(spell(listing.contract, Query.of(arguments)), keep_blank_values=True)
    return bool(following.link) and set(asked) <= set(parse_qsl(following.link or "", keep_blank_values=True))
