"""What one reading of a filter keeps: a value given, a value shown, and yes, no, or open."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from listproof.contract import AS_SHOWN, OPEN_EDGES, Edges, Precision
from listproof.oracle.collation import rank_of_texts

__all__ = ["READINGS", "Open", "all_shown", "flag", "instant", "matches", "number", "surely"]

Open = bool | None
"""True: kept by every fair understanding; False: by none; None: the document leaves it open."""


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@lru_cache(maxsize=20_000)
def _read_time(text: str) -> float | None:
    if re.fullmatch(r"-?\d+", text):
        return float(text)
    try:
        read = datetime.fromisoformat(text.upper().replace("Z", "+00:00"))
    except ValueError:
        return None
    since = (read if read.tzinfo else read.replace(tzinfo=UTC)) - _EPOCH
    return (since // _MICROSECOND) / 1000


def instant(value: Any) -> float | None:
    """A time as milliseconds since 1970, from a number of milliseconds or RFC 3339 text; None where it is neither."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return float(value) if abs(value) < 10**300 else None
    return _read_time(str(value).strip())


_DAY = 86_400_000.0
_CLOCK = re.compile(r".*?\d{2}:\d{2}(?::\d{2}(?:[.,](\d+))?)?.*", re.DOTALL)


def _span(value: Any) -> float:
    """How many milliseconds a written time stands for: a date its day, a time its last written unit, a number of milliseconds one."""
    text = str(value).strip()
    if isinstance(value, int | float) or re.fullmatch(r"-?\d+", text):
        return 1.0
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        return _DAY
    return 1000.0 / 10 ** len(clock[1]) if clock[1] else 1000.0


_ASCII_FOLD = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}


@lru_cache(maxsize=20_000)
def _ascii_fold(text: str) -> str:
    return text.translate(_ASCII_FOLD)


@lru_cache(maxsize=20_000)
def _full_fold(text: str) -> str:
    return text.casefold()


def _any_case(test: Callable[[str, str], bool], shown: str, given: str) -> Open:
    """Ignoring case folds ASCII for sure and the rest of Unicode perhaps."""
    if test(_ascii_fold(shown), _ascii_fold(given)):
        return True
    return None if test(_full_fold(shown), _full_fold(given)) else False


@lru_cache(maxsize=2_000)
def _pattern(given: str, any_run: str, any_one: str) -> re.Pattern[str]:
    return re.compile("".join(".*" if c == any_run else "." if c == any_one else re.escape(c) for c in given), re.DOTALL)


_WILD = {"like": "%_", "glob": "*?"}
"""The marks of a pattern: for a run of anything, and for one of anything."""


def _like(shown: str, given: str) -> bool:
    return _pattern(given, *_WILD["like"]).search(shown) is not None


def _glob(shown: str, given: str) -> bool:
    return _pattern(given, *_WILD["glob"]).search(shown) is not None


def _equals(shown: str, given: str) -> bool:
    return shown == given


