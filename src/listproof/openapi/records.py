"""Where an answer holds the records of a listing, what tells two of them apart, and where it says how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract.pointer import escaped, parts
from listproof.openapi.shapes import common, is_single, item, kinds, properties, single_values
from listproof.openapi.spellings import (
    BESIDE,
    IDENTITIES,
    ITEMS,
    WRAPPERS,
)
from listproof.openapi.words import bare, plain, singular, words

__all__ = ["identity", "records"]


def records(answer: Mapping[str, Any], path: str, paged: bool) -> str | None:
    """The pointer of the records in an answer; None where it is no listing.

    The answer is a list, or an object with one list that is called as lists are, or as the path's last word, or that stands alone
    beside what goes with pages, and not beside one object that is called as lists are. `paged` says that the operation takes a
    parameter of pages, so that a list that is called otherwise is believed too.
    """
    if item(answer) is not None and "object" not in kinds(answer):
        return "" if _is_record(item(answer) or {}, paged) else None
    found = _inside(answer, path, paged)
    if found is not None:
        return found
    for name, inner in properties(answer).items():
        if bare(name) in WRAPPERS and kinds(inner) == ("object",):
            deeper = _inside(inner, path, paged)
            if deeper is not None:
                return f"/{escaped(name)}{deeper}"
    return None


def _is_record(schema: Mapping[str, Any], paged: bool) -> bool:
    return bool(properties(schema)) or (paged and (is_single(schema) or kinds(schema) in ((), ("object",))))


def _inside(schema: Mapping[str, Any], path: str, paged: bool) -> str | None:
    held = properties(schema)
    lists = {name: inner for name, inner in held.items() if item(inner) is not None and _is_record(item(inner) or {}, paged)}
    if not lists:
        return None
    named = [name for word in ITEMS for name in lists if bare(name) == word]
    last = [step for step in path.split("/") if step and not step.startswith("{")][-1:]
    called = [name for name in lists if last and _alike(name, last[0])]
    beside = [name for name in held if name not in lists and not _goes_with_pages(name)]
    one = path.rstrip("/").endswith("}") and not paged
    beside += [name for name in held if one and plain(name) in ("id", "uuid", "uid", "name", "key", "type", "status", "version")]
    if (called or named) and not (one and beside):
        return f"/{escaped((called or named)[0])}"
    single = any(bare(name) in ITEMS and properties(inner) and item(inner) is None for name, inner in held.items())
    if len(lists) == 1 and not single and (paged or (not beside and not one)):
        return f"/{escaped(next(iter(lists)))}"
    return None


def _alike(name: str, step: str) -> bool:
    """Whether a list is called as the last step of the path, or ends as it does: `workflow_runs` of `/runs`."""
    of_list, of_step = [singular(word) for word in words(name)], [singular(word) for word in words(step)]
    return bool(of_step) and (of_list[-len(of_step) :] == of_step or (bool(of_list) and of_step[-len(of_list) :] == of_list))


def _goes_with_pages(name: str) -> bool:
    return any(word in BESIDE for word in words(name))


def _is_of_path(pointer: str, path: str) -> bool:
    """Whether a field is called as what the path asks for, by more than one word: `/sites/{siteId}/devices` has one siteId.

    Not where what is listed is called like that itself: the folders of `/folders/{folderId}/folders` have a folderId of their own.
    """
    steps = [step for step in path.split("/") if step]
    of_field, listed = words(pointer), singular(plain(steps[-1])) if steps else ""
    asked = [words(step[1:-1]) for step in steps if step.startswith("{") and step.endswith("}")]
    return len(of_field) > 1 and of_field in asked and "_".join(of_field[:-1]) != listed


def identity(record: Mapping[str, Any], path: str) -> tuple[tuple[str, ...], str]:
    """The pointers that tell two records apart, and why they are thought to; none where records are alternatives that share no field.

    Of records that are alternatives only what each of them has can tell.
    """
    if not properties(record):
        return ("",), "records are single values, each its own identity"
    held, shared = single_values(record), common(record)
    if shared is not None:
        held = {pointer: schema for pointer, schema in held.items() if parts(pointer)[0] in shared}
    held = {pointer: schema for pointer, schema in held.items() if not _is_of_path(pointer, path)} or held
    by_name = {plain(pointer): pointer for pointer in reversed(list(held)) if pointer.count("/") == 1}
    for word in ("id", "uuid", "guid", "uid"):
        if word in by_name:
            return (by_name[word],), f"the field is called {by_name[word][1:]}"
    last = [step for step in path.split("/") if step and not step.startswith("{")][-1:]
    thing = singular(plain(last[0])) if last else ""
    for word in (f"{thing}_id", f"{thing}_uuid", f"{thing}_name", f"{thing}_key"):
        if word in by_name:
            return (by_name[word],), f"the field is called {by_name[word][1:]}, as the last step of the path"
    deep = next((pointer for pointer in held if words(pointer)[-1:] in (("uid",), ("uuid",)) and pointer.count("/") == 2), None)
    if deep is not None:
        return (deep,), f"the field is called {deep[1:]}"
    for word in IDENTITIES:
        if word in by_name:
            return (by_name[word],), f"the field is called {by_name[word][1:]}, and none is called id"
    ending = next((pointer for name, pointer in by_name.items() if name.endswith(("_id", "_name", "_key", "_url"))), None)
    if ending is not None:
        return (ending,), f"of the record's fields, {ending[1:]} is called most as an identity is"
    inner = next((pointer for pointer in held if words(pointer)[-1:] in (("id",), ("name",), ("login",))), None)
    if inner is not None:
        return (inner,), f"of the record's fields, {inner[1:]} is called most as an identity is"
    if shared is not None:
        return (), "the records are alternatives, and nothing that stands in each of them is called as an identity is"
    outer = [pointer for pointer in held if pointer.count("/") == 1][:4] or list(held)[:4]
    if outer:
        return tuple(outer), "no field is called as an identity is; the first ones together"
    return (f"/{escaped(next(iter(properties(record))))}",), "no field is a single value; the first one"
