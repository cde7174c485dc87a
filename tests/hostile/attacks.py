"""The attacks of a target: what each server does, and what a run says of it. The table of docs/security.md is made of this list."""

from __future__ import annotations

import gzip
import json
import socket
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from listproof.contract import load
from listproof.simulator.exchange import Request
from listproof.simulator.service import Service

from .servers import Attack, answer

__all__ = ["ATTACKS", "CONTRACT", "TargetAttack", "honest", "honest_but", "sends", "spelled_total"]

CONTRACT = load("huawei-hss-kubernetes-jobs")
_SERVICE = Service(CONTRACT, 61)
_ENDLESS = 2_000


@dataclass(frozen=True)
class TargetAttack:
    """One attack: its name, what the server does, the server's part, and a pattern of what a run or a session says of it.

    Where a law is to find it, `says` is empty.
    """

    name: str
    does: str
    attack: Attack
    says: str = ""


def honest(head: bytes, service: Service = _SERVICE) -> Mapping[str, Any]:
    """What an honest server answers to a request: status, headers and the body as JSON."""
    lines = head.split(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, target, _ = lines[0].split(" ", 2)
    headers = tuple((name, value.strip()) for name, _, value in (line.partition(":") for line in lines[1:]))
    given = service.answer(Request(method, target, headers))
    return {"status": given.status, "headers": given.headers, "body": json.loads(given.body or b"null")}


def honest_but(change: Callable[[dict[str, Any]], Any], *headers: str, dump: Callable[[Any], str] = json.dumps) -> Attack:
    """An honest server that changes each good body; `change` may also return another one."""

    def attack(connection: socket.socket, head: bytes) -> None:
        given = honest(head)
        body = given["body"]
        if given["status"] == 200:
            body = change(body) or body
        own = {line.split(":")[0].lower() for line in headers}
        kept = [f"{n}: {v}" for n, v in given["headers"] if n.lower() not in ("content-type", "content-length", "connection", *own)]
        connection.sendall(answer(dump(body).encode("utf-8", "surrogatepass"), *kept, *headers, status=f"{given['status']} X"))

    return attack


def _dripping(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
    _drip(connection, b" ")


def _dripping_headers(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(connection, b"x")


def _drip(connection: socket.socket, byte: bytes) -> None:
    for _ in range(_ENDLESS):
        connection.sendall(byte)
        time.sleep(0.05)


def _headers_without_end(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(200_000):
        connection.sendall(b"X-%d: %s\r\n" % (number, b"y" * 500))


def _one_header_without_end(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    for _ in range(_ENDLESS):
        connection.sendall(b"y" * 65536)


def _announcements(connection: socket.socket, head: bytes) -> None:
    for _ in range(400_000):
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n" * 20)


def _body_without_end(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"job_info_list": ["')
    for _ in range(8000):
        connection.sendall(b"x" * 1_000_000)


def _pieces_without_end(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(20_000):
        connection.sendall(b"1;" + b"e" * 60_000 + b"\r\n[\r\n")


@cache
def _bomb(layers: int) -> bytes:
    """80 MB of zeros, packed once or more."""
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    step = b"0" * 1_000_000
    packed = b"".join([*(packer.compress(step) for _ in range(80)), packer.flush()])
    return packed if layers == 1 else gzip.compress(packed, 9)


def _bombing(layers: int) -> Attack:
    coding = ", ".join(["gzip"] * layers)
    return lambda connection, head: connection.sendall(answer(_bomb(layers), f"Content-Encoding: {coding}"))


def sends(body: bytes, *headers: str, status: str = "200 OK", kind: str = "application/json") -> Attack:
    """A server that always answers this."""
    return lambda connection, head: connection.sendall(answer(body, *headers, status=status, kind=kind))


def _silent(connection: socket.socket, head: bytes) -> None:
    time.sleep(100)


def _surrogate(body: dict[str, Any]) -> None:
    for record in body["job_info_list"][:1]:
        record["name"] = "\ud800" + record["name"]


def _commands(body: dict[str, Any]) -> None:
    for record in body["job_info_list"]:
        record["status"] = "\n::add-mask::x\r\x1b[2J\x07\u202e##[error]"


def _total(value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda body: body.update(total_num=value)


def spelled_total(text: str) -> Attack:
    """An honest server whose total is spelled so."""
    return honest_but(_total("TOTAL"), dump=lambda body: json.dumps(body).replace('"TOTAL"', text))


_A_MILLION = b'{"total_num": 1000000, "job_info_list": [' + b",".join([b"{}"] * 1_000_000) + b"]}"
_429 = "answered 429"
_TEN = ", ".join(["gzip"] * 10)
_DEEP = '{"job_info_list": ' + "[" * 100_000 + "]" * 100_000 + "}"

ATTACKS: tuple[TargetAttack, ...] = (
    TargetAttack("drip-body", "sends one byte of its body at a time", _dripping, r"is not done with its answer after [\d.]+ s"),
    TargetAttack("drip-headers", "sends one byte of a header at a time", _dripping_headers, r"is not done with its answer after"),
    TargetAttack("silence", "takes the request and says nothing", _silent, "broke off|is not done with its answer"),
    TargetAttack("headers-without-end", "sends headers without end", _headers_without_end, r"headers of more than 98\.3 kB"),
    TargetAttack("header-without-end", "sends one header without end", _one_header_without_end, r"headers of more than 98\.3 kB"),
    TargetAttack("announcements", "announces an answer (103) without end", _announcements, r"headers of more than 98\.3 kB"),
    TargetAttack("body-without-end", "sends a body without end", _body_without_end, r"answers with more than [\d.]+ MB"),
    TargetAttack("pieces-without-end", "sends one byte in every 60 kB", _pieces_without_end, r"more than [\d.]+ MB"),
    TargetAttack("gzip", "packs 80 MB into 80 kB", _bombing(1), r"answers with more than [\d.]+ MB"),
    TargetAttack("gzip-twice", "packs 80 MB into 1 kB by packing twice", _bombing(2), r"answers with more than [\d.]+ MB"),
    TargetAttack(
        "gzip-often", "packs its answer ten times", sends(b"x", f"Content-Encoding: {_TEN}"), "packs its answer 10 times"
    ),
    TargetAttack("foreign-coding", "packs its answer as nobody asked", sends(b"x", "Content-Encoding: zstd"), "packs its answer as 'zstd'"),
    TargetAttack("deep", "nests 100,000 lists", sends(_DEEP.encode()), "JSON of more than 100 levels"),
    TargetAttack("long-number", "gives a total of 5,000 digits", spelled_total("9" * 5000), "a number of more than 300 digits"),
    TargetAttack("infinite-number", "gives 1e400 as total", spelled_total("1e400"), "beyond what a double holds"),
    TargetAttack("large-number", "gives a total of 290 digits", spelled_total("9" * 290)),
    TargetAttack("real-number", "gives 1e300 as total", spelled_total("1e300")),
    TargetAttack("negative-total", "gives a total below zero", spelled_total("-5")),
    TargetAttack("a-million-records", "puts a million records on a page", sends(_A_MILLION), "more than 500,000 values|max_body"),
    TargetAttack("surrogate", "puts half a surrogate pair into a record", honest_but(_surrogate)),
    TargetAttack("commands", "puts control characters and runners' commands into records", honest_but(_commands)),
    TargetAttack("date", "lives in the year 10^12", honest_but(lambda body: None, "Date: Fri, 15 Jul 1000000000000 08:44:06 GMT")),
    TargetAttack("date-9999", "lives in the year 9999", honest_but(lambda body: None, "Date: Fri, 31 Dec 9999 23:59:59 GMT")),
    *(
        TargetAttack(f"wait-{name}", f"throttles, and says to wait {what}", sends(b"{}", f"Retry-After: {text}", status="429 X"), _429)
        for name, what, text in (
            ("date", "until the year 10^12", "Fri, 15 Jul 1000000000000 08:44:06 GMT"),
            ("digits", "for 500 digits of seconds", "9" * 500), ("square", "² seconds", "\xb2"),
        )
    ),
    *(
        TargetAttack(f"location-{name}", f"sends elsewhere: {text}", sends(b"", f"Location: {text}", status="302 X"), "sends to")
        for name, text in (
            ("script", "javascript:alert(1)"), ("port", "http://x:999999/"), ("name", "http://xn--\xff.\xe9" + "a" * 70 + "/"),
            ("file", "file:///etc/passwd"),
        )
    ),
    TargetAttack("cookies", "hands out fifty large cookies with every answer", honest_but(
        lambda body: None, *(f"Set-Cookie: c{n}={'v' * 1500}" for n in range(50)))),
)  # fmt: skip
"""Every attack of a target, by the kind of harm that it does."""
