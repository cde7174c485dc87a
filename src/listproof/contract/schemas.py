"""The JSON Schemas of a contract on their own (2020-12, references written out), for anyone else's tools."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from listproof.contract.model import Contract, Parameter
from listproof.contract.text import ContractError, Mistake

__all__ = ["schemas", "write_schemas"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_MAPS = ("properties", "patternProperties", "$defs", "dependentSchemas")
_VALUES = ("const", "enum", "default", "examples")
_PLACES = ("path", "query", "header", "cookie")


def schemas(contract: Contract) -> dict[str, dict[str, Any]]:
    """The schemas by name: `request` (parameters by place, then by name), `answer`, `record` and `error`.

    Each has `$id`, `title` and `$schema`; values are those of the contract's terms, before they are spelled for the wire.
    Raises ContractError where one is no valid schema.
    """
    from jsonschema import Draft202012Validator, SchemaError

    bodies = {
        "request": (_request(contract), "request parameters"),
        "answer": (contract.answer_schema, "answer"),
        "record": (contract.record_schema, "record"),
        "error": (contract.error_schema, "error"),
    }
    found = {}
    for name, (body, title) in bodies.items():
        head = {"$schema": _DIALECT, "$id": f"urn:listproof:{contract.slug}:{name}", "title": f"{contract.title}: {title}"}
        found[name] = {**head, **{key: value for key, value in _plain(body).items() if key not in head}}
        try:
            Draft202012Validator.check_schema(found[name])
        except SchemaError as error:
            message = f"the schema of the {title} is no JSON Schema (2020-12): {' '.join(error.message.split())[:160]}"
            raise ContractError((Mistake(contract.file, 1, message),)) from None
    return found


def write_schemas(contract: Contract, folder: Path) -> tuple[Path, ...]:
    """Write `<folder>/<slug>/<name>.schema.json` for each schema; the paths written. Raises OSError where that fails."""
    found = schemas(contract)
    place = folder / contract.slug
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in found.items():
        path = place / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)


def _request(contract: Contract) -> dict[str, Any]:
    places: dict[str, Any] = {}
    for place in _PLACES:
        here = [one for one in contract.parameters if one.place == place and one.carrier is None]
        if here:
            places[place] = _object(here)
    required = [place for place, body in places.items() if "required" in body]
    return {"type": "object", "properties": places, **({"required": required} if required else {}), "additionalProperties": False}


def _object(parameters: list[Parameter]) -> dict[str, Any]:
    required = [one.name for one in parameters if one.required]
    found: dict[str, Any] = {"type": "object", "properties": {one.name: one.schema for one in parameters}}
    return {**found, "required": required} if required else found


def _plain(schema: Any) -> Any:
    """A schema without the extensions of a contract."""
    if isinstance(schema, list):
        return [_plain(inner) for inner in schema]
    if not isinstance(schema, Mapping):
        return schema
    found: dict[str, Any] = {}
    for key, value in schema.items():
        if key.startswith("x-") or key == "example":
            continue
        if key in _MAPS and isinstance(value, Mapping):
            found[key] = {name: _plain(inner) for name, inner in value.items()}
        else:
            found[key] = value if key in _VALUES else _plain(value)
    return found
