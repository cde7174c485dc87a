"""Bodies that come again are read once, and what is remembered of them is bounded."""

from __future__ import annotations

from collections import OrderedDict

import pytest

from listproof.transport import json_body
from listproof.transport.json_body import read_json


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing remembered, and room for a hundred bytes."""
    monkeypatch.setattr(json_body, "_values", OrderedDict())
    monkeypatch.setattr(json_body, "_kept_bytes", 0)
    monkeypatch.setattr(json_body, "_most_kept", 100)


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
    assert json_body._values == OrderedDict()
    assert json_body._kept_bytes == 0


def test_what_is_asked_for_again_is_remembered_longer() -> None:
    """Of two bodies the one that came again stays, where there is room for one of them and another."""
    first, other = b'["' + b"a" * 36 + b'"]', b'["' + b"b" * 36 + b'"]'
    kept = read_json(first)
    read_json(other)
    read_json(first)
    read_json(b'["' + b"c" * 36 + b'"]')
    assert read_json(first) is kept


def test_who_asks_servers_that_answer_alike_remembers_more() -> None:
    """So many bytes as are said are remembered from then on."""
    json_body.remember(1000)
    first = read_json(b'["' + b"a" * 90 + b'"]')
    read_json(b'["' + b"b" * 90 + b'"]')
    assert read_json(b'["' + b"a" * 90 + b'"]') is first


def test_no_json_is_no_json_again() -> None:
    """A body that is no JSON is absent each time."""
    assert not read_json(b"<html>")
    assert not read_json(b"<html>")
