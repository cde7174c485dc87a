"""Attacks on the wire: codings, lengths and pieces that lie, connections that end, answers that nobody asked for, strange heads."""

from __future__ import annotations

import gzip
import json
import socket
import struct
import zlib
from collections.abc import Callable
from functools import cache

from .attacks import TargetAttack, honest, honest_but, sends
from .servers import Attack, answer

__all__ = ["WIRE_ATTACKS", "framed", "raw"]


def framed(frame: Callable[[bytes, str], bytes]) -> Attack:
    """An honest server whose bodies and statuses are put into other bytes than they should be."""

    def attack(connection: socket.socket, head: bytes) -> None:
        given = honest(head)
        connection.sendall(frame(json.dumps(given["body"]).encode(), f"{given['status']} X"))

    return attack


def raw(*lines: str) -> Attack:
    """An honest server whose answers have this head, `{length}` being that of the body."""

    def frame(body: bytes, status: str) -> bytes:
        head = "\r\n".join((f"HTTP/1.1 {status}", *lines, "", "")).replace("{length}", str(len(body)))
        return head.encode("latin-1") + body

    return framed(frame)


def _coded(pack: Callable[[bytes], bytes], *headers: str) -> Attack:
    return framed(lambda body, status: answer(pack(body), *headers, status=status))


def _pieces(size: str, tail: bytes = b"\r\n0\r\n\r\n", coding: str = "chunked") -> Attack:
    """An honest server that sends its body as one piece, said to be of this size."""

    def frame(body: bytes, status: str) -> bytes:
        said = size.replace("{length}", f"{len(body):x}")
        head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nTransfer-Encoding: {coding}\r\n\r\n{said}\r\n"
        return head.encode("latin-1") + body + tail

    return framed(frame)


@cache
def _zeros(layer: int) -> bytes:
    """80 MB of zeros as deflate, with a frame (15) or without (-15)."""
    packer, step = zlib.compressobj(4, zlib.DEFLATED, layer), b"0" * 1_000_000
    return b"".join([*(packer.compress(step) for _ in range(80)), packer.flush()])


def _bomb(pack: Callable[[], bytes], coding: str) -> Attack:
    return lambda connection, head: connection.sendall(answer(pack(), f"Content-Encoding: {coding}"))


