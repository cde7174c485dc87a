"""Sign-in `alibaba-acs3`: Alibaba Cloud's ACS3-HMAC-SHA256 signature (signature method V3) under an access key.

Source: Alibaba Cloud, request syntax and signature method V3, and the official client's signer,
alibabacloud_tea_openapi 0.4.6, to which tests/auth holds this one byte for byte. One difference is meant: the client
leaves names of query parameters as they are in the text to sign, the document encodes them; this one follows the document.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Callable, Generator
from datetime import UTC, datetime

import httpx

from listproof.transport.auth import canonical
from listproof.transport.auth.scheme import (
    Carriers,
    Entry,
    Scheme,
    Setting,
    Settings,
    SettingsError,
    SignIn,
    made_up,
)
from listproof.transport.auth.secrecy import Secret

__all__ = ["SCHEME", "AlibabaSignature"]

ALGORITHM = "ACS3-HMAC-SHA256"


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def new_nonce() -> str:
    """A text that no other request carries: 32 hexadecimal digits."""
    return uuid.uuid4().hex


class AlibabaSignature(SignIn):
    """Signs each request with an access key; `version` and `action` name the operation as the contract gives them.

    `security_token` belongs to a temporary key (STS). `now` is the clock of x-acs-date, which the gateway allows 15
    minutes; `nonce` is asked once a request, since the gateway refuses one that it has seen.
    """

    requires_request_body = True

    def __init__(
        self,
        access_key_id: Secret,
        access_key_secret: Secret,
        *,
        version: str,
        action: str,
        security_token: Secret | None = None,
        now: Callable[[], datetime] = utc_now,
        nonce: Callable[[], str] = new_nonce,
    ) -> None:
        self._access_key_id = access_key_id
        self._access_key_secret = access_key_secret
        self._version = version
        self._action = action
        self._security_token = security_token
        self._now = now
        self._nonce = nonce

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign the request and send it once."""
        self.sign(request)
        yield request

    def sign(self, request: httpx.Request) -> None:
        """Set the x-acs headers and Authorization. The body must have been read."""
        headers = request.headers
        headers["x-acs-version"] = self._version
        headers["x-acs-action"] = self._action
        headers["x-acs-date"] = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        headers["x-acs-signature-nonce"] = self._nonce()
        headers["x-acs-content-sha256"] = hashlib.sha256(request.content).hexdigest()
        if self._security_token is not None:
            headers["x-acs-accesskey-id"] = self._access_key_id.reveal()
            headers["x-acs-security-token"] = self._security_token.reveal()
        signed = sorted(name for name in headers if name in ("host", "content-type") or name.startswith("x-acs-"))
        digest = hashlib.sha256(canonical_request(request, signed).encode()).hexdigest()
        signature = hmac.new(self._access_key_secret.reveal().encode(), f"{ALGORITHM}\n{digest}".encode(), hashlib.sha256).hexdigest()
        headers["Authorization"] = (
            f"{ALGORITHM} Credential={self._access_key_id.reveal()},SignedHeaders={';'.join(signed)},Signature={signature}"
        )


def canonical_request(request: httpx.Request, signed: list[str]) -> str:
    """The text whose hash is signed; `signed` are lower-case names of headers, sorted."""
    query = canonical.query(request)
    headers = "".join(f"{name}:{request.headers[name].strip()}\n" for name in signed)
    return "\n".join(
        (
            request.method.upper(),
            canonical.path(request) or "/",
            query,
            headers,
            ";".join(signed),
            request.headers["x-acs-content-sha256"],
        )
    )


def _of_contract(entry: Entry, name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str):
        raise SettingsError(
            f'auth: type = "alibaba-acs3" needs the contract to say {name}, in its sign-in'
            " {type: alibaba-acs3, version: ..., action: ...}"
        )
    return value


def _build(settings: Settings, entry: Entry) -> SignIn:
    return AlibabaSignature(
        settings.hidden["access_key_id"],
        settings.hidden["access_key_secret"],
        version=_of_contract(entry, "version"),
        action=_of_contract(entry, "action"),
        security_token=settings.secret("security_token"),
    )


SCHEME = Scheme(
    type="alibaba-acs3",
    settings=(
        Setting("access_key_id", secret=True, wrong=made_up("listproof")),
        Setting("access_key_secret", secret=True, travels=False, wrong=made_up()),
        Setting("security_token", required=False, secret=True, wrong=made_up()),
    ),
    build=_build,
    signs="access_key_secret",
    carriers=lambda settings, entry: Carriers(headers=frozenset({"authorization", "x-acs-security-token", "x-acs-accesskey-id"})),
)
