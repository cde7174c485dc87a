"""Columns that answer yes or no: what is asked by their heading decides what the answer means."""

from __future__ import annotations

from typing import Any

import pytest

from listproof.derive import Description, derive_bytes, openapi


def page(asked: str = "", answered: str = "", example: str = "") -> Description:
    """A page of a few rows."""
    top = f"# List fans\n\nGET /fans\n\n## Query parameters\n\n{asked}\n\n## Response parameters\n\n{answered}\n\n{example}\n"
    return derive_bytes(top.encode(), "page.md")


def table(heading: str, *rows: tuple[str, str]) -> str:
    """A table of names with one column of yes and no."""
    lines = "".join(f"| {name} | string | {cell} | The {name}. |\n" for name, cell in rows)
    return f"| Name | Type | {heading} | Description |\n|---|---|---|---|\n{lines}"


def record(said: Description) -> dict[str, Any]:
    """The fields of an answer as they are written."""
    properties: dict[str, Any] = openapi(said)["components"]["schemas"]["Answer"]["properties"]
    return properties


@pytest.mark.parametrize(
    ("heading", "no", "yes"),
    [
        ("Optional", "No", "Yes"),
        ("Can be omitted", "no", "yes"),
        ("Not required", "n", "y"),
        ("是否可选", "否", "是"),
        ("Optional", "Required", "Optional"),
        ("Mandatory/Optional", "Mandatory", "Optional"),
        ("Mandatory", "Yes", "No"),
        ("Must be given", "yes", "no"),
    ],
)
def test_a_negated_column_is_read_negated(heading: str, no: str, yes: str) -> None:
    """`Optional: No` is required; a cell that says the word itself means it under any heading."""
    said = page(table(heading, ("farm", no), ("tag", yes)))
    assert [(item.name, item.required) for item in said.parameters] == [("farm", True), ("tag", False)]


@pytest.mark.parametrize("heading", ["Deprecated", "Sortable", "Read-only"])
def test_yes_or_no_of_something_else_is_not_what_is_required(heading: str) -> None:
    """A column that asks something else is told and gives nothing."""
    said = page(table(heading, ("farm", "No"), ("tag", "Yes")))
    assert [item.required for item in said.parameters] == [None, None]
    assert any(heading in one.what for one in said.unread)


def test_a_nullable_field_is_a_type_with_null() -> None:
    """`Nullable: yes` allows null, in a list of values too, and null in the example contradicts nothing."""
    rows = "| code | string | no | Code. |\n| kind | string | yes | Kind. Valid values: warm, cold. |\n| next | string | yes | Next. |\n"
    answered = f"| Name | Type | Nullable | Description |\n|---|---|---|---|\n{rows}"
    said = page(answered=answered, example='```json\n{"code": "x", "kind": "warm", "next": null}\n```')
    fields = record(said)
    assert [fields[name]["type"] for name in ("code", "kind", "next")] == ["string", ["string", "null"], ["string", "null"]]
    assert fields["kind"]["enum"] == ["warm", "cold", None]
    assert openapi(said)["x-disputes"] == []


def test_null_against_a_column_that_denies_it_is_a_dispute() -> None:
    """`Nullable: no` beside an example with null contradicts itself."""
    said = page(answered=table("Nullable", ("code", "no")), example='```json\n{"code": null}\n```')
    assert [one["about"] for one in openapi(said)["x-disputes"]] == [["fields./code.type", "fields./code.null"]]


def test_a_nullable_parameter_is_told() -> None:
    """What null means in a request is not known, so it is not written and told."""
    said = page(table("Nullable", ("farm", "yes")))
    assert openapi(said)["paths"]["/fans"]["get"]["parameters"][0]["schema"] == {"type": "string"}
    assert any("may be null" in one.why for one in said.unread)
