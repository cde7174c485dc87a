"""Requests that schemathesis makes of the schemas of one operation: those that they allow, and those that they do not.

Schemathesis only generates and validates. It sends nothing itself. It takes most of a second to load: only who draws pays.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import hypothesis.core
import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from listproof.generating.case import Case, text_of

__all__ = ["cases", "operation_of"]

_LONGEST_QUERY = 4000


def operation_of(document: Mapping[str, Any]) -> Any:
    """The one operation of an OpenAPI document, as schemathesis has it."""
    ((path, methods),) = document["paths"].items()
    (method,) = methods
    config = SchemathesisConfig()
    # Every character but half a pair, as by default; told by a codec, Hypothesis tries each in a new folder: three seconds and 200 MB.
    config.projects.default.generation.codec = None
    return schemathesis.openapi.from_dict(dict(document), config=config)[path][method.upper()]


def cases(operation: Any) -> st.SearchStrategy[Case]:
    """Requests that the schemas of an operation allow, and requests that they do not."""
    with _printer_kept():
        allowed = operation.as_strategy(generation_mode=GenerationMode.POSITIVE).map(lambda case: _case(case, True))
        not_allowed = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE).map(lambda case: _case(case, False))
    return st.one_of(allowed, not_allowed).filter(lambda case: len(case.query) + len(case.body or "") <= _LONGEST_QUERY)


@contextmanager
def _printer_kept() -> Iterator[None]:
    """Schemathesis swaps Hypothesis's printer for a mute one when it first generates: put back, or every other test loses its examples."""
    core: Any = hypothesis.core
    printer = core.RepresentationPrinter
    try:
        yield
    finally:
        core.RepresentationPrinter = printer


def _case(case: Any, valid: bool) -> Case:
    sent = case.as_transport_kwargs("http://127.0.0.1")
    params, body = sent.get("params") or {}, json.dumps(sent["json"], ensure_ascii=False) if "json" in sent else None
    if isinstance(params, str):  # spelled already, as the style of a list says
        return Case(params, valid, body)
    pairs: list[tuple[str, str]] = []
    for name, value in params.items():
        pairs += [(str(name), text_of(one)) for one in (value if isinstance(value, list | tuple) else [value])]
    return Case(urlencode(pairs, errors="replace"), valid, body)
