"""Texts that hold something compressed, as Base64 or hex: a secret in it shows in none of its signs, and only where it is unpacked."""

from __future__ import annotations

import base64
import bz2
import lzma
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice

from listproof.transport.auth.readings import Span, Way
from listproof.transport.auth.spelled_bytes import spelled_bytes

__all__ = ["unpacked"]

_MOST = 64_000
"""Bytes that are looked at of all that one text unpacks to: a hostile one would unpack without end."""
_LEAST = 8
_SHORT = 200
_CODED = re.compile(r"(?:\b0[xX]|\\[xX]|\b)(?P<hex>(?:[0-9A-Fa-f]{2}){16,})\b|(?P<base64>(?:[A-Za-z0-9+/_-]|\\/){20,}={0,2})")
_LATER = re.compile(r"(?<=.)(?:H4sI|UEsDB|QlpoO|[/_]Td6WFo|XQAA|e[AFJN])")
"""How Base64 of something packed begins, behind a letter that stood before it: `x` and `H4sI…` are one run of signs."""
_MOST_LATER = 8
_BASE32 = re.compile(r"[A-Z2-7]{32,}|[a-z2-7]{32,}")
_AGAIN = re.compile(rb"[A-Za-z0-9+/_-]{20,}={0,2}")
"""Bytes that are Base64 themselves, as that of a chart's release is."""
_RUN = re.compile(r"[A-Za-z0-9+/_\\-]{20,}")
"""Where anything of that may stand: a simple set of signs is looked for ten times as fast."""
_SIGNS = "[A-Za-z0-9+/_-]"
_WRAPS = re.compile(rf"{_SIGNS}{{8}}(?:%(?:2[bf]|3d)|\\(?:[rn]|u00(?:2[bf]|3d))|[\r\n])", re.IGNORECASE)
"""Where a line of Base64 may go on in the next, or a sign of it is escaped, as in an address."""
_UNWRAPPED = Way(
    re.compile(r"(?P<break>(?:[\r\n]|\\[rn])[ \t]*)|(?:%|\\u00)(?P<sign>2[bf]|3d)", re.IGNORECASE),
    lambda found: "" if found["break"] else chr(int(found["sign"], 16)),
)
_AFTER = 3
"""Characters behind a run that belong to what is coded in it, or tell where it ends."""
_MOST_KEPT = 80_000_000
"""Bytes that unpacking may take: those of the largest preset of xz, most of which are never touched."""
_SAFE = str.maketrans("-_", "+/")
_SAYING_SO, _BARE = zlib.MAX_WBITS | 32, -zlib.MAX_WBITS
"""What is unpacked: gzip and zlib, which begin by saying so, and bare deflate, as sign-in by SAML sends it."""


def unpacked(text: str) -> Iterator[tuple[Span, str]]:
    """Where in a text something stands that unpacks, and what it unpacks to; most texts hold no such thing."""
    yield from _unpacked(text)
    for one in spelled_bytes(text, _begins):
        data, used = _unpacked_of(one.data, _MOST)
        if len(data) >= _LEAST:
            yield (one.start, one.ends[used - 1]), data.decode("utf-8", "replace")
    if _WRAPS.search(text):
        for span, inner in _unpacked(_UNWRAPPED.found.sub(_UNWRAPPED.means, text)):
            yield _UNWRAPPED.where(text, [span])[0], inner


def _unpacked(text: str) -> Iterator[tuple[Span, str]]:
    left = _MOST
    for found in (one for run in _RUN.finditer(text) for one in _CODED.finditer(text, run.start(), run.end() + _AFTER)):
        coded, is_hex = found["hex"] or found[0], found["hex"] is not None
        if len(coded) < _SHORT and not _short_unpacks(coded, is_hex):
            continue
        inner = _inner(coded, is_hex, left)
        if len(inner) >= _LEAST:
            yield found.span(), inner.decode("utf-8", "replace")
            left -= len(inner)
        if left < _LEAST:
            return


@lru_cache(maxsize=8192)
def _short_unpacks(coded: str, is_hex: bool) -> bool:
    """Whether something short unpacks: names and addresses of records come again and again, and do not."""
    return len(_inner(coded, is_hex, _LEAST)) >= _LEAST


