"""Faults of shape: fields that are missing, renamed or of another type, values outside their list, bodies that are not as documented."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from listproof.contract import Contract, Field
from listproof.contract.pointer import Absent, at, parts, write
from listproof.simulator.asking import Query
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults.fault import Fault, around, bound_by, disputed
from listproof.simulator.service import Service

__all__ = ["shape"]

Record = dict[str, Any]


def shape(contract: Contract) -> Iterator[Fault]:
    """Every fault of shape that contradicts a contract: of records, of the body around them, of empty answers."""
    for field in contract.fields:
        if field.within is not None and field.within.count("/") == 1:
            yield from _field(contract, field)
        elif field.within is not None:
            yield from _nested(contract, field)
        elif "*" not in field.pointer and field.pointer != contract.records:
            yield from _around(contract, field)
    yield from _settled(contract)
    yield from _identity(contract)
    yield from _scope(contract)
    yield from _records(contract)
    yield from _empty(contract)
    yield from _body(contract)


def in_some(change: Callable[[Record], Record], every: int = 17) -> Any:
    """A change of a few records: always the same ones, whichever answer shows them."""

    def records(inner: Any, service: Service, query: Query, page: Sequence[int]) -> list[str]:
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

    if field.required and bound("required"):
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
            in_some(lambda record: {(_respelled(k) if k == name else k): v for k, v in record.items()}),
            names,
            bound("required"),
        )
    if field.types and bound("type"):
        yield Fault(
            f"field-type:{name}",
            "shape",
            f"In a few records {name} has a type that is not documented.",
            in_some(set_to(other_type(field)), every=5 if not field.required else 17),
            names,
            bound("type"),
        )
        if "null" not in field.types and field.required:
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
            f"In a few records {name} has a value that is not documented.",
            in_some(set_to(lambda value: outside), every=5 if not field.required else 17),
            names,
            "documented",
        )
        if isinstance(agreed[0], str):
            yield Fault(
                f"enum-other-case:{name}",
                "shape",
                f"In a few records {name} is written in capitals.",
                in_some(set_to(lambda value: value.upper()), every=5 if not field.required else 17),
                names,
                "documented",
            )
    if field.format in ("epoch-milliseconds", "date-time") and bound("format"):
        unit = (
            (lambda value: int(value) // 1000)
            if field.format == "epoch-milliseconds"
            else (lambda value: value.replace("T", " ").rstrip("Z"))
        )
        if not disputed(contract, f"{fact}.type"):
            yield Fault(
                f"time-unit:{name}",
                "shape",
                f"In a few records {name} is written in another unit.",
                in_some(set_to(unit), every=5 if not field.required else 17),
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


def _respelled(name: str) -> str:
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


def in_body(change: Callable[[Service, Query, Any, list[str]], Any]) -> Any:
    """A change of the body around the records."""

    def body(inner: Any, service: Service, query: Query, shown: list[str], count: int) -> Any:
        return change(service, query, inner(service, query, shown, count), shown)

    return around("envelope", body)


def removed(value: Any, pointer: str) -> Any:
    """A copy of a value without what stands at a pointer."""
    parent, _, name = pointer.rpartition("/")
    holder = at(value, parent)
    if isinstance(holder, Absent) or not isinstance(holder, dict):
        return value
    return write(value, parent, {key: inner for key, inner in holder.items() if key != name})


def _around(contract: Contract, field: Field) -> Iterator[Fault]:
    """Faults of a field of the body that is not of a record."""
    pointer, fact = field.pointer, f"fields.{field.pointer}"
    if contract.records.startswith(pointer + "/"):
        return
    basis = bound_by(contract, f"{fact}.type")
    names = (pointer.rsplit("/", 1)[-1], pointer)
    if field.required and bound_by(contract, f"{fact}.required"):
        yield Fault(
            f"body-field-missing:{names[0]}",
            "shape",
            f"Answers have no {pointer}.",
            in_body(lambda service, query, body, shown: removed(body, pointer)),
            names,
            "implied",
        )
    if field.types and basis:
        change = other_type(field)
        yield Fault(
            f"body-field-type:{names[0]}",
            "shape",
            f"In answers {pointer} has a type that is not documented.",
            in_body(
                lambda service, query, body, shown: (
                    body if isinstance(at(body, pointer), Absent) else write(body, pointer, change(at(body, pointer)))
                )
            ),
            names,
            basis,
        )
    if pointer in contract.success and bound_by(contract, "success"):
        yield Fault(
            f"success-code:{names[0]}",
            "shape",
            f"A good answer does not say {contract.success[pointer]!r} at {pointer}.",
            in_body(lambda service, query, body, shown: write(body, pointer, 200)),
            names,
            "documented",
        )
        yield Fault(
            f"success-code-filtered:{names[0]}",
            "shape",
            f"A good answer to a filter does not say {contract.success[pointer]!r}.",
            in_body(lambda service, query, body, shown: write(body, pointer, 1) if len(shown) < query.size else body),
            names,
            "documented",
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

        def records(inner: Any, service: Service, query: Query, page: Sequence[int], name: str = name) -> list[str]:
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
    if basis is None:
        return
    names = tuple(parts(pointer)[-1] for pointer in contract.identity)

    def records(inner: Any, service: Service, query: Query, page: Sequence[int]) -> list[str]:
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


def _records(contract: Contract) -> Iterator[Fault]:
    names = (contract.records.rsplit("/", 1)[-1], contract.records, "records")
    basis = bound_by(contract, "records")
    if basis is None:
        return

    def renamed(service: Service, query: Query, body: Any, shown: list[str]) -> Any:
        parent, _, name = contract.records.rpartition("/")
        return write(removed(body, contract.records), f"{parent}/{_respelled(name)}", at(body, contract.records))

    def nothing(inner: Any, service: Service, query: Query, page: Sequence[int]) -> list[str]:
        return [text if place != 1 else "null" for place, text in enumerate(inner(service, query, page))]

    def wrapped(inner: Any, service: Service, query: Query, page: Sequence[int]) -> list[str]:
        return [f"[{text}]" if place == 1 else text for place, text in enumerate(inner(service, query, page))]

    yield Fault("records-renamed", "shape", "The list of records stands under another name.", in_body(renamed), names, basis)
    yield Fault("record-null", "shape", "The second record of a page is null.", around("records", nothing), names, basis)
    yield Fault(
        "record-wrapped",
        "shape",
        "The second record of a page stands in a list of its own.",
        around("records", wrapped),
        names,
        basis,
    )


def _empty(contract: Contract) -> Iterator[Fault]:
    names = (contract.records.rsplit("/", 1)[-1], contract.records, "empty", "status")

    def when_empty(change: Callable[[Any], Any]) -> Any:
        return in_body(lambda service, query, body, shown: body if shown else change(body))

    def status(code: int, text: bytes) -> Any:
        def http(inner: Any, service: Service, request: Request, answer: Answer) -> Answer:
            if answer.status == 200 and _length(contract, answer) == 0:
                answer = replace(answer, status=code, body=text)
            return inner(service, request, answer)  # type: ignore[no-any-return]

        return around("http", http)

    facts = (
        (
            "empty-null",
            "The list of records is null where nothing matches.",
            when_empty(lambda body: write(body, contract.records, None)),
        ),
        (
            "empty-missing",
            "The list of records is missing where nothing matches.",
            when_empty(lambda body: removed(body, contract.records)),
        ),
        (
            "empty-object",
            "The list of records is an object where nothing matches.",
            when_empty(lambda body: write(body, contract.records, {"none": 0})),
        ),
        ("empty-404", "Nothing that matches is answered with 404.", status(404, b'{"message":"nothing found"}')),
        ("empty-204", "Nothing that matches is answered with 204 and no body.", status(204, b"")),
        ("empty-500", "Nothing that matches is answered with 500.", status(500, b'{"message":"no rows in result set"}')),
    )
    object_too = disputed(contract, "records")
    for kind, sentence, change in facts:
        if kind != "empty-object" or not object_too:
            yield Fault(kind, "errors" if kind in ("empty-404", "empty-500") else "shape", sentence, change, names, "implied")


def _length(contract: Contract, answer: Answer) -> int:
    """How many records an answer shows; -1 where it is no list."""
    try:
        shown = at(json.loads(answer.body), contract.records)
    except ValueError:
        return -1
    return len(shown) if isinstance(shown, list) else -1


def _body(contract: Contract) -> Iterator[Fault]:
    def http(change: Callable[[Answer], Answer], when: Callable[[Service], bool] = lambda service: True) -> Any:
        def outer(inner: Any, service: Service, request: Request, answer: Answer) -> Answer:
            answer = inner(service, request, answer)
            return change(answer) if answer.status == 200 and when(service) else answer

        return around("http", outer)

    def third(service: Service) -> bool:
        asked = service.memory["answered"] = service.memory.get("answered", 0) + 1
        return bool(asked % 7 == 0)

    if bound_by(contract, "media-type"):
        basis = bound_by(contract, "media-type") or "implied"
        yield Fault(
            "media-type-html",
            "shape",
            "Answers call themselves HTML.",
            http(lambda answer: answer.with_header("Content-Type", "text/html")),
            ("Content-Type", "media type", "media-type"),
            basis,
        )
        yield Fault(
            "media-type-missing",
            "shape",
            "Answers do not say what they are.",
            http(lambda answer: answer.with_header("Content-Type", None)),
            ("Content-Type", "media type", "media-type"),
            basis,
        )
    names = ("body", "JSON")
    if bound_by(contract, "status.200"):
        yield Fault(
            "status-201",
            "shape",
            "Good answers have the status 201.",
            http(lambda answer: replace(answer, status=201)),
            ("status", "201", "status.200"),
            bound_by(contract, "status.200") or "implied",
        )
    yield Fault(
        "body-not-utf-8",
        "shape",
        "Text is sent in an encoding that is not UTF-8.",
        http(lambda answer: replace(answer, body=answer.body.decode("utf-8").encode("gb18030"))),
        names,
        "implied",
    )
    yield Fault(
        "body-unfinished",
        "shape",
        "The JSON of every seventh answer ends before its end.",
        http(lambda answer: replace(answer, body=answer.body[:-3]), third),
        names,
        "implied",
    )
    yield Fault(
        "body-twice",
        "shape",
        "The body of an answer is JSON within a JSON text.",
        http(lambda answer: replace(answer, body=json.dumps(answer.body.decode()).encode())),
        names,
        "implied",
    )
    yield Fault(
        "body-nan",
        "shape",
        "A number in an answer is NaN, which JSON does not have.",
        http(lambda answer: replace(answer, body=answer.body[:-1] + b',"load":NaN}')),
        names,
        "implied",
    )
