"""`listproof derive` writes a contract, compares, and says in one sentence what it cannot use."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from listproof.cli import derive
from listproof.derive.command import command

PAGES = Path(__file__).parent / "pages"
PAGE = PAGES / "huawei-greenhouse.html"


def run(*words: object) -> Result:
    """The command with its words; a traceback fails the test."""
    result = CliRunner().invoke(command, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def test_a_page_becomes_a_contract_on_the_screen() -> None:
    """Without an output the contract is printed, what was read is told on standard error."""
    result = run(PAGE)
    assert result.exit_code == 0
    contract = yaml.safe_load(result.stdout)
    assert contract["openapi"].startswith("3.1")
    assert contract["x-listing"]["records"] == "/greenhouses"
    assert "11 parameters" in result.stderr


def test_every_line_of_the_listing_is_marked_as_a_guess(tmp_path: Path) -> None:
    """Each source of x-listing is graded weak, and x-guesses gives the reason."""
    run(PAGE, "-o", tmp_path / "openapi.yaml")
    contract = yaml.safe_load((tmp_path / "openapi.yaml").read_text())
    sources = contract["x-listing"]["sources"]
    assert {one["grade"] for one in sources.values()} == {"weak"}
    assert set(contract["x-guesses"]) == {fact for fact in sources if not fact.startswith("errors.")}


def test_every_parameter_field_and_answer_has_its_source(tmp_path: Path) -> None:
    """x-source stands beside every parameter, field and response, with document, table, row and grade."""
    run(PAGE, "-o", tmp_path / "openapi.yaml")
    contract = yaml.safe_load((tmp_path / "openapi.yaml").read_text())
    (item,) = contract["paths"].values()
    described = [*item["get"]["parameters"], *item["get"]["responses"].values()]
    for schema in ("Answer", "Record"):
        described += list(contract["components"]["schemas"][schema]["properties"].values())
    assert len(described) > 20
    for one in described:
        assert {"document", "table", "row", "grade"} <= set(one["x-source"])


def test_the_folder_of_an_output_is_made(tmp_path: Path) -> None:
    """`-o contracts/SLUG/openapi.yaml` is what the guide says, and no folder is there yet."""
    made = tmp_path / "contracts" / "kites" / "openapi.yaml"
    assert run(PAGE, "-o", made).exit_code == 0
    assert made.is_file()


def test_an_output_that_is_there_is_kept(tmp_path: Path) -> None:
    """A file is overwritten only with --force."""
    file = tmp_path / "openapi.yaml"
    file.write_text("mine")
    refused = run(PAGE, "-o", file)
    assert refused.exit_code == 4
    assert file.read_text() == "mine"
    assert run(PAGE, "-o", file, "--force").exit_code == 0
    assert file.read_text() != "mine"


def test_fail_on_decides_the_exit_code(tmp_path: Path) -> None:
    """1 from the given grade on, 0 below it."""
    contract = tmp_path / "openapi.yaml"
    run(PAGE, "-o", contract, "--document", "page")
    page = tmp_path / "page.html"
    page.write_text(PAGE.read_text().replace("<p>1-1,000</p>", "<p>1-2,000</p>"))
    codes = {grade: run(page, "--against", contract, "--fail-on", grade).exit_code
             for grade in ("breaking", "risky", "additive", "editorial", "never")}  # fmt: skip
    assert codes == {"breaking": 0, "risky": 0, "additive": 1, "editorial": 1, "never": 0}
    assert run(PAGE, "--against", contract, "--fail-on", "editorial", "--document", "page").exit_code == 0


def test_a_comparison_is_written_as_json_and_markdown(tmp_path: Path) -> None:
    """The forms go to the screen or to a file."""
    contract = tmp_path / "openapi.yaml"
    run(PAGE, "-o", contract)
    written = tmp_path / "differences.json"
    assert run(PAGE, "--against", contract, "--format", "json", "-o", written).exit_code == 0
    assert json.loads(written.read_text())["documents"][0]["differences"] == []
    assert run(PAGE, "--against", contract, "--format", "markdown").stdout.startswith("## ")


def test_complete_fails_where_something_was_not_read() -> None:
    """--complete makes what was not read a failure."""
    assert run(PAGES / "huawei-ferries.txt").exit_code == 0
    result = run(PAGES / "huawei-ferries.txt", "--complete")
    assert result.exit_code == 1
    assert "unread: line 61" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("missing.html",),
        (PAGES,),
        (PAGES / "README.md",),
        (PAGE, "--against", "missing"),
        (PAGE, "--against", PAGE),
        (PAGE, PAGES / "huawei-ferries.txt"),
        (PAGE, "-o", PAGE / "openapi.yaml"),
    ],
)
def test_a_mistake_is_one_sentence(words: tuple[object, ...]) -> None:
    """What cannot be used is named in one line, with exit code 2."""
    result = run(*words)
    assert result.exit_code == 4
    assert len([line for line in result.stderr.splitlines() if line.startswith("Error")]) == 1
    assert "Traceback" not in result.output


def test_help_teaches() -> None:
    """--help shows how to use it, what a guess is and what the exit codes say."""
    text = run("--help").stdout
    assert re.search(r"listproof derive page\.html --against", text)
    assert "x-guesses" in text
    assert "Exit codes" in text


def test_an_openapi_file_given_as_a_page_says_what_reads_it(tmp_path: Path) -> None:
    """A file that describes itself is no page; the sentence names the commands for it."""
    file = tmp_path / "openapi.json"
    file.write_text('{"openapi": "3.0.3"}')
    result = run(file, "--against", tmp_path)
    assert result.exit_code == 4
    assert "listproof check" in result.stderr


def test_a_page_is_written_over_an_earlier_contract(tmp_path: Path) -> None:
    """What stands in the file to write says nothing of what is read: with `--force` a page is derived again."""
    output = tmp_path / "openapi.yaml"
    for words in ([], ["--force"]):
        result = CliRunner().invoke(derive, [str(PAGE), "-o", str(output), *words])
        assert result.exit_code == 0, result.output
    assert output.read_text(encoding="utf-8").startswith("openapi: 3.1.0")
