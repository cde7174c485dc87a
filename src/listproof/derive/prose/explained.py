"""Values that a description explains instead of heading a list of them: `0 (off), 1 (on)`, `ON indicates …`, `rising: asc`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from listproof.derive.kinds import Kind
from listproof.derive.prose.clauses import in_one_case, sentences_in
from listproof.derive.prose.values import literal, of_kind

__all__ = [
    "LABELLED",
    "NO_VALUES",
    "either",
    "glued",
    "labelled_inline",
    "lined_up",
    "listed_with_default",
    "named",
    "only_one",
    "only_supported",
    "opposite",
    "taken_apart",
    "told_apart",
]

NO_VALUES = re.compile(r"(?:cannot|can not|must not|may not) (?:contain|include|be)|not support|不能包含|不支持|不允许", re.IGNORECASE)
"""What speaks of values that are not taken."""
LABELLED = re.compile(
    r"^[\"'`]?(-?[A-Za-z0-9_][A-Za-z0-9_.+-]*)[\"'`]?\s*(?::|=|-\s?(?=[\u4e00-\u9fff])|表示|代表|为|\s(?:indicates|means)\s)\s*\S"
)
"""A value with its meaning: `0: off`."""
_MEANT = re.compile(
    r"(?:^|[。;,:]|\.(?=\s))\s*(?:and |or )?[\"'`]?([A-Za-z0-9_]+)[\"'`]?\s*(?:\bindicates?\b|\bmeans\b|表示|代表)", re.ASCII
)
"""A value that a sentence explains: `ON indicates …, and OFF indicates …`."""
_INDICATING = re.compile(r"(?:\bcan be:?\s+|[.;]\s+)[\"'`]?([A-Za-z0-9_-]+)[\"'`]?,? indicating that\b")
"""A value that goes before what it indicates: `The value can be: Running, indicating that …. Failed, indicating that …`."""
_ONE_BY_ONE = re.compile(r"^\s*[\"'`]?([A-Za-z0-9]+(?:_[A-Za-z0-9]+)*)[\"'`]?(?:\s+indicates?\s|\s*:?\s*(?:表示|代表))", re.ASCII)
_NAMED_ITEM = re.compile(r"^\s*[•*-]\s*([^:\n]{1,40}?)\s*:\s*[\"'`]?([A-Za-z][\w-]*)[\"'`]?\s*[.。;,]?$", re.ASCII)
_NAMED_INLINE = re.compile(r":\s*((?:[\u4e00-\u9fff()]{1,15}\s*:\s*[\"'`]?[A-Za-z][\w-]*[\"'`]?[\s,;、]*){2,})(?=[.。]|\n|$)", re.ASCII)
_NAMED_IN_BRACKETS = re.compile(
    r"(?:包[含括]|取值|分为|有|支持|状态|类型|:)[^.。;,()A-Za-z0-9]{0,12}?"
    r"(?P<items>(?:[\u4e00-\u9fff]{1,12}\(\s*[\"'`]?[A-Za-z][\w-]*[\"'`]?\s*\)\s*(?:、|,|和|或者?|及|以及)?\s*){2,})(?=[.。,;]|\n|$|既)",
    re.ASCII,
)
"""Values in brackets behind what they mean: `包括成功(SUCCESS)、失败(FAIL)`."""
_GLUED = re.compile(r"(?:[\"'`]?([A-Za-z_][\w-]*)[\"'`]?\s*:\s*[^A-Za-z0-9_:]+){2,}", re.ASCII)


_EITHER = re.compile(
    r"^(?:•\s*)?(?:[^:.,]{1,60}:\s*|[^:.,]{0,60}[(]\s*|[^:.]{1,60},\s*(?=either\b))?(?:either\s+)?"
    r"(?P<words>[\"'`]?[\w.-]*\w[\"'`]?(?:\s*,\s*[\"'`]?[\w.-]*\w[\"'`]?)*,?\s+or\s+[\"'`]?[\w.-]*\w[\"'`]?)\s*[)]?\s*[.;]?$",
    re.IGNORECASE | re.ASCII,
)
_ORDERED = re.compile(
    r"\b(?P<rising>asc|ascending) or (?P<falling>desc|descending)\b|\b(?P<falls>desc|descending) or (?P<rises>asc|ascending)\b"
    r"|\b(?P<yes>true|false)\"?\s*或者?\s*\"?(?P<no>true|false)(?![A-Za-z])",
    re.IGNORECASE,
)
"""The two directions, or yes and no, wherever a sentence names both."""
_QUOTED = re.compile(
    r"(?:\b(?:sort|order)\w*\b[^.]{0,40}\bby|\b(?:are|either))\s+(?P<words>\"[\w.-]+\"(?:\s*,\s*\"[\w.-]+\")*,?\s+or\s+\"[\w.-]+\")",
    re.IGNORECASE,
)
"""Quoted words of which something is ordered by one, or is one."""
_OPPOSITES = frozenset(
    map(frozenset, (("asc", "desc"), ("ascending", "descending"), ("true", "false"), ("yes", "no"), ("on", "off"), ("enabled", "disabled"),
                    ("0", "1"), ("open", "closed"), ("up", "down"), ("public", "private")))
)  # fmt: skip
"""Pairs of words of which a value is one."""


def opposite(values: Iterable[Any]) -> bool:
    """Whether values are two words that are opposites, such as `asc` and `desc`."""
    return frozenset(str(value).lower() for value in values) in _OPPOSITES


def named(text: str, kind: Kind) -> tuple[Any, ...]:
    """The values of a list that puts the meaning first: `• rising: asc`, `公共镜像:gold私有镜像:private`."""
    if kind.type in ("integer", "number"):
        return ()
    bullets = [line for line in text.split("\n") if re.match(r"\s*[•*-]\s", line)]
    items = [_NAMED_ITEM.match(line) for line in bullets]
    if (
        len(bullets) > 1
        and all(items)
        and not all(one and one.group(1).strip("\"'`").lower() == one.group(2).lower() for one in items)
        and (
            all(one and re.search(r"[\u4e00-\u9fff ]", one.group(1)) for one in items)
            or all(one and re.fullmatch(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*", one.group(2)) and not one.group(1).isupper() for one in items)
        )
    ):
        return tuple(dict.fromkeys(one.group(2) for one in items if one))
    bracketed = _NAMED_IN_BRACKETS.search(text)
    if bracketed:
        return tuple(dict.fromkeys(re.findall(r"\(\s*[\"'`]?([A-Za-z][\w-]*)[\"'`]?\s*\)", bracketed.group("items"), re.ASCII)))
    found = _NAMED_INLINE.search(text)
    return tuple(dict.fromkeys(re.findall(r":\s*[\"'`]?([A-Za-z][\w-]*)", found.group(1), re.ASCII))) if found else ()


def either(text: str, kind: Kind) -> tuple[Any, ...]:
    """The values of a sentence that names nothing else, such as `"red" or "blue"` and `asc or desc`.

    Words that are neither quoted nor opposites may be what is searched (`Keyword: name or id`) or no value (`Length: 8 or more`).
    """
    for sentence in sentences_in(text):
        if NO_VALUES.search(sentence) or in_one_case(sentence) or re.search(r"(?i)\be\.g\.|for example|例如|such as", sentence):
            continue
        if (directions := _ORDERED.search(sentence.replace('"', ""))) and kind.type == "string":
            return tuple(word for word in directions.groups() if word)
        found = _EITHER.search(sentence.strip()) or _QUOTED.search(sentence)
        if found is None:
            continue
        words = re.findall(r"[\w.-]*\w", re.sub(r"\bor\b", ",", found.group("words")))
        quoted = len(re.findall(r"[\"'`][\w.-]+[\"'`]", found.group("words"))) == len(words)
        chosen = len(words) > _FEWEST_CHOSEN and re.search(r"\beither\b", sentence) is not None
        if not (quoted or chosen or opposite(words)) or len(set(words)) < 2:
            continue
        values = [literal(word, kind) for word in words]
        if None in values or not of_kind(values, kind):
            continue
        return tuple(values)
    return ()


_FEWEST_CHOSEN = 2
"""Of `either a or b` the two may be what is meant, and no values; more are a list."""
_ITEM_OF_MARKED = r"[\"'`]?[A-Za-z0-9_][\w.+-]*[\"'`]?(?:\s*\([^()]*\))?"
_BETWEEN_MARKED = r"\s*(?:,\s*(?:and|or)\s|[,、/]|和|或者?|及|\band\b|\bor\b)\s*"
_MARKED = re.compile(rf"(?:^|[:(])\s*(?P<items>{_ITEM_OF_MARKED}(?:{_BETWEEN_MARKED}{_ITEM_OF_MARKED})+)\s*(?:[.。;)]|\n|$)")
_MARK = re.compile(r"\((?:the )?(?:默认|缺省|default)(?: value|值)?\)", re.IGNORECASE)


def listed_with_default(text: str, kind: Kind) -> tuple[Any, ...]:
    """The values of a list that needs no lead, for one of them is marked as the default: `Mode: fast (default), slow and none`."""
    for sentence in sentences_in(text):
        found = _MARKED.search(sentence)
        if found is None or not _MARK.search(found.group("items")) or NO_VALUES.search(sentence) or in_one_case(sentence):
            continue
        words = re.findall(r"[A-Za-z0-9_][\w.+-]*", re.sub(r"\([^()]*\)|\b(?:and|or)\b|和|或者?|及", ",", found.group("items")), re.ASCII)
        values = tuple(dict.fromkeys(literal(word.rstrip("."), kind) for word in words))
        if len(values) > 1 and None not in values and of_kind(values, kind):
            return values
    return ()


_ONLY = re.compile(
    r"(?:仅取值为?|取值仅为|只能取|只能为|只能是|固定(?:取值)?为|固定取值:?|固定值为?|请填写?|(?:目前|当前)仅支持|仅(?:支持)?返回"
    r"|can only be(?: set to)?|must always be|is always"
    r"(?: set to)?"
    r"|is fixed (?:to|at)|^(?:•\s*)?set (?:the value|this parameter|the parameter) to|(?:内容|值)填为)\s*:?\s*"
    r"(?P<quote>[\"'`]?)(?P<value>[A-Za-z0-9_][\w.+/-]*(?:;\s?charset=[\w-]+)?)(?P=quote)\s*(?:\([^()]*\))?\s*(?=[.。,;]|$)",
    re.IGNORECASE | re.ASCII | re.MULTILINE,
)


_ILLUSTRATES = re.compile(r"例如|比如|\bfor example\b|\be\.g\.", re.IGNORECASE)


def only_one(text: str, kind: Kind) -> tuple[Any, ...]:
    """The one value that a sentence allows: `It can only be set to fast.`"""
    told = [sentence for sentence in sentences_in(text) if not in_one_case(sentence)]
    found = {
        one.group("value").rstrip(".")
        for sentence in told
        for one in _ONLY.finditer(sentence)
        if not _OF_ANOTHER.search(sentence[: one.start()]) and not _ILLUSTRATES.search(sentence[: one.start()])
    }
    values = tuple(literal(one, kind) for one in found)
    return (
        values if len(values) == 1 and None not in values and of_kind(values, kind) and _NO_VALUE.fullmatch(str(values[0])) is None else ()
    )


_SAID = r"[\"'`]?[A-Za-z0-9_][\w.+-]*[\"'`]?"
_SUPPORTED = re.compile(
    rf"\b[Oo]nly (?P<items>{_SAID}(?:, {_SAID})*(?:,? (?:and|or) {_SAID})?)"
    r" (?:is|are) (?:currently )?(?:supported|allowed|accepted)\b(?! (?:by|for|in|on)\b)"
)


_SIGNS = re.compile(
    r"\b(?:letters?|digits?|numbers?|characters?|hyphens?|underscores?|dots?|periods?|spaces?|lowercase|uppercase)\b", re.IGNORECASE
)
"""Signs of which a text is made, and no values: `Only letters and digits are allowed.`"""


def only_supported(text: str, kind: Kind) -> tuple[Any, ...]:
    """The values of a sentence that says which are supported: `Only red and blue are currently supported.`"""
    for sentence in sentences_in(text):
        found = _SUPPORTED.search(sentence)
        if found is None or in_one_case(sentence) or NO_VALUES.search(sentence) or _SIGNS.search(found.group("items")):
            continue
        words = [word for word in re.split(r",? (?:and|or) |, ", found.group("items")) if _NO_VALUE.fullmatch(word) is None]
        values = tuple(literal(word, kind) for word in words)
        if values and None not in values and of_kind(values, kind):
            return values
    return ()


_OF_ANOTHER = re.compile(r"[A-Za-z_]\w*\s*(?:的|'s )[^,。;]{0,6}$", re.ASCII)
"""What names a row before `can only be`, perhaps another one."""
_NO_VALUE = re.compile(
    r"(?:used|set|called|specified|configured|one|obtained|queried|empty|blank|in|an?|the|on|modified|created|deleted|changed|displayed|returned"
    r"|filled)",
    re.IGNORECASE,
)
"""What follows `can only be` and is no value."""


def lined_up(text: str, kind: Kind) -> tuple[Any, ...]:
    """The values of lines that follow one another, each with its meaning: `0：关闭`, then `1：打开`, or `7: All. 3: Some.`."""
    if kind.type == "string":
        words = [re.match(r"\s*([a-z][a-z0-9_]*)\s*:\s*[\u4e00-\u9fff]", line) for line in text.split("\n") if line.strip()]
        codes = [one.group(1) for one in words if one]
        return tuple(codes) if len(set(codes)) == len(codes) > 1 and all(words[1:]) else ()
    if kind.type not in ("integer", "number"):
        return ()
    counted = re.findall(r"(?:(?<=\. )|(?<=\n)|^)(-?\d+): [A-Z]\w*(?: \w+){0,3}(?:\.|$)", text)
    if len(set(counted)) == len(counted) > 1:
        return tuple(literal(one, kind) for one in counted)
    found = [re.match(r"\s*(-?\d+)\s*:\s*[A-Z]{0,6}[\u4e00-\u9fff]", line) for line in text.split("\n") if line.strip()]
    values = [literal(one.group(1), kind) for one in found if one]
    return tuple(values) if len(set(values)) > 1 and found[0] is not None else ()


def glued(line: str, kind: Kind) -> tuple[Any, ...]:
    """The values of a list that lost what stood between its items: `public:公共private:私有`."""
    if kind.type in ("integer", "number") or not _GLUED.fullmatch(line.strip()):
        return ()
    return tuple(dict.fromkeys(re.findall(r"([A-Za-z_][\w-]*)[\"'`]?\s*:", line, re.ASCII)))


def taken_apart(word: str, text: str) -> tuple[str, ...]:
    """The values that a copy ran together into one word, where a text names each of them: `WHOLEPER` of `WHOLE or PER`."""
    if len(word) > _LONGEST_RUN or re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text, re.ASCII):
        return ()
    named = sorted({one for one in re.findall(r"[A-Za-z0-9_][\w-]*", text, re.ASCII) if one in word}, key=len, reverse=True)
    ways: dict[int, tuple[str, ...]] = {0: ()}
    for at in range(len(word)):
        for one in named if at in ways else ():
            if word.startswith(one, at):
                ways.setdefault(at + len(one), (*ways[at], one))
    found = ways.get(len(word), ())
    return found if len(set(found)) == len(found) > 1 else ()


_LONGEST_RUN = 400
"""The longest word that is taken for several that lost what stood between them."""


def _explained_one_by_one(text: str) -> tuple[str, ...]:
    """The values of sentences that follow one another: `longest indicates …. shortest indicates …`."""
    run: list[str] = []
    for sentence in sentences_in(text):
        found = _ONE_BY_ONE.match(sentence)
        if found is None and len(run) > 1:
            break
        run = [*run, found.group(1)] if found else []
    return tuple(dict.fromkeys(run))


def labelled_inline(line: str, kind: Kind) -> tuple[Any, ...]:
    """The values of `0: off, 1: on` and of `"1": small; "2": large`."""
    line = line.rstrip(" .。;,")
    for cut in (
        r"\s*;\s*",
        r"\s*[,;、]\s*(?=[\"'`]?[\w.+-]+[\"'`]?\s*(?::|=|表示|代表|-[\u4e00-\u9fff]))",
        r"\s+(?=[\"'`][\w.+-]+[\"'`]\s*:)",
    ):
        pieces = [piece for piece in re.split(cut, line) if piece.strip()]
        found = [LABELLED.match(piece.strip()) for piece in pieces]
        if len(pieces) > 1 and all(found):
            values = [literal(one.group(1), kind) for one in found if one]
            return tuple(dict.fromkeys(values)) if of_kind(values, kind) else ()
    return ()


_EXAMPLE = re.compile(r"例如|比如|for example|for instance|\be\.g\.", re.IGNORECASE)


def told_apart(text: str, kind: Kind) -> tuple[Any, ...]:
    """The values of `Type of air: 0 (warm), 1 (cold)`: each with its meaning in brackets, without a lead."""
    text = "\n".join(_EXAMPLE.split(line)[0] for line in sentences_in(text) if not NO_VALUES.search(line))
    found = re.search(
        r":\s*((?:[\"'`]?-?[A-Za-z0-9_][\w.+-]*[\"'`]?\s*\([^()]*\)\s*(?:,\s*(?:and |or )?|;|、|\s+and\s+|\s+or\s+|和|或)\s*)+"
        r"[\"'`]?-?[A-Za-z0-9_][\w.+-]*[\"'`]?\s*\([^()]*\))\s*(?:[.。;]|\n|$)",
        text,
    )
    if found:
        values = [literal(word, kind) for word in re.findall(r"(-?[A-Za-z0-9_][\w.+-]*)[\"'`]?\s*\([^()]*\)", found.group(1))]
        if None not in values and of_kind(values, kind):
            return tuple(dict.fromkeys(values))
    indicated = [literal(word, kind) for word in _INDICATING.findall(text)]
    if len(indicated) > 1 and None not in indicated and of_kind(indicated, kind) and not in_one_case(text):
        return tuple(dict.fromkeys(indicated))
    for sentence in sentences_in(text):
        meant = [literal(word, kind) for word in _MEANT.findall(sentence)]
        whole = len(meant) > 1 and len(meant) == len(re.findall(r"\bindicates?\b|\bmeans\b|表示|代表", sentence))
        if whole and of_kind(meant, kind):
            return tuple(dict.fromkeys(meant))
    codes = _explained_one_by_one(text)
    if len(codes) > 1 and kind.type == "string":
        return codes
    if kind.type not in ("integer", "number"):
        return ()
    for sentence in sentences_in(text):
        told = labelled_inline(re.sub(r"^[^:]*?:\s*(?=[\"'`]?\d)", "", sentence).strip(), kind)
        if len(told) > 1:
            return told
    return ()
