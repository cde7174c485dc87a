"""Which part of a listing is read: all under the base of its contract, or less where that is too much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from listproof.contract import Contract, Query
from listproof.contract.wire.mandatory import mandatory

__all__ = ["ReadScope"]


@dataclass(frozen=True)
class ReadScope:
    """`whole` is the contract as it was read, `narrowed` are filters that narrow its base.

    `note` says why, and what that leaves unproved; `listed` is the total of the whole listing then.
    """

    whole: Contract
    narrowed: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    listed: int | None = None

    @cached_property
    def contract(self) -> Contract:
        """The contract with the narrower base."""
        return replace(self.whole, base={**self.whole.base, **self.narrowed}) if self.narrowed else self.whole

    @cached_property
    def base(self) -> Query:
        """The query that all others extend: the contract's, and what every request must give besides its page."""
        paging = (self.whole.pages.parameter, self.whole.pages.size.parameter)
        needed = {name: value for name, value in mandatory(self.contract).items() if name not in paging}
        return Query.of({**needed, **self.whole.base, **self.narrowed})

    @property
    def undone(self) -> dict[str, Any]:
        """The arguments that undo what narrows; none where nothing does."""
        return {name: self.whole.base.get(name) for name in self.narrowed}

    def narrowed_by(self, arguments: Mapping[str, Any]) -> ReadScope:
        """The scope with more filters in its base."""
        return replace(self, narrowed={**self.narrowed, **arguments})
