"""The default that prose gives: a plain value, or the reason why what it says is none."""

from __future__ import annotations

import re
from typing import Any

from listproof.derive.kinds import Kind
from listproof.derive.prose.clauses import sentences_in, set_apart
from listproof.derive.prose.values import among_values, clean, literal, of_kind, says_nothing

__all__ = ["default_of"]

_DEFAULT = re.compile(
    r"(?:the default value (?=[\"'`]?[\w.-]+[\"'`]? is (?:used|applied|taken))"
    r"|(?:the )?defaults?(?: (?:value|number|field|size|order|mode|setting|type|sorting|sorting \w+|sort \w+|format|language"
    r"|page|page number"
    r"|page size|method|direction|unit))?(?: of (?:this|the) \w+| for this parameter)?\s*(?:is set to|is|:|=)|defaults to"
    r"|by default[,:]?\s*(?:is|it is|the value is|this parameter is set to|it is set to)"
    r"|默认(?:取)?值?\s*(?:(?:设置?为|为|是|取)\s*:?|:)|缺省(?:值)?\s*(?:(?:为|是)\s*:?|:)|默认(?:返回|显示|查询)(?=\s*(?:\d|第))|默认(?:起始)?(?:序号|页码|页数|条数|位置|级别|大小|个数|数量)\s*(?:为|是)\s*|,\s*default(?=\s+[\w\"'`-]+\s*(?:[.;]|$))|默认值?\s*(?=[\d\"'-]|(?-i:[a-z_])|True\b|False\b))\s*([^\n]*)",
    re.IGNORECASE,
)
_USED = re.compile(
    r"(?:the )?value is [\"']?([A-Za-z0-9_][\w.+-]*)[\"']? by default|"
    r"by default,? [\"']?([A-Za-z0-9_][\w.+-]*)[\"']? is (?:used|returned|taken)\b"
    r"|(?:(?:^|[.,;:]\s*)(?:the )?(?:value )?|\bvalue )[\"']?([A-Za-z0-9_][\w.+-]*)[\"']? is used by default"
    r"|(?:,|\bvalue) which is [\"']?([A-Za-z0-9_][\w.+-]*)[\"']? by default\b"
    r"|\(\s*(?:optional[:,]?\s*)?[\"'`]?([A-Za-z0-9_][\w.+-]*)[\"'`]? by default\s*\)"
    r"|\((?:[^()]*[,;]\s*)?default\s*[:=]?\s*[\"'`]?(?!value\b)([A-Za-z0-9_][\w.+-]*)[\"'`]?\s*\)"
    r"|(?:^|[.,;:]\s*)(\d+|true|false|(?<=[\"'`])[A-Za-z_][\w.+-]*(?=[\"'`]))[\"'`]? by default\s*(?=[.;,)]|$)",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:^|[\s,;(]|(?<![A-Za-z0-9_]):)"
    r"[\"'`]?([A-Za-z0-9_][\w.+-]*)[\"'`]?\s*\((?:the )?(?:default|默认)(?: value|值)?\)",
    re.IGNORECASE,
)
_OF_A_PART = re.compile(r"\bif an? (?!value\b|parameter\b)[\w ]{1,40}(?:is|are) (?:not|omitted|left)", re.IGNORECASE)
"""A default of a part of the value (`If a direction is not specified, …`), not of the whole."""
_OF_ANOTHER = re.compile(r"(?<![A-Za-z0-9_])(?!ID\b|IP\b|API\b)[A-Za-z_]{3,}\s*的?默认(?:值)?(?:为|是)", re.ASCII)
"""A default of what is named right before it, which is another parameter: `limit默认为1000`."""
_LASTING = re.compile(
    r"\s*(?:天|日|小时|分钟|秒|周|星期|个?月|年|days?|hours?|minutes?|seconds?|weeks?|months?|years?)(?![a-z])", re.IGNORECASE
)
"""How long something lasts, behind its number: no value of a text."""
_IN_BRACKETS = re.compile(r"\([^()]*[,;，]\s*(?:the )?(?:default|默认|缺省)[^()]*\)", re.IGNORECASE)
"""A remark beside one part of a list: the default in it is that of the part."""
_COUNTED = re.compile(r"^\s+[a-z]{3,}(?:\s+[a-z]{3,})?\s*(?:$|[.,;)])")
"""What a number counts, to the end of its sentence: `20 statuses.`"""
_FIRST_PAGE = re.compile(r"^(?:返回|显示|查询)?(?:the )?(?:first page|第\s*(?:一|1)\s*页)", re.IGNORECASE)
_TOKEN = re.compile(
    r"""^["'`]?(-?[A-Za-z0-9_][\w+-]*(?:[./:]\w[\w+-]*)*(?:;\s?charset=[\w-]+)?)["'`]?(?=$|[\s.,;:!?()。、,]|[\u4e00-\u9fff])""", re.ASCII
)
_FOLLOWS = re.compile(
    r"^\s*($|[.,;:()!?。、=]|(?:is used|which|indicating|means|if|when|and|that|or|字|条|表示|即)\b|[\u4e00-\u9fff]|\n)", re.IGNORECASE
)
_OF_VALUES = re.compile(r"^[ \t]*•[ \t]*default[ \t]*:[^\n]*", re.IGNORECASE | re.MULTILINE)
"""An item that may tell of a value called `default`."""
_NEGATIVE = frozenset(
    {"everything", "nothing", "anything", "not", "the", "a", "an", "all", "this", "that", "determined", "set", "used", "each", "one", "no"}
)


