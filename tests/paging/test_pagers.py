"""How one page leads to the next, kind by kind, without a server."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import pytest

from listproof.contract import AnswerPlace, Contract, Query, absent, build
from listproof.paging import Pager, pager_of, said_at
from listproof.paging.sizes import token
from listproof.transport import Answer

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter
from ..made import CONTRACT


@dataclass(frozen=True)
class Shown:
    """A page that was asked for by a query and holds so many records."""

    query: Query
    held: int

    @property
    def records(self) -> list[Any]:
        """Its records."""
        return list(range(self.held))

    @property
    def answer(self) -> Answer:
        """An answer that says nothing."""
        return Answer("GET", "http://127.0.0.1/jobs", {}, 200, {}, b"{}", 0.0, 0.0, 0.0)


def cut(kind: Any, first: Any = 0, means: Any = "exactly") -> Contract:
    """The contract with other pages."""
    pages = CONTRACT.pages
    return replace(CONTRACT, pages=replace(pages, kind=kind, first=first, size=replace(pages.size, means=means)))


def asked(query: Query | None) -> tuple[str, str] | None:
    """Place and size of a query, as they are written."""
    return None if query is None else (str(query.arguments.get("offset")), str(query.arguments.get("limit")))


def turned(pager: Pager, held: int, size: int, before: int = 0) -> tuple[str, str] | None:
    """Place and size of the page after one that holds so many records, with so many before it."""
    return asked(pager.next(Shown(pager.at(Query.of({}), before, size), held), size, before))


@pytest.mark.parametrize(
    ("kind", "first", "means", "held", "before", "following"),
    [
        ("offset", 0, "exactly", 10, 0, "10"),
        ("offset", 0, "exactly", 7, 20, "30"),
        ("offset", 1, "exactly", 10, 20, "31"),
        ("offset", 0, "at-most", 7, 20, "27"),
        ("offset", 0, "any", 7, 20, "27"),
        ("number", 1, "exactly", 10, 0, "2"),
        ("number", 0, "exactly", 10, 20, "3"),
        ("number", 1, "at-most", 7, 20, "4"),
    ],
)
def test_the_next_page_begins_where_the_one_before_ends(kind: str, first: int, means: str, held: int, before: int, following: str) -> None:
    """By the size where pages are full or numbered; by the records that came where a page may hold fewer."""
    assert turned(pager_of(cut(kind, first, means)), held, 10, before) == (following, "10")


@pytest.mark.parametrize("kind", ["offset", "number"])
def test_nothing_follows_an_empty_page(kind: str) -> None:
    """So that a walk ends whatever the total says."""
    assert turned(pager_of(cut(kind)), 0, 10, 20) is None


@pytest.mark.parametrize(
    ("kind", "means", "held", "size", "step", "starts"),
    [
        ("offset", "exactly", 10, 10, 10, [10, 20]),
        ("offset", "exactly", 3, 10, 10, [10, 20]),
        ("offset", "exactly", 5, 0, 5, [5, 10, 15, 20, 25]),
        ("offset", "exactly", 0, 0, 0, None),
        ("offset", "at-most", 3, 10, 3, None),
        ("number", "at-most", 3, 10, 10, [10, 20]),
        ("number", "exactly", 5, 0, 5, [5, 10, 15, 20, 25]),
        ("number", "exactly", 0, 0, 0, None),
        ("cursor", "exactly", 3, 10, 3, None),
        ("link", "exactly", 3, 10, 3, None),
        ("none", "exactly", 3, 10, 3, None),
    ],
)
def test_where_later_pages_begin_is_known_only_where_pages_are_all_of_one_size(
    kind: str, means: str, held: int, size: int, step: int, starts: list[int] | None
) -> None:
    """Only then can they be asked for side by side."""
    pager, page = pager_of(cut(kind, means=means)), Shown(Query.of({}), held)
    assert pager.step(page, size) == step
    found = pager.starts(page, size, 26)
    assert (None if found is None else list(found)) == starts


@pytest.mark.parametrize(
    ("kind", "first", "value", "before"),
    [
        ("offset", 0, 20, 20),
        ("offset", 1, 20, 19),
        ("offset", 0, "20", 20),
        ("offset", 0, -1, -1),
        ("offset", 0, "twenty", None),
        ("offset", 0, True, None),
        ("offset", 0, None, None),
        ("number", 1, 3, 20),
        ("number", 0, 3, 30),
        ("number", 1, 0, -10),
        ("number", 1, "3", 20),
        ("number", 1, "three", None),
        ("cursor", None, "3", None),
        ("link", None, "3", None),
        ("none", None, 3, None),
    ],
)
def test_what_a_value_asks_for_is_told_in_records(kind: str, first: Any, value: Any, before: int | None) -> None:
    """Counted from the first page; what is no number names no place, and neither does any cursor."""
    assert pager_of(cut(kind, first)).begins(value, 10) == before


@pytest.mark.parametrize(
    ("kind", "places", "anywhere"),
    [
        ("offset", list(range(26)), True),
        ("number", [0, 10, 20], False),
        ("cursor", [0, 10, 20], False),
        ("link", [0, 10, 20], False),
        ("none", [0], False),
    ],
)
def test_where_a_page_may_begin(kind: str, places: list[int], anywhere: bool) -> None:
    """At any record, where one of its size ends, or only once."""
    pager = pager_of(cut(kind))
    assert list(pager.places(10, 26)) == places
    assert list(pager.places(10, 0)) == []
    assert pager.anywhere is anywhere
    assert list(pager.places(0, 3)) == (places[:3] if anywhere else [0] if kind == "none" else [0, 1, 2])


@pytest.mark.parametrize("kind", ["cursor", "link", "none"])
def test_a_page_that_another_one_names_has_no_address(kind: str) -> None:
    """Who needs one is told so."""
    pager = pager_of(cut(kind))
    assert not pager.addressed
    with pytest.raises(LookupError, match=r"no address|not cut"):
        pager.at(Query.of({}), 10, 10)


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ('<?page=2>; rel="next last"', "?page=2"),
        ('<?page=1>; rel=PREV, <?page=3>; REL="nofollow Next"', "?page=3"),
        ('<?page=2>; rel="next-archive"', absent),
        ('<?page=1>; title="one, two; rel=next"; rel=prev, <?page=2>; title="a \\"b\\", <c>"; rel=next', "?page=2"),
        ('<?ids=3,4;x>; rel="next"; rel="last"', "?ids=3,4;x"),
        ("<?page=2>; crossorigin ; rel = next", "?page=2"),
        ("<?page=2>", absent),
    ],
)
def test_a_link_may_have_several_relations_in_any_case(header: str, address: Any) -> None:
    """They stand apart by blanks, and each is compared whole; what stands in quotes beside them, or in the address, parts no link."""
    answer = replace(Shown(Query.of({}), 0).answer, headers={"link": header})
    assert said_at(AnswerPlace("link", "next", "next"), answer, []) == address


@pytest.mark.parametrize("piece", ["<", "<a", "<a>;", '<a>;b="', "<a>; b= ", "; ", '\\"'])
def test_a_header_of_very_many_pieces_is_read_in_no_time(piece: str) -> None:
    """What opens and never closes is looked at as often as it is long, not for each piece to the end."""
    answer = replace(Shown(Query.of({}), 0).answer, headers={"link": piece * (60_000 // len(piece))})
    began = time.process_time()
    assert said_at(AnswerPlace("link", "next", "next"), answer, []) is absent
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("takes", "said", "sent"),
    [("string", 65540, "65540"), ("integer", "65540", 65540), ("integer", "abc", "abc"), ("string", "abc", "abc")],
)
def test_a_token_is_sent_in_the_type_of_its_parameter(takes: str, said: Any, sent: Any) -> None:
    """One field of an answer may give as a number what another gives as text, and a body takes only one of them."""
    listing = build(sourced(document(parameter("cursor", {"type": takes}))), "orchards")
    assert token(listing, "cursor", said) == sent
