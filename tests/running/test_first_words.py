"""What a user meets first: help on one screen, and one sentence for whatever is wrong before anything is sent."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from listproof.cli import _COMMANDS, _GROUPS, main
from listproof.plugin.options import add_options

SCREEN = 40
OPENAPI = Path(__file__).parents[1] / "contracts" / "spelled" / "wells" / "openapi.yaml"


def told(*arguments: str) -> tuple[int, str]:
    """Exit status and output of a command."""
    done = CliRunner().invoke(main, arguments, prog_name="listproof")
    return done.exit_code, done.output


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    """Exit status and output of `listproof test` in a process of its own, with a folder as the current one."""
    done = subprocess.run(
        [sys.executable, "-m", "listproof", "test", *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("test", "--help")])
def test_help_is_one_screen_with_examples(arguments: tuple[str, ...]) -> None:
    """The first help that anybody reads fits a terminal and shows commands that can be copied."""
    status, output = told(*arguments)
    assert status == 0
    assert len(output.splitlines()) <= SCREEN
    assert output.count("  listproof test") >= 2


def test_every_command_stands_in_one_group() -> None:
    """Nobody finds a command that the help does not list."""
    assert sorted(name for names in _GROUPS.values() for name in names) == sorted(_COMMANDS)


def test_the_help_of_test_names_every_option_of_the_run() -> None:
    """An option that the plugin has and the screen does not name is one that nobody uses."""

    class Parser(argparse.ArgumentParser):
        addoption = argparse.ArgumentParser.add_argument

        def getgroup(self, *_: str) -> Parser:
            return self

    parser = Parser(add_help=False)
    add_options(parser)  # type: ignore[arg-type]
    options = {name for action in parser._actions for name in action.option_strings}
    shown = set(re.findall(r"--[a-z-]+", told("test", "--help")[1]))
    assert options <= shown, options - shown


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["tset"], "there is no command 'tset'; did you mean test?"),
        (["nope"], "there is no command 'nope'; expected one of test, check, "),
        (["serve", "--fault", "nope"], "there is no fault 'nope'; expected one of last-record-dropped"),
        (["serve", "--fault", "filter-ignord:job_name"], "did you mean filter-ignored:job_name"),
        (["serve", "huawei-coc-document"], "did you mean huawei-coc-documents"),
        (["lint", "huawei-coc-document"], "has no contract 'huawei-coc-document'; did you mean huawei-coc-documents"),
        (["prove", "--fault", "filter-ignord"], "did you mean filter-ignored"),
        (["prove", "--law", "pages.walk-meets-each-record"], "did you mean pages.walk-meets-each-record-once"),
    ],
)
def test_a_name_that_is_none_is_told_with_what_was_meant(arguments: list[str], says: str) -> None:
    """A slip of the pen costs one sentence, without a line number for a folder."""
    status, output = told(*arguments)
    assert status != 0
    assert says in output
    assert not re.search(r"contracts:\d", output)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--queries", "-3"], "--queries: expected a number from 0, found -3"),
        (["--baseline", "none.json"], "--baseline: none.json does not exist"),
        (["--baseline", "text.json"], "--baseline: text.json is not JSON"),
        (["--reports", "text.json"], "--reports: text.json is no folder"),
        (["--sarif", "text.json/out.sarif"], "--sarif: text.json is no folder"),
        (["--target", "lve", "--targets-file", "targets.toml"], "there is no target 'lve'; did you mean live?"),
        (["--target", "live", "--targets-file", "misspelled.toml"], "request_per_second: unknown key; did you mean requests_per_second"),
    ],
)
def test_what_cannot_work_is_said_before_anything_is_sent(tmp_path: Path, arguments: list[str], says: str) -> None:
    """A mistake in an option or in the targets file ends the run at once, in one sentence."""
    (tmp_path / "text.json").write_text("not a run")
    entry = '[targets.live.huawei-coc-documents]\nbase_url = "http://127.0.0.1:9"\n'
    (tmp_path / "targets.toml").write_text(entry)
    (tmp_path / "misspelled.toml").write_text(entry + "request_per_second = 3\n")
    status, output = run(tmp_path, *arguments)
    assert status == 4
    assert says in output
    assert len(output.strip().splitlines()) == 1


def test_the_value_of_an_option_is_no_place_of_tests(tmp_path: Path) -> None:
    """A report of yesterday or a folder of contracts among the arguments does not keep the laws from running."""
    (tmp_path / "junit.xml").write_text("")
    (tmp_path / "mine").mkdir()
    status, output = run(tmp_path, "--plan", "--contract", "huawei-coc-documents", "--junitxml", "junit.xml", "--reports", "mine")
    assert status == 0
    assert "Nothing was sent" in output


def test_lint_checks_the_targets_file_as_a_run_would(tmp_path: Path) -> None:
    """An unknown key of a targets file is a mistake of lint too."""
    file = tmp_path / "targets.toml"
    file.write_text('[targets.live.x]\nbase_url = "http://127.0.0.1:9"\nrequest_per_second = 3\n')
    status, output = told("lint", "huawei-coc-documents", "--targets-file", str(file))
    assert status == 1
    assert "request_per_second: unknown key" in output


@pytest.mark.parametrize(
    "arguments",
    [
        ["prove", "--contract", "huawei-coc-documents", "--fault", "500-quote", "-n", "1", "-o"],
        ["serve", "huawei-coc-documents", "--jobs", "3", "--port", "0", "--database"],
    ],
)
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, arguments: list[str]) -> None:
    """No command traces back where a disk is full or a folder stands in the way."""
    (tmp_path / "file").write_text("")
    status, output = told(*arguments, str(tmp_path / "file" / "below"))
    assert status == 4
    assert re.search(r"^Error: .*(file|database)", output, re.MULTILINE)
    assert "Traceback" not in output
    assert "None" not in output


ENTRY = '[targets.live.huawei-coc-documents]\nbase_url = "{url}"\nauth = {{ type = "{kind}", name = "X-Token", {key} = "${{NOT_SET}}" }}\n'


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (ENTRY.format(url="https://${HOST}", kind="header", key="value"), []),
        (ENTRY.format(url="${URL}", kind="header", key="value") + 'verify = "elsewhere.pem"\n', []),
        (ENTRY.format(url="https://x.example", kind="header", key="valeu"), ['unknown key "valeu"']),
        (ENTRY.format(url="https://x.example", kind="haeder", key="value"), ['unknown type "haeder"']),
        (ENTRY.format(url="x.example", kind="header", key="value"), ["expected an address that starts with http"]),
        (ENTRY.format(url="https://${HOST}", kind="header", key="value").replace("-doc", "-dco"), ["did you mean huawei-coc-documents?"]),
        (ENTRY.format(url="https://x.example", kind="header", key="value") + '[[waivers]]\nlaw = "pages.echo"\n', ["contract: is missing"]),
    ],
)
def test_lint_looks_at_each_entry_without_its_variables(tmp_path: Path, entry: str, expected: list[str]) -> None:
    """What a run would refuse before it asks is a mistake of lint; what only another machine has is none."""
    file = tmp_path / "targets.toml"
    file.write_text(entry)
    status, output = told("lint", "huawei-coc-documents", "--targets-file", str(file))
    said = [line for line in output.splitlines() if line.startswith(str(file))]
    assert (status, len(said)) == (int(bool(expected)), len(expected)), output
    assert all(one in line for one, line in zip(expected, said, strict=True)), output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["test", "--queries", "many"], "--queries: expected a number, found 'many'"),
        (["test", "--seed", "x"], "--seed: expected a number, found 'x'"),
        (["prove", "--variant", "drfit:1"], "there is no variant drfit:1; did you mean drift:1"),
        (["prove", "--fault", "nope", "--variant", "legal"], "there is no fault nope"),
        (["check", "OPENAPI", "--url", "127.0.0.1:1"], "expected an address that starts with http"),
        (["check", "OPENAPI", "--url", "http://u:p@127.0.0.1:1"], "the address holds a user or password"),
    ],
)
def test_what_is_typed_wrong_is_told_before_anything_is_asked(tmp_path: Path, arguments: list[str], expected: str) -> None:
    """In one sentence, and without a word of how pytest is used."""
    words = [str(OPENAPI) if one == "OPENAPI" else one for one in arguments]
    status, output = run(tmp_path, *words[1:]) if words[0] == "test" else told(*words)
    assert status in (1, 2, 4), output
    assert expected in output
    assert "usage: pytest" not in output


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("listproof s", {"serve", "schemas"}),
        ("listproof lint --t", {"--targets-file"}),
        ("listproof test --str", {"--strict-evidence"}),
        ("listproof serve --fau", {"--fault"}),
        ("listproof derive --ag", {"--against"}),
    ],
)
def test_a_shell_completes_commands_and_options(words: str, expected: set[str]) -> None:
    """Those of the commands that hand their arguments on too."""
    environment = {**os.environ, "_LISTPROOF_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    program = [sys.executable, "-c", "from listproof.cli import main; main(prog_name='listproof')"]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert {line.partition(",")[2] for line in done.stdout.splitlines()} == expected
