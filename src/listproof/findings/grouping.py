"""Symptoms of one listing put under their causes: those that share what they are about, and those that another cause explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from listproof.findings.symptom import ANSWER_FIELD, EMPTY, FILTERING, TOGETHER, WALK, Symptom, at_large

__all__ = ["grouped", "rank"]

_AREAS = ("bounds", "order", "filters", "pages", "shape", "errors", "queries", "schema")
_HOME = {
    "parameters": "bounds", "filters": "filters", "order": "order", "pages": "pages", "size": "pages", "total": "pages",
    "records": "pages", "identity": "pages", "close": "pages", "fields": "shape", "disputes": "shape", "status": "shape",
    "media-type": "shape", "success": "shape", "errors": "errors", "sign-in": "errors", "scope": "errors",
}  # fmt: skip
_ANSWER = ("status", "media-type", "success")
_GOOD = "shape.good-answer"
_DEFAULT = "bounds.absent-means-the-default"
_MIXED = "errors.questions-do-not-mix"
_MADE_UP_SCOPE = "errors.made-up-scope-shows-nothing"
_LOST = frozenset({"lost", "counted"})
"""What shows where records are gone from an order."""
_SIZE = "pages.size-is-honoured"
_SAME = "shape.record-is-the-same-everywhere"
_TOTAL = "pages.total-is-steady"
_BY_TOTALS = ("filters.hidden-ones-narrow", "filters.absent-means-what-is-said", _MIXED)
"""Laws that hold two answers against each other, by their totals too."""
_SLICES = ("pages.address-is-a-slice", "pages.ties-survive-boundaries")
"""Laws of the walk that an order which hangs on the question violates as well, though each record is met once."""
_ORDERED = ("order.sorted-across-pages", "order.default-order")
_EVERY_PAGE = "pages.filter-holds-on-every-page"
_NOTHING = "filters.nothing-matches-nothing"
_UNCOUNTED = (frozenset({"counted"}), frozenset({"lost", "full"}), frozenset({"lost", "cut"}), frozenset({"cut"}))
"""What shows where a total is wrong: a number that is off, or a page that ends the answer though more match."""
_NEXT = "pages.next-is-honest"
_FULL = "pages.exact-multiple"
_CURSORS = ("pages.cursor-is-repeatable", "pages.key-cursor-is-a-place", "pages.cursor-at-another-size")
"""Laws of what a cursor is a place of."""
_REMAINING = "pages.remaining-counts-down"
_HIDDEN = "pages.total-counts-what-a-hidden-filter-keeps"
_LINK = "pages.link-keeps-the-query"
_ENDS = "pages.walk-ends"
_BACK = "pages.previous-leads-back"
_FIRST = (_SIZE, EMPTY, _TOTAL, _LINK, _NEXT, _ENDS)
"""Laws that say best what is wrong where others that are as far upstream fail as well."""
_GIVEN = "pages.given-cursor-is-taken"
_EXPIRED = "pages.expired-cursor"
"""Cursors that grow too old: who asks for a page late meets at times what that law tells, and not once the page is led to anew."""
_FEWER = frozenset({"counted", "short"})
"""What shows where a page holds fewer records than were asked for."""
_LEFT_OUT = frozenset({"lost", "short", "cut"})
"""What shows where a filter loses records and shows no other."""
_ANOTHER = frozenset({"lost", "strange", "placed", "cut"})
"""What shows where each order loses a record of its own."""
_LITTLE = 6
_WIDE = frozenset({"total", "records", "identity"})
"""What so many symptoms are about that sharing it tells nothing, where they are about something else as well."""

Group = list[Symptom]


def grouped(found: Iterable[Symptom]) -> list[Group]:
    """The symptoms of one listing by cause: in each group the root first, then what follows from it; the gravest group first."""
    every = list(found)
    groups = _clustered(one for one in every if not _waits(one))
    waiting = [one for one in every if _waits(one) and _stage(one) != _LITTLE]
    groups += _clustered(_housed(waiting, groups))
    groups = _told(_under_causes([_led(sorted(group, key=rank)) for group in groups]))
    rest = [one for one in every if _stage(one) == _LITTLE]
    return _told(groups + [[one] for one in _housed(rest, groups, groups[0] if groups and _is_at_large(groups[0][0]) else None)])


def _is_at_large(root: Symptom) -> bool:
    """Whether a cause shows in questions of any kind: what no walk can be trusted with, or filtering as such."""
    return _stage(root) < 4 or FILTERING in root.shared


def _led(group: Group) -> Group:
    """Where all are refused, whoever is about a parameter that every refused question asked for goes before the rest, but for a link that
    leads to all of them; where what else is seen did not come again, cursors that grow too old do."""
    aged = [one for one in group if one.law == _EXPIRED]
    if aged and not any(one.certain for one in group if one not in aged):
        return [*aged, *(one for one in group if one not in aged)]
    forgotten = [one for one in group if one.law == _EVERY_PAGE and "wrong" in one.signs]
    if forgotten and all(one in forgotten or _turns_a_filtered_page(one) for one in group):
        return [*forgotten, *(one for one in group if one not in forgotten)]
    if not all(one.refused for one in group) or group[0].law == _LINK:
        return group
    leading = [one for one in group if one.own & one.asked and all(one.own & other.asked for other in group)]
    return [*leading, *(one for one in group if one not in leading)]


def _told(groups: Iterable[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: rank(group[0]))


def _waits(one: Symptom) -> bool:
    """Whether it is put where others are already: what it is about may be to blame in one half only, or in none."""
    return (bool(one.parts) and not _forgets_at_large(one)) or _stage(one) == _LITTLE


def _housed(found: Iterable[Symptom], groups: Sequence[Group], otherwise: Group | None = None) -> list[Symptom]:
    """Put each symptom into the group of which it is another sign, or else into `otherwise`; those that stay without one."""
    left = []
    for one in found:
        home = next((group for group in groups if any(_alike(one, other) for other in group)), None)
        home = home or next((group for group in groups if _blames(group, one) or _shows_as(group[0], one)), otherwise)
        left.append(one) if home is None else home.append(one)
    return left


def _shows_as(root: Symptom, one: Symptom) -> bool:
    """Whether a question shows what a cause does at large: an order that loses records, as a total or a page that holds too few in an
    order; one in which pages do not go on, as a page of an ordered answer that is another slice of it; a link that forgets a filter, as
    records that this one leaves out; pages of what a filter keeps that do not go on, as a page of what another keeps; a total that is
    wrong of most filters, as a wrong total of some."""
    if one.refused or root.refused:
        return False
    if root.head == "total" and (_counts(root) or root.shared & at_large(root.law, False)):
        return one.head == "total"
    if root.area == "order" and root.signs & _LOST:
        return one.ordered and (one.head == "total" or (one.area == "queries" and not one.signs - _FEWER - _LOST))
    if root.law in _ORDERED and one.head == "pages":
        return one.ordered
    if root.law == _EVERY_PAGE and "wrong" not in root.signs:
        return _stage(one) == _LITTLE and bool(one.asked)
    return root.law == _LINK and "wrong" in one.signs and bool(one.asked & root.asked)


def _clustered(found: Iterable[Symptom]) -> list[Group]:
    clusters: list[Group] = []
    for one in found:
        near = [cluster for cluster in clusters if any(_alike(one, other) for other in cluster)]
        clusters = [cluster for cluster in clusters if cluster not in near]
        clusters.append([*(member for cluster in near for member in cluster), one])
    return clusters


def _alike(one: Symptom, other: Symptom) -> bool:
    """Whether two symptoms share what they are about, how they were refused, or a mark."""
    if (one.refused and other.refused) or one.breaks or other.breaks:
        return (one.refused == other.refused and _apart(one) == _apart(other)) or bool(one.shared & other.shared)
    if _refuses_and_miscounts(one, other):
        return False
    if (one.head == "fields") != (other.head == "fields") and "order" not in (one.area, other.area):
        return bool(one.names & other.names - _WIDE or one.shared & other.shared)
    return bool(_telling(one) & _telling(other)) or (one.request == other.request != "" and bool(one.signs) and one.signs == other.signs)


def _telling(one: Symptom) -> frozenset[str]:
    """What a symptom is about that tells something, and its marks."""
    if one.area == "order":
        return frozenset({"order"}) | one.shared
    return (one.own - _WIDE or one.own) | one.shared


def _apart(one: Symptom) -> bool:
    """Whether it is about who may ask, which is decided before anything is answered."""
    return one.head == "sign-in" or one.fact.startswith(("errors.no-", "errors.wrong-", "errors.bad-credential"))


def rank(one: Symptom) -> tuple[int, bool, int, int, int]:
    """How well a symptom explains others: how far upstream it is, whether it came again, whether its law is at home with its fact."""
    home = _HOME.get(one.head, one.area)
    stage = _stage(one)
    first = one.law in _FIRST or (stage == 0 and one.subject is None) or (one.law == _NOTHING and bool(one.refused))
    broken = one.breaks and one.area != "errors" and one.law != _GOOD  # nobody says better that the plain question breaks the service
    return (stage, bool(one.parts) or broken, 0 if home == one.area else 1, 0 if first else 1, _AREAS.index(one.area))


def _stage(one: Symptom) -> int:
    """How far upstream: no good answer, others' records or answers, a field, the pages, the rest, and what only echoes it."""
    if one.area in ("queries", "schema"):
        return _LITTLE
    if one.head in _ANSWER or (one.law == ANSWER_FIELD and "records" in one.names) or (one.law, one.head) == (_GOOD, "records"):
        return 0
    if _shows_others(one) or one.law == _MIXED or (one.law == _TOTAL and not one.refused):
        return 1
    if one.law == _SAME or (one.law == EMPTY and (one.refused or one.head == "records")):
        return 2
    if one.area == "shape" and one.subject is None:
        return _LITTLE
    if one.head == "fields":
        return 2
    whole = one.law in WALK or (one.subject is None and one.area == "pages") or _loses_the_rest(one)
    return 3 if whole else 4


