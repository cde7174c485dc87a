"""Lets `schemathesis run` sign its requests as Alibaba Cloud asks, with the simulator's made-up key.

Used as `SCHEMATHESIS_HOOKS=tests/queries/signing_hook.py`; without it schemathesis knows no such scheme and is refused.
"""

from __future__ import annotations

import httpx
import requests
import schemathesis

from listproof.contract import load
from listproof.simulator.targets import mock
from listproof.transport import auth

SLUG = "alibaba-pai-dlc-jobs"


class Signed(requests.auth.AuthBase):
    """Signs a prepared request with the signer that listproof uses itself."""

    def __init__(self) -> None:
        contract = load(SLUG)
        self.signer = auth.build(mock(contract, "http://127.0.0.1")["auth"], contract.sign_in)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """The request with the headers of its signature."""
        plain = httpx.Request(str(request.method), str(request.url))
        signed = next(self.signer.auth_flow(plain))
        for name, value in signed.headers.items():
            if name.startswith("x-acs-") or name == "authorization":
                request.headers[name] = value
        return request


schemathesis.auth.set_from_requests(Signed())  # type: ignore[attr-defined]  # schemathesis sets it on the function
