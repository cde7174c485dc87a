"""The body of a POST that reads: the properties that a query gives, nested as their dotted names say."""

from __future__ import annotations

import json
import re

from listproof.contract.model import Contract
from listproof.contract.wire.nested import nested, steps_to
from listproof.contract.wire.query import Query
from listproof.contract.wire.templates import gathered

__all__ = ["body_of_text", "spelled_body", "text_of_body"]

_BYTE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9a-f]{2})")
"""A byte that is no UTF-8 as `text_of_body` writes it: in JSON no `x` stands behind a backslash that is not escaped itself."""


def spelled_body(contract: Contract, query: Query) -> bytes | None:
    """The JSON body of a query as UTF-8; None for an operation that is read by GET.

    A half of a surrogate pair from U+DC80 to U+DCFF stands for a byte that is no UTF-8, and is sent as that byte.
    """
    if contract.method == "GET":
        return None
    inside = {parameter.name: parameter for parameter in contract.parameters if parameter.place == "body"}
    given = {name: value for name, value in query.items if name in inside}
    body = nested({steps_to(inside, name): value for name, value in gathered(inside, given).items()})
    return _encoded(json.dumps(body, ensure_ascii=False, separators=(",", ":")))


def text_of_body(sent: bytes) -> str:
    r"""A body as a text that a file can hold and `body_of_text` reads back: a byte that is no UTF-8 is written `\xff`."""
    return sent.decode("utf-8", "backslashreplace")


def body_of_text(text: str) -> bytes:
    """The body that `text_of_body` wrote so."""
    return _encoded(_BYTE.sub(lambda found: found[1] + chr(0xDC00 + int(found[2], 16)), text))


def _encoded(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # halves that stand for no byte
        return text.encode("utf-8", "surrogatepass")
