"""From a query to the address that asks it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from listproof.contract.carried import carried
from listproof.contract.model import Contract, Parameter
from listproof.contract.wire.keys import without_keys
from listproof.contract.wire.lists import spelled_list, spelled_object
from listproof.contract.wire.nested import nested, outermost, steps_to
from listproof.contract.wire.query import Query
from listproof.contract.wire.templates import gathered, spelled_values
from listproof.contract.wire.texts import encoded, text_of
from listproof.contract.wire.windows import without_window

__all__ = ["spell", "spelled_path"]


@lru_cache(maxsize=4096)
def spell(contract: Contract, query: Query, space: str = "%20") -> str:
    """The query string, percent-encoded as UTF-8, in the order of the contract's parameters; a link as it stands.

    What is part of another parameter is gathered into it; what stands in the body is left to `spelled_body`. `space` spells a blank.
    """
    if query.link is not None:
        return query.link
    known = contract.known
    given = {
        name: value
        for name, value in without_keys(contract.order, without_window(contract, query)).items()
        if name not in known or known[name].place != "body"
    }
    carriers = {name: outermost(known, name) for name in given}
    order = {name: place for place, name in enumerate(known)}
    pairs: list[str] = []
    for carrier in sorted(set(carriers.values()), key=lambda name: (order.get(name, len(order)), name)):
        inner = {name: value for name, value in given.items() if carriers[name] == carrier}
        pairs += _pairs(contract, known.get(carrier), carrier, inner, space)
    return "&".join(pairs)


def _pairs(contract: Contract, parameter: Parameter | None, name: str, given: Mapping[str, Any], space: str) -> list[str]:
    """The pairs `name=value` of one parameter, from what is given of it and of its parts."""
    spelled = encoded(name, space)
    written = [part for part in carried(contract, name) if part.spelling in ("value", "clause")]
    if written and name not in given:
        return [f"{spelled}={encoded(text, space)}" for text in spelled_values(written, given)]
    known = contract.known
    value: Any = given[name] if name in given else nested({steps_to(known, at)[1:]: inner for at, inner in gathered(known, given).items()})
    if parameter is not None and isinstance(value, list | tuple) and (parameter.kind == "array" or parameter.explode):
        return spelled_list(parameter, value, space)
    if parameter is not None and isinstance(value, Mapping):
        return spelled_object(parameter, value, space)
    return [f"{spelled}={encoded(text_of(value), space)}"]


def spelled_path(contract: Contract, values: Mapping[str, Any]) -> str:
    """The contract's path with its path parameters filled in; KeyError names a missing one."""
    path = contract.path
    for parameter in contract.parameters:
        if parameter.place == "path":
            path = path.replace("{" + parameter.name + "}", quote(str(values[parameter.name]), safe=""))
    return path
