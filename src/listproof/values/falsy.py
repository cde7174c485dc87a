"""Values that programs take for nothing: null, false and 0. Where asking for one tells who takes it so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from listproof.contract import Filter, Parameter
from listproof.values.allowed import allows
from listproof.values.list_values import listed, member_of

__all__ = ["falsy_flag", "falsy_number", "falsy_text", "loses_at_zero", "reads_words"]

_WORDS = ("null", "false")
"""Texts that are values of their own in JSON, the one that is a value of records without any first."""
_TEXTS = frozenset({"equals", "contains", "prefix", "suffix", "like", "glob", "one-of", "all-of"})


def reads_words(one: Filter, parameter: Parameter, readings: Sequence[str]) -> bool:
    """Whether a filter takes any text, so that null is one: not where it has a form, nor where an expression holds it without quotes."""
    member = member_of(parameter)
    formed = bool(member.enum) or bool({"pattern", "format"} & set(member.schema))
    quoted = parameter.spelling not in ("value", "clause") or any(f"{quote}{{}}{quote}" in parameter.spelled for quote in "'\"")
    plain = {reading.removesuffix("-any-case") for reading in readings} <= _TEXTS
    return one.compares == "text" and not one.opaque and member.kind == "string" and plain and not formed and quoted


def falsy_text(one: Filter, parameter: Parameter, tried: Sequence[Any], *, lacking: bool) -> Any:
    """A text that is taken for nothing, as a value of a filter: null where records lack what it looks at, for it may be taken for those.

    Else null or false, whichever is not `tried` already; None where both are, or the parameter may hold neither.
    """
    words = _WORDS[:1] if lacking else _WORDS
    known = {str(value) for several in tried for value in (several if isinstance(several, list) else [several])}
    for word in words:
        value = listed(one, parameter, [word]) if parameter.kind == "array" else word
        if word not in known and word != str(one.everything) and allows(parameter, value):
            return value
    return None


def falsy_number(one: Filter, parameter: Parameter) -> int | None:
    """0 as a value of a filter; None where the parameter may not hold it, or where its document says that it turns the filter off."""
    is_number = parameter.kind in ("integer", "number")
    return 0 if is_number and allows(parameter, 0) and str(one.everything) not in ("0", "0.0") else None


def loses_at_zero(one: Filter, parameter: Parameter, shown: Mapping[float, int]) -> bool:
    """Whether 0 may stand at a lower end and loses some number that is shown."""
    readings = set(one.matches.absent or ("opaque",))
    loses = min(shown, default=0) < 0 or (readings == {"after"} and 0 in shown)
    return readings <= {"from", "after", "minimum"} and loses and falsy_number(one, parameter) is not None


def falsy_flag(one: Filter, parameter: Parameter, shown: Mapping[Any, int]) -> bool | None:
    """False as a value of a flag that every record shows as true; None elsewhere."""
    told = parameter.kind == "boolean" and bool(shown) and all(value is True for value in shown)
    return False if told and str(one.everything).casefold() != "false" else None
