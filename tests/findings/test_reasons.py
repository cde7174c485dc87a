"""Each reason for which one group of symptoms explains another, or cannot, decides where it should."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from listproof.findings import reasons
from listproof.findings.grouping import grouped
from listproof.findings.reasons import explains
from listproof.findings.symptom import FILTERING, Symptom
from listproof.verdicts import Sign


def about(law: str, fact: str, *names: str, signs: Iterable[Sign] = (), asked: Iterable[str] = (), **more: Any) -> Symptom:
    """A symptom of a law by a fact, about these names."""
    own = frozenset(names)
    subject = names[0] if names and law.startswith(("filters.", "shape.")) else None
    return Symptom("key", law, subject, fact, own, own, signs=frozenset(signs), asked=frozenset(asked), **more)


AGED = about("pages.expired-cursor", "pages.expired")
UNSURE = about("pages.walk-meets-each-record-once", "records", signs=["lost"], certain=False)
TYPE = about("shape.good-answer", "media-type")
NOT_GOOD = about("shape.good-answer", "status.200")
BROKEN = about("filters.keeps-what-it-names", "filters.name", "name", breaks=True, refused="500 oops")
UNSIGNED = about("errors.no-credential", "errors.no-credential")
SCOPE = about("errors.records-of-one-scope", "scope", "project")
TOTAL = about("pages.total-counts-what-matches", "total.counts", "total")
UNDER_A_FILTER = about("filters.hidden-ones-narrow", "filters.owner", "owner", signs=["counted"])
FIELD = about("shape.answer-field-is-as-documented", "fields.planted", "planted")
SINCE = about("filters.keeps-what-it-names", "filters.since", "planted", signs=["wrong"])
UNSORTED = about("order.default-order", "order.default", "planted", signs=["unordered"], asked=["planted"])
ENDED = about("pages.next-is-honest", "pages.more", signs=["lost"], asked=["owner"])
CUT = about("filters.keeps-what-it-names", "filters.owner", "owner", signs=["cut"])
LINK = about("pages.link-keeps-the-query", "pages.link")
FORGOTTEN = about("pages.filter-holds-on-every-page", "filters.owner", "owner", signs=["wrong"])
UNREAD = about("shape.empty-looks-the-same", "success", signs=["refused"])
UNREAD_EMPTY = about("shape.empty-looks-the-same", "fields.a", signs=["refused"])
UNREAD_FILTER = about("filters.nothing-matches-nothing", "filters.owner", "owner", signs=["refused"])
NO_PLACE = about("pages.cursor-is-repeatable", "pages.cursor")
STRANGE = about("order.sorted-across-pages", "order.keys.planted", "order", signs=["strange"], ordered=True)
FULL = about("pages.exact-multiple", "pages.more", signs=["lost"])
SHORT = about("filters.keeps-what-it-names", "filters.owner", "owner", signs=["lost", "short"])
LACKS = about(
    "order.changes-no-record", "order.keys.planted", "order", signs=["strange"], shared=frozenset({"law:order.changes-no-record"})
)
SMALL = about("pages.size-is-honoured", "size", "size", signs=["short"])
FEWER = about("filters.keeps-what-it-names", "filters.owner", "owner", signs=["short"])
ZERO = about("bounds.out-of-range", "parameters.limit", "size")
GIVEN = about("pages.given-cursor-is-taken", "pages.cursor")
IGNORED = about("filters.keeps-what-it-names", "filters.owner", "owner", signs=["wrong"], asked=["owner"])
BESIDE = about("filters.narrow-together", "filters.name", "name", signs=["wrong"], asked=["owner", "name"])
AT_LARGE = about("filters.keeps-what-it-names", "filters.owner", "owner", signs=["wrong"], asked=["owner"], shared=frozenset({FILTERING}))
OTHER_FILTER = about("filters.keeps-what-it-names", "filters.crop", "crop", signs=["wrong"], asked=["crop"])
SHUFFLED = about("order.sorted-across-pages", "order.keys.planted", "order", signs=["unordered"], ordered=True)
PLACED = about("filters.keeps-what-it-names", "filters.owner", "owner", signs=["placed"])
STOPS = about("pages.filter-holds-on-every-page", "filters.owner", "owner", signs=["lost"])
LATER = about("filters.keeps-what-it-names", "filters.crop", "crop", signs=["forgotten"])
LATE = about("order.sorted-across-pages", "order.keys.planted", "order", signs=["forgotten"])
BACK = about("pages.previous-leads-back", "pages.previous")
GONE = about("order.changes-no-record", "order.keys.planted", "order", signs=["lost"], ordered=True)
BACK_IN_ORDER = about("pages.previous-leads-back", "pages.previous", "previous", ordered=True)
SLICE = about("pages.address-is-a-slice", "pages.offset")
LOSES = about("pages.walk-meets-each-record-once", "records", signs=["lost"])
TWICE = about("pages.walk-meets-each-record-once", "records", signs=["twice"])
PARTED = about("order.sorted-across-pages", "order.keys.planted", "order", signs=["lost"], ordered=True)
STEADY = about("pages.ties-survive-boundaries", "pages.offset")
SAME = about("shape.record-is-the-same-everywhere", "identity", "identity")
REPEATED = about("filters.narrow-together", "filters.crop", "crop", signs=["twice"])
UNSTEADY = about("pages.total-is-steady", "total")
COUNTED = about("pages.size-does-not-change-the-set", "total")

Group = tuple[Symptom, ...]
DECIDED: dict[str, tuple[Symptom | Group, Symptom | Group, bool]] = {
    "_only_cursors_that_age_came_again": (AGED, UNSURE, True),
    "_nothing_came_again_but_cursors_that_age": (UNSURE, AGED, False),
    "_says_another_media_type_of_answers_that_are_read": (TYPE, IGNORED, False),
    "_nothing_is_answered_well": (NOT_GOOD, IGNORED, True),
    "_decides_who_may_ask": (SCOPE, UNSIGNED, False),
    "_answers_another_question": (SCOPE, IGNORED, True),
    "_counts_wrongly": (TOTAL, UNDER_A_FILTER, True),
    "_shows_a_field_that_others_look_at": (FIELD, SINCE, True),
    "_shows_a_field_beside_the_default_order": (FIELD, UNSORTED, False),
    "_lies_downstream": (CUT, ENDED, False),
    "_forgets_the_question": (LINK, FORGOTTEN, True),
    "_tells_nothing_unreadably": (UNREAD_EMPTY, UNREAD_FILTER, True),
    "_leads_elsewhere": (NO_PLACE, STRANGE, True),
    "_drops_the_last": (FULL, SHORT, True),
    "_ends_early": (ENDED, CUT, True),
    "_shows_what_the_listing_lacks": (LACKS, SHORT, True),
    "_shows_fewer": (SMALL, FEWER, True),
    "_takes_a_size_of_no_page": (ZERO, GIVEN, True),
    "_does_not_work_where_it_is_asked_for": (IGNORED, BESIDE, True),
    "_filters_wrongly_at_large": (AT_LARGE, OTHER_FILTER, True),
    "_places_records_elsewhere": (SHUFFLED, PLACED, True),
    "_turns_filtered_pages_wrongly": (STOPS, LATER, True),
    "_loses_records_of_an_order": (GONE, BACK_IN_ORDER, True),
    "_loses_its_order_on_later_pages": (LATE, TWICE, True),
    "_slices_what_is_unordered": (SHUFFLED, (SLICE, LOSES), True),
    "_cannot_unorder": (LOSES, SHUFFLED, False),
    "_is_an_order_that_is_sliced": (PARTED, STEADY, True),
    "_orders_beside_slices": ((PARTED, TWICE), REPEATED, False),
    "_walks_well_beside_an_order": (SLICE, PARTED, False),
    "_names_no_record": (SAME, OTHER_FILTER, True),
    "_miscounts_beside_a_way_back": (COUNTED, BACK, False),
    "_cuts_what_is_counted": (TWICE, UNSTEADY, False),
    "_counts_what_is_cut": (UNSTEADY, TWICE, False),
    "_loses_or_repeats_records": (TWICE, REPEATED, True),
}


def test_each_reason_has_an_example_and_no_example_is_of_another() -> None:
    """A reason that nothing shows could be left out unseen."""
    assert list(DECIDED) == [applies.__name__ for applies, _ in reasons._REASONS]


@pytest.mark.parametrize("name", DECIDED)
def test_a_reason_decides(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first reason that applies to two groups is this one, and without it the answer would be the other."""
    one, other, decided = DECIDED[name]
    group, others = (given if isinstance(given, tuple) else (given,) for given in (one, other))
    assert next(applies.__name__ for applies, _ in reasons._REASONS if applies(group, others)) == name
    assert explains(group, others) is decided
    monkeypatch.setattr(reasons, "_REASONS", [one for one in reasons._REASONS if one[0].__name__ != name])
    assert explains(group, others) is not decided


