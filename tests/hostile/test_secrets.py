"""No secret, however spelled: what a target echoes is masked in every spelling that it may choose, before anything is cut."""

from __future__ import annotations

import base64
import binascii
import bz2
import codecs
import gzip
import html
import importlib
import io
import json
import lzma
import quopri
import random
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.transport import Session, Target
from listproof.transport.auth import covering
from listproof.transport.auth.packed import unpacked
from listproof.transport.auth.secrecy import spellings
from listproof.transport.targets_file import TargetsError, read_targets
from listproof.verdicts import Trouble

SECRET = "gAAAA/Bk=tok+en&of<a>\"test's-x"
SPELLINGS = {
    "as it is": SECRET,
    "slashes escaped": SECRET.replace("/", "\\/"),
    "json": json.dumps(SECRET)[1:-1],
    "json in json": json.dumps(json.dumps(SECRET))[3:-3],
    "all escaped": "".join(f"\\u{ord(one):04x}" for one in SECRET),
    "all escaped, upper case": "".join(f"\\u{ord(one):04X}" for one in SECRET),
    "some escaped": "".join(f"\\u{ord(one):04x}" if place % 3 else one for place, one in enumerate(SECRET)),
    "hex escapes": "".join(f"\\x{ord(one):02x}" for one in SECRET),
    "percent": quote(SECRET, safe=""),
    "percent, lower case": quote(SECRET, safe="").replace("%2F", "%2f").replace("%3D", "%3d"),
    "percent, all of it": "".join(f"%{ord(one):02x}" for one in SECRET),
    "percent, twice": quote(quote(SECRET, safe=""), safe=""),
    "html": html.escape(SECRET),
    "html, numbers": "".join(f"&#{ord(one)};" for one in SECRET),
    "html, hex": "".join(f"&#x{ord(one):X};" for one in SECRET),
    "html, names": SECRET.replace("&", "&amp;").replace("/", "&sol;").replace("=", "&equals;").replace("+", "&plus;"),
    "hex": SECRET.encode().hex(),
    "hex, upper case": SECRET.encode().hex().upper(),
    "base64": base64.b64encode(SECRET.encode()).decode(),
    "base64 within more": base64.b64encode(b"x" + SECRET.encode() + b"yy").decode(),
    "base64 within more yet": base64.b64encode(b"Basic user:" + SECRET.encode()).decode(),
    "base64, safe": base64.urlsafe_b64encode(SECRET.encode()).decode(),
    "upper case": SECRET.upper(),
    "hex, colons": SECRET.encode().hex(":"),
    "hex, blanks": SECRET.encode().hex(" ").upper(),
    "hex, list": ", ".join(f"0x{byte:02x}" for byte in SECRET.encode()),
    "codes": json.dumps({"type": "Buffer", "data": list(SECRET.encode())}),
    "octal": "".join(f"\\{ord(one):03o}" for one in SECRET),
    "eight digits": "".join(f"\\U{ord(one):08x}" for one in SECRET),
    "quoted-printable": "".join(f"={ord(one):02X}" for one in SECRET),
    "quoted-printable, some": SECRET.replace("=", "=3D"),
    "base64, lines": "\n".join(re.findall(".{1,16}", base64.b64encode(SECRET.encode()).decode())),
    "base64, lines in json": "\\r\\n".join(re.findall(".{1,16}", base64.b64encode(SECRET.encode()).decode())),
    "base64, slashes escaped": base64.b64encode(b"???" + SECRET.encode() + b"???").decode().replace("/", "\\/"),
    "base64, percent": quote(base64.b64encode(b"???>" + SECRET.encode()).decode(), safe=""),
    "base64, twice": base64.b64encode(base64.b64encode(b"x" + SECRET.encode()) + b"x").decode(),
    "base64 of utf-16": base64.b64encode(SECRET.encode("utf-16-le")).decode(),
    "base32": base64.b32encode(SECRET.encode()).decode(),
    "utf-16 in hex": SECRET.encode("utf-16-be").hex(),
    "utf-16 read as bytes": "\0".join(SECRET),
    "invisible between": "\u200b".join(SECRET),
}


