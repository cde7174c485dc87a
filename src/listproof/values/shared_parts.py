"""Parts of texts by which a filter keeps several records and loses others, where each whole text stands in one record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping

__all__ = ["shared_parts"]

_IN_PARTS = {f"{reading}{case}" for reading in ("contains", "like", "glob", "prefix", "suffix") for case in ("", "-any-case")}
_LONGEST, _MOST = 24, 3
_PLAIN = re.compile(r"[\w.:-]*[^\W_]")


def shared_parts(shown: Mapping[str, int], readings: Collection[str]) -> tuple[str, ...]:
    """Beginnings of texts that are shown in so many records, or ends of them, that some records share and others lack.

    Those come first that part the records most evenly. Nothing where a reading keeps what is equal alone, or one keeps beginnings and
    another ends.
    """
    ends = any(reading.startswith("suffix") for reading in readings)
    if not readings or not _IN_PARTS.issuperset(readings) or (ends and any(reading.startswith("prefix") for reading in readings)):
        return ()
    counted: Counter[str] = Counter()
    for text, count in shown.items():
        for length in range(1, min(len(text), _LONGEST) + 1):
            counted[text[-length:] if ends else text[:length]] += count
    several, all_of_them = (part for part in counted if _is_plain(part)), sum(shown.values())
    apart = [part for part in several if 1 < counted[part] < all_of_them]
    return tuple(sorted(apart, key=lambda part: (abs(2 * counted[part] - all_of_them), part))[:_MOST])


def _is_plain(part: str) -> bool:
    """Whether no letter of a text is a wildcard, and none at its ends is easily lost."""
    return "_" not in part and _PLAIN.fullmatch(part) is not None
