"""How a page's size and place are written among the parameters of a query."""

from __future__ import annotations

from typing import Any

from listproof.contract import Contract, Lead, written_token

__all__ = ["counted", "cursored", "sized", "token", "written"]

_DIGITS = 40
"""Of thirty digits a number is one that is asked for; of thousands it is none that can be read."""


def sized(contract: Contract, size: int) -> dict[str, Any]:
    """The argument that asks for a size; none where the listing takes no size, or where the listing is to choose (0)."""
    size_parameter = contract.pages.size.parameter
    return {size_parameter: size or None} if size_parameter else {}


def written(contract: Contract, place: int) -> Any:
    """The value of the page parameter for a place, of the parameter's own type."""
    name = contract.pages.parameter
    return str(place) if contract.has_parameter(name) and contract.parameter(name).kind == "string" else place


def counted(value: Any) -> int | None:
    """The number that a value of the page parameter is, whatever its type; None where it is none, or one that no listing reaches."""
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) <= _DIGITS else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def token(contract: Contract, name: str, said: Any) -> Any:
    """What an answer said of another page, of the type of the parameter that takes it: a header says numbers as text, and a body may
    say as a number what another takes as text."""
    kind = contract.parameter(name).kind if contract.has_parameter(name) else ""
    if kind == "integer" and isinstance(said, str) and said.isdecimal():
        return int(said)
    return str(said) if kind == "string" and isinstance(said, int) and not isinstance(said, bool) else said


def cursored(contract: Contract, lead: Lead, said: Any) -> dict[str, Any]:
    """The arguments that ask for the page which an answer names by what it said, as its lead writes it."""
    name = lead.parameter or contract.pages.parameter
    return {name: token(contract, name, written_token(lead, said)), **lead.beside}
