"""What `filters` names is there, each reading fits what it compares, and a value that is part of a parameter can be told in it."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.model import NEGATIONS, RANGES
from listproof.contract.node import Node
from listproof.contract.pointer import absent
from listproof.contract.rules.comparing import LISTS, OVER, comparable, fits
from listproof.contract.rules.looking import query_parameter, record_field
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.schemas import breaches, usable
from listproof.contract.rules.sharing import shared
from listproof.contract.rules.wording import instead, listed
from listproof.contract.text import Mistake
from listproof.contract.words.ordering import turned_by
from listproof.contract.words.paging import KINDS

__all__ = ["filtered", "readings"]

_QUOTES = ("'", '"')
_FLAGS = frozenset({"true", "false", "1", "0"})
_SEARCHES = frozenset({"equals", "contains", "prefix", "suffix", "like", "glob", "one-of", "words"})
"""The readings for which it is enough that one of several fields fits."""
_AROUND = ("()", "[]", "{}", "''", '""')


def filtered(places: Places) -> Iterator[Mistake]:
    """Names and pointers of `filters` that are none, readings that do not fit, and words that say nothing."""
    for name, one in places.listing.get("filters").items():
        yield from _named(places, name, one)
        yield from _compared(places, f"filters.{name}", one)
        yield from _told_apart(places, name, one)
        yield from _flagged(places, name, one)
        yield from _at_several(name, one)
        yield from _in_words(places, name, one)
        yield from _spelled(f"filters.{name}", one)
        yield from _excluding(name, one)
    yield from _shared(places)
    yield from shared(places)
    yield from _close(places)


def _named(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    what = f"filters.{name}"
    carrier = next((one.get(word) for word in ("within", "parameter") if one.get(word)), None)
    if carrier is None:
        yield from query_parameter(places, "filters", name, one)
    elif carrier.text is not None and carrier.text not in places.parameters:
        yield from query_parameter(places, what, carrier.text, carrier)
    elif name in places.parameters and (one.get("spelled") or carrier.text != name):
        yield one.mistake(f"{what}: there is a parameter of this name; expected a name of its own beside {carrier.text}")
    within = one.get("within")
    holder = places.parameters.get(within.text or "")
    kinds = set(types(holder)) - {"null"} if holder is not None else set()
    if kinds and kinds <= {"integer", "number", "boolean"}:
        held = " or ".join(sorted(kinds))
        yield within.mistake(f"{what}.within: {within.text} is {held}, in which no clause stands; expected type: string")
    whole = name if carrier is None else carrier.text
    inside = next((known for known in places.parameters if known.startswith(f"{whole}.")), None)
    if inside is not None and places.parameters[whole or ""].get("properties"):
        yield one.mistake(
            f"{what}: the properties of {whole} are parameters of their own; expected filters of them, such as {inside}, or {whole} "
            "without properties in its schema"
        )
    pages, order = places.listing.get("pages"), places.listing.get("order")
    taken = [pages.get(kind, "parameter").text for kind in (*KINDS, "size")]
    taken += [name for name, _ in pages.get("window").items()]
    taken += [order.get("by").text, turned_by(order.get("direction").value or None)]
    if whole in taken:
        yield one.mistake(f"{what}: this parameter pages or orders; expected it in pages or order alone")
    for word in ("field", "matches"):
        chooser = one.get(word, "chosen-by")
        yield from query_parameter(places, f"{what}.chosen-by", chooser.text, chooser)
    for needed, value in one.get("needs").items():
        yield from query_parameter(places, f"{what}.needs", needed, value)
    yield from _yields(places, name, one.get("yields-to"))


def _compared(places: Places, what: str, one: Node) -> Iterator[Mistake]:
    pointers = [pointer for pointer in one.get("field").several() if pointer.text is not None]
    pointers += [one.get("field", "absent")] if one.get("field", "absent").text is not None else []
    pointers += [held for _, held in one.get("field", "when").items()]
    for pointer in pointers:
        yield from record_field(places, what, pointer)
        if one.get("as").value != "text":
            yield from comparable(places, what, pointer, one.get("as"))
        yield from _scalar(places, what, pointer, one)
    kind = one.get("as").text or "text"
    words = {reading.text for reading in readings(one)}
    for reading in readings(one):
        if reading.text is not None and kind in OVER and not fits(reading.text, kind):
            kinds = [known for known in OVER if fits(reading.text, known)]
            if kinds:
                yield reading.mistake(f"{what}: {reading.text} does not compare as {kind}; expected as: {' or '.join(kinds)}")
    if one.get("separator") and not LISTS & words:
        yield one.get("separator").mistake(f"{what}.separator: no reading takes parts; expected one-of, all-of, none-of or between")
    yield from _takes_one_value(places, what, one)
    nulls = one.get("nulls")
    if nulls and not NEGATIONS & words:
        yield nulls.mistake(f"{what}.nulls: no reading negates; expected {', '.join(sorted(NEGATIONS))} among its readings")
    elif nulls.value in ("kept", "lost") and pointers and not any(_may_lack(places, pointer) for pointer in pointers):
        yield nulls.mistake(f"{what}.nulls: every record has a value there; expected a field that may be null or missing, or none")


def _excluding(name: str, one: Node) -> Iterator[Mistake]:
    """Values that are said to exclude each other where records show what they are compared with."""
    if one.get("exclusive") and not {reading.text for reading in readings(one)} & {"opaque", "not-opaque"}:
        yield one.get("exclusive").mistake(
            f"filters.{name}: exclusive is said of values that records do not show, and they show what this filter looks at; expected "
            "matches: opaque or not-opaque, or no exclusive"
        )


def _at_several(name: str, one: Node) -> Iterator[Mistake]:
    """Several fields are searched for a text: what any of them shows is enough, which says nothing of ranges and negations."""
    fields, compares = one.get("field"), one.get("as")
    if not isinstance(fields.value, list):
        return
    if compares.value not in (absent, None, "text"):
        yield compares.mistake(f"filters.{name}: several fields are compared as {compares.text}; expected as: text, or one field")
    for reading in readings(one):
        if reading.text is not None and reading.text.removesuffix("-any-case") not in _SEARCHES:
            yield reading.mistake(
                f"filters.{name}: {reading.text} looks at several fields, and which of them must fit nothing says; expected one of "
                f"{', '.join(sorted(_SEARCHES))}, or one field"
            )


def _in_words(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    """Words for having a value or none: of one field that may lack it, in a parameter that takes them as they stand."""
    words, pointer, schema = one.get("words"), one.get("field"), places.value_schema(name)
    if not words:
        return
    if pointer.text is None or {reading.text for reading in readings(one)} & {"is-null", "opaque", "not-opaque"}:
        yield words.mistake(f"filters.{name}.words: what has no value is seen at one field; expected field: a pointer, and another reading")
    elif not _may_lack(places, pointer) and "*" not in pointer.text:
        yield words.mistake(f"filters.{name}.words: every record has a value there; expected a field that may be null or missing, or none")
    if schema is not None and set(types(schema)) - {"null"} == {"array"}:
        yield words.mistake(f"filters.{name}.words: a word stands alone, and the parameter is repeated; expected type: string")
        return
    held = usable(schema) if schema is not None else None
    for word, _ in words.items():
        wrong = breaches(held, word) if held is not None else None
        if wrong:
            yield words.mistake(f"filters.{name}.words: the parameter does not take {word!r}: {wrong}")


def _takes_one_value(places: Places, what: str, one: Node) -> Iterator[Mistake]:
    """A list in a parameter whose schema takes a number or a flag alone."""
    schema, separator = places.value_schema(what.removeprefix("filters.")), one.get("separator")
    kinds = set(types(schema)) - {"null"} if schema is not None else set()
    whole = next((reading for reading in readings(one) if reading.text in ("between", "is-null")), None)
    if whole is not None and kinds == {"array"} and not (whole.text == "between" and _is_written_as_one(places, what)):
        ends = "string, or explode: false beside an array of two ends" if _entries(places, what) else "string"
        way_out = ends if whole.text == "between" else "boolean"
        yield whole.mistake(f"{what}: {whole.text} takes one value, and the parameter is repeated; expected type: {way_out}")
    if separator and kinds and kinds <= {"integer", "number", "boolean"}:
        yield separator.mistake(
            f"{what}.separator: the parameter takes one {' or '.join(sorted(kinds))}, and no list of them; "
            "expected type: string or array in its schema, or matches: equals without separator"
        )


def _is_written_as_one(places: Places, what: str) -> bool:
    """Whether the list of a parameter is written in one text."""
    return any(node.get("explode").value is False for node in _entries(places, what))


def _entries(places: Places, what: str) -> list[Node]:
    """The entries of a filter's parameter in the list of parameters; none where it stands in a body or in an object."""
    return [node for node in places.parameter_entries if node.get("name").text == what.removeprefix("filters.")]


