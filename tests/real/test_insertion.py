"""Records that come in while a real server's listing is walked: the law tells whose token is an offset, and who keeps the place.

A run of listproof writes nothing. Here the test itself does: before every request it puts a record before all others.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from listproof.contract import Contract, load
from listproof.evidence import Store
from listproof.laws import judge
from listproof.proof.suite import laws_called, plan
from listproof.transport import Session, Target
from listproof.verdicts import Outcome

from .recipes import RECIPES
from .serving import Missing, served
from .trials import EXAMPLES

LAW = "pages.walk-survives-insertion"
Insert = Callable[[httpx.Client, int], httpx.Response]


@dataclass(frozen=True)
class Insertion:
    """A listing that is walked, what puts one more record before all others, given a number of its own, and what the law sees of it."""

    recipe: str
    slug: str
    insert: Insert
    seen: str

    @property
    def id(self) -> str:
        """What a test calls it."""
        return f"{self.recipe} {self.slug}"


def _new_model(client: httpx.Client, number: int) -> httpx.Response:
    return client.post("/api/2.0/mlflow/registered-models/create", json={"name": f"a-model-{number:03d}"})


def _new_run(client: httpx.Client, number: int) -> httpx.Response:
    return client.post("/api/2.0/mlflow/runs/create", json={"experiment_id": "1", "start_time": 1_800_000_000_000 + number})


def _new_key(client: httpx.Client, number: int) -> httpx.Response:
    told = {"key": base64.b64encode(f"jobs/-{number:03d}".encode()).decode(), "value": base64.b64encode(b"done").decode()}
    return client.post("/v3/kv/put", json=told)


def _new_job(client: httpx.Client, number: int) -> httpx.Response:
    return client.post("/first")


_LIGHT = (
    Insertion("etcd-3.4.23", "etcd-keys", _new_key, "kept"),
    Insertion("drf-3.15.1", "drf-cursor", _new_job, "kept"),
    Insertion("drf-3.18.3", "drf-cursor", _new_job, "kept"),
)
_HEAVY = (
    Insertion("mlflow-3.17.2", "mlflow-models", _new_model, "shifts"),
    Insertion("mlflow-3.17.2", "mlflow-runs", _new_run, "shifts"),
)


class _Inserting(httpx.BaseTransport):
    """A transport on which a record comes in before every request."""

    def __init__(self, address: str, insert: Insert) -> None:
        self.inner = httpx.HTTPTransport(trust_env=False)
        self.client = httpx.Client(base_url=address, timeout=60, trust_env=False)
        self.insert = insert
        self.sent = 0

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The server's answer, to a listing that has grown."""
        self.sent += 1
        self.insert(self.client, self.sent).raise_for_status()
        return self.inner.handle_request(request)

    def close(self) -> None:
        """End both connections."""
        self.client.close()
        self.inner.close()


def _judged(one: Insertion, contract: Contract, folder: Path) -> Outcome:
    """What the law comes to on a server of its own."""
    try:
        with served(RECIPES[one.recipe], folder) as address:
            target = Target("real", contract.slug, base_url=address, auth={"type": "none"})
            session = Session(target, contract.sign_in, transport=_Inserting(address, one.insert))
            ((law, subject),) = plan(contract, laws_called([LAW]))
            outcome = judge(law, Store(contract, session), subject)
            session.close()
    except Missing as missing:
        pytest.skip(str(missing))
    return outcome


def _saying(one: Insertion, insertion: str | None) -> Contract:
    """The contract of a listing, with that said of insertion."""
    contract = load(one.slug, EXAMPLES)
    return replace(contract, pages=replace(contract.pages, insertion=insertion))  # type: ignore[arg-type]


def _is_seen(one: Insertion, folder: Path) -> None:
    outcome = _judged(one, _saying(one, None), folder)
    assert (outcome.verdict, outcome.behaviours) == ("pass", {"pages.insertion": one.seen}), outcome.reason


@pytest.mark.real
@pytest.mark.parametrize("one", _LIGHT, ids=lambda one: one.id)
def test_what_a_document_promises_is_kept(one: Insertion, tmp_path: Path) -> None:
    """Of the contract as it stands, and put to the test."""
    contract = load(one.slug, EXAMPLES)
    outcome = _judged(one, contract, tmp_path)
    assert contract.pages.insertion == "kept"
    assert (outcome.verdict, outcome.compared) == ("pass", {"pages.insertion": 1}), outcome.reason


@pytest.mark.real
@pytest.mark.parametrize("one", _LIGHT[:2], ids=lambda one: one.id)
def test_who_keeps_the_place_unasked_is_seen_to(one: Insertion, tmp_path: Path) -> None:
    """Where the document says nothing of it."""
    _is_seen(one, tmp_path)


@pytest.mark.real
@pytest.mark.heavy
@pytest.mark.parametrize("one", _HEAVY, ids=lambda one: one.id)
def test_who_shifts_the_pages_is_seen_to_where_no_document_rules_it_out(one: Insertion, tmp_path: Path) -> None:
    """A behaviour, and no failure: what comes in pushes the last record of a page onto the next one."""
    assert load(one.slug, EXAMPLES).pages.insertion is None
    _is_seen(one, tmp_path)


@pytest.mark.real
@pytest.mark.heavy
@pytest.mark.parametrize("one", _HEAVY, ids=lambda one: one.id)
def test_who_shifts_the_pages_fails_where_a_document_rules_it_out(one: Insertion, tmp_path: Path) -> None:
    """The same server, held to the promise that it does not make."""
    outcome = _judged(one, _saying(one, "kept"), tmp_path)
    assert outcome.verdict == "fail", outcome.reason
    assert outcome.violation is not None
    assert outcome.violation.observed.startswith("twice: ")
