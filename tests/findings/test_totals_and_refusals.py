"""A total that is wrong and a question that is refused are two causes: neither is why the other is, and the filter is none."""

from __future__ import annotations

from listproof.laws.subject import FilterPair
from listproof.verdicts import Outcome

from .test_causes import FILTERS, asked, failing, found, keeps, passing, shows


def total_of(name: str) -> Outcome:
    """A total that does not count what a filter keeps."""
    return failing("pages.total-counts-what-matches", "total.counts", name, shows("counted"), asked(f"{name}=a"))


def refused_together(name: str, other: str) -> Outcome:
    """Two filters that are refused where both are asked for."""
    two = FilterPair(name, other)
    return failing("filters.two-keep-what-both-keep", f"filters.{name}", two, None, asked(f"{name}=a&{other}=b", 400, "not together"))


def test_a_lying_total_and_a_pair_that_is_refused_are_two_causes_and_none_is_the_filter() -> None:
    """The total of a filter is explained by a total that lies everywhere, also where the filter is refused beside another."""
    lying = failing("pages.total-is-steady", "total", None, None, asked("limit=10"))
    held = [passing("pages.total-counts-what-matches", name) for name in FILTERS[2:]]
    told = found(lying, total_of("name"), refused_together("name", "owner"), *held)
    assert [(one.root.law, one.root.subject) for one in told] == [
        ("pages.total-is-steady", None), ("filters.two-keep-what-both-keep", "name&owner"),
    ]  # fmt: skip
    assert [one.law for one in told[0].follows] == ["pages.total-counts-what-matches"]


def test_a_total_of_one_filter_does_not_hide_that_a_pair_is_refused() -> None:
    """A total that counts wrongly is no reason to refuse a question."""
    held = [passing("pages.total-counts-what-matches", name) for name in FILTERS[2:]]
    told = found(total_of("name"), refused_together("name", "owner"), *held)
    assert {one.root.law for one in told} == {"pages.total-counts-what-matches", "filters.two-keep-what-both-keep"}


def test_totals_that_are_wrong_everywhere_do_not_hide_that_a_pair_is_refused() -> None:
    """Totals of all filters, of all pairs and of drawn questions are one cause; that two filters are not answered together is another."""
    pairs = [
        failing("filters.two-keep-what-both-keep", "total.counts", FilterPair(one, other), shows("counted"), asked(f"{one}=a"))
        for one, other in (("trees", "planted"), ("region", "crop"), ("soil", "slope"))
    ]
    drawn = failing("queries.agrees-with-the-document", "total.counts", None, shows("counted"), asked("slope=a"))
    told = found(*map(total_of, FILTERS), *pairs, drawn, refused_together("name", "owner"))
    assert [(one.root.law, len(one.follows)) for one in told] == [
        ("pages.total-counts-what-matches", len(FILTERS) + 3), ("filters.two-keep-what-both-keep", 0),
    ]  # fmt: skip


def test_a_value_that_keeps_everything_does_not_hide_a_total_that_counts_everything() -> None:
    """A filter that is passed over where its value is 0 counts what it keeps of other values as any other does."""
    zero = failing("filters.nothing-matches-nothing", "filters.trees", "trees", shows("wrong"), asked("trees=0"))
    held = [passing("pages.total-counts-what-matches", name) for name in FILTERS if name != "trees"]
    told = found(zero, total_of("trees"), *held)
    assert {one.root.law for one in told} == {"filters.nothing-matches-nothing", "pages.total-counts-what-matches"}


def test_pages_that_repeat_records_do_not_hide_a_total_that_counts_the_page() -> None:
    """Records that change places from page to page, and a total of each page's own, are two causes."""
    pages = failing("pages.walk-meets-each-record-once", "pages.offset", None, shows("twice"), asked("offset=10"))
    told = found(pages, failing("pages.total-is-steady", "total", None, None, asked("limit=10")))
    assert {one.root.law for one in told} == {"pages.walk-meets-each-record-once", "pages.total-is-steady"}


def test_a_filter_that_is_wrong_is_not_why_the_totals_of_all_are() -> None:
    """A service that counts all records whatever is asked, and takes one filter in any case: two bugs."""
    totals = [failing("pages.total-counts-what-matches", "total.counts", name, None, asked(f"{name}=a")) for name in FILTERS]
    told = found(keeps("name"), *totals)
    assert {cause.root.law: len(cause.follows) for cause in told} == {
        "filters.keeps-what-it-names": 0,
        "pages.total-counts-what-matches": len(FILTERS) - 1,
    }


def test_a_wrong_total_breaks_no_question() -> None:
    """Where the total differs from page to page, what breaks the service is another bug."""
    told = found(
        failing("pages.total-is-steady", "total", None, None, asked("limit=10")),
        failing("schema.answers-fit-the-contract", "parameters.name", None, shows("refused"), asked("name=", 500, '{"error": "parser"}')),
    )
    assert [cause.root.law for cause in told] == ["pages.total-is-steady", "schema.answers-fit-the-contract"]
