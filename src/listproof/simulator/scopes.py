"""Whose records a server has: those that are asked for, those of a second scope, and those that nobody here may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from listproof.contract import Contract, Parameter
from listproof.simulator.seeding.making import fits
from listproof.simulator.seeding.patterned import Drawn
from listproof.simulator.signin import ACCOUNTS

__all__ = ["Scopes", "scopes_of"]


@dataclass(frozen=True)
class Scopes:
    """Whose records there are: the `main` scope, a `second` that the same account may see, and a `foreign` one that it may not.

    Each is the values of the path parameters joined by `/`; without path parameters an account's project stands for it.
    """

    main: str
    second: str | None
    foreign: str

    def values(self, contract: Contract, scope: str) -> dict[str, str]:
        """The path parameters of a scope."""
        return dict(zip((one.parameter for one in contract.scopes), scope.split("/"), strict=True)) if contract.scopes else {}


_NUMBERED = 4096
"""The scope of a path parameter that is a number, where the document shows none."""


def scopes_of(contract: Contract) -> Scopes:
    """The scopes of a contract's server: the documented example's where there is one, else the owner's project."""
    owner, other = ACCOUNTS[0].project_id, next(a for a in ACCOUNTS if a.project_id != ACCOUNTS[0].project_id).project_id
    if not contract.scopes:
        return Scopes(owner, None, other)
    taken = [_taken(contract.parameter(scope.parameter), (owner, owner[::-1], other)) for scope in contract.scopes]
    main, second, foreign = ("/".join(values[place] for values in taken) for place in range(3))
    return Scopes(main, None if second == main else second, f"{foreign}-{other}" if foreign in (main, second) else foreign)


def _taken(parameter: Parameter, usual: tuple[str, str, str]) -> Sequence[str]:
    """Three values of a path parameter, the same again where a document lists fewer: beside its example where it is a number, else the
    usual ones, or such as its schema takes where it refuses those."""
    if parameter.enum:
        return [str(parameter.enum[place % len(parameter.enum)]) for place in range(3)]
    example = parameter.example if parameter.example is not None or parameter.kind != "integer" else _NUMBERED
    if isinstance(example, int) or (isinstance(example, str) and example.isdigit()):
        return [str(int(example) + place) if place else str(example) for place in range(3)]
    if all(fits(parameter.schema, value) for value in usual):
        return usual
    drawn = Drawn(parameter.schema, 0)
    found = [text for number in range(30) if "/" not in (text := drawn.text(number))]
    return found if len(found) > 2 and fits(parameter.schema, found[0]) else usual
