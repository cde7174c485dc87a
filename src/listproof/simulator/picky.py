"""Servers that refuse, or pass over, values that another takes for what they are: all of them conform."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from listproof.simulator.exchange import Request
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.seams import Seams
from listproof.simulator.served import Served

__all__ = ["passing_over_nothing", "refusing_words_of_nothing"]

_WORDS = frozenset({"null", "false", "true", "none", "undefined"})


def refusing_words_of_nothing(seams: Seams) -> Seams:
    """Seams of a server that takes no word of a programming language for a text."""

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        query = seams.read(service, request, path)
        for one in service.contract.filters:
            given = query.given.get(one.name)
            parts = given if isinstance(given, list) else [given]
            free = one.compares == "text" and not (one.opaque or service.contract.parameter(one.name).enum)
            if free and any(isinstance(part, str) and part in _WORDS for part in parts):
                raise Refusal("bad-parameter", one.name)
        return query

    return replace(seams, read=read)


def passing_over_nothing(seams: Seams) -> Seams:
    """Seams of a server to which a text filter without a value says nothing."""

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        query = seams.read(service, request, path)
        for one in service.contract.filters:
            if one.compares == "text" and one.name in query.given and query.given[one.name] == "":
                query = query.without(one.name)
        return query

    return replace(seams, read=read)
