"""What is known of a language: how its pages call columns, sections and tables, how they say yes and no, and a few phrases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Language"]


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language, in lower case, under the English ones that are read in their place.

    `cells` are whole cells, headings and lines (a column, a section, yes and no, a label of values); by those a page is known to be in the
    language. `table` is what stands before the number of a caption. `phrases` are patterns inside prose with what is read instead,
    `objects` is a pattern of what stands before the name of an object in a caption.
    """

    name: str
    cells: Mapping[str, tuple[str, ...]]
    table: str
    phrases: tuple[tuple[str, str], ...]
    objects: str

    @cached_property
    def english(self) -> Mapping[str, str]:
        """The English of each whole cell."""
        return {word: english for english, words in self.cells.items() for word in words}
