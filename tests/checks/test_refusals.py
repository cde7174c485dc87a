"""What is wrong with a refusal, and what is none: a service that breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from listproof.checks.refusals import breakage, refusal_mismatch, unlike_documented
from listproof.contract import absent
from listproof.transport.stack_traces import shows_stack_trace

from ..made import CONTRACT, record

REFUSED = {"error_code": "HSS.0001", "error_msg": "refused"}


@pytest.mark.parametrize(
    ("status", "text", "found"),
    [
        (200, "{}", None),
        (400, "{}", None),
        (499, "", None),
        (500, "{}", "HTTP 500"),
        (503, "", "HTTP 503"),
        (400, "Traceback (most recent call last):\n  File", "a stack trace"),
        (200, "java.lang.X\n at com.example.Job.run(Job.java:12)", "a stack trace"),
        (400, "goroutine 1 [running]:", "a stack trace"),
        (400, "panic: index out of range", "a stack trace"),
        (400, "look at page (12)", None),
    ],
)
def test_a_server_error_and_a_stack_trace_are_breakage(status: int, text: str, found: str | None) -> None:
    """Whatever the status, a trace is one; a refusal is none."""
    assert breakage(status, shows_stack_trace(text.encode())) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (REFUSED, None),
        (absent, "it is no JSON"),
        ({**REFUSED, "job_info_list": [record(1)]}, "it shows records"),
        ({**REFUSED, "job_info_list": []}, None),
    ],
)
def test_a_refusal_has_a_documented_body_without_records(body: Any, found: str | None) -> None:
    """JSON of the documented form, and nothing of what was asked for."""
    assert refusal_mismatch(CONTRACT, body) == found


def test_any_body_refuses_where_none_is_documented() -> None:
    """Text for people, too, but no records."""
    silent = replace(CONTRACT, error_schema={})
    assert refusal_mismatch(silent, absent) is None
    assert refusal_mismatch(silent, {**REFUSED, "job_info_list": [record(1)]}) == "it shows records"


def test_a_refusal_of_another_form_is_told_with_the_place() -> None:
    """Where in the body it differs."""
    assert (refusal_mismatch(CONTRACT, {"error_code": 1}) or "").startswith("/")


def test_a_refusal_is_like_the_documented_one_by_status_and_code() -> None:
    """The message may say what it likes."""
    form = next(form for form in CONTRACT.errors if form.kind == "bad-parameter")
    body = {**form.body}
    assert unlike_documented(CONTRACT, "bad-parameter", form.status, body) is None
    assert unlike_documented(CONTRACT, "bad-parameter", 418, body) == "otherwise, with HTTP 418"
    assert unlike_documented(CONTRACT, "bad-parameter", form.status, {}) == f"otherwise, with HTTP {form.status}"
    assert unlike_documented(CONTRACT, "nobody documents this", 418, {}) is None
