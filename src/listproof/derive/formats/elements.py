"""The elements of a page: what HTML lets a page leave open is closed, and a page that nests without end is refused."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from bs4.element import Tag

from listproof.derive.formats.page import UnreadableDocument

__all__ = ["DEEPEST", "elements_of"]

DEEPEST = 200
"""Levels of elements within each other; those of a reference page are a few dozen."""
_ROWS, _LISTS = frozenset({"table"}), frozenset({"ul", "ol", "menu"})
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), _LISTS),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), _ROWS | {"tr"}),
    "th": (frozenset({"td", "th"}), _ROWS | {"tr"}),
    "tr": (frozenset({"tr"}), _ROWS),
    **{name: (frozenset({"thead", "tbody", "tfoot"}), _ROWS) for name in ("thead", "tbody", "tfoot")},
    "p": (frozenset({"p"}), frozenset({"td", "th", "li", "dd", "div", "section", "article", "main", "body", "blockquote"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""Elements before which an open one of these ends, if it stands in the same one of those."""


class _Elements(BeautifulSoup):
    """The parser knows no element that ends where another begins: a table of a thousand open rows would be a thousand levels deep."""

    def handle_starttag(self, name: str, *rest: Any, **more: Any) -> Tag | None:
        closed, around = _ENDS.get(name, ((), ()))
        for tag in reversed(self.tagStack if closed else []):
            if tag.name in closed:
                self.handle_endtag(tag.name)
                break
            if tag.name in around:
                break
        if len(self.tagStack) > DEEPEST:
            raise UnreadableDocument(f"is nested in more than {DEEPEST} levels; save the page itself again")
        return super().handle_starttag(name, *rest, **more)


def elements_of(text: str) -> BeautifulSoup:
    """The elements of a page of HTML. Raises UnreadableDocument for one that nests deeper than any reference page does."""
    return _Elements(text, "html.parser")
