"""Where an answer tells its end in several ways (a flag, the next page, the number of pages, the total), all of them say the same."""

from __future__ import annotations

from functools import cache

import pytest

from listproof.contract import Contract, build, facts, shown
from listproof.findings import causes
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.service import Service
from listproof.verdicts import Outcome

from ..contract.drawn_contracts import sourced
from ..contract.orchards import document, parameter

KINDS = ("number", "offset", "cursor", "link")
FIRST = {"number": 1, "offset": 0}
END = ["absent", "null", {"/has_more": False}]
ANSWER = {
    "total": {"type": "integer"},
    "pages": {"type": "integer"},
    "has_more": {"type": "boolean"},
    "next": {"type": ["string", "null"]},
}


@cache
def orchards(kind: str) -> Contract:
    """Pages that tell their end by a flag, by the next page, by the number of pages and by the total."""
    asked = [parameter("limit", {"type": "integer", "minimum": 1, "maximum": 20}), parameter("name")]
    step: dict[str, object] = {"next": {"at": "/next", "as": "token" if kind == "cursor" else "link"}, "end": END}
    if kind != "link":
        schema = {"type": "integer", "minimum": FIRST[kind]} if kind in FIRST else {"type": "string"}
        asked.append(parameter("at", schema))
        step |= {"parameter": "at", **({"first": FIRST[kind]} if kind in FIRST else {})}
    told = document(
        *asked,
        answer=ANSWER,
        pages={kind: step, "size": {"parameter": "limit", "means": "exactly", "safe": 20}},
        total={"at": "/total", "counts": "matching", "pages": "/pages"},
        filters={"name": {"field": "/name", "matches": "equals"}},
    )
    return build(sourced(told), "orchards")


def outcomes(kind: str, fault: str = "") -> list[Outcome]:
    """What the laws of pages come to."""
    contract = orchards(kind)
    planted = next(one for one in catalogue(contract) if one.kind == fault) if fault else None
    store = listing_of(Service(contract, 107, 0, fault=planted))
    return [judge(law, store, subject) for law, subject in plan(contract, laws()) if law.area == "pages"]


@pytest.mark.parametrize("kind", KINDS)
def test_ends_that_agree_are_left_in_peace(kind: str) -> None:
    """Whatever leads from page to page."""
    assert [(one.law, one.reason) for one in outcomes(kind) if one.verdict in ("fail", "error")] == []


TOLD = {
    "more-never": ("pages.next-is-honest", ("says that no page follows, and one does", "is told to be the last, though one more record")),
    "more-on-full-page": ("pages.next-is-honest", ("/has_more says that another page follows, and none does",)),
    "next-unnamed": ("pages.next-is-honest", ("tell of another", "a page that others follow names no next one")),
    "pages-left": ("pages.number-of-pages", ("the number of pages differs from page to page",)),
    "more-ignores-filters": ("pages.next-is-honest", ("/has_more says that another page follows, and no other record matches",)),
    "pages-one-more": ("pages.number-of-pages", ("the number of pages is not that of ",)),
    "pages-of-all": ("pages.number-of-pages", ("the number of pages is not that of ",)),
    "total-changes": ("pages.total-is-steady", ("the total differs from page to page",)),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("fault", TOLD)
def test_the_one_that_differs_is_named(kind: str, fault: str) -> None:
    """Not what others make of it: the first finding says which of them is at odds with the rest."""
    values = {one.id: shown(one.value) for one in facts(orchards(kind))}
    found = causes(outcomes(kind, fault), values, {})
    law, sentences = TOLD[fault]
    assert [one.root.law for one in found] == [law]
    assert found[0].root.violation is not None
    assert any(sentence in found[0].root.violation.says for sentence in sentences), found[0].root.violation.says
