"""What `listproof test` does otherwise than pytest: it tells options that there are not without paths of pytest's own, and ends at once."""

from __future__ import annotations

import gc
import re
from collections.abc import Generator, Sequence
from typing import Any

import pytest

from listproof.contract.telling import meant

__all__ = ["CommandLine"]

_UNKNOWN = re.compile(r"unrecognized arguments: .*?(--?[^\s=]+)")
_MISTAKE = re.compile(r"error: (.*?)(?=\n  \w+: |\Z)", re.DOTALL)

_OF_XDIST = ("-n", "--numprocesses", "--dist")


class CommandLine:
    """A plugin that is there before the command line is read; `options` are those of listproof's own help.

    `laws_alone`: no tests of a project's own run, whose garbage pytest would tell of.
    """

    def __init__(self, options: Sequence[str], laws_alone: bool = False) -> None:
        self._options = options
        self._laws_alone = laws_alone

    @pytest.hookimpl(wrapper=True)
    def pytest_cmdline_parse(self) -> Generator[None, Any, Any]:
        """Read the command line, and tell what is wrong with it in one sentence."""
        try:
            return (yield)
        except pytest.UsageError as error:
            raise pytest.UsageError(self._sentence(str(error))) from None

    @pytest.hookimpl(tryfirst=True)
    def pytest_unconfigure(self) -> None:
        """It ends here: neither pytest, which does so twice, nor Python need look through all that is there for garbage."""
        if self._laws_alone:
            gc.freeze()

    def _sentence(self, said: str) -> str:
        unknown = _UNKNOWN.search(said)
        if unknown and unknown[1] in _OF_XDIST:
            return f"{unknown[1]} shares a run among workers by pytest-xdist, which is not installed: pip install pytest-xdist"
        if unknown:
            near = meant(unknown[1], self._options)
            return f"there is no option {unknown[1]}; {near} (listproof test --help lists its own, pytest --help those of pytest)"
        mistake = _MISTAKE.search(said)
        return mistake[1] if mistake else said
