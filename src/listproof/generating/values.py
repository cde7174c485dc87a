"""Values drawn from a JSON Schema whose references are written out: those that it allows, and those that it hardly does.

What is allowed the generators of schemathesis make, without the rest of it, which takes most of a second to load; half of it is what the
schema shows by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jsonschema_rs

from listproof.generating.drawing import Draw, RejectedError
from listproof.generating.texts import odd_text

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

__all__ = ["allowed", "odd"]

Schema = Mapping[str, Any]
_FORMATS = {
    "date-time": ("2024-05-06T07:08:09Z", "2031-12-31T23:59:59Z", "1970-01-01T00:00:00Z", "2024-02-29T12:00:00+08:00"),
    "date": ("2024-05-06", "2024-02-29", "1970-01-01"),
    "time": ("07:08:09Z", "23:59:59Z"),
    "uuid": ("0b8f1c52-6d3e-4a7f-9c21-5e4d3c2b1a09", "00000000-0000-4000-8000-000000000000"),
    "email": ("a@example.com",),
    "ipv4": ("192.0.2.1", "0.0.0.0"),
    "ipv6": ("2001:db8::1",),
    "hostname": ("example.com",),
    "uri": ("https://example.com/a?b=c",),
}
"""Texts of some formats: those that schemathesis would make load what sends requests."""


def allowed(draw: Draw, schema: Schema) -> Any:
    """A value that the schema allows. Raises RejectedError where none is known to be."""
    known = _known(json.dumps(schema, sort_keys=True, default=str))
    if known is None:
        raise RejectedError
    strategy, shown = known
    return draw.of(shown) if shown and draw.below(2) else draw.by(strategy)


def odd(draw: Draw, schema: Schema) -> Any:
    """A value of a kind, a size or a spelling that the schema hardly allows; a text, a number, a list, an object, or nothing."""
    bounds = [schema[word] for word in ("minimum", "maximum", "minLength", "maxLength") if _is_number(schema.get(word))]
    numbers = [*(bound + step for bound in bounds for step in (-1, 1)), 10**30, -1, 0, 1.5]
    counted = bool({"integer", "number"} & set(_kinds(schema)))
    kind = draw.below(8)
    if kind < (4 if counted else 1):
        return draw.of(numbers)
    if kind == 7:
        return draw.of(("", True, None, "null", [], {}))
    text = odd_text(draw)
    return draw.of(([text], {text: text}, [text, 0])) if kind == 6 else text


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _kinds(schema: Schema) -> Sequence[str]:
    said = schema.get("type", ())
    return [said] if isinstance(said, str) else said


@lru_cache(maxsize=512)
def _known(spelled: str) -> tuple[SearchStrategy[Any], Sequence[Any]] | None:
    """What gives the values of a schema, and those that it shows itself; None where nothing does."""
    from schemathesis.core.errors import InvalidSchema, UnsupportedSchema
    from schemathesis.generation.jsonschema.builder import EMPTY_STRATEGY, build
    from schemathesis.generation.jsonschema.context import Alphabet

    schema = json.loads(spelled)
    for draft, version in (
        (jsonschema_rs.Draft202012, jsonschema_rs.Draft202012Validator),
        (jsonschema_rs.Draft4, jsonschema_rs.Draft4Validator),  # as OpenAPI 3.0 says what is exclusive
    ):
        with suppress(ValueError, InvalidSchema, UnsupportedSchema):
            fits = version(schema, validate_formats=True).is_valid
            strategy = build(schema, draft=draft, formats=_formats(), alphabet=Alphabet(codec=None))
            if strategy is EMPTY_STRATEGY:
                return None
            return strategy.filter(fits), [one for one in _shown(schema) if fits(one)]
    return None


@lru_cache(maxsize=1)
def _formats() -> dict[str, SearchStrategy[Any]]:
    from hypothesis import strategies as st

    return {name: st.sampled_from(texts) for name, texts in _FORMATS.items()}


def _shown(schema: Any) -> Sequence[Any]:
    if not isinstance(schema, Mapping):
        return ()
    listed = schema.get("examples")
    return [*(listed if isinstance(listed, list) else ()), *(schema[word] for word in ("example", "default") if word in schema)]
