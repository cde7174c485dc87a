"""What `listproof check` keeps and tells of a service that shows the credential it was signed in with."""

from __future__ import annotations

import base64
import json
import socket
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner

from listproof.cli import main

from .servers import answer, hostile

SECRET = "PLANTED-qv7Zk2mPx9Lw4Tt8Rb3"
SPELLED = (SECRET, SECRET.upper(), base64.b64encode(SECRET.encode()).decode(), SECRET.encode().hex())
DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pits", "version": "1"},
    "security": [{"token": []}],
    "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
    "paths": {
        "/pits": {
            "get": {
                "operationId": "listPits",
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 20, "default": 10}},
                    {"name": "offset", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 0}},
                    {"name": "name", "in": "query", "schema": {"type": "string"}},
                ],
                "responses": {
                    "200": {
                        "description": "One page.",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "required": ["total", "pits"],
                                    "properties": {
                                        "total": {"type": "integer"},
                                        "pits": {
                                            "type": "array",
                                            "items": {
                                                "type": "object",
                                                "required": ["id", "name", "stone"],
                                                "properties": {
                                                    "id": {"type": "integer"},
                                                    "name": {"type": "string"},
                                                    "stone": {"type": "string", "enum": ["slate", "chalk"]},
                                                },
                                            },
                                        },
                                    },
                                }
                            }
                        },
                    }
                },
            }
        }
    },
}


def _pit(number: int, spelled: str) -> dict[str, Any]:
    """A record that shows the credential as a value of a list, in a text that is searched, and as a key."""
    return {"id": number, "name": f"{spelled} {number % 7}", "stone": spelled, spelled: 1}


RECORDS = [_pit(number, SPELLED[number % len(SPELLED)]) for number in range(50)]


def _pages(connection: socket.socket, head: bytes) -> None:
    target, signed = head.split(b" ")[1].decode(), f"Bearer {SECRET}".encode() in head
    asked = {name: values[0] for name, values in parse_qs(urlsplit(target).query).items()}
    if not signed:
        connection.sendall(answer(b"{}", status="401 Unauthorized"))
        return
    found = [one for one in RECORDS if asked.get("name", "") in one["name"]]
    first, size = int(asked.get("offset", 0)), int(asked.get("limit", 10))
    connection.sendall(answer(json.dumps({"total": len(found), "pits": found[first : first + size]}).encode()))


def test_no_file_of_a_check_holds_the_credential(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that show the credential, as it is, in capitals, as Base64 and as hex, leave it in no file and on no terminal."""
    monkeypatch.setenv("LISTPROOF_TOKEN", SECRET)
    openapi = tmp_path / "openapi.json"
    openapi.write_text(json.dumps(DOCUMENT))
    with hostile(_pages) as server:
        told = CliRunner().invoke(main, ["check", str(openapi), "--url", server.url, "-o", str(tmp_path / "kept"), "-v"])
    assert len(server.requests) > 20, told.output
    kept = {file.name: file.read_text() for file in (tmp_path / "kept").iterdir()} | {"what is printed": told.output}
    assert {"run.json", "openapi.overlay.yaml", "listproof.toml"} <= set(kept)
    assert [(name, text) for name, whole in kept.items() for text in SPELLED if text in whole] == []
    assert "***" in kept["openapi.overlay.yaml"], "what was seen is quoted all the same"
