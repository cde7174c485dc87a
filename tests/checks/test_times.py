"""What stands where a time is documented: one, or the reason why it is none, in each format of the contract language."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.checks.shapes import faults_of_value
from listproof.checks.times import no_time
from listproof.oracle import instant

from ..made import CONTRACT, record

_MILLISECONDS, _SECONDS = "no time in milliseconds", "no time in seconds"
_RFC, _LOCAL, _DATE = "no RFC 3339 time", "no time without an offset", "no date"


@pytest.mark.parametrize(
    ("form", "value", "trouble"),
    [
        ("epoch-milliseconds", 1_700_000_000_000, None),
        ("epoch-milliseconds", 1.7e12, None),
        ("epoch-milliseconds", 99_999_999_999, _MILLISECONDS),
        ("epoch-milliseconds", 10**11, None),
        ("epoch-milliseconds", 10**14 - 1, None),
        ("epoch-milliseconds", 10**14, _MILLISECONDS),
        ("epoch-milliseconds", 1e308, _MILLISECONDS),
        ("epoch-milliseconds", 1e-300, _MILLISECONDS),
        ("epoch-milliseconds", -1e308, _MILLISECONDS),
        ("epoch-milliseconds", 10**290, _MILLISECONDS),
        ("epoch-seconds", 1_700_000_000.25, None),
        ("epoch-seconds", 10**8 - 1, _SECONDS),
        ("epoch-seconds", 1e11, _SECONDS),
        ("epoch-seconds", 1e308, _SECONDS),
        ("date-time", "2026-02-28T23:59:59Z", None),
        ("date-time", "2026-02-28t23:59:59.5z", None),
        ("date-time", "2016-12-31T23:59:60Z", None),
        ("date-time", "2017-01-01T07:59:60.25+08:00", None),
        ("date-time", "0000-02-29T00:00:00Z", None),
        ("date-time", "0001-01-01T00:00:00+08:00", None),
        ("date-time", "2026-02-30T00:00:00Z", _RFC),
        ("date-time", "2026-01-01T24:00:00Z", _RFC),
        ("date-time", "2026-01-01T00:00:60Z", _RFC),
        ("date-time", "0000-00-00T00:00:00Z", _RFC),
        ("date-time", "2026-01-01T00:00:00+99:99", _RFC),
        ("date-time", "10000-01-01T00:00:00Z", _RFC),
        ("date-time", "2026-01-01 00:00:00Z", _RFC),
        ("date-time", "２０２６-01-01T00:00:00Z", _RFC),
        ("date-time-local", "2026-02-28 23:59:59", None),
        ("date-time-local", "2026-02-30T00:00:00", _LOCAL),
        ("date-time-local", "0000-00-00 00:00:00", _LOCAL),
        ("date", "2024-02-29", None),
        ("date", "0000-02-29", None),
        ("date", "2026-02-29", _DATE),
        ("date", "2026-13-45", _DATE),
        ("date", "0000-00-00", _DATE),
        ("date", "٢٠٢٦-01-01", _DATE),
        ("date", 1e308, None),
        ("uuid", "2026-13-45", None),
        (None, 1e308, None),
    ],
)  # fmt: skip
def test_a_time_is_one_of_its_format(form: str | None, value: Any, trouble: str | None) -> None:
    """A number lies in the span of its unit, with a fraction or an exponent too; a text is written so, and its day is in the calendar."""
    assert no_time(form, value) == trouble


@pytest.mark.parametrize("value", [1e308, 10**30, 1e-300, 1_700_000_000])
def test_a_number_that_is_no_time_breaks_its_field(value: float) -> None:
    """With the value beside it, though a schema of integers takes 1e308."""
    body = {"job_info_list": [record(1, create_time=value)]}
    found, _ = faults_of_value(CONTRACT.field("/job_info_list/*/create_time"), body, valid=isinstance(value, int) or value > 1)
    assert [one[1:3] for one in found] == [(value, "a number instead of integer" if value == 1e-300 else _MILLISECONDS)]


def test_a_time_in_small_letters_is_the_same_time() -> None:
    """RFC 3339, section 5.6: T and Z may be small."""
    assert instant("2026-01-01t00:00:00z") == instant("2026-01-01T00:00:00Z") is not None