def _archive(data: bytes) -> bytes:
    """An archive of one file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("token.txt", data)
    return held.getvalue()


AS_BYTES: dict[str, Callable[[bytes], str]] = {
    "codes": lambda data: json.dumps(list(data), indent=1),
    "codes below zero": lambda data: json.dumps([byte - 256 if byte > 127 else byte for byte in data]),
    "codes by place": lambda data: json.dumps(dict(enumerate(data)))[1:-1],
    "hex list": lambda data: ", ".join(f"0x{byte:02X}" for byte in data),
    "hex, colons": lambda data: data.hex(":"),
    "hex behind 0x": lambda data: "0x" + data.hex(),
    "hex of a database": lambda data: "\\x" + data.hex(),
    "base32": lambda data: base64.b32encode(data).decode(),
    "base64, twice": lambda data: base64.b64encode(base64.b64encode(data)).decode(),
    "percent": lambda data: "".join(f"%{byte:02x}" for byte in data),
    "entities": lambda data: "".join(f"&#{byte};" for byte in data),
    "escapes": lambda data: "".join(f"\\x{byte:02x}" for byte in data),
    "octal": lambda data: "".join(f"\\{byte:03o}" for byte in data),
    "unicode escapes": lambda data: "".join(f"\\u{byte:04X}" for byte in data),
    "quoted in an address": lambda data: quote(data, safe=""),
    "as Python shows it": repr,
    "json of latin-1": lambda data: json.dumps(data.decode("latin-1")),
    "quoted-printable": lambda data: quopri.encodestring(data).decode("latin-1"),
}
"""How a service may write bytes that are packed."""
MIXED = ("quoted in an address", "as Python shows it", "json of latin-1", "quoted-printable")
"""Those of them in which some bytes stand as they are, so that nothing but what is packed says where it ends."""


def _in_utf_7(every: int) -> str:
    """The token in UTF-7, one letter of so many escaped by itself."""
    return "".join(
        letter if place % every else f"+{base64.b64encode(letter.encode('utf-16-be')).decode().rstrip('=')}-"
        for place, letter in enumerate(TOKEN)
    )


TOKEN = "gAAAAABk-Tok3n_of/a+Te5t=Xyz9"
DRAWN = {"bold": (0x1D400, 0x1D7CE), "monospace": (0x1D670, 0x1D7F6), "circled": (0x24B6, 0x2460 - 1), "fraktur": (0x1D56C, 0x1D7EC)}
"""Alphabets that look like letters, each from A on, and from 0 on."""
COLORS = {
    "as it is": "\x1b[31;1m", "by one byte": "\x9b0m", "json": "\\u001b[31m", "as Python shows it": "\\x1b[38;5;1m", "octal": "\\033[0m",
    "shell": "\\e[1m", "without ESC": "[31m", "a caret": "^[[0m", "a title": "\x1b]0;x\x07",
}  # fmt: skip


def _drawn(capitals: int, small: int, digits: int) -> str:
    """The token in letters of another alphabet; what it has no sign for stays."""
    begins = {"A": capitals, "a": small, "0": digits}
    firsts = [next((first for first in "Aa0" if first <= one <= chr(ord(first) + (9 if first == "0" else 25))), None) for one in TOKEN]
    return "".join(one if first is None else chr(begins[first] + ord(one) - ord(first)) for one, first in zip(TOKEN, firsts, strict=True))


_DATA, _HALF = TOKEN.encode(), len(TOKEN) // 2
_PERCENT = "".join(f"%{byte:02x}" for byte in _DATA)
_ENTITIES = "".join(f"&#{byte};" for byte in _DATA)
_BARE = base64.b64encode(zlib.compress(_DATA * 2 + b"?>~")[2:-4]).decode()
_UNICODE = "".join(f"\\u{byte:04x}" for byte in _DATA)
_BASE64 = base64.b64encode(_DATA).decode()
DISGUISES = {
    **{
        f"two lines, by {gap!r}": TOKEN[:_HALF] + gap + TOKEN[_HALF:]
        for gap in (
            "\n",
            "\r\n ",
            "\\n",
            "\\u000a",
            "<br>",
            "<br/>\n",
            "=\r\n",
            "\\\n",
            '" + "',
            "'\n    '",
            "\t",
            "%0A",
            "&#10;",
            "\u2028",
            "<wbr>",
            "&shy;",
            "]]><![CDATA[",
            "<!-- -->",
            "</b><b>",
            '", "',
        )
    },
    "lines of ten": "\n".join(re.findall(".{1,10}", TOKEN)),
    "lines of four": "\n".join(re.findall(".{1,4}", TOKEN)),
    "a letter a line": "\n".join(TOKEN),
    "a list of letters": json.dumps(list(TOKEN)),
    "a tag a letter": "".join(f"<b>{letter}</b>" for letter in TOKEN),
    "NUL between, percent": "%00".join(TOKEN),
    "NUL between, escaped": "\\0".join(TOKEN),
    "other capitals in base64": base64.b64encode(TOKEN.swapcase().encode()).decode(),
    "capitals in base64": base64.b64encode(TOKEN.upper().encode()).decode(),
    "small letters in hex": TOKEN.lower().encode().hex(),
    "utf-16 in percent": "".join(f"%{byte:02X}" for byte in TOKEN.encode("utf-16-le")),
    "utf-16 in codes": json.dumps(list(TOKEN.encode("utf-16-le"))),
    "utf-16 as Python shows it": repr(TOKEN.encode("utf-16-le")),
    "utf-16 in entities": "".join(f"&#{byte};" for byte in TOKEN.encode("utf-16-be")),
    "utf-32 in hex": TOKEN.encode("utf-32-be").hex(),
    "utf-32 in base64": base64.b64encode(TOKEN.encode("utf-32-le")).decode(),
    "hex in base64": base64.b64encode(_DATA.hex().encode()).decode(),
    "base64 in hex": _BASE64.encode().hex(),
    "percent in base64": base64.b64encode(_PERCENT.encode()).decode(),
    "unicode escapes in base64": base64.b64encode(_UNICODE.encode()).decode(),
    "entities in base64": base64.b64encode(_ENTITIES.encode()).decode(),
    "hex in hex": _DATA.hex().encode().hex(),
    "base64, three times": base64.b64encode(base64.b64encode(_BASE64.encode())).decode(),
    "base64 in percent": "".join(f"%{ord(sign):02x}" for sign in _BASE64),
    "base64 in entities": "".join(f"&#{ord(sign)};" for sign in _BASE64),
    "base64 in unicode escapes": "".join(f"\\u{ord(sign):04x}" for sign in _BASE64),
    "percent in entities": "".join(f"&#{ord(sign)};" for sign in _PERCENT),
    "entities in percent": quote(_ENTITIES, safe=""),
    "unicode escapes in percent": quote(_UNICODE, safe=""),
    "percent in unicode escapes": "".join(f"\\u{ord(sign):04x}" for sign in _PERCENT),
    "percent in hex": _PERCENT.encode().hex(),
    "percent, three times": quote(quote(_PERCENT, safe=""), safe=""),
    "style sheet": "".join(f"\\{byte:x} " for byte in _DATA),
    "style sheet, six digits": "".join(f"\\{byte:06x}" for byte in _DATA),
    "braces": "".join(f"\\x{{{byte:x}}}" for byte in _DATA),
    "percent u": "".join(f"%u{byte:04x}" for byte in _DATA),
    "code points": " ".join(f"U+{byte:04X}" for byte in _DATA),
    "calls of char": "+".join(f"char({byte})" for byte in _DATA),
    "octal with a zero": "".join(f"\\0{byte:o}" for byte in _DATA),
    "octal list": " ".join(f"0o{byte:o}" for byte in _DATA),
    "hex, underscores": _DATA.hex("_"),
    "codes by place": json.dumps({str(place): byte for place, byte in enumerate(_DATA)}),
    "utf-7": TOKEN.encode("utf-7").decode(),
    "base32, extended": base64.b32hexencode(_DATA).decode(),
    **{f"letters, {name}": _drawn(first, first + 26, digits) for name, (first, digits) in DRAWN.items()},
    **{f"letters, {name}, escaped": json.dumps(_drawn(first, first + 26, digits))[1:-1] for name, (first, digits) in DRAWN.items()},
    "tag letters": "".join(chr(0xE0000 + byte) for byte in _DATA),
    "tag letters, escaped": json.dumps("".join(chr(0xE0000 + byte) for byte in _DATA)),
    "tag letters, percent": quote("".join(chr(0xE0000 + byte) for byte in _DATA)),
    "bold, in entities": "".join(f"&#{ord(one)};" for one in _drawn(0x1D400, 0x1D41A, 0x1D7CE)),
    "dark circles": "".join(chr(0x1F150 + ord(one) - 97) if one.isalpha() else one for one in TOKEN.lower()),
    **{f"a color a letter, {name}": "".join(f"{code}{letter}" for letter in TOKEN) for name, code in COLORS.items()},
    "full width": "".join(chr(byte + 0xFEE0) for byte in _DATA),
    "backwards": TOKEN[::-1],
    "rot13": codecs.encode(TOKEN, "rot13"),
    "base85": base64.b85encode(_DATA).decode(),
    "base85 within more": base64.b85encode(b"xy" + _DATA + b"xyz").decode(),
    "ascii85": base64.a85encode(_DATA).decode(),
    "uuencode": binascii.b2a_uu(_DATA).decode().strip(),
    "zlib in base64": base64.b64encode(zlib.compress(_DATA)).decode(),
    "zlib in base64, safe": base64.urlsafe_b64encode(zlib.compress(_DATA, 9)).decode().rstrip("="),
    "gzip in base64": base64.b64encode(gzip.compress(_DATA)).decode(),
    "deflate in base64": base64.b64encode(zlib.compress(_DATA)[2:-4]).decode(),
    "zlib in hex": zlib.compress(_DATA).hex(),
    "an object, packed": base64.b64encode(zlib.compress(json.dumps({"token": TOKEN, "limit": 10}).encode())).decode(),
    "packed twice": base64.b64encode(gzip.compress(base64.b64encode(zlib.compress(_DATA)))).decode(),
    "bzip2 in base64": base64.b64encode(bz2.compress(_DATA)).decode(),
    "bzip2 in hex, small blocks": bz2.compress(_DATA, 1).hex(),
    "xz in base64": base64.b64encode(lzma.compress(_DATA * 3)).decode(),
    "xz of the largest preset": base64.b64encode(lzma.compress(_DATA * 3, preset=9)).decode(),
    "lzma in base64": base64.b64encode(lzma.compress(_DATA, lzma.FORMAT_ALONE)).decode(),
    "gzip in xz": base64.b64encode(lzma.compress(base64.b64encode(gzip.compress(_DATA)))).decode(),
    "binary digits": "".join(f"{byte:08b}" for byte in _DATA),
    "binary digits, bytes apart": " ".join(f"{byte:08b}" for byte in _DATA),
    "binary digits, list": ", ".join(bin(byte) for byte in _DATA),
    "octal digits": " ".join(f"{byte:03o}" for byte in _DATA),
    "gzip in base64, lines": "\n".join(re.findall(".{1,24}", base64.b64encode(gzip.compress(_DATA)).decode())),
    "gzip in base64, lines in json": "\\r\\n".join(re.findall(".{1,24}", base64.b64encode(gzip.compress(_DATA)).decode())),
    "deflate in base64, in an address": quote(_BARE, safe=""),
    "deflate in base64, signs escaped": _BARE.replace("/", "\\u002f").replace("+", "\\u002B"),
    "an archive": base64.b64encode(_archive(_DATA * 3)).decode(),
    **{f"gzip, {name}": write(gzip.compress(_DATA * 2)) for name, write in AS_BYTES.items()},
    **{f"zlib, {name}": write(zlib.compress(_DATA * 2)) for name, write in AS_BYTES.items()},
    **{f"bzip2, {name}": write(bz2.compress(_DATA * 2)) for name, write in AS_BYTES.items() if name not in MIXED},
    **{f"utf-7, {every} in each": _in_utf_7(every) for every in (1, 2)},
    "utf-16, the other byte first": "".join(f"\\u{byte:02x}00" for byte in _DATA),
    "utf-16, two letters in one": json.dumps((_DATA + b"-").decode("utf-16-be")),
    "letters by place": json.dumps({str(place): letter for place, letter in enumerate(TOKEN)}),
    "spaces between": " ".join(TOKEN),
    "dashes between": "-".join(TOKEN),
}
"""What else a service may make of a credential before it sends it back."""


@pytest.mark.parametrize("spelled", DISGUISES.values(), ids=DISGUISES)
def test_every_disguise_is_covered(spelled: str) -> None:
    """Whatever became of it, the secret is gone as a whole, what stands around it stays, and so does the same done to another text."""
    for around in ("before {} after", '{{"a": "{}", "limit": 10}} %20'):
        found = covering([TOKEN], "***")(around.format(spelled))
        head, _, tail = around.format("\n").partition("\n")
        assert found.startswith(head)
        assert found.endswith(tail)
        assert len(found) <= len(head + tail) + 18, found
    assert covering(["q" * len(TOKEN)], "***")(spelled) == spelled


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, bz2.compress, _archive], ids=lambda one: one.__name__)
@pytest.mark.parametrize("before", ["x", "xy", "xyz", "id", "Linden" * 9])
def test_what_is_packed_is_covered_behind_letters_without_a_gap(before: str, pack: Any) -> None:
    """A service sets a kind or a number before it, or a word: the run of signs begins earlier than what is packed."""
    spelled = base64.b64encode(pack(_DATA * 2)).decode()
    assert covering([TOKEN], "***")(f"{before}{spelled}") == "***"
    assert covering(["q" * len(TOKEN)], "***")(f"{before}{spelled}") == f"{before}{spelled}"


@pytest.mark.parametrize("written", ["NFC", "NFD", "NFKC", "NFKD", "latin-1", "cp1252"])
def test_a_secret_of_other_letters_is_covered_as_services_write_them(written: Any) -> None:
    """With its marks as letters of their own or not, as bytes that were taken for another alphabet, and in an address of the old kind."""
    secret = "pässwörd-№-ﬁé-\u00e5ngström"
    said = unicodedata.normalize(written, secret) if written.startswith("NF") else secret.encode().decode(written, "replace")
    assert covering([secret], "***")(f"said {said} so") == "said *** so"
    assert covering(["pässwörd-é"], "***")("p%E4ssw%F6rd-%E9") == "***"


@pytest.mark.parametrize("packed", [zlib.compress, bz2.compress, lzma.compress])
def test_what_unpacks_without_end_is_not_unpacked_without_end(packed: Callable[[bytes], bytes]) -> None:
    """A text of a thousand compressed texts that unpack to a megabyte each is looked at as far as others are, and comes through."""
    bomb = base64.b64encode(packed(b" " * 1_000_000)).decode()
    text = " ".join([bomb] * 1000)
    assert sum(len(inner) for _, inner in unpacked(text)) <= 64_000
    assert covering([TOKEN], "***")(text[:20_000]) == text[:20_000]


def test_what_is_known_of_a_secret_is_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A target that hands out a new token again and again makes a run look for each of them, and not work out all of them each time."""
    worked_out: list[str] = []

    def noted(texts: Iterable[str]) -> tuple[str, ...]:
        worked_out.extend(given := list(texts))
        return spellings(given)

    monkeypatch.setattr(importlib.import_module("listproof.transport.auth.covering"), "spellings", noted)
    tokens = [f"{number}-{random.Random(number).randbytes(20).hex()}" for number in range(12)]
    for last in range(1, len(tokens) + 1):
        assert covering(tokens[:last], "***")(f"said {tokens[last - 1]} so") == "said *** so"
    assert sorted(worked_out) == sorted(tokens)


