"""Bodies that come again are read once, and what is remembered of them is bounded."""

from __future__ import annotations

import pytest

from listproof.transport import json_body
from listproof.transport.json_body import read_json


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing remembered, and room for a hundred bytes."""
    monkeypatch.setattr(json_body, "_values", {})
    monkeypatch.setattr(json_body, "_kept_bytes", 0)
    monkeypatch.setattr(json_body, "_KEPT", 100)


def test_equal_bodies_are_read_once() -> None:
    """The same bytes give the same value, others their own."""
    first = read_json(b'{"a": [1]}')
    assert read_json(b'{"a": [1]}') is first
    assert read_json(b'{"a": [2]}') == {"a": [2]}


def test_what_is_remembered_is_bounded() -> None:
    """The oldest body is forgotten where there is no more room, and a body that has no room is not kept."""
    first = read_json(b'["' + b"a" * 40 + b'"]')
    second = read_json(b'["' + b"b" * 40 + b'"]')
    assert read_json(b'["' + b"b" * 40 + b'"]') is second
    read_json(b'["' + b"c" * 40 + b'"]')
    again = read_json(b'["' + b"a" * 40 + b'"]')
    assert again == first
    assert again is not first
    read_json(b'["' + b"d" * 400 + b'"]')
    assert json_body._values == {}
    assert json_body._kept_bytes == 0


def test_no_json_is_no_json_again() -> None:
    """A body that is no JSON is absent each time."""
    assert not read_json(b"<html>")
    assert not read_json(b"<html>")
