"""Parameters that ask for one key of an order: their names hold it, or its place among several."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["names_a_key"]


def names_a_key(template: str, parameter: str, keys: Sequence[str]) -> bool:
    """Whether a template gives a parameter its name, with one of these keys in it, in any place."""
    parts = re.split(r"(\{key\}|\{place\}|\{number\})", template)
    either = f"(?:{'|'.join(map(re.escape, keys))})"
    form = "".join(either if part == "{key}" else "[0-9]+" if part in ("{place}", "{number}") else re.escape(part) for part in parts)
    return re.fullmatch(form, parameter) is not None
