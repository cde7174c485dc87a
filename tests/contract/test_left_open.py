"""What of a large document is passed over is said by lint, for a green one means that all of it runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from listproof.contract import Contract
from listproof.contract.catalogue import catalogue_of_file
from listproof.contract.lint import lint
from listproof.contract.sharpness import cautions

_LISTING = {"records": "", "identity": ["/f0"], "pages": "none", "order": "unspecified", "sign-in": [{"type": "none"}], "errors": {}}


def _contract(tmp_path: Path, record: dict[str, Any], *parameters: dict[str, Any]) -> Contract:
    answer = {"description": "ok", "content": {"application/json": {"schema": {"type": "array", "items": record}}}}
    operation = {"operationId": "list", "x-listing": _LISTING, "parameters": list(parameters), "responses": {"200": answer}}
    file = tmp_path / "api.json"
    told = {"openapi": "3.1.0", "info": {"title": "Orchards", "version": "1"}, "paths": {"/orchards": {"get": operation}}}
    file.write_text(json.dumps(told), encoding="utf-8")
    (entry,) = catalogue_of_file(file).values()
    found = lint(entry.document(), "orchards")
    assert found.mistakes == ()
    assert found.contract is not None
    return found.contract


def _record(fields: int) -> dict[str, Any]:
    return {"type": "object", "required": ["f0"], "properties": {f"f{number}": {"type": "string"} for number in range(fields)}}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (200, []),
        (250, ["of 250 documented fields the 200 outermost are facts, and no law looks at the others"]),
        (9000, ["the schemas hold more than 4000 nodes"]),
    ],
)
def test_fields_that_no_law_looks_at_are_counted(fields: int, said: list[str], tmp_path: Path) -> None:
    """From the two hundredth on, and what is too much to be written out."""
    told = list(cautions(_contract(tmp_path, _record(fields))))
    assert all(any(part in one for one in told) for part in said)
    assert bool(told) == bool(said)


def test_what_contradicts_itself_is_told(tmp_path: Path) -> None:
    """It is left out of the contract, which can be kept to without it."""
    impossible = {"name": "id", "in": "query", "schema": {"type": "string", "format": "uuid", "maxLength": 20}}
    (told,) = cautions(_contract(tmp_path, _record(2), impossible))
    assert told == "api.json:1: parameter id: a text of format uuid has 36 characters, and maxLength is 20: it is left out"
