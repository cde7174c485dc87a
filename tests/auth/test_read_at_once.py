"""What is read with less work reads the same: small letters, letters alone, codes, escapes, and what unpacks."""

import base64
import gzip
import re
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listproof.transport.auth import packed, readings

texts = st.lists(
    st.sampled_from(
        [
            "A",
            "z",
            "é",
            "ẞ",
            "İ",
            "中",
            "\ud800",
            "😀",
            "_",
            "-",
            "0",
            "12",
            "123",
            "1234",
            " ",
            '"',
            "\\",
            "\\u0041",
            "%41",
            "&#65;",
            "=41",
            "<b>",
            "]]>",
            "0x41",
            "u+0041",
            "Ａ",
        ]
    )
    | st.characters(),
    max_size=30,
).map("".join)


@given(texts)
def test_small_letters_are_those_of_ascii(text: str) -> None:
    """Capitals of ASCII are small afterwards, and nothing else changes."""
    assert readings.lowered(text) == text.translate({upper: upper + 32 for upper in range(65, 91)})


@pytest.mark.parametrize("way", [readings.PRESSED, readings._CODED], ids=["letters", "codes"])
@given(text=texts)
def test_a_text_is_read_at_once_as_it_is_piece_by_piece(way: readings.Way, text: str) -> None:
    """What reads a whole text says what its pattern says, by which places are found."""
    assert way.whole is not None
    assert way.whole(text) == way.found.sub(way.means, text)


@pytest.mark.parametrize(
    ("way", "parts"),
    [(readings._ESCAPED, readings._ESCAPES), (readings._MARKED, (*readings._ESCAPES, *readings._MARKS))],
    ids=["escapes", "marks"],
)
@given(text=texts)
def test_every_escape_begins_with_one_of_the_signs(way: readings.Way, parts: tuple[str, ...], text: str) -> None:
    """Looking for the first sign alone skips no escape."""
    assert way.found.sub(way.means, text) == re.sub("|".join(parts), way.means, text)


def _bare(data: bytes, level: int = -1, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    packer = zlib.compressobj(level, wbits=-zlib.MAX_WBITS, strategy=strategy)
    return packer.compress(data) + packer.flush()


def _stored(data: bytes) -> bytes:
    return _bare(data, 0)


def _fixed(data: bytes) -> bytes:
    return _bare(data, strategy=zlib.Z_FIXED)


def _own_codes(data: bytes) -> bytes:
    return _bare(data * 9 + bytes(range(256)), strategy=zlib.Z_HUFFMAN_ONLY)


blocks = st.binary(max_size=40) | st.builds(lambda text, times: text * times, st.binary(min_size=1, max_size=12), st.integers(1, 9))
tokens = st.builds(
    lambda pack, write, data: write(pack(data)),
    st.sampled_from([bytes, zlib.compress, gzip.compress, _stored, _fixed, _own_codes, lambda data: zlib.compress(data)[:-5]]),
    st.sampled_from(
        [bytes.hex, lambda data: base64.b64encode(data).decode(), lambda data: base64.urlsafe_b64encode(data).decode().rstrip("=")]
    ),
    blocks,
)
LAYERS = (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS)
between = st.sampled_from(["", " ", "/", "\\/", "=", "==", "_", "-", '"', ","])


@given(st.lists(st.tuples(tokens, between).map("".join), max_size=4).map("".join))
def test_what_unpacks_is_found_without_trying_all(text: str) -> None:
    """What cannot unpack by its first bytes is left out, and nothing else."""
    tried = []
    for found in packed._CODED.finditer(text):
        data = bytes.fromhex(found["hex"]) if found["hex"] else packed._decoded(found[0])
        inner = next((one for layer in LAYERS if (one := packed._inflated(data, layer, packed._MOST)[0])), b"")
        for later in packed._LATER.finditer(found[0]) if not inner and not found["hex"] else ():
            inner = inner or packed._inflated(packed._decoded(found[0][later.start() :]), LAYERS[0], packed._MOST)[0]
        if len(inner) >= packed._LEAST:
            tried.append((found.span(), inner.decode("utf-8", "replace")))
    assert list(packed.unpacked(text)) == tried
