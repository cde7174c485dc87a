"""A server that answers honestly and then bends its own answer: values, keys, headers, status and bytes, by chance from a seed."""

from __future__ import annotations

import json
import random
import socket
import threading
from collections.abc import Callable
from typing import Any

from listproof.contract import Contract
from listproof.simulator.service import Service

from .attacks import CONTRACT, honest
from .servers import Attack, answer

__all__ = ["HEADERS", "VALUES", "mutating"]

VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, -0.0, 1e300, 10**30, 2**63, "", " ", "null", "\0", "\ud800", "\u202e", "\n::error::x", "x" * 5000,
    "%s{0}$(x)", "²", "2" * 400, "1e999", "9999-12-31T23:59:60Z", "0000-00-00T00:00:00Z", "javascript:alert(1)", "http://[", "//\x7f",
    [], {}, [[]], {"": {}}, [None], {"a/b~c": 1}, [{"job_info_list": []}], ["x", 1, None],
)  # fmt: skip
"""What nobody documents, for any place in an answer."""
HEADERS = (
    "Date: Thu, 32 Foo 99999 99:99:99 GMT", "Date: \xff", "Retry-After: -1", "Retry-After: nan", "Content-Type: ",
    "Content-Type: text/\xff;x=\"", "Link: <", "Link: <javascript:x>; rel=next", "Link: <//[>; rel=\"next\"", "Content-Range: items 0-9/*",
    "Content-Range: items 9-0/99999999999999999999", "X-Total-Count: \xb2", "ETag: \"", "Location: http://[::1",
    "Set-Cookie: a=b; Expires=\xff; Max-Age=1e9", "Content-Encoding: gzip", "Transfer-Encoding: x", "Content-Length: 5",
    "WWW-Authenticate: Digest nonce=\"", "X\x01: y", "Refresh: 0;url=x", "Vary: *",
)  # fmt: skip
"""Headers that nobody should send."""
_STATUSES = (
    "200 OK", "200 ", "206 P", "204 N", "304 N", "301 M", "400 B", "401 U", "404 N", "418 T", "500 E", "599 X", "999 X", "100 C", "2000 X",
    "abc",
)  # fmt: skip


def mutating(seed: int, share: float = 0.3, contract: Contract = CONTRACT) -> Attack:
    """A server that bends this share of its answers, the same at each run as far as it is asked the same."""
    chance = random.Random(seed)
    lock = threading.Lock()
    service = Service(contract, 61)

    def attack(connection: socket.socket, head: bytes) -> None:
        given = honest(head, service)
        kept = [f"{n}: {v}" for n, v in given["headers"] if n.lower() not in ("content-type", "content-length", "connection")]
        body, status, headers, kind = given["body"], f"{given['status']} X", kept, "application/json"
        with lock:
            bends = chance.random() < share
            data = json.dumps(body).encode()
            if bends:
                how = chance.choice(("value", "value", "value", "key", "header", "status", "bytes", "cut", "kind"))
                if how in ("value", "key"):
                    data = json.dumps(_bent(body, chance, how)).encode()
                elif how == "header":
                    headers = [*kept, chance.choice(HEADERS)]
                elif how == "status":
                    status = chance.choice(_STATUSES)
                elif how == "kind":
                    kind = chance.choice(("", "text/html", "application/json; charset=utf-7", "application/json; charset=\xff"))
                elif how == "bytes" and data:
                    at = chance.randrange(len(data))
                    data = data[:at] + chance.choice((b"\xff", b"\x00", b"", b"\xef\xbb\xbf", b"]", b"}", b'"', b"NaN")) + data[at + 1 :]
                else:
                    data = data[: chance.randrange(len(data) + 1)]
        connection.sendall(answer(data, *headers, status=status, kind=kind))

    return attack


def _bent(body: Any, chance: random.Random, how: str) -> Any:
    """A body with one value, or one key, that is none."""
    places: list[Callable[[], None]] = []

    def walk(value: Any) -> None:
        for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
            places.append(lambda value=value, key=key: _change(value, key, chance, how))  # type: ignore[misc]
            walk(value[key])

    walk(body)
    if not places or chance.random() < 0.1:
        return chance.choice(VALUES)
    for _ in range(chance.randint(1, 3)):
        try:
            chance.choice(places)()
        except (KeyError, IndexError, TypeError):
            pass
    return body


def _change(value: Any, key: Any, chance: random.Random, how: str) -> None:
    if how == "key" and isinstance(value, dict):
        value[chance.choice(("", "\ud800", "a/b", "__proto__", str(key).upper()))] = value.pop(key)
    elif how == "key":
        value.insert(key, value[key])
    else:
        value[key] = chance.choice(VALUES)
