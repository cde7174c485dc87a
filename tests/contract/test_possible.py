"""A schema whose words leave no value is told, with the word that cannot be kept; one that leaves some value is not."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.contract import build
from listproof.contract.catalogue import catalogue_of_file
from listproof.contract.lint import lint
from listproof.contract.possible import impossible

from .orchards import RECORD, document, parameter

TEXT, WHOLE, NUMBER = {"type": "string"}, {"type": "integer"}, {"type": "number"}
NONE_LEFT: list[tuple[dict[str, Any], str, str]] = [
    ({**TEXT, "format": "uuid", "maxLength": 20}, "maxLength", "has 36 characters"),
    ({**TEXT, "format": "uuid", "minLength": 37}, "minLength", "has 36 characters"),
    ({"type": ["string", "null"], "format": "date", "maxLength": 9}, "maxLength", "has 10 characters"),
    ({**TEXT, "format": "date-time", "maxLength": 19}, "maxLength", "at least 20 characters"),
    ({**TEXT, "format": "ipv4", "minLength": 16}, "minLength", "7 to 15 characters"),
    ({**TEXT, "format": "uuid", "pattern": "^[0-9]{36}$"}, "pattern", "no text of format uuid"),
    ({**TEXT, "format": "uuid", "pattern": "^[0-9a-f]{32}$"}, "pattern", "no text of format uuid"),
    ({**TEXT, "format": "date", "pattern": "^[0-9]{2}/"}, "pattern", "no text of format date"),
    ({**TEXT, "format": "date", "pattern": "(a|b)$"}, "pattern", "no text of format date"),
    ({**TEXT, "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\d$"}, "pattern", "no text of format date-time"),
    ({**TEXT, "pattern": "^[0-9]{4}$", "maxLength": 3}, "maxLength", "at least 4 characters"),
    ({**TEXT, "pattern": "^[0-9]{1,4}$", "minLength": 5}, "minLength", "at most 4 characters"),
    ({**TEXT, "minLength": 3, "maxLength": 2}, "maxLength", "maxLength 2 is below minLength 3"),
    ({**WHOLE, "exclusiveMinimum": 5, "exclusiveMaximum": 6}, "exclusiveMaximum", "no whole number"),
    ({**NUMBER, "minimum": 5, "exclusiveMaximum": 5}, "exclusiveMaximum", "no number"),
    ({**WHOLE, "minimum": 1, "maximum": 9, "multipleOf": 10}, "multipleOf", "no multiple"),
    ({"minimum": 5, "maximum": 4}, "maximum", "maximum 4 is below minimum 5"),
    ({"type": "array", "uniqueItems": True, "minItems": 3, "items": {"type": "boolean"}}, "minItems", "2 different items"),
    ({"allOf": [TEXT, WHOLE]}, "allOf", "of each of the types"),
    ({"not": {}}, "not", "no value is allowed"),
    ({**TEXT, "minLength": 999_999_999, "maxLength": 10**9}, "minLength", "nothing so large is made"),
    ({"type": "array", "minItems": 10**8, "items": TEXT}, "minItems", "nothing so large is made"),
]
SOME_LEFT: list[dict[str, Any]] = [
    {**TEXT, "format": "uuid", "maxLength": 36, "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"},
    {**TEXT, "format": "uuid", "pattern": "^(?!0)[0-9a-f-]+$"},
    {**TEXT, "format": "uuid", "pattern": "(?i)^[A-F0-9-]+$"},
    {**TEXT, "format": "date", "pattern": "^20"},
    {**TEXT, "format": "date", "pattern": "^[^a-z]+$"},
    {**TEXT, "format": "date-time", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"},
    {**TEXT, "format": "email", "pattern": "^[0-9]+$"},
    {**TEXT, "format": "made-up", "maxLength": 1},
    {**TEXT, "pattern": "[0-9]{1,4}", "minLength": 5},
    {**TEXT, "pattern": "^a*$", "minLength": 3},
    {**TEXT, "minLength": 64_000, "maxLength": 10**9},
    {**NUMBER, "minimum": 0.1, "maximum": 0.3, "multipleOf": 0.1},
    {**WHOLE, "minimum": 5, "maximum": 5},
    {"type": ["string", "integer"], "format": "uuid", "maxLength": 20},
    {"allOf": [NUMBER, WHOLE]},
    {"type": "array", "uniqueItems": True, "minItems": 2, "items": {"type": "boolean"}},
]


@pytest.mark.parametrize(("schema", "word", "reason"), NONE_LEFT, ids=range(len(NONE_LEFT)))
def test_words_that_leave_no_value_are_told(schema: dict[str, Any], word: str, reason: str) -> None:
    """The word that cannot be kept beside the others is named, and why; lint says the same of a parameter and of a field."""
    found = impossible(schema)
    assert found is not None
    assert found[0] == word
    assert reason in found[1]
    shown = {"type": "object", "properties": {**RECORD, "more": schema}}
    for made in (document(parameter("x", schema), filters={"x": {"field": "/name", "matches": "equals"}}), document(record=shown)):
        assert any(reason in mistake.message for mistake in lint(made, "orchards").mistakes)


@pytest.mark.parametrize("schema", SOME_LEFT, ids=range(len(SOME_LEFT)))
def test_words_that_leave_a_value_are_left_in_peace(schema: dict[str, Any]) -> None:
    """Nothing is told where a value is left, or where it is not known that none is."""
    assert impossible(schema) is None


MOMENTS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(lambda at: at.replace(microsecond=0, tzinfo=UTC).isoformat())
WRITTEN: dict[str, st.SearchStrategy[str]] = {
    "uuid": st.uuids().map(str),
    "date": st.dates().map(date.isoformat),
    "date-time": MOMENTS | MOMENTS.map(lambda text: text.replace("+00:00", "Z")),
}


def _written(way: str, letter: str) -> str:
    return {"as it is": re.escape(letter), "or another": f"({re.escape(letter)}|q)"}.get(way, way)


@given(st.data(), st.sampled_from(sorted(WRITTEN)))
def test_a_pattern_that_takes_a_text_of_a_format_is_never_refused(data: st.DataObject, form: str) -> None:
    """Whatever is made of a text of a format, by leaving characters open, takes that text, and is told to leave it."""
    text = data.draw(WRITTEN[form])
    ways = data.draw(st.lists(st.sampled_from(["as it is", ".", "[^x]", "or another"]), min_size=len(text), max_size=len(text)))
    pattern = "^" + "".join(_written(way, letter) for way, letter in zip(ways, text, strict=True)) + "$"
    assert impossible({**TEXT, "format": form, "pattern": pattern}) is None


def test_a_file_that_is_itself_the_document_keeps_what_goes_together(tmp_path: Any) -> None:
    """In an OpenAPI file from elsewhere the words that leave nothing are taken out, so that its other words can be kept to."""
    file = tmp_path / "api.yaml"
    schema = "{type: string, format: uuid, maxLength: 20, description: the id}"
    file.write_text(
        "openapi: 3.1.0\ninfo: {title: Orchards, version: '1'}\npaths:\n  /v1/orchards:\n    get:\n"
        f"      parameters: [{{name: id, in: query, schema: {schema}}}]\n"
        "      x-listing: {records: '', identity: [''], pages: none, sign-in: [{type: none}]}\n"
        "      responses: {'200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}}\n",
        encoding="utf-8",
    )
    (entry,) = catalogue_of_file(file).values()
    made = entry.document()
    assert made.value["x-unsound"] == ["api.yaml:6: parameter id: a text of format uuid has 36 characters, and maxLength is 20"]
    assert lint(made, "orchards").mistakes == ()


def test_a_file_that_is_itself_the_document_keeps_the_days_of_a_range(tmp_path: Any) -> None:
    """A parameter that holds both ends of a range keeps its format, that of each end, beside a pattern of the whole."""
    file = tmp_path / "api.yaml"
    schema = "{type: string, format: date, pattern: '^[0-9-]{10}[.][.][0-9-]{10}$'}"
    during = "{during: {field: /planted, as: time, matches: between, separator: '..'}}"
    record = "{type: object, required: [id, planted], properties: {id: {type: string}, planted: {type: string, format: date-time}}}"
    file.write_text(
        "openapi: 3.1.0\ninfo: {title: Orchards, version: '1'}\npaths:\n  /v1/orchards:\n    get:\n"
        f"      parameters: [{{name: during, in: query, schema: {schema}}}]\n"
        f"      x-listing: {{records: '', identity: [/id], pages: none, sign-in: [{{type: none}}], filters: {during}}}\n"
        f"      responses: {{'200': {{description: ok, content: {{application/json: {{schema: {{type: array, items: {record}}}}}}}}}}}\n",
        encoding="utf-8",
    )
    (entry,) = catalogue_of_file(file).values()
    made = entry.document()
    assert (made.value["x-unsound"], lint(made, "orchards").mistakes) == ([], ())
    assert build(made, "orchards").parameter("during").format == "date"
