"""Families whose answers lead on by links and headers: GitHub, GitLab, WordPress, Shopify, Spring, HAL, OData, Laravel's paginator."""

from __future__ import annotations

import re
from typing import Any

import httpx

from .bracketed import FIELDS, IRI, LAMP, URI, address, holds, kinds, signed
from .world import LAMPS, Family, Lamps, Page, Question, Refused, Reply, described, moment, number, takes, whole

__all__ = ["FAMILIES"]


def header(url: httpx.URL, places: dict[str, int | None], parameter: str) -> dict[str, str]:
    """The Link header to some pages by their relation."""
    parts = [f'<{address(url, **{parameter: place})}>; rel="{rel}"' for rel, place in places.items() if place is not None]
    return {"link": ", ".join(parts)} if parts else {}


def _numbered(lamps: Lamps, query: httpx.QueryParams, order: Any, keeps: Any, size: int, page: str = "page") -> tuple[Page, int, int]:
    place = whole(query.get(page), 1, 1)
    found = lamps.page(Question(keeps, order, (place - 1) * size, size))
    return found, place, max(1, -(-found.total // size))


def _turned(query: httpx.QueryParams, by: str, direction: str, fields: tuple[str, ...], usual: str = "asc") -> list[tuple[str, bool]]:
    key, way = query.get(by), query.get(direction, usual)
    if (key is not None and key not in fields) or way not in ("asc", "desc"):
        raise Refused(by)
    return [*([(key, way == "desc")] if key else []), ("id", False)]


def github(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A bare list with `page` and `per_page`, and a Link header with four relations."""
    size = min(whole(query.get("per_page"), 30, 1), 100)
    keeps = [] if query.get("kind", "all") == "all" else kinds(query.get("kind"))
    if (since := query.get("since")) is not None:
        least = moment(since)
        keeps.append(lambda one: moment(one["created_at"]) >= least)
    order = [("created_at" if key == "created" else key, falls) for key, falls in _turned(query, "sort", "direction", ("created", "price"))]
    found, place, last = _numbered(lamps, query, order, keeps, size)
    places = {"prev": place - 1 if place > 1 else None, "next": place + 1 if place < last else None}
    places |= {"last": last if place < last else None, "first": 1 if place > 1 else None}
    return Reply(list(found.records), header(url, places, "page"))


def gitlab(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A bare list whose headers count and lead on: X-Total, X-Total-Pages, X-Next-Page."""
    size = min(whole(query.get("per_page"), 20, 1), 100)
    order = _turned(query, "order_by", "sort", ("id", "name", "created_at", "price"))
    keeps = kinds(query.get("kind"))
    if (search := query.get("search")) is not None:
        keeps.append(lambda one: search.lower() in one["name"].lower())
    found, place, last = _numbered(lamps, query, order, keeps, size)
    told: dict[str, Any] = {"x-total": found.total, "x-total-pages": last, "x-page": place, "x-per-page": size}
    told |= {"x-next-page": place + 1 if place < last else "", "x-prev-page": place - 1 if place > 1 else ""}
    return Reply(list(found.records), {name: str(value) for name, value in told.items()})


def wordpress(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A bare list with `orderby` and `order`, counted in X-WP-Total and X-WP-TotalPages; a page too far is refused."""
    size = whole(query.get("per_page"), 10, 1, 100)
    keeps = kinds(query.get("kind"))
    if (after := query.get("after")) is not None:
        bound = moment(after)
        keeps.append(lambda one: moment(one["created_at"]) > bound)
    key, way = query.get("orderby", "created_at"), query.get("order", "desc")
    if key not in ("created_at", "id", "name", "price") or way not in ("asc", "desc"):
        raise Refused("orderby")
    found, place, last = _numbered(lamps, query, [(key, way == "desc"), ("id", False)], keeps, size)
    if place > last:
        raise Refused("page")
    return Reply(list(found.records), {"x-wp-total": str(found.total), "x-wp-totalpages": str(last)})


def shopify(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`limit` and `page_info`, which a Link header gives; the cursor holds the filters, and beside it none may be named."""
    size = whole(query.get("limit"), 50, 1, 250)
    start, kind, least = 0, query.get("kind"), whole(query.get("since_id"), 0)
    if (token := query.get("page_info")) is not None:
        told = re.fullmatch(r"([0-9a-f]{8})-([0-9a-f]{8})-(\w*)", token)
        if told is None or set(query) - {"limit", "page_info"}:
            raise Refused("page_info")
        start, least, kind = int(told[1], 16) ^ 0x5A5A5A5A, int(told[2], 16), told[3] or None
        if not 0 < start <= len(LAMPS):
            raise Refused("page_info")
    keeps = [*kinds(kind), lambda one: one["id"] > least]
    found = lamps.page(Question(keeps, [("id", False)], start, size))
    further = None if found.after is None else f"{found.after ^ 0x5A5A5A5A:08x}-{least:08x}-{kind or ''}"
    link = f'<{url.copy_with(query=None)}?limit={size}&page_info={further}>; rel="next"'
    return Reply({"lamps": list(found.records)}, {"link": link} if further else {})


_KINDS = ("desk", "floor", "street", "wall")


def spring(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """springdoc's Page: `page` from 0, `size`, `sort=price,desc`, content with everything about the page."""
    place, size = whole(query.get("page"), 0), min(whole(query.get("size"), 20, 1), 2000)
    order = []
    for one in query.get_list("sort"):
        name, _, way = one.partition(",")
        if name not in ("id", *FIELDS) or way not in ("", "asc", "desc"):
            raise Refused("sort")
        order.append((name, way == "desc"))
    keeps = kinds(query.get("kind"))
    if (least := query.get("minPrice")) is not None:
        bound = whole(least, 0)
        keeps.append(lambda one: one["price"] >= bound)
    found = lamps.page(Question(keeps, [*order, ("id", False)], place * size, size))
    pages = -(-found.total // size)
    by = {"sorted": bool(order), "unsorted": not order, "empty": not order}
    return Reply({
        "content": list(found.records), "totalElements": found.total, "totalPages": pages, "last": place >= pages - 1, "first": place == 0,
        "size": size, "number": place, "numberOfElements": len(found.records), "empty": not found.records, "sort": by,
        "pageable": {"offset": place * size, "pageNumber": place, "pageSize": size, "paged": True, "unpaged": False, "sort": by},
    })  # fmt: skip


def spring_rest(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """Spring Data REST: records in `_embedded`, links with href, counts in `page`."""
    place, size = whole(query.get("page"), 0), min(whole(query.get("size"), 20, 1), 1000)
    order = []
    for one in query.get_list("sort"):
        name, _, way = one.partition(",")
        order += [(name, way == "desc")] if name in ("id", *FIELDS) else []
    found = lamps.page(Question((), [*order, ("id", False)], place * size, size))
    pages = -(-found.total // size)
    links = {"self": {"href": str(url)}, "first": {"href": address(url, page=0, size=size)}}
    links |= {"last": {"href": address(url, page=max(0, pages - 1), size=size)}}
    links |= {"next": {"href": address(url, page=place + 1, size=size)}} if place < pages - 1 else {}
    links |= {"prev": {"href": address(url, page=place - 1, size=size)}} if place else {}
    counts = {"size": size, "totalElements": found.total, "totalPages": pages, "number": place}
    return Reply({"_embedded": {"lamps": list(found.records)}, "_links": links, "page": counts})


def hal(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`offset` and `limit`, `_embedded.items`, `_links.next.href`, and a total."""
    start, size = whole(query.get("offset"), 0), whole(query.get("limit"), 10, 1, 40)
    found = lamps.page(Question(kinds(query.get("kind")), signed(query.get("sort"), ("price", "created_at")), start, size))
    links = {"self": {"href": str(url)}}
    links |= {"next": {"href": address(url, offset=start + size, limit=size)}} if found.after is not None else {}
    links |= {"prev": {"href": address(url, offset=max(0, start - size), limit=size)}} if start >= size else {}
    return Reply({"total": found.total, "count": len(found.records), "_links": links, "_embedded": {"items": list(found.records)}})


_CLAUSE = re.compile(r"(\w+) (eq|gt|ge|lt|le) ('(?:[^']|'')*'|\d+)")


def odata(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`$top`, `$skip`, `$orderby`, `$filter` and `$count`; a server cuts at 20 and links on with its own token."""
    top, skip = query.get("$top"), whole(query.get("$skip"), 0)
    left = whole(top, 10**6)
    size = min(left, 20)
    order = []
    for one in [part for part in query.get("$orderby", "").split(",") if part]:
        name, _, way = one.strip().partition(" ")
        if name not in ("id", *FIELDS) or way not in ("", "asc", "desc"):
            raise Refused("$orderby")
        order.append((name, way == "desc"))
    keeps: list[Any] = []
    for clause in [part for part in query.get("$filter", "").split(" and ") if part]:
        told = _CLAUSE.fullmatch(clause)
        if told is None or told[1] not in ("id", *FIELDS):
            raise Refused("$filter")
        value = told[3][1:-1].replace("''", "'") if told[3].startswith("'") else whole(told[3], 0)
        if isinstance(LAMPS[0][told[1]], bool) or isinstance(value, str) != isinstance(LAMPS[0][told[1]], str):
            raise Refused("$filter")
        compare = {"eq": lambda a, b: a == b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b, "lt": lambda a, b: a < b,
                   "le": lambda a, b: a <= b}[told[2]]  # fmt: skip
        keeps.append(lambda one, field=told[1], value=value, compare=compare: compare(one[field], value))
    found = lamps.page(Question(keeps, [*order, ("id", False)], skip, size)) if size else lamps.page(Question(keeps, (), skip, 0))
    body: dict[str, Any] = {"@odata.context": f"{url.copy_with(path='/odata', query=None)}/$metadata#Lamps"}
    if query.get("$count") not in (None, "true", "false"):
        raise Refused("$count")
    body |= {"@odata.count": found.total} if query.get("$count") == "true" else {}
    body["value"] = list(found.records)
    if found.after is not None and left > size:
        body["@odata.nextLink"] = address(url, **{"$skip": skip + size, "$top": left - size if top is not None else None})
    return Reply(body)


def paginator(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """Laravel's paginator without a resource: everything about the page beside `data`."""
    size = whole(query.get("per_page"), 15, 1, 100)
    order = _turned(query, "sort_by", "sort_dir", ("price", "name", "created_at"))
    found, place, last = _numbered(lamps, query, order, kinds(query.get("kind")), size)
    start = (place - 1) * size
    return Reply({
        "current_page": place, "data": list(found.records), "first_page_url": address(url, page=1),
        "from": start + 1 if found.records else None, "last_page": last, "last_page_url": address(url, page=last),
        "next_page_url": address(url, page=place + 1) if place < last else None, "path": str(url.copy_with(query=None)), "per_page": size,
        "prev_page_url": address(url, page=place - 1) if place > 1 else None, "to": start + len(found.records) if found.records else None,
        "total": found.total,
    })  # fmt: skip


def listing(record: Any = LAMP) -> dict[str, Any]:
    """An answer that is the list itself."""
    return {"type": "array", "items": record}


def told(*names: str) -> dict[str, Any]:
    """Headers of an answer that hold numbers or texts."""
    return {name: {"schema": {"type": "string" if name == "Link" else "integer"}} for name in names}


WAYS = {"type": "string", "enum": ["asc", "desc"]}
MOMENT = {"type": "string", "format": "date-time"}
HREF = holds(href={"type": "string", "format": "uri"})
SORTED = holds(sorted={"type": "boolean"}, unsorted={"type": "boolean"}, empty={"type": "boolean"})
SPRING = "Sorting criteria in the format: property,(asc|desc). Default sort order is ascending. Multiple sort criteria are supported."
PAGEABLE = [
    takes("page", number(minimum=0, default=0), "Zero-based page index (0..N)", required=False),
    takes("size", number(minimum=1, default=20), "The size of the page to be returned", required=False),
    takes("sort", {"type": "array", "items": {"type": "string"}}, SPRING, required=False),
]
PER_PAGE = takes("per_page", number(minimum=1, maximum=100, default=10), "Maximum number of items to be returned in result set.")
ORDERS = [f"{name}{way}" for name in ("id", "name", "price") for way in ("", " desc")]
NULL_NUMBER = {"type": "integer", "nullable": True}

FAMILIES = (
    Family(
        "github",
        described(
            "/lamps",
            [
                takes("kind", {"type": "string", "enum": ["all", *_KINDS], "default": "all"}),
                takes("sort", {"type": "string", "enum": ["created", "price"]}, "The property to sort the results by."),
                takes("direction", {**WAYS, "default": "asc"}),
                takes("since", MOMENT, "Only show results that were created at or after the given time."),
                takes("per_page", number(default=30), "The number of results per page (max 100)."),
                takes("page", number(default=1), "The page number of the results to fetch."),
            ],
            listing(),
            told("Link"),
        ),
        github,
        ("lost", "text"),
    ),
    Family(
        "gitlab",
        described(
            "/lamps",
            [
                takes("page", number(default=1), "Current page number"),
                takes("per_page", number(default=20), "Number of items per page"),
                takes("order_by", {"type": "string", "enum": ["id", "name", "created_at", "price"]}),
                takes("sort", WAYS, "Return lamps sorted in ascending and descending order"),
                takes("kind", FIELDS["kind"]),
                takes("search"),
            ],
            listing(),
            {**told("X-Total", "X-Total-Pages", "X-Page", "X-Per-Page"), "X-Next-Page": {"schema": {"type": "string"}}},
        ),
        gitlab,
    ),
    Family(
        "wordpress",
        described(
            "/wp/v2/lamps",
            [
                takes("page", number(default=1, minimum=1), "Current page of the collection."),
                PER_PAGE,
                takes("order", {**WAYS, "default": "desc"}, "Order sort attribute ascending or descending."),
                takes("orderby", {"type": "string", "default": "created_at", "enum": ["created_at", "id", "name", "price"]}),
                takes("after", MOMENT, "Limit response to lamps created after a given ISO8601 compliant date."),
                takes("kind", FIELDS["kind"]),
            ],
            listing(),
            told("X-WP-Total", "X-WP-TotalPages"),
        ),
        wordpress,
    ),
    Family(
        "shopify",
        described(
            "/lamps.json",
            [
                takes("limit", number(maximum=250), "The maximum number of results to show. (default: 50, maximum: 250)"),
                takes("page_info", description="A unique ID used to access a certain page of results."),
                takes("since_id", number(), "Restrict results to after the specified ID."),
                takes("kind", FIELDS["kind"]),
            ],
            holds(lamps=listing()),
            told("Link"),
        ),
        shopify,
        ("lost", "filter"),
    ),
    Family(
        "spring",
        described(
            "/api/lamps",
            [*PAGEABLE, takes("kind", FIELDS["kind"]), takes("minPrice", number())],
            holds(
                content=listing(), pageable=holds(offset=number(format="int64"), pageNumber=number(), pageSize=number(), sort=SORTED),
                totalElements=number(format="int64"), totalPages=number(), last={"type": "boolean"}, first={"type": "boolean"},
                size=number(), number=number(), numberOfElements=number(), sort=SORTED, empty={"type": "boolean"},
            ),
        ),
        spring,
    ),
    Family(
        "spring-rest",
        described(
            "/lamps",
            PAGEABLE,
            holds(
                _embedded=holds(lamps=listing()),
                _links=holds(**dict.fromkeys(("self", "first", "prev", "next", "last"), HREF)),
                page=holds(size=number(), totalElements=number(), totalPages=number(), number=number()),
            ),
            media="application/hal+json",
        ),
        spring_rest,
        ("lost", "text"),
        "application/hal+json",
    ),
    Family(
        "hal",
        described(
            "/lamps",
            [
                takes("offset", number(minimum=0, default=0)),
                takes("limit", number(minimum=1, maximum=40, default=10)),
                takes("sort", {"type": "string", "enum": ["price", "-price", "created_at", "-created_at"]}),
                takes("kind", FIELDS["kind"]),
            ],
            holds(total=number(), count=number(), _links=holds(self=HREF, next=HREF, prev=HREF), _embedded=holds(items=listing())),
        ),
        hal,
    ),
    Family(
        "odata",
        described(
            "/odata/Lamps",
            [
                takes("$top", number(minimum=0), "Show only the first n items"),
                takes("$skip", number(minimum=0), "Skip the first n items"),
                takes("$count", {"type": "boolean"}, "Include count of items"),
                takes("$filter", description="Filter items by property values"),
                takes(
                    "$orderby",
                    {"type": "array", "uniqueItems": True, "items": {"type": "string", "enum": ORDERS}},
                    "Order items by property values",
                    style="form",
                    explode=False,
                ),
            ],
            holds(**{"@odata.count": number(format="int64"), "@odata.nextLink": {"type": "string"}, "value": listing()}),
        ),
        odata,
    ),
    Family(
        "paginator",
        described(
            "/lamps",
            [
                takes("page", number(minimum=1, default=1)),
                takes("per_page", number(minimum=1, maximum=100, default=15)),
                takes("sort_by", {"type": "string", "enum": ["price", "name", "created_at"]}),
                takes("sort_dir", WAYS),
                takes("kind", FIELDS["kind"]),
            ],
            holds(
                current_page=number(), data=listing(), first_page_url=URI, **{"from": NULL_NUMBER}, last_page=number(), last_page_url=URI,
                next_page_url=URI, path=IRI, per_page=number(), prev_page_url=URI, to=NULL_NUMBER, total=number(),
            ),
        ),
        paginator,
    ),
)  # fmt: skip
