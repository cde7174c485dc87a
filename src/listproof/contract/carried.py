"""The parameters that stand in the value of another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from listproof.contract.model import Contract, Parameter

__all__ = ["carried"]


def carried(contract: Contract, name: str) -> Sequence[Parameter]:
    """The parameters that stand in the value of one, in their order."""
    return _by_carrier(contract).get(name, ())


@lru_cache(maxsize=64)
def _by_carrier(contract: Contract) -> Mapping[str, Sequence[Parameter]]:
    found: dict[str, list[Parameter]] = {}
    for parameter in contract.parameters:
        if parameter.carrier is not None:
            found.setdefault(parameter.carrier, []).append(parameter)
    return found
