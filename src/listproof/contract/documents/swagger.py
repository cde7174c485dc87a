"""Swagger 2.0 in the words of OpenAPI 3, each thing left at its place, so that pointers and lines stay those of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from listproof.contract.documents.references import Place
from listproof.contract.documents.written_in import brought, written_in
from listproof.contract.text import Document

__all__ = ["from_swagger"]

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_SCHEMA = (
    "type", "format", "items", "default", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern",
    "maxItems", "minItems", "uniqueItems", "enum", "multipleOf", "x-nullable",
)  # fmt: skip
_STYLES = {
    "csv": ("form", False),
    "multi": ("form", True),
    "ssv": ("spaceDelimited", False),
    "pipes": ("pipeDelimited", False),
    "tsv": ("form", False),
}
_FLOWS = {"accessCode": "authorizationCode", "application": "clientCredentials"}


def from_swagger(document: Document) -> Document:
    """A document of Swagger 2.0 as one of OpenAPI 3.0. Definitions stay where they are, and so does what refers to them.

    `x-null-unsaid`: that edition has no word for null, so that its types say nothing of it.
    """
    document = written_in(document)
    root: Mapping[str, Any] = {**document.value, **_brought(document)}
    produces = _kinds(root.get("produces"))
    made = {key: value for key, value in root.items() if key not in ("swagger", "securityDefinitions", "host", "basePath", "schemes")}
    made["openapi"] = "3.0.3"
    made["x-null-unsaid"] = True
    schemes = {name: _scheme(one) for name, one in (root.get("securityDefinitions") or {}).items() if isinstance(one, Mapping)}
    made["components"] = {"securitySchemes": schemes}
    made["servers"] = _servers(root)
    for word, change in (("parameters", _parameter), ("responses", lambda one: _response(one, produces))):
        if isinstance(root.get(word), Mapping):
            made[word] = {name: change(one) for name, one in root[word].items()}
    paths = root.get("paths")
    made["paths"] = {path: _item(item, produces) for path, item in paths.items()} if isinstance(paths, Mapping) else paths
    return replace(document, value=made)


def _brought(document: Document) -> dict[str, Any]:
    """The parameters and responses of a document, those in its paths too, with the ones that stand in other files written in."""
    root = document.value
    made: dict[str, Any] = {}
    for word in ("parameters", "responses"):
        if isinstance(root.get(word), Mapping):
            made[word] = {name: _own(document, (word, name), one) for name, one in root[word].items()}
    paths = root.get("paths")
    if isinstance(paths, Mapping):
        made["paths"] = {path: _with_own(document, ("paths", path), item) for path, item in paths.items()}
    return made


def _with_own(document: Document, at: Place, item: Any) -> Any:
    """A path item, or an operation, whose parameters and responses are its own."""
    if not isinstance(item, Mapping):
        return item
    made = dict(item)
    if isinstance(item.get("parameters"), list):
        made["parameters"] = [_own(document, (*at, "parameters", index), one) for index, one in enumerate(item["parameters"])]
    if isinstance(item.get("responses"), Mapping):
        made["responses"] = {status: _own(document, (*at, "responses", status), one) for status, one in item["responses"].items()}
    return made | {method: _with_own(document, (*at, method), item[method]) for method in _METHODS if method in item and len(at) == 2}


def _own(document: Document, at: Place, entry: Any) -> Any:
    elsewhere = isinstance(entry, Mapping) and isinstance(entry.get("$ref"), str) and not entry["$ref"].startswith("#")
    return brought(document, at, entry) if elsewhere else entry


def _kinds(said: Any) -> list[str]:
    return [str(kind) for kind in said] if isinstance(said, list) and said else ["application/json"]


def _servers(root: Mapping[str, Any]) -> list[dict[str, str]]:
    base = str(root.get("basePath") or "").rstrip("/")
    host = root.get("host")
    schemes = root.get("schemes") or ["https"]
    return [{"url": f"{scheme}://{host}{base}"} for scheme in schemes] if host else [{"url": base or "/"}]


def _item(item: Any, produces: list[str]) -> Any:
    if not isinstance(item, Mapping):
        return item
    made = dict(item)
    if isinstance(item.get("parameters"), list):
        made["parameters"] = [_parameter(one) for one in item["parameters"]]
    for method in _METHODS:
        if isinstance(item.get(method), Mapping):
            made[method] = _operation(item[method], produces)
    return made


def _operation(operation: Mapping[str, Any], produces: list[str]) -> dict[str, Any]:
    made = dict(operation)
    kinds = _kinds(operation["produces"]) if "produces" in operation else produces
    entries = operation.get("parameters") or []
    # A body stays out of the list; the indices of what stands behind it move, and lines are then those of the operation's list.
    made["parameters"] = [_parameter(one) for one in entries if not _is_body(one)]
    body = next((one for one in entries if isinstance(one, Mapping) and one.get("in") == "body"), None)
    if body is not None:
        consumed = _kinds(operation.get("consumes"))
        made["requestBody"] = {"content": {consumed[0]: {"schema": body.get("schema") or {}}}, "required": bool(body.get("required"))}
    responses = operation.get("responses")
    if isinstance(responses, Mapping):
        made["responses"] = {str(status): _response(one, kinds) for status, one in responses.items()}
    return made


def _is_body(entry: Any) -> bool:
    return isinstance(entry, Mapping) and entry.get("in") in ("body", "formData")


def _parameter(entry: Any) -> Any:
    if not isinstance(entry, Mapping) or "$ref" in entry or _is_body(entry):
        return entry
    made = {key: value for key, value in entry.items() if key not in (*_SCHEMA, "collectionFormat")}
    made["schema"] = _schema(entry)
    if entry.get("type") == "array":
        style, explode = _STYLES.get(str(entry.get("collectionFormat", "csv")), _STYLES["csv"])
        made |= {"style": style, "explode": explode} if entry.get("in") == "query" else {}
    return made


def _schema(entry: Mapping[str, Any]) -> dict[str, Any]:
    found = {key: entry[key] for key in _SCHEMA if key in entry}
    if found.pop("x-nullable", None) is True:
        found["nullable"] = True
    if isinstance(found.get("items"), Mapping):
        found["items"] = {key: value for key, value in found["items"].items() if key != "collectionFormat"}
    return found


def _response(response: Any, kinds: list[str]) -> Any:
    if not isinstance(response, Mapping) or "$ref" in response:
        return response
    made = {key: value for key, value in response.items() if key not in ("schema", "examples", "headers")}
    if isinstance(response.get("headers"), Mapping):
        made["headers"] = {
            name: {**{key: value for key, value in one.items() if key not in _SCHEMA}, "schema": _schema(one)}
            for name, one in response["headers"].items()
            if isinstance(one, Mapping)
        }
    if isinstance(response.get("schema"), Mapping):
        given = response.get("examples")
        shown: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
        made["content"] = {
            kind: {"schema": response["schema"], **({"example": shown[kind]} if kind in shown else {})} for kind in _with_json_first(kinds)
        }
    return made


def _with_json_first(kinds: list[str]) -> list[str]:
    """Media types with JSON first, for the first one is what answers are read as."""
    return sorted(dict.fromkeys(kind for kind in kinds if "*" not in kind), key=lambda kind: "json" not in kind) or ["*/*"]


def _scheme(one: Mapping[str, Any]) -> dict[str, Any]:
    if one.get("type") == "basic":
        return {**{key: value for key, value in one.items() if key != "type"}, "type": "http", "scheme": "basic"}
    if one.get("type") == "oauth2":
        flow = str(one.get("flow", "implicit"))
        held = {word: one[word] for word in ("authorizationUrl", "tokenUrl", "scopes") if word in one}
        return {"type": "oauth2", "flows": {_FLOWS.get(flow, flow): held}}
    return dict(one)
