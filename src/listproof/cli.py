"""The face towards the shell: `listproof COMMAND`, each command loaded when it is called."""

from __future__ import annotations

import errno
import importlib
import os
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

import click
from click.shell_completion import CompletionItem

__all__ = ["main"]

_COMMANDS: Mapping[str, tuple[str, str, str]] = {
    "test": ("listproof.cli", "test", "Run the laws (pytest with listproof's own settings)."),
    "check": ("listproof.checking.command", "command", "Check an OpenAPI file's listings at an address: one command, no contract."),
    "serve": (
        "listproof.cli",
        "serve",
        "Serve contracts, or the lists of an OpenAPI file, as real HTTP: a simulator that pages, filters and sorts.",
    ),
    "faults": ("listproof.cli", "faults", "List the faults and variants that the simulator can show."),
    "prove": ("listproof.proof.command", "command", "Show what the laws are worth: every fault, every variant."),
    "lint": ("listproof.contract.command", "lint", "Check contracts: file, line, and what was expected."),
    "schemas": ("listproof.contract.command", "schemas", "Write a contract's stand-alone JSON Schemas."),
    "init": ("listproof.starting.command", "command", "Make a folder ready: contracts, listproof.toml, a workflow."),
    "derive": ("listproof.cli", "derive", "Turn an OpenAPI file or a vendor's page into a contract, or compare a page with one."),
    "compare": ("listproof.regression.command", "command", "Say what changed between two runs, and who changed it."),
    "replay": ("listproof.replay", "command", "Ask again what showed a finding, and say whether it is still so."),
    "report": ("listproof.reports.command", "command", "Render a run's Allure report."),
    "merge": ("listproof.reports.merge", "command", "Join the records of several machines into one."),
}


_GROUPS: Mapping[str, tuple[str, ...]] = {
    "Ask a service": ("check", "test", "replay", "compare", "report", "merge"),
    "Say what a service should do": ("init", "derive", "lint", "schemas"),
    "Have a service to work against": ("serve", "faults", "prove"),
}
"""The commands as people look for them; a test holds that each stands in one group."""


class _Trouble(click.ClickException):
    """The suite's own trouble, as of a run: 1 would say that a law is violated."""

    exit_code = 10


class _Interrupted(click.ClickException):
    """Ctrl-C, where nothing else hears it: the code is that of an interrupted run, for 1 would say that a law is violated."""

    exit_code = 2

    def __init__(self) -> None:
        super().__init__("interrupted; what is not told above was not done, or is not kept")


_UNUSABLE = 4
"""Exit code where the command line, or a file that it names, cannot be used: that of pytest, for 1 says that something was found."""


def _told(error: click.ClickException) -> click.ClickException:
    """A mistake in the command line or in a file, which may hold anything, as every command ends by it."""
    from listproof.contract.visible import visible  # only who has something to tell pays for loading it

    code = _UNUSABLE if error.exit_code in (1, 2) else error.exit_code
    vars(error).update(message=visible(error.message, lines=True), exit_code=code)
    return error


def _open_closed_streams() -> None:
    """Give each standard stream that whoever called has closed a place to go: what is written there is lost, and nothing else with it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115


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

    def make_context(self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any) -> click.Context:
        """As click makes it; mistakes are told as `invoke` tells them."""
        _open_closed_streams()
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.ClickException as error:
            raise _told(error) from None

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a disk that is full or not to be written, and a name that is none, are told in one sentence."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            raise _told(error) from None
        except (KeyboardInterrupt, click.Abort):
            raise _Interrupted from None
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise
            where = f": {error.filename}" if error.filename else ""
            raise _Trouble(f"{error.strerror or type(error).__name__}{where}; nothing more was done") from None
        except Exception as error:
            if type(error).__module__ != "sqlite3":
                raise
            unusable = click.ClickException(f"the database cannot be used ({error}); name another file with --database")
            raise _told(unusable) from None

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            from listproof.contract.telling import meant

            ctx.fail(f"there is no command {args[0]!r}; {meant(args[0], _COMMANDS, len(_COMMANDS))}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        widest = max(map(len, _COMMANDS))
        for title, names in _GROUPS.items():
            with formatter.section(title):
                formatter.write_dl([(name.ljust(widest), _COMMANDS[name][2]) for name in names if name in _COMMANDS])


class _Forwarded(click.Command):
    """A command that hands all its arguments on, and whose options a shell completes all the same."""

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The options that begin so: those of the commands that it hands on to, or of the help of `test`."""
        return [CompletionItem(one) for one in _options_of(str(self.name)) if one.startswith(incomplete)] if incomplete[:1] == "-" else []


