"""Families whose names hold operators: JHipster's criteria, ABP, Django's transforms; and a Go service whose empty lists are null."""

from __future__ import annotations

import datetime
import operator
from typing import Any

import httpx

from .bracketed import URI, address, holds, kinds
from .linked import SPRING, header, listing
from .world import Family, Lamps, Question, Refused, Reply, described, moment, number, takes, whole

__all__ = ["FAMILIES"]

_COMPARING = {
    "equals": operator.eq, "greaterThan": operator.gt, "greaterThanOrEqual": operator.ge, "lessThan": operator.lt,
    "lessThanOrEqual": operator.le, "gte": operator.ge, "lte": operator.le, "gt": operator.gt, "lt": operator.lt,
}  # fmt: skip
FIELDS = ("id", "name", "price", "created_at")


def _bounded(field: str, word: str, value: Any) -> Any:
    return lambda one: _COMPARING[word](one[field], value)


def _dated(word: str, day: datetime.date) -> Any:
    return lambda one: _COMPARING[word](moment(one["created_at"]).date(), day)


def _one_of(asked: list[str]) -> Any:
    return lambda one: one["kind"] in asked


def criteria(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A bare list; `price.greaterThanOrEqual=5`, `kind.in=desk,wall`, `sort=price,desc`, and the total in a header."""
    place, size = whole(query.get("page"), 0), min(whole(query.get("size"), 20, 1), 2000)
    order = []
    for one in query.get_list("sort"):
        name, _, way = one.partition(",")
        if name not in FIELDS or way not in ("", "asc", "desc"):
            raise Refused("sort")
        order.append((name, way == "desc"))
    keeps: list[Any] = []
    for name, given in query.items():
        field, _, word = name.partition(".")
        if field in ("id", "price") and word in _COMPARING and given:
            keeps.append(_bounded(field, word, whole(given, 0, -(2**31))))
        elif name == "kind.in" and given:
            keeps.append(_one_of([part for one in query.get_list(name) for part in one.split(",")]))
        elif name == "name.contains":
            keeps.append(lambda one, given=given: given.upper() in one["name"].upper())
    found = lamps.page(Question(keeps, [*order, ("id", False)], place * size, size))
    return Reply(
        list(found.records), {"x-total-count": str(found.total), **header(url, {"next": place + 1 if found.after else None}, "page")}
    )


def abp(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`SkipCount`, `MaxResultCount` and `Sorting=price desc`; `totalCount` beside `items`."""
    start, size = whole(query.get("SkipCount"), 0), whole(query.get("MaxResultCount"), 10, 1)
    order = []
    for one in [part for part in query.get("Sorting", "").split(",") if part]:
        name, _, way = one.strip().partition(" ")
        if name not in (*FIELDS, "kind") or way not in ("", "asc", "desc"):
            raise Refused("Sorting")
        order.append((name, way == "desc"))
    keeps = kinds(query.get("Kind"))
    for name, word in (("MinPrice", "gte"), ("MaxPrice", "lte")):
        keeps += [_bounded("price", word, whole(query[name], 0))] if query.get(name) else []
    found = lamps.page(Question(keeps, [*order, ("id", False)], start, size))
    return Reply({"totalCount": found.total, "items": list(found.records)})


def transforms(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """django-filter's `created_at__date__gte`, `kind__in`, `name__istartswith` and `lit` as a text, by offset and limit."""
    start, size = whole(query.get("offset"), 0), min(whole(query.get("limit"), 20, 1), 100)
    keeps: list[Any] = []
    for word in ("gte", "lte", ""):
        if given := query.get(f"created_at__date{'__' if word else ''}{word}"):
            keeps.append(_dated(word or "equals", _day(given)))
    if given := query.get("kind__in"):
        keeps.append(_one_of(given.split(",")))
    if given := query.get("name__istartswith"):
        keeps.append(lambda one, given=given: one["name"].lower().startswith(given.lower()))
    if (given := query.get("lit")) is not None:
        if given not in ("true", "false"):
            raise Refused("lit")
        keeps.append(lambda one, wanted=given == "true": one["lit"] is wanted)
    asked = query.get("ordering", "")
    if asked.removeprefix("-") not in ("", "price", "created_at"):
        raise Refused("ordering")
    order = [(asked.removeprefix("-"), asked.startswith("-"))] if asked else []
    found = lamps.page(Question(keeps, [*order, ("id", False)], start, size))
    following = None if found.after is None else address(url, offset=found.after, limit=size)
    before = address(url, offset=max(0, start - size), limit=size) if start else None
    return Reply({"count": found.total, "next": following, "previous": before, "results": list(found.records)})


def _day(given: str) -> datetime.date:
    if len(given) != len("2026-01-01"):
        raise Refused(given)
    return datetime.date.fromisoformat(given)


def null_lists(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A Go service by huma: `items` is null where there are none, as its file says, and the cursor is left out at the end."""
    size = whole(query.get("limit"), 25, 1, 100)
    start = whole(query.get("cursor"), 0) if query.get("cursor") else 0
    by = query.get("sort", "created_at")
    if by.removeprefix("-") not in ("created_at", "price"):
        raise Refused("sort")
    keeps: list[Any] = []
    if given := query.get("kind"):
        keeps.append(_one_of(given.split(",")))
    if (given := query.get("name")) is not None:
        keeps.append(lambda one, given=given: one["name"] == given)
    found = lamps.page(Question(keeps, [(by.removeprefix("-"), by.startswith("-")), ("id", False)], start, size))
    following = {} if found.after is None else {"next_cursor": str(found.after)}
    return Reply(
        {"$schema": "http://lamps.example/ListLamps.json", "items": list(found.records) or None, "total": found.total, **following}
    )


_LIST = {"type": "array", "items": {"type": "string"}}
_SIGNED = {"type": "string", "default": "created_at", "enum": ["created_at", "-created_at", "price", "-price"]}
_DAY = {"type": "string", "format": "date"}

FAMILIES = (
    Family(
        "criteria",
        described(
            "/api/lamps",
            [
                *(takes(f"{field}.{word}", number(format="int64")) for field in ("id", "price") for word in list(_COMPARING)[:5]),
                takes("kind.in", _LIST, style="form", explode=False),
                takes("name.contains"),
                takes("page", number(minimum=0, default=0), "Zero-based page index (0..N)"),
                takes("size", number(minimum=1, default=20), "The size of the page to be returned"),
                takes("sort", _LIST, SPRING),
            ],
            listing(),
        ),
        criteria,
    ),
    Family(
        "abp",
        described(
            "/api/app/lamp",
            [
                takes("Kind"),
                takes("MinPrice", number(format="int32")),
                takes("MaxPrice", number(format="int32")),
                takes("Sorting"),
                takes("SkipCount", number(minimum=0, maximum=2**31 - 1)),
                takes("MaxResultCount", number(minimum=1, maximum=2**31 - 1)),
            ],
            holds(items={**listing(), "nullable": True}, totalCount=number(format="int64")),
        ),
        abp,
    ),
    Family(
        "transforms",
        described(
            "/api/lamps/",
            [
                takes("created_at__date", _DAY),
                takes("created_at__date__gte", _DAY),
                takes("created_at__date__lte", _DAY),
                takes("kind__in", _LIST, style="form", explode=False),
                takes("name__istartswith"),
                takes("lit", {"type": "string", "enum": ["true", "false"]}),
                takes("limit", number()),
                takes("offset", number()),
                takes("ordering", {"type": "string", "enum": ["price", "-price", "created_at", "-created_at"]}),
            ],
            holds(count=number(), next=URI, previous=URI, results=listing()),
        ),
        transforms,
    ),
    Family(
        "null-lists",
        described(
            "/lamps",
            [
                takes("cursor"),
                takes("limit", number(minimum=1, maximum=100, default=25, format="int64")),
                takes("kind", _LIST, style="form", explode=False),
                takes("name"),
                takes("sort", _SIGNED),
            ],
            {
                **holds(**{"$schema": {"type": "string"}, "items": {**listing(), "nullable": True}, "next_cursor": {"type": "string"}},
                        total=number()),
                "required": ["items", "total"],
            },
        ),
        null_lists,
    ),
)  # fmt: skip
