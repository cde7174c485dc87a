"""What `listproof derive` writes is valid OpenAPI 3.1, its x-listing is valid, and other tools can load it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from listproof.derive import as_yaml, derive, openapi

from .derive_expectations import pages

ROOT = Path(__file__).parents[2]
PAGES = pages(Path(__file__).parent / "pages")


def written(page: Path) -> Any:
    """The contract of a page, through YAML and back."""
    return yaml.safe_load(as_yaml(openapi(derive(page))))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_output_is_openapi(page: Path) -> None:
    """A public validator finds nothing wrong."""
    assert [error.message for error in OpenAPIV31SpecValidator(written(page)).iter_errors()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_listing_has_the_form_of_a_contract(page: Path) -> None:
    """x-listing fits the schema of contracts, save what the page is listed not to give."""
    schema = json.loads((ROOT / "contracts" / "listing.schema.json").read_text())
    contract = written(page)
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(contract["x-listing"]))
    told = {one["what"] for one in contract["x-unread"]}
    assert [error.message for error in errors if str(next(iter(error.absolute_path), "")) not in told] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_same_page_gives_the_same_output(page: Path) -> None:
    """Nothing in the output depends on the run."""
    assert as_yaml(openapi(derive(page))) == as_yaml(openapi(derive(page)))


def test_no_sentence_of_a_page_is_in_its_contract() -> None:
    """A contract holds facts and figures; the prose of the page stays on the page."""
    contract = as_yaml(openapi(derive(PAGES[[page.name for page in PAGES].index("huawei-greenhouse.html")])))
    for sentence in ("How many greenhouses a page holds", "Identifier.", "Name of a greenhouse", "plants inside"):
        assert sentence not in contract
