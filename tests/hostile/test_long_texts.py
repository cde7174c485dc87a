"""What a text of many kilobytes costs: it is told in part, and worked out once, however often it comes."""

from __future__ import annotations

import time
from pathlib import Path

from listproof.transport.redaction import Hidden

from .runs import run_against
from .servers import answer, hostile


def test_an_address_without_end_is_told_by_its_beginning(tmp_path: Path) -> None:
    """A Location of 60 kB is the reason of every law that could not ask, and each report would mask the whole of it for each of them."""
    moved = answer(b"", f"Location: /{'a' * 60_000}", status="302 Found")
    with hostile(lambda connection, head: connection.sendall(moved), seconds=60) as server:
        ended = run_against(server.url, tmp_path, laws=("pages.",))
    assert ended.counts["error"] > 1
    assert all("sends to /aaa" in one.reason and len(one.reason) < 1000 for one in ended.run.outcomes)


def test_a_text_that_is_to_be_masked_is_spelled_once() -> None:
    """The same records come with every answer: a name of 60 kB of escapes takes milliseconds to spell, and a run has tens of thousands."""
    hidden = Hidden()
    texts = [f"{place}{'%41' * 20_000}" for place in range(20)]
    began = time.process_time()
    for _ in range(100):
        hidden.add(texts)
    assert time.process_time() - began < 3
    assert all(hidden.covered(f"said {text}", "***") == "said ***" for text in texts)
