"""What a request must hold has a value that is sent: a mandatory parameter of which none is known would be left out of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from listproof.contract.model import Contract, Parameter
from listproof.contract.node import Node
from listproof.contract.rules.places import Places
from listproof.contract.text import Document, Mistake
from listproof.contract.wire.mandatory import mandatory, mandatory_headers, of_the_sign_in

__all__ = ["given"]

_ALWAYS_SENT = frozenset({"accept", "accept-encoding", "connection", "host", "user-agent"})
"""Headers that each request has, whatever a contract says of them."""


def given(contract: Contract, document: Document) -> Iterator[Mistake]:
    """Mandatory parameters, headers and cookies that no request would hold. Those of the path stand in a targets file.

    Of an object and what it must hold the innermost is told, where a value would do.
    """
    places, elsewhere = Places(document), of_the_sign_in(contract)
    always = _ALWAYS_SENT | ({"content-type"} if contract.method == "POST" else set())
    missing: dict[str, tuple[Parameter, str]] = {}
    for one in contract.parameters:
        known = not one.required or one.place == "path" or one.name.casefold() in elsewhere
        if known or (one.place == "header" and one.name.casefold() in always):
            continue
        message = _missing(contract, one)
        if message is not None:
            missing[one.name] = one, message
    around = {one.carrier for one, _ in missing.values()}
    for name, (_, message) in missing.items():
        if name not in around:
            yield _place(places, name).mistake(message)


def _missing(contract: Contract, one: Parameter) -> str | None:
    """What keeps a mandatory parameter out of the requests, and what to write; None where it stands in each."""
    if one.place == "cookie":
        return (
            f"cookie {one.name} is mandatory, and no cookie is sent but that of the sign-in; "
            f"expected {{type: cookie, name: {one.name}}} in sign-in, whose value the auth of a target gives"
        )
    if one.place == "header":
        value = one.default if one.default is not None else one.example
        if isinstance(value, Mapping):
            return f"header {one.name} is mandatory, and an object is written into none; expected its text as the example"
        if one.name in mandatory_headers(contract) or one.name in dict(contract.pages.window):
            return None
        return (
            f"header {one.name} is mandatory, and no value of it is known; expected an example, or, where each account has its own, "
            f"{{type: header, name: {one.name}}} in sign-in, whose value the auth of a target gives"
        )
    if _is_sent(contract, one):
        return None
    return f"parameter {one.name} is mandatory, and no value of it is known; expected an example, or a value in base"


def _is_sent(contract: Contract, one: Parameter) -> bool:
    """Whether each request holds a parameter, one of what it holds, or nothing of what it stands in, which may be left out."""
    carriers = {other.name: other for other in contract.parameters if other.name == one.carrier}
    if any(not carrier.required for carrier in carriers.values()):
        return True
    pages = contract.pages
    sent = {*mandatory(contract), *contract.base, *({pages.size.parameter} if pages.sized else ())}
    sent |= {pages.parameter} if pages.addressed or pages.first is not None else set()
    held = {other.name: other.carrier for other in contract.parameters}
    return any(one.name in _around(name, held) for name in sent)


def _around(name: str, held: Mapping[str, str | None]) -> Iterator[str]:
    """A parameter, and each that it stands in, from the inside out."""
    inner: str | None = name
    while inner is not None:
        yield inner
        inner = held.get(inner)


def _place(places: Places, name: str) -> Node:
    """Where a parameter stands: its entry, or the schema of what is a part of another."""
    entries = {entry.get("name").text: entry for entry in places.parameter_entries}
    return entries.get(name) or places.parameters.get(name) or places.operation
