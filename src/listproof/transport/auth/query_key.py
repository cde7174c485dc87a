"""Sign-in `query-key`: a key in the query, such as `api_key`."""

from __future__ import annotations

from collections.abc import Generator
from urllib.parse import quote, unquote_plus

import httpx

from listproof.transport.auth.scheme import Carriers, Entry, Scheme, Setting, Settings, SignIn, made_up, naming
from listproof.transport.auth.secrecy import Secret

__all__ = ["SCHEME", "QueryKeySignIn"]


class QueryKeySignIn(SignIn):
    """Adds one parameter to the query of each request, which is otherwise left as it is spelled."""

    def __init__(self, name: str, value: Secret) -> None:
        self._name = name
        self._value = value

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Add the parameter, in place of one of its name that a link may carry, and send the request once."""
        path, _, query = request.url.raw_path.partition(b"?")
        kept = [pair for pair in query.split(b"&") if pair and unquote_plus(pair.split(b"=")[0].decode("ascii", "replace")) != self._name]
        own = f"{quote(self._name, safe='')}={quote(self._value.reveal(), safe='')}".encode("ascii")
        request.url = request.url.copy_with(raw_path=path + b"?" + b"&".join([*kept, own]))
        yield request


_name = naming("query-key", "parameter")


def _build(settings: Settings, entry: Entry) -> SignIn:
    return QueryKeySignIn(_name(settings, entry), settings.hidden["value"])


SCHEME = Scheme(
    type="query-key",
    settings=(Setting("name", required=False), Setting("value", secret=True, travels=False, wrong=made_up())),
    build=_build,
    carriers=lambda settings, entry: Carriers(),
    token="value",
)
