"""Patterns of a contract, matched in bounded time: an expression that backtracks without end must not hold up who reads or runs it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

import jsonschema_rs

__all__ = ["explainer", "matches", "readable"]

_LONGEST = 4_000
"""Characters of a pattern. The time to make it ready, and the room for its groups, grow with the square of that."""
_WIDEST = 40_000_000
"""Bytes of a pattern made ready, times its groups: what is kept while it is matched, for each of its steps the place of every group."""
_LARGEST = 10_000_000
"""Bytes of a pattern made ready, whatever its groups: as much as those take who match it."""


@lru_cache(maxsize=512)
def _matcher(pattern: str) -> Any:
    return jsonschema_rs.validator_for({"type": "string", "pattern": pattern})


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern is found in a text, as JSON Schema means it. Raises ValueError for a pattern that is not `readable`."""
    return bool(_matcher(pattern).is_valid(text.encode("utf-8", "replace").decode("utf-8")))


@lru_cache(maxsize=512)
def readable(pattern: str) -> bool:
    """Whether a text is a regular expression to all that a run matches and makes texts with, and one that it has room for."""
    if len(pattern) > _LONGEST:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            groups = re.compile(pattern).groups
        room = jsonschema_rs.FancyRegexOptions(size_limit=min(_LARGEST, _WIDEST // max(1, groups)))
        jsonschema_rs.validator_for({"type": "string", "pattern": pattern}, pattern_options=room)
        _matcher(pattern)
    except (re.error, ValueError, RecursionError, OverflowError, jsonschema_rs.ValidationError):
        return False
    return True


@cache
def explainer() -> Any:
    """The class of validators that say what is wrong with a value, with every pattern matched as `matches` does.

    The library is long to load, and only who has something to explain needs it.
    """
    from jsonschema import Draft202012Validator, ValidationError, validators

    def pattern(validator: Any, wanted: str, value: Any, schema: Any) -> Iterator[Any]:
        if isinstance(value, str) and not matches(wanted, value):
            yield ValidationError(f"{value!r} does not match {wanted!r}")

    def pattern_properties(validator: Any, wanted: Mapping[str, Any], value: Any, schema: Any) -> Iterator[Any]:
        for one, inner in wanted.items() if isinstance(value, dict) else ():
            for name in (name for name in value if matches(one, name)):
                yield from validator.descend(value[name], inner, path=name, schema_path=one)

    usual = Draft202012Validator.VALIDATORS["additionalProperties"]

    def additional(validator: Any, wanted: Any, value: Any, schema: Mapping[str, Any]) -> Iterator[Any]:
        known = schema.get("patternProperties")
        rest = (
            {name: one for name, one in value.items() if not any(matches(each, name) for each in known)}
            if known and isinstance(value, dict)
            else value
        )
        yield from usual(validator, wanted, rest, {key: one for key, one in schema.items() if key != "patternProperties"})

    own = {"pattern": pattern, "patternProperties": pattern_properties, "additionalProperties": additional}
    return validators.extend(Draft202012Validator, own)  # type: ignore[no-untyped-call]
