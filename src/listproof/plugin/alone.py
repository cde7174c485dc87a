"""The laws without anybody's own tests, as `listproof test` runs them: what pytest takes for a test is one, and nothing else."""

from __future__ import annotations

import pytest

from listproof.proof.suite import suites_folder

__all__ = ["pytest_configure", "pytest_load_initial_conftests"]


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Where no test is named, the conftest beside the laws is to be loaded; which arguments are values of options, pytest knows by now."""
    if not early_config.known_args_namespace.file_or_dir:
        early_config.known_args_namespace.file_or_dir = [str(suites_folder())]


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Where no test is named, all laws are to run."""
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        config.args[:] = [str(suites_folder())]
