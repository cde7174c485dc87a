"""Which odd texts and bytes are worth a question of their own: what another question holds, and is answered, is not asked again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from listproof.contract import spell
from listproof.evidence import Reply
from listproof.laws.context.listing import Listing
from listproof.laws.families import FAMILIES

__all__ = ["are_held", "odd_bytes", "odd_questions"]

_BOTH = "=%ff%fe%"
"""Bytes that are no UTF-8 and a percent sign that encodes nothing."""


def odd_questions(listing: Listing) -> dict[str, list[dict[str, Any]]]:
    """What to ask for each kind of odd text, in as few questions as can ask for it: values of text filters by their names.

    Lists are asked for apart: one that names no record leaves nothing on which another text could break the service.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for names in (listing.values.text_filters, listing.values.repeated_texts):
        for word, values in listing.values.odd_texts(names).items():
            found.setdefault(word, []).extend(listing.values.askable(values))
    return found


def are_held(texts: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """Whether each of the texts is a piece of the other one for its parameter, and not the whole."""
    return all(text and text != others.get(name, "") and text in others.get(name, "") for name, text in texts.items())


def odd_bytes(listing: Listing, subject: str) -> dict[str, Reply]:
    """The answers to what is no text behind the name of a parameter, by what it is; both kinds of bytes at once where that is answered.

    Where a text filter has answered both, what decodes a query hides neither behind the other, and a refusal of another parameter has
    seen both. That a text may be empty is asked of all texts at once.
    """
    texts = listing.values.text_filters
    decoded = [name for name in FAMILIES["odd bytes"](listing.contract) if name in texts and _asked(listing, str(name), _BOTH).good]
    both = _asked(listing, subject, _BOTH) if subject in texts or decoded else None
    if both is not None and (both.good or (decoded and both.refused)):
        found = {"odd bytes": both}
    else:
        found = {"bytes that are no UTF-8": _asked(listing, subject, "=%ff%fe"), "a lone percent sign": _asked(listing, subject, "=%")}
    if subject not in listing.values.odd_texts(texts).get("an empty text", ()):
        found["no value"] = _asked(listing, subject, "=")
    return found


def _asked(listing: Listing, name: str, raw: str) -> Reply:
    """The answer to what stands behind the name of a parameter as it is, beside all that is asked of a first page."""
    first = listing.first_page({})
    usual = spell(listing.contract, first.query.having({name: None}))
    return listing.leads.at(first.query.following(f"{usual}&{quote(name, safe='')}{raw}".lstrip("&")))