def default_of(text: str, kind: Kind, column: bool = False) -> tuple[Any, str]:
    """The default that a text gives, and a reason where it speaks of one without a plain value.

    `column` tells that the whole text is a default (a column or a labelled part).
    """
    text = clean(text).strip()
    if says_nothing(text):
        return None, ""
    if kind.type == "array":
        text = _IN_BRACKETS.sub("", text)
    text = _OF_VALUES.sub(lambda found: "" if among_values(text, found.start()) else found.group(), text)
    sentences = sentences_in(text)
    kept = set_apart(sentences, _told_default)
    if len(kept) < len(sentences) and not any(_told_default(sentence) for sentence in kept):
        cases = sum(1 for sentence in sentences if _told_default(sentence))
        return None, "its default differs from case to case" if cases > 1 else "its default is told of one case only"
    kept = [sentence for sentence in kept if not _OF_A_PART.search(sentence) and not _OF_ANOTHER.search(sentence)]
    told = (_DEFAULT.search(sentence) for sentence in kept)
    found = next((one for one in told if one and _plain_default(one.group(1).strip())), None) or _DEFAULT.search("\n".join(kept))
    if found is None and not column:
        told_so = "\n".join(kept)
        used = _USED.search(told_so) or _MARKED.search(told_so)
        said = next((group for group in used.groups() if group), "") if used else ""
        value = literal(said, kind) if said and said.lower() not in _NEGATIVE else None
        return (value if of_kind([value], kind) else None), ""
    said = (found.group(1) if found else text.split("\n")[0]).strip()
    if says_nothing(re.split(r"[.,;。](?:\s|$)", said)[0]):
        return None, ""
    if kind.type == "integer" and _FIRST_PAGE.match(said):
        return 1, ""
    token = _TOKEN.match(said)
    lasting = token is not None and kind.type == "string" and token.group(1).isdigit() and _LASTING.match(said[token.end() :])
    size = token is not None and kind.type == "array" and kind.innermost.type == "string" and token.group(1).isdigit()
    if token is None or lasting or size or not _plain_default(said):
        if (token is not None and says_nothing(token.group(1))) or re.match(r"not\b|空|无", said, re.IGNORECASE):
            return None, ""
        return None, f"its default {said[:60]!r} is no plain value"
    if says_nothing(token.group(1)):
        return None, ""
    value = literal(token.group(1), kind)
    if not of_kind([value], kind):
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
    behind = said[token.end() :]
    return _FOLLOWS.match(behind) is not None or (token.group(1).isdigit() and _COUNTED.match(behind) is not None)