def test_a_long_secret_is_followed_letter_by_letter() -> None:
    """A token of sixteen thousand letters, each escaped, is covered, and so is one that was cut; a pattern of it would take seconds."""
    secret = random.Random(1).randbytes(8000).hex()
    spelled = "".join(f"\\u{ord(letter):04x}" for letter in secret)
    assert covering([secret], "***")(f"said {spelled} so") == "said *** so"
    assert covering([secret], "***")(f"said {spelled[:60_000]} so") == "said *** so"


BEGINNINGS = [b"BZh9", b"BZh91AY&SY", b"\xfd7zXZ\x00", b"\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4F", b"]\x00\x00\xff\xff", b"]\x00\x00"]


@pytest.mark.parametrize("begins", BEGINNINGS)
@given(rest=st.binary(min_size=14, max_size=300))
def test_what_begins_as_packed_and_is_not_stays(begins: bytes, rest: bytes) -> None:
    """Whatever stands behind the first bytes of something packed, nothing breaks and nothing is covered."""
    for text in (base64.b64encode(begins + rest).decode(), (begins + rest).hex()):
        assert covering([TOKEN], "***")(text) == text


def test_pieces_of_a_secret_are_covered_wherever_they_stand() -> None:
    """Its halves as two fields, its end alone, and the columns of a hex dump."""
    dump = "\n".join(f"{at:08x}  {_DATA[at : at + 16].hex(' ')}  |{TOKEN[at : at + 16]}|" for at in range(0, len(_DATA), 16))
    for spelled in (json.dumps({"a": TOKEN[:_HALF], "b": TOKEN[_HALF:]}), f"…{TOKEN[_HALF:]}", f"'{TOKEN[5:-5]}'", dump):
        found = covering([TOKEN], "***")(spelled)
        low = re.sub(r"[\W_]", "", found).lower()
        assert not any(TOKEN[at : at + 8].lower() in low or _DATA[at : at + 12].hex() in low for at in range(len(TOKEN) - 8)), found


