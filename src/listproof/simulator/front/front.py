"""Around the services: what is asked of the server itself, and what browsers of this machine need to be let in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from listproof.simulator.exchange import Answer, Request
from listproof.simulator.front.document import openapi
from listproof.simulator.front.log import logged
from listproof.simulator.front.page import page
from listproof.simulator.reading.asking import route
from listproof.simulator.service import Service

__all__ = ["Front"]

_HOST = re.compile(r"[A-Za-z0-9.-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")
_HERE = re.compile(r"(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?", re.IGNORECASE)
_READ = ("GET", "HEAD")
_SAFE = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"),
)


@dataclass(frozen=True)
class Front:
    """Answers for the server itself where no service has the path, lets in the browsers of this machine, and logs where that is wanted."""

    services: Sequence[Service]
    log: Callable[[str], None] | None = None

    def answer(self, request: Request) -> Answer | None:
        """The answer to what is asked of the server itself; None for what a service is to answer."""
        served = next((one for one in self.services if route(one.contract, request.path) is not None), None)
        if request.method == "OPTIONS" and _origin(request) and request.header("access-control-request-method"):
            return Answer(204) if served or self._signs_in(request.path) else None
        if served is not None or request.method not in _READ:
            return None
        if request.path == "/":
            body, kind = page(self.services, _address(request)).encode("utf-8", "backslashreplace"), "text/html; charset=utf-8"
        elif request.path == "/openapi.json":
            body, kind = openapi([one.contract for one in self.services], _address(request)), "application/json"
        else:
            return None
        return Answer(200, (("Content-Type", kind), *_SAFE), body)

    def _signs_in(self, path: str) -> bool:
        """Whether a path is that of a documented sign-in call."""
        return any(entry.get("path") == path for one in self.services for entry in one.contract.sign_in)

    def told(self, request: Request, answer: Answer, seconds: float) -> Answer:
        """An answer as it leaves: open to the page of this machine that asked for it, and logged."""
        if self.log is not None:
            self.log(logged(request, answer, seconds, [one.contract for one in self.services]))
        origin = _origin(request)
        if origin is None:
            return answer
        shown = ", ".join(dict.fromkeys(name for name, _ in answer.headers if name.lower() not in ("set-cookie", "vary")))
        more = [("Access-Control-Allow-Origin", origin), ("Access-Control-Allow-Credentials", "true"), ("Vary", "Origin")]
        if request.method == "OPTIONS":
            wanted = request.header("access-control-request-headers")
            more += [("Access-Control-Allow-Methods", "GET, POST"), ("Access-Control-Max-Age", "600")]
            more += [("Access-Control-Allow-Headers", wanted)] if wanted else []
        elif shown:
            more.append(("Access-Control-Expose-Headers", shown))
        return replace(answer, headers=(*answer.headers, *more))


def _origin(request: Request) -> str | None:
    """The origin of a page that is served by this machine, to this machine; None for any other."""
    origin, host = request.header("origin"), request.header("host") or ""
    if origin is None or not _HERE.fullmatch(host):
        return None
    try:
        place = urlsplit(origin)
    except ValueError:
        return None
    whole = origin == f"{place.scheme}://{place.netloc}"
    return origin if whole and place.scheme in ("http", "https") and _HERE.fullmatch(place.netloc) else None


def _address(request: Request) -> str:
    """Where the server is, as whoever asks reached it."""
    host = request.header("host") or ""
    return f"{request.scheme}://{host if _HOST.fullmatch(host) else 'localhost'}"
