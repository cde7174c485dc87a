"""The records that every family of listings serves, and the faults that can be planted in how they are served.

A family turns a query of its own spelling into a `Question` and what comes of it into an answer of its own shape; what is wrong with
a service stands here alone, so that each fault is the same in every spelling.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

__all__ = ["FAULTS", "LAMPS", "Family", "Lamps", "Page", "Question", "Refused", "Reply", "described", "moment", "number", "takes", "whole"]

KINDS = ("desk", "floor", "street", "wall")
FAULTS = ("lost", "filter", "total", "text")
"""A record lost at each edge of pages, filters ignored, a total that counts everything, numbers ordered as texts. `unsorted` is a fifth,
of families whose order is known from their names alone: what order is asked for does nothing."""


def _lamps() -> list[dict[str, Any]]:
    made = []
    for index in range(1, 61):
        price = (index * 37) % 61 * (index % 4 * 9 + 1) + 3
        made.append(
            {
                "id": index,
                "name": f"{('Amber', 'birch', 'Cedar', 'dune', 'Elm')[index % 5]} {(index * 7) % 60:02}",
                "kind": KINDS[index * 5 % 7 % 4],
                "price": price,
                "lit": index % 3 == 0,
                "created_at": f"2026-{(index * 11) % 12 + 1:02}-{(index * 17) % 28 + 1:02}T{index % 24:02}:{index % 60:02}:00Z",
            }
        )
    return made


LAMPS = _lamps()


class Refused(Exception):
    """What a query asks for is none of what the service takes."""


@dataclass(frozen=True)
class Question:
    """What is asked for: which records, in which order (fields with whether they fall), from which one on, and how many."""

    keeps: Sequence[Callable[[Mapping[str, Any]], bool]] = ()
    order: Sequence[tuple[str, bool]] = ()
    start: int = 0
    size: int = 20


@dataclass(frozen=True)
class Page:
    """The records of a page, how many there are in all, and the place where the next one begins (None for the last)."""

    records: Sequence[Mapping[str, Any]]
    total: int
    after: int | None


@dataclass(frozen=True)
class Lamps:
    """Sixty lamps, served well or with one fault."""

    fault: str = ""

    def page(self, asked: Question) -> Page:
        """One page of what is asked for."""
        kept = LAMPS if self.fault == "filter" else [one for one in LAMPS if all(keep(one) for keep in asked.keeps)]
        for field, falls in () if self.fault == "unsorted" else reversed(asked.order):
            kept = sorted(kept, key=lambda one: str(one[field]) if self.fault == "text" else one[field], reverse=falls)
        end = asked.start + asked.size
        edge = asked.start + (1 if self.fault == "lost" and asked.start else 0)
        return Page(kept[edge:end], len(LAMPS) if self.fault == "total" else len(kept), end if end < len(kept) else None)


@dataclass(frozen=True)
class Reply:
    """The body of an answer and the headers beside it."""

    body: Any
    headers: Mapping[str, str] | None = None


Answer = Callable[[Lamps, httpx.QueryParams, httpx.URL], Reply]


@dataclass(frozen=True)
class Family:
    """A way in which listings are written: its OpenAPI file, its service, and which faults show in it."""

    name: str
    document: Mapping[str, Any]
    answer: Answer
    faults: Sequence[str] = FAULTS
    media: str = "application/json"

    def __str__(self) -> str:
        return self.name

    def transport(self, fault: str = "") -> httpx.MockTransport:
        """The service, inside the process."""

        def handle(request: httpx.Request) -> httpx.Response:
            assert request.method == "GET", request
            if request.url.path not in self.document["paths"]:
                return httpx.Response(404, json={"error": "no such route"})
            try:
                reply = self.answer(Lamps(fault), request.url.params, request.url)
            except (Refused, ValueError) as error:
                return httpx.Response(400, json={"error": str(error) or "refused"})
            return httpx.Response(200, content=json.dumps(reply.body), headers={"content-type": self.media, **(reply.headers or {})})

        return httpx.MockTransport(handle)


def whole(given: str | None, default: int, least: int = 0, most: int = 2**31) -> int:
    """The number that a text says, `default` for none; refused outside its bounds."""
    if given is None:
        return default
    if not given.isascii() or not given.isdecimal() or len(given) > 12 or not least <= int(given) <= most:
        raise Refused(given)
    return int(given)


def moment(given: str) -> datetime.datetime:
    """The moment that a text says, with the offset that it names; refused where it is none."""
    told = datetime.datetime.fromisoformat(given) if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)", given) else None
    if told is None:
        raise Refused(given)
    return told


def takes(name: str, schema: Mapping[str, Any] | None = None, description: str = "", **beside: Any) -> dict[str, Any]:
    """A parameter of the query; a text where nothing is said of it."""
    said = {"description": description} if description else {}
    return {"name": name, "in": "query", "schema": dict(schema or {"type": "string"}), **said, **beside}


def number(**more: Any) -> dict[str, Any]:
    """The schema of a whole number."""
    return {"type": "integer", **more}


def described(
    path: str, parameters: Sequence[Mapping[str, Any]], answer: Mapping[str, Any], headers: Mapping[str, Any] | None = None,
    media: str = "application/json",
) -> dict[str, Any]:  # fmt: skip
    """The OpenAPI file of one listing."""
    good = {"description": "Lamps.", "content": {media: {"schema": answer}}, **({"headers": headers} if headers else {})}
    operation = {"operationId": "listLamps", "parameters": list(parameters), "responses": {"200": good, "400": {"description": "Refused."}}}
    return {"openapi": "3.0.3", "info": {"title": "Lamps", "version": "1"}, "paths": {path: {"get": operation}}}
