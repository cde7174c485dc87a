"""Where an answer shows that the service breaks, and where its records only tell of what broke."""

from __future__ import annotations

import httpx

from listproof.contract import Query
from listproof.transport.answer import MOST_KEPT

from ..made import page, record, store

TRACE = "Traceback (most recent call last):\n  File x"


def test_a_trace_behind_what_is_kept_of_a_body_is_seen() -> None:
    """A refusal of a megabyte that ends in a stack trace shows one, though its end is not kept."""
    body = {"error_code": "HSS.0004", "error_msg": "x" * 4 * MOST_KEPT + TRACE}
    reply = store(lambda request: httpx.Response(400, json=body)).ask(Query.of({}))
    assert len(reply.answer.content) == MOST_KEPT
    assert reply.breakage == "a stack trace"
    assert store(lambda request: httpx.Response(400, json={**body, "error_msg": "x" * 4 * MOST_KEPT})).ask(Query.of({})).breakage is None


def test_records_may_tell_of_traces() -> None:
    """A job whose name is the last line of a crash is a record; a page without records that holds one is none."""
    told = record(1, name=f"panic: {TRACE}")
    assert store(lambda request: page([told])).ask(Query.of({})).breakage is None
    empty = httpx.Response(200, json={"total_num": 0, "job_info_list": [], "detail": TRACE})
    assert store(lambda request: empty).ask(Query.of({})).breakage == "a stack trace"
