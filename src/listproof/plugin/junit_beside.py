"""What `--junitxml` writes beside our own reports: a disk that takes no more of it must not end the run before its findings are told."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

__all__ = ["JunitBeside"]


class JunitBeside:
    """Writes pytest's JUnit file in pytest's place, whole or not at all; `unkept` says what was lost.

    A file that is there stays until the new one is whole. What is no file, such as a pipe, is written to as it is, where somebody reads
    from it: pytest would wait for a reader for ever.
    """

    def __init__(self, junit: Any) -> None:
        self._junit = junit
        self.unkept = ""

    @classmethod
    def of(cls, config: pytest.Config) -> JunitBeside | None:
        """One that stands in for pytest's own writer of this run; None where there is none."""
        plugins = config.pluginmanager.get_plugins()
        junit = next((one for one in plugins if type(one).__module__ == "_pytest.junitxml" and type(one).__name__ == "LogXML"), None)
        if junit is None:
            return None
        beside = cls(junit)
        config.pluginmanager.unregister(junit)
        written = junit.pytest_sessionfinish
        junit.pytest_sessionfinish = lambda: beside.written_by(written)
        config.pluginmanager.register(junit)
        return beside

    def written_by(self, write: Any) -> None:
        """Let pytest write its file."""
        place = Path(self._junit.logfile)
        stage = place.with_name(f".{place.name}.{os.getpid()}") if place.is_file() or not place.exists() else place
        self._junit.logfile = str(stage)
        try:
            with _read_by_somebody(place):
                write()
            if stage != place:
                os.replace(stage, place)
        except OSError as error:
            self.unkept = f"{place} could not be written ({error.strerror or type(error).__name__}); name another file with --junitxml"
            if stage != place:
                with contextlib.suppress(OSError):
                    stage.unlink()
        finally:
            self._junit.logfile = str(place)


@contextlib.contextmanager
def _read_by_somebody(place: Path) -> Iterator[None]:
    """Hold a pipe open that somebody has opened to read. OSError where nobody has."""
    if not place.is_fifo():
        yield
        return
    try:
        handle = os.open(place, os.O_WRONLY | os.O_NONBLOCK)
    except OSError as error:
        raise OSError(error.errno, "nobody reads from this pipe") from None
    try:
        yield
    finally:
        os.close(handle)
