"""What an answer says at a place that a contract names: in its body, its headers, its links, or its last record."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from listproof.contract import Absent, AnswerPlace, absent, at
from listproof.transport import Answer

__all__ = ["is_nothing", "said_at", "span_at"]

_SPAN = re.compile(r"\s*(?:[^\s\d*]\S*\s+)?(\d{1,18})-(\d{1,18})/(?:\d+|\*)\s*")
_LINK = re.compile(r'<([^<>]*)>((?:\s*;\s*(?:[^\s;,="<>]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"<>]*))?)?)*)')
_ATTRIBUTE = re.compile(r';\s*([^\s;,="<>]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"<>]*)))?')
_COMPLETE = re.compile(r"\s*(?:[^\s\d*]\S*\s+)?(?:\d+-\d+|\*)/(\d+)\s*")


def said_at(place: AnswerPlace, answer: Answer, records: Sequence[Any]) -> Any:
    """The value that stands at a place of an answer that shows these records, or `absent`.

    A link is its address as it is written, the complete length of a range a number.
    """
    if place.kind == "pointer":
        return at(answer.body, place.name)
    if place.kind == "last":
        return at(records[-1], place.name) if records else absent
    if place.kind == "rel":
        return _related(at(answer.body, place.name), place.relation or "")
    header = answer.headers.get("link" if place.kind == "link" else place.name.lower())
    if header is None:
        return absent
    if place.kind == "link":
        return _linked(header, place.relation or place.name).get("url" if place.inside is None else place.inside.casefold(), absent)
    if place.kind == "range":
        complete = _COMPLETE.fullmatch(header)
        return int(complete[1]) if complete else absent
    return header if place.inside is None else at(_json(header), place.inside)


def _json(header: str) -> Any:
    """The value of a header that holds JSON; absent where it holds none."""
    try:
        return json.loads(header)
    except ValueError:
        return absent


def span_at(place: AnswerPlace, answer: Answer) -> tuple[int, int] | None:
    """The places of the first and the last record that a range in a header tells, as it counts them; None where it tells none."""
    told = _SPAN.fullmatch(answer.headers.get(place.name.lower(), "")) if place.kind == "range" else None
    return None if told is None else (int(told[1]), int(told[2]))


def _linked(header: str, relation: str) -> Mapping[str, Any]:
    """The link of a relation in a Link header, its address as `url` beside its attributes; empty where there is none.

    A link may have several relations, apart by blanks, in any case, as its attributes are (RFC 8288, section 3); of an attribute that is
    there twice the first counts. A comma or semicolon within quotes parts nothing.
    """
    for link in _LINK.finditer(header):
        told: dict[str, Any] = {}
        for name, quoted, bare in _ATTRIBUTE.findall(link[2]):
            told.setdefault(name.casefold(), re.sub(r"\\(.)", r"\1", quoted) or bare)
        if relation.casefold() in told.get("rel", "").casefold().split():
            return {**told, "url": link[1]}
    return {}


def _related(links: Any, relation: str) -> Any:
    """The address of a relation in an array of links (`{rel, href}`), or in an object of them."""
    if isinstance(links, Mapping):
        found = links.get(relation, absent)
        return found.get("href", absent) if isinstance(found, Mapping) else found
    for link in links if isinstance(links, list) else ():
        if isinstance(link, Mapping) and str(link.get("rel", link.get("relation"))) == relation:
            return next((link[name] for name in ("href", "url", "uri") if name in link), absent)
    return absent


def is_nothing(value: Any) -> bool:
    """Whether a place holds nothing that leads on: it is absent, null, or an empty text."""
    return isinstance(value, Absent) or value is None or value == ""
