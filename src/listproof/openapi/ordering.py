"""How a listing is ordered, told from the names of its parameters, their values and the sentences about them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from listproof.openapi.keys_in_names import any_key_in_a_name, keys_at_places, keys_in_names
from listproof.openapi.open_orders import Custom, any_fields, custom_of
from listproof.openapi.shapes import is_single, item, kinds
from listproof.openapi.spellings import BY, DIRECTIONS, FALLS, FLAGS, TIMES
from listproof.openapi.words import bare, field_name, plain, words

__all__ = ["GuessedOrder", "compared_as", "field_called", "ordering"]

_QUOTED = re.compile(r"[`'\"*]{1,2}([A-Za-z_][\w.\-]*)[`'\"*]{1,2}")
_LISTED = re.compile(r"[`'\"]([A-Za-z_][\w.]*(?:,\s*[A-Za-z_][\w.]*)+)[`'\"]")
_NAMED = re.compile(
    r"(?:\bone of|\bsuch as|\be\.g\.|\b(?:values?|fields?|keys?|options?|columns?)(?: are)?:|\b(?:sort|order)(?:ed|s)? by:?)\s+"
    r"([A-Za-z_]\w*(?:\s*(?:,\s*(?:or|and)\b|,|/|\||\bor\b|\band\b)\s*[A-Za-z_]\w*)*)",
    re.I,
)
"""Keys that a sentence names without quotes: `One of name, created_at`."""
_SUFFIXED = re.compile(r"[`'\"](?:\w+=)?([A-Za-z_]\w*)([: .,])(asc|desc)[`'\",]", re.I)
_DOWNWARD = re.compile(r"default\w*\W{0,3}(?:is|order|to|:)?\W{0,3}(?:is\W{0,3})?desc", re.I)
_CASES = (("asc", "ASC", "Asc"), ("desc", "DESC", "Desc"))
_MINUS = re.compile(r"[`'\"]-|prefix|minus|hyphen|leading|(?:^|[\s(,])-[a-z_]", re.I)


@dataclass(frozen=True)
class GuessedOrder:
    """The block `order` as guessed, the parameters that it takes, and why; `any_key` where the file names no key, and
    `refusing` where by custom what is no key is refused."""

    block: Any
    taken: frozenset[str]
    why: str
    any_key: bool = False
    refusing: bool = False


Schemas = Mapping[str, Mapping[str, Any]]


def ordering(parameters: Schemas, fields: Schemas, identity: tuple[str, ...] = (), beside: Collection[str] = ()) -> GuessedOrder:
    """How the order is asked for; `parameters` by name and the single values of a record by pointer, each with its schema.

    `beside` are the names of all that can be asked for: they show whose customs are kept.
    """
    in_names = _in_names(parameters, fields, beside)
    if in_names is not None:
        return in_names
    direction = next((found for name in DIRECTIONS if (found := _turning(parameters, name)) is not None), None) or _flag(parameters)
    by = _naming(parameters, direction[0] if direction else None)
    if by is None:
        return GuessedOrder(
            "unspecified", frozenset({direction[0]} if direction else ()), "no parameter is called as those are that name a key"
        )
    values = _values(parameters[by])
    prefix = any(str(value).startswith("-") for value in values) or (not values and _turns_by_minus(parameters[by]))
    suffix = _suffix(values) or (None if values else _suffix_told(_said_and_shown(parameters[by])))
    ascending = "+" if any(str(value).startswith("+") for value in values) else ""
    keys = _keys(parameters[by], fields, identity, prefix, suffix, ascending)
    taken = frozenset({by, *((direction[0],) if direction else ())})
    custom = custom_of(by, parameters[by], fields, beside) if not keys and not values and direction is None else None
    free = not keys and not values and direction is not None and kinds(parameters[by]) in ((), ("string",)) and not _said(parameters[by])
    if custom is not None or free:
        keys = {name: {"field": pointer, "as": compared_as(pointer, fields[pointer])} for name, pointer in any_fields(fields).items()}
    if not keys:
        return GuessedOrder("unspecified", taken, f"the keys that {by} takes are called like no field of the records")
    block: dict[str, Any] = {"by": by, "keys": keys}
    if direction is not None:
        block["direction"] = direction[1]
    elif custom is not None:
        block["direction"] = custom.direction
    elif suffix:
        block["direction"] = {"suffix": {"asc": suffix[0], "desc": suffix[1]}}
    elif prefix:
        block["direction"] = {"prefix": {"asc": ascending, "desc": "-"} if ascending else "-"}
    block |= _together(parameters[by], signed=prefix or suffix is not None, custom=custom)
    default = _default(parameters, by, direction, block, keys)
    if default is not None:
        block["default"] = default
    if custom is not None:
        return GuessedOrder(block, taken, f"{by} names no key: by {custom.whose} custom it takes any field", True, custom.refusing)
    if free:
        return GuessedOrder(block, taken, f"{by} names no key, and {direction[0] if direction else ''} turns it: any field is tried", True)
    return GuessedOrder(block, taken, f"the parameter is called {by}, and what it takes is called like fields of the records")


def _in_names(parameters: Schemas, fields: Schemas, beside: Collection[str]) -> GuessedOrder | None:
    """An order whose keys stand in the names of parameters; None where none do."""
    named = keys_in_names(parameters, fields, field_called) or keys_at_places(parameters, fields, field_called)
    open_ = any_key_in_a_name(parameters, fields, beside) if named is None else None
    asked, pointers, names = named or open_ or ({}, {}, frozenset())
    if not pointers:
        return None
    keys = {name: {"field": pointer, "as": compared_as(pointer, fields[pointer])} for name, pointer in pointers.items()}
    why = f"{min(names)} names a key and takes both directions" if open_ is None else f"{min(names)} takes any field by Feathers' custom"
    return GuessedOrder({**asked, "keys": keys}, names, why, open_ is not None, open_ is not None)


def _keys(
    schema: Mapping[str, Any], fields: Schemas, identity: tuple[str, ...], prefix: bool, suffix: tuple[str, str] | None, ascending: str
) -> dict[str, Any]:
    """The keys that a parameter takes, by its values, or by what is said of it, each with the field that it goes by."""
    values = _values(schema)
    keys: dict[str, Any] = {}
    for name in values or _told(_said_and_shown(schema)) or _named(schema, fields):
        key = str(name).removeprefix("-").removeprefix("+")
        key = key.removesuffix(suffix[1]).removesuffix(suffix[0]) if suffix else key
        pointer = field_called(key, fields)
        if pointer is None and plain(key) == "id" and len(identity) == 1 and identity[0] in fields:
            pointer = identity[0]
        if pointer is not None and key not in keys and _complete(key, values, prefix, suffix, ascending):
            keys[key] = {"field": pointer, "as": compared_as(pointer, fields[pointer])}
    return keys


def _together(schema: Mapping[str, Any], *, signed: bool, custom: Custom | None) -> dict[str, Any]:
    """How several keys are named at once: by a list, where each has a sign of its own."""
    if item(schema) is None or not (signed or custom is not None):
        return {}
    return {"repeated": True} if schema.get("x-explode", True) else {"separator": ","}


def field_called(name: str, fields: Schemas) -> str | None:
    """The field of a record that goes by a name: the same words, or those of a time without `at`, `time` or `date`."""
    wanted = plain(name)
    by_name = {called(pointer): pointer for called in (plain, field_name) for pointer in reversed(list(fields))}
    if wanted in by_name:
        return by_name[wanted]
    for ending in TIMES:
        if f"{wanted}_{ending}" in by_name:
            return by_name[f"{wanted}_{ending}"]
    stem = [word for word in words(name) if word not in TIMES]
    for pointer in fields:
        of_field = [word for word in words(field_name(pointer)) if word not in TIMES]
        if stem and _is_outer(pointer) and [_stem(word) for word in of_field] == [_stem(word) for word in stem]:
            return pointer
    return None


def _is_outer(pointer: str) -> bool:
    """Whether a field stands in the record itself, or in an object that holds all of its fields."""
    return pointer.count("/") == 1 or (pointer.count("/") == 2 and field_name(pointer) != plain(pointer))


def compared_as(pointer: str, schema: Mapping[str, Any]) -> str:
    """How the values of a field compare: by their type and format, and times by their names too."""
    found = kinds(schema)
    if str(schema.get("format", "")) in ("date-time", "date", "epoch-milliseconds"):
        return "time"
    if set(found) & {"integer", "number"} and "string" not in found:
        return "number"
    return "group" if "boolean" in found or schema.get("enum") else "text"


def _stem(word: str) -> str:
    for ending in ("ation", "ed", "ion", "e"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending)
    return word


def _said(schema: Mapping[str, Any]) -> str:
    return str(schema.get("description", ""))


def _said_and_shown(schema: Mapping[str, Any]) -> str:
    """The sentence about a parameter, and its example and default where they name a key and a direction, as if they were quoted in it."""
    shown = [f"`{value}`" for word in ("example", "default") if isinstance(value := schema.get(word), str)]
    return " ".join((_said(schema), *(value for value in shown if _SUFFIXED.search(value))))


def _values(schema: Mapping[str, Any]) -> tuple[Any, ...]:
    inner = item(schema)
    held = inner if inner is not None else schema
    return tuple(value for value in held.get("enum") or () if isinstance(value, str))


def _told(sentence: str) -> list[str]:
    """The names that a sentence quotes, each alone or several in one list."""
    found = [key for key, _, _ in _SUFFIXED.findall(sentence)] + list(_QUOTED.findall(sentence))
    for several in _LISTED.findall(sentence):
        found += [one.strip() for one in several.split(",")]
    return list(dict.fromkeys(found))


def _turns_by_minus(schema: Mapping[str, Any]) -> bool:
    """Whether a sentence, the default or the example tells that a minus before a key turns it."""
    return bool(_MINUS.search(_said(schema))) or any(str(schema.get(word, "")).startswith("-") for word in ("default", "example"))


def _named(schema: Mapping[str, Any], fields: Schemas) -> list[str]:
    """The keys of a parameter that lists none: its default and its example, and what a sentence names without quoting it."""
    shown = [value for word in ("default", "example") if isinstance(value := schema.get(word), str)]
    listed = [name for said in _NAMED.findall(_said(schema)) for name in re.split(r"\s*(?:,|/|\||\bor\b|\band\b)\s*", said)]
    by_name = {pointer.rpartition("/")[2] for pointer in fields if _is_outer(pointer)}
    alone = [name for name in re.split(r"\s*(?:,|/|\||\bor\b|\band\b)\s*", _said(schema).strip(" .")) if name]
    listed += alone if {name.lstrip("+-") for name in alone} <= by_name else []
    return [name for name in dict.fromkeys([*shown, *listed]) if name.lstrip("+-") in by_name]


def _turning(parameters: Schemas, wanted: str) -> tuple[str, Any] | None:
    """The parameter of that name which takes a direction, and how `order` says so."""
    for name, schema in parameters.items():
        values = _values(schema)
        if bare(name) != wanted or len(values) < 2:
            continue
        up, down = (next((value for value in values if value.lower() in of), None) for of in FALLS)
        if up is not None and down is not None:
            return name, name if (up, down) == ("asc", "desc") else {"parameter": name, "asc": up, "desc": down}
    return None


def _flag(parameters: Schemas) -> tuple[str, Any] | None:
    """The flag that turns an order, and how `order` says so."""
    name = next((name for name, schema in parameters.items() if bare(name) in FLAGS and kinds(schema) == ("boolean",)), None)
    return None if name is None else (name, {"flag": name})


def _naming(parameters: Schemas, direction: str | None) -> str | None:
    for wanted in BY:
        for name, schema in parameters.items():
            single = is_single(schema) or not kinds(schema) or item(schema) is not None
            if (
                (bare(name) == wanted or (wanted == "sorts" and name == "q[s]"))
                and name != direction
                and single
                and "boolean" not in kinds(schema)
            ):
                return name
    return None


def _suffix(values: tuple[Any, ...]) -> tuple[str, str] | None:
    for mark, asc, desc in product((" ", ":", ",", "_", "-", "."), *_CASES):
        ups = {value.removesuffix(f"{mark}{asc}") for value in values if value.endswith(f"{mark}{asc}")}
        downs = {value.removesuffix(f"{mark}{desc}") for value in values if value.endswith(f"{mark}{desc}")}
        if ups & downs:
            return f"{mark}{asc}", f"{mark}{desc}"
        if downs & set(values):
            return "", f"{mark}{desc}"
    return None


def _suffix_told(sentence: str) -> tuple[str, str] | None:
    """What stands behind a key for each direction, where a sentence quotes a key with one: `name:desc`."""
    told = _SUFFIXED.search(sentence)
    if told is None:
        return None
    mark, upper = told[2], told[3].isupper()
    down = f"{mark}{told[3]}" if told[3].lower() == "desc" else f"{mark}{'DESC' if upper else 'desc'}"
    up = f"{mark}{'ASC' if upper else 'asc'}"
    return (up if re.search(r"\basc\b", sentence, re.I) else ""), down


def _complete(key: str, values: tuple[Any, ...], prefix: bool, suffix: tuple[str, str] | None, ascending: str) -> bool:
    """Whether both directions of a key are among the documented values, where a sign says the direction."""
    if not values:
        return True
    if suffix:
        return {f"{key}{suffix[0]}", f"{key}{suffix[1]}"} <= set(values)
    return {f"{ascending}{key}", f"-{key}"} <= set(values) if prefix else key in values


def _default(parameters: Schemas, by: str, direction: Any, block: Mapping[str, Any], keys: Mapping[str, Any]) -> list[str] | None:
    """The default order, where the defaults of the parameters say it."""
    said = parameters[by].get("default")
    if isinstance(said, list):
        said = said[0] if len(said) == 1 else None
    if not isinstance(said, str):
        return None
    turn = block.get("direction")
    if direction is not None:
        word = parameters[direction[0]].get("default")
        if isinstance(word, bool):
            way = "desc" if word else "asc"
        elif isinstance(word, str) and word.lower() in (*FALLS[0], *FALLS[1]):
            way = "asc" if word.lower() in FALLS[0] else "desc"
        else:
            way = "desc" if _DOWNWARD.search(_said(parameters[direction[0]])) else "asc"
        return [said, way] if said in keys else None
    if isinstance(turn, Mapping) and "prefix" in turn:
        bare = said.removeprefix("-").removeprefix("+")
        return [bare, "desc" if said.startswith("-") else "asc"] if bare in keys else None
    if isinstance(turn, Mapping) and "suffix" in turn:
        for way in ("asc", "desc"):
            mark = turn["suffix"][way]
            if said.endswith(mark) and said.removesuffix(mark) in keys:
                return [said.removesuffix(mark), way]
    return None
