"""Words that speak of a bound, a default or allowed values: each has given a fact, or it is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from listproof.derive.document import Item, walk
from listproof.derive.formats.page import Unread
from listproof.derive.kinds import Kind
from listproof.derive.prose.clauses import clauses_in, in_one_case
from listproof.derive.prose.values import clean

__all__ = ["condition_of", "cues_of", "unplaced_conditions", "unplaced_nulls", "untaken"]

_BOUND = re.compile(
    r"\bminimum\b|\bmaximum\b|\bstart value\b|\bmin\b|\bmax\b|at most|at least|up to \d|(?:no|not) (?:more|less|fewer|longer) than|exceed"
    r"|\brang(?:e|es|ing)\b"
    r"|(?:^|, )-?\d+\s*[-–—~]\s*\d+(?=[,.]|$)"
    r"|(?<![\w.-])\d+ to \d+(?![\w-])"
    r"|(?:older|newer|earlier|later|longer|shorter) than[^.]{0,20}\d|(?:早于|晚于)[^。]{0,12}\d"
    r"|\bbetween\s+-?\d|(?:greater|larger|less|smaller|fewer|more) than|\b(?:above|below) -?\d|[≤≥]|[<>]=\s*-?\d"
    r"|\blength\b|\d\s*(?:\w+ )?(?:characters|bytes|digits|chars)"
    r"|取值范围|范围[是为:]|最大|最小|最多|最少|最长|最短|不超过|不得超过|不能超过|(?<!不)[大小]于|不[大小少多]于|长度|以内|上限"
    r"|下限|最[高低](?:为|是)?\s*-?\d|个?字符|\bnegative\b|不能为负|非负|正整数",
    re.IGNORECASE,
)
_NO_NUMBER = re.compile(r"\bnegative\b|不能为负|非负|正整数", re.IGNORECASE)
"""A bound in words alone."""
_DEFAULT = re.compile(
    r"\bdefaults?\b|[\w\"'`] (?:if|when) (?:omitted|left out|absent|unset|not (?:given|set|present|specified))(?=\s*(?:[.;,)]|$))"
    r"|[\w\"'`] unless (?:given|set|specified)(?=\s*(?:[.;,)]|$))|默认|缺省|如果不填|不填(?:写)?时|不传时"
    r"|[若如]果?不(?:设置|指定|传|带)[^,。]{0,12},则",
    re.IGNORECASE,
)
_NO_DEFAULT = re.compile(
    r"no default|default(?: value)?\s*(?:is|:)?\s*(?:n/a|none|null|empty|left blank|-)|默认(?:值)?(?:为|是|:)?\s*(?:空|无|不涉及"
    r"|null)|without default"
    r"|\bdefault (?:enterprise project|project|vpc|group|region|policy|domain|template|namespace|configuration|version|key|security)"
    r"|default_\w+|默认(?:企业项目|项目|安全组|分组|策略|模板|地域)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:default(?: value)?|默认(?:取)?值?|缺省值?)\s*:?$", re.IGNORECASE)
_VALUES = re.compile(
    r"valid values?|possible values?|available values?|enumerat\w+ values?|allowed values?|enum values?|supported values?"
    r"|values? (?:can be|must be|include)(?! that| the (?:id|name)s?\b(?!.* or \w+_)| obtained)"
    r"|(?:field|type|status|state|it|which|parameter) can be(?! that| the| used| obtained| viewed| queried| left| changed"
    r"| modified| repeated| empty| null| \w+ed\b)|\boptions?\s*(?:are|:)|one of the following"
    r"|(?:^|[\s:])[\w-]+ \| [\w-]+|\b(?:one|any) of (?!the\b|these\b|them\b|those\b|its\b|which\b)[\w-]+(?:, | or |\\?\|)"
    r"|(?:^|[,:(]\s*)[\"'`]?[\w-]+[\"'`]?,? or [\"'`]?[\w-]+[\"'`]?(?=\s*(?:[.)]|$))"
    r"|[\"'`][\w.-]+[\"'`],? or [\"'`][\w.-]+[\"'`]|\btrue/false\b"
    r"|\bthe value is (?!null|empty|required)[\"'`]?[a-z][\w-]*[\"'`]?(?=[.,]|$)|^[a-z]+(?:_[a-z]+)+: [A-Z]"
    r"|当前\s*API\s*为|(?:^|[,:\s])[\"'`]?[A-Za-z][\w-]*[\"'`]?\s*或者?\s*[\"'`]?[A-Za-z][\w-]*[\"'`]?(?=\s*(?:$|[。.;,(]))|[\u4e00-\u9fff],\s*[A-Za-z]+/[A-Za-z]+(?=\s*(?:$|[。.;]))"
    r"|可[输传填]入?的值|值包[含括]|枚举|可选值|可选项|取值(?!范围)|取值范围(?=[:为是]?\s*[\"']?[A-Za-z][\w-]*[:、,\"'])|有效值|以下(?:状态|类型|取值|值)|包[含括](?=[\s\"]*[A-Za-z0-9_]+、)"
    r"|支持的?(?:类型|取值|值|版本|协议|状态)(?=\s*[:：为])|(?:版本号?|结果|类型|状态|种类|级别|值)为(?=[\s\"]*[A-Za-z0-9_.]+、)"
    r"|(?<![认大小])值为(?=[\s\"']*[A-Za-z0-9_]+[\"']?\s*(?:$|[,。;、]))|包[含括][两三四五六几]种|可以?设置为(?=\s*[A-Za-z0-9])|取值(?:范围)?[:为]\s*可以?为|为(?=\s*\d+(?:[,、]\s*\d+){2,})"
    r"|^set to [\"'`]?[\w-]+[\"'`]? to\b"
    r"|\bset this parameter to (?=[\w-]+\b[^.]*\b(?:or|and)\b)|(?:^|[.:] )\d+: [A-Z]\w+\.? \d+: |: [A-Z][A-Z_]{3,}$"
    r"|(?:^|;)\s*[a-z][a-z_]+:\s*[\u4e00-\u9fff]|分为(?=[\s\"]*[A-Z])|[,:]\s*可以?为(?=[\s\"]*(?-i:[A-Z][A-Z_]{2,}))"
    r"|:\s*(?-i:[A-Z][A-Z0-9_]+(?:或者?|[,、]\s*)[A-Z][A-Z0-9_]+)(?=\s*(?:$|[。.;]))|\bset \w+ to (?=[a-z]\w*(?: or\b|[.,;]|$))"
    r"|(?<!default )(?<!minimum )(?<!maximum )(?<!start )\bvalue:\s*(?!n/a|none|null|true|false)[A-Za-z]"
    r"|\bonly (?:the )?values?\b|:\s*(?!n/a)[\"'`]?[A-Za-z][\w.-]*[\"'`]?\s*(?:或者?|/)\s*[\"'`]?[A-Za-z][\w.-]*[\"'`]?(?=\s*(?:$|[。.;,]))"
    r"|[\u4e00-\u9fffA-Za-z]:\s*(?-i:[A-Z][A-Z0-9_]{2,})(?:[、,]\s*(?-i:[A-Z][A-Z0-9_]+))*(?=\s*(?:$|[。.;]))"
    r"|支持(?=[\s\"]*[A-Za-z0-9_][\w.#+]*(?: [\w.#+]+)?[(、])|分别为"
    r"|[只仅](?:能|支持|可以?|取值|返回)(?:取|为|是|返回)?[\s\"]*[A-Za-z0-9_]|can only be(?: set to)?\s+[\"'`]?[\w/-]+[\"'`]?(?=[.,;]|$)"
    r"|(?:[\u4e00-\u9fff]{1,8}:\s*[A-Za-z][\w-]*\s*(?:[;,、]\s*|$)){2,}|(?:(?<![A-Za-z_])[A-Za-z_][A-Za-z0-9_-]*:\s*[\u4e00-\u9fff][^A-Za-z0-9:]*){3,}",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:only|takes effect|valid|available|works?) (?:only )?(?:after|when|if)\b[^.]*\b(?:enabled|activated|turned on"
    r"|switched on|is on|is used)\b"
    r"|仅(?:(?!开通|启用|开启|打开)[^。,])*(?:开通|启用|开启|打开)[^。,]*(?:生效|有效|可用|使用|设置)|(?:开通|启用|开启)[^。,后]*后[^。]*(?:才|需要(?!确保)|(?<!不)可(?!用|能|提升))",
    re.IGNORECASE,
)
_CONDITION_SAID = re.compile(
    r"\b(?:only|takes effect|valid|available|works?) (?:only )?(?:after|when|if) (?P<english>[^.;,]*?\b(?:is|are|has been|have been) "
    r"(?:enabled|activated|turned on|switched on|on))\b"
    r"|(?P<begun>(?:开通|启用|开启|打开)了?[^。,，;；后时]+)(?:后|时|的情况下)"
    r"|(?:仅|只|需|该参数|当|在){0,4}(?P<ended>[^。,，;；仅当]+?(?:开通|启用|开启|打开))(?:后|时|的情况下)",
    re.IGNORECASE,
)
"""A condition as a clause: in English what is enabled, in Chinese with the verb before or behind what it is about."""
_LONGEST = 2000
"""Characters of a sentence that are looked at: a longer one is none, and these patterns cost its square."""
_MEANT = re.compile(r"(?:^|[;,]|\.(?=\s))\s*(?:and )?[\"']?[A-Za-z0-9_]+[\"']?\s*(?:\bindicates\b|表示|代表)", re.ASCII)
_PATTERN = re.compile(
    r"regular expression|regex\b|正则|\bonly (?:letters|digits|numbers|alphanumeric|lowercase|uppercase)\b"
    r"|\b(?:must|can|should) (?:start|begin|end) with\b|\b(?:cannot|can not|must not|may not) contain (?:the following|any of the)\b"
    r"|[只仅](?:能|可以?|支持|允许)[由包含为]{0,3}(?:大小写|小写|大写|英文|中文)?(?:字母|数字|字符|汉字)|(?:必须|需|须)?以(?:大小写|小写|英文)?(?:字母|数字)[^,。;]{0,6}开头",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"(?:for example|e\.g\.|such as|例如|比如|(?:and )?(?:is|are)? ?(?:commonly|generally|usually|typically)\b).*", re.IGNORECASE
)
_CODES = re.compile(r"[:：]\s*[\"'`]?(?:[A-Z][A-Z0-9_]+|[a-z]+_[a-z_]+)[\"'`]?\s*(?:[:：,，、(（]|$)")
_SIDE_BY_SIDE = re.compile(
    r"(?:^|(?<=[.。,，:]))[^\S\n]*[\"'`]?[A-Za-z0-9_-]+[\"'`]?\s*[:=]\s*[^.。;:\n]+;\s*[\"'`]?[A-Za-z0-9_-]+[\"'`]?\s*[:=]\s*[^.。;:\n]+"
    r"|(?:^|,)\s*[A-Za-z0-9_-]+[\u4e00-\u9fff]+;\s*[A-Za-z0-9_-]+[\u4e00-\u9fff]+"
    r"|^[^\S\n]*[•◦]\s*[^:\n]{1,40}:\s*[A-Z][A-Z0-9_]{2,}\b.*\n\s*[•◦]\s*[^:\n]{1,40}:\s*[A-Z][A-Z0-9_]{2,}\b",
    re.ASCII | re.MULTILINE,
)
"""Values beside what each means, over several clauses or lines: `prod: a real one; test: one to try`, `• none: NONE`."""
_NUMBERS = re.compile(r"(?<![A-Za-z_.\d])-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\d.]*\d)")
_TOLD = {
    "bound": ("minimum", "maximum", "minLength", "maxLength"),
    "default": ("default",),
    "list of values": ("enum",),
    "pattern": ("pattern",),
    "condition": ("condition",),
}
_WRITTEN = frozenset({"enum", "minimum", "maximum", "minLength", "maxLength", "default", "pattern"})


def cues_of(text: str) -> Iterator[tuple[str, str]]:
    """Every sentence that speaks of a bound, a default, a list of values, a pattern or a condition, with which of them it is."""
    text = clean(text)
    if found := _SIDE_BY_SIDE.search(text):
        yield "list of values", " ".join(found.group().split())
    for sentence in clauses_in(text):
        words = sentence.strip(" •")[:_LONGEST]
        if not words:
            continue
        if _BOUND.search(words):
            yield "bound", words
        if _DEFAULT.search(_NO_DEFAULT.sub("", words)) and not _LABEL.match(words):
            yield "default", words
        if (_VALUES.search(words) or _MEANT.search(words)) and not _LABEL.match(words):
            yield "list of values", words
        if _CONDITION.search(words):
            yield "condition", words
        if _PATTERN.search(words):
            yield "pattern", words


def untaken(text: str, kind: Kind, facets: Mapping[str, Any], reasons: Sequence[str]) -> list[str]:
    """A reason for each cue of a description from which no fact came.

    A bound counts as taken where every number of its sentence is in some fact; a default, a list and a pattern where the row has
    one. What a reason speaks of already is not told again.
    """
    found: list[str] = []
    told = {what for what, facts in _TOLD.items() if any(fact in facets for fact in facts)}
    numbers = _numbers_of(facets)
    known = numbers | {number + 1 for number in numbers} | {number - 1 for number in numbers}
    for what, words in cues_of(text):
        if what in ("bound", "default", "list of values") and in_one_case(words):
            if not _mentioned(what, reasons) and (what != "bound" or (kind.type != "boolean" and _NUMBERS.search(words))):
                found.append(f"it speaks of a {what} of one case only, which is not written: {words[:80]!r}")
            continue
        if what == "bound":
            said = {float(number) for number in _NUMBERS.findall(_EXAMPLE.sub("", words))}
            if kind.type == "boolean" or _lists(words, facets):
                continue
            answered = "bound" in told or "list of values" in told
            if (answered and said <= known) or (not said and not words.endswith(":") and not _NO_NUMBER.search(words)):
                continue
        elif what in told or (what == "list of values" and (kind.type == "boolean" or _bounded(words, facets))):
            continue
        if _mentioned(what, reasons):
            continue
        found.append(f"it speaks of a {what} that is not written: {words[:80]!r}")
    return list(dict.fromkeys(found))


def _bounded(words: str, facets: Mapping[str, Any]) -> bool:
    """Whether a sentence about values is answered by a bound: by one of a number, or by lengths where it names codes no more."""
    if "minimum" in facets or "maximum" in facets:
        return True
    return ("minLength" in facets or "maxLength" in facets) and not _CODES.search(words)


def condition_of(text: str) -> str | None:
    """The condition without which a row does nothing, as its page words it: what is to be enabled first; None where none is told so."""
    for what, words in cues_of(text):
        said = _CONDITION_SAID.search(words) if what == "condition" else None
        if said:
            return " ".join(next(part for part in said.groups() if part).split()).strip("\"' ")
    return None


def unplaced_conditions(parameters: Sequence[Item], others: Sequence[Item]) -> Iterator[Unread]:
    """Conditions that nothing in a contract can hold: of a field, of a header, of a part of a parameter."""
    asked = {id(item) for item in parameters if item.where in ("query", "body")}
    for item in (item for _, item in walk((*parameters, *others)) if id(item) not in asked):
        if "condition" in item.facets:
            why = f"it speaks of a condition that is not written: {item.facets['condition'][:80]!r}"
            yield Unread(item.place.line, f"{item.name} in {item.place.table!r}", why)


def unplaced_nulls(parameters: tuple[Item, ...]) -> Iterator[Unread]:
    """Parameters that may be null by their page: what a request sends for null is not known."""
    for _, item in walk(parameters):
        if "null" in item.facets:
            yield Unread(item.place.line, f"{item.name} in {item.place.table!r}", "that it may be null is not written")


def _lists(words: str, facets: Mapping[str, Any]) -> bool:
    """Whether a sentence tells the meaning of a value that is listed: numbers in it are no bounds."""
    return any(re.search(rf"(?:^|[\s\"';,(:]){re.escape(str(value))}[\"']?\s*[:,(=-]", words) for value in facets.get("enum", ()))


def _mentioned(what: str, reasons: Sequence[str]) -> bool:
    word = {
        "list of values": "list of its values",
        "default": "its default",
        "bound": "bound",
        "pattern": "pattern",
        "condition": "condition",
    }[what]
    return any(word in reason for reason in reasons)


def _numbers_of(facets: Mapping[str, Any]) -> set[float]:
    found: set[float] = set()
    for facet in _WRITTEN & facets.keys():
        for value in facets[facet] if isinstance(facets[facet], list) else [facets[facet]]:
            if isinstance(value, int | float) and not isinstance(value, bool):
                found.add(float(value))
            elif isinstance(value, str):
                found |= {float(number) for number in _NUMBERS.findall(value)}
    return found
