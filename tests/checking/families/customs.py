"""Families of which a word or a custom is their own: Ransack, API Platform 4, Hasura, .NET's free keys, Gin, OData's tokens."""

from __future__ import annotations

import re
from typing import Any

import httpx

from .bracketed import FIELDS, LAMP, address, holds, kinds
from .linked import WAYS, listing, odata
from .world import FAULTS, LAMPS, Family, Lamps, Question, Refused, Reply, described, moment, number, takes, whole

__all__ = ["FAMILIES"]

KEYS = ("id", "name", "price")


def _counted(given: str | None, default: int, most: int) -> int:
    """A size or a place as lenient frameworks read it: what is none is the default."""
    return min(int(given), most) if given and given.isascii() and given.isdecimal() and 0 < int(given) < 10**6 else default


def _bound(given: str | None, compare: Any, name: str) -> list[Any]:
    """A bound of numbers, passed over where it is none."""
    told = re.fullmatch(r"-?\d{1,9}", given or "")
    return [lambda one: compare(one[name], int(told[0]))] if told else []


def ransack(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """Rails: `page` and `per`, `q[price_gteq]`, `q[name_cont]`, `q[s]=price desc` whose direction has to be named."""
    place, size = _counted(query.get("page"), 1, 10**6), _counted(query.get("per"), 25, 60)
    keeps = [*_bound(query.get("q[price_gteq]"), int.__ge__, "price"), *_bound(query.get("q[price_lteq]"), int.__le__, "price")]
    if part := query.get("q[name_cont]", "").lower():
        keeps.append(lambda one: part in one["name"].lower())
    told = re.fullmatch(r"(id|name|price) (asc|desc)", query.get("q[s]", ""))
    found = lamps.page(Question(keeps, [(told[1], told[2] == "desc")] if told else [("id", False)], (place - 1) * size, size))
    return Reply({"lamps": list(found.records), "meta": {"current_page": place, "total_count": found.total}})


def api_platform_4(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`kind` and `kind[]`, of which the last one given counts, as in PHP; bounds that are texts, `strictly_` where they are not kept."""
    place, size = whole(query.get("page"), 1, 1), min(whole(query.get("itemsPerPage"), 30), 60)
    if place > 1 and not size:
        raise Refused("page")
    named = [name for name in query if name in ("kind", "kind[]")]
    wanted = query.get_list("kind[]") if named[-1:] == ["kind[]"] else query.get_list("kind")[-1:]
    keeps: list[Any] = [lambda one: one["kind"] in wanted] if any(wanted) else []
    for word, compare in (("gt", int.__gt__), ("gte", int.__ge__), ("lt", int.__lt__), ("lte", int.__le__)):
        keeps += _bound(query.get(f"price[{word}]"), compare, "price")
    for word, after in (("after", lambda at, bound: at >= bound), ("strictly_after", lambda at, bound: at > bound)):
        if given := query.get(f"created_at[{word}]"):
            bound = moment(given)
            keeps.append(lambda one, after=after, bound=bound: after(moment(one["created_at"]), bound))
    way = query.get("order[price]")
    order = [("price", way == "desc")] if way in ("asc", "desc") else []
    found = lamps.page(Question(keeps, [*order, ("id", False)], (place - 1) * size, size))
    last = max(1, -(-found.total // size)) if size else 1
    view = {"@id": address(url, page=place), "first": address(url, page=1), "last": address(url, page=last)}
    view |= {"next": address(url, page=place + 1)} if place < last else {}
    return Reply({"totalItems": found.total, "member": list(found.records), "view": view})


def hasura(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """A REST endpoint of Hasura: `lamps` beside `lamps_aggregate.aggregate.count`."""
    keeps = _bound(query.get("min_price"), int.__ge__, "price") if re.fullmatch(r"-?\d{1,9}", query.get("min_price", "0")) else None
    if keeps is None:
        raise Refused("min_price")
    found = lamps.page(Question([*keeps, *_same_kind(query)], (), whole(query.get("offset"), 0), whole(query.get("limit"), 20)))
    return Reply({"lamps": list(found.records), "lamps_aggregate": {"aggregate": {"count": found.total}}})


def _same_kind(query: httpx.QueryParams) -> list[Any]:
    return [lambda one: one["kind"] == query["kind"]] if "kind" in query else []


def free_keys(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """.NET: `SortBy` of which no key is told beside `SortDescending`; another key than three is passed over, and the flag turns the ids."""
    place, size = whole(query.get("PageIndex"), 1, 1), min(whole(query.get("PageSize"), 10, 1), 50)
    if query.get("SortDescending", "false") not in ("true", "false"):
        raise Refused("SortDescending")
    key = query.get("SortBy", "").lower()
    order = [(key if key in KEYS else "id", query.get("SortDescending") == "true")]
    found = lamps.page(Question(kinds(query.get("Kind")), order, (place - 1) * size, size))
    return Reply({"items": list(found.records), "pageIndex": place, "totalCount": found.total})


def by_column(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """Gin: `page_num` and `page_size`, `order_key` and `order_type`, the list and its total under `data`."""
    place, size = whole(query.get("page_num"), 1, 1), whole(query.get("page_size"), 10, 1, 100)
    key, way = query.get("order_key", "id"), query.get("order_type", "asc")
    if key not in KEYS or way not in ("asc", "desc"):
        raise Refused("order_key")
    found = lamps.page(Question(kinds(query.get("kind")), [(key, way == "desc")], (place - 1) * size, size))
    return Reply({"code": 0, "data": {"list": list(found.records), "total": found.total}})


def odata_link(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """OData whose own token leads to the next page; with a fault a record is lost there, and nowhere else."""
    if "$skiptoken" not in query:
        body = odata(Lamps("" if lamps.fault == "lost" else lamps.fault), query, url).body
        start = whole(query.get("$skip"), 0)
    else:
        start = whole(query["$skiptoken"], 0, 1, len(LAMPS))
        rest = query.remove("$skiptoken").set("$skip", start + (lamps.fault == "lost"))
        body = odata(Lamps("" if lamps.fault == "lost" else lamps.fault), rest, url).body
    if "@odata.nextLink" in body:
        body["@odata.nextLink"] = str(url.copy_remove_param("$skip").copy_merge_params({"$skiptoken": start + len(body["value"])}))
    return Reply(body)


_TEXT_BOUNDS = [takes(f"price[{word}]") for word in ("between", "gt", "gte", "lt", "lte")]
_ORDERS = ["price", "price desc", "id", "id desc"]

FAMILIES = (
    Family(
        "ransack",
        described(
            "/api/v1/lamps",
            [
                takes("page", number()),
                takes("per", number(), "Records per page (max 60)"),
                *(takes(f"q[price_{word}]", number()) for word in ("gteq", "lteq")),
                takes("q[name_cont]"),
                takes("q[s]", description="Sort, e.g. `price desc`"),
            ],
            holds(lamps=listing(), meta=holds(current_page=number(), total_count=number())),
        ),
        ransack,
        (*FAULTS, "unsorted"),
    ),
    Family(
        "api-platform-4",
        described(
            "/api/lamps",
            [
                takes("page", number(default=1)),
                takes("itemsPerPage", number(default=30, minimum=0, maximum=60)),
                takes("kind"),
                takes("kind[]", {"type": "array", "items": {"type": "string"}}, style="form", explode=True),
                *_TEXT_BOUNDS,
                takes("created_at[after]"),
                takes("created_at[strictly_after]"),
                takes("order[price]", WAYS),
            ],
            holds(
                member=listing(),
                totalItems=number(minimum=0),
                view=holds(**{name: {"type": "string"} for name in ("@id", "first", "last", "previous", "next")}),
            ),
            media="application/ld+json",
        ),
        api_platform_4,
        (*FAULTS, "unsorted"),
        media="application/ld+json",
    ),
    Family(
        "hasura",
        described(
            "/api/rest/lamps",
            [takes("limit", number()), takes("offset", number()), takes("kind"), takes("min_price", number())],
            holds(lamps=listing(), lamps_aggregate=holds(aggregate=holds(count=number()))),
        ),
        hasura,
        ("lost", "filter", "total"),
    ),
    Family(
        "free-keys",
        described(
            "/api/Lamps",
            [
                takes("Kind", FIELDS["kind"]),
                takes("SortBy"),
                takes("SortDescending", {"type": "boolean"}),
                takes("PageIndex", number()),
                takes("PageSize", number()),
            ],
            holds(items=listing(), pageIndex=number(), totalCount=number()),
        ),
        free_keys,
    ),
    Family(
        "by-column",
        described(
            "/api/v1/lamps",
            [
                takes("page_num", number(default=1)),
                takes("page_size", number(default=10, maximum=100)),
                takes("order_key", {"type": "string", "enum": list(KEYS)}),
                takes("order_type", WAYS),
                takes("kind", FIELDS["kind"]),
            ],
            holds(code=number(), data=holds(list={"type": "array", "items": LAMP}, total=number())),
        ),
        by_column,
        (*FAULTS, "unsorted"),
    ),
    Family(
        "odata-by-tokens",
        described(
            "/odata/Lamps",
            [
                takes("$top", number(minimum=0)),
                takes("$skip", number(minimum=0)),
                takes("$count", {"type": "boolean"}),
                takes("$orderby", {"type": "array", "items": {"type": "string", "enum": _ORDERS}}, style="form", explode=False),
                takes("$filter", description="Filter items by property values"),
            ],
            holds(**{"@odata.count": number(format="int64"), "@odata.nextLink": {"type": "string"}, "value": listing()}),
        ),
        odata_link,
    ),
)
