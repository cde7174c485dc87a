"""Why others failed: the reasons for which the symptoms of one group explain those of another, and those for which they cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from listproof.findings.kinds import (
    BACK,
    CURSORS,
    DEFAULT_ORDER,
    EVERY_PAGE,
    EXPIRED,
    FEWER,
    FULL,
    GIVEN,
    LINK,
    LITTLE,
    MIXED,
    NEXT,
    ORDERED,
    REMAINING,
    SAME,
    SIZE,
    SLICES,
    TOTAL,
    UNCHANGED,
    WIDE,
    asks_oddly,
    breaks_apart,
    counts_at_large,
    fails_at_large,
    is_about_sign_in,
    is_at_large,
    is_held_together,
    is_of_filtered_pages,
    is_of_walks,
    loses_in_an_order,
    may_be_a_wrong_total,
    miscounts,
    refuses_and_miscounts,
    shows_others,
    stage,
)
from listproof.findings.symptom import EMPTY, WALK, Symptom

__all__ = ["Group", "blames", "explains"]

Group = Sequence[Symptom]
"""Symptoms of one cause, the root first."""

_LEFT_OUT = frozenset({"lost", "short", "cut"})
"""What shows where a filter loses records and shows no other."""
_ANOTHER = frozenset({"lost", "strange", "placed", "cut"})
"""What shows where each order loses a record of its own."""


def explains(group: Group, others: Group) -> bool:
    """Whether what a group shows can be why others failed: the first reason that applies decides."""
    return next((decides for applies, decides in _REASONS if applies(group, others)), False)


def blames(group: Group, one: Symptom) -> bool:
    """Whether what a group says does not work was asked for, and may show as this."""
    root = group[0]
    if refuses_and_miscounts(root, one) or breaks_apart(root, one) or (root.head == "total" and "wrong" in one.signs):
        return False  # neither an answer nor its total makes a question break, or show what it should not
    if root.breaks and asks_oddly(root) and not one.breaks and stage(one) == LITTLE:
        return False  # what breaks at a value that nobody would send is no reason why a service refuses or answers another wrongly
    return bool(one.asked & _blamed(group))


def _blamed(group: Group) -> frozenset[str]:
    """The parameters that a group says do not work, wherever they are asked for; none where it is pages or the listing at large."""
    root = group[0]
    if stage(root) == 2:
        return frozenset(name for one in group if not one.parts for name in one.names)
    if root.law == EVERY_PAGE and "wrong" not in root.signs:
        return frozenset()
    if stage(root) != 4 or (root.head != "filters" and root.parts):
        return frozenset()
    return root.names.union(*(one.names for one in group if one.law == root.law and not one.parts and one.shared & root.shared))


def _only_cursors_that_age_came_again(group: Group, others: Group) -> bool:
    """Cursors grow too old, and nothing else that either tells came again."""
    return group[0].law == EXPIRED and not any(one.certain for one in (*group, *others) if one.law != EXPIRED)


def _nothing_came_again_but_cursors_that_age(group: Group, others: Group) -> bool:
    """The others tell of cursors that grow too old, which are why this did not come again."""
    return others[0].law == EXPIRED and _only_cursors_that_age_came_again(others, group)


def _says_another_media_type_of_answers_that_are_read(group: Group, others: Group) -> bool:
    """What an answer calls itself neither makes a service break nor changes the records that are read in it."""
    named = stage(group[0]) == 0 and all(one.head == "media-type" for one in group if stage(one) == 0)
    return named and stage(others[0]) != 0 and any(one.breaks or "refused" not in one.signs for one in others)


def _nothing_is_answered_well(group: Group, _: Group) -> bool:
    """Where no answer is good, nothing else can be told."""
    return stage(group[0]) == 0


def _decides_who_may_ask(_: Group, others: Group) -> bool:
    """Who may ask is decided before anything is answered."""
    return all(map(is_about_sign_in, others))


def _answers_another_question(group: Group, _: Group) -> bool:
    """Records of others, or answers to other questions, are what every law looks at."""
    return stage(group[0]) == 1 and any(one.law == MIXED or shows_others(one) for one in group)


def _counts_wrongly(group: Group, others: Group) -> bool:
    """The total as such is wrong, and the others look at totals."""
    return counts_at_large(group[0]) and all(map(may_be_a_wrong_total, others))


def _shows_a_field_that_others_look_at(group: Group, others: Group) -> bool:
    """A field is wrong, and the others are about it, or about an order that may be made of it."""
    about = all(one.names & group[0].names - WIDE or one.fact == DEFAULT_ORDER for one in others)
    return group[0].head == "fields" and about and any(one.fact != DEFAULT_ORDER for one in others)


def _shows_a_field_beside_the_default_order(group: Group, others: Group) -> bool:
    """A wrong field is none that the order of unordered answers must be made of."""
    return group[0].head == "fields" and all(one.fact == DEFAULT_ORDER for one in others)


def _lies_downstream(group: Group, others: Group) -> bool:
    """What the others tell is upstream: pages that end early, or a link that forgets the question."""
    return _ends_early(others, group) or _forgets_the_question(others, group)


def _forgets_the_question(group: Group, others: Group) -> bool:
    """The link to the next page forgets what was asked, as it shows on the pages to which it leads: the size, as in how many they hold."""
    if group[0].law == LINK and "forgotten" in group[0].signs and others[0].law == SIZE:
        return others[0].led
    return group[0].law == LINK and all(one.law == EVERY_PAGE or "order" in (one.area, one.head) for one in others)


def _tells_nothing_unreadably(group: Group, others: Group) -> bool:
    """An answer without records is a success that cannot be read, and so are those of questions that keep none."""
    unread = all("refused" in one.signs and not one.refused for one in (group[0], *others))
    return group[0].law == EMPTY and unread and all(one.area == "filters" for one in others)


def _leads_elsewhere(group: Group, others: Group) -> bool:
    """A walk by cursors that are no place does not meet every record, and each question shows others."""
    return group[0].law in CURSORS and not group[0].refused and all("strange" in one.signs for one in others)


def _drops_the_last(group: Group, others: Group) -> bool:
    """A page leads on to none, and so many are told to remain; or all that filters lose is the last of what they keep, or every order
    another record."""
    if group[0].law not in (NEXT, FULL) or group[0].refused:
        return False
    if all(one.law == REMAINING for one in others):
        return True
    filtered = all(one.head == "total" or (one.area == "filters" and one.signs <= _LEFT_OUT) for one in others)
    ordered = all(one.area == "order" and one.signs <= _ANOTHER for one in others)
    return (filtered and any("short" in one.signs for one in others)) or (ordered and any("strange" in one.signs for one in others))


def _ends_early(group: Group, others: Group) -> bool:
    """Pages call themselves the last though more match, and what a filter, an order or full pages lose is what they end before."""
    cut = all("cut" in one.signs and (one.area in ("filters", "order") or one.law == FULL) for one in others)
    return cut and any(one.law == NEXT for one in group)


def _shows_what_the_listing_lacks(group: Group, others: Group) -> bool:
    """Orders go wrong at large and show records that no page of the listing does; so do filters, or all that these lose is the last of
    what they keep: what is left out is so whatever is asked."""
    orders = all(one.area == "order" and not one.refused and one.signs <= _ANOTHER | {"short"} for one in group)
    if not orders or not any(map(is_at_large, group)) or not any(one.law == UNCHANGED and "strange" in one.signs for one in group):
        return False
    if any(one.refused or "wrong" in one.signs or (one.area != "filters" and one.head != "total") for one in others):
        return False
    left_out = all(one.signs <= _LEFT_OUT for one in others) and any("short" in one.signs for one in others)
    return others[0].signs == {"strange"} or left_out


def _shows_fewer(group: Group, others: Group) -> bool:
    """Pages hold fewer records than were asked for, and a filter is told to lose some because of that alone."""
    if group[0].law != SIZE or any(one.refused for one in others):
        return False
    return all(one.area == "pages" or (one.area == "filters" and one.signs <= FEWER) for one in others)


def _takes_a_size_of_no_page(group: Group, others: Group) -> bool:
    """A size that no page can have is taken, and what its answer leads to is no second bug."""
    return group[0].area == "bounds" and "size" in group[0].names and all(one.law == GIVEN for one in others)


def _does_not_work_where_it_is_asked_for(group: Group, others: Group) -> bool:
    """Each of the others asked for what does not work here."""
    return all(blames(group, one) for one in others)


def _filters_wrongly_at_large(group: Group, others: Group) -> bool:
    """Filtering as such is wrong, and each of the others filters."""
    return all(fails_at_large(group[0], one) for one in others)


def _places_records_elsewhere(group: Group, others: Group) -> bool:
    """The order is wrong, and the others miss a record at its place only."""
    return group[0].law in ORDERED and all("placed" in one.signs or (_unordered(group) and is_held_together(one)) for one in others)


def _turns_filtered_pages_wrongly(group: Group, others: Group) -> bool:
    """Later pages of what filters keep are wrong, and that is what the others look at."""
    return group[0].law == EVERY_PAGE and all(is_of_filtered_pages(one) and not one.refused for one in others)


def _loses_records_of_an_order(group: Group, others: Group) -> bool:
    """What an order loses on the way on it loses on the way back."""
    return loses_in_an_order(group[0]) and all(one.law == BACK and one.ordered for one in others)


def _loses_its_order_on_later_pages(group: Group, others: Group) -> bool:
    """What was asked for is forgotten on later pages, so that these repeat and lose records."""
    forgotten = group[0].law in ORDERED and any("forgotten" in one.signs for one in group)
    return forgotten and not _both_go_wrong(group, others) and all(one.area == "pages" and not one.refused for one in others)


def _slices_what_is_unordered(group: Group, others: Group) -> bool:
    """Pages are slices of a list whose records stand in the wrong order."""
    sliced = stage(others[0]) == 3 and any(one.law in SLICES for one in others)
    return _unordered(group) and not _both_go_wrong(group, others) and sliced


def _cannot_unorder(group: Group, others: Group) -> bool:
    """No pager that cuts an order into pages puts the records of one page into the wrong order."""
    return _unordered(others) and not _both_go_wrong(others, group)


def _is_an_order_that_is_sliced(group: Group, others: Group) -> bool:
    """An order is wrong, and the others say of the pages only that they are no slices of it."""
    return _orders_beside_slices(group, others) and stage(others[0]) == 3


def _orders_beside_slices(group: Group, others: Group) -> bool:
    """An order is wrong, and no other says that the walk itself is."""
    return any(one.law in ORDERED for one in group) and all(one.law in SLICES or one.law not in WALK for one in others)


def _walks_well_beside_an_order(group: Group, others: Group) -> bool:
    """The others tell of an order, and nothing here says that a walk loses or repeats a record."""
    loses = any(one.law in WALK and one.law not in SLICES for one in group)
    return any(one.law in ORDERED for one in others) and not loses


def _names_no_record(group: Group, others: Group) -> bool:
    """Records without a name of their own are taken for one another."""
    nameless = group[0].head == "identity" or (_shows_records_wrongly(group) and "identity" in group[0].names)
    return nameless and all(not one.refused and one.head != "fields" for one in others)


def _miscounts_beside_a_way_back(group: Group, others: Group) -> bool:
    """A total that is wrong does not lead back wrongly."""
    return all(one.law == BACK for one in others) and all(map(miscounts, group))


def _cuts_what_is_counted(_: Group, others: Group) -> bool:
    """What a query matches is counted before it is cut into pages: pages that go wrong make no total another."""
    return others[0].law == TOTAL and not others[0].refused


def _counts_what_is_cut(group: Group, others: Group) -> bool:
    """A total that is wrong ends walks; it makes no page hold others, or fewer, than those that stand at its address, and repeats none."""
    counts = all(one.law == TOTAL or one.head == "total" for one in group if stage(one) < 4)
    return counts and any(one.law in (SIZE, *SLICES) or "twice" in one.signs for one in others)


def _loses_or_repeats_records(group: Group, others: Group) -> bool:
    """No walk can be trusted, and each of the others rests on one."""
    return (_shows_records_wrongly(group) or any(one.law in WALK for one in group)) and all(map(is_of_walks, others))


def _shows_records_wrongly(group: Group) -> bool:
    """Whether a record is not the same everywhere, or what holds the records or names them is wrong."""
    return stage(group[0]) == 2 and any(one.law == SAME or one.names & {"identity", "records"} for one in group)


def _unordered(group: Group) -> bool:
    """Whether records of one page stand in the wrong order: no pager that cuts an order into pages makes that."""
    return any(one.law in ORDERED and "unordered" in one.signs for one in group)


def _both_go_wrong(ordered: Group, walked: Group) -> bool:
    """Whether an order shows as wrong only where it was asked for, and pages repeat records though none was: no order makes that."""
    asked_for = all(one.ordered for one in ordered if one.law in ORDERED)
    return asked_for and any(one.law in WALK and not one.ordered and not one.refused and "twice" in one.signs for one in walked)


_EXPLAINS, _DOES_NOT = True, False
_REASONS: tuple[tuple[Callable[[Group, Group], bool], bool], ...] = (
    (_only_cursors_that_age_came_again, _EXPLAINS),
    (_nothing_came_again_but_cursors_that_age, _DOES_NOT),
    (_says_another_media_type_of_answers_that_are_read, _DOES_NOT),
    (_nothing_is_answered_well, _EXPLAINS),
    (_decides_who_may_ask, _DOES_NOT),
    (_answers_another_question, _EXPLAINS),
    (_counts_wrongly, _EXPLAINS),
    (_shows_a_field_that_others_look_at, _EXPLAINS),
    (_shows_a_field_beside_the_default_order, _DOES_NOT),
    (_lies_downstream, _DOES_NOT),
    (_forgets_the_question, _EXPLAINS),
    (_tells_nothing_unreadably, _EXPLAINS),
    (_leads_elsewhere, _EXPLAINS),
    (_drops_the_last, _EXPLAINS),
    (_ends_early, _EXPLAINS),
    (_shows_what_the_listing_lacks, _EXPLAINS),
    (_shows_fewer, _EXPLAINS),
    (_takes_a_size_of_no_page, _EXPLAINS),
    (_does_not_work_where_it_is_asked_for, _EXPLAINS),
    (_filters_wrongly_at_large, _EXPLAINS),
    (_places_records_elsewhere, _EXPLAINS),
    (_turns_filtered_pages_wrongly, _EXPLAINS),
    (_loses_records_of_an_order, _EXPLAINS),
    (_loses_its_order_on_later_pages, _EXPLAINS),
    (_slices_what_is_unordered, _EXPLAINS),
    (_cannot_unorder, _DOES_NOT),
    (_is_an_order_that_is_sliced, _EXPLAINS),
    (_orders_beside_slices, _DOES_NOT),
    (_walks_well_beside_an_order, _DOES_NOT),
    (_names_no_record, _EXPLAINS),
    (_miscounts_beside_a_way_back, _DOES_NOT),
    (_cuts_what_is_counted, _DOES_NOT),
    (_counts_what_is_cut, _DOES_NOT),
    (_loses_or_repeats_records, _EXPLAINS),
)
"""In this order: where one of these applies, those below it are not asked."""
