"""The facets of a row: the bounds, the list of values, the default and the pattern that its cells and its prose give."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from listproof.derive.kinds import Kind, kind_of
from listproof.derive.prose.choices import choices_of
from listproof.derive.prose.cues import condition_of, untaken
from listproof.derive.prose.defaults import default_of
from listproof.derive.prose.values import clean, everything_of, labelled, literal, ranges_of, says_nothing
from listproof.derive.words import Column

__all__ = ["facets_of"]

_OTHER_TIME = re.compile(r"YYYY[-/]?MM[-/]?DD(?!['\"]?T)", re.IGNORECASE)
"""A way to write a time that is not that of RFC 3339."""


def facets_of(words: str, cells: Mapping[Column, str], kind: Kind) -> tuple[dict[str, Any], list[str]]:
    """The facets of a row, and what of its words gave none."""
    facets: dict[str, Any] = {}
    reasons: list[str] = []
    own = cells.get(Column.NAME, "").strip()
    words = re.sub(rf"{re.escape(own)}\s*的?(?=默认)", "", words) if own and "默认" in words else words
    if kind.format and not (kind.format == "date-time" and _OTHER_TIME.search(words)):
        facets["format"] = kind.format
    parts = labelled(words)
    told = "" if says_nothing(parts.get("range", "")) else parts.get("range", "")
    if "range" in parts and not parts["range"].strip():
        reasons.append("the list of its values is missing from the copy")
    column = cells.get(Column.RANGE, "")
    column = "" if says_nothing(column) or kind_of(column) is not None else column
    for part, stated in (
        (told, True),
        (column, True),
        *((parts.get(label, ""), False) for label in ("definition", "constraints", "default")),
    ):
        for facet, value in ranges_of(part, kind, column=stated).items():
            facets.setdefault(facet, value)
    _contradicted(facets, cells, reasons)
    _told_twice(words, kind, facets, reasons)
    marked = _chosen(parts, told, column, kind, facets, reasons, cells.get(Column.EXAMPLE, ""))
    default, why = _default(parts, cells, told, kind)
    if default is None and why:
        default = _known_value(why, [*facets.get("enum", ()), literal(cells.get(Column.EXAMPLE, ""), kind)])
    if default is None:
        default = _called_default(words, facets.get("enum", ()))
    if marked is not None and (default is None or default not in facets.get("enum", (default,))):
        default, why = marked, ""
    if _only_in_prose(default, parts, cells) and (default not in facets.get("enum", (default,)) or _is_no_value(default, facets, words)):
        default, why = None, f"its default {default!r} is none of its values"
    if "default" in parts and not parts["default"].strip() and default is None:
        reasons.append("its default is missing from the copy")
    if why and default is None:
        reasons.append(why)
    if default is not None:
        facets["default"] = default
    pattern = _PATTERN.search(words)
    if pattern and kind.type == "string" and _compiles(pattern.group(1)):
        facets["pattern"] = pattern.group(1)
    heads = "Value range" if ranges_of(column, kind, column=True) else "Valid values"
    beside = f"{heads}: {column}" if column and column.strip().lower() not in _ANYTHING else ""
    whole = "\n".join(part for part in (words, beside) if part)
    condition = condition_of(whole)
    if condition is not None:
        facets["condition"] = condition
    return facets, [*reasons, *untaken(whole, kind, facets, reasons)]


_ANYTHING = frozenset({"any", "string", "text", "integer", "number", "boolean", "free", "various", "unlimited", "json", "date", "uuid"})
"""What a column of values says where every value is allowed."""


def _chosen(parts: Mapping[str, str], told: str, column: str, kind: Kind, facets: dict[str, Any], reasons: list[str], example: str) -> Any:
    """Put the list of values into `facets`, or the reason why it is not written into `reasons`; the value marked as default.

    One value alone that the example contradicts is the rest of a list.
    """
    marked = None
    ranged = (
        f"Valid values:{' ' if _on_first_line(part) else chr(10)}{part}"
        for part in (told, column)
        if part and not ranges_of(part, kind, column=True)
    )
    for part in (*ranged, *(parts.get(label, "") for label in ("definition", "range", "constraints", "default"))):
        if says_nothing(part) or "enum" in facets:
            continue
        values, default, lost = choices_of(part, kind)
        if len(values) == 1 and str(values[0]).lower() in _ANYTHING:
            continue
        if values and not _only_a_range(values, facets):
            everything = literal(everything_of(parts.get("definition", "")), kind)
            facets["enum"] = [*values, *([everything] if everything is not None and everything not in values else [])]
        marked = marked if marked is not None else default
        if lost and not any(lost in reason for reason in reasons):
            reasons.append(lost)
    if "enum" not in facets and (alone := _told_alone(parts.get("definition", ""), example)):
        facets["enum"] = [literal(alone, kind)]
    only = facets.get("enum", ())
    shown = literal(example, kind) if len(only) == 1 else None
    if shown is not None and kind.type != "array" and shown not in only:
        del facets["enum"]
        reasons.append(f"the list of its values is not written, for it holds {only[0]!r} alone and the example is {shown!r}")
    elif "enum" in facets:
        reasons[:] = [reason for reason in reasons if "list of its values" not in reason]
    return marked


def _told_alone(words: str, example: str) -> str:
    """The one value that stands behind a lead, where it is the example of the row, too: `Valid values: ListKites .`; else empty."""
    shown = example.strip(" `\"'")
    lead = (
        r"(?:(?:valid|possible|allowed|enumeration) values?|(?:^|[.]\s*)value)\s*[:：]\s*"
        r"|(?:set the value to|(?<!默认)(?<!缺省)取值[:：为])\s*"
    )
    plain = re.fullmatch(r"[A-Za-z]\w*", shown)
    told = plain and re.search(rf"(?:{lead})[\"'`]?{re.escape(shown)}[\"'`]?\s*[.。]?\s*$", words, re.IGNORECASE)
    return shown if told else ""


def _on_first_line(part: str) -> bool:
    """Whether the values of a range stand on its first line, and what follows explains them."""
    first, _, below = part.partition("\n")
    return not below or (re.search(r"[、|]", first) is not None and not re.match(r"\s*[•◦]", first))


def _default(parts: Mapping[str, str], cells: Mapping[Column, str], told: str, kind: Kind) -> tuple[Any, str]:
    """The default, from its column, its label or the prose; else why it is not written."""
    default, why = default_of(parts["default"], kind, column=True) if "default" in parts else (None, "")
    if not says_nothing(cells.get(Column.DEFAULT, "")):
        default, why = literal(cells[Column.DEFAULT], kind), ""
        if kind.type in ("integer", "number", "boolean") and isinstance(default, str):
            default, why = default_of(cells[Column.DEFAULT], kind, column=True)
    if default is None and not why:
        default, why = default_of(_without_notes(parts.get("definition", "") + "\n" + told), kind)
    if default is None and not why:
        default, why = default_of(_without_notes(parts.get("constraints", "")), kind)
    if default is None and not why:
        default, why = default_of(_without_notes(cells.get(Column.RANGE, "")), kind)
    return default, why


def _only_in_prose(default: Any, parts: Mapping[str, str], cells: Mapping[Column, str]) -> bool:
    """Whether a default stands in a sentence alone, where it may be what is done (`Defaults to ascending`) and no value."""
    return default is not None and "default" not in parts and says_nothing(cells.get(Column.DEFAULT, ""))


def _is_no_value(default: Any, facets: Mapping[str, Any], words: str) -> bool:
    """Whether a word that is called the default names a direction or a kind of things, and no list says that it is a value."""
    if "enum" in facets or not isinstance(default, str):
        return False
    kind = rf"默认(?:值)?(?:为|是)?\s*{re.escape(default)}(?:类型|模式|方式|版本|协议|状态)|\S默认为{re.escape(default)}(?=。取值范围)"
    return re.fullmatch(r"(?i)(?:a|de)scending", default) is not None or re.search(kind, words) is not None


def _known_value(why: str, values: Sequence[Any]) -> Any:
    """The value with which a default that is told in a phrase begins (`wildcard matching`), where the row shows it elsewhere."""
    return next(
        (value for value in values if isinstance(value, str) and re.match(rf"its default '(?:降序|升序)?{re.escape(value)}\b(?!,)", why)),
        None,
    )


def _called_default(words: str, values: Sequence[Any]) -> Any:
    """The value of a list that a sentence calls the default of something: `The default algorithm is fast.`

    In a list of which one value is called `default` the sentence may speak of that value.
    """
    if any(str(value).lower() == "default" for value in values):
        return None
    said = (re.match(r"[\"'`]?([\w.+-]*\w)", found.group(1)) for found in re.finditer(r"\bdefault \w+ is ([^\n]*)", clean(words)))
    return next((value for one in said if one for value in values if str(value) == one.group(1)), None)


def _contradicted(facets: dict[str, Any], cells: Mapping[Column, str], reasons: list[str]) -> None:
    """Leave out a length that the example, a list or an object as text, breaks: it counts what is inside."""
    example = cells.get(Column.EXAMPLE, "").strip()
    longest = facets.get("maxLength")
    if longest is not None and example.startswith(("[", "{")) and len(example) > longest:
        reasons.append(f"a bound on what it holds is not written: {facets.pop('minLength', 0)} to {facets.pop('maxLength')}")


_LABELLED_BOUND = re.compile(
    r"^[ \t]*(?:•[ \t]*)?(?P<bound>最小|最大|minimum|maximum)(?:长度|值| length| value)?\s*:\s*(?P<number>-?\d+)\s*[.。;]?\s*$",
    re.IGNORECASE | re.MULTILINE,
)


def _told_twice(words: str, kind: Kind, facets: dict[str, Any], reasons: list[str]) -> None:
    """Leave out a bound that a sentence tells otherwise than a label below it does (`0 to 2000`, then `Minimum: 1`)."""
    if kind.type not in ("integer", "number"):
        return
    for found in _LABELLED_BOUND.finditer(clean(words)):
        facet = "minimum" if found.group("bound").lower() in ("最小", "minimum") else "maximum"
        told, labelled_so = facets.get(facet), int(found.group("number"))
        if told is not None and told != labelled_so:
            del facets[facet]
            reasons.append(f"its bound is told twice, {told} and {labelled_so}; neither is written")


_PATTERN = re.compile(
    r"(?:regular expression(?: matching)?|regex|正则(?:表达式|匹配)?)\s*[:：]\s*(\^\S*|[\[(]\S*|[\w-]+[\[(]\S*\$(?=\s|$))", re.IGNORECASE
)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _without_notes(text: str) -> str:
    return "\n".join(line for line in clean(text).split("\n") if not re.match(r"(?i)\s*(note|说明)\b", line))


def _only_a_range(values: tuple[Any, ...], facets: dict[str, Any]) -> bool:
    plain = bool(values) and isinstance(values[0], str) and re.search(r"^[A-Za-z]+/|^\D*$", values[0]) is not None
    return len(values) < 2 and not plain and ("minimum" in facets or "maxLength" in facets)
