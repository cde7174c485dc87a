"""Order: what was asked to be sorted is sorted across pages, and sorting changes nothing but the order."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from listproof.checks.orders import OtherOrder, other_order, turned
from listproof.contract import AS_SHOWN, OrderKey, at
from listproof.evidence import Walk
from listproof.evidence.reply import name_of
from listproof.laws import Listing, Ordered, TwoKeys, between, law, some_of
from listproof.laws.context.order_arguments import asking_for, asking_for_several
from listproof.laws.unlooked import hidden_only_by_choice, tells_records_apart
from listproof.oracle import collations, comparable, may_tie, misplaced, misplaced_among, misplaced_null, values
from listproof.verdicts import Sign

_HOW: Mapping[OtherOrder | None, str] = {
    "reversed": "the records stand the other way round",
    "as-texts": "the values are sorted as texts",
    None: "two records stand in the wrong order",
}
_ENDLESS = "the pages of the whole listing lead on for ever, as pages.walk-ends tells"


@law(
    "order.sorted-across-pages",
    each="order",
    facts=("order.by", "order.direction", "order.keys.{subject}", "parameters.{order}*", "parameters.{direction}*"),
    moving=True,
)
def test_sorted_across_pages(listing: Listing, subject: Ordered) -> None:
    """Records stand in the order that was asked for, from the first page to the last."""
    name, direction = subject.key, subject.direction
    key = listing.order.documented.key(name)
    walk = listing.order.walk(name, direction)
    if direction != "either" and misplaced(key, direction, listing.tolerance.standing(walk.records)) is not None:
        walk = listing.order.walk_to_blame(name, direction, walk)
    if not _tells(key, walk.records):
        listing.inconclusive(f"the values of {key.field} tell no order")
    records = listing.tolerance.standing(walk.records)
    wanted = direction
    if direction == "either":
        direction = _nearest(listing, key, walk)
        wanted = direction if misplaced(key, direction, records) is None else "asc or desc"
        listing.record_behaviour(f"order.{name}.direction", direction)
    place = misplaced(key, direction, records)
    facts = [f"order.keys.{name}", *listing.order.facts(name, direction)]
    other = other_order(key, direction, records)
    forgotten = place is not None and other is None and _is_lost_on_the_way(listing, key, direction, walk)
    listing.require(
        place is None,
        *facts,
        says=f"{_asked(listing, subject)}: the first page is in order, and those after it do not go on from it"
        if forgotten
        else f"{_asked(listing, subject)}: {_HOW[other]}",
        expected=f"{key.field} {'together where equal' if key.compares == 'group' else wanted}",
        observed=_described(listing, key, records, place),
        replies=walk.pages,
        shows=_out_of_order(key, direction, walk, other, forgotten),
    )
    if key.compares == "text":
        listing.record_behaviour(f"order.{name}.collation", " or ".join(collations(key, direction, records)) or "of its own")
    apart = listing.order.far_apart(name, direction) if direction == "asc" and key.compares != "group" else ()
    records = listing.tolerance.standing(record for page in apart for record in page.records)
    if not _tells(key, records):
        return
    place = misplaced(key, direction, records)
    listing.require(
        place is None,
        *facts,
        says=f"{_asked(listing, subject)}: a page far on holds what stands before the first page",
        expected=f"{key.field} {direction}",
        observed=_described(listing, key, records, place),
        replies=apart,
    )


def _asked(listing: Listing, subject: Ordered) -> str:
    """The key, with the direction where one can be asked for."""
    turns = listing.order.documented.turn is not None and subject.direction != "either"
    return f"{subject.key} {subject.direction}" if turns else subject.key


def _nearest(listing: Listing, key: OrderKey, walk: Walk) -> str:
    """The direction in which the records of a walk stand where either may come, or the one that says best how else they stand."""
    records = listing.tolerance.standing(walk.records)
    explained: Sequence[Callable[[str], bool]] = (
        lambda way: misplaced(key, way, records) is None,
        lambda way: other_order(key, way, records) == "as-texts",
        lambda way: _is_lost_on_the_way(listing, key, way, walk),
    )
    return next((way for told in explained for way in ("asc", "desc") if told(way)), "asc")


def _is_lost_on_the_way(listing: Listing, key: OrderKey, direction: str, walk: Walk) -> bool:
    """Whether the first of several pages is in order and tells so: the order was asked for and taken, and then lost."""
    first = listing.tolerance.standing(walk.pages[0].records)
    return len(walk.pages) > 1 and _tells(key, first) and misplaced(key, direction, first) is None


def _tells(key: OrderKey, records: Sequence[Any]) -> bool:
    """Whether records can show that they are ordered by a key: two values, and of a group several records to one of them."""
    shown = values(key, records)
    return len(set(shown)) > 1 and (key.compares != "group" or len(set(shown)) < len(shown))


def _described(listing: Listing, key: OrderKey, records: Sequence[Any], place: tuple[int, int] | None) -> str:
    """Two misplaced records with their places and keys."""
    names = [f"#{p + 1} {name_of(listing.contract.identity, records[p])} ({at(records[p], key.field)})" for p in place or ()]
    return " before ".join(names)


def _out_of_order(key: OrderKey, direction: str, walk: Walk, other: OtherOrder | None, forgotten: bool = False) -> dict[Sign, list[str]]:
    """The first two records that stand in the wrong order, by the other order in which all stand where there is one; and those of them
    that stand so on one page, which no cut between pages explains: that of a walk whose first page is in order, where it is `forgotten`."""
    shows: dict[Sign, list[str]] = {}
    place = misplaced(key, direction, walk.records) if other is not None else None
    if other is not None and place is not None:
        shows[other] = [walk.names[one] for one in place]
    for page in walk.pages:
        place = misplaced(key, direction, page.records)
        if place is not None:
            names = [page.names[one] for one in place]
            return {**shows, "unordered": names, **({"forgotten": names} if forgotten else {})}
    return shows


@law(
    "order.changes-no-record",
    basis="implied",
    each="order",
    facts=("order.by", "order.direction", "order.keys.{subject}", "parameters.{order}*", "parameters.{direction}*"),
    moving=True,
)
def test_order_changes_no_record(listing: Listing, subject: Ordered) -> None:
    """Sorting permutes: the same records, whatever the order."""
    name, direction = subject.key, subject.direction
    key = listing.order.documented.key(name)
    whole, walk = listing.order.is_read_whole(name, direction), listing.order.walk(name, direction)
    if not whole and listing.order.led_back == (name, direction):
        whole, walk = True, listing.order.walk_in_thirds(name, direction)
    wrong = listing.comparison.difference(walk.pages, whole=whole)
    if wrong and listing.census.endless:
        listing.inconclusive(_ENDLESS)
    if wrong:
        walk = listing.order.walk_to_blame(name, direction, walk)
        wrong = listing.comparison.difference(walk.pages, whole=whole)
    lacking = bool(wrong.lost) and not wrong.wrong and set(wrong.lost) <= _without(listing, key)
    listing.require(
        not wrong and len(walk.records) - len(set(walk.names)) <= listing.tolerance.changed,
        f"order.keys.{name}",
        says=f"{_asked(listing, subject)}: "
        + (f"records without {key.field} are left out" if lacking else "the ordered listing holds other records"),
        expected=between(wrong.least, wrong.most),
        observed=walk.pages[0],
        shows=wrong,
        replies=walk.pages,
    )


def _without(listing: Listing, key: OrderKey) -> set[str]:
    """The names of the records that lack a key."""
    return {name for name, record in listing.census.by_identity.items() if comparable(key, record) is None}


@law(
    "order.desc-reverses-asc",
    basis="implied",
    each="order key",
    facts=("order.by", "order.direction", "order.keys.{subject}", "parameters.{order}*", "parameters.{direction}*"),
)
def test_desc_reverses_asc(listing: Listing, subject: str) -> None:
    """Descending is ascending read backwards, as far as the keys go."""
    key = listing.order.documented.key(subject)
    up, down = listing.order.walk(subject, "asc"), listing.order.walk(subject, "desc")
    rising, falling = _runs(key, up.records), _runs(key, down.records)
    if len(set(rising)) < 2 or len(set(falling)) < 2:
        listing.inconclusive(f"fewer than two different values of {key.field}")
    if not _reversed(key, rising, falling):
        if listing.census.endless:
            listing.inconclusive(_ENDLESS)
        up, down = (listing.order.walk_to_blame(subject, *walked) for walked in (("asc", up), ("desc", down)))
        rising, falling = _runs(key, up.records), _runs(key, down.records)
    whole, part = (up, down) if len(falling) <= len(rising) else (down, up)
    listing.require(
        _reversed(key, rising, falling),
        f"order.keys.{subject}",
        "order.direction",
        says=f"{subject}: asc and desc come in the same order"
        if _begins(key, rising, falling)
        else f"{subject}: desc is not asc read backwards",
        expected=some_of(_written(key, whole.records)[::-1]),
        observed=some_of(_written(key, part.records)),
        replies=(*up.pages[:1], *down.pages[:1]),
    )


def _reversed(key: OrderKey, rising: Sequence[Any], falling: Sequence[Any]) -> bool:
    """Whether the shorter of two readings is how the other begins when it is read backwards."""
    return _begins(key, rising[::-1], falling) if len(falling) <= len(rising) else _begins(key, falling[::-1], rising)


def _begins(key: OrderKey, longer: Sequence[Any], shorter: Sequence[Any]) -> bool:
    """Whether two readings are alike as far as both go, but for what a collation may hold equal."""
    return all(may_tie(key, one, other) for one, other in zip(longer, shorter, strict=False))


def _runs(key: OrderKey, records: Sequence[Any]) -> list[Any]:
    """What records show of a key, one after another; of a group each value once."""
    shown = list(values(key, records))
    return list(dict.fromkeys(shown)) if key.compares == "group" else shown


def _written(key: OrderKey, records: Sequence[Any]) -> list[str]:
    """The same as the service writes it."""
    shown = [str(at(record, key.field)) for record in records if comparable(key, record) is not None]
    return list(dict.fromkeys(shown)) if key.compares == "group" else shown


@law(
    "order.default-order",
    facts=("order.by", "order.default", "order.keys.*", "parameters.{order}*", "parameters.{direction}.default"),
    moving=True,
)
def test_default_order(listing: Listing) -> None:
    """Without a word about order, the documented order is kept; without a direction, the documented direction."""
    order = listing.contract.order
    if order is None or order.default is None:
        listing.unsupported("the document names no default order")
    name, direction = order.default
    if name == "unspecified":
        tried = 0
        for key in order.keys:
            if key.compares == "group":
                continue
            walk = listing.order.walk(key.name, None)
            if len(set(values(key, walk.records))) < 2:
                continue
            tried += 1
            records = listing.tolerance.standing(walk.records)
            place, other = misplaced(key, direction, records), other_order(key, direction, records)
            listing.require(
                place is None,
                "order.default",
                says=f"{key.name} without a direction is not {direction}" + _but(other),
                expected=f"{key.field} {direction}",
                observed=_described(listing, key, records, place),
                replies=walk.pages,
                shows=_out_of_order(key, direction, walk, other),
            )
        if not tried:
            listing.inconclusive("no key shows two different values")
        return
    key = order.key(name)
    walk = listing.census.walk
    if len(set(values(key, walk.records))) < 2:
        listing.inconclusive(f"fewer than two different values of {key.field}")
    records = listing.tolerance.standing(walk.records)
    place, other = misplaced(key, direction, records), other_order(key, direction, records)
    listing.require(
        place is None,
        "order.default",
        *listing.facts.stated(f"parameters.{order.direction}.default"),
        says=f"without a word about order the records do not stand {name} {direction}" + _but(other),
        expected=f"{key.field} {direction}",
        observed=_described(listing, key, records, place),
        replies=walk.pages,
        shows=_out_of_order(key, direction, walk, other),
    )
    keys = [(order.key(one), way) for one, way in (order.default, *order.then)]
    place = misplaced_among(keys, records) if order.then else None
    listing.require(
        place is None,
        "order.default",
        *(f"order.keys.{one}" for one, _ in order.then),
        says="without a word about order, records that are equal by the first key do not stand by the next",
        expected=", then ".join(f"{one.field} {way}" for one, way in keys),
        observed=_described(listing, keys[-1][0], records, place),
        replies=walk.pages,
    )


def _but(other: OtherOrder | None) -> str:
    """In which other order records stand, as the end of a sentence; nothing where in none."""
    return "" if other is None else f": {_HOW[other]}"


@law("order.second-key-within-ties", basis="implied", each="two keys", facts=("order.by", "order.keys.*"), moving=True)
def test_second_key_within_ties(listing: Listing, subject: TwoKeys) -> None:
    """Asked for by two keys, records that are equal by the first stand in the order of the second."""
    first, second = (listing.order.documented.key(name) for name in subject.names)
    if first.precision != AS_SHOWN:
        listing.unsupported(f"{first.field} is kept finer than it is shown: records that show the same need not be equal by it")
    if tells_records_apart(listing.contract, first):
        listing.unsupported(f"{first.field} tells records apart, so that no two are equal by it")
    one, other = _directions(listing, first.name, second.name)
    walk = listing.order.walk_by_two((first.name, one), (second.name, other))
    for page in walk.pages:
        listing.require_accepted(page, "order.by", f"order.keys.{first.name}", what=f"the order {first.name} {one}, {second.name} {other}")
    records = listing.tolerance.standing(walk.records)
    pairs = {(comparable(first, record), comparable(second, record)) for record in records}
    if len(pairs) == len({pair[0] for pair in pairs}):
        listing.inconclusive(f"no two records are equal by {first.field} and differ by {second.field}")
    place = misplaced_among(((first, one), (second, other)), records)
    back = place is not None and misplaced_among(((first, one), (second, turned(other))), records) is None
    listing.require(
        place is None,
        f"order.keys.{second.name}",
        f"order.keys.{first.name}",
        "order.by",
        says=f"{first.name} {one}, {second.name} {other}: "
        + (f"records that are equal by {first.field} stand the other way round" if back else "two records stand in the wrong order"),
        expected=f"{first.field} {one}, and where that is equal {second.field} {other}",
        observed=_described(listing, second, records, place),
        replies=walk.pages,
        shows={"reversed": [name_of(listing.contract.identity, records[one]) for one in place or ()]} if back else None,
    )


def _directions(listing: Listing, first: str, second: str) -> tuple[str, str]:
    """Directions for two keys of one query: two that differ where each key has its own, for the same keys in turn the others."""
    order = listing.order.documented
    one, other = order.directions(order.key(first)), order.directions(order.key(second))
    if order.turn is None or order.direction is not None:
        return one[0], other[0]
    names = [key.name for key in order.keys]
    return (one[0], other[-1]) if names.index(first) < names.index(second) else (one[-1], other[0])


@law("order.key-twice-breaks-nothing", basis="implied", each="one key twice", facts=("order.by", "order.keys.{subject}"), moving=True)
def test_key_twice_breaks_nothing(listing: Listing, subject: str) -> None:
    """A key that is named twice in one order is refused, or changes nothing: the second time there are no ties left."""
    order = listing.order.documented
    directions = order.directions(order.key(subject))
    direction = directions[0] if directions else None
    once = listing.order.first_page(subject, asking_for(listing.contract, subject, direction))
    listing.require_accepted(once, "order.by", f"order.keys.{subject}", what=f"the order {subject}")
    twice = listing.order.first_page(subject, asking_for_several(listing.contract, ((subject, direction), (subject, direction))))
    listing.require(
        twice.refused or (twice.good and len(set(once.names) ^ set(twice.names)) <= 2 * listing.tolerance.changed),
        "order.by",
        f"order.keys.{subject}",
        says=f"{subject} named twice in an order " + ("breaks the service" if twice.answer.status >= 500 else "gives other records"),
        expected="a refusal, or the records that come when it is named once",
        observed=twice,
        replies=(once, twice),
    )
    listing.record_behaviour("order.key-twice", "refused" if twice.refused else "answered")


@law("order.nulls-stand-together", basis="implied", each="nullable order", facts=("order.keys.*",), moving=True)
def test_nulls_stand_together(listing: Listing, subject: Ordered) -> None:
    """Records without the key stand together at one end, at that which the document names if it names one."""
    name, direction = subject.key, subject.direction
    key = listing.order.documented.key(name)
    if key.compares == "group":
        listing.unsupported("the equal values of a group stand together, wherever they do")
    without = listing.order.lacking(name)
    if not without and hidden_only_by_choice(listing.contract, key):
        listing.unsupported(f"every record has {key.field} where nobody chooses what is shown")
    if not without:
        listing.inconclusive(f"no record, or every one, lacks {key.field}")
    first = listing.order.page_of_all_with(name, direction)
    walk = first or listing.order.walk_with_lacking(name, direction)
    lost = [] if first else sorted(set(without) - set(walk.names))
    mixed = misplaced_null(key, listing.tolerance.standing(walk.records)) is not None
    if (lost or mixed) and listing.order.is_narrowed_wrongly(name, walk):
        listing.inconclusive("what narrows the listing is answered wrongly in no order too, as other laws tell")
    listing.require(
        len(lost) <= listing.tolerance.moved,
        f"order.keys.{name}",
        says=f"{name} {direction}: records without {key.field} are left out",
        expected=f"the {len(without)} records without it, wherever they stand",
        observed=f"{len(lost)} lost: {some_of(lost)}",
        shows={"lost": lost},
        replies=walk.pages,
    )
    records = listing.tolerance.standing(walk.records)
    if not records:
        listing.inconclusive("no record came in that order")  # what binds nobody has not failed above
    place = misplaced_null(key, records)
    alone = (page for page in walk.pages if misplaced_null(key, listing.tolerance.standing(page.records)) is not None)
    listing.require(
        place is None,
        f"order.keys.{name}",
        says=f"{name} {direction}: a record without {key.field} stands among those with one",
        expected=f"the {len(without)} records without it {key.nulls or 'first or last'}",
        observed=f"#{place + 1}" if place is not None else "",
        replies=next(((page,) for page in alone), walk.pages) if place is not None else (),
    )
    listing.record_behaviour(f"order.{name}.{direction}.nulls", "first" if comparable(key, records[0]) is None else "last")
