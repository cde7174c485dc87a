"""What becomes of a text on its way into a query, and the texts by which it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from listproof.oracle import surely

__all__ = ["mistaken", "odd", "probes", "telling_texts"]

_TEXT_READINGS = ("equals", "equals-any-case", "contains", "contains-any-case", "like", "like-any-case", "glob-any-case", "prefix")
"""Readings of whole texts for which any other may be mistaken."""
_KNOWN = (*_TEXT_READINGS, "prefix-any-case", "suffix", "suffix-any-case")
_LEFT_OUT = {"not-equals-any-case": "equals-any-case", "not-contains-any-case": "contains-any-case"}
"""What is told of a negation of any case by a text: which texts it leaves out."""
_NEGATIONS = {"not-equals": "equals", "not-contains": "contains"}
"""The same of negations that mind case, of which fewer texts are asked for."""
_MARKS = ("%20", "%", "_", "*", "+", " ", "'", '"', "&", "\\")
_MOST = 12
_STEMS = 3


def _first_of(mark: str) -> Callable[[str], str | None]:
    return lambda value: value.split(mark)[0] or value


_MISHAPS: Mapping[str, Callable[[str], str | None]] = {
    "zero is nothing": lambda value: None if value == "0" else value,
    "ASCII alone": lambda value: value if value.isascii() else "\0",
    "plus is a blank": lambda value: value.replace("+", " "),
    "up to the blank": _first_of(" "),
    "up to &": _first_of("&"),
    "without quotes": lambda value: re.sub("['\"]", "", value),
    "backslash escaped": lambda value: value.replace("\\", "\\\\"),
    "decoded twice": unquote,
    "without its number": lambda value: value.rstrip("0123456789") or value,
}
"""What becomes of a text on its way into a query, as a function of the text; None: it is passed over."""
_MISHAPS_OF_EQUALITY = ("zero is nothing", "ASCII alone")
_ON_THE_WAY = ("plus is a blank", "up to the blank", "up to &", "without quotes", "backslash escaped", "decoded twice")
"""What befalls a text before a service looks for which parameter it is: every parameter of texts or none."""


def odd(value: Any) -> bool:
    """Whether a text holds what services stumble over: marks, other alphabets, or a zero that is taken for nothing."""
    return isinstance(value, str) and (value == "0" or not value.isascii() or any(mark in value for mark in _MARKS))


@lru_cache(maxsize=512)
def telling_texts(texts: tuple[tuple[str, int], ...], readings: tuple[str, ...], closed: bool) -> tuple[str, ...]:
    """The fewest texts that show every difference that the records can show, the one that keeps most records first."""
    if readings and all(reading in _NEGATIONS for reading in readings) and not closed:
        return _left_out(dict(texts), tuple(_NEGATIONS[reading] for reading in readings))
    negated = bool(readings) and all(reading in _LEFT_OUT for reading in readings)
    counts, readings = dict(texts), tuple(_LEFT_OUT.get(reading, reading) for reading in readings)
    whole = sorted(counts, key=lambda text: (-counts[text], text))
    if closed:
        return tuple(whole)
    candidates = _candidates(whole)
    features = {value: _features(value, whole, readings) for value in candidates}
    common = [text for text in whole if 1 < counts[text] < sum(counts.values())]
    chosen = [max(common, key=lambda text: len(features.get(text, ())))] if common else []
    covered: set[Any] = {feature for text in chosen for feature in features.get(text, ())}
    while len(chosen) < _MOST:
        best = max(candidates, key=lambda value: len(features[value] - covered), default=None)
        if best is None or not features[best] - covered:
            break
        chosen.append(best)
        covered |= features[best]
    if len(whole) > 1 and not any(_keeps_a_part(text, whole, readings) for text in chosen):
        chosen.insert(0, whole[0])
    return (*chosen, *_as_a_pattern(whole, chosen)) if negated and whole else tuple(chosen)


def _as_a_pattern(whole: Sequence[str], chosen: Sequence[str]) -> tuple[str, ...]:
    """A text that a negation takes for itself and a service for a pattern of any text, where none of those chosen tells the two apart."""
    if any(_kept("like", whole, text) != _kept("contains", whole, text) for text in chosen):
        return ()
    return ("%" if not _kept("contains", whole, "%") else f"{chosen[0][:-1]}_%",)


def _left_out(counts: Mapping[str, int], meant: tuple[str, ...]) -> tuple[str, ...]:
    """The texts of which negations that mind case tell most: first one that leaves out some for sure and not all, of these one that leaves
    out others as well where its case is passed over, or wildcards are read in it. Of several parts of texts the one by which most other
    readings show; of whole texts the one that leaves out most records, for what is kept may be more than a total counts. What it does not
    tell, others do that leave out none: the same in another case, and a pattern; whole texts whose case is told are asked for alone, for
    who compares parts of texts reads patterns in them.
    """
    whole = sorted(counts, key=lambda text: (-counts[text], text))
    candidates = dict.fromkeys((*whole[:1], *_candidates(whole), *whole))
    parting = [text for text in candidates if all(0 < len(_kept(reading, whole, text)) < len(whole) for reading in meant)]
    told = {text: _features(text, whole, meant) for text in parting}

    def worth(text: str) -> tuple[bool, bool, int, int]:
        case = all((reading, f"{reading}-any-case") in told[text] for reading in meant)
        wild = _kept("like", whole, text) != _kept("contains", whole, text)
        left_out = sum(counts[whole[place]] for place in _kept(meant[0], whole, text))
        return (case, wild, len(told[text]), 0) if meant == ("contains",) else (case, wild, left_out, len(told[text]))

    best = max(parting, key=worth, default=None)
    if best is None:
        return tuple(whole[:1])
    by_case = worth(best)[0]
    made = [*([] if by_case else [best.swapcase()]), *([] if by_case and meant == ("equals",) else _as_a_pattern(whole, (best,)))]
    return (best, *(text for text in made if not any(_kept(reading, whole, text) for reading in meant)))


def _keeps_a_part(value: str, whole: list[str], readings: tuple[str, ...]) -> bool:
    """Whether by some reading of texts a value keeps some of them and loses others."""
    return any(0 < len(_kept(reading, whole, value)) < len(whole) for reading in readings if reading in _KNOWN)


def _candidates(whole: list[str]) -> list[str]:
    marked = [text for text in whole if any(mark in text for mark in _MARKS) or not text.isascii()]
    spread = [*whole[:6], *whole[:: max(1, len(whole) // 10)], *marked[:: max(1, len(marked) // 40)]]
    pieces: list[str] = []
    for text in spread:
        for mark in _MARKS:
            if (place := text.find(mark)) >= 0:
                pieces.append(text[max(0, place - 2) : place + len(mark) + 2].strip())
        wide = re.search(r"[^\x00-\x7f]{1,4}", text)
        pieces += [wide.group()] if wide else []
        pieces += [text[: max(2, len(text) // 2)].strip(), text[len(text) // 2 :].strip(), text.swapcase()]
    numbered = [text for text in whole if text[-1:].isdigit() and text.rstrip("0123456789") in whole][:1]
    zero = ["0"] if "0" in whole else []
    return [text for text in dict.fromkeys([*spread, *pieces, *numbered, *zero]) if text.strip() == text and text]


def _kept(reading: str, texts: Sequence[str], given: str | None) -> frozenset[int]:
    return frozenset(range(len(texts))) if given is None else surely(reading, texts, given)


def _mishandled(value: str, readings: Sequence[str]) -> dict[str, str | None]:
    """What may become of a value on its way, by the mishap, where it becomes something else."""
    equality = all(reading.startswith("equals") for reading in readings)
    found = {name: _MISHAPS[name](value) for name in (_MISHAPS_OF_EQUALITY if equality else _MISHAPS)}
    return {name: other for name, other in found.items() if other != value}


def _features(value: str, whole: list[str], readings: tuple[str, ...]) -> frozenset[Any]:
    """What asking for a value can show: the document's readings told from one another and from all others, and mutations."""
    family = tuple(dict.fromkeys([*(r for r in readings if r in _KNOWN), *_TEXT_READINGS, *_in_any_case(readings)]))
    by = {reading: _kept(reading, whole, value) for reading in family}
    if not any(by.values()):
        return frozenset()
    allowed = [reading for reading in family if reading in readings]
    found: set[Any] = {(a, b) for a in allowed for b in family if by[a] != by[b]}
    for name, other in _mishandled(value, readings).items():
        found |= {(name, reading) for reading in allowed if by[reading] and by[reading] != _kept(reading, whole, other)}
    return frozenset(found)