def _under_causes(groups: Sequence[Group]) -> list[Group]:
    """The groups that no other explains, each with those that it does; of two that explain each other the one further upstream."""
    order = sorted(groups, key=lambda group: rank(group[0]))
    under: dict[int, int] = {}
    for place, group in enumerate(order):
        causes = [other for other in range(len(order)) if other != place and _explains(order[other], group)]
        causes = [other for other in causes if other < place or not _explains(group, order[other])]
        if causes:
            under[place] = causes[0]
    found: dict[int, Group] = {}
    for place, group in enumerate(order):
        found.setdefault(_first_cause(place, under), []).extend(group)
    return [[*order[place], *(one for one in group if one not in order[place])] for place, group in found.items()]


def _first_cause(place: int, under: Mapping[int, int]) -> int:
    """The group at the end of a chain of causes; where causes go round, the one furthest upstream of them."""
    seen: list[int] = []
    while place in under and place not in seen:
        seen.append(place)
        place = under[place]
    return min(seen[seen.index(place) :]) if place in seen else place


def _explains(group: Group, others: Group) -> bool:
    """Whether what a group shows can be why others failed."""
    stage = _stage(group[0])
    if _EXPIRED in (group[0].law, others[0].law) and not any(one.certain for one in (*group, *others) if one.law != _EXPIRED):
        return group[0].law == _EXPIRED
    if stage == 0:
        return not (group[0].head == "media-type" and all(one.breaks for one in others))
    if all(_apart(one) for one in others):
        return False
    if any(one.law == _MIXED or _shows_others(one) for one in group) and stage == 1:
        return True
    if _counts(group[0]) and all(one.head == "total" or one.law in _BY_TOTALS or one.signs in _UNCOUNTED for one in others):
        return True
    if group[0].head == "fields" and all(one.names & group[0].names - _WIDE or one.fact == "order.default" for one in others):
        return any(one.fact != "order.default" for one in others)
    if _ends_early(others, group) or _is_forgotten(others[0], group):
        return False
    if _is_forgotten(group[0], others) or _tells_nothing_unreadably(group[0], others):
        return True
    if group[0].law in _CURSORS and not group[0].refused and all("strange" in one.signs for one in others):
        return True  # a walk by such cursors does not meet every record, and each question shows others
    if _drops_the_last(group, others) or _ends_early(group, others) or _shows_fewer(group, others) or _takes_no_such_size(group[0], others):
        return True
    if all(_blames(group, one) for one in others) or all(_fails_at_large(group[0], one) for one in others):
        return True
    if group[0].law in _ORDERED and all("placed" in one.signs or (_unordered(group) and _held_together(one)) for one in others):
        return True
    if group[0].law == _EVERY_PAGE and all(_rests_on_filtered_pages(one) and not one.refused for one in others):
        return True
    lost_anyway = _is_asked_for(group) and _loses_unasked(others)
    if _loses_its_order(group) and not lost_anyway and all(one.area == "pages" and not one.refused for one in others):
        return True
    if _unordered(group) and not lost_anyway and _stage(others[0]) == 3 and any(one.law in _SLICES for one in others):
        return True
    if _unordered(others) and not (_is_asked_for(others) and _loses_unasked(group)):
        return False
    if any(one.law in _ORDERED for one in group) and all(one.law in _SLICES or one.law not in WALK for one in others):
        return _stage(others[0]) == 3
    sliced = any(one.law in WALK and one.law not in _SLICES for one in group)
    if any(one.law in _ORDERED for one in others) and not sliced:
        return False
    whole = stage == 2 and any(one.law == _SAME or one.names & {"identity", "records"} for one in group)
    nameless = group[0].head == "identity" or (whole and "identity" in group[0].names)
    if nameless and all(not one.refused and one.head != "fields" for one in others):
        return True  # records without a name of their own are taken for one another
    if all(one.law == _BACK for one in others) and all(_miscounts(one) for one in group):
        return False
    return (whole or any(one.law in WALK for one in group)) and all(_rests_on_walks(one) for one in others)


