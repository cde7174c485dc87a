"""A service that passes over the size and sends all there is: where that is more than a run can hold, it is told by the size."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from listproof.contract import absent
from listproof.reports.exit import exit_status
from listproof.transport import weights
from listproof.transport.beginnings import beginning

from .attacks import honest_but
from .runs import run_against
from .servers import Attack, hostile
from .text_attacks import LONG_TEXTS

_IGNORED = next(one.attack for one in LONG_TEXTS if one.name == "size-ignored")
_IN_FEW_BYTES = honest_but(
    lambda body: body.update(job_info_list=body["job_info_list"] * 100), dump=lambda body: json.dumps(body).replace("\\u", "u")
)


@pytest.mark.parametrize("attack", [_IGNORED, _IN_FEW_BYTES], ids=["more-than-is-read", "more-than-is-held"])
def test_pages_that_are_too_large_to_be_held_are_told_by_their_size(
    attack: Attack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 49,000 records where 200 were asked for the law of sizes tells, once, and no other law says that the suite had trouble."""
    monkeypatch.setattr(weights, "_MOST", 2_000_000)
    monkeypatch.setattr(weights, "HEAVY", 1_000_000)
    read: list[int] = []

    def counted(content: bytes) -> object:
        read.append(len(content))
        return beginning(content)

    monkeypatch.setattr("listproof.transport.answer.beginning", counted)
    with hostile(attack, seconds=60) as server:
        ended = run_against(server.url, tmp_path, laws=("pages.", "bounds."), deadline=60.0, timeout=50.0)
    assert len(server.requests) <= 4
    assert 0 < len(read) <= len(server.requests), "each answer is read once, and not again for every law that comes after it"
    (finding,) = ended.run.findings
    assert finding.law == "pages.size-is-honoured"
    assert finding.says.startswith("a page of 200 holds ")
    assert finding.says.endswith(" records and more, and should hold 200 records")
    assert ended.counts.keys() == {"fail", "inconclusive"}
    assert ended.counts["fail"] == 1
    assert all("pages.size-is-honoured" in one.reason for one in ended.run.outcomes if one.verdict == "inconclusive")
    assert exit_status(ended.run) == 1
    assert ended.asked, "the finding would be on the screen alone, and no report would hold it"
    assert ended.kept.failed == ()


def test_one_page_that_is_too_large_to_be_held_is_asked_for_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one answer alone shows is not told: the next one is honest."""
    times = []

    def once(connection: object, head: bytes) -> None:
        times.append(head)
        (_IN_FEW_BYTES if len(times) == 1 else honest_but(lambda body: None))(connection, head)  # type: ignore[arg-type]

    monkeypatch.setattr(weights, "_MOST", 2_000_000)
    monkeypatch.setattr(weights, "HEAVY", 1_000_000)
    with hostile(once, seconds=60) as server:
        ended = run_against(server.url, tmp_path, laws=("pages.size-is-honoured",), deadline=60.0, timeout=50.0)
    assert "fail" not in ended.counts


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b'{"total": 3, "list": [{"a": 1}, {"a": 2}, {"a": ', {"total": 3, "list": [{"a": 1}, {"a": 2}]}),
        (b'{"list": [{"a": "x, [{"}, {"a": "y, ]}', {"list": [{"a": "x, [{"}]}),
        (b'[[1, 2], "a\\",', [[1, 2]]),
        (b'{"list": [{"a": "\xc3\xa9"}], "b": "\xc3', {"list": [{"a": "\u00e9"}]}),
        (b"[" * 1000, absent),
        (b"no JSON, at all", absent),
        (b"", absent),
    ],
)
def test_the_beginning_of_a_body_is_read_up_to_its_last_whole_member(content: bytes, value: object) -> None:
    """Lists and objects end with the last member that is whole; what is no JSON has no beginning."""
    assert beginning(content) == value
