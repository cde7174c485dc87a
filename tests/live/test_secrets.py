"""No secret is kept anywhere: planted in every kind of sign-in, echoed by the target, with laws of every area failing."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest

from listproof.contract import Contract, load
from listproof.simulator.exchange import Answer, Request
from listproof.simulator.faults import catalogue
from listproof.simulator.faults.fault import both
from listproof.simulator.seams import SeamChange, Seams
from listproof.simulator.served import Served
from listproof.simulator.server import Running, start
from listproof.simulator.service import Service
from listproof.simulator.signin import State
from listproof.transport import Session, Target
from listproof.transport.auth import spellings
from listproof.transport.redaction import Hidden
from listproof.verdicts import AREAS

from .live_runs import COC, DLC, HSS, NEBULA, SIGN_INS, SLUGS, VARIABLES, Finished, entry, run

_LIES = {
    "huawei-coc-documents": ("total-off-by-one", "filter-ignored:creator", "field-type:name", "error-200"),
    "nebula-explorer-workflow-jobs": ("size-one-less", "filter-leaks:filter.status", "direction-ignored", "others-shown"),
    "alibaba-pai-dlc-jobs": ("filter-ignored:Status", "total-off-by-one", "error-stack-trace"),
    "huawei-hss-kubernetes-jobs": ("size-capped", "filter-ignored:job_name", "500-quote", "maximum-refused:offset"),
}
_PLACES = (("live", "third", COC), ("live", "live", HSS), ("live", "other", DLC), ("live", "live", NEBULA), ("other", "third", NEBULA))
"""Every type of sign-in once: target, the column of SIGN_INS, contract."""


@dataclass(frozen=True)
class _Liar:
    """Several lies at once, told by a gossip: every answer and every error repeats what it was asked with."""

    id: str
    change: SeamChange


def _gossip(seams: Seams) -> Seams:
    def http(service: Served, request: Request, answer: Answer) -> Answer:
        told = " | ".join(value for _, value in request.headers)
        answer = seams.http(service, request, answer).with_header("X-Heard", told)
        if answer.status < 400 or answer.body[:1] != b"{":
            return answer
        return replace(answer, body=json.dumps({**json.loads(answer.body), "heard": told}).encode())

    return replace(seams, http=http)


def _liar(contract: Contract) -> _Liar:
    lies = {fault.id: fault.change for fault in catalogue(contract)}
    chosen = [lies[name] for name in _LIES[contract.slug] if name in lies]
    assert len(chosen) >= 3, f"{contract.slug}: {sorted(lies)}"
    return _Liar("several", both(*chosen, _gossip))


@pytest.fixture(scope="module")
def handed_out() -> list[str]:
    """The session tokens that the liars hand out."""
    return []


@pytest.fixture(scope="module")
def liars(handed_out: list[str]) -> Iterator[Running]:
    """All contracts, each told wrongly in several ways."""

    def token() -> str:
        handed_out.append(f"session-{secrets.token_urlsafe(24)}")
        return handed_out[-1]

    state = State(new_token=token)
    with start([Service(load(slug), 61, fault=_liar(load(slug)), state=state) for slug in SLUGS]) as running:
        yield running


@pytest.fixture(scope="module")
def finished(liars: Running, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """Two runs, the second compared with the first, with everything that can be kept, as loud as pytest can be."""
    folder = tmp_path_factory.mktemp("liars")
    tables = [entry(load(slug), liars.url, target, auth=SIGN_INS[kind][slug]) for target, kind, slug in _PLACES]
    (folder / "listproof.toml").write_text("\n".join(tables), encoding="utf-8")
    asked = ["--target=live", "--target=other", "--queries=5", "--seed=0", "-o", "junit_logging=all", "--log-level=DEBUG",
             "-o", "log_cli=true", "--log-cli-level=DEBUG", "--showlocals", "-rA", "-vv"]  # fmt: skip
    first = run(folder, *asked, "--full-trace", "-k", "total_counts or size_is", f"--junitxml={folder / 'reports' / 'first.xml'}")
    earlier = (folder / "reports" / "run.json").rename(folder / "earlier.json")
    kept = ["--har", f"--junitxml={folder / 'reports' / 'junit.xml'}", f"--baseline={earlier}"]
    second = run(
        folder, *asked, *kept, f"--alluredir={folder / 'reports' / 'allure-pytest'}", "-k", "not alibaba or errors or schema or Status",
        seconds=500,
    )  # fmt: skip
    assert "pyfuncitem" in (folder / "reports" / "first.xml").read_text(encoding="utf-8"), "a full trace shows the insides"
    return replace(second, output=first.output + second.output)


def _planted(handed_out: list[str]) -> tuple[str, ...]:
    assert handed_out
    return spellings([*(value for name, value in VARIABLES.items() if name != "LIVE_USER"), *handed_out])


def test_laws_of_every_area_fail(finished: Finished) -> None:
    """Every type of sign-in is used, and the liars are caught in every area, so that every kind of report has something to show."""
    used = {auth["type"] for auths in SIGN_INS.values() for auth in auths.values()}
    assert {SIGN_INS[kind][slug]["type"] for _, kind, slug in _PLACES} == used
    assert finished.code == 1, finished.output[-3000:]
    areas = {outcome["law"].split(".")[0] for outcome in finished.record["outcomes"] if outcome["verdict"] == "fail"}
    assert areas == set(AREAS)


def test_the_target_repeats_what_it_hears(finished: Finished) -> None:
    """What was kept does show the gossip: the test would see a secret that is not masked."""
    har = json.loads((finished.reports / "exchanges.har").read_text(encoding="utf-8"))
    headers = [header for one in har["log"]["entries"] for header in one["response"]["headers"] if header["name"] == "x-heard"]
    assert len(headers) > 100
    assert all("***" in header["value"] or "signature" not in header["value"].lower() for header in headers)


def test_no_secret_is_in_any_file(finished: Finished, handed_out: list[str]) -> None:
    """No secret, as it is or in any spelling, stands in any file under reports/: record, pages, Allure results of ours and of
    allure-pytest, archive, JUnit, comparison with an earlier run."""
    planted = _planted(handed_out)
    files = [path for path in finished.reports.rglob("*") if path.is_file()]
    compared = {f"regression.{kind}" for kind in ("md", "html", "json")}
    assert {"run.json", "index.html", "exchanges.har", "junit.xml", *compared} <= {path.name for path in files}
    assert {"allure-results", "allure-pytest"} <= {path.parent.name for path in files}
    assert any(path.name.endswith("-result.json") for path in files)
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        found = [secret for secret in planted if secret in text]
        assert not found, f"{path}: {found}"


def test_no_secret_is_printed(finished: Finished, handed_out: list[str]) -> None:
    """None stands in what pytest prints, with locals, full tracebacks and every log."""
    assert not [secret for secret in _planted(handed_out) if secret in finished.output]


def test_no_signature_is_kept(finished: Finished) -> None:
    """A signature would let anybody ask the same again for some minutes: none is kept."""
    for path in finished.reports.rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search(r"Signature=[0-9a-fA-F+/%]{8,}", text), path


def test_contents_are_masked_by_field(served: Callable[..., Running], tmp_path: Path) -> None:
    """What stands in a field that `mask` names is in no report: not in bodies, not in addresses, not in what laws say."""
    contract = load(DLC)
    fault = next(fault for fault in catalogue(contract) if fault.id == "filter-ignored:DisplayName")
    server = served([DLC], 61, fault=fault)
    store = server.services[0].store
    records = [json.loads(text) for text in store.bodies([number for (number,) in store.rows("SELECT ordinal FROM records")])]
    elsewhere = json.dumps([contract.raw, [{**record, "DisplayName": ""} for record in records]], ensure_ascii=False)
    shown = {record.get("DisplayName") or "" for record in records}
    shown = {name for name in shown if len(name) > 3 and name not in elsewhere}
    assert len(shown) > 10
    mask = ("/Jobs/*/DisplayName",)
    (tmp_path / "listproof.toml").write_text(entry(contract, server.url, mask=mask), encoding="utf-8")
    done = run(tmp_path, "--target=live", "--har", "--queries=0", "-k", "keeps_what_it_names or good_answer or DisplayName")
    assert done.code == 1, done.output[-3000:]
    assert any("DisplayName" in line for line in done.failed())
    told = [path for path in done.reports.rglob("*") if path.is_file() and path.parent.name != "laws"]
    for path in told:
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [name for name in shown if name in text], path
        # Bytes that are no text were made up by a law, and stand in no record.
        assert not re.search(r"DisplayName=(?!\*\*\*|__ALLURE_REDACTED__|%ff%fe)[^&\s,\"'*]{3,}", text), path
    assert "***" in (done.reports / "exchanges.har").read_text(encoding="utf-8")


def test_every_value_of_a_masked_field_is_covered_in_bodies() -> None:
    """A number, a flag, a list and a word of two letters too: a body is covered by place, whatever stands there."""
    body = {"job_info_list": [{"name": "ab", "pods_num": 4711, "match_labels": [{"key": "app", "val": "x"}], "status": "Running"}]}
    mask = tuple(f"/job_info_list/*/{name}" for name in ("name", "pods_num", "match_labels"))
    target = Target("live", HSS, "https://listing.example", mask=mask)
    session = Session(target, (), transport=httpx.MockTransport(lambda request: httpx.Response(200, json=body)))
    shown = session.shown(session.get("/jobs", "")).body
    assert json.loads(shown) == {
        "job_info_list": [{"name": "***", "pods_num": "***", "match_labels": "***", "status": "Running"}]
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("command=python train.py --all", "command=***"),
        ("{'UserCommand': 'python train.py --", "{'UserCommand': '***"),
        ("python%20train.py%20--all and python+train.py+--all", "*** and ***"),
        ("[kind], kin, kind", "[***], kin, ***"),
        ("first\\nthen 'last', first\nthen 'l", "***, ***"),
        ("python training, pythons", "***ing, pythons"),
        ("an array instead of string or null", "an array instead of string or null"),
    ],
)
def test_contents_are_covered_wherever_they_stand(text: str, covered: str) -> None:
    """Whole or cut short, in an address, in JSON or as Python shows them; what is no content stays."""
    hidden = Hidden()
    hidden.add(["python train.py --all", "kind", "first\nthen 'last'", "no", "null", "True"])  # a question for `null` tells no content
    assert hidden.covered(text, "***") == covered
    assert hidden.covered(f"{text} again", "***", len(covered)) == covered
