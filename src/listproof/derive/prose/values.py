"""From the prose of a cell to facts: ranges, lengths and literals, in English and Chinese.

Only what stands there as a plain value is taken. What a sentence says without a plain value (`seven days before the
current time`) is returned as a reason, so that it can be listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from listproof.derive.kinds import Kind
from listproof.derive.prose.clauses import clauses_in, set_apart

__all__ = ["Labelled", "among_values", "clean", "everything_of", "labelled", "literal", "of_kind", "ranges_of", "says_nothing"]

Labelled = Mapping[str, str]

_WIDE = str.maketrans("：，；（）～【】“”‘’［］＝－\u00a0", ":,;()~[]\"\"''[]=- ")
_THOUSANDS = re.compile(r"(?<![\d,\[.])[1-9]\d{0,2}(?:,\d{3})+(?!\d)")
_NOTHING = frozenset({"", "-", "--", "–", "—", "―", "n/a", "na", "none", "null", "无", "不涉及", "空", "empty", "nil", "/"})

_LABELS = {
    "definition": ("definition", "参数解释", "解释"),
    "constraints": ("constraints", "constraint", "约束限制"),
    "range": ("range", "value range", "取值范围"),
    "default": ("default value", "default", "默认取值", "默认值", "缺省值"),
}
_LABEL_OF = {word: label for label, words in _LABELS.items() for word in words}
_LABEL = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=[.。;]\s)|(?<=[.。])|(?<=N/A\s)|(?<=\s))("
    + "|".join(sorted((re.escape(word) for word in _LABEL_OF), key=len, reverse=True))
    + r")\s*(?::|(?=\n)|$)",
    re.IGNORECASE,
)

_EMPHASIS = re.compile(r"(?<![\w*/.])\*\*(?=\w)|(?<=\w)\*\*(?![\w*/.])")
"""Two asterisks at the edge of a word, and not those of a power or a pattern of files."""


def clean(text: str) -> str:
    """Prose with narrow punctuation, numbers without thousands separators, and no mark of emphasis that a bar has parted."""
    text = _EMPHASIS.sub("", text.translate(_WIDE))
    return _THOUSANDS.sub(lambda found: found.group().replace(",", ""), text)


def says_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing: `-`, `N/A`, `None`, `不涉及`."""
    return text.strip().strip(".。`").lower() in _NOTHING


def labelled(text: str) -> Labelled:
    """The parts of a description by their labels (`definition`, `constraints`, `range`, `default`).

    A description without labels is one `definition`. An empty part is kept: its content was lost.
    """
    parts: dict[str, str] = {}
    label, start = "definition", 0
    for found in _LABEL.finditer(text):
        word = found.group(1)
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        ahead = re.split(r"[.。](?:\s|$)", line)[-1].strip(" •")
        if line.strip() == "•" and among_values(text, found.start()):
            continue
        if ahead and word[0].islower() and (not found.group().endswith(":") or line.lstrip().startswith("•")):
            continue
        before = text[start : found.start()]
        if before.strip() or label != "definition":
            parts[label] = (parts.get(label, "") + "\n" + before).strip()
        label, start = _LABEL_OF[word.lower()], found.end()
    rest = text[start:]
    if rest.strip() or label != "definition":
        parts[label] = (parts.get(label, "") + "\n" + rest).strip()
    return parts


_VALUE_ITEM = re.compile(r"[ \t]*•[ \t]*[\"'`]?[A-Za-z0-9_][\w.-]*[\"'`]?[ \t]*[:：](?=[ \t]*[^\s\d-])", re.ASCII)


def among_values(text: str, at: int) -> bool:
    """Whether an item that begins like a label is one of several values with their meanings: `• Default: usual`, `• Own: not`."""
    first = text.rfind("\n", 0, at) + 1
    before = text[:first].rstrip("\n").rpartition("\n")[2]
    behind = text[first:].partition("\n")[2]
    own = _VALUE_ITEM.match(text[first:])
    near = _VALUE_ITEM.match(before) or _VALUE_ITEM.match(behind)
    return own is not None and near is not None and _LABEL.search(near.group()) is None