def _trailers(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n")
    for number in range(200_000):
        connection.sendall(b"X-%d: %s\r\n" % (number, b"y" * 500))


def _reset(after: int) -> Attack:
    """An honest server that resets the connection after so many bytes of its answer."""

    def attack(connection: socket.socket, head: bytes) -> None:
        connection.sendall(answer(json.dumps(honest(head)["body"]).encode())[:after])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return attack


def _answers_ahead(connection: socket.socket, head: bytes) -> None:
    """Keeps the connection, and sends behind each answer one more, for whoever asks next."""
    while head:
        given = honest(head)
        own, other = (
            answer(body, status=status).replace(b"Connection: close\r\n", b"")
            for body, status in (
                (json.dumps(given["body"]).encode(), f"{given['status']} X"),
                (b'{"total_num": 0, "job_info_list": []}', "200 OK"),
            )
        )
        connection.sendall(own + other)
        head = connection.recv(65536)


def _answers_before(connection: socket.socket, head: bytes) -> None:
    """Keeps the connection, and from its second question on sends an answer that nobody asked for before its own."""
    other = answer(b'{"total_num": 0, "last_update_time": 1, "job_info_list": []}').replace(b"Connection: close\r\n", b"")
    before = b""
    while head:
        given = honest(head)
        own = answer(json.dumps(given["body"]).encode(), status=f"{given['status']} X").replace(b"Connection: close\r\n", b"")
        connection.sendall(before + own)
        before, head = other, connection.recv(65536)


def _announced(connection: socket.socket, head: bytes) -> None:
    given = honest(head)
    whole = answer(json.dumps(given["body"]).encode(), status=f"{given['status']} X")
    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 20 + b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=next\r\n\r\n" + whole)


def _switching(connection: socket.socket, head: bytes) -> None:
    connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n" + b"rubbish" * 100)


_KIND = "Content-Type: application/json"
_TOLD_COOKIES = ("=;;;", "\xff=\xff; expires=Thu, 99 Foo 99999", f"a={'b' * 60_000}", "c=v; Domain=.example.org; Max-Age=-9e99")
_BROKE = "broke off"

WIRE_ATTACKS: tuple[TargetAttack, ...] = (
    TargetAttack("bare-deflate", "packs 80 MB by deflate without a frame", _bomb(lambda: _zeros(-15), "deflate"), "more than [\\d.]+ MB"),
    TargetAttack(
        "deflate-in-gzip", "packs 80 MB by deflate, and that by gzip",
        _bomb(lambda: gzip.compress(_zeros(15)), "deflate, gzip"), "more than [\\d.]+ MB",
    ),
    TargetAttack(
        "brotli", "packs its answer by brotli", sends(b"\x8b\x02\x80hello\x03", "Content-Encoding: br"), "packs its answer as 'br'",
    ),
    TargetAttack("gzip-lie", "says gzip and sends plain text", _coded(bytes, "Content-Encoding: gzip"), _BROKE),
    TargetAttack("gzip-unsaid", "packs its answer and does not say so", _coded(gzip.compress)),
    TargetAttack(
        "gzip-tail", "sends rubbish behind its packed answer",
        _coded(lambda b: gzip.compress(b) + b"x" * 999, "Content-Encoding: gzip"),
    ),
    TargetAttack(
        "codings", "names 4,000 codings",
        sends(b"x", "Content-Encoding: " + ", ".join(["gzip"] * 4000)), "packs its answer 4000 times",
    ),
    TargetAttack("trailers", "sends lines without end behind its body", _trailers, "answers with|broke off|not done"),
    TargetAttack(
        "trailer-type", "says behind its body that it was a page",
        _pieces("{length}", b"\r\n0\r\nContent-Type: text/html\r\nSet-Cookie: a=b\r\n\r\n"),
    ),
    TargetAttack("piece-below-zero", "sends a piece of -5 bytes", _pieces("-5"), _BROKE),
    TargetAttack("piece-huge", "sends a piece of 16^30 bytes", _pieces("f" * 30), _BROKE),
    TargetAttack("piece-short", "says that its piece is shorter than it is", _pieces("5"), _BROKE),
    TargetAttack(
        "pieces-twice", "names pieces twice and a length beside them",
        _pieces("{length}", coding="chunked, chunked\r\nContent-Length: 3"), _BROKE,
    ),
    *(
        TargetAttack(f"length-{name}", f"says {what}", raw(_KIND, *(f"Content-Length: {text}" for text in texts)), _BROKE)
        for name, what, texts in (
            ("below-zero", "that its body has -5 bytes", ("-5",)), ("digits", "that its body has 10^5000 bytes", ("9" * 5000,)),
            ("two", "two lengths of its body", ("{length}", "7")), ("square", "that its body has ² bytes", ("\xb2",)),
            ("long", "that its body is longer than it is", ("{length}0",)),
        )
    ),
    TargetAttack("length-short", "says that its body is shorter than it is", raw(_KIND, "Content-Length: 40")),
    TargetAttack("reset-early", "resets the connection before it answers", _reset(0), _BROKE),
    TargetAttack("reset-late", "resets the connection in the middle of its body", _reset(900), _BROKE),
    TargetAttack("answers-ahead", "answers once more behind each answer, for whoever asks next", _answers_ahead),
    TargetAttack("answers-before", "answers once more before each answer, as one that is out of step", _answers_before),
    TargetAttack("announced", "announces each answer 21 times", _announced),
    TargetAttack("switching", "changes to a protocol that nobody asked for", _switching, "broke off|answer"),
    TargetAttack("no-http", "answers with a word", lambda connection, head: connection.sendall(b"hello"), _BROKE),
    TargetAttack(
        "other-protocol", "speaks TLS where it is asked without",
        lambda c, head: c.sendall(b"\x15\x03\x01\x00\x02\x02\x28"), _BROKE,
    ),
    TargetAttack("status-999", "answers with status 999", sends(b"{}", status="999 X")),
    TargetAttack("no-content", "answers 204 with a body", sends(b"{}", status="204 X")),
    TargetAttack(
        "kinds", "says of its body that it is three things",
        raw(_KIND, "Content-Type: text/html", "content-type: application/xml", "Content-Length: {length}"),
    ),
    TargetAttack("folded", "breaks a header over lines", raw(_KIND, "X-A: a", " b", "\tc", "Content-Length: {length}")),
    TargetAttack("no-colon", "sends a header without a colon", raw(_KIND, "nonsense", "Content-Length: {length}"), _BROKE),
    TargetAttack("nul-in-header", "sends NUL in a header", raw(_KIND, "X-A: a\0b", "Content-Length: {length}"), _BROKE),
    TargetAttack(
        "steering-header", "sends control characters and a runner's command in a header",
        raw(_KIND, "X-A: \x1b[2J::error::x", "Content-Length: {length}"),
    ),
    TargetAttack(
        "odd-cookies", "hands out cookies that are none",
        honest_but(lambda body: None, *(f"Set-Cookie: {one}" for one in _TOLD_COOKIES)),
    ),
)  # fmt: skip
"""Attacks that lie in how an answer is sent, whatever it says."""
