"""Families that wrap what they show: Elasticsearch, ASP.NET, Jira, Contentful, Directus, Solr, Atlas, and springdoc's one parameter."""

from __future__ import annotations

from typing import Any

import httpx

from .bracketed import FIELDS, address, holds, kinds, signed
from .linked import PAGEABLE, SORTED, listing, spring
from .world import Family, Lamps, Question, Refused, Reply, described, number, takes, whole

__all__ = ["FAMILIES"]


def elastic(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`from` and `size`, `sort=price:desc`, `hits.hits` with `_source`, `hits.total.value`."""
    start, size = whole(query.get("from"), 0, 0, 10_000), whole(query.get("size"), 10, 0, 1000)
    order = []
    for one in [part for part in query.get("sort", "").split(",") if part]:
        name, _, way = one.partition(":")
        if name not in ("price", "created_at") or way not in ("", "asc", "desc"):
            raise Refused("sort")
        order.append((name, way == "desc"))
    found = lamps.page(Question(kinds(query.get("kind")), [*order, ("id", False)], start, size))
    shown = [{"_index": "lamps", "_id": str(one["id"]), "_source": {name: one[name] for name in FIELDS}} for one in found.records]
    hits = {"total": {"value": found.total, "relation": "eq"}, "max_score": None, "hits": shown}
    return Reply({"took": 2, "timed_out": False, "hits": hits})


def aspnet(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """PascalCase: PageNumber, PageSize, SortBy, IsDescending; HasNextPage and TotalCount beside Items."""
    place, size = whole(query.get("PageNumber"), 1, 1), whole(query.get("PageSize"), 10, 1, 50)
    key, falls = query.get("SortBy"), query.get("IsDescending", "false")
    if key not in (None, "Price", "CreatedAt") or falls not in ("true", "false"):
        raise Refused("SortBy")
    field = {"Price": "price", "CreatedAt": "created_at"}.get(key or "")
    order = [*([(field, falls == "true")] if field else []), ("id", False)]
    keeps = kinds(query.get("Kind"))
    for name, compare in (("MinPrice", int.__ge__), ("MaxPrice", int.__le__)):
        if (given := query.get(name)) is not None:
            bound = whole(given, 0)
            keeps.append(lambda one, compare=compare, bound=bound: compare(one["price"], bound))
    found = lamps.page(Question(keeps, order, (place - 1) * size, size))
    pages = -(-found.total // size)
    shown = [{"Id": one["id"], **{"".join(map(str.title, name.split("_"))): one[name] for name in FIELDS}} for one in found.records]
    return Reply({"Items": shown, "PageNumber": place, "PageSize": size, "TotalPages": pages, "TotalCount": found.total,
                  "HasPreviousPage": place > 1, "HasNextPage": place < pages})  # fmt: skip


def jira(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`startAt` and `maxResults`, `total` and `isLast` beside `values`; `orderBy` with a sign."""
    start, size = whole(query.get("startAt"), 0), min(whole(query.get("maxResults"), 50, 1), 50)
    found = lamps.page(Question(kinds(query.get("kind")), signed(query.get("orderBy"), ("price", "name")), start, size))
    body = {"startAt": start, "maxResults": size, "total": found.total, "isLast": found.after is None, "values": list(found.records)}
    return Reply(body)


def contentful(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`skip` and `limit`, what identifies under `sys` and the rest under `fields`, `order=-fields.price`."""
    start, size = whole(query.get("skip"), 0), whole(query.get("limit"), 100, 1, 1000)
    asked = query.get("order")
    names = {"fields.price": "price", "sys.createdAt": "created_at"}
    if asked is not None and asked.removeprefix("-") not in names:
        raise Refused("order")
    order = [(names[asked.removeprefix("-")], asked.startswith("-"))] if asked else []
    keeps: list[Any] = []
    if (kind := query.get("fields.kind")) is not None:
        keeps.append(lambda one: one["kind"] == kind)
    found = lamps.page(Question(keeps, [*order, ("id", False)], start, size))
    shown = [{"sys": {"id": f"lamp{one['id']}", "createdAt": one["created_at"]},
              "fields": {"name": one["name"], "kind": one["kind"], "price": one["price"]}} for one in found.records]  # fmt: skip
    return Reply({"sys": {"type": "Array"}, "total": found.total, "skip": start, "limit": size, "items": shown})


def directus(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`limit`, `offset` and `page`, `sort=-price`, `filter[kind][_eq]`, and `meta.filter_count` where it is asked for."""
    size = whole(query.get("limit"), 100, 1, 1000)
    start = (whole(query.get("page"), 1, 1) - 1) * size if "page" in query else whole(query.get("offset"), 0)
    keeps: list[Any] = []
    if (kind := query.get("filter[kind][_eq]")) is not None:
        keeps.append(lambda one: one["kind"] == kind)
    if (part := query.get("filter[name][_icontains]")) is not None:
        keeps.append(lambda one: part.lower() in one["name"].lower())
    found = lamps.page(Question(keeps, signed(query.get("sort"), ("price", "name", "id")), start, size))
    return Reply({"data": list(found.records), "meta": {"filter_count": found.total}})


def solr(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`start` and `rows`, `sort=price desc`, `response.docs` beside `response.numFound`."""
    start, size = whole(query.get("start"), 0), whole(query.get("rows"), 10, 0, 500)
    name, _, way = query.get("sort", "id asc").partition(" ")
    if name not in ("id", "price", "created_at") or way not in ("asc", "desc"):
        raise Refused("sort")
    keeps: list[Any] = []
    if (clause := query.get("fq")) is not None:
        field, colon, value = clause.partition(":")
        if field != "kind" or not colon:
            raise Refused("fq")
        keeps.append(lambda one: one["kind"] == value.strip('"'))
    found = lamps.page(Question(keeps, [(name, way == "desc"), ("id", False)], start, size))
    return Reply({"responseHeader": {"status": 0, "QTime": 1},
                  "response": {"numFound": found.total, "start": start, "numFoundExact": True, "docs": list(found.records)}})  # fmt: skip


def atlas(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`pageNum` and `itemsPerPage`, `includeCount`, links with a relation and an href each."""
    place, size = whole(query.get("pageNum"), 1, 1), whole(query.get("itemsPerPage"), 100, 1, 500)
    found = lamps.page(Question(kinds(query.get("kind")), (), (place - 1) * size, size))
    links = [{"rel": "self", "href": str(url)}]
    links += [{"rel": "next", "href": address(url, pageNum=place + 1)}] if found.after is not None else []
    links += [{"rel": "previous", "href": address(url, pageNum=place - 1)}] if place > 1 else []
    counted = {"totalCount": found.total} if query.get("includeCount", "true") == "true" else {}
    return Reply({"links": links, "results": list(found.records), **counted})


KIND = takes("kind", FIELDS["kind"])
PASCAL = holds(Id=number(), **{"".join(map(str.title, name.split("_"))): held for name, held in FIELDS.items()})
WAYS = [f"{name} {way}" for name in ("id", "price", "created_at") for way in ("asc", "desc")]
SPRING_PAGE = holds(
    content=listing(), totalElements=number(), totalPages=number(), last={"type": "boolean"}, first={"type": "boolean"}, size=number(),
    number=number(), numberOfElements=number(), empty={"type": "boolean"}, sort=SORTED,
)  # fmt: skip

FAMILIES = (
    Family(
        "elastic",
        described(
            "/lamps/_search",
            [
                takes("from", number(default=0), "Starting offset."),
                takes("size", number(default=10, maximum=1000), "The number of hits to return."),
                takes("sort", description="A comma-separated list of <field>:<direction> pairs, such as `price:desc` or `created_at:asc`."),
                KIND,
            ],
            holds(
                took=number(), timed_out={"type": "boolean"},
                hits=holds(
                    total=holds(value=number(), relation={"type": "string"}), max_score={"type": "number", "nullable": True},
                    hits=listing(holds(_index={"type": "string"}, _id={"type": "string"}, _source=holds(**FIELDS))),
                ),
            ),
        ),
        elastic,
    ),
    Family(
        "aspnet",
        described(
            "/api/Lamps",
            [
                takes("PageNumber", number(format="int32")),
                takes("PageSize", number(format="int32", maximum=50)),
                takes("SortBy", {"type": "string", "enum": ["Price", "CreatedAt"]}),
                takes("IsDescending", {"type": "boolean"}),
                takes("Kind", FIELDS["kind"]),
                takes("MinPrice", number(format="int32")),
                takes("MaxPrice", number(format="int32")),
            ],
            holds(
                Items=listing(PASCAL), PageNumber=number(), PageSize=number(), TotalPages=number(), TotalCount=number(),
                HasPreviousPage={"type": "boolean"}, HasNextPage={"type": "boolean"},
            ),
        ),
        aspnet,
    ),
    Family(
        "jira",
        described(
            "/rest/api/3/lamp/search",
            [
                takes("startAt", number(format="int64", default=0), "The index of the first item to return in a page of results."),
                takes("maxResults", number(default=50), "The maximum number of items to return per page."),
                takes("orderBy", {"type": "string", "enum": ["price", "-price", "+price", "name", "-name", "+name"]}),
                KIND,
            ],
            holds(startAt=number(), maxResults=number(), total=number(), isLast={"type": "boolean"}, values=listing()),
        ),
        jira,
    ),
    Family(
        "contentful",
        described(
            "/spaces/one/entries",
            [
                takes("skip", number(minimum=0)),
                takes("limit", number(minimum=1, maximum=1000)),
                takes("order", {"type": "string", "enum": ["fields.price", "-fields.price", "sys.createdAt", "-sys.createdAt"]}),
                takes("fields.kind"),
            ],
            holds(
                sys=holds(type={"type": "string"}), total=number(), skip=number(), limit=number(),
                items=listing(holds(sys=holds(id={"type": "string"}, createdAt=FIELDS["created_at"]),
                                    fields=holds(name={"type": "string"}, kind=FIELDS["kind"], price=number()))),
            ),
        ),
        contentful,
    ),
    Family(
        "directus",
        described(
            "/items/lamps",
            [
                takes("limit", number(maximum=1000), "A limit on the number of objects that are returned."),
                takes("offset", number(), "How many items to skip when fetching data."),
                takes("page", number(), "Cursor for use in pagination. Often used in combination with limit."),
                takes("sort", {"type": "array", "items": {"type": "string"}}, "How to sort the returned items: `price`, `name`; a minus "
                      "sorts descending.", explode=False),
                takes("filter[kind][_eq]"),
                takes("filter[name][_icontains]"),
            ],
            holds(data=listing(), meta=holds(filter_count=number())),
        ),
        directus,
    ),
    Family(
        "solr",
        described(
            "/solr/lamps/select",
            [
                takes("start", number(minimum=0, default=0)),
                takes("rows", number(minimum=0, maximum=500, default=10)),
                takes("sort", {"type": "string", "enum": WAYS}),
                takes("fq", example='kind:"desk"'),
            ],
            holds(
                responseHeader=holds(status=number(), QTime=number()),
                response=holds(numFound=number(), start=number(), numFoundExact={"type": "boolean"}, docs=listing()),
            ),
        ),
        solr,
    ),
    Family(
        "atlas",
        described(
            "/api/atlas/v2/lamps",
            [
                takes("pageNum", number(minimum=1, default=1)),
                takes("itemsPerPage", number(minimum=1, maximum=500, default=100)),
                takes("includeCount", {"type": "boolean", "default": True}),
                KIND,
            ],
            holds(links=listing(holds(href={"type": "string"}, rel={"type": "string"})), results=listing(), totalCount=number()),
        ),
        atlas,
        ("lost", "filter", "total"),
    ),
    Family(
        "pageable",
        described(
            "/api/lamps",
            [
                takes("pageable", holds(**{one["name"]: {**one["schema"], "description": one["description"]} for one in PAGEABLE}),
                      required=True),
                KIND,
            ],
            SPRING_PAGE,
        ),
        spring,
    ),
)  # fmt: skip
