"""Texts that make mistakes visible: names inside one another, wildcards, other cases, other scripts, words that look like values.

And ordinary ones, as most listings hold them, in which a mistake must be looked for.
"""

from __future__ import annotations

import re
import string
from functools import cache
from typing import Any

__all__ = ["ODD_IN_QUOTES", "beginning", "beginnings", "identifier", "labels", "names", "phrases", "plain", "scattered"]

_NAMES = (
    "test", "test-job1", "job-test", "job-test2", "job-Test", "JOB-TEST", "job-t1", "tes", "Test", "TEST",
    "100%", "100% done", "100 done", "100x done", "a_b", "a-b", "axb", "a%b", "a*b", "a?b", "a.b", "a+b", "a b", "ab", "a%20b",
    "Q&A=1 it's C++ a%20b back\\slash é", "Q&A=1", "it's", 'say "hi"', "semi;colon", "[abc]", "{x}", "#1", "path/like", "<b>", "C++",
    "训练任务", "训练任务-2", "数据训练", "Übung", "übung", "ÅNGSTRÖM", "ångström", "Straße", "emoji-🚀", "naïve", "0", "false", "null",
)  # fmt: skip

_PHRASES = (
    "OOM killed while loading data", "node lost: disk pressure", "exit code 137, out of memory", "image pull failed", "quota exceeded",
    "内存不足，任务失败", "节点丢失", "user stopped the job", "100% of the quota is used", "step_3 failed: a_b is missing",
    "python train.py --epochs 10", "python test.py", "torchrun main.py --lr=0.1", "bash run.sh && echo done", "训练 resnet50 模型",
    "registry/pytorch:1.12-gpu", "registry/pytorch:2.1-cpu", "registry/tensorflow:2.11", "registry/team-a/xgboost:1.7", "pytorch",
)  # fmt: skip

_ORDINARY_NAMES = (
    "nightly-build", "daily-report", "train-resnet", "train-bert", "eval-bert", "export", "cleanup", "backup-db", "backup-logs", "etl",
    "etl-daily", "sync-users",
)  # fmt: skip

_ORDINARY_PHRASES = (
    "node lost", "exit code 137", "image pull failed", "quota exceeded", "user stopped the job", "python train.py", "python test.py",
    "bash run.sh", "registry/pytorch", "registry/tensorflow", "out of memory",
)  # fmt: skip


ODD_IN_QUOTES = ('it\'s "here"', "here, there", "back\\slash")
"""Texts that end early where quotes, commas and backslashes inside quotes are read as what they are outside."""


def names(ordinary: bool = False) -> tuple[str, ...]:
    """Names for a main text field: no two equal; but for ordinary ones several equal when case is ignored, many inside one another."""
    return _ORDINARY_NAMES if ordinary else _NAMES


def beginnings(ordinary: bool = False) -> tuple[str, ...]:
    """With what made-up names begin."""
    return ("job", "train", "run", "task", "eval") if ordinary else ("job", "train", "Job", "任务", "eval")


def phrases(example: Any = None, ordinary: bool = False) -> tuple[str, ...]:
    """Texts of several words for full-text search, in English and Chinese, the documented example among them; ordinary: in English."""
    own, others = plain(example, ""), _ORDINARY_PHRASES if ordinary else _PHRASES
    return (own, *others) if own else others


def plain(example: Any, otherwise: str) -> str:
    """A documented example as usable text: masked parts (`1****`, `COC-xxxxx`) are filled in."""
    if not isinstance(example, str) or not example:
        return otherwise
    return re.sub(r"\*+|x{4,}", lambda masked: ("4711" * 8)[: max(4, len(masked.group()))], example)


def labels(example: Any, otherwise: str, fuzzy: bool, ordinary: bool = False) -> tuple[str, ...]:
    """A few values for a text field that many records share, of which a short one comes late in every order of texts.

    `fuzzy` adds parts of one another and wildcards, but to ordinary ones.
    """
    first = plain(example, otherwise)
    if ordinary:
        return (first, f"{first}2", f"{first}-dev", f"{first}-prod", "team-a", "team-b")
    found = [first, f"{first}-2", f"{first}2", first[:-1] or "a", "0"]
    if first.upper() != first:
        found.insert(2, first.upper())
    if not fuzzy:
        found.append("zz")
    else:
        found += ["team_a", "team-a", "team%a", "Team-A", "团队甲", "团队 o'neil", "团队"]
    return tuple(dict.fromkeys(found))


def identifier(example: Any, number: int) -> str:
    """A unique text of the documented example's kind: its leading letters, then digits and lower-case letters; any number from 0."""
    return beginning(example) + scattered(number)


def beginning(example: Any) -> str:
    """The leading letters of an identifier of the documented example's kind."""
    prefix = re.match(r"[A-Za-z]*-?", example if isinstance(example, str) else "")
    start = prefix.group() if prefix else ""
    return start if len(start) <= 6 else start[:3]


def scattered(number: int) -> str:
    """Twelve digits and lower-case letters that no other number has and that do not grow with it; any number from 0."""
    rest = (number * 2_654_435_761 + 104_729) % 36**8 * 36**4 + number % 36**4
    high, low = divmod(rest, 36**6)
    threes = _threes()
    return threes[high // 36**3] + threes[high % 36**3] + threes[low // 36**3] + threes[low % 36**3]


@cache
def _threes() -> tuple[str, ...]:
    digits = string.digits + string.ascii_lowercase
    return tuple(one + two + three for one in digits for two in digits for three in digits)
