"""What one symptom is a symptom of: how far upstream it lies, how well it explains others, and what it may be a sign of."""

from __future__ import annotations

from listproof.findings.symptom import ANSWER_FIELD, EMPTY, FILTERING, TOGETHER, WALK, Symptom, at_large

__all__ = [
    "BACK", "CURSORS", "DEFAULT_ORDER", "EVERY_PAGE", "EXPIRED", "FEWER", "FULL", "GIVEN", "LINK", "LITTLE", "LOST", "MIXED",
    "NEXT", "NULLS_TOGETHER", "NULL_KEYS", "ORDERED", "REMAINING", "SAME", "SIZE", "SLICES", "TOTAL", "UNCHANGED", "WIDE",
    "asks_oddly", "breaks_apart", "counts_at_large", "fails_at_large", "forgets_at_large", "is_about_sign_in", "is_at_large",
    "is_held_together", "is_of_filtered_pages", "is_of_walks", "loses_in_an_order", "may_be_a_wrong_total", "miscounts", "rank",
    "refuses_and_miscounts", "shows_as", "shows_others", "stage", "turns_a_filtered_page",
]  # fmt: skip

MIXED = "errors.questions-do-not-mix"
SIZE = "pages.size-is-honoured"
SAME = "shape.record-is-the-same-everywhere"
EVERY_PAGE = "pages.filter-holds-on-every-page"
NEXT = "pages.next-is-honest"
FULL = "pages.exact-multiple"
REMAINING = "pages.remaining-counts-down"
LINK = "pages.link-keeps-the-query"
BACK = "pages.previous-leads-back"
GIVEN = "pages.given-cursor-is-taken"
EXPIRED = "pages.expired-cursor"
"""Cursors that grow too old: who asks for a page late meets at times what that law tells, and not once the page is led to anew."""
SLICES = ("pages.address-is-a-slice", "pages.ties-survive-boundaries")
"""Laws of the walk that an order which hangs on the question violates as well, though each record is met once."""
ORDERED = ("order.sorted-across-pages", "order.default-order")
UNCHANGED = "order.changes-no-record"
NULL_KEYS = "pages.null-keys-are-met"
NULLS_TOGETHER = "order.nulls-stand-together"
CURSORS = ("pages.cursor-is-repeatable", "pages.key-cursor-is-a-place", "pages.cursor-at-another-size")
"""Laws of what a cursor is a place of."""
DEFAULT_ORDER = "order.default"
"""The fact that says in which order records stand where none is asked for."""
FEWER = frozenset({"counted", "short"})
"""What shows where a page holds fewer records than were asked for."""
LOST = frozenset({"lost", "counted"})
"""What shows where records are gone from an order."""
WIDE = frozenset({"total", "records", "identity"})
"""What so many symptoms are about that sharing it tells nothing, where they are about something else as well."""
LITTLE = 6
"""The stage of what only echoes another symptom."""

_AREAS = ("bounds", "order", "filters", "pages", "shape", "errors", "queries", "schema")
_HOME = {
    "parameters": "bounds", "filters": "filters", "order": "order", "pages": "pages", "size": "pages", "total": "pages",
    "records": "pages", "identity": "pages", "close": "pages", "fields": "shape", "disputes": "shape", "status": "shape",
    "media-type": "shape", "success": "shape", "errors": "errors", "sign-in": "errors", "scope": "errors",
}  # fmt: skip
_ANSWER = ("status", "media-type", "success")
_GOOD = "shape.good-answer"
_DEFAULT = "bounds.absent-means-the-default"
_MADE_UP_SCOPE = "errors.made-up-scope-shows-nothing"
TOTAL = "pages.total-is-steady"
_HIDDEN = "pages.total-counts-what-a-hidden-filter-keeps"
_NOTHING = "filters.nothing-matches-nothing"
_ODD = (
    _NOTHING, "filters.any-text-is-answered", "filters.odd-bytes-are-answered", "filters.empty-is-no-value", "pages.made-up-cursor",
    "pages.past-the-end",
)  # fmt: skip
"""Laws that ask for values that nobody would send, of areas in which others do not."""
_COUNTS = "pages.total-counts-what-matches"
_ENDS = "pages.walk-ends"
_BY_TOTALS = ("filters.hidden-ones-narrow", "filters.absent-means-what-is-said", MIXED)
"""Laws that hold two answers against each other, by their totals too."""
_FIRST = (SIZE, EMPTY, TOTAL, LINK, NEXT, _ENDS)
"""Laws that say best what is wrong where others that are as far upstream fail as well."""
_UNCOUNTED = (frozenset({"counted"}), frozenset({"lost", "full"}), frozenset({"lost", "cut"}), frozenset({"cut"}))
"""What shows where a total is wrong: a number that is off, or a page that ends the answer though more match."""