def _told_apart(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    """A number that is held against true and false, and of which the document does not say that it is 0 or 1."""
    pointer, schema = one.get("field"), places.value_schema(name)
    field = places.in_record(pointer.text) if pointer.text is not None else None
    if one.get("as").value != "flag" or field is None or schema is None:
        return
    if schema.get("type").value == "array" and schema.get("items"):
        schema = schema.get("items").meant()
    sides = {"the parameter": schema, "the field": field}
    kinds = {side: set(types(held)) - {"null"} for side, held in sides.items()}
    if sorted(kind for held in kinds.values() for kind in held) != ["boolean", "integer"]:
        return
    side = next(side for side, held in kinds.items() if held == {"integer"})
    if {reading.text for reading in readings(one)} == {"is-null"}:
        yield pointer.mistake(f"filters.{name}: is-null asks whether there is a value, and holds none against another; expected no as")
        return
    if not _is_bit(sides[side]):
        yield pointer.mistake(
            f"filters.{name}: {side} is a number that is held against true and false; expected enum: [0, 1] in its schema, or minimum: 0 "
            "and maximum: 1, or matches: opaque without field and as"
        )


def _flagged(places: Places, name: str, one: Node) -> Iterator[Mistake]:
    """Documented values that say neither true nor false where records do, or where true asks for records without a value."""
    pointer, schema = one.get("field"), places.value_schema(name)
    field = places.in_record(pointer.text) if pointer.text is not None else None
    asks_for_none = {reading.text for reading in readings(one)} == {"is-null"}
    is_flag = one.get("as").value == "flag" and field is not None and (set(types(field)) - {"null"} == {"boolean"} or _is_bit(field))
    if schema is None or not (asks_for_none or is_flag):
        return
    if schema.get("type").value == "array" and schema.get("items"):
        schema = schema.get("items").meant()
    known = {*_FLAGS, str(one.get("everything").value).casefold()} if one.get("everything") else _FLAGS
    unknown = [value for value in schema.get("enum").each() if value.value is not None and str(value.value).casefold() not in known]
    if unknown:
        what = "is-null is asked for by true and false" if asks_for_none else f"{pointer.text} is true or false"
        words = listed(value.value for value in unknown)
        yield unknown[0].mistake(
            f"filters.{name}: enum holds {words}, and {what}; expected true and false, or 1 and 0, in enum, everything: for a value that "
            "turns the filter off, or matches: opaque without field and as"
        )


def _is_bit(schema: Node) -> bool:
    """Whether a number can only be 0 or 1."""
    values = [one.value for one in schema.get("enum").each() if one.value is not None]
    if values:
        return all(value in (0, 1) for value in values)
    return (schema.get("minimum").value, schema.get("maximum").value) == (0, 1)


def _may_lack(places: Places, pointer: Node) -> bool:
    field = places.in_record(pointer.text or "")
    return field is None or "null" in types(field) or not places.required(pointer.text or "")


def readings(one: Node) -> Iterator[Node]:
    """The readings of a filter, whatever chooses among them."""
    matches = one.get("matches")
    if matches.text is not None or isinstance(matches.value, list):
        yield from matches.several()
        return
    yield from matches.get("absent").several()
    for _, held in matches.get("when").items():
        yield from held.several()


def _spelled(what: str, one: Node) -> Iterator[Mistake]:
    """A template holds its value once, and says how a quote in it is written only where quotes stand around it."""
    spelled, escaped = one.get("spelled"), one.get("escaped")
    if spelled.text is None:
        return
    before, _, after = spelled.text.partition("{}")
    if "{}" in after:
        yield spelled.mistake(f"{what}.spelled: {{}} stands twice; expected the value once")
    quoted = before[-1:] in _QUOTES and before[-1:] == after[:1]
    separator = one.get("separator")
    if separator.text is not None and quoted and after[:1] in separator.text:
        yield separator.mistake(
            f"{what}.separator: {separator.text!r} ends a quote and begins another, which is none inside the quotes of spelled; "
            f"expected quoted: {after[:1]!r}, the separator alone, and no quotes in spelled, or matches: equals without separator"
        )
    each = one.get("quoted")
    if escaped and not quoted and not each:
        yield escaped.mistake(f"{what}.escaped: no quotes stand around the value; expected '{{}}' or \"{{}}\" in spelled, or quoted")
    if each and quoted:
        yield each.mistake(f"{what}.quoted: quotes stand around the whole list already; expected {{}} without quotes in spelled")
    words = {reading.text or "" for reading in readings(one)}
    if each and (not words or not words <= LISTS - {"between"} or one.get("as").value not in (absent, None, "text")):
        yield each.mistake(f"{what}.quoted: no list of texts is asked for; expected one-of, all-of or none-of, and as: text")
    if each.text is not None and each.text in (separator.text or ""):
        yield separator.mistake(
            f"{what}.separator: it holds the quote itself; expected what stands between two quoted values alone, such as ','"
        )


def _shared(places: Places) -> Iterator[Mistake]:
    """Filters that share a parameter can be told apart in it, and no filter is the whole of a parameter that others share."""
    spelled: dict[tuple[str, str], str] = {}
    joins: dict[str, str | None] = {}
    filters = dict(places.listing.get("filters").items())
    for name, one in filters.items():
        carrier = one.get("within").text or one.get("parameter").text
        if carrier is None:
            continue
        template = one.get("spelled").text or "{}"
        other = spelled.setdefault((carrier, template), name)
        if other != name:
            yield one.mistake(f"filters.{name}: {other} is spelled {template!r} in {carrier} as well; expected two that can be told apart")
        if carrier in filters and carrier != name:
            yield filters[carrier].mistake(f"filters.{carrier}: {name} stands in this parameter; expected each under its own name")
        join = one.get("joined-by").text
        if join is None and one.get("within"):
            continue
        if joins.setdefault(carrier, join) != join:
            how = "not joined" if joins[carrier] is None else f"joined by {joins[carrier]!r}"
            yield one.mistake(f"filters.{name}: clauses of {carrier} are {how} elsewhere; expected the same in each")
        yield from _endless(name, one, join)


def _endless(name: str, one: Node, join: str | None) -> Iterator[Mistake]:
    """A list whose separator is what joins clauses too, so that only what stands around it tells where it ends."""
    words = LISTS & {reading.text for reading in readings(one)}
    separator = one.get("separator").text or ("/" if "between" in words else ",")
    before, _, after = (one.get("spelled").text or "{}").partition("{}")
    if words and join is not None and join in separator and before[-1:] + after[:1] not in _AROUND:
        yield (one.get("separator") or one).mistake(
            f"filters.{name}: {separator!r} stands between the values of the list and between clauses as well, so that nobody can tell "
            "where the list ends; expected brackets or quotes around {} in spelled, or another separator"
        )


def _scalar(places: Places, what: str, pointer: Node, one: Node) -> Iterator[Mistake]:
    schema = places.in_record(pointer.text) if pointer.text is not None else None
    kinds = set(types(schema)) - {"null"} if schema is not None else set()
    words = {reading.text for reading in readings(one)}
    if words & RANGES and one.get("as").value in (absent, None, "text") and "*" in (pointer.text or ""):
        yield pointer.mistake(f"{what}: {pointer.text} are the texts of a list, of which a range keeps no one; expected a single text")
    kind = one.get("as").text or "text"
    if kind != "text" and "*" in (pointer.text or "") and words - {"is-null"}:
        yield pointer.mistake(
            f"{what}: {pointer.text} are several values, and {kind}s are compared one with one; expected a single value, or as: text"
        )
    if any(str(word).startswith("all-of") for word in words) and "*" not in (pointer.text or ""):
        yield pointer.mistake(
            f"{what}: {pointer.text} is one value, and no record shows all of several there; expected a list, such as {pointer.text}/*, "
            "or one-of"
        )
    if "entries" in words and kinds and "object" not in kinds:
        yield pointer.mistake(f"{what}: {pointer.text} is {' or '.join(sorted(kinds))}; expected an object for entries")
    if words - {"is-null"} and "entries" not in words and kinds and kinds <= {"array", "object"}:
        yield pointer.mistake(f"{what}: {pointer.text} is {' or '.join(sorted(kinds))}; expected a single value (step into it with /*)")


def _yields(places: Places, name: str, winner: Node) -> Iterator[Mistake]:
    filters = [known for known, _ in places.listing.get("filters").items()]
    if winner.text is None:
        return
    if winner.text not in filters:
        yield winner.mistake(f"filters.{name}.yields-to: there is no filter {winner.text!r}; {instead(winner.text, filters)}")
    elif winner.text == name or places.listing.get("filters", winner.text, "yields-to").value == name:
        yield winner.mistake(f"filters.{name}.yields-to: the two filters yield to each other; expected one that wins")


def _close(places: Places) -> Iterator[Mistake]:
    close = places.listing.get("close")
    if close.text is None:
        return
    filters = [known for known, _ in places.listing.get("filters").items()]
    one = places.listing.get("filters", close.text)
    if close.text not in filters:
        yield close.mistake(f"close: there is no filter {close.text!r}; {instead(close.text, filters)}")
    elif one.get("as").value != "time" or not {reading.text for reading in readings(one)} & {"until", "before"}:
        yield close.mistake(f"close: {close.text} is no upper bound of time; expected a filter as: time that matches until or before")
