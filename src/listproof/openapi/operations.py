"""The list operations of an OpenAPI document: each GET whose good answer holds an array of records, paged or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from listproof.contract import Document, is_json, is_open
from listproof.contract.documents import of_openapi, slug_of
from listproof.contract.documents.references import target
from listproof.openapi.paging import is_paging
from listproof.openapi.records import records

__all__ = ["ListOperation", "chosen_of", "list_operations"]

_DEEP = 6
"""How many steps of schemas are looked at: an answer, what wraps its records, the records, and their fields."""
_STRUCTURE = ("properties", "items", "allOf", "anyOf", "oneOf")

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class ListOperation:
    """One list operation: where it stands, what it is called, and the pointer of its records in a good answer.

    `stated` is one whose file has its `x-listing`: nothing of it is guessed.
    """

    path: str
    id: str
    slug: str
    records: str
    path_parameters: tuple[str, ...] = ()
    stated: bool = False


def chosen_of(every: Sequence[ListOperation], names: Sequence[str]) -> tuple[ListOperation, ...]:
    """The operations of some names: operationId, slug or path; all where none is named. Raises KeyError, with the nearest ones."""
    found: dict[str, ListOperation] = {}
    for name in names:
        here = [one for one in every if name in (one.id, one.slug, one.path)]
        if not here:
            known = [word for one in every for word in (one.id, one.path)]
            near = get_close_matches(name, known, 3) or known[:3]
            raise KeyError(f"there is no list operation {name!r}; expected one such as {', '.join(near) or 'none: the file has no list'}")
        found |= {one.slug: one for one in here}
    return tuple(found.values()) if names else tuple(every)


def list_operations(document: Document) -> tuple[ListOperation, ...]:
    """The list operations of a document of OpenAPI 3, in its order. Raises ContractError for references that lead nowhere."""
    with of_openapi(document.file):
        return tuple(_found(document))


def _found(document: Document) -> Iterator[ListOperation]:
    paths = document.value.get("paths")
    taken: dict[str, int] = {}
    for path, given in paths.items() if isinstance(paths, Mapping) else ():
        source, place, item = _followed(document, ("paths", path), given)
        if not isinstance(item, Mapping) or not isinstance(item.get("get"), Mapping):
            continue
        origin, at, operation = _followed(source, (*place, "get"), item["get"])
        own = operation.get("x-listing")
        stated = isinstance(own, Mapping) and isinstance(own.get("records"), str)
        answer = _answer(origin, at, operation)
        if answer is None and not stated:
            continue
        entries = [*_entries(source, (*place, "parameters"), item), *_entries(origin, (*at, "parameters"), operation)]
        asked = [str(one.get("name", "")) for one in entries if one.get("in") == "query"]
        found = own["records"] if stated else records(answer or {}, str(path), any(is_paging(name) for name in asked))
        if found is None:
            continue
        slug = slug_of(str(path), "get", operation)
        taken[slug] = taken.get(slug, 0) + 1
        named = str(operation.get("operationId") or slug)
        within = tuple(str(one.get("name", "")) for one in entries if one.get("in") == "path")
        yield ListOperation(str(path), named, slug if taken[slug] == 1 else f"{slug}-{taken[slug]}", found, within, stated)


def _entries(source: Document, at: Place, holder: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = []
    for index, given in enumerate(holder.get("parameters") or ()):
        _, _, entry = _followed(source, (*at, index), given)
        if isinstance(entry, Mapping):
            found.append(entry)
    return found


def _answer(source: Document, at: Place, operation: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The schema of the good answer as JSON, written out as far as is looked at; None where there is none."""
    responses = operation.get("responses")
    if not isinstance(responses, Mapping) or "200" not in responses:
        return None
    source, at, response = _followed(source, (*at, "responses", "200"), responses["200"])
    content = response.get("content") if isinstance(response, Mapping) else None
    kinds = content if isinstance(content, Mapping) else {}
    for kind in sorted(filter(lambda kind: is_json(kind) or is_open(kind), kinds), key=is_open):
        held = kinds[kind]
        if isinstance(held, Mapping) and isinstance(held.get("schema"), Mapping):
            found = _written_out(source, (*at, "content", kind, "schema"), held["schema"], _DEEP)
            return found if isinstance(found, Mapping) else None
    return None


def _written_out(source: Document, at: Place, value: Any, left: int) -> Any:
    """A schema with its references followed, cut where nobody looks."""
    source, at, value = _followed(source, at, value)
    if not isinstance(value, Mapping):
        return value
    made: dict[str, Any] = {key: inner for key, inner in value.items() if key not in _STRUCTURE}
    if left == 0:
        return made
    for word in _STRUCTURE:
        inner = value.get(word)
        if word == "properties" and isinstance(inner, Mapping):
            origin, place, named = _followed(source, (*at, word), inner)
            if isinstance(named, Mapping):
                made[word] = {name: _written_out(origin, (*place, name), one, left - 1) for name, one in named.items()}
        elif word == "items" and isinstance(inner, Mapping):
            made[word] = _written_out(source, (*at, word), inner, left - 1)
        elif isinstance(inner, list):
            made[word] = [_written_out(source, (*at, word, index), one, left - 1) for index, one in enumerate(inner)]
    return made


def _followed(source: Document, at: Place, value: Any) -> tuple[Document, Place, Any]:
    for _ in range(20):
        if not isinstance(value, Mapping) or not isinstance(value.get("$ref"), str):
            break
        source, at, value = target(source, at, value["$ref"])
    return source, at, value
