"""Listings in the spellings of many families: an honest one is left in peace, and each fault that can be seen is suspected."""

from __future__ import annotations

import pytest

from listproof.checking import Checked, check
from listproof.checking.command import sign_in_from
from listproof.contract import Document
from listproof.contract.documents import normalised
from listproof.openapi import list_operations

from .families import bracketed, customs, enveloped, generated, linked, operators, others, tokens
from .families.world import Family

FAMILIES: tuple[Family, ...] = (
    *bracketed.FAMILIES, *linked.FAMILIES, *tokens.FAMILIES, *enveloped.FAMILIES, *others.FAMILIES, *generated.FAMILIES,
    *customs.FAMILIES, *operators.FAMILIES,
)  # fmt: skip
AREAS = {"lost": ("pages", "order"), "filter": ("filters", "bounds"), "total": ("pages",), "text": ("order",), "unsorted": ("order",)}
"""The areas of laws of which one tells a fault."""


def checked(family: Family, fault: str = "") -> Checked:
    """What the check of a family's service comes to."""
    document = normalised(Document("lamps.yaml", dict(family.document), {}))
    every = list_operations(document)
    return check(document, every, every, "http://lamps.example", auth=sign_in_from({}), transport=family.transport(fault))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_an_honest_service_is_left_in_peace(family: Family) -> None:
    """No finding, no suspicion, and its pages, filters and orders are looked at."""
    found = checked(family)
    assert ([one.says for one in found.findings + found.suspicions], found.troubles) == ([], ())
    (row,) = found.rows
    assert row.contract is not None, row.skipped
    assert row.contract.pages.kind != "none"


@pytest.mark.slow
@pytest.mark.parametrize(("family", "fault"), [(one, fault) for one in FAMILIES for fault in one.faults], ids=str)
def test_a_fault_is_suspected(family: Family, fault: str) -> None:
    """Each by a law of the area that it is in, and nothing that the file itself says is blamed."""
    found = checked(family, fault)
    assert found.findings == ()
    assert {one.law.partition(".")[0] for one in found.suspicions} & set(AREAS[fault]), [one.says for one in found.suspicions]