def literal(text: str, kind: Kind) -> Any:
    """A value as its type writes it; the text itself where it is no such value, None where it says nothing."""
    text = text.strip().strip("`").strip()
    if says_nothing(text):
        return None
    bare = text.strip("\"'")
    if kind.type in ("integer", "number"):
        plain = clean(bare).replace(" ", "")
        if re.fullmatch(r"-?\d{1,40}", plain):
            return int(plain)
        if re.fullmatch(r"-?\d{1,40}\.\d{1,40}", plain):
            return float(plain)
        return bare
    if kind.type == "boolean" and bare.lower() in ("true", "false"):
        return bare.lower() == "true"
    return bare


def of_kind(values: Iterable[Any], kind: Kind) -> bool:
    """Whether values can be of a type: none is a text where it is a number or yes and no."""
    return kind.type not in ("integer", "number", "boolean") or not any(isinstance(value, str) for value in values)


_NUMBER = r"(-?\d{1,25}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3}(?!\d))?)"
_TO = r"\s*(?:to|through|-|~|–|—|至|到|and|,)\s*"
_BRACKET = re.compile(rf"[\[(]\s*{_NUMBER}\s*[,~–—-]\s*{_NUMBER}\s*[\])]")
_UNIT = r"(?:\s?(?:[KMGT]i?B|ms|Mbit/s)\b)?"
_SPAN = re.compile(
    rf"(?<![A-Za-z0-9_.-]){_NUMBER}{_UNIT}\s*(?:个?字符)?\s*(?:to|through|-|~|–|—|至|到)\s*{_NUMBER}{_UNIT}(?![A-Za-z0-9_-])(?!\.\d)",
    re.ASCII,
)
_ENDLESS = re.compile(rf"{_NUMBER}\s*(?:to|-|~|–|—|至|到)\s*(?:int_?max|infinity|∞|无穷大?|不限)", re.IGNORECASE)
"""A range without an upper end."""
_BETWEEN = re.compile(rf"between {_NUMBER} and {_NUMBER}", re.IGNORECASE)
_CUE = re.compile(
    r"range|valid values|between|取值|范围|length|character|字符|长度|can contain|must be|数值|values? (?:is|are|can be) from"
    r"|\b(?:integer|number)s? (?:from|in)\b",
    re.IGNORECASE,
)
_LENGTH_NAMED = re.compile(r"最[小大短长]长度|(?:minimum|maximum) length", re.IGNORECASE)
_VALUE_NAMED = re.compile(r"(?:最[小大]值|(?:minimum|maximum) value)\s*[:：]\s*-?\d+", re.IGNORECASE)
"""Bounds of the number that a text holds, which are none of its length where that is bounded too."""
_LOWEST = re.compile(
    rf"(?:(minimum|min\.?|最小)\s*(value|parameter value|length|number|取?值|长度)?\s*(?:is|:|of|为|是)?\s*"
    rf"|(?:starts?|counted) (?:from|at) (?:page )?|\bstart(?:ing)? value\s*(?:is|:)?\s*"
    rf"|起始值\s*(?:为|:)?\s*|从\s*(?!\d+\s*[年月日])|greater than or equal to |no less than "
    rf"|not less than |at least |不小于\s*|大于等于\s*|(?:>=|≥)\s*"
    rf"|大于或等于\s*|不得?少于\s*|下限(?:为|是|:)?\s*){_NUMBER}",
    re.IGNORECASE,
)
_HIGHEST = re.compile(
    rf"(?:(?<!总条数)(?<!总数)(maximum|max\.?|最大)"
    rf"\s*(value|parameter value|length|number|字符长度|字符数|取?值|长度|支持)?\s*(?:is|:|of|为|是)?\s*"
    rf"|at most |no more than |not more than "
    rf"|cannot exceed |up to "
    rf"|less than or equal to |(?:<=|≤)\s*|(?:must not|may not|should not|not) exceed |不得?超过\s*|不能超过\s*"
    rf"|最多(?:为|是|支持)?\s*|不大于\s*"
    rf"|小于等于\s*|小于或等于\s*"
    rf"|最长(?:为)?\s*|最大长度支持(?:UTF-8编码后)?\s*|上限(?:为|是|:)?\s*|长度限制(?:为|在)?\s*){_NUMBER}",
    re.IGNORECASE,
)
_ABOVE = re.compile(rf"(?:greater than|larger than|more than|above|(?<!不)大于)\s*{_NUMBER}", re.IGNORECASE)
_BELOW = re.compile(rf"(?:(?<!no )less than|smaller than|fewer than|below|(?<!不)小于)\s*{_NUMBER}", re.IGNORECASE)
_EXACT = re.compile(
    rf"(?<!最大)(?<!最小)长度(?:固定)?为?\s*{_NUMBER}\s*(?:个字符|字符|位)(?!以内)|(?:exactly|fixed length of) {_NUMBER} characters"
    rf"|^长度\s*:\s*{_NUMBER}\s*$",
    re.IGNORECASE,
)
_CHARACTERS = re.compile(r"character|chars?\b|字符|length|长度|letters|digits|bytes|字节|(?<!单)位", re.IGNORECASE)
_LENGTHS = re.compile(
    rf"(?:length|长度)[^.\d]{{0,25}}{_NUMBER}\s*(?:个?字符|characters|bytes|字节)?\s*(?:,|to|-|~|–|—|至"
    rf"|到)\s*{_NUMBER}(?![A-Za-z0-9_-])(?!\.\d)"
    rf"|(?<![A-Za-z0-9_.-]){_NUMBER}\s*(?:个?字符)?\s*(?:to|-|~|–|—|至|到|and)\s*{_NUMBER}\s*"
    rf"(?:\w+ ){{0,2}}?(?:characters|chars|letters|digits|bytes|个?\w{{0,2}}字符|个?字节|位)"
    rf"|(?:characters?|字符数?)\s*(?:range[sd]?|from|范围)[^.\d]{{0,12}}{_NUMBER}{_TO}{_NUMBER}",
    re.IGNORECASE,
)
_EXCEEDED = re.compile(r"(?:exceed|longer than|up to|at most|超过|最[长多])\s*(\d+)", re.IGNORECASE)
"""Lengths in one sentence: several are those of parts (`key cannot exceed 32 characters and value 256`)."""
_OF_EACH = re.compile(r"单个|每一?个(?!字符)|每[条项]|\beach (?!character)|\ba single (?!character)", re.IGNORECASE)
"""A length of one of several that a text holds is none of the text."""
_SCALED = re.compile(r"\s*(?:[KMGT]i?B?\b|[万千兆])", re.IGNORECASE)
"""What stands behind a number that is a thousand times as large, or more."""
_NOT_NEGATIVE = re.compile(
    r"(?:cannot|can not|must not|may not) be (?:a )?negative|\bnon-?negative\b|\bnot negative\b|不能为负|不可为负|非负", re.IGNORECASE
)
_POSITIVE = re.compile(r"\bpositive (?:integer|number)\b|正整数", re.IGNORECASE)
_LEAST_IN_WORDS = re.compile(f"{_NOT_NEGATIVE.pattern}|{_POSITIVE.pattern}", re.IGNORECASE)
"""A least value without a number: a sentence that gives one says more."""
_CASE_OF_EXAMPLE = re.compile(r"例如[^,。;]*,(?=[^。;]*(?:长度|最[大小多少长短]|取值|范围|不超过))")
"""An example between commas, before what bounds the value."""
_ANOTHER = re.compile(
    r"\bvalues? (?:of|for) [A-Z]\b|\d for [a-z]+ [a-z]+, \d+ for "
    r"|(?<![A-Za-z])[A-Z]\s*(?:的取值|取值|的范围)|array length|数组长度|数组的?大小",
    re.ASCII,
)
_TREATED = re.compile(
    r"\b(?:is|are|be|gets?) (?:treated|taken|read|clamped|capped|rounded|replaced|set|reset|changed|corrected|adjusted|counted"
    r"|handled|interpreted|raised|lowered|ignored)\b|按\s*-?\d+\s*(?:处理|计)|视为|当[作成]|转换?[为成]|[大小]于\s*-?\d+[^,。]{0,6}时",
    re.IGNORECASE,
)
"""What becomes of a value beyond a bound: it is taken, so the sentence bounds nothing."""
_OF_A_SUM = re.compile(r"[A-Za-z_]\w*`?\s*[+*×]\s*`?[A-Za-z_]|\bsum of\b|\bproduct of\b|之和|之积|相加|相乘", re.IGNORECASE)
"""A bound on two numbers together is none of either."""
_LASTING = r"\d\s*(?:(?:days?|hours?|minutes?|seconds?|weeks?|months?|years?)\b|天|日|个?小时|分钟|秒|周|个?月|年)"
_OF_AN_AGE = re.compile(
    rf"{_LASTING}\s*(?:ago|old|earlier|back|in the (?:past|future)|before|after|from now|[之以]?前|[之以]?后|[之以]?内)"
    rf"|(?:older|newer|earlier|later) than[^.,;]{{0,20}}{_LASTING}"
    rf"|(?:last|past|previous|recent|within|最近|近|过去|早于|晚于)\s*(?:the (?:last |past )?)?{_LASTING}"
    rf"|(?:interval|span|difference|gap|period|time range|时间段|时间范围|间隔|跨度|相差|之差)[^.。;]{{0,50}}{_LASTING}",
    re.IGNORECASE,
)
"""How long ago a time may lie, or how far two may lie apart: no bound of the number that is sent."""
_COUNTED = re.compile(
    r"\s*个(?!\w{0,9}(?:字符|字节|字|汉字|字母))"
    r"|\s*(?:\w+ ){0,3}?(?:ids|names|items|entries|values|keys|tags|addresses|instances|resources)\b",
    re.IGNORECASE,
)
"""What stands behind a number that counts things of a list and no characters."""
_ANOTHER_RANGE = re.compile(r"\s*[,、;]?\s*(?:or|and|或者?|和|及|以及)\s*(?:from\s+)?-?\d", re.IGNORECASE)
"""What stands behind a range that is not all that is allowed: `1 to 9, or 99`."""
_LABEL_LENGTH = re.compile(rf"^\s*(?:•\s*)?(?:minimum|min|maximum|max|最小值?|最大值?)\s*:\s*{_NUMBER}\b", re.IGNORECASE)


