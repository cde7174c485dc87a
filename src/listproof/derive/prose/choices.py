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
    labelled_inline,
    lined_up,
    listed_with_default,
    named,
    only_one,
    opposite,
    taken_apart,
    told_apart,
)
from listproof.derive.prose.values import clean, literal, of_kind, says_nothing

__all__ = ["LEAD", "choices_of"]

LEAD = re.compile(
    r"(?:valid values?|possible values?|available values?|enumeration values?|enumerated values?|allowed values?|enum values?"
    r"|supported values?|the options are|options(?: are)?(?: as follows)?|values? (?:is|are|can be|must be|include)(?: as follows)?"
    r"|(?:it|which|field|type|status|state|kind|mode|level|category|order|keyword|this|that) can be|can be (?:set to|one of)"
    r"|\b[A-Za-z]+ can be(?=\s*:)"
    r"|one of(?: the following(?: values)?)?(?=\s*:|\s+\"[\w.-]+\",)|must be (?:set to |one of |either )|as follows|(?:include|are"
    r"|supports?) the following(?: \w+)?|value range|values?(?=\s*:)"
    r"|取值范围|(?<![认大小])值为(?=\s*[\w\"]{1,12}\s*[或、])|可(?:以)?设置为|(?:set|setting) this parameter to(?=[^.]*\b(?:or|and)\b)"
    r"|可?取值(?:如下|为|包括|有|说明如下|说明)?|枚举值?|可选值|可选项|可选|可以?为|包括|包含"
    r"|支持(?:的[\u4e00-\u9fff]{1,6}(?=有|包括|包含|为))?|有效值|如下)"
    r"\s*(?:is|are|be|as follows|为|是|有|如下|包括)?\s*(?:以下\w{0,6}(?=\s*[:：]))?\s*[:：]?",
    re.IGNORECASE,
)
"""The words after which values stand."""

