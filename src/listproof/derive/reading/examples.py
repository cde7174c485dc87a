"""The examples of a page: which of its blocks of code are answers, which are bodies of requests."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from listproof.derive.document import Example, SourcePlace
from listproof.derive.formats.page import Code, Unread
from listproof.derive.nesting import pairs_of
from listproof.derive.parts import TablePart
from listproof.derive.reading.operation import Operation
from listproof.derive.reading.standing import Standing
from listproof.derive.samples import after_blank, bodies, recased, unfinished
from listproof.derive.words import Section

__all__ = ["Examples"]

_BODY_BELOW = re.compile(
    r"^[^\S\n]*(?:response )?(?:body[^\S\n]*[:：][^\S\n]*$|(?:body|content)[^\S\n]*[:：][^\S\n]*(?=[\[{][^\S\n]*$))",
    re.IGNORECASE | re.MULTILINE,
)
"""A line of an example that parts its headers from its body."""
_SEVERAL = 3
"""The fewest rows of an answer by which an example is known to be that answer."""


class Examples:
    """The answers and bodies that are shown; `loose` are those of which no heading says what they are."""

    def __init__(self, standing: Standing, operation: Operation, unread: list[Unread]) -> None:
        self.standing = standing
        self.operation = operation
        self.unread = unread
        self.answers: list[Example] = []
        self.bodies: list[Any] = []
        self.loose: list[Example] = []
        self.broken = False

    def take(self, block: Code) -> None:
        """Take the JSON of a block of code for what its section says that it is."""
        standing = self.standing
        json = block.text.lstrip().startswith(("{", "["))
        if not re.search(r"[{\[]", block.text) or (standing.section is Section.URI and not json):
            return
        shown_whole = _BODY_BELOW.split(block.text)[-1]
        block = replace(block, text=shown_whole if shown_whole.strip() else block.text)
        values, whole = bodies(block.text if block.text.lstrip().startswith(("{", "[", '"')) else after_blank(block.text))
        shown = [self.unwrapped(value, block.line) for value in values if isinstance(value, dict | list)]
        if standing.section is Section.REQUEST_EXAMPLE:
            self.bodies += [value for value in shown if isinstance(value, dict)]
        elif standing.section in (Section.RESPONSE_EXAMPLE, Section.RESPONSE, Section.ERROR_CODES) or self.answers_a_request():
            place = SourcePlace(standing.heading or "Example Responses", "", block.line)
            self.answers += [Example(value, place, standing.status) for value in shown]
        elif standing.section is not Section.BODY:
            self.loose += [Example(value, SourcePlace(standing.unknown or standing.heading, "", block.line), 200) for value in shown]
        if not whole and (shown or block.text.lstrip().startswith(("{", "["))):
            self.unread.append(Unread(block.line, "example", unfinished(block.text, shown)))
            self.broken = self.broken or not shown

    def answers_a_request(self) -> bool:
        """Whether JSON under no heading is an answer: of a page in no dialect, behind a request that reads."""
        return self.standing.weak and self.standing.section is Section.OTHER and self.operation.reads()

    def unwrapped(self, value: Any, line: int) -> Any:
        """An example without the name of its type around it (`ListThingsResponse`), which only XML shows."""
        if isinstance(value, dict) and len(value) == 1:
            ((name, inner),) = value.items()
            if name.endswith("Response") and isinstance(inner, dict):
                self.unread.append(Unread(line, "example", f"it stands inside {name}, which no table names; taken without"))
                return inner
        return value

    def settle(self, parts: Sequence[TablePart]) -> None:
        """At the end of the page: a lone example that nothing names is the answer of one that reads, and all are called as the rows are."""
        reads = self.operation.method in ("", "GET")
        if self.standing.weak and not self.broken and reads and not any(one.status < 300 for one in self.answers):
            self.answers += self.loose[:1]
        elif not self.answers and (shown := self.shown_as_described(parts)) is not None:
            why = "no heading says that it is the answer; taken so, for it shows what rows describe"
            self.unread.append(Unread(shown.place.line, "example", why))
            self.answers.append(shown)
        self.call_as_rows(parts)

    def shown_as_described(self, parts: Sequence[TablePart]) -> Example | None:
        """The one example under no heading that shows most of what the rows of the answer describe."""
        names = {row.item.name for part in parts if part.section is Section.RESPONSE and part.status < 300 for row in part.rows} - {""}
        shown = [one for one in self.loose if 2 * len(names & {name for name, _ in pairs_of(one.value)}) > len(names)]
        return shown[0] if len(shown) == 1 and len(names) >= _SEVERAL and not self.broken else None

    def call_as_rows(self, parts: Sequence[TablePart]) -> None:
        """Write the names of examples with the capitals of the rows, where they differ in their first letters alone, and say so."""
        names = {row.item.name for part in parts if part.section is Section.RESPONSE for row in part.rows}
        for at, one in enumerate(self.answers):
            value = recased(one.value, names)
            if value != one.value:
                self.answers[at] = replace(one, value=value)
                why = "its names begin with small letters and those of the rows do not; the names of the rows are kept"
                self.unread.append(Unread(one.place.line, "example", why))
