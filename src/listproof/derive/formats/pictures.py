"""Pictures that a page draws with characters, in front of its headings, lines and cells; what they say stands in the words beside them."""

from __future__ import annotations

import re

__all__ = ["without_pictures"]

_FENCED = re.compile(r"^[ \t]*(```|~~~).*?^[ \t]*\1[ \t]*$", re.MULTILINE | re.DOTALL)
_PICTURE = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u260f\u2612-\u26ff\u2700-\u2704\u2706-\u2712\u2719-\u274b"
    "\u274d-\u2792\u2b50\u2b55\u23e9-\u23fa]\ufe0f?[ \t]?"
)
"""A picture, and no tick or cross: those answer what a heading asks."""
_BESIDE_WORDS = re.compile("[\u2705\u2713\u2714\u274c\u2716-\u2718]\ufe0f?[ \t]+(?=[^\\W\\d_])")
"""A tick or a cross before a word, which says the same or more."""


def without_pictures(text: str) -> str:
    """The text of a page without pictures outside its examples; every line stays where it is."""
    parts, at = [], 0
    for fence in _FENCED.finditer(text):
        parts += [_bare(text[at : fence.start()]), fence.group()]
        at = fence.end()
    return "".join([*parts, _bare(text[at:])])


def _bare(text: str) -> str:
    return _BESIDE_WORDS.sub("", _PICTURE.sub("", text))
