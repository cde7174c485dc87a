"""Which field of a record a filter looks at and how, from its name, its words and its values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from listproof.derive.document import Item
from listproof.derive.kinds import Kind
from listproof.derive.prose.values import everything_of
from listproof.derive.writing.listing import Guess, ListingBlock, named_field, normal

__all__ = ["add_filters"]

_FUZZY = re.compile(r"fuzzy|partial|part of|contains|模糊|keyword", re.IGNORECASE)
_NOT_FUZZY = re.compile(
    r"(?:fuzzy|partial)[^.。]*(?:not (?:supported|allowed)|unsupported)|(?:not|n't) support[^.。]*(?:fuzzy|partial)|no (?:fuzzy"
    r"|partial)|不支持模糊",
    re.IGNORECASE,
)
_ANY_CASE = re.compile(r"case-insensitive|not case-sensitive|不区分大小写", re.IGNORECASE)
_EXACT = re.compile(r"exact|精确", re.IGNORECASE)
_FULL_TEXT = re.compile(r"full-text|全文", re.IGNORECASE)
_LIST = re.compile(r"separate\w*[^.。]*comma|comma-separated|逗号(分隔|隔开)", re.IGNORECASE)
_LOWER = re.compile(r"^(from|start|begin|after|since|min)|(from|after|since|start|begin|min|min(imum)?)$", re.IGNORECASE)
_UPPER = re.compile(r"^(to(?=[A-Z_])|end|before|until|max)|(to|before|until|end|max(imum)?)$", re.IGNORECASE)
_OPEN = ("equals", "contains", "contains-any-case", "like")


def add_filters(
    listing: ListingBlock, parameters: Mapping[str, Item], record: Mapping[str, Item], used: set[str], thing: frozenset[str]
) -> None:
    """Put a guess for every parameter that is not used yet into the listing: which field it looks at, and how."""
    filters: dict[str, Any] = {}
    base: dict[str, Any] = {}
    close = None
    for name, item in parameters.items():
        if name in used:
            listing.missing += [f"{name} works only when {item.facets['condition']}"] if "condition" in item.facets else []
            continue
        one, reason = _filter(item, record, thing)
        filters[name] = {**one, **_absence(item)}
        listing.guesses[f"filters.{name}"] = Guess(reason, item.place, told=reason.startswith("its words:"))
        for word in _absence(item):
            listing.guesses[f"filters.{name}.{word}"] = Guess("its words", item.place, told=True)
        if "condition" in item.facets:
            filters[name]["only-when"] = item.facets["condition"]
            listing.guesses[f"filters.{name}.only-when"] = Guess("its words", item.place, told=True)
        winner = re.search(r"(\w+) takes precedence|以\s*(\w+)\s*为准", item.words)
        if winner and (winner.group(1) or winner.group(2)) in parameters and (winner.group(1) or winner.group(2)) != name:
            filters[name]["yields-to"] = winner.group(1) or winner.group(2)
        if "everything" in filters[name] and filters[name].get("absent") != filters[name]["everything"]:
            base[name] = filters[name]["everything"]
        if filters[name].get("matches") == ["until", "before"] and _about_creation(one, record):
            close = name
    listing.block["filters"] = filters
    listing.block["base"] = base
    if base:
        listing.guesses["base"] = Guess("the values that show everything", parameters[next(iter(base))].place, told=True)
    if close:
        listing.block["close"] = close
        listing.guesses["close"] = Guess("an upper bound of the creation time", parameters[close].place)


def _about_creation(one: Mapping[str, Any], record: Mapping[str, Item]) -> bool:
    found = record.get(str(one.get("field")))
    return found is not None and re.search(r"(?i)creat|taken|made|start|begin", found.name) is not None


def _filter(item: Item, record: Mapping[str, Item], thing: frozenset[str]) -> tuple[dict[str, Any], str]:
    """One filter and the reason for it. Where the page shows no record, a field of the same name is assumed."""
    if record:
        return _looking_at(item, record, thing)
    bare = list(_candidates(item.name, thing))[1] or item.name
    told = re.search(r"(?i)filter|search|id\b|type|status|name|states?\b", item.words)
    if re.search(r"(?i)full-text|全文", item.words) or item.kind.type == "object" or not told:
        return {"matches": "opaque"}, "the page shows no record"
    assumed = {f"/{bare}": replace(item, name=bare, kind=Kind("string"), children=())}
    one, reason = _looking_at(item, assumed, thing)
    return one, f"{reason}; the page shows no record, a field of that name is assumed"


def _looking_at(item: Item, record: Mapping[str, Item], thing: frozenset[str]) -> tuple[dict[str, Any], str]:
    words, name = item.words, item.name
    timed = item.facets.get("format") in ("date-time", "epoch-milliseconds") or re.search(r"(?i)time|date|Created", name)
    lower = _LOWER.search(name) or re.search(r"start of the time range|起始时间|开始时间", words, re.IGNORECASE)
    upper = _UPPER.search(name) or re.search(r"end of the time range|结束时间|上限", words, re.IGNORECASE)
    if (lower or upper) and (timed or item.kind.type in ("integer", "number")):
        shown = _time_field(item, record) if timed else named_field(record, re.sub(r"(?i)^(min|max)_?|_?(min|max)(imum)?$", "", name))
        readings = (
            (["from", "after"] if lower and not (upper and _UPPER.match(name)) else ["until", "before"])
            if timed
            else ("minimum" if lower else "maximum")
        )
        if shown is None:
            return {"matches": "opaque"}, "its name is a bound, but no field of a record is known for it"
        numeric = record[shown].kind.type in ("integer", "number")
        return {"field": shown, "as": "number" if numeric else "time", "matches": readings}, "its name is a bound"
    shown = _shown(name, record, thing)
    if shown is not None and record[shown].kind.type == "object" and record[shown].children:
        shown = _inside(item, shown, record)
    if shown is None:
        return {"matches": "opaque"}, "no field of a record has its name"
    field_item = record[shown]
    if _FULL_TEXT.search(words):
        return {"field": shown, "matches": "words"}, "its words: full-text search"
    if field_item.kind.type == "object":
        return {"field": shown, "matches": "entries"}, "its field is a map"
    if _LIST.search(words):
        return {"field": shown, "matches": ["one-of", "one-of-any-case"], "separator": ","}, "its words: a list"
    flag = {"as": "flag"} if item.kind.type == "boolean" else {}
    number = {"as": "number"} if field_item.kind.type in ("integer", "number") and not flag else {}
    exact = _EXACT.search(words) is not None or _NOT_FUZZY.search(words) is not None
    if exact or number or flag or item.facets.get("enum"):
        equal = "equals-any-case" if _ANY_CASE.search(words) else "equals"
        return {"field": shown, **number, **flag, "matches": equal}, "its words: equal" if exact else "its values or type: equal"
    if _FUZZY.search(words) or re.search(r"(?i)like$|keyword", name):
        any_case = _ANY_CASE.search(words) is not None
        fuzzy = ["contains-any-case"] if any_case else ["contains", "contains-any-case", "like"]
        return {"field": shown, "matches": fuzzy}, "its words: fuzzy"
    if re.search(r"(?i)id$|status$|state$|type$|kind$", name):
        return {"field": shown, "matches": "equals"}, "its name is a code or an id"
    return {"field": shown, "matches": list(_OPEN)}, "its words leave the reading open"


def _inside(item: Item, shown: str, record: Mapping[str, Item]) -> str | None:
    """The part of an object that a text looks at: the one that its words name, else the only text in it."""
    texts = [at for at, one in record.items() if at.rpartition("/")[0] == shown and one.kind.type == item.kind.type]
    for at in texts:
        if re.search(rf"(?i)\b{re.escape(record[at].name)}\b", item.words):
            return at
    return texts[0] if len(texts) == 1 else None


def _shown(name: str, record: Mapping[str, Item], thing: frozenset[str]) -> str | None:
    for candidate in _candidates(name, thing):
        found = named_field(record, candidate)
        if found:
            return found
    if re.search(r"(?i)keyword", name):
        names = [at for at, item in record.items() if at.count("/") == 1 and normal(item.name).endswith("name")]
        return names[0] if names else None
    return None


def _candidates(name: str, thing: frozenset[str]) -> Iterator[str]:
    yield name
    yield re.sub(r"(?i)(_?like|_?keyword|_?search|ForFilter|_?filter)$", "", name)
    yield re.sub(r"(?i)^(filter|search|query)_?", "", name)
    if name.endswith("s"):
        yield name[:-1]
    owned = re.match(r"^([A-Za-z][a-z]*)(?:[_-]|(?=[A-Z]))(.+)$", name)
    if owned and (not thing or normal(owned.group(1)).removesuffix("s") in thing or not re.fullmatch(r"(?i)id|uuid|name", owned.group(2))):
        yield owned.group(2)


def _time_field(item: Item, record: Mapping[str, Item]) -> str | None:
    bound = r"from|to|start|begin|end|after|before|since|until"
    bare = re.sub(rf"(?i)^({bound})_?|_?({bound})$", "", item.name)
    direct = named_field(record, bare) if normal(bare) not in ("", "time", "date") else None
    if direct:
        return direct
    stem = normal(bare).removesuffix("time").removesuffix("d")
    times = {at: one for at, one in record.items() if at.count("/") == 1 and re.search(r"(?i)time|date|_at$|created", one.name)}
    begun = [at for at, one in times.items() if stem and normal(one.name).startswith(stem)]
    if len(begun) == 1:
        return begun[0]
    if re.search(r"creation time|by creation|创建时间", item.words, re.IGNORECASE) or stem in ("create", "created", "creat"):
        return next((at for at, one in times.items() if re.search(r"(?i)creat", one.name)), None)
    if re.search(r"update|更新|modif", item.words, re.IGNORECASE):
        return next((at for at, one in times.items() if re.search(r"(?i)updat|modif", one.name)), None)
    return next(iter(times), None) if len(times) == 1 else None


def _absence(item: Item) -> dict[str, Any]:
    found: dict[str, Any] = {}
    ago = re.search(r"default[^.。]*?\b(\w+) (day|hour)s? (?:before|ago)|默认[^.。]*?(\d+)\s*(天|小时)前", item.words, re.IGNORECASE)
    number = _number(ago.group(1) or ago.group(3)) if ago else None
    if ago and number is not None:
        found["absent"] = {"ago": f"P{number}D" if (ago.group(2) or ago.group(4)).lower() in ("day", "天") else f"PT{number}H"}
    elif not ago and re.search(r"default[^.。]*current time|默认[^.。]*当前时间", item.words, re.IGNORECASE):
        found["absent"] = "now"
    elif item.facets.get("default") is not None:
        found["absent"] = item.facets["default"]
    everything = everything_of(item.words)
    if everything:
        found["everything"] = everything
    return found


_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def _number(word: str) -> int | None:
    """A number in digits or as a word up to twelve; None for another word."""
    if word.isdigit():
        return int(word)
    return _NUMBERS.index(word.lower()) if word.lower() in _NUMBERS else None
