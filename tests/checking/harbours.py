"""A listing of boats as small as can be, whose pages and totals a test chooses, asked inside the process."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from listproof.contract import Document

__all__ = ["RECORDS", "Harbour", "described"]

RECORDS = [{"id": number, "code": f"c{number}", "created_at": f"2026-01-{30 - number:02}T00:00:00Z"} for number in range(1, 13)]

Answer = Callable[[Mapping[str, str]], Any]


class Harbour(httpx.BaseTransport):
    """Answers every GET with what a function makes of its query, and counts; anything else fails the test."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The answer to one request."""
        assert request.method == "GET", request
        self.asked.append(request.url.raw_path.decode())
        body = self.answer({"path": request.url.path, **dict(request.url.params)})
        if isinstance(body, int):
            return httpx.Response(body, json={"detail": "no"}, request=request)
        return httpx.Response(200, content=json.dumps(body), headers={"content-type": "application/json"}, request=request)


def described(*parameters: Mapping[str, Any], path: str = "/boats", **beside: Mapping[str, Any]) -> Document:
    """An OpenAPI file whose one listing has these parameters, and these fields beside its `boats`."""
    boat = {
        "type": "object",
        "required": ["id", "code"],
        "properties": {"id": {"type": "integer"}, "code": {"type": "string"}, "created_at": {"type": "string", "format": "date-time"}},
    }
    answer = {"type": "object", "properties": {"boats": {"type": "array", "items": boat}, **beside}}
    good = {"description": "boats", "content": {"application/json": {"schema": answer}}}
    within = [
        {"name": part[1:-1], "in": "path", "required": True, "schema": {"type": "string"}} for part in path.split("/") if part[:1] == "{"
    ]
    operation = {"parameters": [*within, *parameters], "responses": {"200": good}}
    return Document("harbour.yaml", {"openapi": "3.1.0", "info": {"title": "Harbour"}, "paths": {path: {"get": operation}}}, {})
