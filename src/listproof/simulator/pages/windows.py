"""Where a page begins and how long it is, read from the parameters or headers that tell both together."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import zip_longest

from starlette.datastructures import QueryParams

from listproof.contract import Contract
from listproof.simulator.exchange import Request
from listproof.simulator.refusals import Refusal

__all__ = ["read_window"]


@lru_cache(maxsize=64)
def _pattern(template: str) -> re.Pattern[str]:
    """What a template writes, each of its numbers by name; blanks around the marks of JSON say nothing."""
    pieces = re.split(r"\{(first|last|end|size)\}", template)
    written = (re.escape(piece).replace(",", r"\s*,\s*") for piece in pieces[::2])
    numbers = (f"(?P<{word}>-?[0-9]{{1,18}})" for word in pieces[1::2])
    return re.compile(rf"\s*{''.join(part for two in zip_longest(written, numbers, fillvalue='') for part in two)}\s*")


def read_window(contract: Contract, request: Request, query: QueryParams) -> dict[str, int]:
    """The offset and the size that a request gives, by the names of the contract; empty where it gives neither.

    Raises Refusal for what no template wrote, and where only a part is given.
    """
    pages = contract.pages
    places = {parameter.name: parameter.place for parameter in contract.parameters}
    texts = {name: request.header(name) if places.get(name) == "header" else query.get(name) for name, _ in pages.window}
    if not any(text is not None for text in texts.values()):
        return {}
    told: dict[str, int] = {}
    for name, template in pages.window:
        match = _pattern(template).fullmatch(texts[name] or "")
        if match is None:
            raise Refusal("bad-parameter", name)
        told |= {word: int(number) for word, number in match.groupdict().items()}
    first = told.get("first", int(pages.first or 0))
    size = told["size"] if "size" in told else told["last"] - first + 1 if "last" in told else told["end"] - first
    return {pages.parameter: first, pages.size.parameter: size}