def rank(one: Symptom) -> tuple[int, bool, int, int, int]:
    """How well a symptom explains others: how far upstream it is, whether it came again, whether its law is at home with its fact."""
    home = _HOME.get(one.head, one.area)
    far = stage(one)
    first = one.law in _FIRST or (far == 0 and one.subject is None) or (one.law == _NOTHING and bool(one.refused))
    broken = one.breaks and one.area != "errors" and one.law != _GOOD  # nobody says better that the plain question breaks the service
    late = one.law == SIZE and "lost" in one.signs  # of the last page, from which records are gone
    return (far, bool(one.parts) or broken, 0 if home == one.area else 1, 2 if late else 0 if first else 1, _AREAS.index(one.area))


def stage(one: Symptom) -> int:
    """How far upstream: no good answer (0), others' records or answers, a field, the pages, the rest, and what only echoes it (6)."""
    if one.area in ("queries", "schema"):
        return LITTLE
    if one.head in _ANSWER or (one.law == ANSWER_FIELD and "records" in one.names) or (one.law, one.head) == (_GOOD, "records"):
        return 0
    if shows_others(one) or one.law == MIXED or (one.law == TOTAL and not one.refused):
        return 1
    if one.law == SAME or (one.law == EMPTY and (one.refused or one.head == "records")):
        return 2
    if one.area == "shape" and one.subject is None:
        return LITTLE
    if one.head == "fields":
        return 2
    whole = one.law in WALK or (one.subject is None and one.area == "pages") or _loses_the_rest(one)
    return 3 if whole else 4


def is_about_sign_in(one: Symptom) -> bool:
    """Whether it is about who may ask, which is decided before anything is answered."""
    return one.head == "sign-in" or one.fact.startswith(("errors.no-", "errors.wrong-", "errors.bad-credential"))


def asks_oddly(one: Symptom) -> bool:
    """Whether it asks for what no document speaks of: a value out of bounds, of another type, or that no record shows."""
    return one.area in ("bounds", "errors", "schema") or one.law in _ODD


def shows_others(one: Symptom) -> bool:
    """Whether the listing shows records of another scope, or counts them: what a scope that was made up shows tells nothing of that."""
    return one.head == "scope" and one.law != _MADE_UP_SCOPE and "absent" not in one.signs and not one.refused


def miscounts(one: Symptom) -> bool:
    """Whether pages are held against a total that says another number, and none of them is told to lose or to repeat a record."""
    return one.head == "total" and not one.signs & {"lost", "twice"}


def counts_at_large(one: Symptom) -> bool:
    """Whether it is about the total as such, and not about what it counts under one filter."""
    return "total" in one.names and (one.head == "fields" or one.subject is None or one.fact == "total.capped")


def may_be_a_wrong_total(one: Symptom) -> bool:
    """Whether a total that is wrong may show as this."""
    return one.head == "total" or one.law in _BY_TOTALS or one.signs in _UNCOUNTED


def is_held_together(one: Symptom) -> bool:
    """Whether the first pages of two questions are held against each other, which tells nothing where their records change places."""
    return one.law in _BY_TOTALS and one.signs == {"counted"}


def turns_a_filtered_page(one: Symptom) -> bool:
    """Whether it is about a later page of what a filter keeps."""
    return one.area == "filters" and (one.head == "pages" or "forgotten" in one.signs)


def loses_in_an_order(one: Symptom) -> bool:
    """Whether an order loses records, be it those alone that lack its key."""
    return (one.area == "order" or one.law == NULL_KEYS) and bool(one.signs & LOST)


