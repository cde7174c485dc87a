"""Texts that somebody else wrote, shown as what they are: nothing in them steers a terminal, a page or the runner of a pipeline."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["visible"]

_COMMANDS = re.compile(r"^(\s*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))", re.MULTILINE)
"""What the runners of pipelines obey in a job's output: `::name …` where a line begins, `##[…`, `##vso[…` and `##teamcity[…` anywhere."""


def visible(text: str, *, lines: bool = False) -> str:
    r"""A text with everything that cannot be seen spelled out: ESC as `\x1b`, a line break as `\n`, a turn of direction as `\u202e`.

    Control characters, marks of direction, characters without a width, separators of lines, lone surrogates and what no Unicode
    knows are spelled, and the first sign of a runner's command; everything else stays, blanks of every kind among it. With `lines`
    line breaks stay too, for a text of several lines that we put together ourselves.
    """
    if text.isascii() and text.isprintable():
        spelled = text
    else:
        spelled = "".join(one if _seen(one) or (lines and one == "\n") else _spelled(one) for one in text)
    return _COMMANDS.sub(lambda found: f"{found[1] or ''}{_hex(found[0][-1])}", spelled)


def _seen(letter: str) -> bool:
    return letter.isprintable() or unicodedata.category(letter) == "Zs"


def _spelled(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


def _hex(letter: str) -> str:
    return f"\\x{ord(letter):02x}"
