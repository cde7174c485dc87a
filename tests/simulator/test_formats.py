"""What tells records apart is of the format that its schema names, and stays different."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import pytest

from listproof.contract import build
from listproof.contract.lint import lint
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.seeding.formats import formatted
from listproof.simulator.service import Service

from ..contract.drawn_contracts import sourced
from ..contract.orchards import PLACE, document, parameter

FORMATS = (
    "uuid", "date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "uri", "iri", "uri-reference",
    "iri-reference", "uri-template", "ipv4", "ipv6", "json-pointer", "relative-json-pointer", "regex",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_each_number_has_a_text_of_its_own(form: str) -> None:
    """And every one of them is of the format."""
    is_valid = jsonschema_rs.validator_for({"type": "string", "format": form}, validate_formats=True).is_valid
    made = [formatted(form, number) for number in (*range(400), 70_000)]
    assert len(set(made)) == len(made)
    assert [text for text in made if not is_valid(text)] == []


@pytest.mark.parametrize(
    "told",
    [
        *({"type": "string", "format": form} for form in ("uuid", "date-time", "date", "email", "uri", "ipv4", "hostname", "time")),
        {"type": "string", "format": "uuid", "minLength": 36, "maxLength": 36},
        {"type": "integer", "minimum": 100_000},
        {"type": "integer", "minimum": 1, "maximum": 500},
        {"type": "integer", "multipleOf": 5},
    ],
    ids=str,
)
def test_an_identity_is_of_its_format(told: dict[str, Any]) -> None:
    """In every record of a server, whose listing no law blames; a filter on it finds what it names."""
    record = {"type": "object", "required": ["id"], "properties": {"id": {**told, "x-source": PLACE}}}
    asked = [parameter(name, {"type": "integer", "minimum": 0, "maximum": 1000}) for name in ("offset", "limit")]
    pages = {
        "offset": {"parameter": "offset", "first": 0},
        "size": {"parameter": "limit", "means": "exactly", "safe": 50, "zero": "default"},
    }
    filters = {"id": {"field": "/id", "matches": "equals", **({"as": "number"} if told["type"] == "integer" else {})}}
    written = sourced(document(*asked, parameter("id", told), record=record, answer={}, pages=pages, filters=filters))
    assert [one.message for one in lint(written, "orchards").mistakes] == []
    listing = build(written, "orchards")
    store = listing_of(Service(listing, 60, 0))
    is_valid = jsonschema_rs.validator_for(told, validate_formats=True).is_valid
    shown = [one["id"] for one in store.census.walk.records]
    assert (len(set(shown)), [value for value in shown if not is_valid(value)]) == (60, [])
    tried = [(one, subject) for one, subject in plan(listing, laws()) if one.id.startswith(("shape.", "filters.", "records."))]
    outcomes = [judge(one, store, subject) for one, subject in tried]
    assert [(one.law, one.reason) for one in outcomes if one.verdict in ("fail", "error")] == []


@pytest.mark.parametrize("told", [{"type": "string"}, {"type": "string", "format": "uuid"}, {"type": "integer"}], ids=str)
def test_an_identity_of_several_fields_is_another_in_each_record(told: dict[str, Any]) -> None:
    """The last of them tells records apart where no name does."""
    held = {"zone": {"type": "string", "x-source": PLACE}, "code": {**told, "x-source": PLACE}}
    record = {"type": "object", "required": ["zone", "code"], "properties": held}
    asked = [parameter(name, {"type": "integer", "minimum": 0, "maximum": 1000}) for name in ("offset", "limit")]
    pages = {"offset": {"parameter": "offset", "first": 0}, "size": {"parameter": "limit", "means": "exactly", "safe": 50}}
    identity = ["/zone", "/code"]
    listing = build(document(*asked, record=record, answer={}, pages=pages, identity=identity, settled=identity), "orchards")
    assert len(set(listing_of(Service(listing, 60, 0)).census.walk.names)) == 60
