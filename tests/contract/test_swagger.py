"""Swagger 2.0 is read in the words of OpenAPI 3."""

from __future__ import annotations

from typing import Any

from listproof.contract import Document
from listproof.contract.documents import excerpt, normalised

BOATS: dict[str, Any] = {
    "swagger": "2.0",
    "info": {"title": "Harbour", "version": "1"},
    "host": "harbour.example",
    "basePath": "/api",
    "produces": ["text/xml", "application/json"],
    "securityDefinitions": {"plain": {"type": "basic"}},
    "definitions": {"Boat": {"type": "object", "properties": {"name": {"type": "string", "x-nullable": True}}}},
    "parameters": {"limit": {"name": "limit", "in": "query", "type": "integer", "maximum": 10}},
    "paths": {
        "/boats": {
            "get": {
                "parameters": [
                    {"$ref": "#/parameters/limit"},
                    {"name": "state", "in": "query", "type": "array", "items": {"type": "string"}, "collectionFormat": "multi"},
                ],
                "responses": {
                    "200": {
                        "description": "boats",
                        "schema": {"type": "array", "items": {"$ref": "#/definitions/Boat"}},
                        "headers": {"X-Total-Count": {"type": "integer"}},
                    }
                },
            }
        }
    },
}


def read() -> dict[str, Any]:
    """The one operation of the file, on its own."""
    alone = excerpt(normalised(Document("harbour.json", BOATS, {})), "/boats", "get", {})
    operation: dict[str, Any] = alone.value["paths"]["/boats"]["get"]
    return operation


def test_parameters_have_schemas() -> None:
    """The words about a parameter's value become its schema, and the form of a list its style."""
    limit, state = read()["parameters"]
    assert limit["schema"] == {"type": "integer", "maximum": 10}
    assert (state["style"], state["explode"], state["schema"]["type"]) == ("form", True, "array")


def test_an_answer_has_a_content() -> None:
    """The schema of an answer stands under each media type, JSON first; its headers have schemas."""
    good = read()["responses"]["200"]
    assert list(good["content"]) == ["application/json", "text/xml"]
    assert good["content"]["application/json"]["schema"]["items"]["properties"]["name"]["type"] == ["string", "null"]
    assert good["headers"]["X-Total-Count"]["schema"] == {"type": "integer"}


def test_servers_and_security_are_said() -> None:
    """Host and base path make a server; basic is a scheme of HTTP."""
    root = normalised(Document("harbour.json", BOATS, {})).value
    assert root["servers"] == [{"url": "https://harbour.example/api"}]
    assert root["components"]["securitySchemes"] == {"plain": {"type": "http", "scheme": "basic"}}