def left_of(text: str) -> int:
    """The longest piece of the secret, plain or in Base64, that a text still holds."""
    whole = [SECRET.casefold(), *(base64.b64encode(b"x" * n + SECRET.encode()).decode().casefold() for n in range(3))]
    low = text.casefold()
    return max(size for one in whole for size in range(len(one)) if any(one[i : i + size] in low for i in range(len(one) - size + 1)))


@pytest.mark.parametrize("spelled", SPELLINGS.values(), ids=SPELLINGS)
def test_every_spelling_is_covered(spelled: str) -> None:
    """Nothing of the secret is left but a sign or two at the seams, and what stands around it stays."""
    found = covering([SECRET], "***")(f"before {spelled} after {spelled}")
    assert found.startswith("before ")
    assert " after " in found
    assert left_of(found) <= 4, found
    assert "***" in found


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=8, max_size=40), st.randoms())
def test_any_mixture_is_covered(secret: str, chance: random.Random) -> None:
    """Whatever the secret, and however each of its characters is escaped, it does not come through."""

    def escaped(letter: str) -> str:
        data = "".join(f"%{byte:02X}" for byte in letter.encode())
        return chance.choice([letter, "\\" + letter, f"\\u{ord(letter):04x}", data, f"&#{ord(letter)};", f"&#x{ord(letter):x};"])

    spelled = "".join(map(escaped, secret))
    assert covering([secret], "\0")(spelled).strip("\\") == "\0"


