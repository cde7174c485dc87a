"""A few questions of one listing before there is a contract for it: the path filled in, the answer as status, body and headers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from listproof.contract import Order, at
from listproof.contract.wire import order_arguments, without_keys
from listproof.transport.session import Answer, Session

__all__ = ["Questions", "filled"]


def filled(path: str, values: Mapping[str, Any]) -> str:
    """A path of OpenAPI with its parameters written in, escaped. KeyError where one has no value."""
    for name in [step[1:-1] for step in _steps(path)]:
        path = path.replace("{" + name + "}", quote(str(values[name]), safe=""))
    return path


def _steps(path: str) -> list[str]:
    found, rest = [], path
    while "{" in rest and "}" in rest:
        name = rest[rest.index("{") : rest.index("}") + 1]
        found.append(name)
        rest = rest[rest.index("}") + 1 :]
    return found


@dataclass(frozen=True)
class Questions:
    """Asks one listing; `base` and `headers` are what every question says, `records` the pointer of its records."""

    session: Session
    path: str
    base: Mapping[str, Any]
    records: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def ask(self, **more: Any) -> Answer:
        """The answer to the base query with some parameters more."""
        return self.asked(more)

    def asked(self, more: Mapping[str, Any]) -> Answer:
        """The same, for parameters whose names are no words."""
        said = {name: str(value).lower() if isinstance(value, bool) else value for name, value in {**self.base, **more}.items()}
        return self.session.get(self.path, urlencode(said, doseq=True), headers=self.headers)

    def ordered(self, order: Order, keys: Sequence[tuple[str, str | None]]) -> Answer:
        """The answer to the base query in an order by keys, each with its direction. Raises ValueError where it cannot be asked for."""
        return self.asked(without_keys(order, order_arguments(order, keys)))

    def shown(self, answer: Answer) -> list[Any]:
        """The records of an answer; none where it is no good one."""
        found = at(answer.body, self.records) if answer.status in (200, 206) else None
        return list(found) if isinstance(found, list) else []
