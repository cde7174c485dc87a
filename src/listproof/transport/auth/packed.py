"""Texts that hold something compressed, as Base64 or hex: a secret in it shows in none of its signs, and only where it is unpacked."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator

from listproof.transport.auth.readings import Span

__all__ = ["unpacked"]

_MOST = 64_000
"""Bytes that are looked at of all that one text unpacks to: a hostile one would unpack without end."""
_LEAST = 8
_CODED = re.compile(r"(?P<hex>\b(?:[0-9A-Fa-f]{2}){16,}\b)|(?P<base64>(?:[A-Za-z0-9+/_-]|\\/){20,}={0,2})")
_SAFE = str.maketrans("-_", "+/")
_LAYERS = (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS)
"""What is unpacked: gzip and zlib, which begin by saying so, and bare deflate, as sign-in by SAML sends it."""


def unpacked(text: str) -> Iterator[tuple[Span, str]]:
    """Where in a text something stands that unpacks, and what it unpacks to; most texts hold no such thing."""
    left = _MOST
    for found in _CODED.finditer(text):
        data = _decoded(found)
        inner = next(filter(None, (_inflated(data, layer, left) for layer in _LAYERS)), b"")
        if len(inner) >= _LEAST:
            yield found.span(), inner.decode("utf-8", "replace")
            left -= len(inner)
        if left < _LEAST:
            return


def _decoded(found: re.Match[str]) -> bytes:
    if found["hex"]:
        return bytes.fromhex(found["hex"])
    signs = found["base64"].replace("\\/", "/").rstrip("=").translate(_SAFE)
    return base64.b64decode(signs[: len(signs) // 4 * 4 + (len(signs) % 4 if len(signs) % 4 > 1 else 0)] + "=" * (-len(signs) % 4 % 3))


def _inflated(data: bytes, layer: int, most: int) -> bytes:
    """What bytes unpack to, as far as they go; nothing where they are not packed so."""
    try:
        return zlib.decompressobj(layer).decompress(data, most)
    except zlib.error:
        return b""
