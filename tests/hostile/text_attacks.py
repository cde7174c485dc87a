"""Attacks by what an answer says: charsets, JSON that is spelled oddly, bodies of another shape, texts and keys without measure."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from .attacks import TargetAttack, honest_but, sends, spelled_total
from .servers import Attack, answer
from .wire_attacks import framed

__all__ = ["LONG_TEXTS", "TEXT_ATTACKS", "put", "records", "spelled"]

_LONG = 3_000_000


def records(change: Callable[[dict[str, Any], int], Any], first: int = 1000) -> Attack:
    """An honest server that changes the first records of each page; `change` has a record and its place."""

    def changed(body: dict[str, Any]) -> None:
        for place, record in enumerate(body["job_info_list"][:first]):
            change(record, place)

    return honest_but(changed)


def spelled(change: Callable[[bytes], bytes], kind: str = "application/json") -> Attack:
    """An honest server whose bodies are spelled otherwise."""
    return framed(lambda body, status: answer(change(body), status=status, kind=kind))


def _recoded(charset: str, said: str = "application/json") -> Attack:
    return spelled(lambda body: body.decode().encode(charset), said)


def put(**values: Any) -> Callable[[dict[str, Any], int], None]:
    """A change that puts these values into a record."""
    return lambda record, place: record.update(values)


def _long_texts(letter: str) -> Attack:
    """Three records of each page have a name of 3 MB, each its own."""
    return records(lambda record, place: record.update(name=f"{record['name']}{letter * (_LONG // len(letter.encode()))}"), 3)


def _one_text(size: int, status: str = "200 OK", last: bytes = b"") -> Attack:
    """A server whose body is one text of so many bytes."""
    return lambda connection, head: connection.sendall(answer(b'["' + b"x" * size + last + b'"]', status=status))


_wide_names = records(lambda record, place: record.update(name=f"{record['name']}\U0001f984{'x' * 240_000}"), 1)

_overfull = honest_but(lambda body: body.update(job_info_list=body["job_info_list"] * 803))

_TIMES = (10**30, -1, 1e300, "9999999-13-45", "\ud800", True, None)
_STEERS = "\n::error::x\x1b[2J\u202e"
_DEEP = 50_000
_BESIDE = {f"unknown_{number}": number for number in range(30_000)}

LONG_TEXTS: tuple[TargetAttack, ...] = (
    TargetAttack("long-texts", "puts names of 3 MB into three records of each page", _long_texts("x")),
    TargetAttack("wide-texts", "the same in letters of four bytes", _long_texts("\U0001f984")),
    TargetAttack("one-text", "sends one text of 60 MB", _one_text(60_000_000), "more than 24 MB as text"),
    TargetAttack(
        "one-wide-text", "sends one text of 20 MB with one letter of four bytes",
        _one_text(20_000_000, last=b"\\ud83e\\udd84"), "24 MB as text",
    ),
    TargetAttack("long-refusals", "is out of order, and says so in 30 MB", _one_text(30_000_000, "503 X"), "what went wrong in more than"),
    TargetAttack("texts-within-bounds", "sends texts of 23 MB", _one_text(23_000_000)),
    TargetAttack("many-keys-beside", "puts 30,000 keys beside the records of each page", honest_but(lambda body: body.update(_BESIDE))),
    TargetAttack("size-ignored", "passes over the size, and sends 49,000 records a page", _overfull),
    TargetAttack("wide-names", "puts names of 240 kB into a record of each page, with one letter of four bytes", _wide_names),
)  # fmt: skip
"""Texts without measure: each answer within its bounds, and a run of them more than it may hold. They take seconds each."""

TEXT_ATTACKS: tuple[TargetAttack, ...] = (
    TargetAttack("byte-order-mark", "begins its body with a byte order mark", spelled(lambda body: b"\xef\xbb\xbf" + body)),
    TargetAttack("utf-16", "answers in UTF-16, and says so", _recoded("utf-16", "application/json; charset=utf-16")),
    TargetAttack("utf-32", "answers in UTF-32, and does not say so", _recoded("utf-32")),
    TargetAttack("utf-7", "answers in UTF-7, and says so", _recoded("utf-7", "application/json; charset=utf-7")),
    TargetAttack(
        "latin-1", "answers in Latin-1, and says so",
        spelled(lambda b: b.replace(b"a", b"\xff"), "application/json; charset=latin-1"),
    ),
    TargetAttack("charset-packs", "names a charset that unpacks (zlib_codec)", spelled(bytes, "application/json; charset=zlib_codec")),
    TargetAttack("charset-nul", "names a charset that is none", spelled(bytes, "application/json; charset=a\0b"), "broke off"),
    TargetAttack("nan", "gives NaN as total", spelled_total("NaN")),
    TargetAttack("text-total", "gives a total of half a surrogate pair", spelled_total('"\\ud800"')),
    TargetAttack("fine-total", "gives a total of 22 decimals", spelled_total("60.9999999999999999999999")),
    TargetAttack("small-total", "gives 1e-400 as total", spelled_total("1e-400")),
    TargetAttack("same-keys", "gives its total three times, each another", honest_but(
        lambda body: None, dump=lambda body: json.dumps(body).replace('{"total_num"', '{"total_num": 3, "total_num": 4, "total_num"'))),
    TargetAttack(
        "odd-keys", "puts half surrogate pairs and NUL into keys",
        records(lambda record, place: record.update({"\udfff": 1, "a\0": 2})),
    ),
    TargetAttack("steering-keys", "puts control characters and a runner's command into keys", records(
        lambda record, place: record.update({_STEERS: 1, "status": {_STEERS: 2}}))),
    TargetAttack("nul", "puts NUL into names", records(lambda record, place: record.update(name=f"\0{record['name']}"))),
    TargetAttack(
        "deep-objects", "nests 100,000 objects",
        sends(b'{"job_info_list": ' + b'{"a":' * 100_000), "JSON of more than 100 levels",
    ),
    TargetAttack(
        "deep-mixture", "nests 50,000 lists in objects",
        sends(b'[{"a":' * _DEEP + b"1" + b"}]" * _DEEP), "JSON of more than 100 levels",
    ),
    TargetAttack(
        "deep-record", "nests 90 lists in each record",
        records(lambda record, place: record.update(x=json.loads("[" * 90 + "]" * 90))),
    ),
    TargetAttack("open", "opens three million lists and closes none", sends(b"[" * 3_000_000), "500,000 values|more than [\\d.]+ MB"),
    TargetAttack(
        "many-keys", "puts 20,000 keys into a record",
        records(lambda record, place: record.update({f"k{n}": n for n in range(20_000)}), 1),
    ),
    TargetAttack("long-keys", "puts a key of 100 kB into each record", records(lambda record, place: record.update({"k" * 100_000: 1}))),
    TargetAttack("like-keys", "puts 5,000 keys of one hash into a record", records(
        lambda record, place: record.update({str(n * (2**61 - 1)): 1 for n in range(5000)}), 1)),
    TargetAttack(
        "huge-identities", "gives identities of 290 digits",
        records(lambda record, place: record.update(job_id=10**290 + place)),
    ),
    TargetAttack("same-identities", "gives each record the same identity", records(put(job_id="x", name="x"))),
    TargetAttack("odd-times", "gives times that are none", records(
        lambda record, place: record.update({key: _TIMES[place % len(_TIMES)] for key in record if "time" in key}))),
    TargetAttack("no-records", "gives records that are none", honest_but(lambda body: {**body, "job_info_list": [None, 1, "x", [], {}]})),
    TargetAttack("object-of-records", "gives an object in place of records", honest_but(lambda body: {**body, "job_info_list": {"0": {}}})),
    TargetAttack("list", "wraps its body in a list", honest_but(lambda body: [body])),
    TargetAttack("null", "answers null", spelled(lambda body: b"null")),
    TargetAttack("blank", "answers with a megabyte of blanks", spelled(lambda body: b" " * 1_000_000)),
    TargetAttack("two-bodies", "answers with two bodies in one", spelled(lambda body: body + body)),
    TargetAttack("entities", "answers with XML whose entities unfold", sends(
        b'<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>', kind="application/xml")),
    TargetAttack("steering-refusal", "refuses with control characters and a runner's command", sends(
        json.dumps({"error_code": _STEERS, "error_msg": _STEERS}).encode(), "X-R: \x1b[2J", status="400 \x1b[31m::error::x")),
)  # fmt: skip
"""Attacks by what is said, whatever carries it."""
