"""The JSON bodies and request lines that a page shows."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence, Set
from typing import Any
from urllib.parse import parse_qsl, urlsplit

__all__ = ["after_blank", "bodies", "cookies_of", "headers_of", "query_of", "recased", "request_lines", "unfinished"]

_COMMENT = re.compile(r'("(?:\\.|[^"\\])*")|/\*.*?\*/|//[^\n]*|(?<=[ \t])#[ \t][^\n]*', re.DOTALL)
_TRAILING = re.compile(r'("(?:\\.|[^"\\])*")|,(\s*[}\]])')
_LEFT_OUT = re.compile(r'("(?:\\.|[^"\\])*")|(,?)\s*(?:\.{3}|\.(?: \.){2}|…)\s*(,?)')
"""Dots in place of what an example leaves out, with the commas around them."""
_REQUEST = re.compile(r"\s*(?:(?:\$\s*)?curl\b|(?:GET|POST|PUT|DELETE)\s+(?:https?:/)?/|https?://[^/\s]+/\?Action=)")
"""How a request begins: with a method, with curl, or with the address of a call by a parameter `Action`."""
_UNPARTED = re.compile(r'((?:[}\]"\d]|\btrue|\bfalse|\bnull)[ \t]*)(\n\s*"(?:\\.|[^"\\\n])*"\s*:)')
"""A member on a line of its own before which no comma stands."""
_URL = re.compile(r"(https?://[^\s\"'<>]*(?:<[a-z_]+>[^\s\"'<>]*)*|(?<=GET )/\S+|(?<=POST )/\S+)")


def unfinished(text: str, values: Sequence[Any]) -> str:
    """Why an example is not read to its end, with the names that it holds and no value that was read has."""
    read = "".join(json.dumps(value, ensure_ascii=False) for value in values)
    named = dict.fromkeys(name.strip() for pair in _NAMED.findall(text.translate(_WIDE)) for name in pair if name)
    left = [name for name in named if f'"{name}":' not in read]
    why = "it is no JSON to its end"
    return f"{why}; left out: {', '.join(left[:_MOST_NAMES])}" if left else why


_NAMED = re.compile(r'"([^"\\\n]{1,80})"\s*:|^[ \t]*([A-Za-z_]\w{0,60})\s*:(?=\s)', re.MULTILINE)
"""A name of an example before its colon, in quotes or alone at the start of a line."""
_WIDE = str.maketrans("“”：，", '"":,')
"""The quotes, colons and commas of a Chinese text in place of those of JSON."""
_MOST_NAMES = 300


def after_blank(text: str) -> str:
    """What follows the first line that opens a bracket."""
    lines = text.split("\n")
    start = next((index for index, line in enumerate(lines) if line.lstrip().startswith(("{", "["))), len(lines))
    return "\n".join(lines[start:])


def bodies(text: str) -> tuple[list[Any], bool]:
    """The JSON values in a code block, one after another, and whether all of it was read.

    Comments, commas before a closing bracket and dots in place of what is left out are forgiven.
    """
    text = f"{{{text}}}" if _MEMBERS.match(text) else text
    start = re.search(r"[{\[]", text)
    if start is None:
        return [], False
    rest = text[start.start() :].replace("&nbsp;", " ").strip()
    rest = _COMMENT.sub(lambda found: found.group(1) or "", rest)
    rest = _LEFT_OUT.sub(lambda found: found.group(1) or ("," if found.group(2) and found.group(3) else " "), rest)
    rest = _TRAILING.sub(lambda found: found.group(1) or found.group(2), rest)
    if not _QUOTED_NAME.search(rest):
        rest = _BARE_VALUE.sub(r': "\1"\2', _BARE_NAME.sub(r'\1"\2":', rest))
    decoder = json.JSONDecoder(parse_constant=str, object_pairs_hook=_named, strict=False)
    values: list[Any] = []
    while rest:
        try:
            value, end = decoder.raw_decode(rest)
        except (ValueError, RecursionError):
            valued = _BARE_VALUE_AMONG_QUOTED.sub(lambda one: one.group(1) or f"{one.group(2)}{_sample(one.group(3))}", rest)
            if valued != rest and (value := _value_of(valued)) is not None:
                return [*values, value], False
            quoted = _BARE_AMONG_QUOTED.sub(lambda one: one.group(1) or f'{one.group(2)}"{one.group(3)}"{one.group(4)}', rest)
            if quoted != rest and (value := _value_of(quoted)) is not None:
                return [*values, value], True
            mended = _closed(parted) if (parted := _UNPARTED.sub(r"\1,\2", rest)) == rest else _value_of(parted) or _closed(parted)
            mended = _begun(rest) if mended is None else mended
            return ([*values, mended] if mended is not None else values), False
        values.append(value)
        following = rest[end:].lstrip()
        if not following.startswith(("{", "[")):
            return values, not following
        rest = following
    return values, True


_MEMBERS = re.compile(r'\s*"[\w.-]+"\s*:\s*[\[{]')
"""How an example begins that forgets the braces around its members: `"kites": [`."""
_QUOTED_NAME = re.compile(r"[\"'][^\"'\n]{1,80}[\"']\s*:")
_BARE_NAME = re.compile(r"(^[ \t]*|[{,][ \t]*)([A-Za-z_]\w*)[ \t]*:", re.MULTILINE)
_BARE_VALUE_AMONG_QUOTED = re.compile(r'("(?:\\.|[^"\\])*")|([:\[,]\s*)(?!true\b|false\b|null\b)([A-Za-z][\w.-]*)(?=\s*[,}\]\n])')
"""A word without quotes where a value stands: `"limit": integer`."""
_BARE_AMONG_QUOTED = re.compile(r'("(?:\\.|[^"\\])*")|([{,]\s*)([A-Za-z_]\w*)(\s*:)')
"""A name without quotes where others have them."""
_BARE_VALUE = re.compile(r":[ \t]*(?!true\b|false\b|null\b)([A-Za-z_]\w*)[ \t]*(?=[,}\n]|$)()")
"""Names and values of an example in which no name is quoted, as a script writes them."""


def _sample(word: str) -> str:
    """A value of the type that a word names; of any other word a text of it."""
    whole = re.fullmatch(r"(?:unsigned )?(?:int|integer|long|int32|int64)", word, re.IGNORECASE)
    return (
        "0"
        if whole
        else {"boolean": "true", "bool": "true", "number": "0.5", "float": "0.5", "double": "0.5"}.get(word.lower(), f'"{word}"')
    )


def _named(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The members of an object without the blanks that a copy put around their names."""
    return {name.strip(): value for name, value in pairs}


