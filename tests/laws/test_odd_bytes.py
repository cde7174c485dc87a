"""Bytes that are no text, and a name without a value, wherever a query can hold them: in parameters of an order, in a body, in a clause."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

import pytest

from listproof.contract import Contract, build, facts
from listproof.contract.lint import lint
from listproof.laws import judge, subjects
from listproof.proof.suite import all_laws
from listproof.proof.trials import listing_of
from listproof.simulator.exchange import Request
from listproof.simulator.faults.fault import Fault, around
from listproof.simulator.query import TypedQuery
from listproof.simulator.refusals import Refusal
from listproof.simulator.served import Served
from listproof.simulator.service import Service
from listproof.verdicts import Exchange, Outcome

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, document, parameter
from ..proof.test_ends_and_bounds import orchards
from ..proof.test_orders_by_objects import KEYS

BYTES = next(law for law in all_laws() if law.id == "filters.odd-bytes-are-answered")
TEXTS = next(law for law in all_laws() if law.id == "filters.any-text-is-answered")


def _breaking(contract: Contract, odd: Callable[[Request], bool]) -> Any:
    """The listing of a server that breaks at a request."""

    def read(inner: Any, service: Served, request: Any, path: Any) -> TypedQuery:
        if odd(request):
            raise Refusal("internal")
        return inner(service, request, path)  # type: ignore[no-any-return]

    return listing_of(Service(contract, 60, 0).like(Fault("bytes", "errors", "Bytes break.", around("read", read), ("",)), None))


def _failing(contract: Contract, store: Any) -> dict[str, Outcome]:
    outcomes = {str(subject): judge(BYTES, store, subject) for subject in subjects(BYTES, contract)}
    return {subject: one for subject, one in outcomes.items() if one.verdict != "pass"}


EACH: dict[str, Any] = {
    "sort[{place}][field]": "{key}",
    "sort[{place}][direction]": "{direction}",
}


@pytest.mark.parametrize("documented", [True, False])
@pytest.mark.parametrize("where", ["", "sort[0][field]", "sort[0][direction]"])
def test_what_asks_for_a_key_by_its_name_is_asked_without_a_value(documented: bool, where: str) -> None:
    """Each parameter that asks for a key by its own name is left empty and holds odd bytes, and the one that breaks is named."""
    asked = [parameter(name) for name in ("sort[0][field]", "sort[0][direction]")] if documented else []
    order = {"by": "sort", "keys": KEYS, "direction": {"each": EACH}, "repeated": True}
    contract = _built(*asked, parameter("name"), filters={"name": {"field": "/name", "matches": "contains"}}, order=order, pages="none")
    for odd in ("", "\ufffd\ufffd"):

        def breaks(request: Request, odd: str = odd) -> bool:
            held = dict(parse_qsl(request.query, keep_blank_values=True)).get(where)
            return held is not None and (odd in held if odd else not held)

        store = _breaking(contract, breaks)
        failing = _failing(contract, store)
        what = "bytes that are no UTF-8" if odd else "no value"
        assert [one.reason for one in failing.values()] == ([f"{what} in {where} breaks the service"] if where else [])


def _built(*asked: Any, **words: Any) -> Contract:
    """A listing with these parameters and words, each of which has its source."""
    made = sourced(document(*asked, total={"at": "/total", "counts": "matching"}, **words))
    stated = {fact.id for fact in facts(build(made, "orchards"))} & {"order.by", "order.direction", "order.several"}
    made.value["x-listing"]["sources"] |= dict.fromkeys(stated, PLACE)
    assert [mistake.message for mistake in lint(made, "orchards").mistakes] == []
    return build(made, "orchards")


def searched() -> Contract:
    """A search by POST over names and kinds, in an order by one key."""
    body = {
        "from": {"type": "integer", "minimum": 0},
        "size": {"type": "integer", "minimum": 1, "maximum": 50},
        "name": {"type": "string"},
        "kinds": {"type": "array", "items": {"type": "string"}},
        "sort": {"type": "string"},
    }
    filters = {"name": {"field": "/name", "matches": "contains"}, "kinds": {"field": "/kind", "matches": "one-of"}}
    pages = {"offset": {"parameter": "from", "first": 0}, "size": {"parameter": "size", "means": "exactly", "safe": 50}}
    order = {"by": "sort", "keys": KEYS, "direction": {"prefix": "-"}}
    return _built(body=body, reads=True, pages=pages, order=order, filters=filters)


@pytest.mark.parametrize("where", ["", "name", "kinds", "sort"])
def test_bytes_are_asked_of_a_body(where: str) -> None:
    """A body holds bytes that are no UTF-8 in each of its texts, in one question where all are answered; what breaks is named."""
    contract = searched()
    seen: list[bytes] = []

    def odd(request: Request) -> bool:
        seen.append(request.body)
        _, named, value = request.body.partition(b'"%s":' % where.encode())
        return bool(where and named) and b"\xff\xfe" in value[:6]

    failing = _failing(contract, _breaking(contract, odd))
    assert [one.reason for one in failing.values()] == ([f"bytes that are no UTF-8 in {where} breaks the service"] if where else [])
    assert any(b'"\xff\xfe"' in body for body in seen)
    if where:
        (outcome,) = failing.values()
        assert outcome.violation is not None
        exchange = outcome.violation.exchanges[-1]
        assert "\\xff\\xfe" in exchange.sent
        assert b"\xff\xfe" in _sent_by(exchange)


@pytest.mark.parametrize("inner", [{"type": "string"}, {"type": "object", "properties": {}}], ids=["texts", "objects"])
@pytest.mark.parametrize("beside", [True, False], ids=["beside a text", "alone"])
@pytest.mark.parametrize("where", ["", "sort"])
def test_an_array_of_keys_in_a_body_is_left_empty(inner: dict[str, Any], beside: bool, where: str) -> None:
    """An order by no key at all is asked for as an empty array, and a service that breaks at it is told so."""
    turn = {"prefix": "-"} if inner["type"] == "string" else {"spelled": {"{key}": "{direction}"}}
    number = {"type": "integer", "minimum": 0}
    body = {"sort": {"type": "array", "items": inner}, "from": number, "size": {**number, "maximum": 50}, "name": {"type": "string"}}
    pages = {"offset": {"parameter": "from", "first": 0}, "size": {"parameter": "size", "means": "exactly", "safe": 50}}
    order = {"by": "sort", "keys": KEYS, "direction": turn, "repeated": True}
    filters = {"name": {"field": "/name", "matches": "contains"}} if beside else {}
    contract = _built(body=body, reads=True, pages=pages, order=order, filters=filters)
    failing = _failing(contract, _breaking(contract, lambda request: bool(where) and b'"sort":[]' in request.body))
    assert [one.reason for one in failing.values()] == (["no key in sort breaks the service"] if where else [])


def _sent_by(exchange: Exchange) -> bytes:
    """What the curl command of an exchange sends, as a shell reads it."""
    words = exchange.curl.partition("--data-binary ")[2].removesuffix(shlex.quote(exchange.url))
    return subprocess.run(["bash", "-c", f"printf %s {words}"], capture_output=True, check=True).stdout


def test_a_body_is_written_so_that_a_shell_sends_its_bytes() -> None:
    """Quotes, backslashes and bytes that are no UTF-8 come out of the command as they were sent."""
    sent = r'{"a":"it\\xff' + "'" + r's \xff\"","b":"é"}'
    assert _sent_by(Exchange("POST", "http://127.0.0.1:9/", {}, 200, {}, "", 0.0, sent=sent)) == (
        rb'{"a":"it\\xff' + b"'s \xff" + rb'\"","b":"' + "é".encode() + b'"}'
    )


@pytest.mark.parametrize(
    ("odd", "told"), [("a\0b", "a NUL"), ("a:b", "a colon"), ("\U0001d4b3", "an astral character"), ("a\\", "a trailing backslash")]
)
def test_odd_texts_are_asked_of_a_clause_without_quotes(odd: str, told: str) -> None:
    """Though a long text may be read as several clauses, of which none is the odd one, each odd text is asked in a short one too."""
    filters = {"named": {"within": "q", "joined-by": " ", "spelled": "name^{}", "field": "/name", "matches": "contains"}}
    contract = orchards(parameter("q"), filters=filters)

    def breaks(request: Request) -> bool:
        return f"name^{odd}" in dict(parse_qsl(request.query, keep_blank_values=True)).get("q", "").split(" ")

    outcome = judge(TEXTS, _breaking(contract, breaks))
    assert (outcome.verdict, outcome.reason) == ("fail", f"{told} in named breaks the service")
    assert judge(TEXTS, _breaking(contract, lambda request: False)).verdict == "pass"