def _shows_others(one: Symptom) -> bool:
    """Whether the listing shows records of another scope, or counts them: what a scope that was made up shows tells nothing of that."""
    return one.head == "scope" and one.law != _MADE_UP_SCOPE and "absent" not in one.signs and not one.refused


def _miscounts(one: Symptom) -> bool:
    """Whether pages are held against a total that says another number, and none of them is told to lose or to repeat a record."""
    return one.head == "total" and not one.signs & {"lost", "twice"}


def _is_forgotten(root: Symptom, others: Group) -> bool:
    """Whether the link to the next page forgets what was asked, as it shows on the pages to which it leads."""
    return root.law == _LINK and all(one.law == _EVERY_PAGE or one.area == "order" for one in others)


def _loses_the_rest(one: Symptom) -> bool:
    """Whether a page calls itself the last, and others tell of one behind it, or show it."""
    return one.law == _NEXT and ("lost" in one.signs or one.fact == "pages.next")


def _ends_early(group: Group, others: Group) -> bool:
    """Whether pages call themselves the last though more match, and what a filter or an order loses is what they end before."""
    return any(one.law == _NEXT for one in group) and all("cut" in one.signs and one.area in ("filters", "order") for one in others)


def _tells_nothing_unreadably(root: Symptom, others: Group) -> bool:
    """Whether an answer without records is a success that cannot be read, and so are those of questions that keep none."""
    unread = all("refused" in one.signs and not one.refused for one in (root, *others))
    return root.law == EMPTY and unread and all(one.area == "filters" for one in others)


