"""Record contents that no report may hold: the fields that a target's `mask` names, in bodies and wherever their values are told."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from listproof.contract import Contract, each
from listproof.contract.pointer import join, parts

__all__ = ["SHORTEST", "Hidden", "asked_of", "covered", "texts_at"]

SHORTEST = 3
"""Characters from which on a text is covered outside bodies too; shorter ones tell nothing and would blank a report."""
_HEAD = 12
"""Characters from which on the beginning of a text is covered as well: what laws say is often cut short."""

_WORDS = frozenset({"null", "true", "false", "none"})
"""Words of JSON, and of Python, that are no contents: who asks for one by chance would blank what the laws say of types."""

_LONGEST = 50_000
"""Characters of a text that are kept to know it again, more than is ever shown of one: what goes on from there is covered to its end."""


class Hidden:
    """Texts that nobody may read: covered wherever they stand, whole or cut short, in an address, in JSON or as Python shows them.

    Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._whole: dict[int, set[str]] = {}
        self._long: dict[str, list[str]] = {}
        self._starts: set[str] = set()
        self._known: set[str] = set()

    def add(self, texts: Iterable[str]) -> None:
        """Cover these texts from now on, but for those shorter than SHORTEST and words that say nothing of a record."""
        for text in (text[:_LONGEST] for text in texts if len(text) >= SHORTEST and text.lower() not in _WORDS):
            if text in self._known:
                continue  # the same records come with every answer, and to spell a long text takes milliseconds
            plain = {text, repr(text)[1:-1], json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
            for form in plain | {change(text, safe="", errors="surrogatepass") for change in (quote, quote_plus)}:
                form = form[:_LONGEST]
                self._starts.add(form[:SHORTEST])
                if len(form) < _HEAD:
                    self._whole.setdefault(len(form), set()).add(form)
                else:
                    alike = self._long.setdefault(form[:_HEAD], [])
                    place = bisect_left(alike, form)
                    if alike[place : place + 1] != [form]:
                        alike.insert(place, form)
            self._known.add(text)

    def covered(self, text: str, cover: str, most: int | None = None) -> str:
        """A text with `cover` in place of every hidden one and of every longer beginning of one; no more than `most` characters."""
        if not self._starts:
            return text[:most]
        starts, lengths, most = self._starts, sorted(self._whole, reverse=True), len(text) if most is None else most
        parts: list[str] = []
        place = kept = done = 0
        while place < len(text) and done + place - kept < most:
            length = self._found(text, place, lengths) if text[place : place + SHORTEST] in starts else 0
            if length:
                parts += [text[kept:place], cover]
                done += place - kept + len(cover)
                kept = place = place + length
            else:
                place += 1
        return "".join([*parts, text[kept:place]])[:most]

    def _found(self, text: str, place: int, lengths: Iterable[int]) -> int:
        """How much of the text is hidden from a place on."""
        alike = self._long.get(text[place : place + _HEAD])
        if alike:
            here = text[place : place + max(map(len, alike))]
            after = bisect_left(alike, here)
            known = max(_alike(here, form) for form in alike[max(0, after - 1) : after + 1])
            return known if known < _LONGEST else len(text) - place
        return next((length for length in lengths if text[place : place + length] in self._whole[length]), 0)


def _alike(one: str, other: str) -> int:
    """How many characters two texts have in common from their beginning."""
    return next((place for place, pair in enumerate(zip(one, other)) if pair[0] != pair[1]), min(len(one), len(other)))


def covered(body: Any, pointers: Iterable[str], cover: str) -> Any:
    """A copy of a body with `cover` in place of every value at the pointers; `*` steps into every item."""
    for pointer in pointers:
        body = _covered(body, parts(pointer), cover)
    return body


def _covered(value: Any, steps: tuple[str, ...], cover: str) -> Any:
    if not steps:
        return cover
    step, rest = steps[0], steps[1:]
    if isinstance(value, Mapping):
        return {key: _covered(inner, rest, cover) if step in ("*", key) else inner for key, inner in value.items()}
    if isinstance(value, list):
        return [_covered(inner, rest, cover) if step in ("*", str(place)) else inner for place, inner in enumerate(value)]
    return value


def texts_at(body: Any, pointers: Iterable[str]) -> set[str]:
    """The texts at the pointers of a body, those inside objects and arrays among them."""
    return {text for pointer in pointers for value in each(body, pointer) for text in _texts(value) if len(text) >= SHORTEST}


def asked_of(contract: Contract, arguments: Mapping[str, Any], pointers: Iterable[str]) -> set[str]:
    """The texts that a query gives to filters on masked fields: whole contents or pieces of them."""
    covers = tuple(pointers)
    found: set[str] = set()
    for one in contract.filters:
        fields = [join(contract.records, "/*", pointer) for pointer in one.places]
        if one.name in arguments and any(f"{field}/".startswith(f"{cover}/") for field in fields for cover in covers):
            found.update(text for text in _texts(arguments[one.name]) if len(text) >= SHORTEST)
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(str(key))
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
