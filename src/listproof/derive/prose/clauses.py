"""Prose cut into sentences and clauses, and which of them hold in some cases only."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

__all__ = ["clauses_in", "in_one_case", "sentences_in", "set_apart"]

_SENTENCES = re.compile(r"(?<=[.。])(?<!e\.g\.)(?<!i\.e\.)\s+|(?<=。)|\n")
_CLAUSES = re.compile(r"(?<=[.。;；!?！？])(?<!e\.g\.)(?<!i\.e\.)\s+|(?<=[。；！？])|\n")

_BEGUN = re.compile(
    r"^\s*(?:•\s*)?(?:for|if|when|unless|in the case)\b(?P<case>[^,;:]*)"
    r"|^\s*(?:•\s*)?(?:(?:适用范围|约束限制|约束|说明|使用说明)\s*:\s*)?(?:当(?!前)|如果|若|对于)(?P<when>[^,。;:]*)"
    r"|^\s*(?:•\s*)?(?P<being>[^,。;:]{1,30}(?:为|是|等于|=)[^,。;:]{1,20}时)(?=,)",
    re.IGNORECASE,
)
"""A case before what holds in it: `For TCP, 1 to 10`."""
_ENDED = re.compile(
    r"(?:\d|\bdefaults?\b(?: value)?(?: is|:| to)? [\"'`]?[\w.-]+[\"'`]?)(?:\s+[a-z]+){0,2}\s*,?\s+"
    r"(?:(?:only )?(?:if|when|unless)\b(?P<case>[^,;]*)|for (?P<whom>[A-Z]{2,}\w*(?: \w+)?))\s*[.;]?\s*$"
)
"""A case behind it: `The default is 10 when kind is box`."""
_NO_CASE = re.compile(
    r"^\s*(?:this|it|not|no|omitted|unspecified|unset|absent|empty|blank|left|any|all|every|each|both|details?|more|further|example|instance"
    r"|information|most|\w+ing|you\b(?! (?:choose|select)))\b"
    r"|^\s*(?:the|its) (?:parameter|value|field|argument|header|number|result|request|response|page)s?\b(?! of\b)"
    r"|\b(?:not|no|isn't|aren't) (?:\w+ )?(?:specified|set|given|provided|passed|present|sent|included|filled|configured|value)\b"
    r"|\bomitted\b|\bleft (?:out|blank|empty)\b|\babsent\b|\bunspecified\b|\bunset\b|\bis (?:empty|blank|null|missing)\b"
    r"|不填|未填|不传|未传|为空|不指定|未指定|不设置|未设置|不配置|未配置|不带|不输入|没有|省略|缺省|不写|该参数|此参数|本参数|参数值|不提供"
    r"|未提供|不选|[大小多少高低]于|超[过出]|达到|(?:查询|分页|调用|创建|返回)\w{0,6}时?$",
    re.IGNORECASE,
)
"""What reads as a case and is none: the parameter left out, or a value of its own."""
_LABELLED = re.compile(r"^\s*•(?P<label>(?:[^:;。.]|\.(?!\s)){3,80}):")
_OF_THE_VALUE = re.compile(
    r"^\s*(?:(?:value )?range|values?|(?:minimum|maximum|min|max|default)(?: value| length)?|length"
    r"|取值范围|范围|默认值?|最[大小]值?|长度)\s*$",
    re.IGNORECASE,
)


def sentences_in(text: str) -> list[str]:
    """The sentences of a text, a line each at most."""
    return _SENTENCES.split(text)


def clauses_in(text: str) -> list[str]:
    """The sentences of a text, cut at semicolons too."""
    return _CLAUSES.split(text)


def in_one_case(sentence: str) -> bool:
    """Whether a sentence tells of one case and not of all: `When kind is box, …`, `… 10 for TCP`.

    That the parameter is left out, or that its value is too large, is no case.
    """
    found = _BEGUN.search(sentence) or _ENDED.search(sentence)
    case = next((part for part in found.groups() if part is not None), "") if found else ""
    return bool(case.strip()) and _NO_CASE.search(case) is None


def set_apart(sentences: Sequence[str], said: Callable[[str], Any]) -> list[str]:
    """Sentences without those that tell of one case, and without items or labels of a list that say another thing each: none holds for all.

    `said` gives what a sentence says, and something empty where it says nothing.
    """
    kept = [sentence for sentence in sentences if not (in_one_case(sentence) and said(sentence))]
    labelled = [
        sentence
        for sentence in kept
        if (label := _LABELLED.match(sentence)) and not _OF_THE_VALUE.match(label.group("label")) and said(sentence)
    ]
    if len({repr(said(sentence)) for sentence in labelled}) > 1:
        kept = [sentence for sentence in kept if sentence not in labelled]
    items = [sentence for sentence in kept if sentence.lstrip()[:1] in ("•", "◦") and said(sentence)]
    return [sentence for sentence in kept if sentence not in items] if _differ([said(sentence) for sentence in items]) else kept


def _differ(told: Sequence[Any]) -> bool:
    """Whether items of a list say different things of one: two maxima, two defaults."""
    named: dict[str, set[str]] = {}
    for one in told:
        for name, value in one.items() if isinstance(one, Mapping) else (("", one),):
            named.setdefault(str(name), set()).add(repr(value))
    return any(len(values) > 1 for values in named.values())