@lru_cache(maxsize=1024)
def mistaken(value: str, texts: tuple[str, ...], readings: tuple[str, ...]) -> frozenset[frozenset[int]]:
    """The places of the texts that a service keeps which takes a value by another reading of whole texts, or mishandles it on its way."""
    negated = {**_NEGATIONS, **_LEFT_OUT}
    if readings and all(reading in negated for reading in readings):
        every = frozenset(range(len(texts)))
        return frozenset(every - kept for kept in mistaken(value, texts, tuple(negated[reading] for reading in readings)))
    if not all(reading in _KNOWN for reading in readings):
        return frozenset()
    mishandled = [_kept(reading, texts, other) for other in _mishandled(value, readings).values() for reading in readings]
    return frozenset([*(_kept(reading, texts, value) for reading in (*_TEXT_READINGS, *_in_any_case(readings))), *mishandled])


def _in_any_case(readings: Sequence[str]) -> list[str]:
    """The readings that ignore case where these mind it."""
    return [other for reading in readings if (other := f"{reading}-any-case") in _KNOWN]


@lru_cache(maxsize=512)
def probes(
    texts: tuple[str, ...], readings: tuple[str, ...], left: tuple[str, ...], tried: tuple[str, ...], on_the_way: bool = True
) -> tuple[str, ...]:
    """The fewest texts that show, by what is kept for them that should not be, what no text that is `tried` shows.

    `texts` are those that records show. Made from them, so that whoever cuts a probe, unquotes it, decodes it or takes it for a pattern
    finds one of them. `left` are those of a filter's readings by which it may still go. Without `on_the_way`,
    what befalls every parameter alike is left to another. None where a reading is none of whole texts.
    """
    if not texts or not all(reading in _KNOWN for reading in readings):
        return ()
    told = set() if on_the_way else {(name, reading) for name in _ON_THE_WAY for reading in left}
    told |= {wrong for value in tried for wrong in _told(value, texts, readings, left)}
    found = {value: _told(value, texts, readings, left) for value in _spoiled(texts) if value not in tried}
    chosen: list[str] = []
    while (best := max(found, key=lambda value: len(found[value] - told), default=None)) is not None and found[best] - told:
        chosen.append(best)
        told |= found[best]
    return tuple(chosen)


def _told(value: str, texts: tuple[str, ...], readings: tuple[str, ...], left: tuple[str, ...]) -> set[tuple[str, str]]:
    """The mutations, and the patterns for which a text may be taken, that show in what is kept for a value, each with the reading meant."""
    by = {reading: _kept(reading, texts, value) for reading in left}
    found = {
        (name, reading)
        for name, other in _mishandled(value, readings).items()
        for reading in left
        if by[reading] != _kept(reading, texts, other)
    }
    for pattern in ("like", "glob"):
        if not any(reading.startswith(pattern) for reading in readings):
            taken = _kept(pattern, texts, value)
            found |= {(pattern, reading) for reading in left if taken - by[reading]}
    return found


def _spoiled(texts: tuple[str, ...]) -> list[str]:
    """Texts that records show with something at their ends, or in their midst, that programs stumble over."""
    found = ["0", "%", "*"]
    for text in filter(None, texts[:: max(1, len(texts) // _STEMS)]):
        found += [f"{text} x", f"{text}&x", f"{text}'", f"{text}7919", f"%{ord(text[0]):02X}{text[1:]}" if text[0].isascii() else text]
    return found + [text.replace(" ", "+") for text in [one for one in texts if " " in one][:_STEMS]]