def _inner(coded: str, is_hex: bool, most: int) -> bytes:
    """What something coded unpacks to, no more than so many bytes of it."""
    data = bytes.fromhex(coded) if is_hex else _decoded(coded)
    inner, _ = _unpacked_of(data, most)
    if not inner and _may_be_bare(data):
        inner = _inflated(data, _BARE, most)[0]
    if not inner and not is_hex and _BASE32.fullmatch(coded.rstrip("=")):
        inner, _ = _unpacked_of(base64.b32decode(coded[: len(coded.rstrip("=")) // 8 * 8], casefold=True), most)
    if not inner and _AGAIN.fullmatch(data):
        inner, _ = _unpacked_of(_decoded(data.decode()), most)
    if not inner and not is_hex:
        later = (found.start() for found in islice(_LATER.finditer(coded), _MOST_LATER))
        inner = next(filter(None, (_unpacked_of(_decoded(coded[start:]), most)[0] for start in later)), b"")
    return inner


def _begins(data: bytes) -> bool:
    """Whether bytes begin as something packed that says what it is."""
    return len(data) >= _LEAST and (data.startswith(tuple(_OTHERS)) or _says_so(data))


def _unpacked_of(data: bytes, most: int) -> tuple[bytes, int]:
    """What bytes unpack to that begin by saying how they are packed, and how many of them it takes."""
    for begins, unpack in _OTHERS.items():
        if data.startswith(begins):
            return unpack(data, most)
    return _inflated(data, _SAYING_SO, most) if len(data) >= _LEAST and _says_so(data) else (b"", 0)


def _decoded(coded: str) -> bytes:
    signs = coded.replace("\\/", "/").rstrip("=").translate(_SAFE)
    return base64.b64decode(signs[: len(signs) // 4 * 4 + (len(signs) % 4 if len(signs) % 4 > 1 else 0)] + "=" * (-len(signs) % 4 % 3))


def _says_so(data: bytes) -> bool:
    """Whether bytes begin as gzip or zlib do: most that do not are told by that from what would have to be tried."""
    return data[:2] == b"\x1f\x8b" or (data[0] & 15 == zlib.DEFLATED and int.from_bytes(data[:2], "big") % 31 == 0)


def _may_be_bare(data: bytes) -> bool:
    """Whether bytes may be bare deflate by the kind of their first block: there is no fourth, and a stored one says its length twice."""
    kind = data[0] >> 1 & 3
    return kind in (1, 2) or (kind == 0 and int.from_bytes(data[1:3], "big") ^ int.from_bytes(data[3:5], "big") == 0xFFFF)


def _inflated(data: bytes, layer: int, most: int) -> tuple[bytes, int]:
    """What bytes unpack to, as far as they go, and how many of them it takes; nothing where they are not packed so."""
    unpacking = zlib.decompressobj(layer)
    try:
        return unpacking.decompress(data, most), len(data) - len(unpacking.unused_data)
    except zlib.error:
        return b"", 0


def _of_bzip2(data: bytes, most: int) -> tuple[bytes, int]:
    """What bzip2 packed. It gives nothing before a block is whole: a block of more than 100 kB is refused, whatever the first bytes say."""
    unpacking = bz2.BZ2Decompressor()
    try:
        return unpacking.decompress(b"BZh1" + data[4:], most), len(data) - len(unpacking.unused_data)
    except (OSError, ValueError):
        return b"", 0


def _of_lzma(data: bytes, most: int) -> tuple[bytes, int]:
    """What xz packed, or lzma as it was before."""
    unpacking = lzma.LZMADecompressor(memlimit=_MOST_KEPT)
    try:
        return unpacking.decompress(data, most), len(data) - len(unpacking.unused_data)
    except (lzma.LZMAError, ValueError):
        return b"", 0


def _of_zip(data: bytes, most: int) -> tuple[bytes, int]:
    """What stands in the first file of an archive, which does not say where the archive ends."""
    if len(data) < _ZIP_HEAD:
        return b"", 0
    inside = data[_ZIP_HEAD + sum(int.from_bytes(data[at : at + 2], "little") for at in _ZIP_LENGTHS) :]
    return _inflated(inside, _BARE, most)[0] if data[_ZIP_METHOD] == zlib.DEFLATED else inside[:most], len(data)


_ZIP_HEAD, _ZIP_METHOD, _ZIP_LENGTHS = 30, 8, (26, 28)
"""Where in an archive its first file begins, but for its name and what is said of it; where it says how it is packed, and their lengths."""
_OTHERS: Mapping[bytes, Callable[[bytes, int], tuple[bytes, int]]] = {
    b"PK\x03\x04": _of_zip,
    b"BZh": _of_bzip2,
    b"\xfd7zXZ\x00": _of_lzma,
    b"]\x00\x00": _of_lzma,
}
"""What else unpacks, by how it begins."""
