"""Families that fit no other room: SCIM, Zendesk, Okta, Django REST framework, json-server."""

from __future__ import annotations

import re
from typing import Any

import httpx

from .bracketed import FIELDS, LAMP, URI, address, holds, kinds, signed
from .linked import WAYS, header, listing, told
from .tokens import NULL_TEXT, issued, redeemed
from .world import Family, Lamps, Question, Refused, Reply, described, number, takes, whole

__all__ = ["FAMILIES"]


def _clause(given: str | None) -> list[Any]:
    """The condition of one clause as SCIM writes it; refused for any other."""
    if not given:
        return []
    told = re.fullmatch(r'(kind|name) eq "([^"]*)"', given)
    if told is None:
        raise Refused("filter")
    return [lambda one: one[told[1]] == told[2]]


def scim(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`startIndex` from 1 and `count`, `sortBy` and `sortOrder`, a filter of one clause, totalResults beside Resources."""
    start, size = max(1, whole(query.get("startIndex"), 1)), min(whole(query.get("count"), 20), 50)
    key, way = query.get("sortBy"), query.get("sortOrder", "ascending")
    if key not in (None, "price", "name") or way not in ("ascending", "descending"):
        raise Refused("sortBy")
    order = [*([(key, way == "descending")] if key else []), ("id", False)]
    found = lamps.page(Question(_clause(query.get("filter")), order, start - 1, size))
    told = {"totalResults": found.total, "startIndex": start, "itemsPerPage": len(found.records)}
    return Reply({"schemas": ["list"], **told, "Resources": list(found.records)})


def zendesk(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`page[size]`, `page[after]` and `page[before]`; cursors in meta, links beside them."""
    said = f"{query.get('kind', '')}|{query.get('sort', '')}"
    order, size = signed(query.get("sort"), ("price", "created_at")), whole(query.get("page[size]"), 20, 1, 100)
    if "page[before]" in query:
        end = redeemed(query["page[before]"], said) - 1
        start = max(0, end - size)
        size = end - start
    else:
        start = redeemed(query.get("page[after]"), said)
    found = lamps.page(Question(kinds(query.get("kind")), order, start, size))
    after, before = issued(found.after, said), issued(start + 1, said) if start else None
    links = {"next": address(url, **{"page[after]": after}) if after else None, "prev": None}
    meta = {"has_more": found.after is not None, "after_cursor": after, "before_cursor": before}
    return Reply({"lamps": list(found.records), "meta": meta, "links": links})


def okta(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A bare list whose Link header holds the cursor that `after` takes."""
    said = query.get("filter", "")
    found = lamps.page(Question(_clause(said), (), redeemed(query.get("after"), said), whole(query.get("limit"), 20, 1, 200)))
    further = issued(found.after, said)
    return Reply(list(found.records), {"link": f'<{address(url, after=further)}>; rel="next"'} if further else {})


def rest_framework(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`page` and `page_size`, count, next and previous; `ordering` of which no key is told, and unknown ones are passed over."""
    place, size = whole(query.get("page"), 1, 1), min(whole(query.get("page_size"), 20, 1), 100)
    asked = [one for one in query.get("ordering", "").split(",") if one.lstrip("-") in ("price", "name", "created_at")]
    order = [*((one.lstrip("-"), one.startswith("-")) for one in asked), ("id", False)]
    found = lamps.page(Question(kinds(query.get("kind")), order, (place - 1) * size, size))
    last = max(1, -(-found.total // size))
    if place > last:
        raise Refused("page")
    links = {
        "next": address(url, page=place + 1) if place < last else None,
        "previous": address(url, page=place - 1) if place > 1 else None,
    }
    return Reply({"count": found.total, **links, "results": list(found.records)})


def json_server(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A bare list by `_page` and `_limit`, operators behind the names of fields, X-Total-Count and a Link header."""
    place, size = max(1, whole(query.get("_page"), 1)), whole(query.get("_limit"), 10) or 10
    conditions = {"kind": lambda one: one["kind"] == query["kind"], "kind_ne": lambda one: one["kind"] != query["kind_ne"]}
    keeps: list[Any] = [holds_ for name, holds_ in conditions.items() if name in query]
    for word, compare in (("gte", int.__ge__), ("lte", int.__le__)):
        if (given := query.get(f"price_{word}")) is not None:
            bound = whole(given, 0)
            keeps.append(lambda one, compare=compare, bound=bound: compare(one["price"], bound))
    found = lamps.page(Question(keeps, (), (place - 1) * size, size))
    last = max(1, -(-found.total // size))
    places = {"first": 1, "prev": place - 1 if place > 1 else None, "next": place + 1 if place < last else None, "last": last}
    return Reply(list(found.records), {"x-total-count": str(found.total), **header(url, places, "_page")})


ORDER = [takes("sortBy", {"type": "string", "enum": ["price", "name"]}),
         takes("sortOrder", {"type": "string", "enum": ["ascending", "descending"]})]  # fmt: skip
CLAUSE = takes("filter", example='kind eq "desk"')
KIND = takes("kind", FIELDS["kind"])

FAMILIES = (
    Family(
        "scim",
        described(
            "/scim/v2/Lamps",
            [takes("startIndex", number()), takes("count", number()), *ORDER, CLAUSE],
            holds(schemas={"type": "array", "items": {"type": "string"}}, totalResults=number(), startIndex=number(), itemsPerPage=number(),
                  Resources=listing()),
            media="application/scim+json",
        ),
        scim,
        media="application/scim+json",
    ),
    Family(
        "zendesk",
        described(
            "/api/v2/lamps.json",
            [
                takes("page[size]", number(maximum=100)),
                takes("page[after]"),
                takes("page[before]"),
                takes("sort", description="`price` or `created_at`; a minus in front sorts descending"),
                KIND,
            ],
            holds(
                lamps=listing(), meta=holds(has_more={"type": "boolean"}, after_cursor=NULL_TEXT, before_cursor=NULL_TEXT),
                links=holds(next=NULL_TEXT, prev=NULL_TEXT),
            ),
        ),
        zendesk,
        ("lost", "filter", "text"),
    ),
    Family(
        "okta",
        described("/api/v1/lamps", [takes("after"), takes("limit", number(default=20, maximum=200)), CLAUSE], listing(), told("Link")),
        okta,
        ("lost", "filter"),
    ),
    Family(
        "rest-framework",
        described(
            "/lamps/",
            [
                takes("page", number(), "A page number within the paginated result set."),
                takes("page_size", number(), "Number of results to return per page."),
                takes("ordering", description="Which field to use when ordering the results."),
                takes("search", description="A search term."),
                KIND,
            ],
            {
                "type": "object",
                "required": ["count", "results"],
                "properties": {"count": number(), "next": URI, "previous": URI, "results": {"type": "array", "items": LAMP}},
            },
        ),
        rest_framework,
    ),
    Family(
        "json-server",
        described(
            "/lamps",
            [
                takes("_page", number(default=1)),
                takes("_limit", number(default=10)),
                takes("_sort"),
                takes("_order", WAYS),
                takes("kind"),
                takes("kind_ne"),
                takes("price_gte", number()),
                takes("price_lte", number()),
            ],
            listing(),
            told("X-Total-Count", "Link"),
        ),
        json_server,
        ("lost", "filter", "total"),
    ),
)  # fmt: skip