def _shows_fewer(group: Group, others: Group) -> bool:
    """Whether pages hold fewer records than were asked for, and a filter is told to lose some because of that alone."""
    if group[0].law != _SIZE or any(one.refused for one in others):
        return False
    return all(one.area == "pages" or (one.area == "filters" and one.signs <= _FEWER) for one in others)


def _takes_no_such_size(root: Symptom, others: Group) -> bool:
    """Whether a size that no page can have is taken, and what its answer leads to is no second bug."""
    return root.area == "bounds" and "size" in root.names and all(one.law == _GIVEN for one in others)


def _held_together(one: Symptom) -> bool:
    """Whether the first pages of two questions are held against each other, which tells nothing where their records change places."""
    return one.law in _BY_TOTALS and one.signs == {"counted"}


def _turns_a_filtered_page(one: Symptom) -> bool:
    """Whether it is about a later page of what a filter keeps."""
    return one.area == "filters" and (one.head == "pages" or "forgotten" in one.signs)


def _rests_on_filtered_pages(one: Symptom) -> bool:
    """Whether it is about later pages of what filters keep: by what they show, by their order, or by how many they hold in all."""
    return _turns_a_filtered_page(one) or (one.area == "order" and bool(one.asked)) or one.law == _HIDDEN


def _forgets_at_large(one: Symptom) -> bool:
    """Whether later pages show what filters do not keep, of most filters that were tried."""
    return one.law == _EVERY_PAGE and "wrong" in one.signs and bool(one.shared & at_large(one.law, False))


