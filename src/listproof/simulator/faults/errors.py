"""Faults of errors: crashes, errors that are no errors, answers that mix, records of others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from listproof.contract import Contract
from listproof.contract.pointer import parts, write
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults.fault import Fault, around, bound_by, disputed
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import JSON, Refusal
from listproof.simulator.seams import SCOPE
from listproof.simulator.served import Served
from listproof.simulator.tables.sql import Condition

__all__ = ["errors", "refused_with"]

_TRACE = """Traceback (most recent call last):
  File "/opt/service/jobs/handlers.py", line 214, in list_jobs
    page = query.limit(int(limit)).offset(int(offset))
ValueError: invalid literal for int() with base 10
"""


def errors(contract: Contract) -> Iterator[Fault]:
    """Every fault of errors that contradicts a contract."""
    yield from _crashes(contract)
    yield from _bodies(contract)
    yield from _others(contract)
    yield from _mixed(contract)


def crash(when: Callable[[Served, TypedQuery], bool], body: bytes = b'{"message":"internal error"}') -> Any:
    """A change that ends in a 500 for some queries."""

    def bound(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
        if when(service, query):
            raise Refusal("crash")
        return inner(service, query)  # type: ignore[no-any-return]

    def refuse(inner: Any, service: Served, request: Request, refusal: Refusal) -> Answer:
        if refusal.kind == "crash":
            return Answer(500, (("Content-Type", JSON),), body)
        return inner(service, request, refusal)  # type: ignore[no-any-return]

    def change(seams: Any) -> Any:
        return around("refuse", refuse)(around("bound", bound)(seams))

    return change


def refused_with(answer: Callable[[Answer, Refusal], Answer | None], *kinds: str) -> Any:
    """A change of how requests are refused, for some kinds of refusal."""

    def refuse(inner: Any, service: Served, request: Request, refusal: Refusal) -> Answer:
        right: Answer = inner(service, request, refusal)
        if refusal.kind not in kinds:
            return right
        return answer(right, refusal) or right

    return around("refuse", refuse)


def texts(query: TypedQuery) -> list[str]:
    """Every text of a query."""
    return [value for value in query.given.values() if isinstance(value, str)]


def _crashes(contract: Contract) -> Iterator[Fault]:
    filters = tuple(one.name for one in contract.filters)
    texts_of = tuple(dict.fromkeys((*filters, *(one.name for one in contract.query_parameters if one.kind == "string"))))
    pages = (contract.pages.parameter, contract.pages.size.parameter)
    some: tuple[tuple[str, str, tuple[str, ...], Callable[[Served, TypedQuery], bool]], ...] = (
        (
            "500-unicode",
            "A text outside ASCII is answered with 500.",
            texts_of,
            lambda s, q: any(not text.isascii() for text in texts(q)),
        ),
        (
            "500-quote",
            "A quote in a text is answered with 500.",
            texts_of,
            lambda s, q: any("'" in text or '"' in text for text in texts(q)),
        ),
        (
            "500-backslash",
            "A backslash in a text is answered with 500.",
            texts_of,
            lambda s, q: any("\\" in text for text in texts(q)),
        ),
        (
            "500-percent",
            "A percent sign in a text is answered with 500.",
            texts_of,
            lambda s, q: any("%" in text for text in texts(q)),
        ),
        (
            "500-bracket",
            "A bracket in a text is answered with 500.",
            texts_of,
            lambda s, q: any(set("[](){}") & set(text) for text in texts(q)),
        ),
        ("500-empty-text", "An empty text is answered with 500.", texts_of, lambda s, q: "" in texts(q)),
        (
            "500-long-text",
            "A text of more than 200 characters is answered with 500.",
            texts_of,
            lambda s, q: any(len(t) > 200 for t in texts(q)),
        ),
        (
            "500-two-filters",
            "Two filters together are answered with 500.",
            filters,
            lambda s, q: len([name for name in q.given if name in filters and name not in contract.base]) > 1,
        ),
    )
    together = [name for name in filters if name not in contract.base]
    for kind, sentence, names, when in some:
        if kind == "500-two-filters" and all(contract.are_apart(*pair) for pair in combinations(together, 2)):
            continue
        if any(contract.parameter(one.name).kind == "string" for one in contract.filters):
            yield Fault(kind, "errors", sentence, crash(when), names, "implied")
    if contract.pages.addressed:
        yield Fault("500-past-end", "errors", "A page past the end is answered with 500.", _past_end(), pages, "implied")

    def unread(inner: Any, service: Served, request: Request, path: Any) -> TypedQuery:
        try:
            return inner(service, request, path)  # type: ignore[no-any-return]
        except Refusal as refusal:
            raise Refusal("crash" if refusal.kind == "bad-parameter" else refusal.kind, refusal.parameter) from None

    def outside(inner: Any, service: Served, query: TypedQuery) -> TypedQuery:
        try:
            return inner(service, query)  # type: ignore[no-any-return]
        except Refusal as refusal:
            raise Refusal("crash" if refusal.kind == "bad-parameter" else refusal.kind, refusal.parameter) from None

    numbers = tuple(p.name for p in contract.query_parameters if p.kind in ("integer", "number", "boolean")) or pages
    never = crash(lambda service, query: False)
    yield Fault(
        "500-unreadable",
        "errors",
        "A value of the wrong type is answered with 500.",
        lambda seams: around("read", unread)(never(seams)),
        numbers,
        "implied",
    )
    yield Fault(
        "500-out-of-bounds",
        "errors",
        "A number out of its bounds is answered with 500.",
        lambda seams: around("bound", outside)(never(seams)),
        numbers,
        "implied",
    )


def _past_end() -> Any:
    def cut(inner: Any, service: Served, query: TypedQuery, matching: Sequence[int]) -> Sequence[int]:
        if query.offset >= len(matching) > 0:
            raise Refusal("crash")
        return inner(service, query, matching)  # type: ignore[no-any-return]

    return lambda seams: around("cut", cut)(crash(lambda service, query: False)(seams))


def _bodies(contract: Contract) -> Iterator[Fault]:
    basis = bound_by(contract, "errors.bad-parameter")
    names = tuple(p.name for p in contract.query_parameters)
    bad = ("bad-parameter", "missing-parameter")

    def body(text: bytes, kind: str = JSON) -> Callable[[Answer, Refusal], Answer]:
        return lambda right, refusal: replace(right, headers=(("Content-Type", kind),), body=text)

    page = b"<html><head><title>400 Bad Request</title></head><body>nginx</body></html>"
    yield Fault(
        "error-stack-trace",
        "errors",
        "A refused parameter is answered with a stack trace.",
        refused_with(lambda right, refusal: _with_trace(right), *bad),
        names,
        "implied",
    )
    if basis:
        yield Fault(
            "error-html",
            "errors",
            "A refused parameter is answered with HTML.",
            refused_with(body(page, "text/html"), *bad),
            names,
            basis,
        )
        yield Fault(
            "error-no-json",
            "errors",
            "The body of a refused parameter is no JSON.",
            refused_with(body(b"bad request"), *bad),
            names,
            basis,
        )
        yield Fault(
            "error-empty",
            "errors",
            "A refused parameter is answered without a body.",
            refused_with(body(b""), *bad),
            names,
            basis,
        )
        yield Fault(
            "error-other-form",
            "errors",
            "The body of a refused parameter has another vendor's form.",
            refused_with(body(b'{"errors":[{"reason":"badRequest"}]}'), *bad),
            names,
            basis,
        )
        yield Fault("error-list", "errors", "The body of a refused parameter is a list.", refused_with(body(b"[]"), *bad), names, basis)
    if bound_by(contract, "success"):
        codes = tuple(parts(pointer)[-1] for pointer in contract.success)
        yield Fault(
            "error-code-of-success",
            "errors",
            f"A refused parameter is answered with the code of success in {' and '.join(codes)}.",
            refused_with(lambda right, refusal: _with_success(contract, right), *bad),
            (*codes, *contract.success),
            bound_by(contract, "success") or "implied",
        )
    # Where a body can deny success, a status of 200 contradicts only a form that binds.
    by_status = all(form.status != 200 for form in contract.errors if form.kind in bad)
    if by_status and (basis or not contract.success):
        yield Fault(
            "error-200",
            "errors",
            "A refused parameter is answered with the status 200 and an error inside.",
            refused_with(lambda right, refusal: replace(right, status=200), *bad),
            names,
            "implied",
        )
    yield Fault(
        "error-500",
        "errors",
        "A refused parameter is answered with the status 500.",
        refused_with(lambda right, refusal: replace(right, status=500), *bad),
        names,
        "implied",
    )


def _with_success(contract: Contract, right: Answer) -> Answer:
    body = json.loads(right.body)
    for pointer, value in contract.success.items():
        body = write(body, pointer, value)
    return replace(right, body=json.dumps(body).encode())


def _with_trace(right: Answer) -> Answer:
    try:
        body = json.loads(right.body)
    except ValueError:
        return right
    texts = [key for key, value in body.items() if isinstance(value, str)]
    longest = max(texts, key=lambda key: len(body[key]), default="message")
    return replace(right, body=json.dumps({**body, longest: _TRACE}).encode())


def _others(contract: Contract) -> Iterator[Fault]:
    for scope in contract.scopes:
        basis = bound_by(contract, f"scope.{scope.parameter}")
        if basis is None or disputed(contract, f"scope.{scope.parameter}"):
            continue
        names = (scope.parameter, *((scope.field,) if scope.field else ()))

        def where(change: Callable[[Served, TypedQuery], Condition]) -> Any:
            def outer(inner: Any, service: Served, query: TypedQuery) -> dict[str, Condition]:
                return {**inner(service, query), SCOPE: change(service, query)}

            return around("where", outer)

        def some(service: Served, query: TypedQuery) -> Condition:
            return Condition("scope = ? OR ordinal % 11 = 2", (query.scope,))

        yield Fault(
            "others-shown",
            "errors",
            f"The records of every {scope.parameter} are shown.",
            where(lambda service, query: Condition("1")),
            names,
            basis,
        )
        yield Fault("others-shown-in-part", "errors", f"A few records of another {scope.parameter} are shown.", where(some), names, basis)
        yield Fault(
            "scope-ignored",
            "errors",
            f"Whichever {scope.parameter} is asked for, the same records are shown.",
            where(lambda service, query: Condition("scope = ?", (service.scopes.main,))),
            names,
            basis,
        )

        if scope.field is not None:

            def for_anybody(service: Served, query: TypedQuery) -> Condition:
                known = (service.scopes.main, service.scopes.second, service.scopes.foreign)
                return Condition("scope = ?", (query.scope if query.scope in known else service.scopes.main,))

            yield Fault(
                f"made-up-scope-answered:{scope.parameter}",
                "errors",
                f"A {scope.parameter} that nobody has shows the records of one that somebody has.",
                where(for_anybody),
                names,
                basis,
            )


def _mixed(contract: Contract) -> Iterator[Fault]:
    """Faults of a server that remembers the last question where it should not."""

    def cursor(inner: Any, service: Served, query: TypedQuery) -> dict[str, Condition]:
        kept: dict[str, Condition] = inner(service, query)
        if query.offset == 0:
            service.memory["asked"] = kept
            return kept
        remembered: dict[str, Condition] = service.memory.get("asked", kept)
        return remembered

    def cached(inner: Any, service: Served, request: Request, answer: Answer) -> Answer:
        answer = inner(service, request, answer)
        asked = service.memory["asked"] = service.memory.get("asked", 0) + 1
        if answer.status == 200 and asked % 9 == 0 and "last" in service.memory:
            return service.memory["last"]  # type: ignore[no-any-return]
        if answer.status == 200:
            service.memory["last"] = answer
        return answer

    names = tuple(one.name for one in contract.filters)
    yield Fault(
        "answers-mixed",
        "errors",
        "Later pages follow the filters of whoever asked for a first page last.",
        around("where", cursor),
        names,
        "implied",
    )
    yield Fault(
        "answers-cached",
        "errors",
        "Every ninth answer is the one before it again, whatever was asked.",
        around("http", cached),
        names,
        "implied",
    )
