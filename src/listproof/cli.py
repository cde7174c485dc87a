"""The face towards the shell: `listproof COMMAND`, each command loaded when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import click

__all__ = ["main"]

_COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "test": ("listproof.cli", "test", "Run the laws (pytest with listproof's own settings)."),
    "serve": ("listproof.simulator.command", "serve", "Serve contracts as real HTTP: a simulator that pages, filters and sorts."),
    "faults": ("listproof.simulator.command", "faults", "List the faults and variants that the simulator can show."),
    "prove": ("listproof.proof.command", "command", "Show what the laws are worth: every fault, every variant."),
    "lint": ("listproof.contract.command", "lint", "Check contracts: file, line, and what was expected."),
    "schemas": ("listproof.contract.command", "schemas", "Write a contract's stand-alone JSON Schemas."),
    "derive": ("listproof.derive.command", "command", "Turn a vendor's page into a contract, or compare it with one."),
    "compare": ("listproof.regression.command", "command", "Say what changed between two runs, and who changed it."),
    "replay": ("listproof.replay", "command", "Ask again what showed a finding, and say whether it is still so."),
    "report": ("listproof.reports.command", "command", "Render a run's Allure report."),
    "merge": ("listproof.reports.merge", "command", "Join the records of several machines into one."),
}


class _Lazy(click.Group):
    """A group that imports a command when it is called or asked for its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name, _ = _COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, _, says) in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("listproof"), prog_name="listproof")
@click.pass_context
def main(context: click.Context) -> None:
    """Proves that a list endpoint does as its document says.

    \b
    listproof test                                 all contracts against the bundled simulator
    listproof test --target live                   against the targets of listproof.toml, read-only
    listproof serve huawei-hss-kubernetes-jobs     a simulator to develop against
    listproof prove                                what each law catches
    """
    context.obj = _law_ids


def _law_ids() -> list[str]:
    """The ids of all laws, for the commands of floors that know none."""
    from listproof.proof.suite import all_laws

    return [law.id for law in all_laws()]


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the laws: pytest with listproof's own settings, wherever it is installed; every option of pytest works."""
    import pytest

    from listproof.proof.suite import suites_folder

    folder = suites_folder()
    named = [argument for argument in arguments if not argument.startswith("-") and Path(argument.split("::")[0]).exists()]
    root = ["--rootdir", str(folder.parent), "-c", str(_settings(folder))]
    sys.exit(pytest.main([*root, "-q", "-p", "listproof.plugin", *arguments, *([] if named else [str(folder)])]))


def _settings(folder: Path) -> Path:
    """The ini file to run with: the checkout's, or the one beside an installed copy's suites."""
    checkout = folder.parent / "pyproject.toml"
    return checkout if checkout.is_file() else Path(__file__).parent / "pytest.ini"


if __name__ == "__main__":
    main()
