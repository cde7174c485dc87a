"""Values on which a filter can really be tried: chosen from the records that are known, so that readings come apart."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from itertools import combinations, zip_longest
from math import floor
from typing import Any

from listproof.contract import RANGES, Choice, Contract, Filter, Parameter, each, ways
from listproof.contract.size import LONGEST_ASKED
from listproof.oracle import instant
from listproof.oracle import number as as_number
from listproof.values.allowed import allows, unlike
from listproof.values.closed_fields import is_outside
from listproof.values.flags import as_flag, as_flags
from listproof.values.list_values import LISTS, lists_of, lists_together, member_of, takes_all, takes_lists
from listproof.values.parts_of_numbers import number_ends
from listproof.values.text_mutations import telling_texts

__all__ = [
    "NASTY", "as_asked", "as_number", "can_be_sent", "can_be_tried", "holdable", "holds_list", "hours_off", "in_another_zone",
    "is_elsewhere", "members", "middle", "misread", "missing_value", "moment_of", "nasty", "outside_values", "shown_values",
    "spelled_time", "unseen", "values_for",
]  # fmt: skip

NASTY = "a'\"%_*\\<é漢🙂И [{(+&#7919"
"""A text of all that breaks programs: quotes, wildcards, brackets, other alphabets, what a URL must escape."""

_UNITS = (1_000, 60_000, 3_600_000, 86_400_000)
"""Second, minute, hour and day in milliseconds: to what services cut times down."""
_MOST_VALUES = 6
_MOST_NUMBERS = 4
_MOST_SEARCHED = 12
"""Values of a filter that looks at several fields, taken from each of them in turn."""
_OFFSET = re.compile(r"[+-]\d\d:\d\d$")
_ELSEWHERE = re.compile(r":\d\d[+-]\d\d:\d\d")
_WRITTEN = re.compile(r"-?\d+(\.\d+)?")
_DAY = _UNITS[-1]
_FIRST, _LAST = -62_135_596_800_000, 253_402_300_799_000
"""The first and the last moment that RFC 3339 can write in UTC. A record may show an earlier or a later one by its offset."""


def shown_values(pointer: str, records: Sequence[Any]) -> Counter[Any]:
    """The values at a record pointer and in how many records each stands; objects, nulls and what no address can carry are left out."""
    apart = ({value for value in each(record, pointer) if value is not None and not isinstance(value, dict | list)} for record in records)
    found: Counter[Any] = Counter(value for values in apart for value in values)
    for value in [value for value in found if not can_be_sent(value)]:
        del found[value]
    return found


def can_be_sent(value: Any) -> bool:
    """Whether an address can carry a value: none that is too long, nor half a surrogate pair, which JSON can spell and UTF-8 cannot."""
    if isinstance(value, str) and len(value) > LONGEST_ASKED:
        return False
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def spelled_time(parameter: Parameter, moment: float, zone: int = 0) -> Any:
    """A moment in milliseconds as the parameter writes times: a number of its unit, or RFC 3339 so many hours off UTC, without an offset
    where it takes none. Of a moment that cannot be written so, the nearest one that can."""
    kind = parameter.format
    if kind == "epoch-seconds":
        return int(moment) // 1000
    if kind != "date" and (kind == "epoch-milliseconds" or parameter.kind in ("integer", "number")):
        return int(moment)
    zone = 0 if kind in ("date", "date-time-local") else zone
    moment = min(max(moment, _FIRST + abs(zone) * 3_600_000), _LAST - abs(zone) * 3_600_000)
    if kind == "date":
        return datetime.fromtimestamp(moment / 1000, UTC).date().isoformat()
    shown = datetime.fromtimestamp(moment / 1000, timezone(timedelta(hours=zone)) if zone else UTC)
    text = shown.isoformat(timespec="milliseconds" if moment % 1000 else "seconds")
    return text if zone else text.replace("+00:00", "" if kind == "date-time-local" else "Z")


def moment_of(parameter: Parameter, written: Any) -> float | None:
    """The moment in milliseconds that a value of a parameter says; None where it says none."""
    moment = instant(written)
    return moment * 1000 if moment is not None and parameter.format == "epoch-seconds" else moment


def as_asked(parameter: Parameter, one: Filter, shown: Any) -> Any:
    """What a record shows as a filter on it is asked for: a flag and a moment as the parameter writes them, anything else as it is.

    None for a flag that no documented value of the parameter says.
    """
    if one.compares == "flag":
        return as_flag(member_of(parameter), shown)
    moment = instant(shown) if one.compares == "time" else None
    return shown if moment is None else spelled_time(member_of(parameter), moment)


def values_for(contract: Contract, one: Filter, query: Mapping[str, Any], records: Sequence[Any]) -> tuple[Any, ...]:
    """Values for a filter, the most telling first; none where no record shows what it looks at, or none that its parameter may hold."""
    return tuple(value for value in _held(contract, one, query, records) if not _may_be_odd(contract, one, query, value))


def outside_values(contract: Contract, one: Filter, query: Mapping[str, Any], records: Sequence[Any]) -> tuple[Any, ...]:
    """Values that tell a filter's readings apart and that its field does not list, or two ends in another zone: these may be refused."""
    return tuple(value for value in _held(contract, one, query, records) if _may_be_odd(contract, one, query, value))


