"""Faults of records: fields that are missing, renamed or of another type, values outside their list, records that change."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from listproof.contract import Contract, Field
from listproof.contract.answer import WRITTEN_TIMES
from listproof.contract.pointer import parts
from listproof.simulator.faults.fault import Fault, around, bound_by, disputed
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served

__all__ = ["other_type", "respelled", "shape"]

Record = dict[str, Any]


def shape(contract: Contract) -> Iterator[Fault]:
    """Every fault of records that contradicts a contract."""
    for field in contract.fields:
        if field.within is not None and field.within.count("/") == 1:
            yield from _field(contract, field)
        elif field.within is not None:
            yield from _nested(contract, field)
    yield from _settled(contract)
    yield from _identity(contract)
    yield from _scope(contract)


def in_some(change: Callable[[Record], Record], every: int = 17) -> Any:
    """A change of a few records: always the same ones, whichever answer shows them."""

    def records(inner: Any, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        shown: list[str] = inner(service, query, page)
        if len(shown) != len(page):
            return shown
        return [_rewritten(text, change) if ordinal % every == every // 2 else text for ordinal, text in zip(page, shown, strict=True)]

    return around("records", records)


def _rewritten(text: str, change: Callable[[Record], Record]) -> str:
    return json.dumps(change(json.loads(text)), ensure_ascii=False, separators=(",", ":"))


def other_type(field: Field) -> Callable[[Any], Any]:
    """A value of a type that the field's schema does not have."""
    types = field.types
    if "string" not in types:
        return lambda value: json.dumps(value) if not isinstance(value, list | dict) else "none"
    if "integer" in types or "number" in types:
        return lambda value: {"value": value}
    return lambda value: {"value": value} if not str(value).isdigit() else int(value)


