"""The values that prose allows: bullet lists, `A or B`, JSON lists; and the lists that a text copy has lost."""

from __future__ import annotations

import re
from typing import Any

from listproof.derive.kinds import Kind
from listproof.derive.values import clean, literal

__all__ = ["choices_of"]

_LEAD = re.compile(
    r"(?:valid values?|possible values?|available values?|enumeration values?|enumerated values?|allowed values?|enum values?"
    r"|the options are|options(?: are)?(?: as follows)?|values? (?:is|are|can be)(?: as follows)?|it can be|can be (?:set to|one of)"
    r"|as follows|(?:include|are|supports?) the following(?: \w+)?|value range|取值范围|取值(?:如下|为|包括)?|枚举值?|可选值"
    r"|包括|支持|有效值|如下)\s*(?:is|are|be|as follows|为|如下|包括)?\s*[:：]?",
    re.IGNORECASE,
)
_VAGUE_LEAD = re.compile(r"options|包括|as follows|如下|(?:include|are|supports?) the following", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[•·●○▪*–-]|\d+[.)](?=\s))\s*(\S.*)$")
_INLINE_ITEM = re.compile(r"(?<=[:.。;])[ \t]+[-•]\s+(?=[\w\"'])|[ \t]+[-•]\s+(?=[\w.+-]+\s*(?:\([^)]*\)\s*)?:)")
_VALUE = r"[\"'`“]?([A-Za-z0-9_][\w.+/-]*?|-?\d+)[\"'`”]?"
_ITEM_VALUE = re.compile(rf"^{_VALUE}\s*(?:\(([^)]*)\)?\s*)?(?:$|[:;,.。:=]|\s[-–—]\s|-(?=[\u4e00-\u9fff])|(?=[\u4e00-\u9fff]))")
_COLON_LINE = re.compile(rf"^\s*{_VALUE}\s*(?:\((.*?)\))?\s*[:：=]\s*\S")
_TOKEN = re.compile(r"^[\"'`“]?([A-Za-z0-9_][\w.+-]*)[\"'`”]?(?:\s*\((?:the )?(?:default|默认)[^)]*\))?$")
_SPLIT = re.compile(r"\s*(?:,\s*(?:and|or)\s+|,|、|;|\s+and\s+|\s+or\s+|和|或|及|\s/\s)\s*", re.IGNORECASE)
_VAGUE = frozenset({"others", "other", "empty", "null", "none", "specified", "used", "set", "left", "one", "any", "obtained", "n"})
_DEFAULT_MARK = re.compile(r"\bdefault\b|默认|缺省", re.IGNORECASE)


def choices_of(text: str, kind: Kind) -> tuple[tuple[Any, ...], Any, str]:
    """The values that a description lists, the one that it marks as default, and a reason where the list was lost."""
    text = clean(text)
    if kind.type in ("object", "boolean"):
        return (), _marked(text, kind) if kind.type == "boolean" else None, ""
    text = _INLINE_ITEM.sub("\n• ", text)
    lost = ""
    for lead in _LEAD.finditer(text):
        rest = text[lead.end() :]
        same_line, _, below = rest.partition("\n")
        ends = lead.group().rstrip().endswith(":") or not same_line.strip(" :.。")
        if ends and not same_line.strip(" :.。"):
            found = _listed(below, kind)
            if found[0]:
                return (*found, "")
            if not below.strip() or re.match(r"\s*(?:default|默认|缺省)", below, re.IGNORECASE):
                lost = "the list of its values is missing from the copy"
            continue
        if not ends and _VAGUE_LEAD.match(lead.group()):
            continue
        inline = _inline(same_line, kind)
        if inline:
            return inline, None, ""
    return (), None, lost


def _marked(text: str, kind: Kind) -> Any:
    """The value that a list marks as the default: `• false (default): …`."""
    for line in text.split("\n"):
        if item := _ITEM.match(line):
            value = _ITEM_VALUE.match(item.group(1))
            if value and value.group(2) and _DEFAULT_MARK.search(value.group(2)):
                return literal(value.group(1), kind)
    return None


def _listed(below: str, kind: Kind) -> tuple[tuple[Any, ...], Any]:
    values: list[Any] = []
    default = None
    started = False
    for line in below.split("\n"):
        if not line.strip():
            continue
        item = _ITEM.match(line)
        found = _ITEM_VALUE.match(item.group(1)) if item else _COLON_LINE.match(line)
        if found is None and not item:
            found = _TOKEN.match(line.strip())
        label = found and re.fullmatch(r"default( value)?|note|constraints|definition|range", found.group(1), re.IGNORECASE)
        if found is None or label:
            if started or not item:
                break
            continue
        started = True
        value = literal(found.group(1), kind)
        if value is None:
            value = found.group(1)
        if value not in values:
            values.append(value)
        if found.lastindex and found.lastindex > 1 and found.group(2) and _DEFAULT_MARK.search(found.group(2)):
            default = value
    if kind.type in ("integer", "number") and any(isinstance(value, str) for value in values):
        return (), None
    return tuple(values), default


def _inline(line: str, kind: Kind) -> tuple[Any, ...]:
    line = line.strip().strip(":").strip()
    quoted = re.match(r'^\[\s*((?:"[^"\]]+"\s*,?\s*)+)\]', line)
    if quoted:
        return tuple(literal(word, kind) for word in re.findall(r'"([^"]+)"', quoted.group(1)))
    sentence = re.split(r"[.。;](?:\s|$)|\(|\s(?:that|which|for|in|is|to)\s", line)[0].strip(" ,.。")
    words = [word for word in _SPLIT.split(sentence) if word]
    if not 2 <= len(words) <= 60:
        return ()
    values = []
    for word in words:
        token = _TOKEN.match(word.strip())
        if token is None or token.group(1).lower() in _VAGUE:
            return ()
        values.append(literal(token.group(1), kind))
    if kind.type in ("integer", "number") and any(isinstance(value, str) for value in values):
        return ()
    return tuple(dict.fromkeys(values))