def _may_be_odd(contract: Contract, one: Filter, query: Mapping[str, Any], value: Any) -> bool:
    spans = "between" in (one.matches.of(query) or ())
    return is_outside(contract, one, query, value) or (spans and is_elsewhere(one, value))


def _held(contract: Contract, one: Filter, query: Mapping[str, Any], records: Sequence[Any]) -> tuple[Any, ...]:
    parameter = contract.parameter(one.name)
    found = _values(contract, one, query, records)
    if parameter.kind == "string":
        found = tuple(str(value) if isinstance(value, int) else value for value in found)
    readings = one.matches.of(query) or ()
    is_held = holds_list if takes_lists(one, parameter, readings) or "between" in readings else _is_holdable
    found = tuple(value for value in found if is_held(one, parameter, value))
    words = (word for word in one.words if word not in found and holdable(parameter, word))
    return (*found[:1], *words, *found[1:])


def _is_holdable(one: Filter, parameter: Parameter, value: Any) -> bool:
    return holdable(parameter, value)


def holds_list(one: Filter, parameter: Parameter, value: Any) -> bool:
    """Whether a parameter may hold a list, or two ends of a range: one of its own, or a text by its lengths and pattern.

    Each value in it has its format; an end that is left out has none.
    """
    if parameter.kind == "array":
        return holdable(parameter, value)
    whole = replace(parameter, schema={word: said for word, said in parameter.schema.items() if word != "format"})
    form = replace(parameter, schema={word: said for word, said in parameter.schema.items() if word in ("type", "format")})
    separator = one.separator or ("/" if "between" in (one.matches.absent or ()) else ",")
    parts = (part for part in value.split(separator) if part != one.edges.open_end)
    return holdable(whole, value) and all(holdable(form, part) for part in parts)


def members(one: Filter, parameter: Parameter, shown: Mapping[Any, int]) -> list[Any]:
    """What records show as it can stand in a list, in order: texts, numbers, or times as the parameter writes them."""
    if one.compares == "time":
        points = sorted({point for value in shown if (point := instant(value)) is not None})
        return list(dict.fromkeys(spelled_time(member_of(parameter), point) for point in points))
    if one.compares == "number":
        return sorted((value for value in shown if _WRITTEN.fullmatch(str(value))), key=lambda value: as_number(value) or 0)
    return sorted({str(value) for value in shown})


def holdable(parameter: Parameter, value: Any) -> bool:
    """Whether a parameter may hold a value, by its documented type, bounds, lengths, pattern and format; of a list each of its items."""
    several = value if isinstance(value, list | tuple) else ()
    typed = _is_of_its_type(parameter, value) and all(_is_of_its_type(member_of(parameter), one) for one in several)
    return typed and allows(parameter, value) and can_be_sent(value)


def _is_of_its_type(parameter: Parameter, value: Any) -> bool:
    if isinstance(value, str) and parameter.spelling in ("value", "clause") and not _writable(parameter, value):
        return False
    if parameter.kind in ("integer", "number"):
        return not isinstance(value, str) or value.lstrip("-").isdigit()
    if parameter.kind == "boolean":
        return str(value).casefold() in ("true", "false")
    if parameter.kind == "array" and parameter.spelling != "json":
        return not isinstance(value, dict)
    if parameter.kind in ("object", "array"):
        return isinstance(value, dict | list)
    return True


