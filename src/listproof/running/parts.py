"""What a run knows of one place besides its outcomes, and how one process tells it to another."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass, fields

from listproof.reports import Asked, TroubleRecord
from listproof.reports.file import packed, unpacked
from listproof.reports.masking import Mask
from listproof.running.choice import Place
from listproof.verdicts import Exchange

__all__ = ["Part", "heard", "told"]

_FIGURES = tuple(one.name for one in fields(Asked) if one.name != "contract")


@dataclass(frozen=True)
class Part:
    """One place as those leave it who asked it: figures, the session's troubles, and the exchanges where they were to be kept.

    Each exchange stands with the time at which it was asked (epoch milliseconds).
    """

    asked: Asked
    troubles: tuple[TroubleRecord, ...] = ()
    exchanges: tuple[tuple[float, Exchange], ...] = ()


def told(part: Part, mask: Mask) -> dict[str, str]:
    """A part as texts that travel between processes, secrets taken out; the contract stays, for the other side has it."""
    return {
        **{name: packed(getattr(part.asked, name), mask) for name in _FIGURES},
        "troubles": packed(part.troubles, mask),
        "times": packed([asked for asked, _ in part.exchanges]),
        "exchanges": packed([exchange for _, exchange in part.exchanges], mask),
    }


def heard(texts: Mapping[str, str], place: Place) -> Part:
    """The part that was told of a place."""
    hints = typing.get_type_hints(Asked)
    found = {name: unpacked(hints[name], texts[name]) for name in _FIGURES}
    found["page_sizes"] = {int(size): count for size, count in found["page_sizes"].items()}
    exchanges = unpacked(tuple[Exchange, ...], texts["exchanges"])
    return Part(
        Asked(contract=place.contract, **found),
        unpacked(tuple[TroubleRecord, ...], texts["troubles"]),
        tuple(zip(unpacked(tuple[float, ...], texts["times"]), exchanges, strict=True)),
    )
