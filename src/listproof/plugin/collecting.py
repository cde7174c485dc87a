"""The laws beside a project's own tests: run where no test is named, and loaded without a word to the project's own modules."""

from __future__ import annotations

from types import ModuleType

import pytest

from listproof.plugin.items import law_of
from listproof.proof.suite import module_of, suites_folder

__all__ = ["LawModule", "law_modules", "runs_laws"]


class LawModule(pytest.Module):
    """A file of laws, loaded as listproof loads it: another module of its name, and how the project imports, do not matter."""

    def _getobj(self) -> ModuleType:
        return module_of(self.path)

    def collect(self) -> list[pytest.Item | pytest.Collector]:
        """The laws of the file, however the project calls its own tests."""
        found: list[pytest.Item | pytest.Collector] = []
        for name, function in vars(self.obj).items():
            if law_of(function) is not None:
                found += self._genfunctions(name, function)
        return found


def runs_laws(config: pytest.Config) -> bool:
    """Whether the laws are to run beside a project's tests: where no test is named, and the laws are not collected anyway."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    folder = suites_folder()
    return not named and all((config.invocation_params.dir / one.split("::")[0]).resolve() != folder for one in config.args)


def law_modules(session: pytest.Session) -> list[LawModule]:
    """The files of laws as children of a session, wherever they lie."""
    return [LawModule.from_parent(session, path=path) for path in sorted(suites_folder().glob("test_*.py"))]