_HEADS = re.compile(
    r"(?:(?:valid|possible|available|enumerat\w+|allowed|enum|supported) values?"
    r"|(?:value )?range|values?|options?|取值范围|枚举值|可选值|取值)\s*[:：]?",
    re.IGNORECASE,
)
"""An item that only heads the list inside it."""
_ONE_ENOUGH = re.compile(r"valid values?|enum|possible values?|取值|枚举|可选值", re.IGNORECASE)
_ENUM = re.compile(r"enum|枚举", re.IGNORECASE)
"""A list that is headed so is the one that counts, whatever a sentence before it says."""
_CLAUSE_END = re.compile(r"(?<=[.;])\s+|(?<=[。；])")
_VAGUE_LEAD = re.compile(r"options$|包括$|包含$|as follows|如下|(?:include|are|supports?) the following", re.IGNORECASE)
_USUAL = re.compile(
    r"(?:commonly|generally|usually|typically|often|recommended|frequently|常用|一般|通常|建议)[\w\s]{0,24}$", re.IGNORECASE
)
_OF_ANOTHER = re.compile(r"^\s*(?:of|for) (?:[A-Z]\b|the (?:key|tag))", re.ASCII)
_ITEM = re.compile(r"^\s*(?:[•·●○▪*–-]|\d+[.)](?=\s))\s*(\S.*)$")
_INLINE_ITEM = re.compile(
    r"(?<=[:.。;])[ \t]+[-•]\s+(?=[\w\"'])|(?<=:)[-•][ \t]+(?=[\w\"'])|[ \t]+[-•]\s+(?=[\w.+-]+\s*(?:\([^)]*\)\s*)?:)"
)
_CODES_ON_A_LINE = re.compile(r"(?<=[\u4e00-\u9fff])[ \t]+(?=[A-Z][A-Z_]+\s*[:：]\s*[\u4e00-\u9fff])")
"""Between a meaning and the next code with its own."""
_SAID_OF_ITEM = re.compile(r"(?m)^(\s*[•◦]\s*)取值为\s*\"([\w.-]+)\"\s*[,:]?\s*(?:表示|代表)为?")
"""An item that tells of one value in a sentence: `取值为"Auto",表示…`."""
_GLUED_ITEM = re.compile(r"(?:(?<=:)|(?<=\s))[ \t]*-(?=[A-Za-z_]\w*(?:\s|$))")
_VALUE = r"[\"'`]?([A-Za-z0-9_][\w.+/*-]*?|-?\d+)[\"'`]?"
_ITEM_VALUE = re.compile(
    rf"^{_VALUE}\s*(?:\(([^)]*)\)?\s*)?(?:$|[:;,。:=]|\.(?!\w)|\s*[-–—]\s|\s(?:indicates?|means|represents|for)\b|-(?=[\u4e00-\u9fff])"
    rf"|(?=[\u4e00-\u9fff]))"
)
_COLON_LINE = re.compile(rf"^\s*{_VALUE}\s*(?:\((.*?)\))?\s*(?:[:=]|-(?=[\u4e00-\u9fff]))\s*\S")
_BRACKETED = re.compile(rf"^{_VALUE}\s*\([^()]*\)\s*[.;,]?$")
"""A value whose meaning, or that it is the default, stands in brackets: `stone (default)`."""
_SECOND = re.compile(r"\s*(?:\([^()]*\)\s*)?[,、]\s*(?:-\s*)?[A-Z][A-Z0-9_]+\s*(?:[(,、]|$)", re.ASCII)
"""Another code behind the first of an item, which lost its own."""
_OWN_RANGE = re.compile(r"^[\u4e00-\u9fff]{1,12}\s*(?::\s*-?\d+\s*[-~]\s*\d+|不支持)")
"""A case, and the range that holds in it: `TCP监听器:10-4000s`."""
_TOKEN = re.compile(r"^[\"'`]?(-?[A-Za-z0-9_][\w.+/-]*(?:::\w+)*)[\"'`]?$", re.ASCII)
_TAILED = re.compile(
    r"^[\"'`]?(-?[A-Za-z0-9_][A-Za-z0-9_.+/-]*)[\"'`]?(?:\s+(?:for|in|if|when|which|that|to|as|by|on|only|indicating)\b.*"
    r"|[\u4e00-\u9fff].*)$"
)
_SPLIT = re.compile(r"\s*(?:,\s*(?:and|or)\s+|,|、|;|\s+and\s+|\s+or\s+|和|或者?|及|以及|\s/\s|\|)\s*", re.IGNORECASE)
_VAGUE = frozenset(
    {"others", "other", "empty", "null", "none", "specified", "used", "set", "left", "one", "any", "obtained", "n", "the", "a", "an",
     "all", "only", "not", "customized", "configured", "blank", "indicating", "meaning", "representing", "which", "where"}
)  # fmt: skip
_DEFAULT_MARK = re.compile(
    r"\((?:the )?default(?: value)?\)|^(?:the )?default(?: value)?$|is the default\b(?! (?!value|option|setting|one|stat|mode)[A-Za-z])"
    r"|默认值?\)?$|\(默认|缺省值?$",
    re.IGNORECASE,
)
_MARKED_BEHIND = re.compile(
    r"is the default\b(?! (?!value|option|setting|one|stat|mode)[A-Za-z])|\((?:the )?default(?: value)?\)|为默认值|默认值?\)|\(默认"
)
_STOPS = re.compile(
    r"^\s*(?:•\s*)?(?:default(?: value)?|note|constraints?|definition|(?:value )?range|minimum|maximum|(?:minimum"
    r"|maximum) (?:length|value)|min|max|example|array length"
    r"|regular expression matching|默认值?|默认取值|缺省值?|最小值|最大值|最小长度|最大长度|约束限制|说明|示例)\s*(?::|$)",
    re.IGNORECASE,
)
_NULL_AMONG = re.compile(r"[:(]\s*[\"'`]?null[\"'`]?\s*\([^()]*\)\s*(?:[,;、]|or\b|或)", re.IGNORECASE)
"""A list that begins with null and what it means: `null (all), 0 (enabled)`."""
_BARE = re.compile(r":\s*(?:-?[\d.,]+|n/a)?\s*$", re.IGNORECASE)
"""What ends a label in a list: a number or nothing. `max: the largest of a day` is a value."""
_BOUNDS = re.compile(r"\s*(?:•\s*)?(?:minimum|maximum|min|max|最[小大])", re.IGNORECASE)
_OPEN = re.compile(r"\betc\b|\band so on\b|\bsuch as\b|\.\.\.|…|等(?![于级待价])", re.IGNORECASE)
_GLUED_WORDS = re.compile(r"[a-z][A-Z]|\d[a-z]|[a-z]\d[a-z]")
"""A single word after the head of a list of several that may be several without what stood between them."""
_BARE_CODE = re.compile(r"^[\"'`]?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*|[a-z0-9]+(?:[._][a-z0-9]+)+)[\"'`]?[.;,]?$")
"""An item that is a code and nothing else."""
_PART = re.compile(r"^\s*[•◦]?\s*[\w.]+\s*:\s*(?:String|Integer|Long|Boolean|Array|Object|Map|Number|JSON)", re.IGNORECASE)
"""An item that describes a part of the value, by its name and type."""
_OF_A_PART = re.compile(r"(?:缩写|前缀|后缀|\b(?:abbreviation|prefix|suffix)\b)[^.。,:]{0,12}$", re.IGNORECASE)
"""Words before a list of what a part of the value may be."""
_EXAMPLES = re.compile(r"(?:示例|例如|举例|样例|例子|\bexamples?|\be\.g\.|such as|for instance)\s*:?\s*$", re.IGNORECASE)
"""What heads a list that illustrates."""
_ALTERNATE = re.compile(r"^(?:-?\d+/[A-Za-z]\w*|[A-Za-z]\w*/-?\d+|\w+/(?:true|false))$", re.IGNORECASE)
"""Two spellings of one value in one word: which of them is sent is not said."""
_JOINED = re.compile(
    r"(?:逗号|中划线|连字符|分号|竖线|空格|[\"'][,;|-][\"'])[^.。;\n]{0,8}(?:间隔|分隔|隔开|分割|拼接)"
    r"|通过[^.。;\n]{1,6}(?:间隔|分隔|隔开)|JSON\s*(?:格式)?的?(?:字符串|数组)|\bJSON string|(?:格式|format)\s*:?\s*\[\s*\{"
    r"|(?:separated?|joined|delimited) (?:them |values |each |multiple \w+ )?(?:by|with) (?:a |an )?"
    r"(?:commas?|hyphens?|semicolons?|pipes?|vertical bars?|\()"
    r"|comma-separated|\bseparate (?:multiple )?\w+ (?:by|with)",
    re.IGNORECASE,
)
"""A text that holds several values, or is the text of a structure: a list of values is that of its parts."""
_CLASS = re.compile(r"^(?:\d[xX*]{2}|-?\d+[-~]-?\d+|n/a)$", re.IGNORECASE)
"""What looks like a value and stands for several, or for none."""

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
_LOST = "the list of its values is missing from the copy"