def test_a_secret_that_was_cut_is_covered_as_far_as_it_goes() -> None:
    """The beginning of a secret, from twelve characters on, is covered wherever a text was cut."""
    for cut in range(12, len(SECRET)):
        assert covering([SECRET], "***")(f"said {SECRET[:cut]}") == "said ***"
        assert covering([SECRET], "***")(f"said {SECRET[:cut]}… more") == "said ***… more"


def test_other_texts_stay() -> None:
    """A text without the secret, and one with a short beginning of it, is left as it is."""
    for text in ("", "plain", "100 % & more \\ here", SECRET[:8], "gAAAA/Bk=to\\u006"):
        assert covering([SECRET, "short"], "***")(text) == text


@pytest.mark.parametrize("spelled", SPELLINGS.values(), ids=SPELLINGS)
def test_what_a_target_echoes_is_masked_before_it_is_cut(spelled: str) -> None:
    """Wherever the cut of a told answer falls, no more of a secret stands before it than after."""
    for ahead in range(100, 160, 7):
        body = "x" * ahead + " " + spelled + " y" * 300
        target = Target("t", "s", "http://127.0.0.1:1", auth={"type": "header", "name": "X-Token", "value": SECRET})
        made = Session(target, (), transport=httpx.MockTransport(lambda request: httpx.Response(500, content=body)))  # noqa: B023
        answer = made.get("/x", "")
        assert left_of(answer.told(160)) <= 4
        assert left_of(made.shown(answer).body) <= 4
        assert SECRET not in repr(answer)
        made.close()


