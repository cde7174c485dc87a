"""The project's own contracts, rendered to a page of each dialect, are derived again with the same facts."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, cast

import pytest

from listproof.derive import derive_bytes, openapi
from listproof.derive.comparing.facts import Facts, facts_of, read_contract

from .derive_rendering import FORMS, first_type, operation, render, resolved

CONTRACTS = Path(__file__).parents[2] / "contracts"
SLUGS = sorted(path.parent.name for path in CONTRACTS.glob("*/openapi.yaml"))
CASES = [(slug, dialect, form) for slug in SLUGS for dialect, forms in FORMS.items() for form in forms]


def shown(contract: Mapping[str, Any], schema: Mapping[str, Any]) -> Any:
    """A value of a schema that shows every field."""
    schema = resolved(contract, schema)
    kind = first_type(schema)
    if kind == "object":
        extra = schema.get("additionalProperties")
        inner = {name: shown(contract, one) for name, one in schema.get("properties", {}).items()}
        return inner or ({"key": shown(contract, extra)} if isinstance(extra, dict) else {})
    if kind == "array":
        return [shown(contract, schema.get("items", {"type": "string"}))]
    if schema.get("enum"):
        return schema["enum"][0]
    if schema.get("examples"):
        return schema["examples"][0]
    text = "2025-01-02T03:04:05Z" if schema.get("format") == "date-time" else "text"
    number = 1700000000000 if schema.get("format") == "epoch-milliseconds" else 5
    return {"string": text, "integer": number, "number": 0.5, "boolean": True}[kind]


def prepared(slug: str, dialect: str) -> dict[str, Any]:
    """A contract as a page of a dialect can tell it: with an example of every field, and without what no page has.

    A cookie and a parameter that is a JSON object are told by MkDocs pages only.
    """
    contract = deepcopy(dict(read_contract(CONTRACTS / slug)))
    found = cast("dict[str, Any]", operation(contract)[2])
    found["parameters"] = [one for one in found["parameters"] if one["in"] != "cookie" and (dialect == "mkdocs" or not _nested(one))]
    media = found["responses"]["200"]["content"]["application/json"]
    example = shown(contract, media["schema"])
    media["examples"] = {"documented": {"x-source": {}, "value": example}}
    return contract


def _nested(parameter: Mapping[str, Any]) -> bool:
    content = parameter.get("content") or {}
    return any(media["schema"].get("properties") for media in content.values())


def told(facts: Facts, dialect: str) -> dict[str, Any]:
    """The facts that a page of a dialect tells of parameters and fields, save what is disputed."""
    found: dict[str, Any] = {}
    for fact, stated in facts.stated.items():
        facet = fact.rpartition(".")[2]
        if not fact.startswith(("parameters.", "fields.")) or facet in ("pattern", "null"):
            continue
        if facet == "required" and fact.startswith("fields."):
            continue
        if facet == "format" and ((fact.startswith("parameters.") and dialect == "huawei") or stated.value == "int64"):
            continue
        if facet == "example" and dialect == "huawei":
            continue
        if fact.startswith("fields.") and (facet == "example" or fact.endswith("/*") or fact.endswith("/*.type")):
            continue
        found[fact] = str(stated.value)
    return found


@pytest.mark.parametrize(("slug", "dialect", "form"), CASES)
def test_a_contract_of_the_project_survives_a_page(slug: str, dialect: str, form: str) -> None:
    """Types, places, ranges, lengths, values and defaults come back as they went."""
    contract = prepared(slug, dialect)
    wanted = facts_of(contract)
    page = render(contract, dialect, form)
    found = told(facts_of(openapi(derive_bytes(page.encode(), "page", dialect, "page"))), dialect)
    missing = {
        fact: (value, found.get(fact))
        for fact, value in told(wanted, dialect).items()
        if found.get(fact) != value and not any(one.covers(fact) for one in wanted.disputes)
    }
    assert missing == {}
    assert len(found) > 40
