"""The versions of OpenAPI: what an older one says in other words, said as 3.1 does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract.documents.misshapen import of_openapi
from listproof.contract.documents.swagger import from_swagger
from listproof.contract.text import ContractError, Document

__all__ = ["modern", "normalised"]

_ABOUT = ("title", "description", "default", "example", "examples", "deprecated", "readOnly", "writeOnly")
"""The words of a schema about itself, which say nothing of a value."""
_KNOWN = ("3.0", "3.1", "3.2")
_BOUNDS = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))


def normalised(document: Document) -> Document:
    """A document of OpenAPI 3, whatever version a file is of. Raises ContractError for a version that is not read."""
    root = document.value
    if isinstance(root, Mapping) and str(root.get("swagger")) == "2.0":
        with of_openapi(document.file):
            return from_swagger(document)
    version = root.get("openapi", root.get("swagger")) if isinstance(root, Mapping) else None
    version = str(version) if isinstance(version, float) else version
    if not isinstance(version, str) or not version.startswith(_KNOWN):
        word = "swagger" if isinstance(root, Mapping) and "swagger" in root else "openapi"
        said = "is missing" if version is None else f"version {version} is not read"
        raise ContractError((document.mistake((word,), f"{word}: {said}; expected OpenAPI {', '.join(_KNOWN)} or Swagger 2.0, in quotes"),))
    return document


def modern(schema: Mapping[str, Any]) -> dict[str, Any]:
    """One schema object, not those in it, in the words of 3.1: null as a type, and exclusive bounds that are numbers.

    A schema of Swagger 2.0 of which `x-null-unsaid` says that null may stand there though nothing says so keeps that word; one that lists
    its values has said all of them.
    """
    found = dict(schema)
    if found.get("x-nullable") is True or (found.get("x-null-unsaid") is True and "enum" not in found):
        found["nullable"] = True
    if found.get("nullable") is True and not isinstance(found["nullable"], Mapping):
        del found["nullable"]
        kind = found.get("type")
        if isinstance(kind, str):
            found["type"] = [kind, "null"]
        elif kind is None:
            found = _or_null(found)
        if isinstance(found.get("enum"), list) and None not in found["enum"]:
            found["enum"] = [*found["enum"], None]
    elif found.get("nullable") is False:
        del found["nullable"]
    for exclusive, bound in _BOUNDS:
        if found.get(exclusive) is True and bound in found:
            found[exclusive] = found.pop(bound)
        elif isinstance(found.get(exclusive), bool):
            del found[exclusive]
    return found


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    """What is put together of other schemas, or null: generators have no other way of saying it of a reference.

    By the letter `nullable` adds to a type beside it and does nothing here, but whoever wrote it beside a reference has said null.
    """
    for word in ("oneOf", "anyOf"):
        if isinstance(schema.get(word), list) and "allOf" not in schema:
            return {**schema, word: [*schema[word], {"type": "null"}]}
    if not isinstance(schema.get("allOf"), list):
        return schema
    own = {key: value for key, value in schema.items() if key in _ABOUT or key.startswith("x-")}
    return {**own, "anyOf": [{key: value for key, value in schema.items() if key not in own}, {"type": "null"}]}