_UUID = re.compile(r"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


def _is_written_otherwise(shown: str, given: str) -> bool:
    """Whether two texts are one UUID in letters of different case: whoever reads them as UUIDs finds them equal (RFC 9562, section 4)."""
    return shown != given and shown.lower() == given.lower() and _UUID.fullmatch(given) is not None


def _contains(shown: str, given: str) -> bool:
    return given in shown


def _words(shown: str, given: str) -> Open:
    """Full-text search: sure where the text holds the given word as it is, open where any word of it stands in any form.

    A run of Chinese that stands alone in the text is cut into words in one way, whichever that is, wherever it stands alone.
    """
    if re.search(rf"(?<!\w){re.escape(given)}(?!\w)", shown) and re.fullmatch(r"[0-9A-Za-z_]+|[\u4e00-\u9fff]+", given):
        return True
    tokens = re.findall(r"[0-9A-Za-z]+|[^\W\d_]", given.casefold()) or [given.casefold()]
    return None if any(token in shown.casefold() for token in tokens) else False


@lru_cache(maxsize=64)
def _parts(given: str, separator: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in given.split(separator or ",") if part.strip())


@lru_cache(maxsize=64)
def _parts_otherwise(given: str, separator: str | None) -> frozenset[str]:
    """The UUIDs among the parts of a list, in small letters: each is found in letters of either case."""
    return frozenset(part.lower() for part in _parts(given, separator) if _UUID.fullmatch(part))


@lru_cache(maxsize=64)
def _parts_folded(given: str, separator: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """The parts of a list by what ignoring case surely makes of them, and by what it may make of them."""
    parts = _parts(given, separator)
    return frozenset(map(_ascii_fold, parts)), frozenset(map(_full_fold, parts))


_SIMPLE: dict[str, Callable[[str, str], bool]] = {
    "equals": _equals,
    "contains": _contains,
    "prefix": str.startswith,
    "suffix": str.endswith,
    "like": _like,
    "glob": _glob,
}


def _text(reading: str, shown: str, given: str, separator: str | None) -> Open:
    if reading == "equals" and _is_written_otherwise(shown, given):
        return None
    simple = _SIMPLE
    if reading in simple:
        return simple[reading](shown, given)
    if reading == "one-of":
        return True if shown in _parts(given, separator) else None if shown.lower() in _parts_otherwise(given, separator) else False
    if reading == "one-of-any-case":
        surely_so, perhaps = _parts_folded(given, separator)
        return True if _ascii_fold(shown) in surely_so else None if _full_fold(shown) in perhaps else False
    if reading == "words":
        return _words(shown, given)
    if reading.endswith("-any-case") and reading.removesuffix("-any-case") in simple:
        return _any_case(simple[reading.removesuffix("-any-case")], shown, given)
    raise ValueError(f"unknown reading {reading!r}; expected one of {', '.join(sorted(READINGS))}")


def surely(reading: str, texts: Sequence[str], given: str) -> frozenset[int]:
    """The places of the texts that a reading of one text keeps for sure: those for which `matches` is True, many at once.

    Raises ValueError for a reading that is no plain comparison of texts.
    """
    plain = reading.removesuffix("-any-case")
    if plain not in _SIMPLE:
        raise ValueError(f"{reading!r} does not compare one text with another; expected one of {', '.join(_SIMPLE)}, or one with -any-case")
    if plain != reading:
        texts, given = _ascii_folded(tuple(texts)), _ascii_fold(given)
    if plain == "equals":
        return frozenset([place for place, text in enumerate(texts) if text == given])
    if plain == "contains":
        return frozenset([place for place, text in enumerate(texts) if given in text])
    test = _SIMPLE[plain]
    if plain in _WILD:  # a mark stands for itself too, and what stands between marks for nothing else
        piece = max(re.split(f"[{_WILD[plain]}]", given), key=len)
        return frozenset([place for place, text in enumerate(texts) if given in text or (piece in text and test(text, given))])
    return frozenset([place for place, text in enumerate(texts) if test(text, given)])


@lru_cache(maxsize=64)
def _ascii_folded(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(_ascii_fold, texts))


_WHOLE = re.compile(r"\s*[+-]?\d+\s*", re.ASCII)
_EXACT = 2**53
"""From here on not every whole number is a float of its own."""


def number(value: Any) -> float | None:
    """A number, or what a text spells as one; None where it is neither. A whole number is kept to its last digit, however long it is."""
    if isinstance(value, bool):
        return None
    try:
        return value if isinstance(value, int) else int(value) if _WHOLE.fullmatch(str(value)) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None


_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "from": lambda shown, given: shown >= given,
    "minimum": lambda shown, given: shown >= given,
    "after": lambda shown, given: shown > given,
    "until": lambda shown, given: shown <= given,
    "maximum": lambda shown, given: shown <= given,
    "before": lambda shown, given: shown < given,
    "equals": lambda shown, given: shown == given,
}

_NEGATIONS = {
    "not-equals": "equals", "not-equals-any-case": "equals-any-case", "not-contains": "contains",
    "not-contains-any-case": "contains-any-case", "none-of": "one-of",
}  # fmt: skip
"""What each negation is the opposite of."""

READINGS = frozenset(
    {
        "equals", "equals-any-case", "contains", "contains-any-case", "like", "like-any-case", "glob", "glob-any-case", "prefix",
        "prefix-any-case", "suffix", "suffix-any-case", "one-of", "one-of-any-case", "all-of", "all-of-any-case", "from", "after",
        "until", "before", "minimum", "maximum", "entries", "words", "opaque", "not-opaque", "not-equals", "not-contains", "none-of",
        "not-equals-any-case", "not-contains-any-case", "regex", "regex-any-case", "between", "is-null",
    }
)  # fmt: skip


def matches(
    reading: str,
    compares: str,
    shown: Any,
    given: Any,
    separator: str | None = None,
    nulls: Literal["kept", "lost"] | None = None,
    precision: Precision = AS_SHOWN,
    edges: Edges = OPEN_EDGES,
) -> Open:
    """Whether a reading keeps a record that shows `shown` when `given` is asked for.

    `compares` is text, number, time or flag. A record that shows nothing (None) is not kept, save by ranges, where it is open, by
    negations, where `nulls` tells, by `is-null`, and by `opaque`, where everything is open. `precision` tells how finely the times are
    kept of which records show a part, `edges` what the ends of a range mean. Raises ValueError for a reading outside READINGS, and for two
    ends in one text.
    """
    if reading in ("opaque", "not-opaque"):
        return None
    if reading.startswith("all-of"):
        return all_shown(reading, () if shown is None else (shown,), given, separator)
    if reading == "is-null":
        return (shown is None) == (flag(given) == "true")
    if reading in _NEGATIONS:
        if shown is None:
            return {"kept": True, "lost": False}.get(nulls or "")
        kept = matches(_NEGATIONS[reading], compares, shown, given, separator, precision=precision)
        return None if kept is None else not kept
    if reading == "between":
        return _between(compares, shown, given, separator or "/", precision, edges)
    if reading == "entries":
        if not isinstance(given, Mapping):
            return None
        held = shown if isinstance(shown, Mapping) else {}
        return all(str(held.get(key, "\0")) == str(value) for key, value in given.items())
    if reading == "one-of" and (compares in ("number", "time") or isinstance(given, list | tuple)):
        return _one_of(compares, shown, _several(given, separator), precision)
    if reading in _COMPARE and compares in ("number", "time"):
        return _compared(reading, compares, shown, given, precision, edges)
    if reading in _SIDES and compares == "text" and not isinstance(given, list | tuple):
        return None if shown is None else _on_its_side(reading, str(shown), str(given))
    if shown is None:
        return False
    if isinstance(given, list | tuple):
        each = reading.replace("one-of", "equals")
        answers = {matches(each, compares, shown, one, separator, nulls, precision, edges) for one in given}
        return True if True in answers else None if None in answers else False
    if compares == "flag":
        return flag(shown) == flag(given)
    if reading in ("regex", "regex-any-case"):
        return _regex(reading, str(shown), str(given))
    return _text(reading, str(shown), str(given), separator)


def all_shown(reading: str, shown: Sequence[Any], given: Any, separator: str | None) -> Open:
    """Whether a record that shows these values at once shows every one of a list, in any case where the reading says so; open for none."""
    each = reading.replace("all-of", "equals")
    wanted = _several(given, separator)
    answers = set()
    for part in wanted:
        met = {_text(each, str(one), str(part), separator) for one in shown}
        answers.add(True if True in met else None if None in met else False)
    return False if False in answers else None if None in answers or not wanted else True


_ELSEWHERE = re.compile(r"T.*[+-](?!00:?00$)\d\d:?\d\d$")
"""A moment that is shown with an offset other than that of UTC."""


def _compared(reading: str, compares: str, shown: Any, given: Any, precision: Precision = AS_SHOWN, edges: Edges = OPEN_EDGES) -> Open:
    """Numbers and times. A date stands for its whole day, and what is asked finer than it is shown is open within what is shown.

    What equals a date lies on it, in UTC and, where a moment is shown with another offset, by that: open where the two differ. Of the ends
    of a range it is open whether a date is its day or the moment at which it begins, unless `edges` say.
    """
    convert = instant if compares == "time" else number
    left, right = convert(shown), convert(given)
    if right is None:
        return None
    if left is None:
        return False if reading == "equals" else None
    if compares == "number":
        whole = left % 1 == 0 and right % 1 == 0
        close = not whole and abs(left) < _EXACT and left != right and math.isclose(left, right, rel_tol=1e-12)
        return None if close else _COMPARE[reading](left, right)
    ends = _kept_between(left, _span(shown), precision)
    answers = {_at_moment(reading, moment, right, shown, given, edges) for moment in ends}
    if reading == "equals" and min(ends) < right < max(ends):
        answers |= {True, False}
    if precision == AS_SHOWN and _span(given) < _span(shown) and left < right < left + _span(shown):
        return None
    return answers.pop() if len(answers) == 1 else None


_INSTANT = 0.001
"""The least part of a millisecond that a service may tell apart."""


def _kept_between(shown: float, span: float, precision: Precision) -> tuple[float, ...]:
    """The first and the last moment that may be kept of records that show one which stands for a span of so many milliseconds."""
    ends: list[float] = []
    for way in precision:
        ends += {"cut": [shown, shown + span - _INSTANT], "rounded": [shown - span / 2, shown + span / 2]}.get(way, [shown])
    return min(ends), max(ends)


def _at_moment(reading: str, left: float, right: float, shown: Any, given: Any, edges: Edges) -> Open:
    """Whether a reading keeps what happened at one moment, where another or a day is asked for."""
    asked_day = _span(given) == _DAY and _span(shown) < _DAY
    if asked_day and reading == "equals":
        in_utc, as_shown = right <= left < right + _DAY, str(shown)[:10] == str(given)[:10]
        return in_utc if in_utc == as_shown or not _ELSEWHERE.search(str(shown)) else None
    answers = {_COMPARE[reading](left, right)}
    if asked_day and reading in ("until", "after") and edges.days != "starts":
        whole = _COMPARE[reading](left, right + _DAY - _INSTANT)
        answers = {whole} if edges.days == "whole" else {*answers, whole}
    return answers.pop() if len(answers) == 1 else None


_SIDES: dict[str, tuple[int, ...]] = {
    "from": (0, 1), "minimum": (0, 1), "after": (1,), "until": (-1, 0), "maximum": (-1, 0), "before": (-1,),
}  # fmt: skip
"""How a text that each range keeps stands to the one that is given: before it, with it, behind it."""


def _on_its_side(reading: str, shown: str, given: str) -> Open:
    """Whether a text lies on the side of another that a range keeps: open where common collations disagree."""
    rank = rank_of_texts(shown, given)
    return None if rank is None else rank in _SIDES[reading]


def _between(compares: str, shown: Any, given: Any, separator: str, precision: Precision, edges: Edges) -> Open:
    """Between two ends, either of which may be left out, as `edges` say; whether an end itself is kept is open, unless they say."""
    ends = [part.strip() for part in str(given).split(separator)]
    if len(ends) != 2:
        return None
    answers: set[Open] = set()
    for end, said, inside, on in ((ends[0], edges.lower, "after", "from"), (ends[1], edges.upper, "before", "until")):
        if end in ("", "..", edges.open_end):
            continue
        sides = {"kept": (on,), "lost": (inside,)}.get(said or "", (inside, on))
        either = {_compared(side, compares, shown, end, precision, edges) for side in sides}
        answers.add(either.pop() if len(either) == 1 else None)
    return False if False in answers else None if None in answers else True


def _several(given: Any, separator: str | None) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else list(_parts(str(given), separator))


def _one_of(compares: str, shown: Any, parts: Sequence[Any], precision: Precision) -> Open:
    answers = {matches("equals", compares, shown, part, precision=precision) for part in parts}
    return True if True in answers else None if None in answers else False


@lru_cache(maxsize=2_000)
def _expression(given: str, flags: int) -> re.Pattern[str] | None:
    try:
        return re.compile(given, flags)
    except re.error:
        return None


def _regex(reading: str, shown: str, given: str) -> Open:
    """A regular expression: sure where it fits all of a text or none; whether a part is enough is open, as is case outside ASCII."""
    if reading == "regex-any-case":
        folds = {re.IGNORECASE} if (shown + given).isascii() else {re.IGNORECASE, 0}
        ways = {_fitted(_expression(given, fold), shown) for fold in folds}
        return ways.pop() if len(ways) == 1 else None
    return _fitted(_expression(given, 0), shown)


def _fitted(expression: re.Pattern[str] | None, shown: str) -> Open:
    if expression is None:
        return None
    if expression.fullmatch(shown):
        return True
    return None if expression.search(shown) else False


def flag(value: Any) -> str:
    """What a flag says, `true` or `false`: of itself, of 1 and 0, or of a text that spells one; any other value as text without case."""
    text = str(value).casefold()
    return {"1": "true", "0": "false"}.get(text, text)
