"""The default that prose gives: a plain value, or the reason why what it says is none."""

from __future__ import annotations

import re
from typing import Any

from listproof.derive.kinds import Kind
from listproof.derive.values import clean, literal, says_nothing, set_apart

__all__ = ["default_of"]

_DEFAULT = re.compile(
    r"(?:the default value (?=[\"'`]?[\w.-]+[\"'`]? is (?:used|applied|taken))"
    r"|(?:the )?defaults?(?: (?:value|number|field|size|order|mode|setting|type|sorting|sorting \w+|sort \w+|format|language"
    r"|page|page number"
    r"|page size|method|direction|unit))?(?: of (?:this|the) \w+| for this parameter)?\s*(?:is set to|is|:|=)|defaults to"
    r"|by default[,:]?\s*(?:is|it is|the value is|this parameter is set to|it is set to)"
    r"|默认(?:取)?值?\s*(?:为|是|:|取)|缺省(?:值)?\s*(?:为|是|:)|默认(?:返回|显示|查询)(?=\s*\d)|默认(?=[\w\"-]))\s*([^\n]*)",
    re.IGNORECASE,
)
_USED = re.compile(r"(?:(?:^|[.,;:]\s*)(?:the )?(?:value )?|\bvalue )[\"']?([A-Za-z0-9_][\w.+-]*)[\"']? is used by default", re.IGNORECASE)
_MARKED = re.compile(r"(?:^|[\s,:;(])[\"'`]?([A-Za-z0-9_][\w.+-]*)[\"'`]?\s*\((?:the )?(?:default|默认)(?: value|值)?\)", re.IGNORECASE)
_OF_A_PART = re.compile(r"\bif an? (?!value\b|parameter\b)[\w ]{1,40}(?:is|are) (?:not|omitted|left)", re.IGNORECASE)
"""A default of a part of the value (`If a direction is not specified, …`), not of the whole."""
_FIRST_PAGE = re.compile(r"^(?:the )?(?:first page|第\s*(?:一|1)\s*页)", re.IGNORECASE)
_TOKEN = re.compile(
    r"""^["'`]?(-?[A-Za-z0-9_][\w+-]*(?:[./:]\w[\w+-]*)*(?:;\s?charset=[\w-]+)?)["'`]?(?=$|[\s.,;:!?()。、,]|[\u4e00-\u9fff])""", re.ASCII
)
_FOLLOWS = re.compile(
    r"^\s*($|[.,;:()!?。、]|(?:is used|which|indicating|means|if|when|and|that|or|字|条|表示|即)\b|[\u4e00-\u9fff]|\n)", re.IGNORECASE
)
_NEGATIVE = frozenset({"not", "the", "a", "an", "all", "this", "that", "determined", "set", "used", "each", "one", "no"})


def default_of(text: str, kind: Kind, column: bool = False) -> tuple[Any, str]:
    """The default that a text gives, and a reason where it speaks of one without a plain value.

    `column` tells that the whole text is a default (a column or a labelled part).
    """
    text = clean(text).strip()
    if says_nothing(text):
        return None, ""
    sentences = re.split(r"(?<=。)|(?<=\.)\s|\n", text)
    kept = set_apart(sentences, _told_default)
    if len(kept) < len(sentences) and not any(_told_default(sentence) for sentence in kept):
        return None, "its default differs from case to case"
    kept = [sentence for sentence in kept if not _OF_A_PART.search(sentence)]
    told = (_DEFAULT.search(sentence) for sentence in kept)
    found = next((one for one in told if one and _plain_default(one.group(1).strip())), None) or _DEFAULT.search("\n".join(kept))
    if found is None and not column:
        used = _USED.search(text) or _MARKED.search(text)
        value = literal(used.group(1), kind) if used and used.group(1).lower() not in _NEGATIVE else None
        return (value if _of_kind(value, kind) else None), ""
    said = (found.group(1) if found else text.split("\n")[0]).strip()
    if says_nothing(re.split(r"[.,;。](?:\s|$)", said)[0]):
        return None, ""
    if kind.type == "integer" and _FIRST_PAGE.match(said):
        return 1, ""
    token = _TOKEN.match(said)
    if token is None or not _plain_default(said):
        if (token is not None and says_nothing(token.group(1))) or re.match(r"not\b|空|无", said, re.IGNORECASE):
            return None, ""
        return None, f"its default {said[:60]!r} is no plain value"
    if says_nothing(token.group(1)):
        return None, ""
    value = literal(token.group(1), kind)
    if not _of_kind(value, kind):
        return None, f"its default {said[:60]!r} is no {kind.type}"
    return value, ""


def _told_default(sentence: str) -> str:
    """The plain value that a sentence calls the default; empty where it calls none so."""
    found = _DEFAULT.search(sentence)
    token = _TOKEN.match(found.group(1).strip()) if found and _plain_default(found.group(1).strip()) else None
    return token.group(1) if token else ""


def _plain_default(said: str) -> bool:
    """Whether what follows the word `default` begins with a plain value and no sentence: `10.`, not `that of yesterday`."""
    token = _TOKEN.match(said)
    if token is None or (token.group(1).lower() in _NEGATIVE and not token.group(1).isupper()):
        return False
    return _FOLLOWS.match(said[token.end() :]) is not None


def _of_kind(value: Any, kind: Kind) -> bool:
    return not (kind.type in ("integer", "number", "boolean") and isinstance(value, str))
