"""What goes wrong on later pages, or on the last one, is told by the pages, and not once more by each filter that meets it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from listproof.findings import causes
from listproof.laws.subject import FilterPair, Ordered
from listproof.verdicts import Outcome, Sign

from .test_causes import FILTERS, VALUES, asked, failing, found, passing, shows

EVERY_PAGE = "pages.filter-holds-on-every-page"


def filtered(name: str, *signs: Sign) -> Outcome:
    """A filter whose answer bears these signs."""
    seen = shows(
        *(sign for sign in signs if sign not in ("lost", "wrong")), **{sign: ("o-1",) for sign in signs if sign in ("lost", "wrong")}
    )
    return failing("filters.keeps-what-it-names", f"filters.{name}", name, seen, asked(f"{name}=a"))


def turned(one: str, other: str) -> Outcome:
    """Two filters of which a second page shows a record that they do not keep."""
    return failing(EVERY_PAGE, f"filters.{one}", FilterPair(one, other), shows(wrong=("o-1",)), asked(f"{one}=a&{other}=b&offset=5"))


def roots(*outcomes: Outcome) -> list[str]:
    """The laws by which the causes of some outcomes are told."""
    return [cause.root.law for cause in found(*outcomes)]


def test_filters_that_later_pages_forget_are_one_cause() -> None:
    """Whichever filters show it on a page after their first one: the pages forget them."""
    pairs = [turned(*pair) for pair in zip(FILTERS[::2], FILTERS[1::2], strict=True)]
    assert roots(filtered("name", "wrong", "forgotten"), filtered("owner", "wrong", "forgotten"), *pairs) == [EVERY_PAGE]


def test_a_filter_that_is_wrong_on_its_first_page_is_a_cause_of_its_own() -> None:
    """No later page makes that."""
    others = [passing("filters.keeps-what-it-names", name) for name in FILTERS[4:]]
    told = roots(filtered("name", "wrong"), filtered("owner", "wrong"), turned("soil", "slope"), *others)
    assert sorted(told) == sorted(["filters.keeps-what-it-names"] * 2 + [EVERY_PAGE])


@pytest.mark.parametrize(("signs", "causes"), [(("lost", "short"), 1), (("lost",), 2), (("wrong",), 2)])
def test_a_page_that_leads_to_none_explains_filters_that_lose_their_last_record(signs: Sequence[Sign], causes: int) -> None:
    """It is counted and never shown; a filter that loses another record, or shows one, is a bug beside it."""
    flag = failing("pages.next-is-honest", "pages.end", "end", shows(), asked("offset=5"))
    assert len(found(flag, filtered("name", *signs))) == causes


def test_a_page_that_leads_to_none_explains_a_count_of_what_remains() -> None:
    """Both tell of a record that no page shows."""
    flag = failing("pages.next-is-honest", "pages.end", "end", shows(), asked("offset=5"))
    assert len(found(flag, failing("pages.remaining-counts-down", "total.counts", "remaining", shows(), asked("limit=9")))) == 1


def test_pages_that_end_early_explain_an_order_that_lacks_what_they_end_before() -> None:
    """And lead: the order is one of the questions that meet it."""
    ends = failing("pages.next-is-honest", "pages.next", "end", shows(), asked("owner=a"))
    ordered = failing("order.changes-no-record", "order.keys.since", None, shows("cut", lost=("o-1",)), asked("owner=a&sort=since"))
    assert roots(ordered, ends) == ["pages.next-is-honest"]


def test_a_record_that_stands_twice_in_an_answer_explains_the_one_that_it_stands_for() -> None:
    """A walk that meets records twice and a filter whose answer does are one cause; without that the filter is another."""
    walk = failing("pages.walk-meets-each-record-once", "pages.offset", None, shows(twice=("o-1",)), asked("offset=5"))
    assert len(found(walk, filtered("name", "lost", "twice"))) == 1
    assert len(found(walk, filtered("name", "lost"))) == 2


def test_what_a_drawn_question_shows_where_filtering_fails_at_large_is_no_cause_of_its_own() -> None:
    """An answer that is kept for other filters is drawn for any question, be it one without filters."""
    drawn = failing("queries.agrees-with-the-document", "pages.offset", None, shows(), asked("sort=since"))
    assert len(found(*(filtered(name, "wrong") for name in FILTERS), drawn)) == 1
    assert len(found(filtered("name", "wrong"), drawn)) == 2


def test_an_answer_without_records_that_cannot_be_read_is_told_once() -> None:
    """By the law of empty answers, though a filter that keeps nothing meets it too."""
    empty = failing("shape.empty-looks-the-same", "records", None, shows("refused"), asked("offset=900", body="null"))
    kept = failing("filters.keeps-what-it-names", "filters.name", "name", shows("refused"), asked("name=a", body="null"))
    assert roots(kept, empty) == ["shape.empty-looks-the-same"]


def test_a_total_beyond_its_cap_explains_the_totals_of_filters() -> None:
    """It counts what it should not, whatever is asked."""
    cap = failing("pages.total-keeps-its-cap", "total.capped", "200", shows("counted"), asked("limit=9"))
    total = failing("pages.total-counts-what-matches", "total.counts", "name", shows(), asked("name=a"))
    assert roots(total, cap) == ["pages.total-keeps-its-cap"]


def test_pages_that_lose_records_explain_other_records_where_fields_are_chosen() -> None:
    """Another number of records tells nothing of the fields; a field that is missing does."""
    walk = failing("pages.size-does-not-change-the-set", "pages.offset", None, shows(lost=("o-1",)), asked("offset=5"))
    chosen = failing("shape.chosen-fields-are-shown", "projects.fields", "fields", shows("counted"), asked("fields=id"))
    assert len(found(walk, chosen)) == 1
    assert len(found(walk, failing(chosen.law, "projects.fields", "fields", shows(), asked("fields=id")))) == 2


def test_a_field_that_is_told_wrongly_explains_the_default_order_by_it() -> None:
    """Where it explains another order by it too; alone the default order says nothing of a field."""
    field = failing("shape.field-is-as-documented", "fields./orchards/*/since.format", "/orchards/*/since", shows(), asked("limit=9"))
    default = failing("order.default-order", "order.default", None, shows("unordered"), asked("limit=9"))
    keyed = failing("order.sorted-across-pages", "order.keys.since", Ordered("since", "desc"), shows("unordered"), asked("limit=9"))
    assert roots(field, default, keyed) == ["shape.field-is-as-documented"]
    assert len(found(field, default)) == 2


def test_a_cursor_that_leads_to_another_place_explains_records_that_no_walk_met() -> None:
    """What a filter or an order shows, and the walk by such cursors did not, is no bug of theirs; what they lose is."""
    cursor = failing("pages.key-cursor-is-a-place", "pages.next", "key", shows(), asked("limit=5"))
    shown = failing("filters.keeps-what-it-names", "filters.name", "name", shows(strange=("o-9",)), asked("name=a"))
    ordered = failing("order.changes-no-record", "order.keys.since", Ordered("since", "asc"), shows(strange=("o-9",)), asked("sort=since"))
    assert roots(shown, ordered, cursor) == ["pages.key-cursor-is-a-place"]
    assert len(found(cursor, filtered("name", "lost"))) == 2


def test_a_link_that_forgets_a_filter_explains_what_a_drawn_question_shows_of_that_filter() -> None:
    """Records that the filter leaves out are met behind the link; those of another filter only where a link led to."""
    link = failing("pages.link-keeps-the-query", "pages.next", "link", shows(wrong=("o-1",)), asked("name=a&limit=5"))
    drawn = failing("queries.agrees-with-the-document", "filters.name", None, shows(wrong=("o-2",)), asked("name=b&limit=2"))
    plain = asked("trees=3&limit=2")
    other, met = (
        failing("queries.agrees-with-the-document", "filters.trees", None, shows(wrong=("o-2",)), one)
        for one in (plain, replace(plain, walked=("http://127.0.0.1:9/orchards",)))
    )
    assert [[one.root.law for one in found(link, one)] for one in (drawn, met)] == [["pages.link-keeps-the-query"]] * 2
    assert len(found(link, other)) == 2


def test_a_field_that_tells_the_end_wrongly_explains_that_no_end_is_told() -> None:
    """A flag that is a text where it should be true or false says of no page that it is the last."""
    field = failing("shape.answer-field-is-as-documented", "fields./more", "/more", None, asked("limit=9"))
    flag = failing("pages.next-is-honest", "pages.end", "end", shows(), asked("limit=5"))
    assert len(causes((field, flag), {**VALUES, "pages.end": "/more is false"}, {})) == 1
    assert len(causes((field, flag), {**VALUES, "pages.end": "/last is true"}, {})) == 2
