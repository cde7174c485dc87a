"""What records show where a request chooses it: fields by name, fields that go, fields that come only when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from listproof.contract import Contract, Projection
from listproof.contract.pointer import escaped, parts
from listproof.simulator.decisions import Decisions
from listproof.simulator.pages.telling import removed
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.seeding.alternatives import record_schema
from listproof.simulator.sent_order import sorted_by

__all__ = ["asked_fields", "changed", "checked", "chosen_from", "kept_by", "names_at", "projected", "without_fields"]


def projected(contract: Contract, query: TypedQuery, records: list[str]) -> list[str]:
    """Records (JSON text) as a query wants them shown."""
    if not contract.projections:
        return records
    gone = [pointer for one in contract.projections for pointer in _hidden(one, query)]
    chosen = [one for one in contract.projections if one.kind == "chosen" and one.parameter in query.given]
    if not gone and not chosen:
        return records
    shown: list[Any] = [without_fields(json.loads(text), gone) for text in records]
    for one in chosen:
        shown = [_only(one, record, kept_by(one, query)) for record in shown]
    return [json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in shown]


def _only(one: Projection, record: Any, names: set[str]) -> Any:
    """A record that shows no fields but these, of those that a projection names."""
    return changed(one, record, lambda fields: {name: value for name, value in fields.items() if name in names})


def checked(contract: Contract, decisions: Decisions, query: TypedQuery) -> None:
    """Refuses a query for a field that records do not have, where this server does, and one that looks at what it has not chosen first."""
    for one in contract.projections:
        if one.first and one.parameter in query.given and not _looked_at(contract, decisions, query, one) <= kept_by(one, query):
            raise Refusal("bad-parameter", one.parameter)
    if decisions["unknown-field"] == "ignore":
        return
    for one in contract.projections:
        if one.kind == "chosen" and one.parameter in query.given:
            known = chosen_from(contract, one).get("properties", ())
            if not set(asked_fields(one, query)) <= set(known):
                raise Refusal("bad-parameter", one.parameter)


def chosen_from(contract: Contract, one: Projection) -> Mapping[str, Any]:
    """The schema of the object whose fields a projection names."""
    schema: Mapping[str, Any] = record_schema(contract)
    for step in parts(one.inside):
        schema = schema.get("properties", {}).get(step, {})
    return schema


def changed(one: Projection, record: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """A record in which the object whose fields a projection names is another one."""

    def within(value: Any, steps: tuple[str, ...]) -> Any:
        if not isinstance(value, dict) or (steps and steps[0] not in value):
            return value
        return {**value, steps[0]: within(value[steps[0]], steps[1:])} if steps else change(value)

    return within(record, parts(one.inside))


def _looked_at(contract: Contract, decisions: Decisions, query: TypedQuery, one: Projection) -> set[str]:
    """The fields that a projection can name and by which a query orders and filters."""
    order = contract.order
    keys = sorted_by(contract, order, decisions, query) if order is not None and order.by in query.given else ()
    pointers = [key.field for key, _ in keys]
    pointers += [place for kept in contract.filters if kept.name in query.given and not kept.opaque for place in kept.places]
    return set(names_at(one, pointers))


def names_at(one: Projection, pointers: Iterable[str]) -> Iterator[str]:
    """The names that a projection has for the fields at these pointers; nothing for those that stand beside what it names."""
    for pointer in pointers:
        under = pointer.removeprefix(one.inside)
        if under.startswith("/") and (not one.inside or pointer.startswith(f"{one.inside}/")):
            yield parts(under)[0]


def kept_by(one: Projection, query: TypedQuery) -> set[str]:
    """The names of the fields that are shown where a query names some."""
    return {*asked_fields(one, query), *names_at(one, one.always)}


def asked_fields(one: Projection, query: TypedQuery) -> list[str]:
    """The names that a query gives to a projection's parameter."""
    return _items(one, query.given[one.parameter])


def without_fields(record: Any, pointers: Sequence[str]) -> Any:
    """A record without what stands at some pointers; `*` steps into every item of a list."""
    for pointer in pointers:
        record = _without(record, parts(pointer))
    return record


def _without(value: Any, steps: tuple[str, ...]) -> Any:
    if not steps:
        return value
    if isinstance(value, list) and steps[0] == "*":
        return [_without(inner, steps[1:]) for inner in value]
    if not isinstance(value, Mapping) or steps[0] not in value:
        return value
    if len(steps) == 1:
        return removed(dict(value), "/" + escaped(steps[0]))
    return {**value, steps[0]: _without(value[steps[0]], steps[1:])}


def _hidden(one: Projection, query: TypedQuery) -> tuple[str, ...]:
    """The pointers that a projection leaves out of records."""
    if one.kind == "chosen":
        return ()
    asked = one.parameter in query.given and _word(one.value) in _items(one, query.given[one.parameter])
    return one.pointers if asked == (one.kind == "hides") else ()


def _items(one: Projection, value: Any) -> list[str]:
    if isinstance(value, list):
        return [_word(item) for item in value]
    return [part.strip() for part in _word(value).split(one.separator)] if one.separator else [_word(value)]


def _word(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
