"""What a query asks, as it is sent: for whoever reads a verdict beside the log of a service."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from listproof.contract.model import Contract, Parameter
from listproof.contract.wire.nested import in_json, outermost
from listproof.contract.wire.query import Query
from listproof.contract.wire.spelling import spell
from listproof.contract.wire.templates import spelled_values
from listproof.contract.wire.texts import text_of

__all__ = ["as_sent"]


def as_sent(contract: Contract, arguments: Mapping[str, Any]) -> str:
    """Parameters with their values as they stand in a request before they are encoded, apart by blanks; what is None is not asked for.

    The names by which a contract calls what is written into another parameter stand behind it.
    """
    known = contract.known
    together: dict[str, dict[str, Any]] = {}
    for name, value in sorted(arguments.items()):
        if value is not None:
            together.setdefault(_holder(known, name), {})[name] = value
    return " ".join(_sent(contract, known, holder, given) for holder, given in together.items()) or "(no parameters)"


def _holder(known: Mapping[str, Parameter], name: str) -> str:
    """The parameter of a request in which one stands: itself where it is a property of a body, or an end of a window."""
    one = known.get(name)
    if one is None or one.spelling == "window" or (one.place == "body" and one.spelling not in ("value", "clause")):
        return name
    return outermost(known, name)


def _sent(contract: Contract, known: Mapping[str, Parameter], holder: str, given: Mapping[str, Any]) -> str:
    one = known.get(holder)
    if one is None or one.spelling == "window":
        return f"{holder}={text_of(given[holder])}"
    if one.place != "body":
        text = unquote(spell(contract, Query.of(given)))
    elif holder in given:
        text = f"{holder}={text_of(in_json(one, given[holder]))}"
    else:
        texts = spelled_values([known[name] for name in given], given)
        text = " ".join(f"{holder}={written}" for written in texts)
    return text if holder in given else f"{text} ({', '.join(given)})"
