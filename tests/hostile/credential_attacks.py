"""Attacks on the credential: answers that repeat it, in every spelling, and cookies that sign in who asks without it."""

from __future__ import annotations

import base64
import json
import re
import socket
from typing import Any
from urllib.parse import quote

from listproof.simulator.signin.accounts import OWNER

from .attacks import TargetAttack, honest, honest_but, sends
from .servers import Attack, answer
from .wire_attacks import framed

__all__ = ["CREDENTIAL_ATTACKS", "SPELLINGS", "TOKEN", "pieces_in", "throttling"]

TOKEN = OWNER.token
_BASE64 = base64.b64encode(TOKEN.encode()).decode()
SPELLINGS = (
    TOKEN,
    TOKEN.upper(),
    "".join(f"%{ord(one):02x}" for one in TOKEN),
    quote("".join(f"%{ord(one):02X}" for one in TOKEN), safe=""),
    "".join(f"\\u{ord(one):04x}" for one in TOKEN),
    "".join(f"&#{ord(one):07d};" for one in TOKEN),
    "".join(f"\\{ord(one):03o}" for one in TOKEN),
    "".join(f"={ord(one):02X}" for one in TOKEN),
    json.dumps(json.dumps({"token": TOKEN})),
    TOKEN.encode().hex(),
    TOKEN.encode().hex(":"),
    ", ".join(f"0x{byte:02x}" for byte in TOKEN.encode()),
    json.dumps(list(TOKEN.encode())),
    TOKEN.encode("utf-16-be").hex(),
    _BASE64,
    base64.b64encode(_BASE64.encode()).decode(),
    base64.b64encode(b"user:" + TOKEN.encode()).decode().replace("/", "\\/"),
    "\n".join(re.findall(".{1,16}", _BASE64)),
    base64.b32encode(TOKEN.encode()).decode(),
    "\u200b".join(TOKEN),
    "\0".join(TOKEN),
    f"{TOKEN[: len(TOKEN) // 2]}\n{TOKEN[len(TOKEN) // 2 :]}",
    json.dumps(list(TOKEN)),
    base64.b64encode(TOKEN.encode().hex().encode()).decode(),
    _BASE64.encode().hex(),
    "".join(f"%u{ord(one):04x}" for one in TOKEN),
    "".join(f"%{byte:02X}" for byte in TOKEN.encode("utf-16-le")),
)
"""The credential as a server may repeat it."""
_NEEDLES = tuple({re.sub(r"\s", "", one).casefold() for one in SPELLINGS if one != TOKEN.upper()})
_PIECE = 0.45


def pieces_in(text: str) -> list[str]:
    """The spellings of the credential of which almost half stands in a text, however its lines are broken."""
    low = re.sub(r"\s|\\n", "", text).casefold()
    found = []
    for spelled in _NEEDLES:
        size = max(14, int(len(spelled) * _PIECE))
        if any(spelled[at : at + size] in low for at in range(0, len(spelled) - size + 1, 2)):
            found.append(spelled)
    return found


def _values(body: dict[str, Any]) -> None:
    for place, record in enumerate(body["job_info_list"]):
        record["status"] = SPELLINGS[place % len(SPELLINGS)]


def _keys(body: dict[str, Any]) -> None:
    for place, record in enumerate(body["job_info_list"]):
        spelled = SPELLINGS[place % len(SPELLINGS)]
        record.update({spelled: 1, "status": {spelled: 2}})


def _names(body: dict[str, Any]) -> None:
    for record in body["job_info_list"]:
        record["name"] = f"{TOKEN} {_BASE64}"


_HEADERS = tuple(f"X-Echo-{place}: {one}" for place, one in enumerate(SPELLINGS) if one.isascii() and one.isprintable())
_REFUSED = json.dumps({"error_code": SPELLINGS[8], "error_msg": " ".join(SPELLINGS)}).encode()


def _signing_in(connection: socket.socket, head: bytes) -> None:
    """Hands out a cookie, and takes it for a credential from then on."""
    signed = head.replace(b"\r\n\r\n", b"\r\nX-Auth-Token: " + TOKEN.encode() + b"\r\n\r\n", 1) if b"let-in=yes" in head else head
    given = honest(signed)
    connection.sendall(answer(json.dumps(given["body"]).encode(), "Set-Cookie: let-in=yes; Path=/", status=f"{given['status']} X"))


def throttling(status: int, *headers: str) -> Attack:
    """An honest server behind a gateway that answers so whoever does not sign in by the credential."""

    def attack(connection: socket.socket, head: bytes) -> None:
        given = honest(head)
        known = TOKEN.encode() in head
        text = json.dumps(given["body"]).encode() if known else b"{}"
        connection.sendall(answer(text, *(() if known else headers), status=f"{given['status'] if known else status} X"))

    return attack


CREDENTIAL_ATTACKS: tuple[TargetAttack, ...] = (
    TargetAttack("echo-values", f"repeats the credential in records, in {len(SPELLINGS)} spellings", honest_but(_values)),
    TargetAttack("echo-keys", f"repeats the credential in keys, in {len(SPELLINGS)} spellings", honest_but(_keys)),
    TargetAttack("echo-names", "gives the credential as the name of each record", honest_but(_names)),
    TargetAttack("echo-headers", "repeats the credential in headers", framed(lambda body, status: answer(body, *_HEADERS, status=status))),
    TargetAttack("echo-refusal", "refuses, and repeats the credential in its status line, headers and body", sends(
        _REFUSED, f"X-{TOKEN[:20]}: {TOKEN}", f'WWW-Authenticate: Bearer error="{_BASE64}"', f"Set-Cookie: t={TOKEN}",
        status=f"403 X {TOKEN}")),
    TargetAttack("echo-redirect", "sends elsewhere, with the credential in the address", sends(
        b"", f"Location: https://elsewhere.test/?t={quote(TOKEN, safe='')}", status="307 X")),
    TargetAttack("cookie-signs-in", "hands out a cookie, and takes it for a credential", _signing_in),
    TargetAttack("throttles-strangers", "throttles whoever does not sign in", throttling(429, "Retry-After: 100000")),
)  # fmt: skip
"""Attacks that would have the credential stand in a file, or be sent where it was meant to be left out."""