def _options_of(name: str) -> list[str]:
    if name == "test":
        return sorted(set(re.findall(r"--[a-z-]+", _TEST_HELP)))
    from listproof.derive.command import command as of_pages
    from listproof.openapi.command import command as of_files
    from listproof.simulator.command import faults as of_faults
    from listproof.simulator.command import serve as of_servers

    commands = {"serve": (of_servers,), "faults": (of_faults,)}.get(name, (of_files, of_pages))
    return sorted({option for command in commands for one in command.params for option in one.opts if option.startswith("--")})


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="listproof", prog_name="listproof")
@click.pass_context
def main(context: click.Context) -> None:
    """Proves that a list endpoint does as its document says.

    \b
    listproof test                                 all contracts against the bundled simulator
    listproof test --target live                   against the targets of listproof.toml, read-only
    listproof replay ID                            ask again what showed a finding
    listproof serve huawei-hss-kubernetes-jobs     a simulator to develop against

    Completion: put `eval "$(_LISTPROOF_COMPLETE=bash_source listproof)"` into ~/.bashrc (zsh_source and fish_source for others).
    """
    context.obj = _law_ids
    context.meta["listproof.targets"] = _wrong_targets


def _law_ids() -> list[str]:
    """The ids of all laws, for the commands of floors that know none."""
    from listproof.proof.suite import all_laws

    return [law.id for law in all_laws()]


def _wrong_targets(file: Path, slugs: Collection[str]) -> list[str]:
    """What is wrong with a targets file beside contracts of these slugs."""
    from listproof.transport.targets_lint import wrong_targets

    return wrong_targets(file, slugs)


_TEST_HELP = """\
Usage: listproof test [OPTIONS]

  Run the laws. Without options: every contract against the bundled simulator.

  listproof test --target live                         the targets of listproof.toml, read-only
  listproof test --contract SLUG --strict-evidence     one contract; what cannot be tried fails
  listproof test --target live --baseline last.json    and what changed since an earlier run
  listproof test --target live --plan                  what it would cost; nothing is sent

What is asked
  --target NAME         mock (the simulator, the default) or a target of the targets file; repeatable
  --contract SLUG       only this contract; repeatable
  --shard K/N           only the K-th of N parts of the listings, the same on every machine
  --targets-file PATH   the targets file (listproof.toml)
  --contracts DIR       the folder of contracts (./contracts where it is, else those that come with listproof)
  --queries N           draw N whole queries for each contract; 0: none
  --seed N              draw from this seed
  --max-seconds S       stop asking after so many seconds
What counts
  --strict-evidence     a law that found nothing to be tried on fails the run
  --baseline RUN.json   compare with this run: exit code 12 where something got worse
What is left
  --reports DIR         where reports go (reports/)
  -v                    name the laws that fail because of a finding, and where a law broke
  --har                 keep every exchange, secrets masked, in exchanges.har
  --sarif FILE          write findings as SARIF 2.1.0
  --github              annotations and a step summary for GitHub Actions
  --plan                say what the run would cost, in requests and minutes, and send nothing

Exit codes: 0 all laws hold, 1 a law is violated, 2 interrupted, 4 the command line or a file cannot be used,
10 trouble of the suite, 11 unreachable, 12 worse than the baseline.
Options of pytest work too: -k WORDS, -x, --junitxml FILE, and -n 2 with pytest-xdist (`pytest --help` lists them).
"""