@pytest.mark.parametrize("answered", [IGNORED, BROKEN], ids=["lies", "breaks"])
def test_another_media_type_hides_no_fault_of_answers_that_are_read(answered: Symptom) -> None:
    """A service that calls its answers by another media type ignores a filter, or breaks at one, for a reason of its own."""
    assert [[one.law for one in group] for group in grouped([TYPE, answered])] == [[TYPE.law], [answered.law]]


def test_pages_that_lose_records_are_no_reason_for_an_answer_of_another_media_type() -> None:
    """What an answer calls itself is no sign of what it holds."""
    assert len(grouped([TYPE, TWICE])) == 2


def test_what_a_listing_lacks_is_no_reason_for_records_that_a_filter_does_not_keep() -> None:
    """A filter that keeps what it should not, or breaks, is wrong for a reason of its own."""
    assert len(grouped([LACKS, IGNORED])) == len(grouped([LACKS, BROKEN])) == 2


def test_full_pages_that_end_before_all_that_match_follow_from_pages_that_call_themselves_the_last() -> None:
    """They are told by two laws, and have one cause."""
    cut = about("pages.exact-multiple", "pages.next", signs=["cut"])
    assert explains([ENDED], [cut, CUT])
    assert not explains([cut], [ENDED])


def test_orders_that_show_what_the_listing_lacks_explain_filters_whose_last_record_is_lost() -> None:
    """Also where one of them ends before all that match; not where none holds fewer than it should."""
    cut = about("filters.each-value-keeps-its-own", "filters.crop", "crop", signs=["lost", "cut"])
    assert explains([LACKS], [SHORT, cut])
    assert not explains([LACKS], [cut])
