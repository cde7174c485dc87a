"""The exchanges of a run as an HTTP archive (HAR 1.2), which browsers and most HTTP tools open."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from listproof.reports.file import json_text, write_text
from listproof.reports.masking import Mask, masked, unmasked
from listproof.verdicts import Exchange

__all__ = ["write_har"]


def write_har(exchanges: Iterable[tuple[float, Exchange]], file: Path, version: str, mask: Mask = unmasked) -> None:
    """Write exchanges, each with the time at which it was asked (epoch milliseconds), as they may be shown; OSError where that fails."""
    entries = [_entry(asked, exchange) for asked, exchange in sorted(exchanges, key=lambda pair: pair[0])]
    log = {"version": "1.2", "creator": {"name": "listproof", "version": version}, "entries": entries}
    write_text(file, json_text(masked({"log": log}, mask), indent=1) + "\n")


def _entry(asked: float, exchange: Exchange) -> dict[str, Any]:
    milliseconds = round(exchange.seconds * 1000, 3)
    query = exchange.url.partition("?")[2]
    return {
        "startedDateTime": datetime.datetime.fromtimestamp(asked / 1000, datetime.UTC).isoformat(timespec="milliseconds"),
        "time": milliseconds,
        "request": {
            "method": exchange.method, "url": exchange.url, "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": _pairs(exchange.request_headers), "headersSize": -1, "bodySize": len(exchange.sent.encode()),
            **({"postData": {"mimeType": "application/json", "text": exchange.sent}} if exchange.sent else {}),
            "queryString": [{"name": name, "value": value} for name, value in parse_qsl(query, keep_blank_values=True)],
        },
        "response": {
            "status": exchange.status, "statusText": "", "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": _pairs(exchange.response_headers), "redirectURL": "", "headersSize": -1, "bodySize": -1,
            "content": {
                "size": len(exchange.body.encode("utf-8", "replace")), "text": exchange.body,
                "mimeType": exchange.response_headers.get("content-type", ""),
            },
        },
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
    }  # fmt: skip


def _pairs(headers: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers.items()]