def _drops_the_last(group: Group, others: Group) -> bool:
    """Whether a page leads on to none, and so many are told to remain; or all that filters lose is the last of what they keep, or every
    order another record."""
    if group[0].law not in (_NEXT, _FULL) or group[0].refused:
        return False
    if all(one.law == _REMAINING for one in others):
        return True
    filtered = all(one.head == "total" or (one.area == "filters" and one.signs <= _LEFT_OUT) for one in others)
    ordered = all(one.area == "order" and one.signs <= _ANOTHER for one in others)
    return (filtered and any("short" in one.signs for one in others)) or (ordered and any("strange" in one.signs for one in others))


def _unordered(group: Group) -> bool:
    """Whether records of one page stand in the wrong order: no pager that cuts an order into pages makes that."""
    return any(one.law in _ORDERED and "unordered" in one.signs for one in group)


def _is_asked_for(group: Group) -> bool:
    """Whether an order shows as wrong only where it was asked for."""
    return all(one.ordered for one in group if one.law in _ORDERED)


def _loses_unasked(group: Group) -> bool:
    """Whether pages repeat records though no order was asked for: no order makes that, and such a page is none in any."""
    return any(one.law in WALK and not one.ordered and not one.refused and "twice" in one.signs for one in group)


def _loses_its_order(group: Group) -> bool:
    """Whether the first page is in order and a later one is not: what was asked for is forgotten, and pages repeat and lose records."""
    return group[0].law in _ORDERED and any("forgotten" in one.signs for one in group)


def _counts(one: Symptom) -> bool:
    """Whether it is about the total as such, and not about what it counts under one filter."""
    return "total" in one.names and (one.head == "fields" or one.subject is None or one.fact == "total.capped")


def _fails_at_large(root: Symptom, one: Symptom) -> bool:
    """Whether it is filtering as such that goes wrong, not one filter, and another symptom comes of a question with filters."""
    marks = root.shared & at_large(root.law, root.breaks)
    if "filters" not in (root.area, root.head) or not marks or (one.refused and not root.refused) or _refuses_and_miscounts(root, one):
        return False
    return len(one.asked) > (not any(mark.startswith(FILTERING) for mark in marks))


def _blames(group: Group, one: Symptom) -> bool:
    """Whether what a group says does not work was asked for, and may show as this."""
    return bool(one.asked & _blamed(group)) and not _refuses_and_miscounts(group[0], one)


def _refuses_and_miscounts(one: Symptom, other: Symptom) -> bool:
    """Whether one of two is refused, and the other is answered with a total that counts a filter wrongly: neither is why the other is."""
    refused, answered = (one, other) if one.refused else (other, one)
    return bool(refused.refused) and not answered.refused and answered.head == "total" and answered.subject is not None


def _blamed(group: Group) -> frozenset[str]:
    """The parameters that a group says do not work, wherever they are asked for; none where it is pages or the listing at large."""
    root = group[0]
    if _stage(root) == 2:
        return frozenset(name for one in group if not one.parts for name in one.names)
    if root.law == _EVERY_PAGE and "wrong" not in root.signs:
        return frozenset()
    return root.names if _stage(root) == 4 and (root.head == "filters" or not root.parts) else frozenset()


def _rests_on_walks(one: Symptom) -> bool:
    """Whether pages that lose or repeat records may show as this."""
    if one.signs & {"strange", "twice"} or one.signs == {"lost", "short"} or one.signs == {"placed"} or _held_together(one):
        return True
    if one.area == "pages" or _turns_a_filtered_page(one):
        return True
    if (
        one.refused
        or one.law == _MADE_UP_SCOPE
        or one.head in ("fields", "errors")
        or (one.head == "projects" and one.signs != {"counted"})
        or (one.head == "parameters" and one.law != _DEFAULT)
    ):
        return False
    return one.area != "filters" or one.head == "total" or bool(one.shared & {TOGETHER, *at_large(one.law, one.breaks)})