def _of(text: str) -> int | float:
    return float(text) if re.search(r"[.eE]", text) else int(text)


_HEADED_BELOW = re.compile(r"(取值范围|\b(?:value )?range)\s*:[ \t]*\n\s*(?=-?\d)", re.IGNORECASE)
"""What heads a range that stands on the next line."""
_QUOTED_NUMBER = re.compile(r"[\"'](-?\d+)[\"']")


def ranges_of(text: str, kind: Kind, column: bool = False) -> dict[str, int | float]:
    """The bounds that a text gives: `minimum` and `maximum` of a number, `minLength` and `maxLength` of a text.

    `column` tells that the text stands under `Value Range`, where a bare `0 to 100` needs no further cue.
    """
    bounds: dict[str, int | float] = {}
    if kind.type == "string" and _LENGTH_NAMED.search(text):
        text = _VALUE_NAMED.sub("", text)
    told = _HEADED_BELOW.sub(r"\1: ", _QUOTED_NUMBER.sub(r"\1", clean(text)))
    said = set_apart(clauses_in(told), lambda sentence: _bounds_alone(sentence, kind, column))
    for sentence in sorted(said, key=lambda sentence: _LEAST_IN_WORDS.search(sentence) is not None):
        _bounds(sentence, kind, column, bounds)
    low, high = ("minLength", "maxLength") if kind.type == "string" else ("minimum", "maximum")
    if low in bounds and high in bounds and bounds[low] > bounds[high]:
        return {}
    return bounds


