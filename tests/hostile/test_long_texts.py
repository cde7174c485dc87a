"""What a text of many kilobytes costs: it is told in part, and worked out once, however often it comes."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from listproof.transport import Answer
from listproof.transport.masking import Masking
from listproof.transport.redaction import Hidden
from listproof.transport.weights import Weights
from listproof.verdicts import Exchange

from .runs import run_against
from .servers import answer, hostile
from .text_attacks import LONG_TEXTS


def test_an_address_without_end_is_told_by_its_beginning(tmp_path: Path) -> None:
    """A Location of 60 kB is the reason of every law that could not ask, and each report would mask the whole of it for each of them."""
    moved = answer(b"", f"Location: /{'a' * 60_000}", status="302 Found")
    with hostile(lambda connection, head: connection.sendall(moved), seconds=60) as server:
        ended = run_against(server.url, tmp_path, laws=("pages.",))
    assert ended.counts["error"] > 1
    assert all("sends to /aaa" in one.reason and len(one.reason) < 1000 for one in ended.run.outcomes)


def test_what_stands_beside_the_records_is_held_in_little(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With 30,000 keys beside the records of each page, as of facets, a run asks and judges everything, holds what they take packed, and
    spells the exchanges that it keeps once."""
    shown: list[Answer] = []
    spell = Masking.shown

    def spelled(self: Masking, answer: Answer, purpose: str = "", **more: Any) -> Exchange:
        shown.append(answer)
        return spell(self, answer, purpose, **more)

    monkeypatch.setattr(Masking, "shown", spelled)
    held: list[Weights] = []
    weigh = Weights.weigh

    def weighed(self: Weights, answer: Answer) -> None:
        held.append(self)
        weigh(self, answer)

    monkeypatch.setattr(Weights, "weigh", weighed)
    attack = next(one.attack for one in LONG_TEXTS if one.name == "many-keys-beside")
    with hostile(attack, seconds=120) as server:
        ended = run_against(server.url, tmp_path, laws=("filters.", "shape.", "pages."), deadline=60.0, timeout=50.0)
    assert ended.run.trouble == ()
    assert len(server.requests) > 45
    assert not {"error", "fail"} & ended.counts.keys()
    assert max(one.together for one in held) < 20_000_000
    assert sum(one.url.startswith(server.url) and not one.sent for one in shown) <= len(server.requests) + len(ended.run.outcomes)
    assert ended.kept.failed == ()


def test_a_text_that_is_to_be_masked_is_spelled_once() -> None:
    """The same records come with every answer: a name of 60 kB of escapes takes milliseconds to spell, and a run has tens of thousands."""
    hidden = Hidden()
    texts = [f"{place}{'%41' * 20_000}" for place in range(20)]
    began = time.process_time()
    for _ in range(100):
        hidden.add(texts)
    assert time.process_time() - began < 3
    assert all(hidden.covered(f"said {text}", "***") == "said ***" for text in texts)
