"""What a request says of the order: keys by name, each with its direction, read from a sort parameter as the contract spells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from listproof.contract import Contract, Order, OrderKey
from listproof.simulator.decisions import Decisions
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal

__all__ = ["asked_keys", "sorted_by"]

Asked = tuple[OrderKey, str | None]
"""A key that was asked for, and its direction where the request says one."""


def asked_keys(order: Order, value: Any) -> tuple[Asked, ...]:
    """The keys that the value of the sort parameter names, in order. Raises Refusal for a name that is no key."""
    return tuple(_read(order, word) for word in _words(order, value))


def _words(order: Order, value: Any) -> Iterator[Any]:
    """What names a key each: words, or the JSON objects in which a key stands with its direction."""
    for one in value if isinstance(value, list) else [value]:
        if order.turn is not None and order.turn.kind == "object":
            yield one
            continue
        text = str(one)
        yield from (part.strip() for part in text.split(order.separator)) if order.separator else (text,)


def _read(order: Order, word: Any) -> Asked:
    """A key with its sign; the longer sign is tried first, since the other may be nothing at all."""
    turn = order.turn
    names = {key.name: key for key in order.keys}
    if turn is not None and turn.kind == "object":
        return _of_object(order, word, names)
    if turn is not None and turn.kind == "each":
        name, _, way = str(word).rpartition(" ")
        if name not in names:
            raise Refusal("bad-parameter", order.by or "")
        return names[name], way
    if turn is not None and turn.kind == "spelled":
        spelled = {
            turn.template.replace("{key}", name).replace("{direction}", said): (key, way)
            for name, key in names.items()
            for way, said in (("asc", turn.asc), ("desc", turn.desc))
        }
        if word not in spelled:
            raise Refusal("bad-parameter", order.by or "")
        return spelled[word]
    if turn is None or turn.kind not in ("prefix", "suffix"):
        found = names.get(word)
        if found is None:
            raise Refusal("bad-parameter", order.by or "")
        return found, None
    signs = sorted((("asc", turn.asc), ("desc", turn.desc)), key=lambda one: -len(one[1]))
    for direction, sign in signs:
        bare = word.removeprefix(sign) if turn.kind == "prefix" else word.removesuffix(sign)
        if (bare != word or sign == "") and bare in names:
            return names[bare], direction
    if word in names:
        return names[word], None
    raise Refusal("bad-parameter", order.by or "")


def _of_object(order: Order, said: Any, names: Mapping[str, OrderKey]) -> Asked:
    """The key and the direction that a JSON object says. Raises Refusal for one of another form, and for a name that is no key."""
    for way, form in order.turn.objects.items() if order.turn is not None else ():
        found: set[str] = set()
        if _has_form(form, said, found) and len(found) == 1 and found <= names.keys():
            return names[found.pop()], way
    raise Refusal("bad-parameter", order.by or "")


def _has_form(form: Any, said: Any, found: set[str]) -> bool:
    """Whether a JSON value has a form; puts what stands in the place of the key into `found`."""
    if form == "{key}":
        found.add(str(said))
        return isinstance(said, str)
    if not isinstance(form, Mapping):
        return type(form) is type(said) and bool(form == said)
    if not isinstance(said, Mapping) or len(said) != len(form):
        return False
    for at, inner in form.items():
        rest = said.keys() - form.keys()
        if at == "{key}" and len(rest) == 1:
            found.update(rest)
            at = next(iter(rest))
        if at not in said or not _has_form(inner, said[at], found):
            return False
    return True


def sorted_by(contract: Contract, order: Order, decisions: Decisions, query: TypedQuery) -> tuple[tuple[OrderKey, str], ...]:
    """The keys and directions by which the records of a query are sorted; never empty. Raises Refusal for a name that is no key."""
    value = query.given.get(order.by) if order.by else None
    said = _direction(order, query)
    if value is None or value == [] or _is_unexplained(contract, order, value):
        return _default(contract, order, decisions, said)
    return tuple((key, way or said or _unsaid(contract, order, decisions, key)) for key, way in asked_keys(order, value))


def _is_unexplained(contract: Contract, order: Order, value: Any) -> bool:
    """Whether the document lists a value, or has it as its default, and nothing says by which field it sorts."""
    parameter = contract.parameter(order.by or "")
    default = parameter.default if isinstance(parameter.default, list) else [parameter.default]
    words = list(_words(order, value))
    known = {str(one) for one in (*parameter.enum, *default)}
    return not any(_names_a_key(order, word) for word in words) and {str(word) for word in words} <= known


def _names_a_key(order: Order, word: Any) -> bool:
    """Whether a word is a key, with its sign or without."""
    try:
        _read(order, word)
    except Refusal:
        return False
    return True


def _direction(order: Order, query: TypedQuery) -> str | None:
    """The direction that a parameter of its own says for all keys, None where it says none."""
    if order.direction is None or order.turn is None or order.direction not in query.given:
        return None
    given = query.given[order.direction]
    word = ("true" if given else "false") if isinstance(given, bool) else str(given)
    return "desc" if word.casefold() == order.turn.desc.casefold() else "asc"


def _unsaid(contract: Contract, order: Order, decisions: Decisions, key: OrderKey) -> str:
    """The direction of a key that was asked for without one."""
    if key.direction is not None:
        return key.direction
    usual = dict((order.default, *order.then)) if order.default else {}
    if order.turn is None:
        return usual.get(key.name) or usual.get("unspecified") or decisions["undirected"]
    if order.turn.kind in ("prefix", "suffix"):
        return usual.get(key.name, "asc")
    return _left_out(contract, order) or usual.get(key.name) or usual.get("unspecified") or decisions["undirected"]


def _left_out(contract: Contract, order: Order) -> str | None:
    """The direction that the schema of its parameter says of leaving it out; None where it does not."""
    default = contract.parameter(order.direction).default if order.direction and contract.has_parameter(order.direction) else None
    if order.turn is None or default is None:
        return None
    word = ("true" if default else "false") if isinstance(default, bool) else str(default)
    return "desc" if word.casefold() == order.turn.desc.casefold() else "asc"


def _default(contract: Contract, order: Order, decisions: Decisions, said: str | None) -> tuple[tuple[OrderKey, str], ...]:
    usual = decisions.default_key or (order.default[0] if order.default else order.keys[0].name)
    first = next((key for key in order.keys if key.name == usual), order.keys[0])
    unasked = order.default[1] if order.default else _left_out(contract, order) or "asc"
    return ((first, said or first.direction or unasked), *((order.key(name), way) for name, way in order.then))
