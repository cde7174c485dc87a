"""`listproof compare`: says what changed between two runs, and who changed it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from listproof.contract.folders import NotWritten
from listproof.regression.change import RunComparison
from listproof.regression.comparing import compare
from listproof.regression.file import as_json, page, write_files
from listproof.regression.telling import SIGNS, github, markdown, text
from listproof.reports.file import RunFileError, json_text, read
from listproof.reports.history import earlier, streaks

__all__ = ["EXIT_REGRESSION", "EXIT_TROUBLE", "EXIT_UNREACHABLE", "command", "exit_status"]

EXIT_TROUBLE = 10
"""No regression in what was asked, and the suite itself had trouble, or the runs have no listing in common."""
EXIT_UNREACHABLE = 11
"""No regression in what was asked, and a target could not be reached."""
EXIT_REGRESSION = 12
"""Something got worse that is not accepted."""

_COLOURS = {SIGNS["breaking"]: "red", SIGNS["risky"]: "yellow", SIGNS["additive"]: "green", SIGNS["information"]: "blue"}
_FORMATS: Mapping[str, Callable[[RunComparison], str]] = {
    "text": text,
    "markdown": markdown,
    "html": page,
    "json": lambda comparison: json_text(as_json(comparison), indent=1).replace("##", "\\u0023#") + "\n",  # `##[` is a runner's command
    "github": github,
}


class _NoRun(click.ClickException):
    """A file that is no run, told in one sentence."""

    exit_code = 4


def _coloured(told: str) -> str:
    """The text with its headline and its graded lines in colour, which click takes away where nobody sees it."""
    first, *rest = told.splitlines(keepends=True)
    return click.style(first, bold=True) + "".join(
        click.style(line, fg=_COLOURS[line[0]], bold=True) if line[:1] in _COLOURS else line for line in rest
    )


def exit_status(comparison: RunComparison) -> int:
    """The exit status that says how a comparison went; 0 where nothing got worse."""
    if comparison.regressions:
        return EXIT_REGRESSION
    if comparison.unreachable:
        return EXIT_UNREACHABLE
    return EXIT_TROUBLE if comparison.trouble or comparison.apart else 0


@click.command("compare")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--accepted", type=click.Path(path_type=Path), metavar="BASE.json", help="a run whose state is accepted: no regression")
@click.option("--format", "form", type=click.Choice(sorted(_FORMATS)), default="text", show_default=True, help="what to print")
@click.option("--output", "-o", type=click.Path(path_type=Path), metavar="DIR", help="also write regression.md, .html and .json here")
@click.option("--history", type=click.Path(path_type=Path), metavar="DIR", help="earlier runs  [default: history beside NEW]")
def command(old: Path, new: Path, accepted: Path | None, form: str, output: Path | None, history: Path | None) -> None:
    """Say what changed from the run OLD.json to the run NEW.json, and who changed it.

    \b
    Exit status:
       0  nothing got worse
      12  a regression
      11  a target could not be reached
      10  the suite had trouble, or the runs have no listing in common
       4  a file that is no run
    """
    try:
        before, after = read(old), read(new)
        base = read(accepted) if accepted else None
    except RunFileError as error:
        raise _NoRun(str(error)) from None
    standing = streaks(after, earlier(after, history or new.parent / "history"))
    comparison = compare(before, after, base, standing)
    if output:
        try:
            write_files(comparison, output)
        except OSError as error:
            raise NotWritten(output, error) from None
    told = _FORMATS[form](comparison)
    click.echo(_coloured(told) if form == "text" else told, nl=False)
    sys.exit(exit_status(comparison))
