"""Families that write the parameters of pages and filters in brackets: JSON:API, Strapi, API Platform, Laravel."""

from __future__ import annotations

from typing import Any

import httpx

from .world import FAULTS, LAMPS, Family, Lamps, Question, Refused, Reply, described, number, takes, whole

__all__ = ["FAMILIES"]

FIELDS: dict[str, Any] = {
    "name": {"type": "string"},
    "kind": {"type": "string", "enum": ["desk", "floor", "street", "wall"]},
    "price": {"type": "integer"},
    "lit": {"type": "boolean"},
    "created_at": {"type": "string", "format": "date-time"},
}
LAMP: dict[str, Any] = {"type": "object", "required": ["id", *FIELDS], "properties": {"id": {"type": "integer"}, **FIELDS}}
RESOURCE: dict[str, Any] = {
    "type": "object",
    "required": ["type", "id", "attributes"],
    "properties": {
        "type": {"type": "string"},
        "id": {"type": "string"},
        "attributes": {"type": "object", "required": [*FIELDS], "properties": FIELDS},
    },
}
URI: dict[str, Any] = {"type": "string", "format": "uri", "nullable": True}
IRI = {"type": "string", "format": "iri-reference"}
KNOWN = ("desk", "floor", "street", "wall")


def kinds(given: str | None) -> list[Any]:
    """The condition that keeps one kind; refused for one that is none."""
    if given is None:
        return []
    if given not in KNOWN:
        raise Refused("kind")
    return [lambda one: one["kind"] == given]