def can_be_tried(parameter: Parameter, text: str) -> bool:
    """Whether a text may be asked for to see whether it breaks anything: the schema takes it, and it ends no quotes around it. In a clause
    without quotes it may be read as something else, which is to be answered or refused as well.
    """
    ends = parameter.escaped is None and any(quote in text for quote in _quotes(parameter))
    return allows(parameter, text) and can_be_sent(text) and not (parameter.spelling in ("value", "clause") and ends)


def _quotes(parameter: Parameter) -> list[str]:
    """The quotes that stand around a value in the template of a parameter."""
    return [quote for quote in "'\"" if quote == parameter.quoted or f"{quote}{{}}{quote}" in parameter.spelled]


_OPEN_RANGE = re.compile(r"\*[^\w*]+[0-9][0-9TZ.:+-]*|[0-9][0-9TZ.:+-]*[^\w*]+\*")
"""Numbers or times of which one end is left out and written as a star."""


def _writable(parameter: Parameter, value: str) -> bool:
    """Whether a text can be written into the template of a parameter so that it ends where it should."""
    plain = value if parameter.separator is None else value.replace(parameter.separator, "")
    if re.fullmatch(r"[\w.:+-]*", plain) or _OPEN_RANGE.fullmatch(value):
        return True
    quotes = _quotes(parameter)
    if not quotes:
        return parameter.spelling == "value"
    return parameter.escaped is not None or not any(quote in value or "\\" in value for quote in quotes)


