"""What stands behind the words after which values stand: a list, one a line, or a sentence; whole, or the reason why it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from listproof.derive.kinds import Kind
from listproof.derive.prose.explained import glued, labelled_inline
from listproof.derive.prose.values import among_values, literal, of_kind, says_nothing

__all__ = ["ITEM", "STANDS_FOR_SEVERAL", "STOPS", "after_lead", "marked_in", "unwritten"]

_ONE_ENOUGH = re.compile(r"valid values?|enum|possible values?|取值|枚举|可选值", re.IGNORECASE)
_VAGUE_LEAD = re.compile(r"options$|包括$|包含$|as follows|如下|(?:include|are|supports?) the following", re.IGNORECASE)
ITEM = re.compile(r"^\s*(?:[•·●○▪*–-]|\d+[.)](?=\s))\s*(\S.*)$")
_VALUE = r"[\"'`]?([A-Za-z0-9_][\w.+/*-]*?(?:;\s?charset=[\w-]+)?|-?\d+)[\"'`]?"
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
STOPS = re.compile(
    r"^\s*(?:•\s*)?(?:default(?: value)?|note|constraints?|definition|(?:value )?range|minimum|maximum|(?:minimum"
    r"|maximum) (?:length|value)|min|max|example|array length"
    r"|regular expression matching|默认值?|默认取值|缺省值?|最小值|最大值|最小长度|最大长度|约束限制|说明|示例)\s*(?::|$)",
    re.IGNORECASE,
)
_BARE = re.compile(r":\s*(?:-?[\d.,]+|n/a)?\s*$", re.IGNORECASE)
"""What ends a label in a list: a number or nothing. `max: the largest of a day` is a value."""
_BOUNDS = re.compile(r"\s*(?:•\s*)?(?:minimum|maximum|min|max|最[小大])", re.IGNORECASE)
_OPEN = re.compile(r"\betc\b|\band so on\b|\bsuch as\b|\.\.\.|…|等(?![于级待价])", re.IGNORECASE)
_GLUED_WORDS = re.compile(r"[a-z][A-Z]|\d[a-z]|[a-z]\d[a-z]")
"""A single word after the head of a list of several that may be several without what stood between them."""
_ALTERNATE = re.compile(r"^(?:-?\d+/[A-Za-z]\w*|[A-Za-z]\w*/-?\d+|\w+/(?:true|false))$", re.IGNORECASE)
"""Two spellings of one value in one word: which of them is sent is not said."""
STANDS_FOR_SEVERAL = re.compile(r"^(?:\d[xX*]{2}|-?\d+[-~]-?\d+|n/a|(?=.*(?:yyyy|hh:?mm|mm[-/]?dd))[ymdhst:./_-]+)$", re.IGNORECASE)
"""What looks like a value and stands for several, or for none."""
_LOST = "the list of its values is missing from the copy"


def after_lead(lead: str, rest: str, kind: Kind) -> tuple[tuple[Any, ...], Any, str]:
    """What stands after one lead."""
    same_line, _, below = rest.partition("\n")
    said = same_line.strip(" :.。,")
    opened = lead.endswith(":") or not said
    if not said or (same_line.rstrip().endswith(":") and ITEM.match(below)):
        if not below.strip() or (STOPS.match(below) and not among_values(below, 0)):
            return (), None, "" if _BOUNDS.match(below) else _LOST
        return _listed(below, kind)
    if not opened and _VAGUE_LEAD.search(lead) and not re.match(r"\s*[\"']?[A-Za-z0-9_]+[\"']?\s*(?:\([^()]*\))?\s*[、和]", said):
        return (), None, ""
    values, why = _inline(same_line, kind, can_be=re.search(r"(?<!value)(?<!values) can be$", lead, re.IGNORECASE) is not None)
    if len(values) == 1 and not (opened and _ONE_ENOUGH.match(lead)):
        return (), None, ""
    if len(values) == 1 and re.search(r"如下|包括|包含|values|as follows", lead, re.IGNORECASE) and _GLUED_WORDS.search(str(values[0])):
        return (), None, unwritten(str(values[0]))
    return values, _marked_inline(same_line, kind) if values else None, why


def marked_in(text: str, kind: Kind) -> Any:
    """The value that a list marks as the default: `• false (default): …`."""
    for line in text.split("\n"):
        if item := ITEM.match(line):
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
    bulleted = bool(lines) and ITEM.match(lines[0]) is not None
    if kind.type == "string" and (paired := _paired(lines)):
        return tuple(paired), next((value for value, item in paired.items() if _marks(item, "")), None), ""
    values: list[Any] = []
    default = None
    for at, line in enumerate(lines):
        item = ITEM.match(line)
        if (STOPS.match(line) and not item) or (item and STOPS.match(item.group(1)) and _BARE.search(item.group(1))):
            break
        found = (
            _ITEM_VALUE.match(item.group(1)) if item else None if bulleted else _COLON_LINE.match(line) or _ITEM_VALUE.match(line.strip())
        )
        if found is None:
            if not item and values and _goes_on(lines[at:], bulleted):
                continue
            if not item or not bulleted:
                break
            if values and _ABOUT_ABSENCE.match(item.group(1)):
                continue
            return (), None, unwritten(item.group(1))
        if (
            not item
            and not bulleted
            and not _COLON_LINE.match(line)
            and not _TOKEN.match(line.strip().rstrip("。."))
            and not _BRACKETED.match(line.strip())
            and not re.search(r"[\u4e00-\u9fff]", line)
        ):
            break
        word = found.group(1)
        if item and _OWN_RANGE.search(item.group(1)[found.end(1) :]):
            return (), None, unwritten(line.strip())
        if item and _SECOND.match(item.group(1)[found.end(1) :]):
            return (), None, unwritten(line.strip())
        if (
            STANDS_FOR_SEVERAL.match(word)
            or _ALTERNATE.match(word)
            or word.endswith("*")
            or (item and item.group(1).rstrip().endswith(":"))
        ):
            return (), None, unwritten(line.strip())
        value = literal(word, kind)
        value = word if value is None else value
        if value not in values:
            values.append(value)
        if _marks(line, found.group(2) or "" if found.lastindex and found.lastindex > 1 else ""):
            default = value
    if not of_kind(values, kind):
        return (), None, unwritten(str(next(value for value in values if isinstance(value, str))))
    return tuple(values), default, ""


_PAIRED = re.compile(r"[\"'`]?(([A-Za-z_]\w*):[A-Za-z_]\w*)[\"'`]?\s*(?:\([^()]*\)\s*)?(?::.*)?$", re.ASCII | re.DOTALL)


def _paired(lines: Sequence[str]) -> dict[str, str]:
    """The values of a list that have a colon in them, with their items: `Time:Desc` and `Time:Asc`, of which the first half comes again."""
    items = [item.group(1) for line in lines if (item := ITEM.match(line))]
    found = [_PAIRED.match(item) for item in items]
    heads = {one.group(2) for one in found if one}
    if len(items) < 2 or not all(found) or len(heads) == len(items):
        return {}
    return {one.group(1): item for one, item in zip(found, items, strict=True) if one}


_ABOUT_ABSENCE = re.compile(
    r"\s*(?:if|when) (?:you )?(?:leave |(?:this|the) (?:parameter|value|field) is |(?:do )?not )[^:]{0,40}"
    r"(?:empty|unspecified|specif|blank|left|set)"
    r"|\s*(?:若|如果|如)?(?:不填|不传|不指定|不设置|留空|为空)",
    re.IGNORECASE,
)
"""An item that tells what leaving the parameter out means, and names no value."""


def _goes_on(lines: Sequence[str], bulleted: bool) -> bool:
    """Whether more items follow before anything else begins: what stands between continues an item."""
    for line in lines:
        if STOPS.match(line) or line.rstrip().endswith(":"):
            return False
        if (ITEM if bulleted else _COLON_LINE).match(line):
            return True
    return False


def unwritten(what: str) -> str:
    """Why a list is not written of which one item is no plain value."""
    return f"the list of its values is not written, for {what[:60]!r} is no plain value"


def _inline(line: str, kind: Kind, can_be: bool) -> tuple[tuple[Any, ...], str]:
    """The values of a sentence, and a reason where it reads as a list and is not a whole one."""
    line = line.strip().strip(":").strip()
    line = line.rstrip(".").removesuffix(")") if line.count(")") > line.count("(") else line
    quoted = re.match(r'^\[\s*((?:"[^"\]]+"\s*,?\s*)+)\]', line)
    if quoted:
        return tuple(literal(word, kind) for word in re.findall(r'"([^"]+)"', quoted.group(1))), ""
    if braced := re.match(r"\{([^{}]+)\}", line):
        line = braced.group(1)
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
        return (), unwritten(next((word for word, token in zip(words, tokens, strict=True) if token is None), whole.strip()))
    values = [literal(word, kind) for word in found]
    if not of_kind(values, kind):
        return (), ""
    return tuple(dict.fromkeys(values)), ""