_ABOUT_CASE = re.compile(
    r"\s*\((?:不?区分大小写|case[- ](?:in)?sensitive)\)|(?<=\bvalue )is case[- ](?:in)?sensitive and (?=can be)", re.IGNORECASE
)
"""A remark on capitals between a lead and its list."""


def choices_of(text: str, kind: Kind) -> tuple[tuple[Any, ...], Any, str]:
    """The values that a description lists, the one that it marks as default, and a reason where its list is not written.

    The values of an array are those of its items.
    """
    text = clean(text)
    target = kind.innermost if kind.type == "array" and kind.items is not None else Kind("string") if kind.type == "array" else kind
    if target.type in ("object", "boolean"):
        return (), _marked(text, target) if target.type == "boolean" else None, ""
    parts = _of_parts(text, kind, target)
    if parts is not None:
        return (), None, parts
    text = _raised(_ABOUT_CASE.sub("", text))
    text = _SAID_OF_ITEM.sub(r"\1\2: ", text)
    text = _CODES_ON_A_LINE.sub("\n• " if _INLINE_ITEM.search(text) else "\n", text)
    text = _GLUED_ITEM.sub("\n• ", _INLINE_ITEM.sub("\n• ", text))
    lost = ""
    for lead in sorted(LEAD.finditer(text), key=lambda lead: _ENUM.match(lead.group()) is None):
        if _USUAL.search(text[max(0, lead.start() - 40) : lead.start()]) or _OF_ANOTHER.match(text[lead.end() :]):
            continue
        line = text[text.rfind("\n", 0, lead.start()) + 1 : lead.start()]
        if NO_VALUES.search(line) or in_one_case(_CLAUSE_END.split(line)[-1] + lead.group()):
            continue
        if _PART.match(line) or _OF_A_PART.search(line):
            lost = lost or _OF_ITS_PARTS
            continue
        if line.lstrip().startswith("•") and not text[lead.end() :].partition("\n")[0].strip(" :"):
            lost = lost or "the list of its values is not written, for it stands inside another list"
            continue
        values, default, why = _after(lead.group().rstrip(), text[lead.end() :], target)
        alone = str(values[0]) if len(values) == 1 else ""
        if alone and _meant_alone(alone, text[lead.end() :]):
            values, why = (), _unwritten(alone)
        elif alone and (several := taken_apart(alone, text[: lead.start()])):
            values = tuple(literal(word, target) for word in several)
        if values:
            marked = _marked(text, target) if default is None else default
            return values, marked if marked in values else None, ""
        lost = lost or why
    if lost == _OF_ITS_PARTS:
        return (), None, lost
    values = (
        told_apart(text, target)
        or named(text, target)
        or either(text, target)
        or listed_with_default(text, target)
        or lined_up(text, target)
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
        values = only_one(text, target)
    return values, None, why


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
        item = _ITEM.match(line)
        headed = item is not None and below.lstrip().startswith("◦") and _HEADS.fullmatch(item.group(1)) is not None
        heads = headed if item is not None else heads
        found.append(item.group(1) if headed and item else line)
    return "\n".join(found)


def _unheaded(text: str, kind: Kind) -> tuple[tuple[Any, ...], str]:
    """The items of a list of `VALUE: meaning` or of codes where no word says that they are values; or why they are none."""
    lines = [line for line in text.split("\n") if line.strip()]
    first = next((at for at, line in enumerate(lines) if _ITEM.match(line)), None)
    if first is None or (first and (NO_VALUES.search(lines[first - 1]) or _EXAMPLES.search(lines[first - 1]))):
        return (), ""
    items = [item.group(1) for line in lines[first:] if (item := _ITEM.match(line))]
    meant = [LABELLED.match(item) or _BARE_CODE.match(item) for item in items]
    if len(items) > 2 and 2 * sum(one is not None for one in meant) >= len(items) and not all(meant):
        odd = next(item for item, one in zip(items, meant, strict=True) if one is None)
        return (), _unwritten(odd) if all(re.search(r"[:：]", item) for item in items) else ""
    if len(items) < 2 or not all(meant) or any(_STOPS.match(item) or _PART.match(item) for item in items):
        return (), ""
    values = tuple(dict.fromkeys(literal(one.group(1), kind) for one in meant if one))
    chinese = all(re.match(r"[\"'`]?[\w.-]+[\"'`]?\s*[:=-]?\s*[\u4e00-\u9fff]", item, re.ASCII) for item in items)
    if not of_kind(values, kind):
        return (), ""
    plain = (chinese and first > 0) or _codes(values) or opposite(values)
    return (values, "") if plain and not any(in_one_case(line) for line in lines[:first]) else ((), _UNSAID)


def _glued_sentence(text: str, kind: Kind) -> tuple[Any, ...]:
    """The values of a sentence that is nothing but a list that lost what stood between its items (`排序方向。asc:升序desc:降序`)."""
    found = (glued(sentence, kind) for sentence in sentences_in(text))
    return next((values for values in found if len(values) > 1), ())


def _codes(values: Sequence[Any]) -> bool:
    """Whether values read as codes and not as words of a text."""
    return all(not isinstance(value, str) or re.fullmatch(r"[A-Z0-9_]{2,}|[a-z0-9]+(?:[._][a-z0-9]+)+|\d+", value) for value in values)


def _after(lead: str, rest: str, kind: Kind) -> tuple[tuple[Any, ...], Any, str]:
    """What stands after one lead."""
    same_line, _, below = rest.partition("\n")
    said = same_line.strip(" :.。,")
    opened = lead.endswith(":") or not said
    if not said or (same_line.rstrip().endswith(":") and _ITEM.match(below)):
        if not below.strip() or _STOPS.match(below):
            return (), None, "" if _BOUNDS.match(below) else _LOST
        return _listed(below, kind)
    if not opened and _VAGUE_LEAD.search(lead) and not re.match(r"\s*[\"']?[A-Za-z0-9_]+[\"']?\s*(?:\([^()]*\))?\s*[、和]", said):
        return (), None, ""
    values, why = _inline(same_line, kind, can_be=re.search(r"(?<!value)(?<!values) can be$", lead, re.IGNORECASE) is not None)
    if len(values) == 1 and not (opened and _ONE_ENOUGH.match(lead)):
        return (), None, ""
    if len(values) == 1 and re.search(r"如下|包括|包含|values|as follows", lead, re.IGNORECASE) and _GLUED_WORDS.search(str(values[0])):
        return (), None, _unwritten(str(values[0]))
    return values, _marked_inline(same_line, kind) if values else None, why


def _marked(text: str, kind: Kind) -> Any:
    """The value that a list marks as the default: `• false (default): …`."""
    for line in text.split("\n"):
        if item := _ITEM.match(line):
            value = _ITEM_VALUE.match(item.group(1))
            if value and _marks(item.group(1), value.group(2) or ""):
                return literal(value.group(1), kind)
    return None


def _marks(item: str, inside: str) -> bool:
    return _DEFAULT_MARK.search(inside.strip()) is not None or _MARKED_BEHIND.search(item) is not None


def _marked_inline(line: str, kind: Kind) -> Any:
    found = re.search(r"[\"'`]?([A-Za-z0-9_][\w.+-]*)[\"'`]?\s*\((?:the )?(?:default|默认|缺省)[^)]*\)", line, re.IGNORECASE)
    return literal(found.group(1), kind) if found else None


def _listed(below: str, kind: Kind) -> tuple[tuple[Any, ...], Any, str]:
    """The values of a list, one a line; what continues an item is passed over."""
    lines = [line for line in below.split("\n") if line.strip()]
    bulleted = bool(lines) and _ITEM.match(lines[0]) is not None
    values: list[Any] = []
    default = None
    for at, line in enumerate(lines):
        item = _ITEM.match(line)
        if (_STOPS.match(line) and not item) or (item and _STOPS.match(item.group(1)) and _BARE.search(item.group(1))):
            break
        found = (
            _ITEM_VALUE.match(item.group(1)) if item else None if bulleted else _COLON_LINE.match(line) or _ITEM_VALUE.match(line.strip())
        )
        if found is None:
            if not item and values and _goes_on(lines[at:], bulleted):
                continue
            if not item or not bulleted:
                break
            return (), None, _unwritten(item.group(1))
        if (
            not item
            and not bulleted
            and not _COLON_LINE.match(line)
            and not _TOKEN.match(line.strip())
            and not _BRACKETED.match(line.strip())
            and not re.search(r"[\u4e00-\u9fff]", line)
        ):
            break
        word = found.group(1)
        if item and _OWN_RANGE.search(item.group(1)[found.end(1) :]):
            return (), None, _unwritten(line.strip())
        if item and _SECOND.match(item.group(1)[found.end(1) :]):
            return (), None, _unwritten(line.strip())
        if _CLASS.match(word) or _ALTERNATE.match(word) or word.endswith("*") or (item and item.group(1).rstrip().endswith(":")):
            return (), None, _unwritten(line.strip())
        value = literal(word, kind)
        value = word if value is None else value
        if value not in values:
            values.append(value)
        if _marks(line, found.group(2) or "" if found.lastindex and found.lastindex > 1 else ""):
            default = value
    if not of_kind(values, kind):
        return (), None, _unwritten(str(next(value for value in values if isinstance(value, str))))
    return tuple(values), default, ""


def _goes_on(lines: Sequence[str], bulleted: bool) -> bool:
    """Whether more items follow before anything else begins: what stands between continues an item."""
    for line in lines:
        if _STOPS.match(line) or line.rstrip().endswith(":"):
            return False
        if (_ITEM if bulleted else _COLON_LINE).match(line):
            return True
    return False


def _unwritten(what: str) -> str:
    return f"the list of its values is not written, for {what[:60]!r} is no plain value"


def _inline(line: str, kind: Kind, can_be: bool) -> tuple[tuple[Any, ...], str]:
    """The values of a sentence, and a reason where it reads as a list and is not a whole one."""
    line = line.strip().strip(":").strip()
    line = line.rstrip(".").removesuffix(")") if line.count(")") > line.count("(") else line
    quoted = re.match(r'^\[\s*((?:"[^"\]]+"\s*,?\s*)+)\]', line)
    if quoted:
        return tuple(literal(word, kind) for word in re.findall(r'"([^"]+)"', quoted.group(1))), ""
    told = labelled_inline(line, kind) or glued(line, kind)
    if told:
        return told, ""
    bare = line
    while (shorter := re.sub(r"\s*\([^()]*\)", "", re.sub(r"\s*\([^()]*\)(?=\w)", ", ", bare))) != bare:
        bare = shorter
    whole = re.split(r"[.;](?:\s|$)|。", bare)[0]
    sentence = re.sub(r"^(?:either|one of|any of|the following(?: values)?:?|set to)\s+", "", whole.strip(" ,.。"), flags=re.IGNORECASE)
    if "、" in sentence:
        sentence = sentence.split(",")[0]
    words = [word for word in _SPLIT.split(sentence) if word]
    tokens = [_TOKEN.match(word) for word in words]
    if words and tokens[-1] is None:
        tokens[-1] = _TAILED.match(words[-1])
    found = [token.group(1) for token in tokens if token]
    if len(found) < 2 and not (len(words) == 1 and found and not re.search(r"\d\s*(?:~|-|to)\s*\d", whole)):
        return (), ""
    vague = _VAGUE - {"all", "other"} if len(found) > 2 else _VAGUE
    if any((word.lower() in vague and not word.isupper()) or says_nothing(word) for word in found) or (
        can_be and any(re.fullmatch(r"[a-z]{2,}ed", word) for word in found)
    ):
        return (), ""
    if len(found) < len(words) or len(words) > 60 or _OPEN.search(whole):
        return (), _unwritten(next((word for word, token in zip(words, tokens, strict=True) if token is None), whole.strip()))
    values = [literal(word, kind) for word in found]
    if not of_kind(values, kind):
        return (), ""
    return tuple(dict.fromkeys(values)), ""
