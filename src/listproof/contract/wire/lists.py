"""Several values of one parameter, as OpenAPI's `style` and `explode` spell them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from listproof.contract.model import Parameter
from listproof.contract.wire.texts import encoded, text_of

__all__ = ["spelled_list", "spelled_object"]

_BETWEEN = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "%7C"}


def spelled_list(parameter: Parameter, values: list[Any] | tuple[Any, ...], space: str) -> list[str]:
    """The pairs `name=value` of a list: one each where it explodes, else one with all, put together as its style says."""
    name, texts = encoded(parameter.name, space), [encoded(text_of(value), space) for value in values]
    if parameter.explode:
        return [f"{name}={text}" for text in texts]
    return [f"{name}={_BETWEEN.get(parameter.style, ',').join(texts)}"]


def spelled_object(parameter: Parameter, value: Mapping[str, Any], space: str) -> list[str]:
    """The pairs of an object: `name[key]=value` for a deep object, else the object as JSON."""
    name = encoded(parameter.name, space)
    if parameter.style != "deepObject":
        return [f"{name}={encoded(text_of(value), space)}"]
    return [f"{name}%5B{encoded(key, space)}%5D={encoded(text_of(inner), space)}" for key, inner in value.items()]
