"""Any contract rendered to a page of each dialect and derived again is the same contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from listproof.derive import derive_bytes, openapi

from .derive_rendering import FORMS, render
from .derive_strategies import descriptions


def without_tables(value: Any) -> Any:
    """A contract that does not say in which table a fact stands: a page without captions cannot say it."""
    if isinstance(value, dict):
        return {key: without_tables(inner) for key, inner in value.items() if not (key == "table" and "document" in value)}
    return [without_tables(inner) for inner in value] if isinstance(value, list) else value


CASES = [(dialect, form) for dialect, forms in FORMS.items() for form in forms]


def comparable(contract: Mapping[str, Any]) -> dict[str, Any]:
    """A contract without the reasons of its guesses, what was not read and its sentences: the description has no words to rest on."""
    found = {key: value for key, value in contract.items() if key not in ("x-unread", "x-guesses", "x-sentences")}
    sources = {fact: {**source, "basis": ""} for fact, source in contract["x-listing"]["sources"].items()}
    found["x-listing"] = {**contract["x-listing"], "sources": sources}
    return {**found, "guessed": sorted(contract["x-guesses"])}


@pytest.mark.parametrize(("dialect", "form"), CASES)
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_contract_rendered_and_derived_is_the_same(dialect: str, form: str, data: st.DataObject) -> None:
    """What a page says is what the contract said that it was written from."""
    contract = openapi(data.draw(descriptions(dialect)))
    labels = data.draw(st.booleans()) if dialect == "huawei" else False
    captions = data.draw(st.booleans()) if dialect == "huawei" and form != "flattened" else True
    page = render(contract, dialect, form, labels, captions)
    again = openapi(derive_bytes(page.encode(), "page", dialect, "page"))
    if not captions:
        again, contract = without_tables(again), without_tables(contract)
    assert comparable(again) == comparable(contract)
