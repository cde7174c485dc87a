"""OpenAPI files that are none in some part: each is read, or refused in a sentence, whatever stands where."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from listproof.cli import main
from listproof.contract import ContractError, Document
from listproof.contract.documents import normalised
from listproof.openapi import drafted, list_operations, server_of, write_overlay
from listproof.openapi.servers import prefix_of

_RECORD = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "name": {"type": "string", "enum": ["a", "b"]}}}
_MODERN: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Orchards", "version": "1"},
    "servers": [{"url": "http://{host}/v1", "variables": {"host": {"default": "127.0.0.1"}}}],
    "security": [{"key": []}],
    "components": {
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
        "schemas": {"Orchard": _RECORD},
        "parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100, "default": 10}}},
    },
    "paths": {
        "/orchards": {
            "parameters": [{"name": "X-Tenant", "in": "header", "schema": {"type": "string"}}],
            "get": {
                "operationId": "listOrchards",
                "parameters": [
                    {"$ref": "#/components/parameters/Limit"},
                    {"name": "offset", "in": "query", "schema": {"type": "integer"}, "examples": {"second": {"value": 10}}},
                    {"name": "filter", "in": "query", "style": "deepObject", "schema": {"properties": {"name": {"type": "string"}}}},
                    {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["id", "-id"]}},
                ],
                "responses": {
                    "200": {
                        "headers": {"Link": {"schema": {"type": "string"}}},
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {
                                        "total": {"type": "integer"},
                                        "items": {"type": "array", "items": {"allOf": [{"$ref": "#/components/schemas/Orchard"}]}},
                                    },
                                },
                                "example": {"items": [{"id": "a"}]},
                            }
                        },
                    }
                },
            },
        }
    },
}
_SWAGGER: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Orchards", "version": "1"},
    "host": "127.0.0.1",
    "basePath": "/v1",
    "schemes": ["http"],
    "produces": ["application/json"],
    "securityDefinitions": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
    "definitions": {"Orchard": _RECORD},
    "paths": {
        "/orchards": {
            "get": {
                "parameters": [{"name": "page", "in": "query", "type": "integer"}, {"name": "limit", "in": "query", "type": "integer"}],
                "responses": {
                    "200": {
                        "schema": {"type": "array", "items": {"$ref": "#/definitions/Orchard"}},
                        "headers": {"X-Total-Count": {"type": "integer"}},
                    }
                },
            }
        }
    },
}
_ODD: tuple[Any, ...] = (None, 5, "\ud800", [[]], {"a": None})


def _places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if at:
        yield at
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in pairs:
        yield from _places(inner, (*at, step))


def _odd(whole: dict[str, Any], at: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The file with this in place of what stands there."""
    made = copy.deepcopy(whole)
    holder: Any = made
    for step in at[:-1]:
        holder = holder[step]
    holder[at[-1]] = value
    return made


@pytest.mark.parametrize("whole", [_MODERN, _SWAGGER], ids=["3.1", "2.0"])
def test_whatever_stands_in_a_file_it_is_read_or_refused(whole: dict[str, Any], tmp_path: Path) -> None:
    """Five odd values at every place of a file: drafts are made, or the file or the operation is left out with a reason."""
    drafts = 0
    for at in _places(whole):
        for value in _ODD:
            try:
                document = normalised(Document("orchards.json", _odd(whole, at, value), {}))
                _ = server_of(document), prefix_of(document)
                operations = list_operations(document)
            except ContractError:
                continue
            for operation in operations:
                try:
                    made = drafted(document, operation)
                except ContractError:
                    continue
                drafts += 1
                write_overlay([made], Path("orchards.json"), tmp_path)
    assert drafts > 50


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("components", "parameters", "Limit", "schema", "maximum"), float("inf")),
        (("paths", "/orchards", "get", "parameters", 3, "schema", "enum"), [f"v{number}" for number in range(40_000)]),
        (("paths", "/orchards", "get", "parameters"), [None]),
    ],
    ids=["a bound beyond all numbers", "40,000 values", "no parameter"],
)
@pytest.mark.parametrize("command", ["check", "derive"])
def test_what_cannot_be_read_is_left_out_with_its_reason(command: str, at: tuple[Any, ...], value: Any, tmp_path: Path) -> None:
    """A plan and an overlay are made of what is left, and nobody reads a traceback."""
    path = tmp_path / "orchards.json"
    path.write_text(json.dumps(_odd(_MODERN, at, value)).replace("Infinity", "1e400"), encoding="utf-8")
    options = ["--plan"] if command == "check" else ["-o", str(tmp_path / "contracts")]
    done = CliRunner().invoke(main, [command, str(path), *options])
    assert done.exit_code in (0, 4), done.output
    assert "Traceback" not in done.output
    reasons = ("listOrchards is left out", "is not of the form of OpenAPI", "1e400 is larger than a number that listproof reads")
    assert any(reason in done.output for reason in reasons), done.output


def test_a_long_enum_is_looked_at_once() -> None:
    """Of twenty thousand values each is held against the others at the cost of one look."""
    values = [f"v{number}" for number in range(20_000)]
    document = normalised(
        Document("orchards.json", _odd(_MODERN, ("components", "schemas", "Orchard", "properties", "name"), {"enum": values}), {})
    )
    draft = drafted(document, list_operations(document)[0])
    assert draft.operation.path == "/orchards"


def test_a_value_that_would_fill_the_machine_is_not_made(tmp_path: Path) -> None:
    """A mandatory text of a billion characters is no bound that anybody keeps: and is left out with its reason."""
    given = {"name": "q", "in": "query", "required": True, "schema": {"type": "string", "minLength": 10**9 - 1, "maxLength": 10**9}}
    made = _odd(_MODERN, ("paths", "/orchards", "get", "parameters", 1), given)
    path = tmp_path / "orchards.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    done = CliRunner().invoke(main, ["derive", str(path), "-o", str(tmp_path / "contracts")])
    assert done.exit_code == 0, done.output
    assert "parameter q: minLength 999999999 is more than 100,000" in done.output
    assert sum(one.stat().st_size for one in (tmp_path / "contracts").iterdir()) < 10_000
