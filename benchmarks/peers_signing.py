"""Lets schemathesis sign its requests as a contract asks: loaded by it as its hooks, told what to do by LISTPROOF_SIGNING (JSON)."""

from __future__ import annotations

import json
import os
from typing import Any

import httpx
import requests.auth
import schemathesis

from listproof.transport import auth

given = json.loads(os.environ["LISTPROOF_SIGNING"])


class Signed(requests.auth.AuthBase):
    """Signs a request of `requests` as listproof signs one of httpx."""

    def __init__(self) -> None:
        self.scheme = auth.build(given["auth"], given["sign_in"])

    def __call__(self, request: Any) -> Any:
        """The same request with the headers of its signature."""
        unsigned = httpx.Request(request.method, request.url, headers={"Host": httpx.URL(request.url).netloc.decode()})
        signed = next(self.scheme.sync_auth_flow(unsigned))
        request.headers.update({name: value for name, value in signed.headers.items() if name.lower() != "host"})
        return request


schemathesis.auth.set_from_requests(Signed())  # type: ignore[attr-defined]