def _field(contract: Contract, field: Field) -> Iterator[Fault]:
    name = parts(field.within or "")[0]
    fact = f"fields.{field.pointer}"
    names = (name, field.pointer)

    def bound(facet: str) -> Any:
        return None if disputed(contract, f"{fact}.{facet}") and facet != "type" else bound_by(contract, f"{fact}.{facet}")

    def set_to(value: Callable[[Any], Any]) -> Callable[[Record], Record]:
        return lambda record: {**record, name: value(record[name])} if record.get(name) is not None else record

    where, every = ("In a few records", 17) if field.required else ("Wherever records show it,", 1)
    if field.required and bound("required") and field.pending != "open":
        yield Fault(
            f"field-missing:{name}",
            "shape",
            f"A few records have no {name}.",
            in_some(lambda record: {k: v for k, v in record.items() if k != name}),
            names,
            bound("required"),
        )
        yield Fault(
            f"field-renamed:{name}",
            "shape",
            f"A few records spell {name} another way.",
            in_some(lambda record: {(respelled(k) if k == name else k): v for k, v in record.items()}),
            names,
            bound("required"),
        )
    plain = not field.required and field.types == ("string",) and not field.format and name not in _looked_at(contract)
    if field.types and bound("type") and not plain:
        yield Fault(
            f"field-type:{name}",
            "shape",
            f"{where} {name} has a type that is not documented.",
            in_some(set_to(other_type(field)), every=every),
            names,
            bound("type"),
        )
        if "null" not in field.types and field.required and field.pending != "open":
            yield Fault(
                f"field-null:{name}",
                "shape",
                f"In a few records {name} is null.",
                in_some(lambda record: {**record, name: None}),
                names,
                bound("type"),
            )
    agreed = [value for value in field.enum if value is not None]
    if agreed and bound_by(contract, f"{fact}.enum.{agreed[0]}"):
        outside = "Unheard-of" if isinstance(agreed[0], str) else 97
        yield Fault(
            f"enum-outside:{name}",
            "shape",
            f"{where} {name} has a value that is not documented.",
            in_some(set_to(lambda value: outside), every=every),
            names,
            "documented",
        )
        if isinstance(agreed[0], str):
            yield Fault(
                f"enum-other-case:{name}",
                "shape",
                f"{where} {name} is written in the other case.",
                in_some(set_to(lambda value: value.swapcase()), every=every),
                names,
                "documented",
            )
    if field.format == "epoch-milliseconds" and field.required and bound("format") and (field.pending or name not in _looked_at(contract)):
        # Of a time that may be still to come 0 says that it is; no other small number does.
        small = 2 if field.pending else 0
        yield Fault(
            f"time-of-no-day:{name}",
            "shape",
            f"In a few records {name} is {small}, which is no time that it can have.",
            in_some(lambda record: {**record, name: small}),
            names,
            bound("format"),
        )
    if field.format in ("epoch-milliseconds", *WRITTEN_TIMES) and bound("format"):
        unit = (
            (lambda value: int(value) // 1000)
            if field.format == "epoch-milliseconds"
            else (lambda value: f"{value}Z")
            if field.format == "date-time-local"
            else (lambda value: value.replace("T", " ").rstrip("Z"))
        )
        if not disputed(contract, f"{fact}.type"):
            yield Fault(
                f"time-unit:{name}",
                "shape",
                f"{where} {name} is written in another unit.",
                in_some(set_to(unit), every=every),
                names,
                bound("format"),
            )
    if "minimum" in field.schema and bound("type"):
        yield Fault(
            f"field-negative:{name}",
            "shape",
            f"In a few records {name} is negative.",
            in_some(set_to(lambda value: -1 - abs(value))),
            names,
            "implied",
        )


def _looked_at(contract: Contract) -> set[str]:
    """The top-level fields that filters and keys of the order look at."""
    pointers = {pointer for one in contract.filters for pointer in one.places}
    pointers |= {key.field for key in contract.order.keys} if contract.order else set()
    return {parts(pointer)[0] for pointer in pointers if pointer.startswith("/")}


def respelled(name: str) -> str:
    """Another way to write a field's name."""
    return name.replace("_", "-") if "_" in name else name[0].swapcase() + name[1:]


def _nested(contract: Contract, field: Field) -> Iterator[Fault]:
    """Faults of what stands within a field of a record."""
    steps = parts(field.within or "")
    basis = bound_by(contract, f"fields.{field.pointer}.type")
    if steps[-1] == "*" or not field.types or basis is None:
        return
    change = other_type(field)

    def inside(value: Any, rest: tuple[str, ...]) -> Any:
        if not rest:
            return None if value is None else change(value)
        if rest[0] == "*":
            return [inside(item, rest[1:]) for item in value] if isinstance(value, list) else value
        if not isinstance(value, dict) or rest[0] not in value:
            return value
        return {**value, rest[0]: inside(value[rest[0]], rest[1:])}

    yield Fault(
        f"nested-type:{'.'.join(steps)}",
        "shape",
        f"In a few records {'.'.join(steps)} has a type that is not documented.",
        in_some(lambda record: inside(record, steps), every=3),
        (steps[0], steps[-1], field.pointer),
        basis,
    )


def _settled(contract: Contract) -> Iterator[Fault]:
    """Faults of fields that never change and do: another value on every page but the first."""
    basis = bound_by(contract, "settled")
    if basis is None:
        return
    for pointer in contract.settled:
        name = parts(pointer)[0]
        if pointer in contract.identity:
            continue

        def records(inner: Any, service: Served, query: TypedQuery, page: Sequence[int], name: str = name) -> list[str]:
            shown: list[str] = inner(service, query, page)
            if query.size % 10 == 0:
                return shown
            return [_rewritten(text, lambda record: {**record, name: _changed(record.get(name))}) for text in shown]

        yield Fault(
            f"field-unsteady:{name}",
            "shape",
            f"{name} of a record differs between pages of different sizes.",
            around("records", records),
            (name, pointer),
            basis,
        )


def _with_changed(name: str, record: Record) -> Record:
    return {**record, name: _changed(record.get(name))}


def _changed(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value + 1000
    text = str(value)
    if len(text) == 20 and text.endswith("Z"):
        return text[:17] + f"{(int(text[17:19]) + 1) % 60:02d}Z"
    return str(int(text) + 1000) if text.isdigit() else text + "~"


def _identity(contract: Contract) -> Iterator[Fault]:
    basis = bound_by(contract, "identity")
    names = tuple(parts(pointer)[-1] for pointer in contract.identity if pointer)
    if basis is None or not names:  # a record that is one text is its own identity
        return

    def records(inner: Any, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        shown: list[str] = inner(service, query, page)
        loaded = [json.loads(text) for text in shown]
        if len(loaded) > 5:
            loaded[5] = {**loaded[5], **{name: loaded[2][name] for name in names}}
            shown = [*shown[:5], json.dumps(loaded[5], ensure_ascii=False), *shown[6:]]
        return shown

    yield Fault(
        "identity-shared",
        "shape",
        "Two different records of a page have the same identity.",
        around("records", records),
        (*names, *contract.identity),
        basis,
    )


def _scope(contract: Contract) -> Iterator[Fault]:
    for scope in contract.scopes:
        basis = bound_by(contract, f"scope.{scope.parameter}")
        if scope.field is None or basis is None:
            continue
        name = parts(scope.field)[0]
        yield Fault(
            f"scope-field-wrong:{name}",
            "shape",
            f"In a few records {name} is not the {scope.parameter} that was asked for.",
            in_some(partial(_with_changed, name)),
            (name, scope.parameter),
            basis,
        )
