"""Every kind of attack against a run: it ends with a verdict and whole reports, whatever was sent, and betrays nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listproof.contract import spelled_path
from listproof.reports.exit import exit_status
from listproof.simulator.targets import mock
from listproof.transport import Session, Target
from listproof.verdicts import Trouble

from .attacks import CONTRACT, TargetAttack
from .credential_attacks import CREDENTIAL_ATTACKS, SPELLINGS, TOKEN, pieces_in
from .neighbour_attacks import NEIGHBOUR_ATTACKS
from .runs import Ended, run_against
from .servers import hostile
from .text_attacks import TEXT_ATTACKS
from .wire_attacks import WIRE_ATTACKS

_KINDS = (*WIRE_ATTACKS, *TEXT_ATTACKS, *NEIGHBOUR_ATTACKS, *CREDENTIAL_ATTACKS)
_READ = [one for one in _KINDS if not one.says]
_ODD_WIRES = (
    "gzip-tail", "trailer-type", "answers-ahead", "announced", "folded", "odd-cookies", "charset-packs", "pieces-of-one",
    "same-length-twice", "many-links", "clock-jumps", "clock-names", "cookies-of-others",
)  # fmt: skip
_NO_JSON = ("utf-16", "utf-32", "latin-1", "gzip-unsaid", "two-bodies")
_WHOLE = {"run.json", "index.html", "allure-results", "exchanges.har", "history"}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken exchanges are tried again without a wait."""
    monkeypatch.setattr("listproof.transport.session._FIRST_WAIT", 0.0)


def ended_well(attack: TargetAttack, folder: Path, laws: str = "shape.") -> Ended:
    """A run of some laws at an attack, of which everything is held that holds of any."""
    with hostile(attack.attack, seconds=120) as server:
        ended = run_against(server.url, folder, laws=(laws,), deadline=60.0, timeout=50.0)
    assert [one.traceback for one in ended.run.outcomes if one.traceback] == []
    assert ended.kept.failed == ()
    assert len(ended.written["outcomes"]) == ended.run.planned
    assert exit_status(ended.run) in (0, 1, 10, 11)
    assert {path.name for path in folder.iterdir()} >= _WHOLE
    json.loads((folder / "exchanges.har").read_text(encoding="utf-8"))
    for path in folder.rglob("*"):
        assert path.is_dir() or pieces_in(path.read_text(encoding="utf-8")) == [], path.name
    return ended


@pytest.mark.parametrize("attack", [one for one in _KINDS if one.says], ids=lambda one: one.name)
def test_what_is_no_answer_is_told_as_what_it_is(attack: TargetAttack) -> None:
    """The session raises Trouble with a sentence, and asks no further after three."""
    with hostile(attack.attack, seconds=120) as server:
        patience = 0.5 if "deadline" in attack.says else 60.0
        bounds = {"deadline": patience, "timeout": patience * 0.8, "max_body": 4_000_000}
        target = Target("test", CONTRACT.slug, **{**mock(CONTRACT, server.url), **bounds})
        made = Session(target, CONTRACT.sign_in, attempts=2, sleep=lambda seconds: None)
        for _ in range(4):
            with pytest.raises(Trouble, match=attack.says):
                made.get(spelled_path(CONTRACT, target.path), "limit=10")
        made.close()
    assert made.stopped is not None
    assert len(server.requests) <= 6


@pytest.mark.parametrize("name", ["brotli", "codings", "piece-huge", "length-below-zero", "reset-late", "no-http", "nul-in-header", "open"])
def test_a_run_of_what_is_no_answer_is_whole(name: str, tmp_path: Path) -> None:
    """It ends in trouble, not in a verdict: none of it is a violation."""
    ended = ended_well(next(one for one in _KINDS if one.name == name), tmp_path)
    assert exit_status(ended.run) == 10
    assert "fail" not in ended.counts


@pytest.mark.parametrize("attack", [one for one in _READ if one.name not in (*_ODD_WIRES, *_NO_JSON)], ids=lambda one: one.name)
def test_a_run_of_what_can_be_read_is_whole(attack: TargetAttack, tmp_path: Path) -> None:
    """Whatever an answer says and however it came, laws judge it and nothing breaks."""
    ended_well(attack, tmp_path)