def _bounds_alone(sentence: str, kind: Kind, column: bool) -> dict[str, int | float]:
    found: dict[str, int | float] = {}
    _bounds(sentence, kind, column, found)
    return found


def _bounds(sentence: str, kind: Kind, column: bool, bounds: dict[str, int | float]) -> None:
    if re.search(r"\b(for example|example|e\.g\.|note)\b|例如|说明|such as", sentence, re.IGNORECASE) and not column:
        sentence = _CASE_OF_EXAMPLE.sub("", sentence)
        sentence = re.split(r"\b(?:for example|e\.g\.|such as)|例如|如(?=\d)", sentence, flags=re.IGNORECASE)[0]
    if _ANOTHER.search(sentence):
        return
    if kind.type in ("integer", "number"):
        if _CHARACTERS.search(sentence) is None or re.search(r"value|值", sentence):
            _number_bounds(sentence, column, bounds, whole=kind.type == "integer")
    elif kind.type == "string":
        _length_bounds(sentence, bounds)


def _number_bounds(sentence: str, column: bool, bounds: dict[str, int | float], whole: bool) -> None:
    if _OF_A_SUM.search(sentence) or _OF_AN_AGE.search(sentence):
        return
    span = _BRACKET.search(sentence) or _BETWEEN.search(sentence)
    if span is None and (
        column
        or _CUE.search(sentence)
        or re.search(rf"(^|,)\s*{_NUMBER}{_TO}{_NUMBER}\s*\.?\s*$|, {_NUMBER}\s*[-–—~]\s*{_NUMBER},", sentence)
    ):
        span = _SPAN.search(sentence)
    if span and _ANOTHER_RANGE.match(sentence, span.end()):
        return
    if span:
        bounds.setdefault("minimum", _of(span.group(1)))
        bounds.setdefault("maximum", _of(span.group(2)))
        return
    treated = _TREATED.search(sentence) is not None
    if found := _ENDLESS.search(sentence):
        bounds.setdefault("minimum", _of(found.group(1)))
    elif found := _LOWEST.search(sentence):
        bounds.setdefault("minimum", _of(found.group(found.lastindex or 3)))
    elif whole and not treated and (found := _ABOVE.search(sentence)) and "." not in found.group(1):
        bounds.setdefault("minimum", int(found.group(1)) + 1)
    elif _NOT_NEGATIVE.search(sentence):
        bounds.setdefault("minimum", 0)
    elif whole and _POSITIVE.search(sentence):
        bounds.setdefault("minimum", 1)
    if found := _HIGHEST.search(sentence):
        bounds.setdefault("maximum", _of(found.group(found.lastindex or 3)))
    elif whole and not treated and (found := _BELOW.search(sentence)) and "." not in found.group(1):
        bounds.setdefault("maximum", int(found.group(1)) - 1)


