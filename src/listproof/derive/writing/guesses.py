"""A first `x-listing` from what a page says: pages, order, filters, records; every line of it a guess with its reason."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from listproof.derive.document import Description, Item, SourcePlace, walk
from listproof.derive.samples import query_of
from listproof.derive.writing.filtering import add_filters
from listproof.derive.writing.listing import Guess, ListingBlock, compares, named_field, normal

__all__ = ["Guess", "ListingBlock", "guessed"]


_SIZE = frozenset(["limit", "pagesize", "perpage", "maxresults", "size", "maxitemcount", "pagelimit", "maxitems", "pagecount"])
_NUMBER = frozenset(["page", "pagenumber", "pagenum", "pageno", "currentpage", "pageindex", "curpage"])
_OFFSET = frozenset(["offset", "start", "startindex", "skip", "startoffset"])
_CURSOR = frozenset(
    ["marker", "startmarker", "pagemarker", "lastid", "nextid", "nexttoken", "cursor", "pagetoken", "nextmarker", "continuationtoken"]
)
_NEXT = frozenset(["nexttoken", "nextmarker", "nextcursor", "nextpagetoken", "marker", "next"])
_TOTAL = frozenset(["total", "totalcount", "totalnum", "totalsize", "totalrecords", "count", "totalnumber", "recordcount"])
_COUNTED_FROM = re.compile(r"(?:\b(?:(?P<english>zero|0)|one|1)[- ](?:based|indexed)\b|从(?:(?P<chinese>0)|1)开始)", re.IGNORECASE)
_TURNS = frozenset(["next", "token", "start", "after", "last", "previous"])
_FOREIGN = frozenset(["project", "domain", "tenant", "user", "owner", "account", "parent", "group", "region", "vpc", "enterpriseproject",
                      "creator", "role", "policy", "rule", "template", "request"])  # fmt: skip
_BY = frozenset(["sortby", "sortkey", "orderby", "sortfield", "orderfield", "sort", "ordercolumn"])
_CREATED = frozenset(["createtime", "createdat", "gmtcreatetime", "creationtime", "createdtime"])
_DIRECTION = frozenset(["order", "sortdir", "sortorder", "sorttype", "orderdirection", "direction", "sortdirection", "ordertype", "asc"])


def guessed(said: Description) -> ListingBlock:
    """The first x-listing of a description. What no word of the page gives is left out and named in `missing`."""
    listing = ListingBlock()
    fields = dict(said.answered())
    records = "" if said.listed else _records(said.fields)
    parameters = dict(walk(said.parameters, separator="."))
    used: set[str] = {name for name, item in parameters.items() if item.where not in ("query", "body") or item.children}
    if said.path == "/" and "Action" in parameters:
        used |= {"Action", "Version"} & parameters.keys()
    thing = _thing(fields, records)
    if records is None:
        listing.missing.append("records: no field of the answer is an array of objects")
    record: dict[str, Item] = {}
    if records is not None:
        listing.block["records"] = records
        place = fields[records].place if records else said.fields[0].place if said.fields else said.uri_place
        listing.guesses["records"] = Guess("the outermost array of objects in the answer", place)
        start = f"{records}/*"
        record = {at[len(start) :]: item for at, item in fields.items() if at.startswith(start + "/")}
        if not record:
            listing.missing.append("records: the page does not say which fields a record has")
    _total(listing, fields)
    _success(listing, said, fields)
    _identity(listing, record, thing, {normal(item.name) for item in parameters.values()})
    _scope(listing, said, record)
    _pages(listing, said, parameters, fields, used)
    _order(listing, parameters, record, used)
    add_filters(listing, parameters, record, used, thing)
    if said.sign_in:
        listing.block["sign-in"] = [dict(one) for one in said.sign_in]
        names = {one.get("name") for one in said.sign_in}
        place = next((item.place for item in said.parameters if item.name in names), said.uri_place)
        listing.guesses["sign-in"] = Guess(f"how {said.vendor} signs in, and the headers of the page", place)
    else:
        listing.block["sign-in"] = []
    listing.block["errors"] = {}
    return listing


def _thing(fields: Mapping[str, Item], records: str | None) -> frozenset[str]:
    """What one record is called: by the list that holds it and by the object of the page."""
    if not records:
        return frozenset()
    item = fields[records]
    name = re.sub(r"(?i)(list|set|items|infos?)$", "", item.name) or item.name
    named = re.sub(r"(?i)(info|response|resp|result|item|detail|vo|dto|object|body)+$", "", item.kind.innermost.named)
    found = {normal(one).removesuffix("s") for one in (name, item.name, named) if one}
    return frozenset(found | {normal(name).removesuffix("ies") + "y"} if name.endswith("ies") else found)


def _records(fields: Sequence[Item]) -> str | None:
    arrays = [(at, item) for at, item in walk(tuple(fields)) if item.kind.type == "array" and item.kind.innermost.type == "object"]
    arrays = arrays or [(at, item) for at, item in walk(tuple(fields)) if item.kind.type == "array" and item.kind.items is None]
    outer = [at for at, _ in arrays if "*" not in at]
    return min(outer, key=lambda at: at.count("/")) if outer else None


def _total(listing: ListingBlock, fields: Mapping[str, Item]) -> None:
    counts = [(at, item) for at, item in fields.items() if "*" not in at and _counts(item) and _counts_all(item)]
    for at, item in sorted(counts, key=lambda one: ("total" not in normal(one[1].name), not re.search(r"(?i)total|总", one[1].words))):
        if item.kind.type in ("integer", "number"):
            listing.block["total"] = {"at": at, "counts": "matching"}
            meets = re.search(r"match|meet|filter|condition|符合|满足", item.words, re.IGNORECASE)
            listing.guesses["total"] = Guess("its name", item.place)
            listing.guesses["total.counts"] = Guess(
                "its words" if meets else "a client pages to the total", item.place, told=meets is not None
            )
            return
    listing.missing.append("total: no field of the answer counts the records")


_OF_PAGE = re.compile(
    r"\breturned\b|(?:on|in|of) (?:the|this|each) (?:current )?page|current page|本页|当前页|本次返回|返回的(?!总)", re.IGNORECASE
)


def _counts(item: Item) -> bool:
    """Whether a field counts records: by its name, or by its ending and words together (`kite_count`, the number of all kites)."""
    if normal(item.name) in _TOTAL:
        return True
    return re.search(r"(?i)(count|total|num)$", item.name) is not None and re.search(r"(?i)\btotal|总", item.words) is not None


def _counts_all(item: Item) -> bool:
    """Whether a count is of all records and not of those on the page."""
    return "total" in normal(item.name) or re.search(r"(?i)\btotal|总", item.words) is not None or not _OF_PAGE.search(item.words)


def _success(listing: ListingBlock, said: Description, fields: Mapping[str, Item]) -> None:
    body = next((one.value for one in said.examples if one.status < 300), None)
    for at, item in fields.items():
        if at.count("/") == 1 and item.name in ("code", "Code", "success", "Success", "error_code") and isinstance(body, Mapping):
            value = body.get(item.name)
            if value in (0, "0", 200, "200", "OK", True) and value is not None:
                listing.block["success"] = {at: value}
                listing.guesses["success"] = Guess("the example of a good answer", item.place)
                return


def _identity(listing: ListingBlock, record: Mapping[str, Item], thing: frozenset[str], asked: set[str]) -> None:
    top = {at: item for at, item in record.items() if at.count("/") == 1}
    plain = [at for at, item in top.items() if normal(item.name) in ("id", "uuid")]
    own = [at for at, item in top.items() if normal(item.name).removesuffix("id") in thing and normal(item.name).endswith("id")]
    ids = [at for at, item in top.items() if re.search(r"(_id|Id|ID)$", item.name)]
    first = ([at for at in ids if not _of_another(top[at], thing)] or ids)[:1]
    names = [at for at, item in top.items() if normal(item.name).endswith("name") and item.kind.type == "string"]
    names = [at for at in names if normal(top[at].name) == "name" or normal(top[at].name) in asked] or names
    found, reason = next(
        ((at, why) for at, why in ((plain[:1], "its name"), (own, "it is named after the records"), (first, "the first id of a record"),
                                   (names, "no field is an id; its names together")) if at),
        ([], ""),
    )  # fmt: skip
    if not found:
        if record:
            listing.missing.append("identity: no field of a record tells it from others")
        return
    listing.block["identity"] = found
    listing.guesses["identity"] = Guess(reason, top[found[0]].place)
    made = [at for at, item in top.items() if normal(item.name) in _CREATED]
    listing.block["settled"] = [*found, *made]
    listing.guesses["settled"] = Guess("what a record is made with", top[(made or found)[0]].place)


def _of_another(item: Item, thing: frozenset[str]) -> bool:
    """Whether an id is that of something else: `rule_id`, or `ID of the rule that let it through`."""
    owner = re.search(r"(?i)\bid of (?:the|an?) ([\w ]+?)(?: (?:that|which|to|in|where|for)\b|[.,]|$)", item.words)
    if owner and not any(word.removesuffix("s") in thing for word in (normal(owner.group(1)), normal(owner.group(1).split(" ")[-1]))):
        return True
    return normal(item.name).removesuffix("id") in _FOREIGN


def _scope(listing: ListingBlock, said: Description, record: Mapping[str, Item]) -> None:
    scope: dict[str, Any] = {}
    for item in said.parameters:
        if item.where == "path":
            shown = next((at for at, one in record.items() if at.count("/") == 1 and normal(one.name) == normal(item.name)), None)
            scope[item.name] = {"field": shown, "as": "text"} if shown else {}
            listing.guesses[f"scope.{item.name}"] = Guess("a parameter of the path", item.place)
    if scope:
        listing.block["scope"] = scope


def _of(parameters: Mapping[str, Item], names: frozenset[str], used: set[str]) -> tuple[str, Item] | None:
    return next(((name, item) for name, item in parameters.items() if name not in used and normal(item.name) in names), None)


def _pages(listing: ListingBlock, said: Description, parameters: Mapping[str, Item], fields: Mapping[str, Item], used: set[str]) -> None:
    size = _of(parameters, _SIZE, used)
    pages: dict[str, Any] = {}
    times = {
        name
        for name, item in parameters.items()
        if item.facets.get("format", "int64") != "int64" or re.search(r"(?i)\btime\b|date|时间|日期", item.words)
    }
    for kind, names in (("offset", _OFFSET), ("number", _NUMBER), ("cursor", _CURSOR)):
        found = _of(parameters, names, used | times if kind == "offset" else used)
        if not found and kind == "cursor" and not pages:
            found = _turning(parameters, fields, used)
        if not found:
            continue
        name, item = found
        if kind == "offset" and re.search(r"page number|页码", item.words, re.IGNORECASE):
            kind = "number"
        counted = _COUNTED_FROM.search(item.words)
        first = item.facets.get("default", item.facets.get("minimum", 1 if kind == "number" else 0))
        if counted and kind != "cursor":
            first = 0 if any(counted.group("english", "chinese")) else 1
        pages[kind] = {"parameter": name} if kind == "cursor" else {"parameter": name, "first": first}
        if kind == "cursor":
            following = _mentioned(item, fields) or next(
                (at for at, one in fields.items() if "*" not in at and normal(one.name) in _NEXT), None
            )
            if following is None:
                listing.missing.append("pages: no field of the answer gives the next cursor")
                pages.clear()
                continue
            pages[kind]["next"] = following
        else:
            _echo(pages[kind], name, fields)
        used.add(name)
        listing.guesses[f"pages.{kind}"] = Guess("its name", item.place)
        given = "default" in item.facets
        listing.guesses["pages.first"] = Guess("its default or least value, else the common one", item.place, told=given)
        break
    if size:
        name, item = size
        asked = [query_of(line).get(name, "") for line, _ in said.requests]
        sizes = [int(value) for value in asked if value.isdigit()]
        sizes += [value for value in (item.facets.get("maximum"), item.example, item.facets.get("default")) if isinstance(value, int)]
        shown = max(sizes, default=10)
        most = re.search(r"maximum number|at most|up to|最大|最多", item.words, re.IGNORECASE)
        pages["size"] = {"parameter": name, "means": "at-most" if most else "exactly", "safe": max(shown, 1)}
        _echo(pages["size"], name, fields)
        used.add(name)
        listing.guesses["size"] = Guess("its name", item.place)
        listing.guesses["size.means"] = Guess("its words" if most else "nothing else is said", item.place, told=most is not None)
        listing.guesses["size.safe"] = Guess("the largest of its documented maximum, examples and default", item.place)
    if "size" in pages and len(pages) > 1:
        listing.block["pages"] = pages
    else:
        listing.missing.append("pages: no pair of a page and a size parameter")


def _turning(parameters: Mapping[str, Item], fields: Mapping[str, Item], used: set[str]) -> tuple[str, Item] | None:
    """A parameter with a common name that takes what a field of the answer gives: its words name that field."""
    return next(
        (
            (name, item)
            for name, item in parameters.items()
            if name not in used and normal(item.name) in _TURNS and item.kind.type == "string" and _mentioned(item, fields)
        ),
        None,
    )


def _mentioned(item: Item, fields: Mapping[str, Item]) -> str | None:
    """The field outside records that the words of a parameter name and that can hold a cursor."""
    for at, one in fields.items():
        cursor = normal(one.name) in _NEXT or re.search(rf"(?i)\b{re.escape(item.name)}\b", one.words)
        if "*" not in at and cursor and re.search(rf"(?<!\w){re.escape(one.name)}(?!\w)", item.words):
            return at
    return None


def _echo(block: dict[str, Any], name: str, fields: Mapping[str, Item]) -> None:
    echo = next((at for at, item in fields.items() if "*" not in at and normal(item.name) == normal(name)), None)
    if echo:
        block["echo"] = echo


def _order(listing: ListingBlock, parameters: Mapping[str, Item], record: Mapping[str, Item], used: set[str]) -> None:
    by = direction = None
    for name, item in parameters.items():
        if name not in used and normal(item.name) in _DIRECTION | _BY and _both_at_once(item):
            used.add(name)
            listing.missing.append(f"order: each value of {name} names a field and a direction; write it by hand")
            continue
        values = {str(value).lower() for value in (*item.facets.get("enum", ()), item.facets.get("default", "")) if value}
        directs = bool(values) and values <= {"asc", "desc", "ascend", "descend"}
        if name in used:
            continue
        if directs or (normal(item.name) in _DIRECTION and not values):
            direction = direction or (name, item)
        elif normal(item.name) in _BY:
            by = by or (name, item)
    listing.block["order"] = "unspecified"
    if not by and not direction:
        return
    keys: dict[str, Any] = {}
    default_key = "unspecified"
    if by:
        listed = by[1].facets.get("enum") or [v for v in (by[1].facets.get("default"), by[1].example) if isinstance(v, str)]
        for value in listed:
            shown = named_field(record, str(value))
            if shown:
                keys[str(value)] = {"field": shown, "as": compares(record[shown])}
        default_key = str(by[1].facets.get("default", "unspecified"))
    elif direction:
        tail = re.sub(r"(?i)^(order|sort)by", "", direction[1].name)
        shown = named_field(record, tail) or next((at for at, one in record.items() if _time_words(direction[1], one)), None)
        if shown:
            keys[record[shown].name] = {"field": shown, "as": compares(record[shown])}
            default_key = record[shown].name
    used |= {one[0] for one in (by, direction) if one}
    if not keys:
        listing.missing.append("order: no field of a record is named by the order parameters")
        return
    order: dict[str, Any] = {"keys": keys}
    if by:
        order["by"] = by[0]
        listing.guesses["order.by"] = Guess("its name", by[1].place)
    if direction:
        order["direction"] = direction[0]
        listing.guesses["order.direction"] = Guess("its name or values", direction[1].place)
    place = (by or direction or ("", Item("", next(iter(record.values())).kind, SourcePlace("", ""))))[1].place
    told = str(direction[1].facets.get("default", "")).lower() if direction else ""
    if told[:3] in ("asc", "des"):
        order["default"] = [default_key, "asc" if told.startswith("asc") else "desc"]
        listing.guesses["order.default"] = Guess("the defaults of the order parameters", place, told=default_key != "unspecified")
    for key in keys:
        listing.guesses[f"order.keys.{key}"] = Guess("a field of that name", place)
    listing.block["order"] = order


def _both_at_once(item: Item) -> bool:
    """Whether every value of a parameter is a field with a direction: `created_desc`."""
    values = [str(value) for value in item.facets.get("enum", ())]
    return bool(values) and all(re.search(r"(?i)[\w.][_: -](?:asc|desc)\w*$|^[-+]\w", value) for value in values)


def _time_words(parameter: Item, item: Item) -> bool:
    return bool(re.search(r"(?i)time", parameter.words)) and item.facets.get("format") in ("epoch-milliseconds", "date-time")