@pytest.mark.parametrize("name", _ODD_WIRES)
def test_an_honest_server_behind_an_odd_wire_is_blamed_for_nothing(name: str, tmp_path: Path) -> None:
    """What surrounds its answers is no part of what the document promises; an answer to no question is of no record or field."""
    ended = ended_well(next(one for one in _KINDS if one.name == name), tmp_path)
    assert exit_status(ended.run) == 0
    assert set(ended.counts) <= {"pass", "unsupported", "inconclusive"}


@pytest.mark.parametrize(
    ("name", "laws", "law"),
    [
        ("answers-ahead", ("pages.size-is", "errors.questions"), "errors.questions-do-not-mix"),
        ("answers-before", ("pages.size-is", "errors.questions"), "pages.size-is-honoured"),
        ("answers-before", ("shape.record-is", "pages.total-c"), "pages.total-counts-what-matches"),
    ],
)
def test_answers_that_nobody_asked_for_are_the_one_finding(name: str, laws: tuple[str, ...], law: str, tmp_path: Path) -> None:
    """Whatever law meets them first, they are told as what they are: not as replicas, not as a filter or a total that is wrong."""
    with hostile(next(one for one in _KINDS if one.name == name).attack, seconds=120) as server:
        ended = run_against(server.url, tmp_path, laws=laws, deadline=60.0, timeout=50.0)
    assert [(one.law, one.says[:38]) for one in ended.run.findings] == [(law, "more answers come than questions: the ")]
    assert ended.counts["fail"] == 1


@pytest.mark.parametrize("name", _NO_JSON)
def test_what_is_no_json_is_told_as_that(name: str, tmp_path: Path) -> None:
    """JSON is UTF-8, and one value: most clients read nothing else."""
    ended = ended_well(next(one for one in _KINDS if one.name == name), tmp_path)
    assert "a page is not of the documented media type" in [one.says for one in ended.run.findings]


def test_a_cookie_signs_nobody_in_who_asks_without_a_credential(tmp_path: Path) -> None:
    """A server that takes a cookie for a credential is not blamed for letting strangers in."""
    ended = ended_well(next(one for one in CREDENTIAL_ATTACKS if one.name == "cookie-signs-in"), tmp_path, "errors.")
    assert [one.law for one in ended.run.outcomes if one.verdict == "fail"] == []
    assert [one for one in ended.run.outcomes if one.law.startswith("errors.") and one.verdict == "pass"]


def test_the_search_for_the_credential_finds_each_spelling() -> None:
    """In a text that holds one, and in none that does not."""
    for spelled in SPELLINGS:
        assert pieces_in(f"before {spelled} after"), spelled
    assert pieces_in("made-up-token") == pieces_in(TOKEN[: len(TOKEN) // 4]) == []


def test_records_without_an_identity_are_nobodys(tmp_path: Path) -> None:
    """Records that are none stand in both scopes, and are told by their fields: that one scope shows another's is not known of them."""
    attack = next(one.attack for one in TEXT_ATTACKS if one.name == "no-records")
    with hostile(attack, seconds=60) as server:
        ended = run_against(server.url, tmp_path, laws=("errors.other-scope", "shape.field-is"))
    assert "errors.other-scope-stays-hidden" not in {one.law for one in ended.run.outcomes if one.verdict in ("fail", "pass")}
    assert ended.counts["fail"] > 1


def test_an_answer_of_status_999_is_an_answer(tmp_path: Path) -> None:
    """A status that HTTP does not have is told as it came, and not as a connection that was broken off."""
    attack = next(one.attack for one in _KINDS if one.does == "answers with status 999")
    with hostile(attack, seconds=60) as server:
        ended = run_against(server.url, tmp_path, laws=("shape.good-answer",))
    (finding,) = ended.run.findings
    assert finding.observed.startswith("HTTP 999")


def test_a_body_of_blanks_takes_no_more_than_is_kept_of_it(tmp_path: Path) -> None:
    """A megabyte that is no JSON is held by its beginning, so that a run asks all that it asks of any such service."""
    attack = next(one.attack for one in TEXT_ATTACKS if one.name == "blank")
    with hostile(attack, seconds=60) as server:
        ended = run_against(server.url, tmp_path, deadline=20.0, timeout=10.0)
    assert ended.run.trouble == ()
    (finding,) = ended.run.findings
    assert finding.observed == "application/json, and no JSON"
