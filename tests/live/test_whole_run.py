"""A whole live run over TLS, against `listproof serve` in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.server import start
from listproof.simulator.service import Service
from listproof.simulator.signin.accounts import OWNER
from listproof.transport.auth import SCHEMES

from .live_runs import CHECKOUT, HSS, SIGN_INS, SLUGS, entry, environment, run


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


def test_every_way_to_sign_in_passes_over_tls(secure: str, certificate: tuple[Path, Path], tmp_path: Path) -> None:
    """A full run over TLS, with each type of sign-in of each contract, finds nothing, leaves its reports and ends with 0."""
    assert secure.startswith("https://")
    kinds = {(slug, auth["type"]) for auths in SIGN_INS.values() for slug, auth in auths.items()}
    assert kinds == {(slug, entry["type"]) for slug in SLUGS for entry in load(slug).sign_in}
    tables = [entry(load(slug), secure, target, verify=str(certificate[0])) for target, auths in SIGN_INS.items() for slug in auths]
    (tmp_path / "listproof.toml").write_text("\n".join(tables), encoding="utf-8")
    done = run(tmp_path, *(f"--target={target}" for target in SIGN_INS), "--queries=6", seconds=400)
    assert done.code == 0, done.output
    assert done.record["trouble"] == []
    assert {(one["target"], one["contract"]) for one in done.record["listings"]} == {
        (target, slug) for target, auths in SIGN_INS.items() for slug in auths
    }
    assert done.verdicts["pass"] > 1000
    assert all(one["requests"] > 0 for one in done.record["listings"])
    assert (tmp_path / "reports" / "index.html").is_file()
    assert list((tmp_path / "reports" / "allure-results").glob("*-result.json"))


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