def is_of_filtered_pages(one: Symptom) -> bool:
    """Whether it is about later pages of what filters keep: by what they show, by their order, or by how many they hold in all."""
    return turns_a_filtered_page(one) or (one.area == "order" and bool(one.asked)) or one.law == _HIDDEN


def forgets_at_large(one: Symptom) -> bool:
    """Whether later pages show what filters do not keep, of most filters that were tried."""
    return one.law == EVERY_PAGE and "wrong" in one.signs and bool(one.shared & at_large(one.law, False))


def is_of_walks(one: Symptom) -> bool:
    """Whether pages that lose or repeat records may show as this."""
    if one.signs & {"strange", "twice"} or one.signs == {"lost", "short"} or one.signs == {"placed"} or is_held_together(one):
        return True
    if one.area == "pages" or turns_a_filtered_page(one):
        return True
    if (
        one.refused
        or one.law == _MADE_UP_SCOPE
        or one.head in ("fields", "errors", *_ANSWER)
        or (one.head == "projects" and one.signs != {"counted"})
        or (one.head == "parameters" and one.law != _DEFAULT)
    ):
        return False
    return one.area != "filters" or one.head == "total" or bool(one.shared & {TOGETHER, *at_large(one.law, one.breaks)})


def refuses_and_miscounts(one: Symptom, other: Symptom) -> bool:
    """Whether one of two is refused, or keeps records for a value that names none, and the other is answered with a total that counts a
    filter wrongly: neither is why the other is."""
    first, counted = (other, one) if one.head == "total" and not one.refused else (one, other)
    if counted.refused or counted.head != "total" or counted.subject is None:
        return False
    for_nothing = first.law == _NOTHING and first.head == "filters" and counted.law == _COUNTS
    return bool(first.refused) or (for_nothing and counted.signs == {"counted"})


def is_at_large(one: Symptom) -> bool:
    """Whether its law fails at most places that were tried, or filtering does."""
    return bool(one.shared & at_large(one.law, one.breaks))


def breaks_apart(root: Symptom, one: Symptom) -> bool:
    """Whether a question breaks the service, and the other is answered: what is wrong with an answer makes no error of the service."""
    return one.breaks and not root.breaks and stage(root) > 0


def fails_at_large(root: Symptom, one: Symptom) -> bool:
    """Whether it is filtering as such that goes wrong, not one filter, and another symptom comes of a question with filters."""
    marks = root.shared & at_large(root.law, root.breaks)
    if "filters" not in (root.area, root.head) or not marks or (one.refused and not root.refused) or refuses_and_miscounts(root, one):
        return False
    return len(one.asked) > (not any(mark.startswith(FILTERING) for mark in marks))


def shows_as(root: Symptom, one: Symptom) -> bool:
    """Whether a question shows what a cause does at large: an order that loses records, as a total or a page that holds too few in an
    order; one that shows what the listing lacks, as such a record; one in which pages do not go on, as a page of an ordered answer
    that is another slice of it; a link that forgets a filter, as records that this one leaves out; pages of what a filter keeps
    that do not go on, as a page of what another keeps, and such that forget it, as a page to which another led; a total that is
    wrong of most filters, as a wrong total of some."""
    if one.refused or root.refused:
        return False
    if root.head == "total" and (counts_at_large(root) or root.shared & at_large(root.law, False)):
        return one.head == "total"
    if root.law == UNCHANGED and "strange" in root.signs and one.area == "queries":
        return not one.signs - FEWER - LOST - root.signs
    if loses_in_an_order(root):
        return one.ordered and (one.head == "total" or (one.area == "queries" and not one.signs - FEWER - LOST))
    if root.law in ORDERED and one.head == "pages":
        return one.ordered
    if root.law == EVERY_PAGE and stage(one) == LITTLE and one.asked:
        return "wrong" not in root.signs or (one.led and "wrong" in one.signs)
    return root.law == LINK and "wrong" in one.signs and (bool(one.asked & root.asked) or (one.led and stage(one) == LITTLE))


def _loses_the_rest(one: Symptom) -> bool:
    """Whether a page calls itself the last, and others tell of one behind it, or show it."""
    return one.law == NEXT and ("lost" in one.signs or one.fact == "pages.next")
