"""Whatever is sent as a parameter, the answer is one of the documented ones: never a crash."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote, quote_from_bytes

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listproof.contract import Contract, load, slugs
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.service import Service
from listproof.simulator.signin import ACCOUNTS

SERVICES = {slug: Service(load(slug), 30) for slug in slugs()}
for service in SERVICES.values():
    service.schemes = [{"type": "none"}]

KEYS = ["name", "status", "fromCreateTime", "team"]
ODD = [
    "", " ", "0", "-0", "-1", "1.5", "1e3", "NaN", "Infinity", "null", "true", "True", "0x10", "１２", "9" * 19, "9" * 4000,
    str(2**63), str(-(2**63) - 1), "%", "_", "*", "?", "[", "]", "[]", "{}", '{"a":', "'", '"', "\\", "\\\\", "';--", "\0", "a\0b",
    "\ud800", "\ufffd", "\u202e", "🚀", "İ", "ß", "a" * 70_000, "[" * 5000, '{"name":"\\ud800"}', '{"status":1e999}',
    '{"status":' + "9" * 5000 + "}", "2026-13-45T99:99:99Z", "9999-12-31T23:59:60Z", "0001-01-01T00:00:00Z",
    "2026-01-01T00:00:00+99:99", "2026-01-01t00:00:00z", "*" * 200, "%_" * 100, "[" + "^" * 50 + "]",
]  # fmt: skip


def answered(service: Service, pairs: list[tuple[str, str]]) -> Answer:
    """What a server answers to parameters spelled as they are, halves of surrogate pairs included."""
    path = service.contract.path
    for name, value in service.scopes.values(service.contract, service.scopes.main).items():
        path = path.replace("{" + name + "}", value)
    spelled = "&".join(f"{quote(name)}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}" for name, value in pairs)
    return service.answer(Request("GET", f"{path}?{spelled}", (("X-Auth-Token", ACCOUNTS[0].token),)))


def sound(contract: Contract, answer: Answer) -> None:
    """An answer is a documented page or a documented error."""
    body = json.loads(answer.body)
    if answer.status == 200:
        assert jsonschema_rs.is_valid(dict(contract.answer_schema), body), body
    else:
        assert 400 <= answer.status < 500, answer
        assert jsonschema_rs.is_valid(dict(contract.error_schema), body), body


@pytest.mark.parametrize("slug", slugs())
def test_odd_values_of_every_parameter(slug: str) -> None:
    """Every parameter takes every odd value, alone and twice, without a crash."""
    service = SERVICES[slug]
    contract = service.contract
    needed = [(p.name, str(p.default or p.example)) for p in contract.query_parameters if p.required]
    for parameter in contract.parameters:
        if parameter.place != "query":
            continue
        for value in ODD:
            name = parameter.carrier or parameter.name
            text = value if parameter.carrier is None else json.dumps({parameter.name[len(name) + 1 :]: value})
            rest = [pair for pair in needed if pair[0] != name]
            sound(contract, answered(service, [*rest, (name, text)]))
            sound(contract, answered(service, [*rest, (name, value)]))
        sound(contract, answered(service, [*needed, (name, "1"), (name, "2")]))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("slug", slugs())
def test_drawn_values(slug: str, data: st.DataObject) -> None:
    """Any texts, numbers and JSON in any parameters together are answered without a crash."""
    service = SERVICES[slug]
    contract = service.contract
    names = sorted({p.carrier or p.name for p in contract.query_parameters})
    inner: Any = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda deeper: (
            st.lists(deeper, max_size=3)
            | st.dictionaries(st.sampled_from(["name", "status", "fromCreateTime", "team"]), deeper, max_size=3)
        ),
    )
    value = (
        st.text(max_size=30)
        | st.integers().map(str)
        | inner.map(json.dumps)
        | st.sampled_from(ODD)
        | st.datetimes().map(lambda d: f"{d.isoformat()}Z")
    )
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(names), value), max_size=6))
    sound(contract, answered(service, pairs))
