"""A listing made with Flask that pages by cursors: `flask --app flask_boats run`, described in flask_boats.openapi.yaml."""

from __future__ import annotations

import base64
from typing import Any

from flask import Flask, jsonify, request
from fleet import BOATS, fault, found, page

__all__ = ["app"]

app = Flask(__name__)

_LARGEST = 25
_STATES = {one["state"] for one in BOATS}


def _refused(parameter: str) -> tuple[Any, int]:
    return jsonify(error=f"{parameter} is out of its range"), 400


def _opened(cursor: str) -> int | None:
    """The offset that a cursor stands for; None for one that was never given."""
    try:
        text = base64.urlsafe_b64decode(
            cursor.encode("ascii"),
        ).decode("ascii")
    except ValueError:
        return None
    word, _, offset = text.partition(":")
    return int(offset) if word == "after" and offset.isdecimal() and _closed(int(offset)) == cursor else None


def _closed(offset: int) -> str:
    return base64.urlsafe_b64encode(f"after:{offset}".encode("ascii")).decode("ascii")


@app.get("/boats")
def list_boats() -> Any:
    """The boats of the harbour, some at a time."""
    given = request.args
    if set(given) - {"cursor", "limit", "state"} or any(len(given.getlist(name)) > 1 for name in given):
        return _refused("a parameter")
    limit, state = given.get("limit", "10"), given.get("state")
    if not limit.isdecimal() or not limit.isascii() or len(limit) > 4 or not 1 <= int(limit) <= _LARGEST:
        return _refused("limit")
    if state is not None and state not in _STATES:
        return _refused("state")
    offset = _opened(given["cursor"]) if "cursor" in given else 0
    if offset is None:
        return _refused("cursor")
    boats = found(state)
    shown, total = page(boats, offset, int(limit))
    end = offset + int(limit)
    return jsonify(boats=shown, next_cursor=_closed(end) if end < len(boats) else None, total=total)


if __name__ == "__main__":
    print(f"fault: {fault() or 'none'}")
    app.run(port=8000)
