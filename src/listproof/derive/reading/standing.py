"""Where on a page one stands while it is read: under which headings, for which status, behind what."""

from __future__ import annotations

import re
from dataclasses import dataclass

from listproof.derive.addresses import bare_method
from listproof.derive.dialects import Dialect
from listproof.derive.formats.page import Block, Heading, Text
from listproof.derive.words import Section, Vocabulary, caption_of, object_named

__all__ = ["PROPERTIES", "Standing"]

PROPERTIES = re.compile(r"\b(?:properties|attributes)\s*$", re.IGNORECASE)
"""A heading of what a record holds."""
_SHORT = 60
"""A line of fewer characters between two tables may name the second one."""


_OBJECT_BEHIND = re.compile(r"(.*\S)\s+([A-Za-z_]*[A-Z]\w*)\s*$", re.ASCII)
"""A heading of a section with the object that it describes behind it: `Response parameters  KiteInfo`."""


@dataclass
class Standing:
    """What the blocks so far say of the next one.

    `title` is the first heading of the page, `section` what the last known heading opened, `heading` that heading, `unknown` a
    heading behind it that is not known, `object` what a heading names, `schema` what the last heading names that names anything,
    `status` the one of the answer that is told of, `answered` whether an answer has begun, `line` the last line of text, `behind`
    whether a table stands right before, `near` whether nothing but a short line stands between, `sections` all that were open.
    """

    dialect: Dialect
    title: Heading | None
    section: Section = Section.OTHER
    answered: bool = False
    heading: str = ""
    unknown: str = ""
    object: str = ""
    schema: str = ""
    status: int = 200
    line: str = ""
    behind: bool = False
    near: bool = False

    def __post_init__(self) -> None:
        self.sections: set[Section] = set()

    @property
    def weak(self) -> bool:
        """Whether the page is in no dialect."""
        return self.dialect.grade == "weak"

    @property
    def words(self) -> Vocabulary:
        """The words of the dialect."""
        return self.dialect.vocabulary

    @property
    def closed(self) -> bool:
        """Whether the page is in no dialect and the last heading, a known one, is neither of a request nor of an answer."""
        return self.weak and self.section is Section.OTHER and bool(self.heading) and not self.unknown

    @property
    def shows_request(self) -> bool:
        """Whether the section holds examples of requests."""
        return self.section is Section.REQUEST_EXAMPLE

    @property
    def shows_example(self) -> bool:
        """Whether the section holds examples."""
        return self.section in (Section.REQUEST_EXAMPLE, Section.RESPONSE_EXAMPLE)

    def opened(self, block: Heading) -> bool:
        """Take a heading that opens a section; whether it does, where not it is kept as unknown."""
        section = self.words.heading(block.text) if block is self.title else self.words.section(block.text)
        self.object = "" if block is self.title or section is not None else object_named(block.text)
        if section is not None:
            self.schema = ""
        elif self.object and not PROPERTIES.search(block.text) and self.words.column(block.text) is None:
            self.schema = self.object
        if section is not None and block is not self.title and (behind := _OBJECT_BEHIND.match(block.text)):
            self.object = behind.group(2) if self.words.section(behind.group(1)) is section else ""
        if section is None and caption_of(block.text) is None:
            self.unknown = "" if block is self.title and not PROPERTIES.search(block.text) else block.text
            if self.weak and self.section in (Section.HEADER, Section.PATH):
                self.section = Section.REQUEST
            return False
        self.unknown = ""
        self.section = section or self.section
        self.answered = self.answered or self.section is Section.RESPONSE
        self.heading = re.sub(r"\s*¶\s*$", "", block.text).strip(" :：#")
        self.status = 200
        return True

    def passed_table(self) -> None:
        """Go on behind a table."""
        self.behind, self.near = True, False

    def passed(self, block: Block) -> None:
        """Go on behind any other block."""
        self.near = self.behind and self.weak and isinstance(block, Text) and len(block.text) < _SHORT
        self.behind = False

    def behind_method(self) -> bool:
        """Whether the line before is nothing but a method."""
        return bool(bare_method(self.line))
