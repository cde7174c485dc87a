"""Whether a total can be that of the records that match, to the record."""

from __future__ import annotations

from dataclasses import replace

import pytest

from listproof.checks.totals import may_be_left_out, miscounted, total_mismatch
from listproof.contract import Contract

from ..made import CONTRACT


@pytest.mark.parametrize(
    ("total", "moved", "wrong"),
    [(9, 0, True), (10, 0, False), (12, 0, False), (13, 0, True), (9, 1, False), (8, 1, True), (13, 1, False), (14, 1, True)],
)
def test_a_total_lies_between_what_must_and_what_may_match(total: int, moved: int, wrong: bool) -> None:
    """Ten must and twelve may; one that moved allows one more at either end."""
    assert total_mismatch(total, 10, 12, moved) == ((10, 12) if wrong else None)
    if not moved:
        assert total_mismatch(total, 10, 12) == ((10, 12) if wrong else None)


@pytest.mark.parametrize(
    ("counts", "total", "wrong"),
    [
        (("matching",), 10, False),
        (("matching",), 12, False),
        (("matching",), 9, True),
        (("matching",), 13, True),
        (("everything",), 40, False),
        (("everything",), 39, True),
        (("everything",), 41, True),
        (("everything",), 10, True),
        (("reachable",), 0, False),
        (("reachable",), 12, False),
        (("reachable",), 13, True),
        (("matching", "everything"), 40, False),
        (("matching", "everything"), 11, False),
        (("matching", "everything"), 39, True),
        (("onward",), 10, False),
        (("onward",), 12, False),
        (("onward",), 9, True),
        (("onward",), 13, True),
        (("remaining",), 10, True),
        ((), 10, True),
    ],
)
def test_a_total_counts_what_the_contract_says(counts: tuple[str, ...], total: int, wrong: bool) -> None:
    """Of forty records ten must match and twelve may; where several counts are open, one is enough."""
    found = miscounted(total, counts, least=10, most=12, everything=40)
    assert found == (f"total {total}" if wrong else None)


@pytest.mark.parametrize(("total", "wrong"), [(38, True), (39, False), (41, False), (42, True)])
def test_the_total_of_everything_may_be_off_by_what_moved(total: int, wrong: bool) -> None:
    """One came or went: one off is explained."""
    assert (miscounted(total, ("everything",), least=0, most=0, everything=40, moved=1) is not None) == wrong


def _telling(*, required: bool, types: str | tuple[str, ...], place: str = "/total_num", within: str | None = None) -> Contract:
    """The contract, its field at this place with this type."""
    field = next(one for one in CONTRACT.fields if one.pointer == "/total_num")
    other = replace(field, pointer=place, within=within, required=required, schema={"type": types})
    return replace(CONTRACT, fields=tuple(other if one is field else one for one in CONTRACT.fields))


def _left_out(contract: Contract) -> bool:
    return may_be_left_out(contract, contract.total.at if contract.total is not None else None)


@pytest.mark.parametrize(
    ("required", "types", "left_out"),
    [
        (True, "integer", False),
        (False, "integer", True),
        (True, ("integer", "null"), True),
        (False, ("integer", "null"), True),
    ],
)
def test_a_total_may_be_left_out_where_its_field_may(required: bool, types: str | tuple[str, ...], left_out: bool) -> None:
    """It is not required, or may be null."""
    assert left_out is _left_out(_telling(required=required, types=types))


def test_what_no_field_of_the_body_tells_may_not_be_left_out() -> None:
    """A field elsewhere or one of the records is another one; a total in a header has no field, and no total has none either."""
    assert not _left_out(_telling(required=False, types="integer", place="/elsewhere"))
    assert not _left_out(_telling(required=False, types="integer", within="/total_num"))
    assert CONTRACT.total is not None
    optional = _telling(required=False, types="integer")
    header = replace(CONTRACT.total, at=replace(CONTRACT.total.at, kind="header"))
    assert not _left_out(replace(optional, total=header))
    assert not _left_out(replace(optional, total=None))
