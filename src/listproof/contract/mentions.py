"""Names that are mentioned elsewhere: facts in a contract's own lists, laws in its texts, in pages of docs/ and in waivers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from listproof.contract.facts import facts
from listproof.contract.files import reason, text_of, toml_of
from listproof.contract.model import Contract
from listproof.contract.node import Node
from listproof.contract.text import Document, Mistake

__all__ = ["mentioned", "mentioned_in_page", "mentioned_in_waivers"]

_LAW = re.compile(r"\b(?:pages|bounds|filters|order|shape|errors|queries|schema)\.[a-z][a-z0-9]*(?:-[a-z0-9]+)+\b")
"""A word that has the form of a law's id: an area, a dot, and words joined by hyphens."""
_FACT_FORMS = (
    "pages.past-end",
    "pages.made-up",
    "pages.first-page",
    "pages.last-page",
    "errors.*",
    "filters.*.yields-to",
    "filters.*.chosen-by",
)


def mentioned(contract: Contract, document: Document, laws: Collection[str] | None) -> Iterator[Mistake]:
    """Facts and laws that a contract names and that are none; without `laws` only facts are looked at."""
    root = Node.root(document)
    known = [fact.id for fact in facts(contract)]
    listing = root.get("x-listing")
    for word in ("sources", "not-testable", "equivalent"):
        for name, node in listing.get(word).items():
            matched = name in known or (word != "sources" and any(fnmatchcase(one, name) for one in known))
            if not matched and not (word == "equivalent" and laws is not None and name in laws):
                yield node.mistake(f"{word}: there is no fact {name!r}; {_near(name, known)}")
    for dispute in root.get("x-disputes").each():
        for about in dispute.get("about").each():
            if about.text is not None and about.text not in known:
                yield about.mistake(f"dispute {dispute.get('id').value}: there is no fact {about.text!r}; {_near(about.text, known)}")
    for fact in facts(contract):
        if not fact.source.document:
            yield listing.get("sources").mistake(f"the fact {fact.id} has no source; expected it in x-listing.sources")
    if laws is not None:
        for node in root.walk():
            if node.text is not None:
                yield from (node.mistake(message) for message in _unknown(node.text, laws, known))


def mentioned_in_page(page: Path, laws: Collection[str]) -> Iterator[Mistake]:
    """Laws that a page of text names in backticks and that are none."""
    for number, line in enumerate(text_of(page).splitlines(), 1):
        for quoted in re.findall(r"`([^`]+)`", line):
            yield from (Mistake(str(page), number, message) for message in _unknown(quoted, laws, ()))


def mentioned_in_waivers(file: Path, laws: Collection[str], contracts: Collection[str]) -> Iterator[Mistake]:
    """Waivers of a targets file that name a law or a contract that is none."""
    try:
        text = text_of(file)
        given = toml_of(text).get("waivers", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else reason(error)
        yield Mistake(str(file), 1, f"cannot be read as TOML: {why}")
        return
    for waiver in given if isinstance(given, list) else []:
        for word, known in (("law", laws), ("contract", contracts)):
            name = waiver.get(word) if isinstance(waiver, dict) else None
            if isinstance(name, str) and name not in known:
                yield Mistake(str(file), _line(text, name), f"waivers: there is no {word} {name!r}; {_near(name, list(known))}")


def _unknown(text: str, laws: Collection[str], known: Collection[str]) -> Iterator[str]:
    for name in _LAW.findall(text):
        if name in laws or name in known or any(fnmatchcase(name, form) for form in _FACT_FORMS):
            continue
        yield f"there is no law {name!r}; {_near(name, list(laws))}"


def _near(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, 1, 0.5)
    return f"did you mean {close[0]}?" if close else "docs/contract.md and docs/laws list the names"


def _line(text: str, name: str) -> int:
    return next((number for number, line in enumerate(text.splitlines(), 1) if f'"{name}"' in line or f"'{name}'" in line), 1)
