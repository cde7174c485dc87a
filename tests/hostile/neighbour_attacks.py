"""Attacks beside the others: redirects that lead back, lengths and keys that come twice, clocks that jump, names that a page would obey."""

from __future__ import annotations

import itertools
import json
import socket
import time
from typing import Any

from .attacks import TargetAttack, honest, honest_but
from .servers import Attack, answer
from .text_attacks import put, records, spelled
from .wire_attacks import framed, raw

__all__ = ["NEIGHBOUR_ATTACKS"]

_ENDLESS = 2_000
_PIECES = b"Transfer-Encoding: chunked\r\n\r\n"
_PATH = "../../../etc/passwd\\..\\C:\\nul"
_YEARS = ("Thu, 01 Jan 1976 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT", "Sun, 29 Nov 2026 00:00:00 GMT")
_COOKIES = (
    "Set-Cookie: a=b; Domain=.test; Path=/",
    "Set-Cookie: __Host-x=y; Max-Age=99999999999999999999",
    "Set-Cookie: =; Expires=Thu, 01 Jan 99999 00:00:00 GMT",
)
_HTML = "</script><script>alert(1)</script><img src=x onerror=alert(1)>'\"`${1+1}{{7*7}}"


def _leads_back(connection: socket.socket, head: bytes) -> None:
    """A redirect to the address that was asked."""
    where = head.split(b" ", 2)[1].decode("latin-1")
    connection.sendall(answer(b"{}", f"Location: {where}", status="307 X"))


def _drips(start: bytes, piece: bytes) -> Attack:
    """An answer that begins well, and then goes on in this piece a tenth of a second for ever."""

    def attack(connection: socket.socket, head: bytes) -> None:
        connection.sendall(b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\n" + start)
        for _ in range(_ENDLESS):
            connection.sendall(piece)
            time.sleep(0.1)

    return attack


def _showing(*moments: str) -> Attack:
    """An honest server whose clock shows these moments in turn."""
    shown = itertools.cycle(moments)

    def attack(connection: socket.socket, head: bytes) -> None:
        given = honest(head)
        connection.sendall(answer(json.dumps(given["body"]).encode(), f"Date: {next(shown)}", status=f"{given['status']} X"))

    return attack


def _without_length(connection: socket.socket, head: bytes) -> None:
    """A body without a length on a connection that stays open."""
    connection.sendall(b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\n\r\n" + json.dumps(honest(head)["body"]).encode())
    connection.recv(1)


def _twice(body: bytes) -> bytes:
    """The total once more before the body's own, and each key of the first record."""
    return b'{"total_num": -1, "job_info_list": null, ' + body.lstrip()[1:]


def _prototypes(record: dict[str, Any], place: int) -> None:
    record.update({"__proto__": {"polluted": 1}, "constructor": {"prototype": 1}, "toString": 1, "": 1, "a" * 300: 1, "/": 1, "~1": 1})


def _drips_reason(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 ")
    for _ in range(_ENDLESS):
        connection.sendall(b"x")
        time.sleep(0.1)


def _one_by_one(connection: socket.socket, head: bytes) -> None:
    given = honest(head)
    body = json.dumps(given["body"]).encode()
    pieces = b"".join(b"1\r\n%c\r\n" % byte for byte in body)
    start = f"HTTP/1.1 {given['status']} X\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    connection.sendall(start.encode() + pieces + b"0\r\n\r\n")


_TYPE, _LENGTH, _CLOSE = "Content-Type: application/json", "Content-Length: {length}", "Connection: close"
_LINKS = "Link: " + ", ".join(f'<http://elsewhere.test/{number}>; rel="next"' for number in range(1500))
_CUT = "deadline|broke off"


_long_reason = framed(lambda body, status: answer(body, status=f"{status[:3]} {'x' * 60_000}"))


NEIGHBOUR_ATTACKS: tuple[TargetAttack, ...] = (
    TargetAttack("leads-back", "sends from each address to itself", _leads_back),
    TargetAttack("drips-extension", "drips an extension of a piece's size", _drips(_PIECES + b"5;", b"a"), _CUT),
    TargetAttack("drips-trailers", "drips trailers behind its body", _drips(_PIECES + b"2\r\n{}\r\n0\r\n", b"X: y\r\n"), _CUT),
    TargetAttack("drips-reason", "drips the words behind its status", _drips_reason, _CUT),
    TargetAttack("without-length", "says no length and keeps the connection open", _without_length, _CUT),
    TargetAttack("pieces-of-one", "sends its body in pieces of one byte", _one_by_one),
    TargetAttack("long-reason", "says 60 kB behind its status", _long_reason),
    TargetAttack("same-length-twice", "says its length twice", raw(_TYPE, _LENGTH, _LENGTH, _CLOSE)),
    TargetAttack("many-types", "says its type 4,000 times", raw(*[_TYPE] * 4_000, _LENGTH, _CLOSE), "headers"),
    TargetAttack("many-links", "links 1,500 times, and elsewhere", raw(_TYPE, _LENGTH, _LINKS, _CLOSE)),
    TargetAttack("keys-twice", "says each key of its body twice", spelled(_twice)),
    TargetAttack("keys-of-prototypes", "gives records the keys of prototypes", records(_prototypes)),
    TargetAttack("pages-in-names", "puts elements, scripts and templates into names", records(put(name=_HTML, cluster_name=_HTML))),
    TargetAttack("paths-in-names", "gives records the names of paths", records(put(name=_PATH, namespace_name="/dev/null"))),
    TargetAttack("turns", "puts marks that turn or join letters into names", records(put(name="\u202e\u2066\u200d\ufeff\u0301" * 2_000))),
    TargetAttack("clock-jumps", "has a clock that jumps by fifty years", _showing(*_YEARS)),
    TargetAttack("clock-names", "says a time that is none", _showing("yesterday", "Fri, 32 Foo 2026 25:61:61 XYZ", "0", "-1")),
    TargetAttack("total-as-list", "gives a list of a thousand totals", honest_but(lambda body: {**body, "total_num": list(range(1000))})),
    TargetAttack("total-with-a-fraction", "gives half a record as total", honest_but(lambda body: {**body, "total_num": 60.5})),
    TargetAttack("small-numbers", "gives 1e-300 and -0 as times", records(put(create_time=1e-300, execute_time=-0.0))),
    TargetAttack("times-beyond", "gives 1e308 as times", records(put(create_time=1e308, execute_time=1e308))),
    TargetAttack("cookies-of-others", "hands out cookies for other hosts and without end of life", raw(_TYPE, _LENGTH, *_COOKIES, _CLOSE)),
)  # fmt: skip
"""Neighbours of the attacks of the other lists, made up without a look at what is guarded."""
