"""Orders by one key as a query asks for them: the arguments for a key and a direction, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from listproof.contract import Contract, Order, Parameter, order_arguments

__all__ = ["asked_order", "asking_for", "asking_for_several", "known_direction", "order_parameters", "order_words"]


def asking_for(contract: Contract, name: str, direction: str | None) -> dict[str, Any]:
    """The arguments that ask for a key (by name) and a direction, each of the type of its parameter; None leaves the direction out."""
    return asking_for_several(contract, ((name, direction),))


def asking_for_several(contract: Contract, keys: Sequence[tuple[str, str | None]]) -> dict[str, Any]:
    """The arguments that ask for several keys, each with a direction. Raises ValueError where one query cannot."""
    order = contract.order
    if order is None:
        return {}
    asked = order_arguments(order, [(name, direction if order.turn is not None else None) for name, direction in keys])
    return {parameter: _typed(contract, order, parameter, value) for parameter, value in asked.items()}


def _typed(contract: Contract, order: Order, name: str, value: Any) -> Any:
    """A word for a direction as its parameter has it: true or false, a number, or the documented value that begins like it."""
    if not contract.has_parameter(name):
        return value
    parameter = contract.parameter(name)
    if name == order.by and _is_in_json(parameter) and (order.repeated or parameter.kind == "array"):
        return value if isinstance(value, list) else [value]
    if name != order.direction:
        return value
    if parameter.kind == "boolean":
        return str(value) == "true"
    if parameter.kind in ("integer", "number") and re.fullmatch("-?[0-9]{1,19}", str(value)):
        return int(value)
    return next((str(listed) for listed in parameter.enum if str(listed).casefold().startswith(str(value).casefold())), value)


def _is_in_json(parameter: Parameter) -> bool:
    return parameter.place == "body" or parameter.spelling == "json"


def order_words(contract: Contract, name: str) -> tuple[Any, ...]:
    """What a parameter takes that asks for an order by one key: every key in each direction; nothing for any other parameter."""
    order = contract.order
    if order is None or name not in order_parameters(order):
        return ()
    asked = (asking_for(contract, key.name, way).get(name) for way in ("desc", "asc") for key in reversed(order.keys))
    words = [word for word in asked if word is not None]
    return tuple(word for place, word in enumerate(words) if word not in words[:place])


def order_parameters(order: Order) -> tuple[str, ...]:
    """The parameters by which an order is asked for."""
    return tuple(name for name in (order.by, order.direction) if name)


def known_direction(contract: Contract, order: Order, name: str, asked: str | None) -> str | None:
    """The direction in which a document says that records come by a key, asked for in this direction or (None) in none.

    Where none is asked for it is what the schema of the parameter for directions has as its default, else what the default order says
    of this key: of the default order's own direction nothing follows for another key.
    """
    if asked is not None:
        return asked
    usual = contract.parameter(order.direction).default if order.direction and contract.has_parameter(order.direction) else None
    if usual is not None:
        word = _written(usual)
        return next((way for way in ("asc", "desc") if _written(asking_for(contract, name, way).get(order.direction or "")) == word), None)
    if order.default is None:
        return None
    named = dict((order.default, *order.then))
    return named.get(name, named.get("unspecified"))


def _written(value: Any) -> str:
    """A word for a direction as it is sent, in one case."""
    return (str(value).lower() if isinstance(value, bool) else str(value)).casefold()


def asked_order(contract: Contract, arguments: Mapping[str, Any]) -> tuple[str, str] | None:
    """The key (by name) and the direction in which the records that a query gets must stand; None where no document says.

    A query that says nothing of the order gets the default one.
    """
    order = contract.order
    if order is None:
        return None
    given = {name: arguments[name] for name in order_parameters(order) if name in arguments}
    if not given or (order.by is not None and order.by not in given):
        if order.default is None or order.default[0] == "unspecified":
            return None
        name, direction = order.default
        turned = next((way for way in ("asc", "desc") if given and asking_for(contract, name, way).items() >= given.items()), direction)
        return name, turned
    for key in order.keys:
        for way in ("asc", "desc", None) if order.turn is not None else (None,):
            if asking_for(contract, key.name, way) == given:
                known = known_direction(contract, order, key.name, way)
                return (key.name, known) if known else None
    return None
