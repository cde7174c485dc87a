"""From a targets file to an answer: each way of signing in that a contract lists, over loopback HTTP, as a live run does it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import Contract, load_all, spelled_path
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.server import Running, start
from listproof.simulator.service import Service
from listproof.simulator.signin import settings
from listproof.simulator.signin.accounts import OWNER, TEMPORARY, Account
from listproof.simulator.targets import mock
from listproof.transport import auth
from listproof.transport.session import Session
from listproof.transport.targets_file import TargetsError, read_targets
from listproof.verdicts import Trouble

CONTRACTS = {contract.slug: contract for contract in load_all()}
WAYS = [
    (slug, str(entry["type"]), account)
    for slug, contract in CONTRACTS.items()
    for entry in contract.sign_in
    for account in ((OWNER, TEMPORARY) if entry["type"] in ("huawei-ak-sk", "alibaba-acs3") else (OWNER,))
]


class Counting(Service):
    """A server that keeps the method of every request."""

    methods: list[str]

    def answer(self, request: Request) -> Answer:
        """The answer, once the method is kept."""
        self.methods.append(request.method)
        return super().answer(request)


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    """All listings at one address."""
    services = [Counting(contract, jobs=15) for contract in CONTRACTS.values()]
    for service in services:
        service.methods = []
    with start(services) as server:
        yield server


@pytest.fixture
def methods(running: Running) -> list[str]:
    """The methods that reach the server during the test."""
    seen: list[str] = []
    for service in running.services:
        assert isinstance(service, Counting)
        service.methods = seen
    return seen


def _session(folder: Path, url: str, contract: Contract, kind: str, account: Account, **change: Any) -> Session:
    """A session of a target that was read from a file, its secrets from variables."""
    table: dict[str, Any] = {**settings(kind, account, contract.sign_in), **change}
    hidden = {setting.name for setting in auth.SCHEMES[kind].settings if setting.secret}
    environment = {name.upper(): str(value) for name, value in table.items() if name in hidden}
    shown = {name: f"${{{name.upper()}}}" if name in hidden else value for name, value in table.items()}
    entry = {**mock(contract, url), "auth": shown}
    lines = [f"[targets.live.{contract.slug}]", *(f"{key} = {_toml(value)}" for key, value in entry.items())]
    file = folder / "listproof.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    target = read_targets(file).target("live", contract.slug, environment)
    assert not any(text in repr(target) for text in environment.values())
    return Session(target, contract.sign_in)


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    return json.dumps(value)


def _get(session: Session, contract: Contract, **more: Any) -> Any:
    size = contract.pages.size
    query = f"{size.parameter}={size.safe}"
    return session.get(spelled_path(contract, session.target.path), query, **more)


@pytest.mark.parametrize(("slug", "kind", "account"), WAYS, ids=lambda value: getattr(value, "name", value))
def test_each_way_of_a_contract_signs_in(
    slug: str, kind: str, account: Account, running: Running, methods: list[str], tmp_path: Path
) -> None:
    """Each way that a contract lists signs in; none and a made-up credential are refused; nothing shown holds a secret."""
    contract = CONTRACTS[slug]
    session = _session(tmp_path, running.url, contract, kind, account)
    answer = _get(session, contract)
    assert answer.status == 200
    shown = repr(session.shown(answer)) + session.masked(str(answer.request_headers))
    assert not any(secret in shown for secret in session.credentials.secrets)
    assert _get(session, contract, auth=session.credentials.without()).status in range(400, 500)
    assert _get(session, contract, auth=session.credentials.wrong()).status in range(400, 500)
    assert methods == ["POST"] * (kind == "nebula-connect") + ["GET"] * 3
    session.close()


def test_a_refused_sign_in_call_ends_the_asking(running: Running, methods: list[str], tmp_path: Path) -> None:
    """A wrong password is the run's trouble: it is sent once, told without the password, and nothing else is asked."""
    contract = CONTRACTS["nebula-explorer-workflow-jobs"]
    session = _session(tmp_path, running.url, contract, "nebula-connect", OWNER, password="PLANTED-wrong-password")
    for _ in range(2):
        with pytest.raises(Trouble, match="gave no explorer_token cookie") as caught:
            _get(session, contract)
        assert "PLANTED" not in str(caught.value)
        assert caught.value.kind == "refused"
    assert methods == ["POST"]
    session.close()


def test_a_mistake_in_an_auth_table_names_its_place(tmp_path: Path) -> None:
    """A mistake in an auth table is told with file, target, contract and key, and without the value."""
    file = tmp_path / "listproof.toml"
    file.write_text(
        '[targets.live.x]\nbase_url = "https://listing.test"\nauth = { type = "header", name = "X-Auth-Token", valeu = "${T}" }\n',
        encoding="utf-8",
    )
    with pytest.raises(TargetsError) as caught:
        read_targets(file).target("live", "x", {"T": "PLANTED-secret"})
    told = str(caught.value)
    assert told.startswith(f"{file}: targets.live.x.auth: ")
    assert 'unknown key "valeu"' in told
    assert "PLANTED" not in told
