"""One line for each request: what was asked and what came of it, without a secret and with nothing that steers a terminal."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import unquote_plus

from listproof.contract import Contract
from listproof.contract.visible import visible
from listproof.simulator.exchange import Answer, Request

__all__ = ["logged"]

_SECRET = re.compile(r"token|secret|passw|pwd|key|signature|credential|auth|session", re.IGNORECASE)
"""What the name of a parameter says that holds a secret, where no contract knows it."""


def logged(request: Request, answer: Answer, seconds: float, contracts: Collection[Contract]) -> str:
    """The line of one request. Headers and bodies are never shown; of parameters that sign in only the name is."""
    told = "reset" if answer.delivery.reset else f"{answer.status}  {len(answer.body)} bytes"
    return visible(f"{request.method} {_masked(request.target, contracts)}  {told}  {seconds * 1000:.0f} ms")


def _masked(target: str, contracts: Collection[Contract]) -> str:
    path, mark, query = target.partition("?")
    keys = {str(entry["name"]) for contract in contracts for entry in contract.sign_in if entry["type"] == "query-key"}
    known = {one.name for contract in contracts for one in contract.parameters if one.place == "query"} - keys

    def shown(pair: str) -> str:
        name, equals, _ = pair.partition("=")
        plain = unquote_plus(name)
        hidden = plain in keys or (plain not in known and _SECRET.search(plain))
        return f"{name}=***" if equals and hidden else pair

    return path + mark + "&".join(shown(pair) for pair in query.split("&"))
