"""Families as generators write their files, with all that they leave out: springdoc, nestjs-paginate, and files that name no headers."""

from __future__ import annotations

from typing import Any

import httpx

from .bracketed import FIELDS, LAMP, address, holds, kinds, strapi
from .enveloped import SPRING_PAGE
from .linked import listing, spring
from .world import FAULTS, Family, Lamps, Question, Refused, Reply, described, number, takes, whole

__all__ = ["FAMILIES"]

SORTABLE = ("id", "name", "price")


def paginate(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """nestjs-paginate: what it cannot read it passes over; `filter.kind=$eq:desk`, given again, keeps what both keep."""
    place, size = _lenient(query.get("page"), 1), min(_lenient(query.get("limit"), 20), 50)
    keeps: list[Any] = []
    for name in ("kind", "price"):
        for given in query.get_list(f"filter.{name}"):
            operator, _, value = given.partition(":")
            keeps.append(_condition(name, operator, value))
    asked = [tuple(one.split(":")) for one in query.get_list("sortBy")]
    order = [(one[0], one[1] == "DESC") for one in asked if len(one) == 2 and one[0] in SORTABLE and one[1] in ("ASC", "DESC")]
    found = lamps.page(Question(keeps, order or [("id", False)], (place - 1) * size, size))
    pages = -(-found.total // size)
    links = {"current": address(url, page=place)}
    links |= {"next": address(url, page=place + 1), "last": address(url, page=pages)} if place < pages else {}
    links |= {"first": address(url, page=1), "previous": address(url, page=place - 1)} if place > 1 else {}
    meta = {"itemsPerPage": size, "totalItems": found.total, "currentPage": place, "totalPages": pages}
    return Reply({"data": list(found.records), "meta": meta, "links": links})


def _lenient(given: str | None, default: int) -> int:
    return int(given) if given and given.isascii() and given.isdecimal() and 0 < int(given) < 10**6 else default


def _condition(name: str, operator: str, value: str) -> Any:
    """What one operator keeps; everything where it is none, as that library has it."""
    if operator == "$eq":
        return lambda one: str(one[name]) == value
    if operator in ("$gte", "$lt") and value.isascii() and value.lstrip("-").isdecimal():
        bound = int(value)
        return lambda one: one[name] >= bound if operator == "$gte" else one[name] < bound
    return lambda one: True


def strapi_5(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """Strapi without attributes: fields stand in the record itself, and `locale` chooses the words that are shown."""
    if query.get("sort", "name").partition(":")[0] not in ("name", "price", "created_at"):
        raise Refused("sort")
    told = strapi(lamps, query, url).body
    return Reply({**told, "data": [{"id": one["id"], **one["attributes"], "locale": "en"} for one in told["data"]]})


def feathers(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """Feathers: `$limit` and `$skip`, `$sort[price]=-1`, and what pages they gave beside `data`."""
    start, size = _at_least(query.get("$skip"), 0), min(_at_least(query.get("$limit"), 10), 50)
    order, keeps = [], []
    for name, value in query.multi_items():
        if name.startswith("$sort["):
            if name[6:-1] not in LAMP["properties"] or value not in ("1", "-1"):
                raise Refused(name)
            order.append((name[6:-1], value == "-1"))
        elif name == "kind":
            keeps += kinds(value)
    found = lamps.page(Question(keeps, [*order, ("id", False)], start, size))
    return Reply({"total": found.total, "limit": size, "skip": start, "data": list(found.records) if size else []})


def _at_least(given: str | None, default: int) -> int:
    return int(given) if given and given.isascii() and given.isdecimal() and len(given) < 10 else default


_COMPARES = {"eq": lambda one, bound: one == bound, "gte": lambda one, bound: one >= bound, "lt": lambda one, bound: one < bound}


def postgrest(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """PostgREST: `limit` and `offset` as texts, `order=price.desc`, `price=gte.5`, every value with its operator; twenty rows at most."""
    start, size = whole(query.get("offset"), 0), min(whole(query.get("limit"), 20), 20)
    keeps: list[Any] = []
    for name, value in query.multi_items():
        if name in LAMP["properties"]:
            operator, dot, given = value.partition(".")
            if not dot or operator not in _COMPARES:
                raise Refused(name)
            bound = int(given) if name in ("id", "price") else given
            keeps.append(lambda one, name=name, compare=_COMPARES[operator], bound=bound: compare(one[name], bound))
    order = [tuple(one.split(".")) for one in query.get("order", "").split(",") if one]
    if any(one[0] not in LAMP["properties"] or one[1:] not in ((), ("asc",), ("desc",)) for one in order):
        raise Refused("order")
    found = lamps.page(Question(keeps, [*((one[0], one[1:] == ("desc",)) for one in order), ("id", False)], start, size))
    return Reply([{**one, "note": None} for one in found.records], {"Content-Range": f"{start}-{start + len(found.records) - 1}/*"})


def undocumented(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A bare list by page and per_page, whose Link and X-Total headers the file does not name."""
    place, size = whole(query.get("page"), 1, 1), min(whole(query.get("per_page"), 20, 1), 100)
    kind = query.get("kind")
    if kind not in (None, *FIELDS["kind"]["enum"]):
        raise Refused("kind")
    key, way = query.get("order_by", "id"), query.get("sort", "desc")
    if key not in ("id", "price") or way not in ("asc", "desc"):
        raise Refused("order_by")
    keeps = [] if kind is None else [lambda one: one["kind"] == kind]
    found = lamps.page(Question(keeps, [(key, way == "desc"), ("id", way == "desc")], (place - 1) * size, size))
    further = [] if found.after is None else [f'<{address(url, page=place + 1, per_page=size)}>; rel="next"']
    links = [*further, f'<{address(url, page=1, per_page=size)}>; rel="first"']
    return Reply(list(found.records), {"Link": ", ".join(links), "X-Total": str(found.total)})


def _filtered(name: str, *operators: str) -> dict[str, Any]:
    said = f"Filter by {name} query param.\n\n**Format:** filter.{name}={{$not}}:OPERATION:VALUE\n\n**Available Operations:**"
    return takes(f"filter.{name}", {"type": "array", "items": {"type": "string"}}, f"{said} {' '.join(operators)}")


_WAYS = [f"{name}:{way}" for name in SORTABLE for way in ("ASC", "DESC")]
_COLUMNS = {"id": "integer", "name": "text", "kind": "text", "price": "integer"}
_ROW = {"type": "object", "required": ["id"], "properties": {**LAMP["properties"], "note": {"type": "string"}}}
_PAGEABLE = {
    "page": number(minimum=0),
    "size": number(minimum=1),
    "sort": {"type": "array", "items": {"type": "string"}},
}

FAMILIES = (
    Family(
        "springdoc-as-it-comes",
        described(
            "/api/lamps", [takes("pageable", holds(**_PAGEABLE), required=True), takes("kind", FIELDS["kind"])], SPRING_PAGE, media="*/*"
        ),
        spring,
    ),
    Family(
        "strapi-5",
        described(
            "/api/lamps",
            [
                takes("sort", description="Sort by attributes ascending (asc) or descending (desc)"),
                takes("pagination[page]", number(), "Page number (default: 1)"),
                takes("pagination[pageSize]", number(), "Page size (default: 25, maximum: 100)"),
                takes("filters[kind][$eq]"),
                takes("locale", description="Locale to apply"),
            ],
            holds(
                data=listing({**LAMP, "properties": {**LAMP["properties"], "locale": {"type": "string"}}}),
                meta=holds(pagination=holds(page=number(), pageSize=number(), pageCount=number(), total=number())),
            ),
        ),
        strapi_5,
        (*FAULTS, "unsorted"),
    ),
    *(
        Family(
            name,
            described(
                "/lamps",
                [
                    takes("$limit", number(), "Number of results to return"),
                    takes("$skip", number(), "Number of results to skip"),
                    *sorts,
                    takes("kind", FIELDS["kind"]),
                ],
                holds(total=number(), limit=number(), skip=number(), data=listing()),
            ),
            feathers,
            (*FAULTS, "unsorted"),
        )
        for name, sorts in (
            ("feathers", [takes("$sort", {"type": "object"}, "Property to sort results", style="deepObject")]),
            ("feathers-by-key", [takes(f"$sort[{key}]", number(enum=[1, -1])) for key in ("price", "created_at")]),
        )
    ),
    Family(
        "postgrest",
        {
            "swagger": "2.0",
            "info": {"title": "Lamps", "version": "1"},
            "produces": ["application/json"],
            "paths": {
                "/lamps": {
                    "get": {
                        "parameters": [
                            *({"name": name, "in": "query", "type": "string", "format": _COLUMNS[name]} for name in _COLUMNS),
                            *({"name": name, "in": "query", "type": "string"} for name in ("select", "order", "offset", "limit")),
                            *({"name": name, "in": "header", "type": "string"} for name in ("Range", "Range-Unit")),
                        ],
                        "responses": {"200": {"description": "OK", "schema": listing(_ROW)}},
                    }
                }
            },
        },
        postgrest,
        ("lost", "filter", "text", "unsorted"),
    ),
    Family(
        "nestjs-paginate",
        described(
            "/lamps",
            [
                takes("page", {"type": "number"}, "Page number to retrieve. **Default Value:** 1"),
                takes("limit", {"type": "number"}, "Number of records per page. **Default Value:** 20 **Max Value:** 50"),
                _filtered("kind", "$eq"),
                _filtered("price", "$eq", "$gte", "$lt"),
                takes("sortBy", {"type": "array", "items": {"type": "string", "enum": _WAYS}}, "Format: fieldName:DIRECTION"),
            ],
            holds(
                data=listing(),
                meta=holds(itemsPerPage=number(), totalItems=number(), currentPage=number(), totalPages=number()),
                links=holds(**{name: {"type": "string"} for name in ("first", "previous", "current", "next", "last")}),
            ),
        ),
        paginate,
        (*FAULTS, "unsorted"),
    ),
    Family(
        "headers-unnamed",
        described(
            "/lamps",
            [
                takes("page", number(default=1)),
                takes("per_page", number(default=20)),
                takes("kind", FIELDS["kind"]),
                takes("order_by", {"type": "string", "enum": ["id", "price"], "default": "id"}),
                takes("sort", {"type": "string", "enum": ["asc", "desc"], "default": "desc"}),
            ],
            {"type": "array", "items": LAMP},
        ),
        undocumented,
    ),
)
