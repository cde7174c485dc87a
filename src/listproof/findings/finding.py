"""A finding: one cause as people are told of it, and as the record of a run keeps it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from listproof.verdicts import Sign, Violation

__all__ = ["Finding", "finding_id", "first_difference"]


@dataclass(frozen=True)
class Finding:
    """One cause, told once.

    `id` is short and stays the same from run to run; `key` is that of the outcome that says best what is wrong, `follows` those of the
    failing outcomes that follow from it and are no further bugs. `value` is what the contract says of the fact, `documented` where: the
    title of the document and the place in it, `link` its web address where there is one. `difference` is the first thing in which expected
    and observed differ, empty where they are that short themselves. `command` shows it again; `remedy` is what the law's page advises.
    `runs` counts the runs in a row that had it, this one included, and `since` is when the first of them began.
    """

    id: str
    key: str
    target: str
    contract: str
    law: str
    subject: str | None
    says: str
    fact: str
    value: str
    documented: str
    expected: str
    observed: str
    command: str
    difference: str = ""
    link: str | None = None
    remedy: str = ""
    follows: tuple[str, ...] = ()
    intermittent: bool = False
    runs: int = 1
    since: str | None = None

    @property
    def is_masked(self) -> bool:
        """Whether its command is a request whose credential is to be put in by hand."""
        return self.command.startswith("curl ") and "***" in self.command


def finding_id(key: str) -> str:
    """The id of the finding whose root is the outcome of that key."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:8]


_TOLD: Mapping[Sign, str] = {
    "lost": "{} is missing",
    "wrong": "{} is shown and should not be",
    "strange": "{} is shown and was met on no page of the whole listing",
    "twice": "{} comes twice",
}


_MORE = re.compile(r" …$| and \d+ more$")
"""How a list ends that is told in part."""
_COUNTED = re.compile(r"^\d+ records?: ")
"""How a list of records begins that says how many they are."""
_NAME = re.compile(r"\S+|\d{4}-\d\d-\d\d \S+")
"""What stands in a list of records or values, and not in a sentence."""


def first_difference(violation: Violation) -> str:
    """The first thing in which expected and observed differ: a record that is wrong, or a place in two lists."""
    for sign, names in violation.observation.records.items():
        if names and sign in _TOLD:
            return _TOLD[sign].format(names[0])
    lists = [_COUNTED.sub("", _MORE.sub("", text)).split(", ") for text in (violation.expected, violation.observed)]
    if min(map(len, lists)) < 2 or not all(_NAME.fullmatch(name) for names in lists for name in names):
        return ""
    for place, (one, other) in enumerate(zip(*lists, strict=False), 1):
        if one != other:
            return f"number {place}: {other}, not {one}"
    return ""
