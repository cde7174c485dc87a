"""Order: what was asked to be sorted is sorted across pages, and sorting changes nothing but the order."""

from listproof.laws import Listing, law
from listproof.oracle import misplaced, values


@law(
    "order.sorted-across-pages",
    each="order",
    facts=("order.by", "order.direction", "order.keys.{subject}", "parameters.{order}*", "parameters.{direction}*"),
    moving=True,
)
def test_sorted_across_pages(listing: Listing, subject: str) -> None:
    """Records stand in the order that was asked for, from the first page to the last."""
    name, direction = subject.split()
    key = listing.order.key(name)
    walk = listing.ordered(name, direction)
    if not listing.tells(key, walk.records):
        listing.inconclusive(f"the values of {key.field} tell no order")
    records = listing.standing(walk.records)
    if direction == "either":
        direction = "asc" if misplaced(key, "asc", records) is None else "desc"
        listing.record_behaviour(f"order.{name}.direction", direction)
    place = misplaced(key, direction, records)
    facts = [f"order.keys.{name}", *listing.order_facts(name, direction)]
    listing.require(
        place is None,
        *facts,
        says=f"{name} {direction}: two records stand in the wrong order",
        expected=f"{key.field} {'together where equal' if key.compares == 'group' else direction}",
        observed=listing.describe_order(key, records, place),
        replies=walk.pages,
    )
    apart = listing.far_apart(name, direction) if direction == "asc" and key.compares != "group" else ()
    records = listing.standing(record for page in apart for record in page.records)
    if not listing.tells(key, records):
        return
    place = misplaced(key, direction, records)
    listing.require(
        place is None,
        *facts,
        says=f"{name} {direction}: a page far on holds what stands before the first page",
        expected=f"{key.field} {direction}",
        observed=listing.describe_order(key, records, place),
        replies=apart,
    )


@law(
    "order.changes-no-record",
    basis="implied",
    each="order",
    facts=("order.by", "order.direction", "order.keys.{subject}", "parameters.{order}*", "parameters.{direction}*"),
    moving=True,
)
def test_order_changes_no_record(listing: Listing, subject: str) -> None:
    """Sorting permutes: the same records, whatever the order."""
    name, direction = subject.split()
    walk = listing.ordered(name, direction)
    wrong = listing.difference(walk.pages, whole=direction == "asc")
    listing.require(
        not wrong and len(walk.records) - len(set(walk.names)) <= listing.changed,
        f"order.keys.{name}",
        says=f"{name} {direction}: the ordered listing holds other records",
        expected=listing.between(wrong.least, wrong.most),
        observed=listing.describe(wrong, walk.pages[0]),
        replies=walk.pages,
    )


@law(
    "order.desc-reverses-asc",
    basis="implied",
    each="order key",
    facts=("order.by", "order.direction", "order.keys.{subject}", "parameters.{order}*", "parameters.{direction}*"),
)
def test_desc_reverses_asc(listing: Listing, subject: str) -> None:
    """Descending is ascending read backwards, as far as the keys go."""
    key = listing.order.key(subject)
    up, down = listing.ordered(subject, "asc"), listing.ordered(subject, "desc")
    rising, falling = values(key, up.records), values(key, down.records)
    if len(set(rising)) < 2 or not falling:
        listing.inconclusive(f"fewer than two different values of {key.field}")
    if key.compares == "group":
        rising, falling = list(dict.fromkeys(rising)), list(dict.fromkeys(falling))
    listing.require(
        falling == rising[::-1][: len(falling)],
        f"order.keys.{subject}",
        "order.direction",
        says=f"{subject}: desc is not asc read backwards",
        expected=", ".join(str(value) for value in rising[:-5:-1]) + " …",
        observed=", ".join(str(value) for value in falling[:4]) + " …",
        replies=(*up.pages[:1], *down.pages[:1]),
    )


@law("order.default-order", facts=("order.by", "order.default", "parameters.{order}*", "parameters.{direction}.default"), moving=True)
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
            walk = listing.ordered(key.name, None)
            if len(set(values(key, walk.records))) < 2:
                continue
            tried += 1
            records = listing.standing(walk.records)
            place = misplaced(key, direction, records)
            listing.require(
                place is None,
                "order.default",
                says=f"{key.name} without a direction is not {direction}",
                expected=f"{key.field} {direction}",
                observed=listing.describe_order(key, records, place),
                replies=walk.pages,
            )
        if not tried:
            listing.inconclusive("no key shows two different values")
        return
    key = order.key(name)
    walk = listing.census.walk
    if len(set(values(key, walk.records))) < 2:
        listing.inconclusive(f"fewer than two different values of {key.field}")
    records = listing.standing(walk.records)
    place = misplaced(key, direction, records)
    listing.require(
        place is None,
        "order.default",
        *((f"parameters.{order.direction}.default",) if order.direction else ()),
        says=f"without a word about order the records do not stand {name} {direction}",
        expected=f"{key.field} {direction}",
        observed=listing.describe_order(key, records, place),
        replies=walk.pages,
    )
