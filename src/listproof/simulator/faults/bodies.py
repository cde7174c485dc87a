"""Faults of bodies: what stands around the records, empty answers, media types, text that is no JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from listproof.contract import Contract, Field
from listproof.contract.pointer import Absent, at, write
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults.fault import Fault, around, bound_by, disputed
from listproof.simulator.faults.shape import other_type, respelled
from listproof.simulator.pages.telling import removed
from listproof.simulator.query import TypedQuery
from listproof.simulator.served import Served

__all__ = ["bodies"]


def bodies(contract: Contract) -> Iterator[Fault]:
    """Every fault of bodies that contradicts a contract."""
    for field in contract.fields:
        if field.within is None and "*" not in field.pointer and field.pointer != contract.records:
            yield from _around(contract, field)
    yield from _records(contract)
    yield from _empty(contract)
    yield from _body(contract)


def in_body(change: Callable[[Served, TypedQuery, Any, list[str]], Any]) -> Any:
    """A change of the body around the records."""

    def body(inner: Any, service: Served, query: TypedQuery, shown: list[str], count: int) -> Any:
        return change(service, query, inner(service, query, shown, count), shown)

    return around("envelope", body)


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


def _records(contract: Contract) -> Iterator[Fault]:
    names = (contract.records.rsplit("/", 1)[-1], contract.records, "records")
    basis = bound_by(contract, "records")
    if basis is None:
        return

    def renamed(service: Served, query: TypedQuery, body: Any, shown: list[str]) -> Any:
        parent, _, name = contract.records.rpartition("/")
        return write(removed(body, contract.records), f"{parent}/{respelled(name)}", at(body, contract.records))

    def nothing(inner: Any, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        return [text if place != 1 else "null" for place, text in enumerate(inner(service, query, page))]

    def wrapped(inner: Any, service: Served, query: TypedQuery, page: Sequence[int]) -> list[str]:
        return [f"[{text}]" if place == 1 else text for place, text in enumerate(inner(service, query, page))]

    if contract.records:
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
        def http(inner: Any, service: Served, request: Request, answer: Answer) -> Answer:
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
        if (kind != "empty-object" or not object_too) and (kind != "empty-missing" or _must_be_there(contract)):
            yield Fault(kind, "errors" if kind in ("empty-404", "empty-500") else "shape", sentence, change, names, "implied")


def _must_be_there(contract: Contract) -> bool:
    """Whether the array of records is a field that every answer has."""
    return bool(contract.records) and contract.field(contract.records).required


def _length(contract: Contract, answer: Answer) -> int:
    """How many records an answer shows; -1 where it is no list."""
    try:
        shown = at(json.loads(answer.body), contract.records)
    except ValueError:
        return -1
    return len(shown) if isinstance(shown, list) else -1


def _body(contract: Contract) -> Iterator[Fault]:
    def http(change: Callable[[Answer], Answer], when: Callable[[Served], bool] = lambda service: True) -> Any:
        def outer(inner: Any, service: Served, request: Request, answer: Answer) -> Answer:
            answer = inner(service, request, answer)
            return change(answer) if answer.status == 200 and when(service) else answer

        return around("http", outer)

    def third(service: Served) -> bool:
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
        http(lambda answer: replace(answer, body=answer.body[:-1] + (b",NaN]" if answer.body[-1:] == b"]" else b',"load":NaN}'))),
        names,
        "implied",
    )
