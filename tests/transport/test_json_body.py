"""Bodies that come again are read once, and what is remembered of them is bounded."""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listproof.transport import json_body
from listproof.transport.bounds import Beyond
from listproof.transport.json_body import DEEPEST, deeper, read_json

_BRACKETS = st.text(alphabet='[]{}"\\a', max_size=4)
_HELD = st.recursive(
    _BRACKETS | st.integers(), lambda held: st.lists(held, max_size=3) | st.dictionaries(_BRACKETS, held, max_size=2), max_leaves=30
)


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


@given(_HELD)
@settings(deadline=None)
def test_brackets_and_quotes_within_texts_hide_no_level(value: Any) -> None:
    """What the brackets of a body show as shallow is no deeper than may be."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_body, "DEEPEST", 4)
        assert not (json_body._is_surely_shallow(json.dumps(value).encode()) and deeper(value, 4))


@pytest.mark.parametrize("levels", [DEEPEST, DEEPEST + 1])
@pytest.mark.parametrize("pair", [("[", "]"), ('{"a":', "}"), ('[{"a":', "}]")])
def test_the_last_level_that_is_read(levels: int, pair: tuple[str, str]) -> None:
    """Lists, objects and both by turns; the one after it is told as our limit."""
    each = pair[0].count("[") + pair[0].count("{")
    many = -(-levels // each)
    body = (pair[0] * many + "1" + pair[1] * many).encode()
    if each * many <= DEEPEST:
        assert read_json(body) is not None
    else:
        with pytest.raises(Beyond, match="levels"):
            read_json(body)
