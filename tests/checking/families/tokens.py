"""Families whose answers name the next page by a token or by the last record: Stripe, Google, Kubernetes, S3, HubSpot, Airtable, Slack."""

from __future__ import annotations

import base64
import re
from typing import Any

import httpx

from .bracketed import FIELDS, LAMP, holds, kinds
from .linked import WAYS, listing
from .world import LAMPS, Family, Lamps, Page, Question, Refused, Reply, described, number, takes, whole

__all__ = ["FAMILIES"]


def issued(place: int | None, said: str = "") -> str | None:
    """A token for a place and the question that it goes on with; None for none."""
    return None if place is None else base64.urlsafe_b64encode(f"lamps:{place}:{said}".encode()).decode().rstrip("=")


def redeemed(token: str | None, said: str = "") -> int:
    """The place that a token names; refused where it is none of ours, or of another question."""
    if not token:
        return 0
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
    except ValueError:
        raise Refused("token") from None
    told = re.fullmatch(r"lamps:(\d{1,3}):(.*)", text)
    if told is None or told[2] != said or not 0 < int(told[1]) < len(LAMPS) or issued(int(told[1]), said) != token:
        raise Refused("token")
    return int(told[1])


def stripe(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`starting_after` the id of the last record, `ending_before`, and `has_more`; newest first."""
    size = whole(query.get("limit"), 10, 1, 100)
    keeps = kinds(query.get("kind"))
    for word, holds_ in (("gt", int.__gt__), ("gte", int.__ge__), ("lt", int.__lt__), ("lte", int.__le__)):
        if (given := query.get(f"created[{word}]")) is not None:
            bound = whole(given, 0)
            keeps.append(lambda one, holds_=holds_, bound=bound: holds_(one["created"], bound))
    stamped = [{**one, "id": f"lamp_{one['id']:03}", "object": "lamp", "created": 1_700_000_000 + one["id"] * 1000} for one in LAMPS]
    kept = stamped if lamps.fault == "filter" else [one for one in stamped if all(keep(one) for keep in keeps)]
    kept = kept[::-1]
    names = [one["id"] for one in kept]
    start, end = 0, size
    if (after := query.get("starting_after")) is not None:
        if after not in [one["id"] for one in stamped]:
            raise Refused("starting_after")
        start = next((place for place, name in enumerate(names) if name < after), len(kept))
        start, end = start + (lamps.fault == "lost"), start + size
    elif (before := query.get("ending_before")) is not None:
        if before not in [one["id"] for one in stamped]:
            raise Refused("ending_before")
        end = next((place for place, name in enumerate(names) if name <= before), len(kept))
        start = max(0, end - size)
        return Reply({"object": "list", "url": url.path, "has_more": start > 0, "data": kept[start:end]})
    return Reply({"object": "list", "url": url.path, "has_more": end < len(kept), "data": kept[start:end]})


def google(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """AIP-158: `pageSize`, `pageToken`, `nextPageToken`, `totalSize`; `orderBy` and a filter by one clause."""
    size = min(whole(query.get("pageSize"), 0, 0) or 10, 50)
    said = f"{query.get('filter', '')}|{query.get('orderBy', '')}"
    order = []
    for one in [part.strip() for part in query.get("orderBy", "").split(",") if part.strip()]:
        name, _, way = one.partition(" ")
        if name not in ("price", "name", "created_at") or way not in ("", "desc", "asc"):
            raise Refused("orderBy")
        order.append((name, way == "desc"))
    keeps: list[Any] = []
    if (clause := query.get("filter")) is not None and clause:
        told = re.fullmatch(r'kind\s*=\s*"([^"]*)"', clause)
        if told is None:
            raise Refused("filter")
        keeps.append(lambda one: one["kind"] == told[1])
    found = lamps.page(Question(keeps, [*order, ("id", False)], redeemed(query.get("pageToken"), said), size))
    return Reply({"lamps": list(found.records), "nextPageToken": issued(found.after, said) or "", "totalSize": found.total})


def kubernetes(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`limit` and `continue`, with what remains counted, and field selectors by name."""
    size = whole(query.get("limit"), 0)
    keeps: list[Any] = []
    selector = query.get("fieldSelector", "")
    if selector:
        told = re.fullmatch(r"metadata\.name==?([\w-]*)", selector)
        if told is None:
            raise Refused("fieldSelector")
        keeps.append(lambda one: f"lamp-{one['id']}" == told[1])
    start = redeemed(query.get("continue"), selector)
    found = lamps.page(Question(keeps, (), start, size or len(LAMPS)))
    meta: dict[str, Any] = {"resourceVersion": "71"}
    if found.after is not None:
        meta |= {"continue": issued(found.after, selector)}
        meta |= {} if selector else {"remainingItemCount": found.total - found.after + (3 if lamps.fault == "total" else 0)}
    shown = [
        {"metadata": {"name": f"lamp-{one['id']}", "uid": f"u-{one['id']:04}", "creationTimestamp": one["created_at"]},
         "spec": {"kind": one["kind"], "price": one["price"]}}
        for one in found.records
    ]  # fmt: skip
    return Reply({"apiVersion": "v1", "kind": "LampList", "metadata": meta, "items": shown})


def buckets(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """As S3 lists: `max-keys`, `continuation-token`, `prefix`, IsTruncated and NextContinuationToken."""
    size = min(whole(query.get("max-keys"), 20, 1), 1000)
    prefix = query.get("prefix", "")
    keys = sorted(({"Key": f"{one['kind']}/{one['name']}", "Size": one["price"]} for one in LAMPS), key=lambda one: str(one["Key"]))
    kept = keys if lamps.fault == "filter" else [one for one in keys if str(one["Key"]).startswith(prefix)]
    token = query.get("continuation-token")
    start = redeemed(token, prefix)
    shown = kept[start + (1 if lamps.fault == "lost" and start else 0) : start + size]
    more = start + size < len(kept)
    body = {"IsTruncated": more, "MaxKeys": size, "KeyCount": len(shown), "Prefix": prefix, "Contents": shown}
    body |= {"ContinuationToken": token} if token else {}
    return Reply(body | ({"NextContinuationToken": issued(start + size, prefix)} if more else {}))


def hubspot(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`limit` and `after`, with `paging.next.after` and its link; the last page has no `paging`."""
    size = whole(query.get("limit"), 10, 1, 100)
    archived = query.get("archived", "false")
    if archived not in ("true", "false"):
        raise Refused("archived")
    keeps = [lambda one: False] if archived == "true" else []
    found = lamps.page(Question(keeps, (), redeemed(query.get("after")), size))
    paging = {"paging": {"next": {"after": issued(found.after), "link": f"{url.copy_with(query=None)}?after={issued(found.after)}"}}}
    shown = [{"id": str(one["id"]), "createdAt": one["created_at"], "archived": False,
              "properties": {"name": one["name"], "kind": one["kind"]}} for one in found.records]  # fmt: skip
    return Reply({"results": shown, **(paging if found.after is not None else {})})


def airtable(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`pageSize` and an `offset` that is a token, given until the end; fields under `fields`."""
    size = whole(query.get("pageSize"), 25, 1, 100)
    found = lamps.page(Question((), (), redeemed(query.get("offset")), size))
    shown = [{"id": f"rec{one['id']:05}", "createdTime": one["created_at"], "fields": {"Name": one["name"], "Price": one["price"]}}
             for one in found.records]  # fmt: skip
    return Reply({"records": shown, **({"offset": issued(found.after)} if found.after is not None else {})})


def slack(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`cursor` and `limit`, with `response_metadata.next_cursor` blank at the end."""
    kind, size = query.get("kind", ""), whole(query.get("limit"), 20, 1, 200)
    found = lamps.page(Question(kinds(query.get("kind")), (), redeemed(query.get("cursor"), kind), size))
    return Reply({"ok": True, "lamps": list(found.records), "response_metadata": {"next_cursor": issued(found.after, kind) or ""}})


def nested(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """`cursor.next`, null at the end, beside `has_more`."""
    said = f"{query.get('kind', '')}|{query.get('order_by', '')}|{query.get('order', '')}"
    key, way = query.get("order_by"), query.get("order", "asc")
    if key not in (None, "price", "created_at") or way not in ("asc", "desc"):
        raise Refused("order")
    order = [*([(key, way == "desc")] if key else []), ("id", False)]
    size = whole(query.get("limit"), 10, 1, 50)
    found = lamps.page(Question(kinds(query.get("kind")), order, redeemed(query.get("cursor"), said), size))
    return Reply({"items": list(found.records), "cursor": {"next": issued(found.after, said)}, "has_more": found.after is not None,
                  "total_count": found.total})  # fmt: skip


def edges(lamps: Lamps, query: httpx.QueryParams, url: httpx.URL) -> Reply:
    """As GraphQL's connections: `first` and `after`, edges with a node each, pageInfo, totalCount."""
    said = query.get("kind", "")
    size = whole(query.get("first"), 10, 1, 50)
    start = redeemed(query.get("after"), said)
    found: Page = lamps.page(Question(kinds(query.get("kind")), (), start, size))
    shown = [{"cursor": issued(start + place + 1, said), "node": one} for place, one in enumerate(found.records)]
    info = {"hasNextPage": found.after is not None, "endCursor": issued(start + size, said) if found.after is not None else None}
    return Reply({"edges": shown, "pageInfo": info, "totalCount": found.total})


NULL_TEXT = {"type": "string", "nullable": True}
KIND = takes("kind", FIELDS["kind"])
STRIPE_LAMP = {"type": "object", "required": ["id", "created", "kind"], "properties": {
    "id": {"type": "string"}, "object": {"type": "string", "enum": ["lamp"]}, "created": {"type": "integer", "format": "unix-time"},
    "kind": FIELDS["kind"], "price": number(), "name": {"type": "string"}, "lit": {"type": "boolean"}, "created_at": FIELDS["created_at"],
}}  # fmt: skip
META = holds(name={"type": "string"}, uid={"type": "string"}, creationTimestamp={"type": "string", "format": "date-time"})

FAMILIES = (
    Family(
        "stripe",
        described(
            "/v1/lamps",
            [
                takes("limit", number(), "A limit on the number of objects. Limit can range between 1 and 100, and the default is 10."),
                takes("starting_after", description="A cursor for use in pagination, an object ID that defines your place in the list."),
                takes("ending_before", description="A cursor for use in pagination, an object ID that defines your place in the list."),
                takes("created", holds(gt=number(), gte=number(), lt=number(), lte=number()), style="deepObject", explode=True),
                KIND,
            ],
            {
                "type": "object",
                "required": ["data", "has_more", "object", "url"],
                "properties": {"data": {"type": "array", "items": STRIPE_LAMP}, "has_more": {"type": "boolean"},
                               "object": {"type": "string", "enum": ["list"]}, "url": {"type": "string"}},
            },
        ),
        stripe,
        ("lost", "filter"),
    ),
    Family(
        "google",
        described(
            "/v1/lamps",
            [
                takes("pageSize", number(), "The maximum number of lamps to return. If unspecified, at most 10. The maximum value is 50."),
                takes("pageToken", description="A page token, received from a previous `ListLamps` call."),
                takes("orderBy", description="A comma-separated list of fields, such as `price desc` or `name`."),
                takes("filter", description='An expression as of AIP-160, such as `kind = "desk"`.'),
            ],
            holds(lamps=listing(), nextPageToken={"type": "string"}, totalSize=number()),
        ),
        google,
    ),
    Family(
        "kubernetes",
        described(
            "/apis/v1/lamps",
            [
                takes("limit", number(), "limit is a maximum number of responses to return for a list call."),
                takes("continue", description="The continue option should be set when retrieving more results from the server."),
                takes("fieldSelector", description="A selector to restrict the list of returned objects by their fields."),
                takes("labelSelector", description="A selector to restrict the list of returned objects by their labels."),
                takes("watch", {"type": "boolean"}),
            ],
            holds(
                apiVersion={"type": "string"}, kind={"type": "string"},
                metadata=holds(**{"continue": {"type": "string"}, "remainingItemCount": number(), "resourceVersion": {"type": "string"}}),
                items=listing(holds(metadata=META, spec=holds(kind={"type": "string"}, price=number()))),
            ),
        ),
        kubernetes,
        ("lost", "filter", "total"),
    ),
    Family(
        "buckets",
        described(
            "/bucket",
            [takes("max-keys", number(maximum=1000)), takes("continuation-token"), takes("prefix"), takes("encoding-type")],
            holds(
                IsTruncated={"type": "boolean"}, MaxKeys=number(), KeyCount=number(), Prefix={"type": "string"},
                ContinuationToken={"type": "string"}, NextContinuationToken={"type": "string"},
                Contents=listing(holds(Key={"type": "string"}, Size=number())),
            ),
        ),
        buckets,
        ("lost",),
    ),
    Family(
        "hubspot",
        described(
            "/crm/v3/objects/lamps",
            [takes("limit", number(default=10), "The maximum number of results per page."), takes("after"),
             takes("archived", {"type": "boolean", "default": False})],
            {
                "type": "object",
                "required": ["results"],
                "properties": {
                    "results": listing(holds(id={"type": "string"}, createdAt=FIELDS["created_at"], archived={"type": "boolean"},
                                             properties=holds(name={"type": "string"}, kind={"type": "string"}))),
                    "paging": holds(next=holds(after={"type": "string"}, link={"type": "string"})),
                },
            },
        ),
        hubspot,
        ("lost",),
    ),
    Family(
        "airtable",
        described(
            "/v0/base/lamps",
            [takes("pageSize", number(maximum=100)), takes("offset", description="What the answer before gave as its offset.")],
            holds(records=listing(holds(id={"type": "string"}, createdTime=FIELDS["created_at"],
                                        fields=holds(Name={"type": "string"}, Price=number()))), offset={"type": "string"}),
        ),
        airtable,
        ("lost",),
    ),
    Family(
        "slack",
        described(
            "/lamps.list",
            [takes("cursor"), takes("limit", number(maximum=200)), KIND],
            holds(ok={"type": "boolean"}, lamps=listing(), response_metadata=holds(next_cursor={"type": "string"})),
        ),
        slack,
        ("lost", "filter"),
    ),
    Family(
        "cursor-next",
        described(
            "/lamps",
            [takes("cursor"), takes("limit", number(minimum=1, maximum=50, default=10)), KIND,
             takes("order_by", {"type": "string", "enum": ["price", "created_at"]}), takes("order", WAYS)],
            holds(items=listing(), cursor=holds(next=NULL_TEXT), has_more={"type": "boolean"}, total_count=number()),
        ),
        nested,
    ),
    Family(
        "edges",
        described(
            "/lamps",
            [takes("first", number(minimum=1, maximum=50, default=10)), takes("after"), KIND],
            holds(
                edges=listing(holds(cursor={"type": "string"}, node=LAMP)), totalCount=number(),
                pageInfo=holds(hasNextPage={"type": "boolean"}, endCursor=NULL_TEXT),
            ),
        ),
        edges,
        ("lost", "filter", "total"),
    ),
)  # fmt: skip
