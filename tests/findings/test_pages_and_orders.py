"""Pages that repeat or lose records are no order that is wrong, nor a size; an order that loses some is no way back that is wrong."""

from __future__ import annotations

from listproof.laws.subject import FilterPair, Ordered
from listproof.verdicts import Outcome

from .test_causes import asked, failing, found, shows


def repeated(question: str) -> Outcome:
    """A walk that meets a record twice."""
    return failing("pages.walk-meets-each-record-once", "pages.offset", None, shows(twice=("o-1",)), asked(question))


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
