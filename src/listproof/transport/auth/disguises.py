"""What a secret may have become before it was written: digits, Base64, Base32, one within another, of wide characters, other capitals."""

from __future__ import annotations

import base64
import codecs
import json
from collections.abc import Iterator, Sequence
from urllib.parse import quote

from listproof.transport.auth.readings import lowered, pressed

__all__ = ["LEAST", "disguises"]

LEAST = 10
"""Letters and digits of a form from which on it is looked for whatever stands between them: fewer may meet by chance."""
_SIXTY_FOUR = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_UU = str.maketrans(_SIXTY_FOUR, "".join(chr(32 + value) for value in range(64)))
"""The letters of uuencode, which cuts bytes as Base64 does."""
_Z85 = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#",
)


def disguises(text: str) -> tuple[str, ...]:
    """The letters and digits of every form of a secret, in small letters; the secret's own first."""
    cases = [one.encode("utf-8", "surrogateescape") for one in (text, text.lower(), text.upper(), text.swapcase())]
    wide = [text.encode(coding, "surrogatepass") for coding in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")]
    packed = [one.encode() for one in _base64(cases[0])]
    packed_twice = [one.encode() for inner in packed for one in _base64(inner)]
    forms = {form for data in (*cases, *wide, *_written(text), *packed) for form in (data.hex(), *_base64(data))}
    forms |= {form for data in packed_twice for form in _base64(data)}
    forms |= {form for data in (cases[0], *wide[:2]) for form in _base32(data)} | set(_taken_for_wide(cases[0], wide))
    forms |= {form.translate(_UU) for form in _base64(cases[0])} | set(_base85(cases[0])) | set(_digits(cases[0]))
    every = (pressed(lowered(one)) for one in (text, text[::-1], codecs.encode(text, "rot13"), *sorted(forms)))
    return tuple(dict.fromkeys(form for form in every if len(form) >= LEAST))


def _written(text: str) -> Iterator[bytes]:
    """A secret as an address, a page or JSON may hold it, before that is coded as a whole."""
    data = text.encode("utf-8", "surrogateescape")
    percent = "".join(f"%{byte:02x}" for byte in data)
    forms = [percent, percent.upper(), quote(text, safe="", errors="surrogateescape"), data.hex(), data.hex().upper()]
    forms += ["".join(f"\\u{ord(letter):04x}" for letter in text), "".join(f"&#{ord(letter)};" for letter in text), json.dumps(text)[1:-1]]
    yield from (one.encode() for one in dict.fromkeys(forms))


def _digits(data: bytes) -> Iterator[str]:
    """Bytes as binary and octal digits, as they stand behind each other."""
    yield from ("".join(form.format(byte) for byte in data) for form in ("{:08b}", "0b{:08b}", "{:b}", "0b{:b}", "{:03o}", "0o{:03o}"))


def _base64(data: bytes) -> Iterator[str]:
    """The signs of Base64 that stand for nothing but these bytes, wherever in something longer they begin."""
    for ahead in range(3):
        known = slice(-(-ahead * 8 // 6), (ahead + len(data)) * 8 // 6)
        yield base64.b64encode(bytes(ahead) + data).decode()[known]


def _base32(data: bytes) -> Iterator[str]:
    """The same of Base32."""
    for ahead in range(5):
        known = slice(-(-ahead * 8 // 5), (ahead + len(data)) * 8 // 5)
        yield base64.b32encode(bytes(ahead) + data).decode()[known]
        yield base64.b32hexencode(bytes(ahead) + data).decode()[known]


def _taken_for_wide(data: bytes, wide: Sequence[bytes]) -> Iterator[str]:
    """The letters that bytes make where somebody takes two of them for one, and those of wide ones with the other byte first."""
    for one in (data, data[1:]):
        for coding in ("utf-16-le", "utf-16-be"):
            yield one[: len(one) // 2 * 2].decode(coding, "replace")
    yield from (one.decode(coding, "replace") for one, coding in zip(wide, ("utf-16-be", "utf-16-le")))


def _base85(data: bytes) -> Iterator[str]:
    """The same of Base85, in each of its three alphabets."""
    for ahead in range(4):
        whole = (ahead + len(data)) // 4 * 4
        known = slice(-(-ahead // 4) * 5, whole // 4 * 5)
        cut = (bytes(ahead) + data)[:whole]
        plain = base64.b85encode(cut)[known].decode()
        yield from (plain, plain.translate(_Z85), base64.a85encode(cut)[-len(plain) :].decode() if plain else "")