def _value_of(text: str) -> Any:
    """The value with which a text begins; None where it begins with none."""
    try:
        return json.JSONDecoder(parse_constant=str, object_pairs_hook=_named, strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _closed(text: str) -> Any:
    """The value of a text in which up to three brackets are not closed before one that is; None where it is something else."""
    opened: list[str] = []
    made: list[str] = []
    added = 0
    for part in re.findall(r'"(?:\\.|[^"\\])*"|[^"]', text):
        if part in "{[":
            opened.append("}" if part == "{" else "]")
        elif part in "}]":
            while opened and opened[-1] != part and part in opened:
                made.append(opened.pop())
                added += 1
            if not opened or opened.pop() != part or added > _MOST_ADDED:
                return None
        made.append(part)
        if not opened and part in "}]":
            break
    try:
        return json.loads("".join(made), parse_constant=str, object_pairs_hook=_named, strict=False) if added else None
    except (ValueError, RecursionError):
        return None


_MOST_ADDED = 3


def _begun(text: str) -> Any:
    """What a damaged text begins with: its members up to the last one before the damage, with their brackets closed; None of no
    member, and of a text that is cut."""
    try:
        json.loads(text, strict=False)
    except RecursionError:
        return None
    except ValueError as error:
        at = error.pos if isinstance(error, json.JSONDecodeError) else 0
    else:
        return None
    if not text[at:].strip():
        return None  # it is cut, and what it would go on with is not known
    opened: list[str] = []
    whole = ""
    for found in re.finditer(r'"(?:\\.|[^"\\])*"|[^"]', text[:at]):
        part = found.group()
        if part in "{[":
            opened.append("}" if part == "{" else "]")
        elif part in "}]" and opened:
            opened.pop()
        elif part == ",":
            whole = text[: found.start()] + "".join(reversed(opened))
    try:
        return json.loads(whole, parse_constant=str, object_pairs_hook=_named, strict=False) if whole else None
    except (ValueError, RecursionError):
        return None


def request_lines(text: str) -> list[str]:
    """The lines of a text that are requests: `GET https://…` or a call of curl."""
    joined = re.sub(r"\n\s*(?=&\w)", "", re.sub(r"\\\n\s*", " ", text))
    return [line.strip() for line in joined.split("\n") if _REQUEST.match(line)]


def query_of(line: str) -> dict[str, str]:
    """The query of a request line, decoded."""
    found = _URL.search(line)
    if not found:
        return {}
    try:
        return dict(parse_qsl(urlsplit(found.group(1)).query, keep_blank_values=True))
    except ValueError:
        return {}


def headers_of(line: str) -> dict[str, str]:
    """The headers that a call of curl sends."""
    found = re.findall(r"""-H\s+["']([\w-]+)\s*:\s*"?([^"']*)""", line)
    return {name: value.strip() for name, value in found}


def cookies_of(line: str) -> Mapping[str, str]:
    """The cookies that a call of curl sends."""
    cookie = next((value for name, value in headers_of(line).items() if name.lower() == "cookie"), "")
    return {name.strip(): value for name, _, value in (part.partition("=") for part in cookie.split(";")) if value}


def recased(value: Any, names: Set[str]) -> Any:
    """An example whose names begin with small letters, where those of all rows that it shows begin with capitals, with theirs."""
    own = set(value) if isinstance(value, Mapping) else set()
    raised = {name[:1].upper() + name[1:] for name in own}
    return _raised(value, names) if len(own) > 1 and not own & names and 2 * len(raised & names) > len(own) else value


def _raised(value: Any, names: Set[str]) -> Any:
    if isinstance(value, list):
        return [_raised(one, names) for one in value]
    if not isinstance(value, Mapping):
        return value
    called = {name: name[:1].upper() + name[1:] for name in value}
    return {called[name] if called[name] in names else name: _raised(inner, names) for name, inner in value.items()}
