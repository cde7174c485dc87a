"""Pages that repeat or lose records are no order that is wrong, nor a size; an order that loses some is no way back that is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listproof.laws.subject import FilterPair, Ordered
from listproof.verdicts import Exchange, Outcome

from .test_causes import asked, failing, found, shows


def repeated(question: str) -> Outcome:
    """A walk that meets a record twice."""
    return failing("pages.walk-meets-each-record-once", "pages.offset", None, shows(twice=("o-1",)), asked(question))


def led(question: str) -> Exchange:
    """An exchange of a page to which the one before it led."""
    return replace(asked(question), walked=("http://127.0.0.1:9/orchards",))


def out_of_order() -> Outcome:
    """An order that the pages after the first do not go on with, as one of them shows."""
    signs = shows("unordered", "forgotten")
    return failing("order.sorted-across-pages", "order.keys.since", Ordered("since", "asc"), signs, asked("sort=since&offset=10"))


def test_a_record_that_comes_twice_where_no_order_is_asked_for_is_the_pages() -> None:
    """A record that stands in the place of another on a page is out of place in every order too."""
    told = found(out_of_order(), repeated("limit=10&offset=10"))
    assert [one.root.law for one in told] == ["pages.walk-meets-each-record-once"]


def test_a_record_that_comes_twice_where_an_order_is_forgotten_is_the_order() -> None:
    """Where only questions in an order repeat records, that order is what is wrong."""
    told = found(out_of_order(), repeated("limit=10&offset=10&sort=since"))
    assert [one.root.law for one in told] == ["order.sorted-across-pages"]


def test_an_order_in_which_pages_do_not_go_on_explains_a_page_of_an_ordered_question() -> None:
    """The page is another slice of the answer than its address names because each page is sorted for itself; without an order it is not."""
    order = failing("order.sorted-across-pages", "order.keys.since", Ordered("since", "asc"), shows(), asked("sort=since&limit=10"))
    slices = failing("queries.agrees-with-the-document", "pages.offset", None, shows(), asked("sort=since&name=north&limit=10"))
    assert [one.root.law for one in found(order, slices)] == ["order.sorted-across-pages"]
    assert len(found(order, failing(slices.law, "pages.offset", None, shows(), asked("name=north&limit=10")))) == 2


def test_filters_that_later_pages_forget_are_one_bug_where_an_order_is_called_like_one_of_them() -> None:
    """An order over a filtered listing, and the total of a filter that records do not show, are wrong because of the pages behind them."""
    pairs = (FilterPair("crop", "slope"), FilterPair("name", "owner"), FilterPair("soil", "region"))
    signs = shows(wrong=("o-1",))
    forgotten = [
        failing("pages.filter-holds-on-every-page", f"filters.{one.first}", one, signs, asked(f"{one.first}=a&{one.second}=b"))
        for one in pairs
    ]
    order = failing("order.nulls-stand-together", "order.keys.owner", Ordered("owner", "asc"), shows(), asked("sort=owner&crop=a"))
    total = failing("pages.total-counts-what-a-hidden-filter-keeps", "total.counts", "trees", shows("counted"), asked("trees=1"))
    assert [one.root.law for one in found(*forgotten, order, total)] == ["pages.filter-holds-on-every-page"]
    assert len(found(order, total)) == 2


def test_a_last_page_that_lacks_records_is_short_because_pages_lose_them() -> None:
    """Nobody forgot its size, as where a page holds fewer though another follows."""
    loses = failing("pages.size-does-not-change-the-set", "pages.cursor", None, shows(lost=("o-1",)), asked("limit=10"))
    last = failing("pages.size-is-honoured", "size.means", "middle", shows(lost=("o-1",)), asked("limit=10"))
    short = failing("pages.size-is-honoured", "size.means", "middle", None, asked("limit=10"))
    assert [one.root.law for one in found(last, loses)] == ["pages.size-does-not-change-the-set"]
    assert [one.root.law for one in found(short, loses)] == ["pages.size-is-honoured"]


def test_an_order_that_loses_records_explains_a_page_in_it_that_leads_back_elsewhere() -> None:
    """What is lost on the way on is lost on the way back; in no order that is a bug of its own."""
    loses = failing(
        "order.changes-no-record", "order.keys.since", Ordered("since", "asc"), shows(lost=("o-1",)), asked("sort=since&limit=9")
    )
    back = failing("pages.previous-leads-back", "pages.previous", "previous", None, asked("sort=since&before=o-3"))
    assert [one.root.law for one in found(loses, back)] == ["order.changes-no-record"]
    assert len(found(loses, failing("pages.previous-leads-back", "pages.previous", "previous", None, asked("before=o-3")))) == 2


def test_records_without_a_key_that_pages_lose_are_told_as_that() -> None:
    """The order holds other records, and its nulls do not stand together, because the page behind one of them leaves them out."""
    shown, question = shows(lost=("o-1",)), asked("sort=since&limit=10")
    names = ("order.changes-no-record", "order.nulls-stand-together", "pages.null-keys-are-met")
    told = found(*(failing(name, "order.keys.since", Ordered("since", "desc"), shown, question) for name in names))
    assert [one.root.law for one in told] == ["pages.null-keys-are-met"]


def test_records_without_a_key_that_a_forgotten_order_loses_are_the_order() -> None:
    """Where later pages do not go on with the order, what they lose follows from that."""
    lost = failing("pages.null-keys-are-met", "order.keys.since", Ordered("since", "desc"), shows(lost=("o-1",)), asked("sort=since"))
    assert [one.root.law for one in found(lost, out_of_order())] == ["order.sorted-across-pages"]


def test_an_order_that_loses_records_by_another_key_too_is_not_about_those_without_one() -> None:
    """Where a key that every record has loses some as well, pages lose records in that direction, and those without a key among them."""
    shown = shows(lost=("o-1",))
    lost = failing("pages.null-keys-are-met", "order.keys.since", Ordered("since", "asc"), shown, asked("sort=since"))
    own = failing("order.changes-no-record", "order.keys.since", Ordered("since", "asc"), shown, asked("sort=since&limit=10"))
    other = failing("order.changes-no-record", "order.keys.trees", Ordered("trees", "asc"), shown, asked("sort=trees&limit=10"))
    assert [one.root.violation.fact for one in found(lost, other) if one.root.violation is not None] == ["order.keys.trees"]
    assert [one.root.law for one in found(lost, own)] == ["pages.null-keys-are-met"]


def test_records_without_a_key_that_are_lost_explain_the_way_back_and_an_answer_in_that_order() -> None:
    """What is lost on the way on is lost on the way back, and a drawn question in that order shows too few."""
    lost = failing("pages.null-keys-are-met", "order.keys.since", Ordered("since", "asc"), shows(lost=("o-1",)), asked("sort=since"))
    back = failing("pages.previous-leads-back", "pages.previous", "previous", None, asked("sort=since&before=o-3"))
    drawn = failing("queries.agrees-with-the-document", "pages.offset", None, shows(lost=("o-2",)), asked("sort=since&name=north"))
    assert [one.root.law for one in found(lost, back, drawn)] == ["pages.null-keys-are-met"]


def test_a_link_that_forgets_the_size_is_why_the_page_to_which_it_leads_holds_fewer() -> None:
    """A page that its address asks for is of another size for a reason of its own."""
    link = failing("pages.link-keeps-the-query", "pages.next", "link", shows("counted", forgotten=("o-1",)), led("after=o-9"))
    short = failing("pages.size-is-honoured", "size.means", "middle", None, led("after=o-9"))
    assert [one.root.law for one in found(short, link)] == ["pages.link-keeps-the-query"]
    alone = failing("pages.size-is-honoured", "size.means", "middle", None, asked("limit=10"))
    assert [one.root.law for one in found(alone, link)] == ["pages.size-is-honoured"]


def test_filters_that_later_pages_forget_explain_such_a_page_of_another_filter() -> None:
    """Where the page before it led to it; a first page that shows what its filter does not keep has a reason of its own."""
    forgotten = failing("pages.filter-holds-on-every-page", "filters.kind", "kind", shows(wrong=("o-1",)), led("kind=a&at=9"))
    drawn = failing("queries.agrees-with-the-document", "filters.owner", None, shows(wrong=("o-2",)), led("owner=b&at=9"))
    assert [one.root.law for one in found(forgotten, drawn)] == ["pages.filter-holds-on-every-page"]
    first = failing("queries.agrees-with-the-document", "filters.owner", None, shows(wrong=("o-2",)), asked("owner=b"))
    assert len(found(forgotten, first)) == 2


@pytest.mark.parametrize(("other", "law"), [("owner", "order.nulls-stand-together"), ("crop", "order.changes-no-record")])
def test_orders_that_lose_records_without_their_key_are_told_as_that(other: str, law: str) -> None:
    """Not where one by another key, which every record has, loses some as well."""
    lost, keys = shows(lost=("o-1",)), (("since", "since"), (other, "owner"))
    told = []
    for losing, lacking in keys:
        for name, key in (("order.changes-no-record", losing), ("order.nulls-stand-together", lacking)):
            told.append(failing(name, f"order.keys.{key}", Ordered(key, "desc"), lost, asked(f"sort={key}&limit=10")))
    assert [one.root.law for one in found(*told)] == [law]