def signed(given: str | None, fields: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The order that a list with signs asks for; by id where none is given."""
    asked = [one for one in (given or "").split(",") if one]
    if any(one.lstrip("+-") not in fields for one in asked):
        raise Refused("sort")
    return [*((one.lstrip("+-"), one.startswith("-")) for one in asked), ("id", False)]


def address(url: httpx.URL, **changed: Any) -> str:
    """The address of another page of the same question."""
    return str(url.copy_merge_params({name: value for name, value in changed.items() if value is not None}))


def resource(lamp: Any) -> dict[str, Any]:
    """A lamp as JSON:API shows it."""
    return {"type": "lamps", "id": str(lamp["id"]), "attributes": {name: lamp[name] for name in FIELDS}}


def json_api_numbers(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`page[number]` and `page[size]`, links to all four places, and the count in meta."""
    place, size = whole(query.get("page[number]"), 1, 1), whole(query.get("page[size]"), 10, 1, 50)
    order = signed(query.get("sort"), ("name", "price", "created_at"))
    keeps = kinds(query.get("filter[kind]"))
    if (name := query.get("filter[name]")) is not None:
        keeps = [*keeps, lambda one: one["name"] == name]
    found = lamps.page(Question(keeps, order, (place - 1) * size, size))
    last = max(1, -(-found.total // size))
    if place > last:
        raise Refused("page[number]")
    at = {"page[size]": size}
    links = {
        "first": address(url, **at, **{"page[number]": 1}),
        "last": address(url, **at, **{"page[number]": last}),
        "next": address(url, **at, **{"page[number]": place + 1}) if place < last else None,
        "prev": address(url, **at, **{"page[number]": place - 1}) if place > 1 else None,
    }
    meta = {"pagination": {"page": place, "pages": last, "count": found.total}}
    return Reply({"links": links, "data": [resource(one) for one in found.records], "meta": meta})


def json_api_cursors(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`page[after]` and `page[size]`, with the cursor inside a link alone."""
    size = whole(query.get("page[size]"), 10, 1, 50)
    token = query.get("page[after]")
    start = _place(token)
    found = lamps.page(Question(kinds(query.get("filter[kind]")), signed(query.get("sort"), ("price", "created_at")), start, size))
    further = None if found.after is None else f"k{found.after:05}"
    links = {"next": address(url, **{"page[after]": further}) if further else None}
    return Reply({"data": [resource(one) for one in found.records], "links": links, "meta": {"page": {"total": found.total}}})


def _place(token: str | None) -> int:
    if token is None:
        return 0
    if len(token) != 6 or token[0] != "k" or not token[1:].isdecimal() or not 0 < int(token[1:]) <= len(LAMPS):
        raise Refused("cursor")
    return int(token[1:])


def strapi(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`pagination[page]` and `pagination[pageSize]`, `sort=price:desc`, `filters[kind][$eq]`, fields under attributes."""
    place, size = whole(query.get("pagination[page]"), 1, 1), whole(query.get("pagination[pageSize]"), 25, 1, 100)
    order = []
    for one in (query.get("sort") or "").split(","):
        name, _, way = one.partition(":")
        if one and (name not in ("name", "price", "created_at") or way not in ("", "asc", "desc")):
            raise Refused("sort")
        order += [(name, way == "desc")] if one else []
    keeps = []
    if (kind := query.get("filters[kind][$eq]")) is not None:
        keeps.append(lambda one: one["kind"] == kind)
    if (least := query.get("filters[price][$gte]")) is not None:
        bound = whole(least, 0)
        keeps.append(lambda one: one["price"] >= bound)
    found = lamps.page(Question(keeps, [*order, ("id", False)], (place - 1) * size, size))
    shown = [{"id": one["id"], "attributes": {name: one[name] for name in FIELDS}} for one in found.records]
    told = {"page": place, "pageSize": size, "pageCount": -(-found.total // size), "total": found.total}
    return Reply({"data": shown, "meta": {"pagination": told}})


def api_platform(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`page` and `itemsPerPage`, `order[price]=desc`, and what Hydra calls members, total and view."""
    place, size = whole(query.get("page"), 1, 1), whole(query.get("itemsPerPage"), 30, 1, 60)
    order = []
    for name in ("price", "created_at"):
        way = query.get(f"order[{name}]")
        if way not in (None, "asc", "desc"):
            raise Refused("order")
        order += [] if way is None else [(name, way == "desc")]
    keeps = kinds(query.get("kind"))
    for word, holds in (("gt", lambda a, b: a > b), ("lt", lambda a, b: a < b), ("gte", lambda a, b: a >= b), ("lte", lambda a, b: a <= b)):
        if (given := query.get(f"price[{word}]")) is not None:
            bound = whole(given, 0)
            keeps.append(lambda one, holds=holds, bound=bound: holds(one["price"], bound))
    found = lamps.page(Question(keeps, [*order, ("id", False)], (place - 1) * size, size))
    last = max(1, -(-found.total // size))
    view = {"@id": address(url, page=place), "hydra:first": address(url, page=1), "hydra:last": address(url, page=last)}
    view |= {"hydra:previous": address(url, page=place - 1)} if place > 1 else {}
    view |= {"hydra:next": address(url, page=place + 1)} if place < last else {}
    members = [{"@id": f"/api/lamps/{one['id']}", "@type": "Lamp", **one} for one in found.records]
    return Reply({"@id": "/api/lamps", "@type": "hydra:Collection", "hydra:member": members, "hydra:totalItems": found.total,
                  "hydra:view": view})  # fmt: skip


def laravel(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A resource collection: `page` and `per_page`, links and meta, `filter[kind]` and `sort=-price`."""
    place, size = whole(query.get("page"), 1, 1), whole(query.get("per_page"), 15, 1, 100)
    keeps = kinds(query.get("filter[kind]"))
    if (name := query.get("filter[name]")) is not None:
        keeps.append(lambda one: name.lower() in one["name"].lower())
    found = lamps.page(Question(keeps, signed(query.get("sort"), ("price", "name", "created_at")), (place - 1) * size, size))
    last = max(1, -(-found.total // size))
    links: dict[str, str | None] = {"first": address(url, page=1), "last": address(url, page=last)}
    links |= {"prev": address(url, page=place - 1) if place > 1 else None, "next": address(url, page=place + 1) if place < last else None}
    start = (place - 1) * size
    meta = {"current_page": place, "from": start + 1 if found.records else None, "last_page": last, "path": str(url.copy_with(query=None)),
            "per_page": size, "to": start + len(found.records) if found.records else None, "total": found.total}  # fmt: skip
    return Reply({"data": list(found.records), "links": links, "meta": meta})


def shown(record: Any, **beside: Any) -> dict[str, Any]:
    """An answer with its records at `data`."""
    return {"type": "object", "required": ["data"], "properties": {"data": {"type": "array", "items": record}, **beside}}


def holds(**properties: Any) -> dict[str, Any]:
    """An object with these properties."""
    return {"type": "object", "properties": properties}


SORTS = "Fields to sort by, separated by commas; a leading minus sorts descending. One of `price`, `name`, `created_at`."
VND = "application/vnd.api+json"
NULL_NUMBER = {"type": "integer", "nullable": True}

FAMILIES = (
    Family(
        "json-api-numbers",
        described(
            "/lamps",
            [
                takes("page[number]", number(minimum=1), "A page number within the paginated result set."),
                takes("page[size]", number(minimum=1, maximum=50), "Number of results to return per page."),
                takes("sort", description=SORTS),
                takes("filter[kind]", FIELDS["kind"]),
                takes("filter[name]"),
            ],
            shown(
                RESOURCE,
                links=holds(first=URI, last=URI, next=URI, prev=URI),
                meta=holds(pagination=holds(page=number(), pages=number(), count=number())),
            ),
            media=VND,
        ),
        json_api_numbers,
        media=VND,
    ),
    Family(
        "json-api-cursors",
        described(
            "/lamps",
            [
                takes("page[after]", description="The cursor after which to begin."),
                takes("page[size]", number(minimum=1, maximum=50, default=10)),
                takes("sort", {"type": "string", "enum": ["price", "-price", "created_at", "-created_at"]}),
                takes("filter[kind]", FIELDS["kind"]),
            ],
            shown(RESOURCE, links=holds(next=URI), meta=holds(page=holds(total=number()))),
            media=VND,
        ),
        json_api_cursors,
        media=VND,
    ),
    Family(
        "strapi",
        described(
            "/api/lamps",
            [
                takes("sort", description="Sort by attributes ascending (asc) or descending (desc), such as `price:desc` or `name:asc`"),
                takes("pagination[withCount]", {"type": "boolean"}, "Return page/pageSize (default: true)"),
                takes("pagination[page]", number(), "Page number (default: 1)"),
                takes("pagination[pageSize]", number(maximum=100), "Page size (default: 25)"),
                takes("filters[kind][$eq]"),
                takes("filters[price][$gte]", number()),
            ],
            shown(
                {**RESOURCE, "required": ["id", "attributes"], "properties": {**RESOURCE["properties"], "id": number()}},
                meta=holds(pagination=holds(page=number(), pageSize=number(), pageCount=number(), total=number())),
            ),
        ),
        strapi,
    ),
    Family(
        "api-platform",
        described(
            "/api/lamps",
            [
                takes("page", number(default=1), "The collection page number", required=False),
                takes("itemsPerPage", number(default=30, minimum=1, maximum=60), "The number of items per page"),
                takes("order[price]", {"type": "string", "enum": ["asc", "desc"]}),
                takes("order[created_at]", {"type": "string", "enum": ["asc", "desc"]}),
                takes("kind"),
                takes("price[gt]", number()),
                takes("price[gte]", number()),
                takes("price[lt]", number()),
                takes("price[lte]", number()),
            ],
            {
                "type": "object",
                "required": ["hydra:member"],
                "properties": {
                    "hydra:member": {
                        "type": "array",
                        "items": {**LAMP, "properties": {"@id": {"type": "string"}, "@type": {"type": "string"}, **LAMP["properties"]}},
                    },
                    "hydra:totalItems": number(minimum=0),
                    "hydra:view": holds(
                        **{"@id": IRI},
                        **{f"hydra:{word}": IRI for word in ("first", "last", "previous", "next")},
                    ),
                },
            },
            media="application/ld+json",
        ),
        api_platform,
        (*FAULTS, "unsorted"),
        media="application/ld+json",
    ),
    Family(
        "laravel",
        described(
            "/lamps",
            [
                takes("page", number()),
                takes("per_page", number(maximum=100)),
                takes("filter[kind]", FIELDS["kind"]),
                takes("filter[name]"),
                takes("sort", description=SORTS),
            ],
            shown(
                LAMP,
                links=holds(first=URI, last=URI, prev=URI, next=URI),
                meta=holds(current_page=number(), **{"from": NULL_NUMBER}, last_page=number(), path={"type": "string"}, per_page=number(),
                           to=NULL_NUMBER, total=number()),
            ),
        ),
        laravel,
    ),
)  # fmt: skip
