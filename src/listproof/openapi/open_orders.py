"""Orders of which the file lists no key: by the custom of their family such a parameter takes any field that records show."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from listproof.openapi.shapes import Shown, item, kinds
from listproof.openapi.words import bare, field_name, plain

__all__ = ["Custom", "any_fields", "custom_of"]

_MOST = 6
"""Fields that are taken for keys: each costs a question before it is believed."""
_SPRING = re.compile(r"property\s*[,:(]+\s*\(?asc\s*\|\s*desc", re.I)
_REST_FRAMEWORK = re.compile(r"which field to use when ordering", re.I)


@dataclass(frozen=True)
class Custom:
    """How a family turns a key, what stands between several, and whose custom it is; `refusing` says that it refuses what is no key."""

    direction: Mapping[str, Any]
    separator: str
    whose: str
    refusing: bool = True


def custom_of(name: str, schema: Mapping[str, Any], fields: Shown, beside: Collection[str]) -> Custom | None:
    """The custom that an order without keys follows; None where nothing tells one. `beside` are the names of all parameters."""
    said = str(schema.get("description", ""))
    pageable = bare(name) == "sort" and item(schema) is not None and {"page", "size"} <= set(map(bare, beside)) and not said
    if pageable or _SPRING.search(said):
        return Custom({"suffix": {"asc": ",asc", "desc": ",desc"}}, "", "Spring's")
    if name == "$orderby":
        return Custom({"suffix": {"asc": "", "desc": " desc"}}, ",", "OData's")
    if bare(name) == "ordering" and _REST_FRAMEWORK.search(said):
        return Custom({"prefix": "-"}, ",", "Django REST framework's", refusing=False)
    if bare(name) == "sorting" and {"skip_count", "max_result_count"} <= set(map(bare, beside)):
        return Custom({"suffix": {"asc": "", "desc": " desc"}}, ",", "ABP's")
    if name == "order" and {"select", "order", "limit", "offset"} <= set(beside):
        return Custom({"suffix": {"asc": ".asc", "desc": ".desc"}}, ",", "PostgREST's")
    if bare(name) == "sort" and any(one.startswith("pagination[") for one in beside):
        return Custom({"suffix": {"asc": ":asc", "desc": ":desc"}}, ",", "Strapi's")
    if bare(name) == "sort" and any(pointer.startswith("/attributes/") for pointer in fields) and (item(schema) or schema).get("type"):
        return Custom({"prefix": "-"}, ",", "JSON:API's")
    return None


def any_fields(fields: Shown) -> dict[str, str]:
    """The fields by which records may be ordered, by the name that such a parameter takes: numbers, times and texts."""
    found: dict[str, str] = {}
    for pointer, schema in fields.items():
        outer = pointer.count("/") == 1 or field_name(pointer) != plain(pointer)
        if outer and kinds(schema) in (("string",), ("integer",), ("number",)) and not schema.get("enum"):
            found.setdefault(pointer.rpartition("/")[2], pointer)
    return dict(list(found.items())[:_MOST])
