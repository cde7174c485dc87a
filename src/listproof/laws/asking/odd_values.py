"""Which odd texts and bytes are worth a question of their own: what another question holds, and is answered, is not asked again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from listproof.contract import Query, asked_with, order_arguments, spell
from listproof.evidence import Reply
from listproof.laws.context.listing import Listing
from listproof.laws.families import FAMILIES
from listproof.values.filter_values import holdable

__all__ = ["are_held", "odd_bytes", "odd_questions", "what_breaks"]

_MARK = "listproofbytes"
"""Letters that stand for the bytes until the rest of the query is spelled."""
_BYTES, _PERCENT = "%ff%fe", "%"
"""Bytes that are no UTF-8, and a percent sign that encodes nothing."""


def odd_questions(listing: Listing) -> dict[str, list[dict[str, Any]]]:
    """What to ask for each kind of odd text, in as few questions as can ask for it: values of text filters by their names.

    Lists are asked for apart: one that names no record leaves nothing on which another text could break the service.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for names in (listing.values.text_filters, listing.values.repeated_texts):
        for word, values in listing.values.odd_texts(names).items():
            found.setdefault(word, []).extend(listing.values.askable(values))
    return found


def are_held(listing: Listing, texts: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """Whether each of the texts is a piece of the other one for its parameter, and not the whole; in a clause without quotes a long one
    may be read as several, of which not all are its value."""
    whole = (holdable(listing.contract.parameter(name), others.get(name, "")) for name in texts)
    held = all(text and text != others.get(name, "") and text in others.get(name, "") for name, text in texts.items())
    return held and all(whole)


def odd_bytes(listing: Listing, subject: str) -> dict[str, Reply]:
    """The answers to what is no text in a parameter, by what it is; both kinds of bytes in all texts at once where that is answered.

    Where it is not, each text is asked alone, for what one refuses hides what another breaks at. Where texts have answered both kinds,
    what decodes a query hides neither behind the other, and a refusal of another parameter has seen both. That a text may be empty is
    asked of all texts at once; where that cannot be, of the first. In a body no percent sign encodes anything, and of keys that stand
    in an array there only that it may be empty is asked, beside the bytes where that is answered.
    """
    filters = {one.name for one in listing.contract.filters}
    placed = _is_in_a_body(listing, subject)
    texts = [one for one in map(str, FAMILIES["odd bytes"](listing.contract)) if one in filters and _is_in_a_body(listing, one) == placed]
    groups = [tuple(group) for group in listing.values.askable(dict.fromkeys(texts, ""))]
    raw = _BYTES if placed else _BYTES + _PERCENT
    if subject == _keys_in_an_array(listing):
        beside = (reply for group in groups if (reply := _asked(listing, group, raw, {subject: []})).good)
        return {"no key": next(beside, None) or listing.leads.at(listing.first_page({}).query.having({subject: []}))}
    decoded = any(_beside_no_key(listing, group, raw).good for group in groups)
    together = next((group for group in groups if subject in group), (subject,) if decoded else ())
    both = _beside_no_key(listing, together, raw) if together else None
    if both is not None and (both.good or (decoded and both.refused and len(together) == 1)):
        found = {"odd bytes": both}
    else:
        found = {"bytes that are no UTF-8": _asked(listing, (subject,), _BYTES)}
        if not placed:
            found["a lone percent sign"] = _asked(listing, (subject,), _PERCENT)
    asked = listing.values.odd_texts(listing.values.text_filters).get("an empty text", ())
    if subject not in asked and subject not in texts[1:]:
        found["no value"] = _asked(listing, (subject,), "")
    return found


def what_breaks(listing: Listing, subject: str, value: Any) -> str:
    """What breaks where a value that names no record breaks the service: plain letters tell an odd text from the empty listing."""
    parameter = listing.contract.parameter(subject)
    free = parameter.kind == "string" and not (parameter.enum or parameter.format or "pattern" in parameter.schema)
    if free and not str(value).isalnum() and listing.first_page({subject: "listproofnothing"}).good:
        return "breaks the service, and a plain text that names no record does not"
    return "names no record, and an empty listing breaks the service"


def _asked(listing: Listing, names: Sequence[str], raw: str, beside: Mapping[str, Any] | None = None) -> Reply:
    """The answer to what stands as it is where the values of some parameters would, beside all that is asked of a first page, and more."""
    first, contract = listing.first_page({}).query, listing.contract
    if _asks_for_a_key(listing, names[0]):
        return listing.leads.at(first.following(_with_a_key(listing, first, names[0], raw)))
    known = {name: contract.parameter(name) for name in names}
    text = unquote(raw, errors="surrogateescape") if _is_in_a_body(listing, names[0]) else _MARK
    marked = first.having({**(beside or {}), **{name: [text] if one.kind == "array" else text for name, one in known.items()}})
    return listing.leads.at(marked if text != _MARK else first.following(spell(contract, marked).replace(_MARK, raw)))


def _keys_in_an_array(listing: Listing) -> str | None:
    """The property of a body that holds the keys of an order as an array; None where there is none."""
    order = listing.contract.order
    if order is None or order.by is None or order.each:
        return None
    parameter = listing.contract.parameter(order.by)
    return order.by if parameter.place == "body" and parameter.kind == "array" else None


def _beside_no_key(listing: Listing, names: Sequence[str], raw: str) -> Reply:
    """The answer to what stands as it is, in a body beside an order by no key where both are answered."""
    keys = _keys_in_an_array(listing)
    if keys is not None and (both := _asked(listing, names, raw, {keys: []})).good:
        return both
    return _asked(listing, names, raw)


def _is_in_a_body(listing: Listing, name: str) -> bool:
    return not _asks_for_a_key(listing, name) and listing.contract.parameter(name).place == "body"


def _asks_for_a_key(listing: Listing, name: str) -> bool:
    """Whether a parameter asks for a key of the order by its own name."""
    order = listing.contract.order
    return order is not None and any(name in asked_with(order, key.name, "asc") for key in order.keys)


def _with_a_key(listing: Listing, query: Query, name: str, raw: str) -> str:
    """A query in the order of the key that a parameter asks for, spelled, with what stands as it is where its value would."""
    order = listing.contract.order
    assert order is not None
    key = next(key for key in order.keys if name in asked_with(order, key.name, "asc"))
    asked = query.having(order_arguments(order, [(key.name, "asc")]))
    pairs = [pair.partition("=") for pair in spell(listing.contract, asked).split("&")]
    return "&".join(f"{told}={raw if unquote(told) == name else value}" for told, _, value in pairs)
