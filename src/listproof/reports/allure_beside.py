"""What `--alluredir` writes beside our own reports: a disk that takes no more of it must not end the run in a traceback."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import allure_commons

__all__ = ["AllureBeside"]

_Writing = Generator[None, Any, Any]


class AllureBeside:
    """Stands around whoever writes Allure's files. Register one with `allure_commons.plugin_manager`; `unkept` says what was lost."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.unkept = ""

    def _written(self) -> _Writing:
        try:
            return (yield)
        except OSError as error:
            why = error.strerror or type(error).__name__
            self.unkept = (
                self.unkept
                or f"not all of Allure's results could be written to {self._folder} ({why}); name another folder with --alluredir"
            )
            return []

    @allure_commons.hookimpl(wrapper=True)
    def report_result(self, result: Any) -> _Writing:
        """A result."""
        return (yield from self._written())

    @allure_commons.hookimpl(wrapper=True)
    def report_container(self, container: Any) -> _Writing:
        """What belongs together."""
        return (yield from self._written())

    @allure_commons.hookimpl(wrapper=True)
    def report_attached_file(self, source: Any, file_name: Any) -> _Writing:
        """An attachment that is a file."""
        return (yield from self._written())

    @allure_commons.hookimpl(wrapper=True)
    def report_attached_data(self, body: Any, file_name: Any) -> _Writing:
        """An attachment."""
        return (yield from self._written())
