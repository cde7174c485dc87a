"""The commands that stand beside the real servers, as far as they start none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from . import serve, table


@pytest.mark.parametrize("command", [table.main, serve.main])
def test_an_unknown_recipe_is_refused_with_those_that_there_are(
    command: Callable[[Sequence[str]], Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is tried and nothing written."""
    with pytest.raises(SystemExit, match="2"):
        command(["nosuch-1.0"])
    assert "json-server-0.17.4" in capsys.readouterr().err


@pytest.mark.parametrize("command", [table.main, serve.main])
def test_help_tells_the_recipes(command: Callable[[Sequence[str]], Any], capsys: pytest.CaptureFixture[str]) -> None:
    """By their names, as the table has them."""
    with pytest.raises(SystemExit, match="0"):
        command(["--help"])
    assert "json-server-0.17.4" in capsys.readouterr().out.replace("\n", "").replace(" ", "")
