"""What is told first of servers that lose, repeat or forget something from page to page: what it is, and not what follows from it."""

from __future__ import annotations

import pytest

from listproof.contract import facts, shown
from listproof.findings import Cause, causes
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.reports.finding import remedy
from listproof.verdicts import Outcome

from .library import listing

AREAS = ("pages", "filters", "order")


def outcomes(kind: str, fault: str = "") -> list[Outcome]:
    """What the laws of pages, filters and orders come to on a library with a fault."""
    store = listing(kind, fault)
    return [judge(law, store, subject) for law, subject in plan(store.contract, laws()) if law.area in AREAS]


def told(kind: str, fault: str) -> tuple[Cause, ...]:
    """The causes that a run would tell of it."""
    values = {one.id: shown(one.value) for one in facts(listing(kind).contract)}
    return causes(outcomes(kind, fault), values, {})


@pytest.mark.parametrize("kind", ["number", "link", "cursor", "keyset"])
def test_a_library_that_does_as_it_says_is_left_in_peace(kind: str) -> None:
    """No law fails on it, and none stays without anything that it could look at."""
    assert [(one.law, one.reason) for one in outcomes(kind) if one.verdict in ("fail", "error", "inconclusive")] == []


TOLD = (
    ("number", "filter-lost-later", "pages.filter-holds-on-every-page", "the second page shows records that the filter does not keep"),
    ("link", "filter-lost-later", "pages.filter-holds-on-every-page", "the second page shows records that the filter does not keep"),
    ("keyset", "filter-lost-later", "pages.filter-holds-on-every-page", "the second page shows records that the filter does not keep"),
    ("link", "link-loses-filter", "pages.link-keeps-the-query", "the link to the next page forgets"),
    ("link", "link-unescaped", "pages.link-keeps-the-query", "as it was asked: the value has to be escaped"),
    ("number", "sort-lost-later", "order.sorted-across-pages", "those after it do not go on from it"),
    ("cursor", "sort-lost-later", "order.sorted-across-pages", "those after it do not go on from it"),
    ("number", "direction-lost-later", "order.sorted-across-pages", "desc: the first page is in order, and those after it do not go on"),
    ("cursor", "direction-lost-later", "order.sorted-across-pages", "desc: the first page is in order, and those after it do not go on"),
    ("number", "direction-ignored", "order.sorted-across-pages", "added desc: the records stand the other way round"),
    ("keyset", "direction-ignored", "order.sorted-across-pages", "added: the records stand the other way round"),
    ("cursor", "numbers-as-texts", "order.sorted-across-pages", "leaves asc: the values are sorted as texts"),
    ("number", "boundary-skipped", "pages.walk-meets-each-record-once", "b074 is left out between the first and the second page of 50"),
    ("keyset", "ties-skipped", "pages.size-does-not-change-the-set", "is left out between the first and the second page of 49, and 2 more"),
    ("number", "first-dropped", "pages.walk-meets-each-record-once", "pages of 50 hold 172 records in all, and their total says 173"),
    ("cursor", "first-dropped", "pages.walk-meets-each-record-once", "is left out between the first and the second page of 50, and 2 more"),
    ("cursor", "next-stays", "pages.walk-ends", "the second page of 50 leads to itself"),
    ("link", "next-stays", "pages.walk-ends", "the second page of 50 leads to itself"),
    ("keyset", "one-left-out", "pages.size-is-honoured", "the third page of 50 holds fewer records though more follow"),
    ("keyset", "size-capped", "pages.size-is-honoured", "a page of 49 holds 25 records, and should hold 49 records"),
    ("cursor", "no-next-with-filter", "pages.next-is-honest", "a page names no next one, though more records match"),
    ("cursor", "clamped-skips", "pages.clamped-size-skips-nothing", "the next does not begin after them"),
    ("link", "clamped-skips", "pages.clamped-size-skips-nothing", "the next does not begin after them"),
    ("number", "total-of-all", "pages.total-counts-what-matches", "the total does not count the records that match"),
)


@pytest.mark.parametrize(("kind", "fault", "law", "says"), TOLD, ids=[f"{kind} {fault}" for kind, fault, _, _ in TOLD])
def test_one_finding_says_what_is_wrong(kind: str, fault: str, law: str, says: str) -> None:
    """All that fails stands under the law that names the cause, and its sentence says it."""
    found = [(one.root.law, one.root.violation and one.root.violation.says) for one in told(kind, fault)]
    assert [name for name, _ in found] == [law]
    assert says in str(found[0][1])


def test_a_total_that_lies_leaves_no_filter_untried() -> None:
    """Whether a value of a filter keeps some records and loses others is told by what it shows, not by the total."""
    found = outcomes("number", "total-of-all")
    assert [(one.law, one.reason) for one in found if one.verdict == "inconclusive"] == []


ADVISED = (
    ("number", "sort-lost-later", "Order every page by what was asked for"),
    ("cursor", "direction-lost-later", "Order every page by what was asked for"),
    ("number", "direction-ignored", "Apply the direction that was asked for"),
    ("number", "numbers-as-texts", "Sort by the value and not by how it is written"),
    ("number", "first-dropped", "Begin with the first record, end with the last, and count in the total"),
    ("cursor", "boundary-skipped", "Begin each page right behind the last record of the one before"),
    ("link", "next-stays", "Make the cursor say where the next page begins"),
)


@pytest.mark.parametrize(("kind", "fault", "advice"), ADVISED, ids=[f"{kind} {fault}" for kind, fault, _ in ADVISED])
def test_the_remedy_is_one_for_what_was_seen(kind: str, fault: str, advice: str) -> None:
    """Where the page of a law knows a remedy for how an answer is wrong, that one is told, and in one line."""
    (cause,) = told(kind, fault)
    assert cause.root.violation is not None
    assert remedy(cause.root.law, cause.root.violation.observation.signs).startswith(advice)
