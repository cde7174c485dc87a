"""What `order` names is there, each key can be compared and asked for, and no word of it says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from listproof.contract.node import Node
from listproof.contract.rules.comparing import comparable
from listproof.contract.rules.looking import query_parameter, record_field
from listproof.contract.rules.places import Places, types
from listproof.contract.rules.structured import objects_asked_for, takes_structure
from listproof.contract.text import Mistake
from listproof.contract.words.ordering import turned_by

__all__ = ["ordered"]

_SIGNS = ("prefix", "suffix")


def ordered(places: Places) -> Iterator[Mistake]:
    """Names and pointers of `order` that are none, and words that contradict each other or that nobody can ask for."""
    order = places.listing.get("order")
    if not isinstance(order.value, dict):
        return
    yield from query_parameter(places, "order.by", order.get("by").text, order.get("by"))
    yield from objects_asked_for(places)
    if takes_structure(places):
        yield order.get("by").mistake(
            f"order.by: {order.get('by').text} names keys inside objects or arrays; expected direction: {{spelled: {{field: '{{key}}', "
            "dir: '{direction}'}}, an object as the body has it, and `by` a property of the body"
        )
    elif order.get("repeated").value is True and _is_no_list_of_a_body(places, order.get("by").text or ""):
        yield order.get("repeated").mistake(
            f"order.repeated: {order.get('by').text} stands in the body and is no array there; expected type: array, or one key"
        )
    direction = order.get("direction")
    yield from query_parameter(places, "order.direction", turned_by(direction.value or None), direction)
    for name, key in order.get("keys").items():
        yield from record_field(places, f"order.keys.{name}", key.get("field"), single=True)
        yield from comparable(places, f"order.keys.{name}", key.get("field"), key.get("as"))
        yield from _nulls(places, name, key)
        yield from _one_way(order, name, key)
    yield from _asked(order)
    yield from _turned(order)
    yield from _each(places, order)
    yield from _told_apart(order)
    yield from _default(order)


def _is_no_list_of_a_body(places: Places, name: str) -> bool:
    """Whether several keys of a parameter would be a list in a body whose schema says no list."""
    schema = places.value_schema(name)
    return schema is not None and places.parameter_places.get(name) == "body" and set(types(schema)) - {"null"} != {"array"}


def _asked(order: Node) -> Iterator[Mistake]:
    """How keys are asked for: several only by a parameter that names them, in one way."""
    by, keys, pairs = order.get("by"), [name for name, _ in order.get("keys").items()], list(_pairs(order))
    named = {pair.get(0).text for pair in pairs}
    if not by and len(keys) > 1 and not named >= set(keys):
        yield order.mistake("order: several keys and no parameter that names one; expected `by`, or a default of all of them")
    for word in ("separator", "repeated"):
        if order.get(word) and not by:
            yield order.get(word).mistake(f"order.{word}: no parameter names keys; expected `by`")
    if order.get("separator") and order.get("repeated"):
        yield order.get("repeated").mistake("order: several keys stand in one value or in several; expected separator or repeated")
    if not by and not order.get("direction") and not order.get("default"):
        yield order.mistake("order: nobody can ask for it, and nothing says what comes unasked; expected by, direction or default")


def _turned(order: Node) -> Iterator[Mistake]:
    direction = order.get("direction")
    for sign in _SIGNS:
        mark = direction.get(sign)
        if mark and not order.get("by"):
            yield mark.mistake(f"order.direction: a {sign} stands at the name of a key; expected `by`, the parameter that names it")
        if mark.get("asc") and mark.get("asc").value == mark.get("desc").value:
            yield mark.mistake(f"order.direction: both directions have the same {sign}; expected two")
    spelled = direction.get("spelled")
    if spelled and not order.get("by"):
        yield spelled.mistake("order.direction: key and direction stand in one value; expected `by`, the parameter that takes it")
    if spelled.text and order.get("separator"):
        yield order.get("separator").mistake("order.separator: a key and its direction are spelled together; expected repeated, or one key")
    if direction.get("asc") and direction.get("asc").value == direction.get("desc").value:
        yield direction.get("desc").mistake("order.direction: both directions have the same word; expected two")
    taken = turned_by(direction.value or None)
    if taken is not None and taken == order.get("by").text:
        yield direction.mistake(f"order.direction: {taken} names the key already; expected another parameter, prefix or suffix")


def _told_apart(order: Node) -> Iterator[Mistake]:
    """Keys that are asked for alike with their signs, and a separator that stands in how a key is asked for."""
    separator, seen = order.get("separator"), dict[str, str]()
    for name, key in order.get("keys").items():
        for text in dict.fromkeys((name, *_signed(order, name))):
            if seen.setdefault(text, name) != name:
                yield key.mistake(f"order.keys.{name}: {seen[text]} is asked for as {text!r} as well; expected two that can be told apart")
            if separator.text is not None and separator.text in text:
                yield separator.mistake(
                    f"order.separator: {separator.text!r} stands in {text!r} as well, so that nobody can tell where a key ends; expected "
                    "another, or repeated"
                )
                return


def _signed(order: Node, name: str) -> list[str]:
    """How a key is asked for with a sign in each direction; as it stands where there is none."""
    direction = order.get("direction")
    found = []
    for word in _SIGNS:
        mark = direction.get(word)
        for sign in (mark.text, mark.get("asc").text, mark.get("desc").text):
            if sign is not None:
                found.append(sign + name if word == "prefix" else name + sign)
    return found


def _each(places: Places, order: Node) -> Iterator[Mistake]:
    """Parameters whose names hold a key or its place: under a name that is none, with all that tells a key, and several in an order."""
    each, by = order.get("direction", "each"), order.get("by")
    if not each:
        return
    if by.text is None:
        yield each.mistake("order.direction: parameters ask for each key; expected `by`, a name of its own by which reports call the order")
    elif by.text in places.parameters:
        yield by.mistake(f"order.by: {by.text} is a parameter; expected a name of its own, for each tells the order")
    templates = [text for name, held in each.items() for text in (name, held.text or "")]
    for word in ("{key}", "{direction}"):
        if sum(text.count(word) for text in templates) != 1:
            yield each.mistake(f"order.direction: expected {word} once, in the names or in what the parameters hold")
    places_told = [any(word in name for word in ("{place}", "{number}")) for name, _ in each.items()]
    keys_told = any("{key}" in name for name, _ in each.items())
    if any(places_told) != all(places_told) or (len(places_told) > 1 and not all(places_told)):
        yield each.mistake("order.direction: several parameters ask for one key, and nothing tells which; expected {place} in each name")
    if order.get("repeated") and not any(places_told):
        yield order.get("repeated").mistake(
            "order.repeated: nothing tells which of several keys is the first; expected {place} in the names, or one key"
        )
    if any(places_told) and keys_told:
        yield each.mistake("order.direction: the names hold the key and its place; expected one of the two")
    if order.get("separator"):
        yield order.get("separator").mistake("order.separator: keys stand in parameters of their own; expected repeated, or one key")
    if places.method == "post":
        yield each.mistake("order.direction: a body holds objects; expected spelled: {field: '{key}', dir: '{direction}'}")


def _pairs(order: Node) -> Iterator[Node]:
    """The pairs of the default: one, or a list of them."""
    default = order.get("default")
    if isinstance(default.get(0).value, list):
        yield from default.each()
    elif default:
        yield default


def _default(order: Node) -> Iterator[Mistake]:
    keys = [name for name, _ in order.get("keys").items()]
    pairs = list(_pairs(order))
    seen: set[str] = set()
    for pair in pairs:
        key = pair.get(0)
        if key.text is None:
            continue
        if key.text not in (*keys, "unspecified"):
            yield key.mistake(f"order.default: there is no key {key.text!r}; expected one of {', '.join(keys)} or unspecified")
        elif key.text == "unspecified" and len(pairs) > 1:
            yield key.mistake("order.default: one of several keys is unspecified; expected their names, or unspecified alone")
        if key.text in seen:
            yield key.mistake(f"order.default: the key {key.text!r} stands twice; expected once")
        seen.add(key.text)


def _one_way(order: Node, name: str, key: Node) -> Iterator[Mistake]:
    """A direction that a key has by its name, where nobody names keys, another can be asked for, or the default says another."""
    direction = key.get("direction")
    if not direction:
        return
    what = f"order.keys.{name}.direction"
    if not order.get("by"):
        yield direction.mistake(f"{what}: no parameter names keys; expected the direction in default, or `by`")
    elif order.get("direction"):
        yield direction.mistake(f"{what}: order.direction asks for either direction of each key; expected only one of the two words")
    if key.get("as").value == "group":
        yield direction.mistake(f"{what}: equal values of a group stand together, in no order; expected none")
    if any(pair.get(0).text == name and pair.get(1).value != direction.value for pair in _pairs(order)):
        yield direction.mistake(f"{what}: the default says the other direction of {name}; expected them to agree")


def _nulls(places: Places, name: str, key: Node) -> Iterator[Mistake]:
    """A word for where records without the key stand, where every record has it."""
    nulls, pointer = key.get("nulls"), key.get("field").text or ""
    field = places.in_record(pointer)
    if nulls.value in ("first", "last") and field is not None and "null" not in types(field) and places.required(pointer):
        yield nulls.mistake(f"order.keys.{name}.nulls: every record has a value there; expected a field that may be null or missing")
