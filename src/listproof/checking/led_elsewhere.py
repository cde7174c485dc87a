"""A link beside addresses that is not claimed, as OData's where a server cuts what `$top` asks for: whether it leads where addresses do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from listproof.checking.asking import Questions
from listproof.checking.seen import Seen, named
from listproof.contract import Absent, at
from listproof.openapi.leading import told_ends
from listproof.transport.session import Answer

__all__ = ["MOST_FOR_LINK", "settle_link"]

MOST_FOR_LINK = 2
"""Questions that it may cost: the page to which the link leads, and the same by its address."""


def settle_link(seen: Seen, questions: Questions, first: Answer, shown: Sequence[Any], link: tuple[str, Mapping[str, Any]] | None) -> None:
    """Go by the `link` that an answer holds where it does not lead to the record at which the address of the next page begins.

    One of both is wrong, and it is the link: it follows the page that was just shown. By it the listing is read, so that laws say
    what is lost or comes twice.
    """
    pages = seen.listing["pages"]
    step = pages.get("offset") if isinstance(pages, Mapping) else None
    told = at(first.body, link[0]) if link is not None else None
    if not step or "next" in step or link is None or isinstance(told, Absent) or not isinstance(told, str):
        return
    asked = dict(parse_qsl(urlsplit(told).query, keep_blank_values=True))
    behind = questions.shown(questions.asked(asked)) if asked else []
    addressed = questions.shown(questions.asked({step["parameter"]: step["first"] + len(shown)})) if behind else []
    names = [[named(one, seen.listing["identity"]) for one in page[:1]] for page in (behind, addressed)]
    if not behind or not addressed or names[0] == names[1]:
        return
    seen.listing["pages"] = {"link": {"next": link[0], "end": told_ends(link[1])}}
    total = {word: held for word, held in seen.listing.get("total", {}).items() if word != "pages"}
    seen.listing = {word: held for word, held in seen.listing.items() if word != "total"} | ({"total": total} if total else {})
    why = f"{link[0]} leads elsewhere than {step['parameter']}={step['first'] + len(shown)}: the listing is read by it"
    seen.facts = {fact: what for fact, what in seen.facts.items() if not fact.startswith(("pages.", "size"))}
    seen.facts["pages.next"] = why
