"""A process of its own that draws requests while this one asks: it loads what generates, a second's work that nobody waits for here.

It draws from the same schemas and seed what would be drawn here. Whatever goes wrong with it, nothing is lost but time: who gets nothing
draws for himself.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass
from typing import IO, Any

from listproof.generating.case import Case

__all__ = ["Drawer", "Wanted", "has_room", "processors"]

Drawn = tuple[Case, ...]
_PATIENCE = 60.0
"""Seconds after which a process that says nothing is given up."""


@dataclass(frozen=True)
class Wanted:
    """What is to be drawn: from a document of one operation (JSON values), so many requests, from a seed."""

    document: Mapping[str, Any]
    most: int
    seed: int


def has_room() -> bool:
    """Whether a second process has a processor to run on."""
    return processors() > 1


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def command() -> list[str]:
    """What is started. Not in view of the folder that this process was started in: what lies there is no module of ours."""
    return [sys.executable, "-P", "-m", "listproof.generating"]


class Drawer:
    """The process, from its start until `stop`. It loads what generates at once, and ends when all is drawn, or when this one ends.

    Raises OSError where no process can be started.
    """

    def __init__(self) -> None:
        self._drawn: list[Future[Drawn | None]] = []
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(command(), stdin=pipe, stdout=pipe, stderr=nothing, encoding="utf-8")

    def draw(self, wanted: Sequence[Wanted]) -> None:
        """Let it draw all of this, which is asked for once."""
        self._drawn = [Future() for _ in wanted]
        threading.Thread(target=self._talk, args=(list(wanted),), name="listproof-drawing", daemon=True).start()

    def drawn(self, number: int) -> Drawn | None:
        """What was drawn for that which is wanted in this place, waited for; None where the process failed."""
        try:
            return self._drawn[number].result(_PATIENCE)
        except TimeoutError:
            self.stop()
            return None

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        if not self._drawn:
            for pipe in (self._process.stdin, self._process.stdout):
                assert pipe is not None
                pipe.close()

    def _talk(self, wanted: list[Wanted]) -> None:
        told, heard = self._process.stdin, self._process.stdout
        assert told is not None
        assert heard is not None
        try:
            with contextlib.suppress(OSError, ValueError), told:
                told.writelines(json.dumps(asdict(one)) + "\n" for one in wanted)
            for future, line in zip(self._drawn, _lines(heard)):
                future.set_result(tuple(Case(**one) for one in json.loads(line)))
        except (ValueError, TypeError):
            self._process.kill()
        finally:
            for future in self._drawn:
                if not future.done():
                    future.set_result(None)
            heard.close()
            self._process.wait()


def _lines(heard: IO[str]) -> Any:
    with contextlib.suppress(OSError):
        yield from heard