TABLE = '[targets.live.slug]\nbase_url = "{url}"\nauth = {{ type = "header", name = "X", value = "{value}" }}\n{more}\n'


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"url": "https://user:password@host"}, "base_url: holds a user or password"),
        ({"url": "${URL}"}, "base_url: holds a user or password"),
        ({"value": "literal-${X}"}, "a secret must not stand in the file"),
        ({"value": "${X}literal"}, "a secret must not stand in the file"),
        ({"more": "timeout = nan"}, "timeout: expected a number above 0"),
        ({"more": "deadline = inf"}, "deadline: expected a number above 0"),
        ({"more": "requests_per_second = 1e-300"}, "expected at least one request an hour"),
        ({"more": "try-wrong-signature = 2"}, "try-wrong-signature: expected 0 or 1"),
        ({"more": "max_body = -1"}, "max_body: expected a number above 0"),
        ({"url": "https://host:99999999"}, "base_url: there is no port 99999999"),
        ({"url": "https://host:0"}, "base_url: there is no port 0"),
        ({"url": "https://host/a?b=c"}, r"base_url: expected an address without \? and #"),
        ({"url": "https://host/a#b"}, r"base_url: expected an address without \? and #"),
        ({"more": f'verify = "{__file__}"'}, "holds no certificates that can be read"),
    ],
)
def test_a_table_that_would_betray_or_hang_is_refused(changes: dict[str, str], says: str, tmp_path: Path) -> None:
    """One sentence names the key; no password stands in it."""
    file = tmp_path / "listproof.toml"
    file.write_text(TABLE.format(**{"url": "https://host", "value": "${X}", "more": "", **changes}))
    with pytest.raises(TargetsError, match=says) as caught:
        read_targets(file).target("live", "slug", {"X": "x-secret-x-secret", "URL": "https://user:password@host"})
    assert "password@" not in str(caught.value)


