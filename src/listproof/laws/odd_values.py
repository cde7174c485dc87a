"""Which odd texts and bytes are worth a question of their own: what another question holds, and is answered, is not asked again."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from listproof.contract import spell
from listproof.evidence import Reply
from listproof.laws.listing import Listing

__all__ = ["are_held", "odd_bytes"]


def are_held(texts: Mapping[str, str], others: Mapping[str, str]) -> bool:
    """Whether each of the texts is a piece of the other one for its parameter, and not the whole."""
    return all(text and text != others.get(name, "") and text in others.get(name, "") for name, text in texts.items())


def odd_bytes(listing: Listing, subject: str) -> dict[str, Reply]:
    """The answers to what is no text behind the name of a parameter, by what it is; both kinds of bytes at once where that is answered.

    That a text may be empty is asked of all texts at once.
    """
    texts = listing.values.text_filters
    first = listing.first_page({})
    usual = spell(listing.contract, first.query.having({subject: None}))

    def asked(raw: str) -> Reply:
        return listing.leads.at(first.query.following(f"{usual}&{quote(subject, safe='')}{raw}".lstrip("&")))

    both = asked("=%ff%fe%") if subject in texts else None
    if both is not None and both.good:
        found = {"odd bytes": both}
    else:
        found = {"bytes that are no UTF-8": asked("=%ff%fe"), "a lone percent sign": asked("=%")}
    if subject not in listing.values.odd_texts(texts).get("an empty text", ()):
        found["no value"] = asked("=")
    return found
