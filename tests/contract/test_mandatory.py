"""What a request must hold stands in every request, or lint says what is not known of it and what to write."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.contract import build
from listproof.contract.lint import lint
from listproof.contract.wire.mandatory import mandatory, mandatory_headers

from .drawn_contracts import sourced
from .orchards import document, parameter

TEXT = {"type": "string"}
KNOWN: dict[str, tuple[dict[str, Any], Any]] = {
    "a default": ({"schema": {**TEXT, "default": "pages"}}, "pages"),
    "an example": ({"example": "pages"}, "pages"),
    "one of its named examples": ({"examples": {"usual": {"value": "pages"}}}, "pages"),
    "an example of its schema": ({"schema": {**TEXT, "examples": ["pages"]}}, "pages"),
    "the one value that it may be": ({"schema": {**TEXT, "const": "pages"}}, "pages"),
    "the first that it lists": ({"schema": {**TEXT, "enum": ["pages", "all"]}}, "pages"),
    "an item that it lists": ({"schema": {"type": "array", "items": {**TEXT, "enum": ["pages", "all"]}}}, ["pages"]),
    "its least": ({"schema": {"type": "integer", "minimum": 3}}, 3),
    "false of a flag": ({"schema": {"type": "boolean"}}, False),
}
UNKNOWN: dict[str, dict[str, Any]] = {
    "nothing": {},
    "no example among examples": {"schema": {**TEXT, "examples": []}},
    "its greatest alone": {"schema": {"type": "integer", "maximum": 9}},
    "its format alone": {"schema": {**TEXT, "format": "date-time"}},
}


def _told(*parameters: Any, **words: Any) -> list[str]:
    return [mistake.message for mistake in lint(sourced(document(*parameters, **words)), "orchards").mistakes]


def _must(name: str = "X-Form", place: str = "header", **words: Any) -> dict[str, Any]:
    return {**parameter(name, required=True), "in": place, **words}


@pytest.mark.parametrize("words", KNOWN)
def test_what_a_schema_knows_is_sent(words: str) -> None:
    """In the query as the value that it is, in a header as its text."""
    said, value = KNOWN[words]
    made = sourced(document(_must(**said), _must("form", "query", **said)))
    assert lint(made, "orchards").mistakes == ()
    listed = build(made, "orchards")
    assert mandatory(listed) == {"form": value}
    text = ",".join(value) if isinstance(value, list) else {False: "false"}.get(value, str(value))
    assert mandatory_headers(listed) == {"X-Form": text}


@pytest.mark.parametrize("words", UNKNOWN)
@pytest.mark.parametrize("place", ["header", "query"])
def test_what_no_value_is_known_of_is_refused(place: str, words: str) -> None:
    """With the reason, and what to write; for a header also that the file of targets gives it where it belongs to the account."""
    (told,) = _told(_must("form", place, **UNKNOWN[words]))
    assert "form is mandatory, and no value of it is known; expected an example" in told
    assert ("{type: header, name: form} in sign-in, whose value the auth of a target gives" in told) == (place == "header")


def test_a_mistake_stands_where_its_parameter_does() -> None:
    """The line is that of the entry among the parameters."""
    made = sourced(document(parameter("name"), _must()))
    (found,) = lint(made, "orchards").mistakes
    assert found == made.mistake(("paths", "/v1/orchards", "get", "parameters", 1), found.message)


def test_a_cookie_that_no_sign_in_gives_is_refused() -> None:
    """No other cookie is ever sent, whatever example it has."""
    assert ["no cookie is sent but that of the sign-in" in told for told in _told(_must("sid", "cookie", example="k"))] == [True]
    assert _told(_must("sid", "cookie"), sign_in=[{"type": "cookie", "name": "sid"}]) == []


def test_what_the_sign_in_gives_needs_no_value() -> None:
    """A header or a key in the query by its name, and Authorization where the way to sign in names nothing else."""
    assert _told(_must("x-token")) == []
    assert _told(_must("Authorization"), sign_in=[{"type": "bearer"}]) == []
    made = sourced(document(_must("key", "query"), sign_in=[{"type": "query-key", "name": "key"}]))
    assert lint(made, "orchards").mistakes == ()
    assert mandatory(build(made, "orchards")) == {}


def test_what_every_request_has_needs_no_value() -> None:
    """Accept is always there; an example of it is sent in its place."""
    assert _told(_must("Accept")) == []
    assert mandatory_headers(build(sourced(document(_must("Accept", example="application/x"))), "orchards")) == {"Accept": "application/x"}


def test_an_object_is_written_into_no_header() -> None:
    """Its text is the example."""
    assert ["an object is written into none" in told for told in _told(_must(schema={"type": "object"}, example={"a": 1}))] == [True]


def test_a_size_that_must_be_given_is_the_one_that_is_safe() -> None:
    """Where no other value of it is known."""
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 20}}
    made = sourced(
        document(_must("offset", "query", schema={"type": "integer"}), _must("limit", "query", schema={"type": "integer"}), pages=pages)
    )
    assert lint(made, "orchards").mistakes == ()
    assert mandatory(build(made, "orchards")) == {"offset": 0, "limit": 20}


def test_a_clause_that_must_be_given_is_asked_for_by_its_filters() -> None:
    """An example of the whole is sent by nobody, so that one of its filters stands in base."""
    words = {"field": "/name", "matches": "equals", "parameter": "$filter", "spelled": "name eq '{}'"}
    whole = _must("$filter", "query", example="name eq 'a'")
    assert any("$filter is mandatory" in told for told in _told(whole, filters={"named": words}))
    assert not any("$filter is mandatory" in told for told in _told(whole, filters={"named": words}, base={"named": "a"}))