def _parting(texts: Sequence[tuple[str, int]]) -> tuple[Any, ...]:
    """Texts on both sides of which others stand: in the middle, a quarter from either end, at both ends, and one that nobody shows."""
    ranked = [text for text, _ in texts if text.isascii() and text.isalnum()] or [text for text, _ in texts]
    if len(ranked) < 2:
        return ()
    ranked = sorted(ranked, key=str.casefold)
    found = [ranked[len(ranked) * part // 4] for part in (2, 1, 3)]
    return tuple(dict.fromkeys([*found, f"{found[0]}0", ranked[0], ranked[-1]]))


def _values(contract: Contract, one: Filter, query: Mapping[str, Any], records: Sequence[Any]) -> tuple[Any, ...]:
    pointer = one.field.of(query)
    readings = one.matches.of(query)
    if pointer is None or readings is None or one.opaque:
        return ()
    parameter = contract.parameter(one.name)
    if "entries" in readings:
        return _entries(pointer, records)
    shown = shown_values(pointer, records)
    if "between" in readings:
        return _spans(parameter, one, shown)
    if takes_lists(one, parameter, readings):
        together = lists_together(one, parameter, _rows(pointer, records)) if any(map(takes_all, readings)) else ()
        return together if all(map(takes_all, readings)) else (*together, *lists_of(one, parameter, members(one, parameter, shown)))
    if one.compares in ("time", "number") and not {"equals", *LISTS} & set(readings):
        edges = _edges(parameter, one, shown)
        return (*edges, *in_another_zone(contract, one, edges[0])) if edges else ()
    if one.compares == "time":
        return _moments(member_of(parameter), shown, len(records))
    if readings == ("is-null",):
        return as_flags(parameter, (True, False))
    if one.compares in ("number", "flag"):
        found = _most_telling([value for value, _ in shown.most_common() if 0 < shown[value] < len(records)])
        found = as_flags(member_of(parameter), found) if one.compares == "flag" else found
        apart = parameter.kind == "array" and parameter.carrier is None and len(found) > 1
        return (list(found[:2]), *found) if apart else found
    if len(several := ways(pointer)) > 1:
        found = tuple(_values(contract, replace(one, field=Choice(way)), query, records) for way in several)
        return tuple(dict.fromkeys(value for values in zip_longest(*found) for value in values if value is not None))[:_MOST_SEARCHED]
    texts = tuple(sorted((str(value), count) for value, count in shown.items() if str(value)))
    if "words" in readings:
        return _words(texts, len(records))
    if parameter.kind == "array" and parameter.carrier is None and set(readings) == {"equals"}:
        return lists_of(one, parameter, [text for text, _ in texts])
    if {"regex", "regex-any-case"} & set(readings):
        return _patterns(texts, readings)
    if RANGES & set(readings):
        return _parting(texts)
    if "format" in parameter.schema:  # what has a form of its own, such as a UUID, may be written in several ways
        return tuple(text for text, count in sorted(texts, key=lambda one: -one[1]) if count < len(records))[:_MOST_VALUES]
    found = telling_texts(texts, readings, bool(parameter.enum))
    return tuple(dict.fromkeys(_as_listed(parameter, text) for text in found)) if parameter.enum and _ignores_case(readings) else found


def _ignores_case(readings: Sequence[str]) -> bool:
    return all(reading.endswith("-any-case") for reading in readings)


def _as_listed(parameter: Parameter, text: str) -> str:
    """A text as the closed list of a parameter spells it, in whatever case records show it."""
    return next((one for one in parameter.enum if isinstance(one, str) and one.casefold() == text.casefold()), text)


def _rows(pointer: str, records: Sequence[Any]) -> list[list[str]]:
    """The texts that each record shows at a pointer, those that an address can carry."""
    return [[str(value) for value in each(record, pointer) if value is not None and can_be_sent(value)] for record in records]


def missing_value(parameter: Parameter, readings: Sequence[str], shown: Mapping[Any, int]) -> Any:
    """A value of the parameter's type that no record shows, and by its readings none can match; None for a closed list.

    Where a wildcard is text by every reading, it is that: it would match everything if it were one. In a clause where texts are compared
    as a whole that is the star, which languages of clauses have for any text.
    """
    if parameter.enum:
        return None
    if parameter.kind in ("integer", "number"):
        return unseen(parameter, [value for value in shown if isinstance(value, int | float)])
    if parameter.kind == "object":
        entry = {"listproof-7919": "listproof-7919"}
        return entry if holdable(parameter, entry) else None
    if "words" in readings:
        return "qzxvwkj7919"
    equality = all(reading.startswith("equals") for reading in readings)
    wildcards = (("%", "like"), ("*", "glob"))
    for mark, reading in wildcards[::-1] if equality and parameter.spelling == "clause" else wildcards:
        plain = not any(one.startswith(reading) for one in readings) and holdable(parameter, mark)
        if plain and not any(mark == t if equality else mark in str(t) for t in shown):
            return mark
    made = (nasty(parameter), "listproof-7919")
    return next((text for text in made if holdable(parameter, text)), None) or unlike(parameter, shown)


_FAR = 7_919
_NEAR = 1_000


def unseen(parameter: Parameter, shown: Sequence[float]) -> int | None:
    """A whole number within the bounds of a parameter that is not shown: far above, below, or between; None where none is near."""
    known, least, most = set(shown), int(min(shown, default=0)), int(max(shown, default=0))
    tried = (most + _FAR, most + 1, least - 1, *range(least, least + _NEAR))
    return next((number for number in tried if number not in known and holdable(parameter, number)), None)


def nasty(parameter: Parameter) -> str:
    """NASTY, or as much of its end as the parameter may hold."""
    longest = parameter.max_length or len(NASTY)
    return NASTY if longest >= len(NASTY) else NASTY[-longest:]


def _entries(pointer: str, records: Sequence[Any]) -> tuple[Any, ...]:
    """Two common entries, rare ones of another alphabet, and two entries that more records show alone than together."""
    single: Counter[tuple[str, str]] = Counter()
    together: Counter[tuple[tuple[str, str], ...]] = Counter()
    for record in records:
        for held in each(record, pointer):
            if isinstance(held, Mapping):
                items = sorted((str(k), str(v)) for k, v in held.items())
                single.update(items)
                together.update(combinations(items, 2))
    chosen: list[Any] = [{key: value} for (key, value), count in single.most_common(40) if count < len(records)][:2]
    rare = [{key: value} for (key, value), _ in single.most_common()[-2:] if not (key + value).isascii()]
    telling = max(together, key=lambda two: (min(single[one] for one in two) > together[two], together[two]), default=())
    return tuple(chosen + rare + ([dict(telling)] if telling else []))


def _most_telling(numbers: Sequence[Any]) -> tuple[Any, ...]:
    """Of numbers, or flags, those by which most shows: the first, 0, one with which another begins as a text, and some more."""
    begun = next((one for one in numbers if any(str(other).startswith(str(one)) and other != one for other in numbers)), None)
    return tuple(dict.fromkeys([*numbers[:1], *(one for one in numbers if one in (0, begun)), *numbers[1:]]))[:_MOST_NUMBERS]


def _edges(parameter: Parameter, one: Filter, shown: Counter[Any]) -> tuple[Any, ...]:
    """A value that is shown, as often as possible, and its neighbours on both sides; of times one that shows if a service rounds it.

    Cut down to a unit, the value itself loses what shows it as an upper end, and the next one keeps it too as a lower end.
    """
    convert = instant if one.compares == "time" else as_number
    points = Counter({point: count for value, count in shown.items() if (point := convert(value)) is not None})
    if len(points) < 2:
        return ()
    ordered = sorted(points)
    inner = ordered[len(ordered) // 4 : -(len(ordered) // 4) or None] or ordered
    if one.compares == "number":
        return number_ends(one, parameter, points, inner)
    if parameter.format == "date":
        at_its_start = [point for point in inner if point % _DAY == 0] if _begins_a_day(one) else []
        days = at_its_start or inner
        return tuple(spelled_time(parameter, point) for point in (days[len(days) // 2], ordered[-1] + _DAY, ordered[0] - _DAY))
    step = _step(parameter)
    chosen = max(inner, key=lambda point: (-_roundness(point) - _roundness(point + step), points[point], point))
    return tuple(spelled_time(parameter, chosen + far) for far in (0, -step, step))


def _begins_a_day(one: Filter) -> bool:
    """Whether a day that is asked for is the moment at which it begins, so that what happened just then lies on the end."""
    return one.edges.days == "starts" or set(one.matches.absent or ()) <= {"from", "minimum", "before"}


def _is_alone(contract: Contract, one: Filter) -> bool:
    """Whether no other filter is the other end of a range over the same field, so that nothing else asks with times of another zone."""
    return not any(other.field == one.field and _is_upper(other) != _is_upper(one) for other in contract.filters)


def _is_upper(one: Filter) -> bool:
    return bool({"until", "before", "maximum"} & set(one.matches.absent or ()))


def hours_off(one: Filter, hours: int) -> int:
    """The zone in which an end is written, so many hours off UTC: who passes it over loses what stands on an end that keeps it, and keeps
    what stands on one that loses it, however far the next record is."""
    return hours if {"from", "minimum", "before"} & set(one.matches.absent or ()) else -hours


def is_elsewhere(one: Filter, value: Any) -> bool:
    """Whether a moment, or an end of a range in one value, is written some hours off UTC."""
    return one.compares == "time" and isinstance(value, str) and _ELSEWHERE.search(value) is not None


def in_another_zone(contract: Contract, one: Filter, edge: Any) -> tuple[Any, ...]:
    """The end of a range, written some hours off UTC where its parameter takes such texts and nothing else asks for them: so that what
    records show just there is lost, or shown without cause, where the hours are passed over."""
    parameter = contract.parameter(one.name)
    moment = instant(edge) if one.compares == "time" and isinstance(edge, str) and parameter.format != "date" else None
    return (spelled_time(parameter, moment, hours_off(one, 5)),) if moment is not None and _is_alone(contract, one) else ()


def _moments(parameter: Parameter, shown: Counter[Any], records: int) -> tuple[Any, ...]:
    """Times that are shown, the commonest first, as the parameter writes them; none that all records show."""
    spelled: Counter[Any] = Counter()
    for value, count in shown.items():
        if (point := instant(value)) is not None:
            spelled[spelled_time(parameter, point)] += count
    return tuple(time for time, count in spelled.most_common(_MOST_VALUES) if count < records)


def middle(points: Mapping[float, int], most: int) -> tuple[float, float] | None:
    """The ends of the middle third of some points, drawn in until at most so many lie between them, ends included, where that can be.

    `points` maps a point to how many stand there. None of fewer than three.
    """
    ordered = sorted(points)
    if len(ordered) < 3:
        return None
    first, last = len(ordered) // 3, 2 * len(ordered) // 3
    between = sum(points[point] for point in ordered[first : last + 1])
    while between > most and last - first > 1:
        if (last - first) % 2:
            between -= points[ordered[last]]
            last -= 1
        else:
            between -= points[ordered[first]]
            first += 1
    return ordered[first], ordered[last]


def _step(parameter: Parameter) -> int:
    """The least difference, in milliseconds, of two times that a parameter tells apart in every spelling."""
    return 1 if parameter.kind in ("integer", "number") and parameter.format != "epoch-seconds" else 1_000


def _roundness(moment: float) -> int:
    """To how many of second, minute, hour and day a moment is whole."""
    return sum(moment % unit == 0 for unit in _UNITS)


def misread(parameter: Parameter, one: Filter, value: Any) -> tuple[Any, ...]:
    """What a service may take the end of a range for: its neighbours, and of times what it is cut down to, and the same hour in UTC."""
    moment = moment_of(parameter, value) if one.compares == "time" else as_number(value)
    if moment is None:
        return ()
    if one.compares == "number":
        return (int(moment) - 1, int(moment) + 1) if moment % 1 == 0 else (floor(moment), floor(moment) + 1)
    step = _step(parameter)
    offset = _OFFSET.search(value) if isinstance(value, str) else None
    in_utc = instant(f"{value[: offset.start()]}Z") if offset is not None else None
    taken = {moment - step, moment + step, in_utc or moment, *(moment - moment % unit for unit in _UNITS)} - {moment}
    return tuple(spelled_time(parameter, other) for other in sorted(taken))


@lru_cache(maxsize=256)
def _words(texts: tuple[tuple[str, int], ...], records: int) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for text, count in texts:
        for word in dict.fromkeys(re.findall(r"(?<!\w)[A-Za-z0-9]{3,}(?!\w)", text)):
            counts[word] += count
    chosen = [word for word, count in counts.most_common() if 0 < count < records]
    wide = next((run for text, _ in texts for run in re.findall(r"(?<!\w)[\u4e00-\u9fff]{2,4}(?!\w)", text)), None)
    capital = next((word for word in chosen if word != word.lower()), None)
    return tuple(dict.fromkeys(word for word in (*chosen[:1], capital, wide or next(iter(chosen[1:2]), None)) if word))


def _spans(parameter: Parameter, one: Filter, shown: Mapping[Any, int]) -> tuple[str, ...]:
    """Two ends in one value, with records below, between and above; then each end alone, or with the outermost value as the other.

    Of times the upper one that stands so is a second behind one that is shown: whoever cuts it down loses what shows that one. The lower
    one is written some hours off UTC where the parameter takes such texts: whoever passes these over loses what shows it.
    """
    convert, separator = instant if one.compares == "time" else as_number, one.separator or "/"
    ordered = sorted({point for value in shown if (point := convert(value)) is not None})
    if len(ordered) < 4:
        return ()
    marks = [ordered[0], ordered[len(ordered) // 3], ordered[2 * len(ordered) // 3], ordered[-1]]
    written = [str(spelled_time(parameter, mark)) if one.compares == "time" else _written(mark) for mark in marks]
    least, low, high, most = written
    elsewhere = str(spelled_time(parameter, marks[2], -5 if one.edges.lower == "lost" else 5)) if one.compares == "time" else high
    if any(separator in end for end in (*written, elsewhere)):
        return ()
    first = (least, low)
    if one.compares == "time" and parameter.format != "date":
        first = str(spelled_time(parameter, marks[0] - 1000)), str(spelled_time(parameter, marks[1] + 1000))
    if one.edges.open_end is not None:
        first, most = (one.edges.open_end, first[1]), one.edges.open_end
    return tuple(separator.join(ends) for ends in ((low, high), first, (elsewhere, most)))


def _written(number: float) -> str:
    """A number as a text holds it, a whole one to its last digit."""
    return str(int(number)) if number % 1 == 0 else f"{number:.15g}"


def _patterns(texts: tuple[tuple[str, int], ...], readings: Sequence[str]) -> tuple[str, ...]:
    """Patterns that fit whole texts: with any character in place of one, and with any end; and where case may not matter, in another."""
    plain = [text for text, _ in sorted(texts, key=lambda one: -one[1]) if re.fullmatch(r"[A-Za-z0-9 _-]{3,}", text)]
    found = [pattern for text in plain[:2] for pattern in (f"{text[:1]}.{text[2:]}", f"{text[:2]}.*")]
    turned = next((text.swapcase() for text in plain if text[:2].swapcase() != text[:2]), None)
    return (*found, f"{turned[:2]}.*") if turned is not None and "regex-any-case" in readings else tuple(found)
