"""Servers that nobody here wrote: what laws find on them is known and true, and each known fault is told by the law that should."""

from __future__ import annotations

from pathlib import Path

import pytest

from .recipes import RECIPES
from .serving import Missing
from .trials import TRIALS, Trial, tried, unknown

_LIGHT = [trial for trial in TRIALS if not RECIPES[trial.recipe].heavy]
_HEAVY = [trial for trial in TRIALS if RECIPES[trial.recipe].heavy]


def no_more_and_no_less(trial: Trial, folder: Path) -> None:
    """No law breaks, many hold, every finding is a known fault, and every known fault is told. Skipped where there is no such server."""
    try:
        outcomes = tried(trial, folder)
    except Missing as missing:
        pytest.skip(str(missing))
    assert [f"{one.law}: {one.reason}" for one in outcomes if one.verdict == "error"] == []
    assert sum(one.verdict == "pass" for one in outcomes) > 10
    known = {one.law for one in trial.known}
    assert [f"{one.law} [{one.subject}]: {one.reason}" for one in unknown(trial, outcomes)] == []
    assert known - {one.law for one in outcomes if one.verdict == "fail"} == set()


@pytest.mark.real
@pytest.mark.parametrize("trial", _LIGHT, ids=[trial.id for trial in _LIGHT])
def test_what_is_found_is_what_is_known(trial: Trial, tmp_path: Path) -> None:
    """A healthy listing is left in peace, and of any other the laws tell what is known of it and nothing else."""
    no_more_and_no_less(trial, tmp_path)


@pytest.mark.real
@pytest.mark.heavy
@pytest.mark.parametrize("trial", _HEAVY, ids=[trial.id for trial in _HEAVY])
def test_what_is_found_on_a_large_server_is_what_is_known(trial: Trial, tmp_path: Path) -> None:
    """The same of servers that take minutes to install."""
    no_more_and_no_less(trial, tmp_path)
