"""Which worker of pytest-xdist runs what: the laws of one listing on one worker, other tests as they were to be spread.

Loaded only where pytest-xdist shares a session. Its `--dist loadgroup` would do, but marks items in a way that pytest 9.2 does not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from listproof.plugin.items import key_in

__all__ = ["Choosing", "Grouping", "scheduling"]


class Grouping(LoadScopeScheduling):  # type: ignore[misc]
    """Gives out the laws of a listing together, and every other test by itself, by its module or file where `--dist` says so."""

    def __init__(self, config: pytest.Config, log: Any, keys: Iterable[str]) -> None:
        super().__init__(config, log)
        self._keys = tuple(keys)
        self._dist = config.getoption("dist")

    def has_law(self, collection: Sequence[str]) -> bool:
        """Whether there is a law among these items."""
        return any(key_in(nodeid, self._keys) for nodeid in collection)

    def _split_scope(self, nodeid: str) -> str:
        key = key_in(nodeid, self._keys)
        if key is not None:
            return key
        if self._dist == "loadscope":
            return nodeid.rsplit("::", 1)[0]
        return nodeid.split("::", 1)[0] if self._dist == "loadfile" else nodeid

    def remove_node(self, node: Any) -> str | None:
        """Take a worker out that has ended, and return the item during which it died.

        A listing that was begun is not begun again: it would be read twice, and its budget of requests be spent twice.
        """
        units = self.assigned_work.pop(node)
        pending: list[tuple[str, str]] = [(scope, nodeid) for scope, unit in units.items() for nodeid, done in unit.items() if not done]
        if not pending:
            return None
        scope, died_at = pending[0]
        if scope in self._keys:
            del units[scope]
        else:
            units[scope][died_at] = True
        self.workqueue.update({name: unit for name, unit in units.items() if not all(unit.values())})
        for one in list(self.assigned_work):
            self._reschedule(one)
        return died_at


class Choosing:
    """The scheduler of a session: that which groups as soon as there is a law to run, else the one that was asked for."""

    def __init__(self, grouping: Grouping, plain: Any) -> None:
        self._grouping = grouping
        self._candidates = [grouping, plain]

    def add_node(self, node: Any) -> None:
        """A worker has started."""
        for one in self._candidates:
            one.add_node(node)

    def add_node_collection(self, node: Any, collection: Sequence[str]) -> None:
        """A worker has collected these items."""
        for one in self._candidates:
            one.add_node_collection(node, collection)

    def remove_node(self, node: Any) -> str | None:
        """A worker has ended; the item during which it died."""
        found: list[str | None] = [one.remove_node(node) for one in self._candidates]
        return found[0]

    def schedule(self) -> None:
        """Give out what was collected."""
        if len(self._candidates) > 1:
            collected = next(iter(self._grouping.registered_collections.values()))
            self._candidates = self._candidates[:1] if self._grouping.has_law(collected) else self._candidates[1:]
        self._candidates[0].schedule()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._candidates[0], name)


def scheduling(config: pytest.Config, log: Any, keys: Iterable[str]) -> Choosing:
    """The scheduler of a session in which these places may be asked."""
    session: Any = config.pluginmanager.get_plugin("dsession")
    return Choosing(Grouping(config, log, keys), session.pytest_xdist_make_scheduler(config, log))
