"""What a request says in one parameter can be told apart: keys with their signs, ends of a range, words, clauses of the base."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from listproof.contract.lint import lint

from .orchards import document, parameter

NAME, TREES = {"field": "/name", "as": "text"}, {"field": "/trees", "as": "number"}
OWNER = {"parameter": "owner", "field": "/owner"}
PLANTED = {"field": "/planted", "as": "time", "matches": "between"}


def _sorted(keys: dict[str, Any], **words: Any) -> dict[str, Any]:
    return {"order": {"by": "q", "keys": keys, **words}}


def _owners(word: str, spelled: str, negated: str) -> dict[str, Any]:
    """A filter with a word for records without a value, beside a negation in the same parameter."""
    one = {**OWNER, "spelled": spelled, "matches": "equals", "words": {word: "without"}}
    return {"filters": {"owner_is": one, "owner_not": {**OWNER, "spelled": negated, "matches": "not-equals"}}}


def _mistakes(parameters: Sequence[Any], words: dict[str, Any]) -> list[str]:
    found = [mistake.message for mistake in lint(document(*parameters, **words), "orchards").mistakes]
    return [message for message in found if "has no source" not in message]


TOLD: list[tuple[Sequence[Any], dict[str, Any], str]] = [
    ([parameter("q")], _sorted({"a": NAME, "a_desc": TREES}, direction={"suffix": "_desc"}), "a is asked for as 'a_desc' as well"),
    ([parameter("q")], _sorted({"a": NAME, "-a": TREES}, direction={"prefix": "-"}), "a is asked for as '-a' as well"),
    ([parameter("q")], _sorted({"a": NAME}, direction={"prefix": "-"}, separator="-"), "nobody can tell where a key ends"),
    ([parameter("q")], _sorted({"a": NAME}, direction={"suffix": {"asc": ",asc", "desc": ",desc"}}, separator=","), "where a key ends"),
    ([parameter("q")], _sorted({"a b": NAME}, separator=" "), "nobody can tell where a key ends"),
    ([parameter("q")], {"filters": {"q": {**PLANTED, "separator": "-"}}}, "stands in the times themselves"),
    ([parameter("q")], {"filters": {"q": {**PLANTED, "separator": ":"}}}, "stands in the times themselves"),
    ([parameter("owner")], _owners("!*", "{}", "!{}"), "'!*' is owner_not with the value '*' too"),
    ([parameter("q")], {"base": {"q": "kind:plum"}, "filters": {"kind": {"within": "q", "joined-by": " ", "spelled": "kind:{}",
     "field": "/kind", "matches": "equals"}}}, "kind stand in q; expected a filter by its name"),
]  # fmt: skip

FINE: list[tuple[Sequence[Any], dict[str, Any]]] = [
    ([parameter("q")], _sorted({"a": NAME, "b": TREES}, direction={"suffix": {"asc": " asc", "desc": " desc"}}, separator=",")),
    ([parameter("q")], {"filters": {"q": {**PLANTED, "separator": "/"}}}),
    ([parameter("q")], {"filters": {"since": {**PLANTED, "parameter": "q", "spelled": "[{}]", "separator": ":",
     "schema": {"type": "string", "format": "date"}}}}),
    ([parameter("owner")], _owners("*", "{}", "!{}")),
    ([parameter("owner")], _owners("none", "is:{}", "{}")),
    ([parameter("q")], {"base": {"kind": "plum"}, "filters": {"kind": {"within": "q", "joined-by": " ", "spelled": "kind:{}",
     "field": "/kind", "matches": "equals"}}}),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "words", "message"), TOLD)
def test_what_nobody_could_tell_apart_is_told(parameters: Sequence[Any], words: dict[str, Any], message: str) -> None:
    """The message says which two are written alike."""
    assert any(message in one for one in _mistakes(parameters, words)), _mistakes(parameters, words)


@pytest.mark.parametrize(("parameters", "words"), FINE)
def test_what_can_be_told_apart_is_fine(parameters: Sequence[Any], words: dict[str, Any]) -> None:
    """The same words where they differ."""
    assert _mistakes(parameters, words) == []
