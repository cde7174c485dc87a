"""Whether a total can be that of the records that match."""

from __future__ import annotations

from collections.abc import Iterable

from listproof.contract import AnswerPlace, Contract

__all__ = ["may_be_left_out", "miscounted", "total_mismatch"]


def total_mismatch(total: int, least: int, most: int, moved: int = 0) -> tuple[int, int] | None:
    """Between which numbers a total should lie where it lies elsewhere; None where it is right, up to so many records that `moved`."""
    return None if least - moved <= total <= most + moved else (least, most)


def miscounted(total: int, counts: Iterable[str], *, least: int, most: int, everything: int, moved: int = 0) -> str | None:
    """How a total is wrong by all that it may count; None where it is right by one.

    `matching`, and `onward` on the first page: the `least` to `most` records that match; `everything`: so many as the listing holds;
    `reachable`: no more than match.
    """
    right = {
        "matching": least <= total <= most,
        "onward": least <= total <= most,
        "everything": abs(total - everything) <= moved,
        "reachable": total <= most,
    }
    counted = tuple(counts)
    return None if any(right.get(one, False) for one in counted) else f"total {total}"


def may_be_left_out(contract: Contract, place: AnswerPlace | None) -> bool:
    """Whether the document's schema lets an answer tell no number at a place: its field is not required there, or may be null."""
    pointer = place.name if place is not None and place.kind == "pointer" else None
    field = next((one for one in contract.fields if one.pointer == pointer and one.within is None), None)
    return field is not None and (not field.required or "null" in field.types)