@pytest.mark.parametrize("value", ["${X}", "Bearer ${X}", "${X}:${Y}", "token ${X}"])
def test_variables_and_the_word_of_a_scheme_are_no_secret(value: str, tmp_path: Path) -> None:
    """`Bearer ${X}` holds nothing that nobody may read."""
    file = tmp_path / "listproof.toml"
    file.write_text(TABLE.format(url="https://host", value=value, more=""))
    assert read_targets(file).target("live", "slug", {"X": "x", "Y": "y"}).base_url == "https://host"


@pytest.mark.parametrize(
    "text",
    [
        "targets = 7",
        "targets = [1]",
        "waivers = 7",
        "waivers = [7]",
        "secrets = 7",
        'secrets = "~nobody-is-called-so/secrets.toml"',
        "x = " + "[" * 5000,
        "[targets.'a/b'.c]",
        '[targets."a\\nb".c]',
    ],
)
def test_a_file_that_is_none_is_told_in_a_sentence(text: str, tmp_path: Path) -> None:
    """Whatever stands in a targets file, it is read or refused in one line."""
    file = tmp_path / "listproof.toml"
    file.write_text(text)
    with pytest.raises(TargetsError) as caught:
        read_targets(file)
    assert "\n" not in str(caught.value)


def test_what_lets_others_take_the_credential_is_told() -> None:
    """Plain HTTP to another host and an unchecked certificate are cautions where there is a credential, and nowhere else."""
    auth = {"type": "header", "name": "X", "value": SECRET}
    told = [
        Target("t", "s", url, auth=table, verify=verify).cautions
        for url, table, verify in (
            ("http://192.0.2.1", auth, True), ("https://192.0.2.1", auth, False), ("https://192.0.2.1", auth, True),
            ("http://127.0.0.1:80", auth, True), ("http://192.0.2.1", {"type": "none"}, False),
        )
    ]  # fmt: skip
    assert ["http://" in " ".join(one) for one in told] == [True, False, False, False, False]
    assert [len(one) for one in told] == [1, 1, 0, 0, 0]


def test_a_path_leads_to_no_other_host() -> None:
    """What a run file names as a path, and is none, is not asked for: `@elsewhere` after an address would sign in there."""
    sent: list[str] = []

    def handle(request: httpx.Request) -> httpx.Response:
        sent.append(request.url.host)
        return httpx.Response(200, json={})

    auth = {"type": "bearer", "value": "PLANTED-token"}
    made = Session(Target("live", "jobs", "https://listing.test", auth=auth), (), transport=httpx.MockTransport(handle))
    for path in ("@evil.test/x", ":pw@evil.test/x", ".evil.test/x", "/a\0b"):
        with pytest.raises(Trouble, match="refused to ask for"):
            made.get(path, "")
    assert made.get("//evil.test/x", "").status == 200
    assert sent == ["listing.test"]
    made.close()
