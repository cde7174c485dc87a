"""How names are compared: by their words, whatever their spelling and whatever only holds them."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["bare", "field_name", "kept_by", "plain", "singular", "words"]

_BORDER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NAMESPACES = frozenset({"x", "wp", "odata", "hydra", "pagination", "paging", "pager", "sysparm"})
"""First words that say whose a name is, or what holds it, and nothing more."""
_WHOLE = frozenset({"attributes", "_source", "node", "fields", "properties", "document"})
"""Objects that hold all fields of a record: of JSON:API, Elasticsearch, GraphQL's edges, Airtable, GeoJSON."""
_HOLDER = re.compile(r"(?:searchCriteria|list|options|params|query)\[(\w+)\]$", re.I)
"""What holds parameters of pages in brackets: `searchCriteria[pageSize]`."""
_KEPT_BY = re.compile(r"(?:filters?|where|q|query|search|criteria)((?:\[[^\]]*\])+|(?:\.[\w.$-]+))!?$", re.I)


@lru_cache(maxsize=8192)
def words(name: str) -> tuple[str, ...]:
    """The words of a name, in lower case: `pageSize`, `page_size` and `page[size]` are (page, size), `$top` is (top)."""
    return tuple(word for word in re.split(r"[^a-z0-9]+", _BORDER.sub("_", name).lower()) if word)


def plain(name: str) -> str:
    """The words of a name, joined by `_`: one spelling for all ways of writing it."""
    return "_".join(words(name))


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """The same without what only holds it: `pagination[pageSize]` is page_size, `X-Total-Count` total_count, `hydra:member` member."""
    held = _HOLDER.match(name)
    of_name = words(held[1] if held else name)
    while len(of_name) > 1 and of_name[0] in _NAMESPACES:
        of_name = of_name[1:]
    return "_".join(of_name)


@lru_cache(maxsize=8192)
def field_name(pointer: str) -> str:
    """What the field of a record goes by: its words without an object that holds all fields, `/attributes/name` as name."""
    first, _, rest = pointer.removeprefix("/").partition("/")
    return plain(rest if rest and first in _WHOLE else pointer)


def kept_by(name: str) -> str:
    """What a filter names that stands in brackets or behind a dot: `filter[kind]` is kind, `filters[price][$gte]` price_gte."""
    found = _KEPT_BY.match(name)
    return plain(found[1]) + ("!" if name.endswith("!") else "") if found else name


def singular(word: str) -> str:
    """A word without the ending of its plural, so that `policies` and `policy` are the same."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + instead
    if word == "ids":
        return "id"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
