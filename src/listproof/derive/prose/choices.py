"""The values that prose allows: bullet lists, `A or B`, `0 (off), 1 (on)`; complete, or with the reason why they are not written.

A list of which one item is no plain value, which goes on (`and so on`), or which only names common values is no list of
what is allowed: nothing of it is taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from listproof.derive.kinds import Kind
from listproof.derive.prose.clauses import in_one_case, sentences_in
from listproof.derive.prose.explained import (
    LABELLED,
    NO_VALUES,
    either,
    glued,
    lined_up,
    listed_with_default,
    named,
    only_one,
    only_supported,
    opposite,
    taken_apart,
    told_apart,
)
from listproof.derive.prose.lists import ITEM, STANDS_FOR_SEVERAL, STOPS, after_lead, marked_in, unwritten
from listproof.derive.prose.unparted import unparted
from listproof.derive.prose.values import clean, literal, of_kind

__all__ = ["LEAD", "choices_of"]
LEAD = re.compile(
    r"(?:valid values?|possible values?|available values?|enumeration values?|enumerated values?|allowed values?|enum values?"
    r"|supported values?|the options are|options(?: are)?(?: as follows)?|values? (?:is|are|can be|must be|include)(?: as follows)?"
    r"|(?:it|which|field|type|status|state|kind|mode|level|category|order|keyword|this|that) can be|can be (?:set to|one of)"
    r"|\b[A-Za-z]+ can be(?=\s*:)"
    r"|one of(?: the following(?: values)?)?(?=\s*:|\s+\"[\w.-]+\",|\s+[\w-]+(?:\|[\w-]+)+)"
    r"|must be (?:set to |one of |either )|as follows|(?:include|are"
    r"|supports?) the following(?: \w+)?|value range|values?(?=\s*:)"
    r"|取值范围|(?<![认大小])值为(?=\s*[\w\"]{1,12}\s*[或、])|可(?:以)?设置为|(?:set|setting) this parameter to(?=[^.]*\b(?:or|and)\b)"
    r"|(?<!默认)(?<!缺省)可?取值(?:如下|为|包括|有|说明如下|说明)?|返回值(?=\s*:)|枚举值?|可选值|可选项|可选|可以?为|包括|包含"
    r"|支持(?:的[\u4e00-\u9fff]{1,6}(?=有|包括|包含|为))?|有效值|如下)"
    r"\s*(?:(?:is|are|be|include|as follows)\b|为|是|有|如下|包括)?\s*(?:以下\w{0,6}(?=\s*[:：]))?\s*[:：]?",
    re.IGNORECASE,
)
"""The words after which values stand."""
_HEADS = re.compile(
    r"(?:(?:valid|possible|available|enumerat\w+|allowed|enum|supported) values?"
    r"|(?:value )?range|values?|options?|取值范围|枚举值|可选值|取值)\s*[:：]?",
    re.IGNORECASE,
)
"""An item that only heads the list inside it."""
_ENUM = re.compile(r"enum|枚举", re.IGNORECASE)
"""A list that is headed so is the one that counts, whatever a sentence before it says."""
_CLAUSE_END = re.compile(r"(?<=[.;])\s+|(?<=[。；])")
_USUAL = re.compile(
    r"(?:common(?:ly)?|generally|usually|typically|often|recommended|frequently|常用|一般|通常|建议)[\w\s]{0,24}$", re.IGNORECASE
)
_OF_ANOTHER = re.compile(r"^\s*(?:of|for) (?:[A-Z]\b|the (?:key|tag))", re.ASCII)
_INLINE_ITEM = re.compile(
    r"(?<=[:.。;])[ \t]+[-•]\s+(?=[\w\"'])|(?<=:)[-•][ \t]+(?=[\w\"'])|[ \t]+[-•]\s+(?=[\w.+-]+\s*(?:\([^)]*\)\s*)?:)"
)
_CODES_ON_A_LINE = re.compile(r"(?<=[\u4e00-\u9fff])[ \t]+(?=[A-Z][A-Z_]+\s*[:：]\s*[\u4e00-\u9fff])")
"""Between a meaning and the next code with its own."""
_SAID_OF_ITEM = re.compile(r"(?m)^(\s*[•◦]\s*)取值为\s*\"([\w.-]+)\"\s*[,:]?\s*(?:表示|代表)为?")
"""An item that tells of one value in a sentence: `取值为"Auto",表示…`."""
_DASHED = re.compile(r":\s+((?:[\w.+-]+ - [^;\n]+;\s+)+[\w.+-]+ - [^;\n]+)", re.ASCII)
_DASHED_ITEM = re.compile(r";\s*([\w.+-]+) - ", re.ASCII)
"""Values with their meanings on one line, each behind a dash: `red - as fire; blue - as the sea`."""
_GLUED_ITEM = re.compile(r"(?:(?<=:)|(?<=\s))[ \t]*-(?=[A-Za-z_]\w*(?:\s|$))")
_NULL_AMONG = re.compile(r"[:(]\s*[\"'`]?null[\"'`]?\s*\([^()]*\)\s*(?:[,;、]|or\b|或)", re.IGNORECASE)
"""A list that begins with null and what it means: `null (all), 0 (enabled)`."""
_BARE_CODE = re.compile(r"^[\"'`]?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[a-z0-9]+(?:[._][a-z0-9]+)+)[\"'`]?[.;,]?$")
"""An item that is a code and nothing else."""
_IN_BRACKETS = re.compile(r"[\"'`]?([A-Za-z0-9_][\w.+-]*)[\"'`]?\s*\([^()]+\)[.;,]?$", re.ASCII)
"""An item whose meaning stands in brackets, and nothing else: `Super (may all)`."""
_PART = re.compile(r"^\s*[•◦]?\s*[\w.]+\s*:\s*(?:String|Integer|Long|Boolean|Array|Object|Map|Number|JSON)", re.IGNORECASE)
"""An item that describes a part of the value, by its name and type."""
_OF_A_PART = re.compile(r"(?:缩写|前缀|后缀|\b(?:abbreviation|prefix|suffix)\b)[^.。,:]{0,12}$", re.IGNORECASE)
"""Words before a list of what a part of the value may be."""
_HEAD_OF_CASE = re.compile(r"^\s*(?:•\s*)?[A-Za-z_]\w*\s*$", re.ASCII)
_HEADS_OF_CASES = re.compile(r"^[ \t]*(?:•[ \t]*)?[A-Za-z_]\w*[ \t]*(?:可?取值(?:范围)?|枚举值|可选值)[ \t]*:", re.ASCII | re.MULTILINE)
"""What each of several lists is that of: `device取值范围:`, then `state取值范围:`."""
_EXAMPLES = re.compile(r"(?:示例|例如|举例|样例|例子|\bexamples?|\be\.g\.|such as|for instance)\s*:?\s*$", re.IGNORECASE)
"""What heads a list that illustrates."""
_JOINED = re.compile(
    r"(?:逗号|中划线|连字符|分号|竖线|空格|[\"'][,;|-][\"'])[^.。;\n]{0,8}(?:间隔|分隔|隔开|分割|拼接)"
    r"|通过[^.。;\n]{1,6}(?:间隔|分隔|隔开)|JSON\s*(?:格式)?的?(?:字符串|数组)|(?<![A-Za-z])JSON string|(?:格式|format)\s*:?\s*\[\s*\{"
    r"|(?:separated?|joined|delimited) (?:them |values |each |multiple \w+ )?(?:by|with) (?:a |an )?"
    r"(?:commas?|hyphens?|semicolons?|pipes?|vertical bars?|\()"
    r"|comma[- ]separated|\bcombinations?\b[^.;]{0,40}\bof\b|\bseparate (?:multiple )?\w+ (?:by|with)",
    re.IGNORECASE,
)
"""A text that holds several values, or is the text of a structure: a list of values is that of its parts."""
_UNSAID = "the list of its values is not written, for no word says that its items are values"
_PARAMETERS_INSIDE = re.compile(r"(?:^|[.。;,]\s*|\n)(?:[•◦]\s*)?\{?[a-z_]{3,}\}?\s*(?::\s+[a-z]|为[\u4e00-\u9fff])")
"""One of several parameters of which a text tells at once: its value holds them."""
_SIGNED = re.compile(
    r"\b(?:prepend\w*|prefix(?:ed)?|preceded?)\b[^.;]{0,40}(?:\bwith\b|\bby\b)[^.;]{0,20}(?:[\"'`]?[-+!][\"'`]?(?=\s|$|[.,;)])|\b(?:minus|plus|sign|hyphen|dash)\b)"
    r"|(?:minus|plus) sign (?:before|in front)|[\"'`]-[\"'`] (?:prefix|before|in front)|前[面缀]?加(?:上)?\s*[\"']?(?:[-+]|[减加负]号)",
    re.IGNORECASE,
)
"""Values that are sent with a sign before them, too: what is listed is not all."""
_OF_ITS_PARTS = "the list of its values is not written, for it is that of a part of the value"
_ABOUT_CASE = re.compile(
    r"\s*\((?:不?区分大小写|case[- ](?:in)?sensitive)\)|(?<=\bvalue )is case[- ](?:in)?sensitive and (?=can be)", re.IGNORECASE
)
"""A remark on capitals between a lead and its list."""


def choices_of(text: str, kind: Kind) -> tuple[tuple[Any, ...], Any, str]:
    """The values that a description lists, the one that it marks as default, and a reason where its list is not written.

    The values of an array are those of its items. The letters of a way to write times, which pages explain, are none.
    """
    values, default, why = _choices_of(text, kind)
    if any("default" in str(value).lower() for value in values) and not re.search(r"\(\s*default", text, re.IGNORECASE):
        default = None  # what speaks of the default explains the value that is called so
    return ((), None, why) if values and {str(value) for value in values} <= _OF_TIMES else (values, default, why)


_OF_TIMES = frozenset({"T", "Z", "YYYY", "MM", "DD", "hh", "mm", "ss"})
"""The letters of a way to write times."""


def _choices_of(text: str, kind: Kind) -> tuple[tuple[Any, ...], Any, str]:
    text = clean(text)
    target = kind.innermost if kind.type == "array" and kind.items is not None else Kind("string") if kind.type == "array" else kind
    if target.type in ("object", "boolean"):
        return (), marked_in(text, target) if target.type == "boolean" else None, ""
    parts = _of_parts(text, kind, target)
    if parts is not None:
        return (), None, parts
    text = _raised(_ABOUT_CASE.sub("", text))
    text = _SAID_OF_ITEM.sub(r"\1\2: ", text)
    text = _DASHED.sub(lambda found: ":" + _DASHED_ITEM.sub(r"\n• \1: ", ";" + found.group(1)).replace(";", ""), text)
    text = _CODES_ON_A_LINE.sub("\n• " if _INLINE_ITEM.search(text) else "\n", text)
    text = _GLUED_ITEM.sub("\n• ", _INLINE_ITEM.sub("\n• ", text))
    values, default, lost = _led(text, target)
    if values or lost == _OF_ITS_PARTS:
        return values, default, lost
    values = (
        told_apart(text, target)
        or named(text, target)
        or either(text, target)
        or listed_with_default(text, target)
        or lined_up(text, target)
        or unparted(text, target)
    )
    if values:
        return values, None, ""
    if lost:
        return (), None, lost
    values, why = _unheaded(text, target)
    if not values and not why:
        values = _glued_sentence(text, target)
        values, why = (values, "") if not values or _codes(values) or opposite(values) else ((), _UNSAID)
    if not values and not why:
        values = only_one(text, target) or only_supported(text, target)
    return values, None, why


_GOES_ON = re.compile(r"[,，]\s*(?:及其|以及其)\s*对应")
"""What follows a list with which another one goes."""


def _led(text: str, target: Kind) -> tuple[tuple[Any, ...], Any, str]:
    """The values behind the first words after which some stand, the one marked as default; and a reason where a list is not written."""
    lost = ""
    for lead in sorted(LEAD.finditer(text), key=lambda lead: _ENUM.match(lead.group()) is None):
        if _USUAL.search(text[max(0, lead.start() - 40) : lead.start()]) or _OF_ANOTHER.match(text[lead.end() :]):
            continue
        line = text[text.rfind("\n", 0, lead.start()) + 1 : lead.start()]
        if NO_VALUES.search(line) or in_one_case(_CLAUSE_END.split(line)[-1] + lead.group()):
            continue
        if _HEAD_OF_CASE.search(line) and len(_HEADS_OF_CASES.findall(text)) > 1:
            lost = lost or "the list of its values is not written, for it differs from case to case"
            continue
        if _PART.match(line) or _OF_A_PART.search(line):
            lost = lost or _OF_ITS_PARTS
            continue
        ends = text[lead.end() :].partition("\n")[0].strip(" :")
        if line.lstrip().startswith("•") and ends in ("。", "."):
            continue  # the sentence of an item ends with the word, and the next item is none of its values
        if line.lstrip().startswith("•") and not ends:
            lost = lost or "the list of its values is not written, for it stands inside another list"
            continue
        if _GOES_ON.search(sentences_in(text[lead.end() :])[0]):
            lost = lost or "the list of its values is not written, for another list belongs to it"
            continue
        values, default, why = after_lead(lead.group().rstrip(), text[lead.end() :], target)
        alone = str(values[0]) if len(values) == 1 else ""
        if alone and _meant_alone(alone, text[lead.end() :]) and not line.endswith(("唯一", "only ")):
            values, why = (), unwritten(alone)
        elif alone and (several := taken_apart(alone, text[: lead.start()])):
            values = tuple(literal(word, target) for word in several)
        if values:
            marked = marked_in(text, target) if default is None else default
            return values, marked if marked in values else None, ""
        lost = lost or why
    return (), None, lost


def _meant_alone(value: str, rest: str) -> bool:
    """Whether one value alone is explained behind a lead: `-1 means no limit` is not all that is allowed."""
    return re.match(rf"\s*:?\s*[\"'`]?{re.escape(value)}[\"'`]?\s*(?:表示|代表|means|indicates|时间|格式|format\b)", rest) is not None


def _of_parts(text: str, kind: Kind, target: Kind) -> str | None:
    """Why a text lists nothing of the whole value: a reason, nothing where it lists nothing at all, None where it may."""
    if _NULL_AMONG.search(text):
        return "the list of its values is not written, for null is one of them, and a text cannot say it"
    if sum(_PART.match(line) is not None for line in text.split("\n")) > 1:
        return _OF_ITS_PARTS if LEAD.search(text) else ""
    if target.type == "string" and kind.type != "array" and _JOINED.search(text):
        return _OF_ITS_PARTS if len(choices_of(_JOINED.sub(" ", text), kind)[0]) > 1 else ""
    if target.type == "string" and len(_PARAMETERS_INSIDE.findall(text)) > 2 and re.search(r"filter|\{[a-z_]+\}", text):
        return _OF_ITS_PARTS
    if _SIGNED.search(text):
        several = len(choices_of(_SIGNED.sub(" ", text), kind)[0]) > 1
        return "the list of its values is not written, for a sign may stand before each" if several else ""
    return None


def _raised(text: str) -> str:
    """A text in which a list inside an item that only heads it (`• Range:`) stands by itself; one inside another item is part of it."""
    found: list[str] = []
    heads = True
    lines = text.split("\n")
    for line, below in zip(lines, [*lines[1:], ""], strict=True):
        if line.lstrip().startswith("◦"):
            if heads:
                found.append("• " + line.lstrip()[1:].strip())
            elif found:
                found[-1] += " " + line.lstrip()[1:].strip()
            continue
        item = ITEM.match(line)
        headed = item is not None and below.lstrip().startswith("◦") and _HEADS.fullmatch(item.group(1)) is not None
        heads = headed if item is not None else heads
        found.append(item.group(1) if headed and item else line)
    return "\n".join(found)


def _unheaded(text: str, kind: Kind) -> tuple[tuple[Any, ...], str]:
    """The items of a list of `VALUE: meaning` or of codes where no word says that they are values; or why they are none."""
    lines = [line for line in text.split("\n") if line.strip()]
    first = next((at for at, line in enumerate(lines) if ITEM.match(line)), None)
    if first is None or (first and (NO_VALUES.search(lines[first - 1]) or _EXAMPLES.search(lines[first - 1]))):
        return (), ""
    items = [item.group(1) for line in lines[first:] if (item := ITEM.match(line))]
    meant = [LABELLED.match(item) or _BARE_CODE.match(item) or _IN_BRACKETS.match(item) for item in items]
    if len(items) > 2 and 2 * sum(one is not None for one in meant) >= len(items) and not all(meant):
        odd = next(item for item, one in zip(items, meant, strict=True) if one is None)
        return (), unwritten(odd) if all(re.search(r"[:：]", item) for item in items) else ""
    if len(items) < 2 or not all(meant) or any(STOPS.match(item) or _PART.match(item) for item in items):
        return (), ""
    values = tuple(dict.fromkeys(literal(one.group(1), kind) for one in meant if one))
    chinese = all(re.match(r"[\"'`]?[\w.-]+[\"'`]?\s*[:=(-]?\s*[\u4e00-\u9fff]", item, re.ASCII) for item in items)
    if not of_kind(values, kind):
        return (), ""
    if odd := next((str(value) for value in values if STANDS_FOR_SEVERAL.match(str(value))), ""):
        return (), unwritten(odd)
    plain = (chinese and first > 0) or _codes(values) or opposite(values) or all(map(_EXPLAINED.match, items)) or _abbreviated(items)
    return (values, "") if plain and not any(in_one_case(line) for line in lines[:first]) else ((), _UNSAID)


_EXPLAINED = re.compile(r"[\"'`]?[\w.+-]+[\"'`]?\s*[:=-]\s*(?:indicates?|means|represents|specifies|表示|代表)\b", re.IGNORECASE)
"""An item that says of itself that it explains a value: `ready: indicates that …`."""


def _abbreviated(items: Sequence[str]) -> bool:
    """Whether each item is a word and the same in capitals: `tcp: TCP`."""
    pairs = [re.fullmatch(r"([\w.+-]+)\s*:\s*([\w.+-]+)\s*[.;,]?", item) for item in items]
    return all(one is not None and one.group(1).lower() == one.group(2).lower() for one in pairs)


def _glued_sentence(text: str, kind: Kind) -> tuple[Any, ...]:
    """The values of a sentence that is nothing but a list that lost what stood between its items (`排序方向。asc:升序desc:降序`)."""
    found = (glued(sentence, kind) for sentence in sentences_in(text))
    return next((values for values in found if len(values) > 1), ())


def _codes(values: Sequence[Any]) -> bool:
    """Whether values read as codes and not as words of a text."""
    return all(
        not isinstance(value, str) or re.fullmatch(r"[A-Z0-9_]{2,}|(?:[A-Z][a-z0-9]+){2,}[A-Z]*|[a-z0-9]+(?:[._][a-z0-9]+)+|\d+", value)
        for value in values
    )
