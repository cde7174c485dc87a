"""Servers that refuse, or pass over, values that another takes for what they are: all of them conform."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_plus

from listproof.contract import Contract
from listproof.simulator.exchange import Request
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.seams import Seams
from listproof.simulator.served import Served
from listproof.simulator.tables.sql import NONE, Condition

__all__ = ["matching_no_blank", "passing_over_nothing", "reading_uuids", "refusing_words_of_nothing", "refusing_zones"]

_WORDS = frozenset({"null", "false", "true", "none", "undefined"})


def refusing_words_of_nothing(seams: Seams) -> Seams:
    """Seams of a server that takes no word of a programming language for a text."""

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        query = seams.read(service, request, path)
        for one in service.contract.filters:
            given = query.given.get(one.name)
            parts = given if isinstance(given, list) else [given]
            free = one.compares == "text" and not (one.opaque or service.contract.parameter(one.name).enum)
            if free and any(isinstance(part, str) and part in _WORDS - one.words.keys() for part in parts):
                raise Refusal("bad-parameter", one.name)
        return query

    return replace(seams, read=read)


_ELSEWHERE = re.compile(r":\d\d[+-]\d\d:\d\d")


def refusing_zones(seams: Seams) -> Seams:
    """Seams of a server that takes moments in UTC alone."""

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        query = seams.read(service, request, path)
        for one in service.contract.filters:
            value = query.given.get(one.name)
            if one.compares == "time" and isinstance(value, str) and _ELSEWHERE.search(value):
                raise Refusal("bad-parameter", one.name)
        return query

    return replace(seams, read=read)


_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def reading_uuids(seams: Seams) -> Seams:
    """Seams of a server that reads a UUID as the number that it is, whatever the case of its letters."""

    def lowered(value: Any) -> Any:
        if isinstance(value, list):
            return [lowered(one) for one in value]
        return value.lower() if isinstance(value, str) and _UUID.fullmatch(value) else value

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        query = seams.read(service, request, path)
        known = {one.name for one in service.contract.filters if one.compares == "text"}
        return replace(query, given={name: lowered(value) if name in known else value for name, value in query.given.items()})

    return replace(seams, read=read)


def passing_over_nothing(seams: Seams) -> Seams:
    """Seams of a server to which a text filter without a value says nothing."""

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        query = seams.read(service, request, path)
        for one in service.contract.filters:
            if one.compares == "text" and one.name in query.given and query.given[one.name] == "" and "" not in one.words:
                query = query.without(one.name)
        return query

    return replace(seams, read=read)


def matching_no_blank(seams: Seams) -> Seams:
    """Seams of a server to which an empty number, moment, flag or listed word is a value that no record shows."""

    def empty(contract: Contract, request: Request) -> list[str]:
        asked = dict(part.partition("=")[::2] for part in request.query.split("&"))
        named = {unquote_plus(name) for name, value in asked.items() if value == ""}
        formed = [one.name for one in contract.filters if one.compares != "text" or contract.parameter(one.name).enum]
        return [name for name in formed if name in named and contract.parameter(name).spelling is None]

    def read(service: Served, request: Request, path: Mapping[str, str]) -> TypedQuery:
        blank = empty(service.contract, request)
        kept = [part for part in request.query.split("&") if unquote_plus(part.partition("=")[0]) not in blank]
        query = seams.read(service, replace(request, target=f"{request.path}?{'&'.join(kept)}"), path)
        return replace(query, extra={**query.extra, "blank": blank}) if blank else query

    def where(service: Served, query: TypedQuery) -> dict[str, Condition]:
        return {**seams.where(service, query), **dict.fromkeys(query.extra.get("blank", ()), NONE)}

    return replace(seams, read=read, where=where)