@click.command(cls=_Forwarded, context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def test(arguments: tuple[str, ...]) -> None:
    """Run the laws: pytest with listproof's own settings, wherever it is installed; every option of pytest works."""
    if {"-h", "--help"} & set(arguments):
        click.echo(_TEST_HELP, nl=False)
        return
    import gc

    gc.disable()  # nothing that is loaded is garbage
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # its command line, which is half of what httpx loads
    import pytest

    import listproof.plugin
    from listproof.plugin.command_line import CommandLine
    from listproof.proof.suite import suites_folder

    gc.enable()
    folder = suites_folder()
    named = [argument for argument in arguments if _names_tests(argument)]
    # The laws are loaded before pytest could rewrite their assertions, and its cache may find no place: it says so in warnings.
    # Told more, one wants to hear of findings, and not the path of each law's file: for each -v there is a -q.
    told = sum(argument.count("v") for argument in arguments if _MORE.fullmatch(argument)) + arguments.count("--verbose")
    quiet = [word for name in ("AssertRewrite", "Cache") for word in ("-W", f"ignore::pytest.Pytest{name}Warning")]
    own = ["-q", *["-q"] * told, *quiet, "-p", listproof.plugin.__name__]
    root = ["--rootdir", str(folder.parent), "-c", str(_settings(folder))]
    laws = [] if named else [*_left_out((*arguments, *os.environ.get("PYTEST_ADDOPTS", "").split())), "--assert=plain", str(folder)]
    sys.exit(pytest.main([*root, *own, *laws, *arguments], [CommandLine(_options_of("test"), laws_alone=not named)]))


_MORE = re.compile("-v+")

_OF_XDIST = ("n", "d", "f", "tx", "px", "max", "load", "no-load", "rsync", "loop", "testrun")
_UNUSED = {
    "anyio": ("anyio",), "hypothesispytest": ("hypothesis",), "allure_pytest": ("allure", "clean-allure", "inversion"),
    "doctest": ("doctest",), "junitxml": ("junit",), "legacypath": (), "logging": ("log", "show-capture"), "pastebin": ("pastebin",),
    "platformdirs": (), "setuponly": ("setup",), "setupplan": ("setup",), "stepwise": ("stepwise", "sw"), "unittest": (),
    "xdist": _OF_XDIST, "xdist.looponfail": _OF_XDIST,
}  # fmt: skip
"""Plugins that laws do without, which take a quarter of a second to load and their part of each law, with how their options begin."""


def _left_out(arguments: tuple[str, ...]) -> Iterator[str]:
    """What keeps pytest from loading plugins that laws do without and nothing in these arguments asks for."""
    for plugin, options in _UNUSED.items():
        if not any(argument.lstrip("-").startswith(options) for argument in arguments):
            yield from ("-p", f"no:{plugin}")


@click.command(cls=_Forwarded, context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def derive(arguments: tuple[str, ...]) -> None:
    """Turn an OpenAPI file into an overlay, or a vendor's page into a contract."""
    from listproof.derive.command import command as of_pages
    from listproof.openapi.command import command as of_files
    from listproof.openapi.command import is_openapi

    asked = {"-h", "--help"} & set(arguments)
    if asked and len(arguments) == 1:
        for command in (of_files, of_pages):
            click.echo(command.get_help(click.Context(command, info_name="derive")) + "\n")
        return
    compared = any(argument.split("=")[0] == "--against" for argument in arguments)
    written = {after for word, after in pairwise(arguments) if word in ("-o", "--output")}
    read = [argument for argument in arguments if not argument.startswith("-") and argument not in written]
    file = not compared and any(is_openapi(Path(argument)) for argument in read)
    chosen = of_files if file else of_pages
    _ended(chosen.main(args=list(arguments), prog_name="listproof derive", help_option_names=["-h", "--help"], standalone_mode=False))


def _ended(code: object) -> NoReturn:
    """End with the code of a command that was called by another."""
    sys.exit(code if isinstance(code, int) else 0)


@click.command(cls=_Forwarded, context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def serve(arguments: tuple[str, ...]) -> None:
    """Serve contracts, or the list operations of an OpenAPI file as they are guessed, as real HTTP."""
    from listproof.simulator.command import serve as of_contracts

    _of_contracts_or_a_file(of_contracts, arguments)


@click.command(cls=_Forwarded, context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def faults(arguments: tuple[str, ...]) -> None:
    """List what the simulator of contracts can show, or that of the list operations of an OpenAPI file."""
    from listproof.simulator.command import faults as of_contracts

    _of_contracts_or_a_file(of_contracts, arguments)


def _of_contracts_or_a_file(of_contracts: click.Command, arguments: tuple[str, ...]) -> NoReturn:
    """A command of the simulator, on contracts as they are written or on those that an OpenAPI file is guessed to mean."""
    import tempfile

    from listproof.openapi import write_overlay
    from listproof.openapi.command import drafts_of, is_openapi

    def ended(words: Sequence[str]) -> NoReturn:
        name = f"listproof {of_contracts.name}"
        _ended(of_contracts.main(args=list(words), prog_name=name, help_option_names=["-h", "--help"], standalone_mode=False))

    file = next((argument for argument in arguments if not argument.startswith("-") and is_openapi(Path(argument))), None)
    rest = [argument for argument in arguments if argument != file]
    if file is None:
        ended(rest)
    wanted, rest = _taken("--operation", rest)
    with tempfile.TemporaryDirectory(prefix="listproof-") as folder:
        drafts = drafts_of(Path(file), wanted)
        write_overlay(drafts, Path(file), Path(folder))
        ended([*(draft.operation.slug for draft in drafts if wanted), *rest, "--contracts", folder])


def _taken(option: str, arguments: list[str]) -> tuple[list[str], list[str]]:
    """The values of a repeatable option, and the arguments without it."""
    found, rest, waiting = [], [], False
    for argument in arguments:
        if waiting or argument.startswith(f"{option}="):
            found.append(argument if waiting else argument.partition("=")[2])
            waiting = False
        elif argument == option:
            waiting = True
        else:
            rest.append(argument)
    return found, rest


def _names_tests(argument: str) -> bool:
    """Whether an argument says which tests are to run: a file or folder of them, and not the value of an option such as a report."""
    path = Path(argument.split("::")[0])
    return not argument.startswith("-") and ((path.suffix == ".py" and path.is_file()) or (path.is_dir() and any(path.glob("test_*.py"))))


def _settings(folder: Path) -> Path:
    """The ini file to run with: the checkout's, or the one beside an installed copy's suites."""
    checkout = folder.parent / "pyproject.toml"
    return checkout if checkout.is_file() else Path(__file__).parent / "pytest.ini"


if __name__ == "__main__":
    main()
