"""Sign-in `huawei-ak-sk`: Huawei Cloud's SDK-HMAC-SHA256 signature under an access key.

Source: Huawei Cloud API signing guide (canonical request, string to sign, signature) and the official client's signer,
huaweicloudsdkcore 3.1.219, to which tests/auth holds this one byte for byte.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from urllib.parse import unquote

import httpx

from listproof.transport.auth import canonical
from listproof.transport.auth.scheme import Carriers, Entry, Scheme, Setting, Settings, SignIn, made_up
from listproof.transport.auth.secrecy import Secret

__all__ = ["SCHEME", "HuaweiSignature"]

ALGORITHM = "SDK-HMAC-SHA256"
SIGNED = ("content-type", "host", "x-project-id", "x-sdk-content-sha256", "x-sdk-date", "x-security-token")
"""Headers that are signed where a request has them. Others may be changed on the way (`accept-encoding`, `user-agent`)."""


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class HuaweiSignature(SignIn):
    """Signs each request with an access key and its secret key.

    `security_token` belongs to a temporary key. `project_id` is sent as X-Project-Id and signed; the gateway needs it
    for keys that may act in several projects. `now` is the clock of X-Sdk-Date; the gateway allows it 15 minutes.
    """

    requires_request_body = True

    def __init__(
        self,
        access_key: Secret,
        secret_key: Secret,
        *,
        security_token: Secret | None = None,
        project_id: str | None = None,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self._access_key = access_key
        self._secret_key = secret_key
        self._security_token = security_token
        self._project_id = project_id
        self._now = now

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign the request and send it once."""
        self.sign(request)
        yield request

    def sign(self, request: httpx.Request) -> None:
        """Set X-Sdk-Date, the headers that belong to the credential, and Authorization. The body must have been read."""
        headers = request.headers
        date = self._now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
        headers["X-Sdk-Date"] = date
        if self._project_id is not None:
            headers["X-Project-Id"] = self._project_id
        if self._security_token is not None:
            headers["X-Security-Token"] = self._security_token.reveal()
        signed = [name for name in SIGNED if name in headers]
        digest = hashlib.sha256(canonical_request(request, signed).encode()).hexdigest()
        signature = hmac.new(self._secret_key.reveal().encode(), f"{ALGORITHM}\n{date}\n{digest}".encode(), hashlib.sha256).hexdigest()
        headers["Authorization"] = (
            f"{ALGORITHM} Access={self._access_key.reveal()}, SignedHeaders={';'.join(signed)}, Signature={signature}"
        )


def canonical_request(request: httpx.Request, signed: list[str]) -> str:
    """The text whose hash is signed; `signed` are lower-case names of headers, sorted."""
    path = canonical.encoded(unquote(canonical.path(request), errors="surrogateescape"), safe="/")
    query = canonical.query(request)
    headers = "".join(f"{name}:{request.headers[name].strip()}\n" for name in signed)
    body = request.headers.get("x-sdk-content-sha256") if request.content else None
    return "\n".join(
        (
            request.method.upper(),
            path if path.endswith("/") else path + "/",
            query,
            headers,
            ";".join(signed),
            body or hashlib.sha256(request.content).hexdigest(),
        )
    )


def _build(settings: Settings, entry: Entry) -> SignIn:
    return HuaweiSignature(
        settings.hidden["access_key"],
        settings.hidden["secret_key"],
        security_token=settings.secret("security_token"),
        project_id=settings.get("project_id"),
    )


SCHEME = Scheme(
    type="huawei-ak-sk",
    settings=(
        Setting("access_key", secret=True, wrong=made_up("listproof", upper=True)),
        Setting("secret_key", secret=True, travels=False, wrong=made_up()),
        Setting("security_token", required=False, secret=True, wrong=made_up()),
        Setting("project_id", required=False),
    ),
    build=_build,
    signs="secret_key",
    carriers=lambda settings, entry: Carriers(headers=frozenset({"authorization", "x-security-token"})),
)