def _length_bounds(sentence: str, bounds: dict[str, int | float]) -> None:
    def put(name: str, value: str) -> None:
        number = _of(value)
        if isinstance(number, int) and number >= 0:
            bounds.setdefault(name, number)

    if _LABEL_LENGTH.match(sentence):
        if re.search(rf"{_NUMBER}\s*\(?(?:days?|hours?|minutes?|seconds?|天|小时|分钟|秒)", sentence, re.IGNORECASE):
            return
        lows: list[str] = re.findall(rf"(?:minimum|min|最小值?)\s*:\s*{_NUMBER}", sentence, re.IGNORECASE)
        highs = re.findall(rf"(?:maximum|max|最大值?)\s*:\s*{_NUMBER}", sentence, re.IGNORECASE)
        for name, values in (("minLength", lows), ("maxLength", highs)):
            if values:
                put(name, values[0])
        return
    if not _CHARACTERS.search(sentence) or _OF_EACH.search(sentence) or len(set(_EXCEEDED.findall(sentence))) > 1:
        return
    exact = _EXACT.search(sentence)
    if exact:
        value = next(group for group in exact.groups() if group)
        put("minLength", value)
        put("maxLength", value)
        return
    if span := _LENGTHS.search(sentence):
        low, high = [group for group in span.groups() if group]
        put("minLength", low)
        put("maxLength", high)
        return
    for name, bound in (("minLength", _LOWEST), ("maxLength", _HIGHEST)):
        if (found := bound.search(sentence)) and not _counts_more(sentence[found.end() :]):
            put(name, found.group(found.lastindex or 3))


def _counts_more(behind: str) -> bool:
    """Whether the number before is none of characters: of things of a list, or of thousands of bytes."""
    return _COUNTED.match(behind) is not None or _SCALED.match(behind) is not None


_EVERYTHING = re.compile(
    r"\ball\b[^.。\n]*set (?:this parameter|it|the value) to \"?(\w+)|set (?:this parameter|it"
    r"|the value) to \"?(\w+)\"? to (?:query|view|list|obtain) all"
    r"|(?:所有|全部)[^.。\n]*?(?:设置为|取值为|设为|填写|填|传入?|输入)[为:]?\s*\"?([A-Za-z0-9_]\w*)",
    re.IGNORECASE | re.ASCII,
)


def everything_of(text: str) -> str:
    """The value that asks for everything, where a text names one; empty where it does not."""
    found = _EVERYTHING.search(clean(text))
    return next((group for group in found.groups() if group), "") if found else ""
