"""A whole live run over TLS with every way to sign in, of which only reads reach the target."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.signin.accounts import OWNER
from listproof.transport.auth import SCHEMES

from .live_runs import CHECKOUT, HSS, NEBULA, SIGN_INS, SLUGS, Finished, Watched, entry, environment, run


@pytest.fixture(scope="module")
def secure(certificate: tuple[Path, Path]) -> Iterator[str]:
    """The address of `listproof serve` behind a self-signed certificate."""
    made, key = certificate
    arguments = ["serve", "--port", "0", "--jobs", "61", "--certfile", str(made), "--keyfile", str(key)]
    with subprocess.Popen(
        [sys.executable, "-m", "listproof", *arguments], cwd=CHECKOUT, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().split()[1]
        process.terminate()


@dataclass(frozen=True)
class _Heard:
    """A run that has ended, and the methods and paths of everything that reached its targets."""

    run: Finished
    requests: list[tuple[str, str]]


@pytest.fixture(scope="module")
def whole(certificate: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> _Heard:
    """One full run over TLS, with each type of sign-in of each contract, drawn queries and schema fuzz included."""
    folder = tmp_path_factory.mktemp("whole")
    with start([Watched(load(slug), 61) for slug in SLUGS], certfile=certificate[0], keyfile=certificate[1]) as server:
        assert server.url.startswith("https://")
        tables = [entry(load(slug), server.url, target, verify=str(certificate[0])) for target, auths in SIGN_INS.items() for slug in auths]
        (folder / "listproof.toml").write_text("\n".join(tables), encoding="utf-8")
        done = run(folder, *(f"--target={target}" for target in SIGN_INS), "--queries=6", seconds=400)
        heard = [(method, path) for service in server.services for method, path, _ in service.memory["heard"]]
    assert done.code == 0, done.output
    return _Heard(done, heard)


def test_every_way_to_sign_in_passes_over_tls(whole: _Heard) -> None:
    """Nothing is found, every listing is asked, and the reports are left."""
    kinds = {(slug, auth["type"]) for auths in SIGN_INS.values() for slug, auth in auths.items()}
    assert kinds == {(slug, entry["type"]) for slug in SLUGS for entry in load(slug).sign_in}
    done = whole.run
    assert done.record["trouble"] == []
    assert {(one["target"], one["contract"]) for one in done.record["listings"]} == {
        (target, slug) for target, auths in SIGN_INS.items() for slug in auths
    }
    assert done.verdicts["pass"] > 1000
    assert all(one["requests"] > 0 for one in done.record["listings"])
    assert (done.reports / "index.html").is_file()
    assert list((done.reports / "allure-results").glob("*-result.json"))


def test_nothing_but_reading_reaches_the_target(whole: _Heard) -> None:
    """Every request is a GET, or the one sign-in call that is documented, of one target."""
    methods = Counter(one for one in whole.requests if one[0] != "GET")
    calls = [auths[NEBULA] for auths in SIGN_INS.values() if auths.get(NEBULA, {}).get("type") == "nebula-connect"]
    assert len(calls) == 1
    assert set(methods) == {("POST", "/api-open/v1/connect")}
    assert sum(methods.values()) <= 2, "signs in again only where its cookie is refused, and once with a made-up account"
    assert len(whole.requests) == sum(one["requests"] for one in whole.run.record["listings"]) + sum(methods.values())
    areas = {(outcome["target"], outcome["law"].split(".")[0]) for outcome in whole.run.record["outcomes"] if outcome["verdict"] == "pass"}
    assert {(target, area) for target in SIGN_INS for area in ("queries", "schema")} <= areas


class _BehindAProxy(Service):
    """A service that is reached through something that signs in for everybody."""

    def answer(self, request: Request) -> Answer:
        return super().answer(replace(request, headers=(*request.headers, ("X-Auth-Token", OWNER.token))))


def test_who_need_not_sign_in_passes_over_tls(certificate: tuple[Path, Path], tmp_path: Path) -> None:
    """With `none` a run sends no credential, passes, and says of the laws of sign-in that they cannot be asked."""
    contract = load(HSS)
    with start([_BehindAProxy(contract, 61)], certfile=certificate[0], keyfile=certificate[1]) as server:
        table = entry(contract, server.url, auth={"type": "none"}, verify=str(certificate[0]))
        (tmp_path / "listproof.toml").write_text(table, encoding="utf-8")
        done = run(tmp_path, "--target=live", "--queries=6")
    assert done.code == 0, done.output
    plain = {"none", "basic", "bearer", "query-key"}  # signed in with in tests/auth
    assert {auth["type"] for auths in SIGN_INS.values() for auth in auths.values()} | plain == set(SCHEMES)
    told = {one["law"]: one["verdict"] for one in done.record["outcomes"]}
    assert told["errors.no-credential-is-refused"] == told["errors.wrong-credential-is-refused"] == "unsupported"
    assert done.verdicts["pass"] > 60


def test_an_unknown_certificate_is_told_as_such(secure: str, tmp_path: Path) -> None:
    """A certificate that nobody vouches for makes the target unreachable; the sentence names `verify`."""
    (tmp_path / "listproof.toml").write_text(entry(load(SLUGS[0]), secure), encoding="utf-8")
    done = run(tmp_path, "--target=live", "--contract", SLUGS[0])
    assert done.code == 11, done.output
    assert "verify" in done.output
    assert "Traceback" not in done.output
