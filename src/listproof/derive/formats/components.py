"""Parameters that a page writes as components (`<Param name="limit" type="integer">…</Param>`), as a table of HTML in their place.

Every line stays where it is. A page without such components is left as it is, byte for byte.
"""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["without_components"]

_VALUE = r"""(?:"[^"<>]*"|'[^'<>]*'|\{[^{}<>]*\})"""
_TAG = rf"<(?P<tag>[A-Z]\w*(?:\.\w+)*)(?P<said>(?:\s+[\w-]+(?:={_VALUE})?)*)\s*"
_PARAMETER = re.compile(
    rf"(?=<[A-Z][^<>]*\sname=)(?=<[A-Z][^<>]*\stype=){_TAG}(?:/>|>(?P<words>(?:(?!<(?P=tag)\b).)*?)</(?P=tag)\s*>)", re.DOTALL
)
_COMPONENT = re.compile(rf"{_TAG}/?>|</[A-Z]\w*(?:\.\w+)*\s*>|</?>", re.DOTALL)
_SAID = re.compile(rf"([\w-]+)(?:=({_VALUE}))?")
_OPERATION = re.compile(
    r"<[A-Z]\w*(?=(?:\s+[\w-]+=\S+){0,4}?\s+(?:url|path|endpoint|route)=[\"'](?P<path>/[^\"'\s?]*)[\"'])"
    r"(?=(?:\s+[\w-]+=\S+){0,4}?\s+method=[\"'](?P<method>GET|POST)[\"'])(?:\s+(?:url|path|endpoint|route|method)=[\"'][^\"']*[\"']){2}",
    re.IGNORECASE,
)
_OF_VALUES = re.compile(r"\b(?:allowed|possible|valid|enum\w*)\b.{0,12}\bvalues?\b|\benum\b", re.IGNORECASE)
_BOUNDS = {"min": "Minimum value", "max": "Maximum value", "minimum": "Minimum value", "maximum": "Maximum value",
           "default": "Default value", "defaultval": "Default value", "defaultvalue": "Default value"}  # fmt: skip


def without_components(text: str) -> str:
    """The text of a page with what its components say: an operation as a line, parameters as a table where they stand together."""
    found = [one for one in _PARAMETER.finditer(text) if {"name", "type"} <= _said(one).keys()]
    if not found:
        return text
    between = [text[one.end() : two.start()] for one, two in pairwise(found)]
    parts, at = [], 0
    for number, one in enumerate(found):
        opens = number == 0 or _parts(between[number - 1])
        closes = number == len(found) - 1 or _parts(between[number])
        parts += [_plain(text[at : one.start()], inside=not opens), _HEAD if opens else "", _row(one), "</table>\n" if closes else ""]
        at = one.end()
    return "".join((*parts, _plain(text[at:], inside=False)))


_HEAD = "\n<table><tr><th>Name</th><th>Type</th><th>Required</th><th>Description</th></tr>"


def _parts(between: str) -> bool:
    """Whether what stands between two parameters parts them: a heading, or an example."""
    return re.search(r"^[ \t]*(?:#{1,6} |```)", between, re.MULTILINE) is not None


def _plain(text: str, inside: bool) -> str:
    """What stands outside parameters, without the marks of its components; between two rows of one table the lines alone."""
    if inside:
        return "\n" * text.count("\n")
    text = _OPERATION.sub(lambda one: f"\n{one['method'].upper()} {one['path']}\n" + "\n" * (one.group().count("\n") - 2), text)
    return _COMPONENT.sub(lambda one: "\n" * one.group().count("\n"), text)


def _said(found: re.Match[str]) -> dict[str, str]:
    """The attributes of a component; one without a value says `true`."""
    return {name: (value or "true").strip("{}\"' ") for name, value in _SAID.findall(found["said"] or "")}


def _row(found: re.Match[str]) -> str:
    said = _said(found)
    words = _COMPONENT.sub(_in_words, found["words"] or "")
    words = re.sub(r"^[ \t]*[*-][ \t]+", "<br>• ", f"{said.get('description', '')}{words}", flags=re.MULTILINE)
    need = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}.get(said.get("required", "false").lower(), "no")
    return f"<tr><td>{said['name']}</td><td>{said['type']}</td><td>{need}</td><td>{words}</td></tr>"


def _in_words(found: re.Match[str]) -> str:
    """What a component inside a parameter says: its bounds and its default, or that values follow."""
    said = _said(found) if found["tag"] else {}
    told = [f"{_BOUNDS[name.lower()]}: {value}." for name, value in said.items() if name.lower() in _BOUNDS]
    leads = "Valid values:" if any(_OF_VALUES.search(value) for value in said.values()) else ""
    return f" {' '.join(told)}{leads} " + "\n" * found.group().count("\n")
