"""What another's run file says is data on every face that is made of it: no text of it steers a terminal, a page or a runner."""

from __future__ import annotations

import copy
import functools
import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner

from listproof.cli import main
from listproof.reports.file import run_schema

from .test_disk import hostile_run, texts_in

STEERS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]|^::|##\\[", re.MULTILINE)
ORDER = re.compile(r"^::(?!error |warning |notice |group|endgroup)", re.MULTILINE)
"""An order to GitHub's runner that is none of ours, which have a title."""
BENT = ("\u202e\n::set-env::x\x1b[2J\r\n##[debug]y", "::set-env::x", "\x9b31m\u2028::set-env::z\x00")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A run as JSON."""
    found: dict[str, Any] = json.loads(hostile_run(tmp_path_factory.mktemp("usual")).read_text("utf-8"))
    return found


def bent(value: dict[str, Any], text: str, names: bool) -> dict[str, Any]:
    """A run with a text set before every other that may be any; with the `names` of its target and contract, or without."""
    found, takes = copy.deepcopy(value), jsonschema_rs.validator_for(run_schema()).is_valid
    own = {*value["targets"], *(one["contract"] for one in value["listings"])}
    for *way, last in list(texts_in(found)):
        inner = functools.reduce(lambda reached, step: reached[step], way, found)
        before = inner[last]
        if last in ("started", "finished") or (not names and before in own):
            continue
        inner[last] = f"{text}{before}"
        if not takes(found):
            inner[last] = before
    return found


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("text", BENT, ids=ascii)
def test_no_text_of_a_run_file_steers_a_face(text: str, names: bool, usual: dict[str, Any], tmp_path: Path) -> None:
    """Each way to compare it with another, each file that is written of it, and what the commands print."""
    hostile = bent(usual, text, names)
    for place, one in {"usual": usual, "hostile": hostile}.items():
        (tmp_path / f"{place}.json").write_text(json.dumps(one))
    for pair in (("usual", "hostile"), ("hostile", "usual")):
        old, new = (str(tmp_path / f"{one}.json") for one in pair)
        for form in ("text", "markdown", "html", "json", "github"):
            told = CliRunner().invoke(main, ["compare", old, new, "--format", form, "-o", str(tmp_path / "out")])
            assert told.exit_code in (0, 10, 11, 12), told.output
            found = ORDER.search(told.output) if form == "github" else STEERS.search(told.output)
            assert found is None, (form, told.output[max(0, found.start() - 80) : found.end() + 20])
    told = CliRunner().invoke(main, ["merge", str(tmp_path / "hostile.json"), "-o", str(tmp_path / "out")])
    assert told.exit_code in (0, 1, 10, 11), told.output
    assert not STEERS.search(told.output)
    for path in (one for one in (tmp_path / "out").rglob("*") if one.is_file()):
        text = path.read_text("utf-8")  # a file of JSON is printed by nobody, and its record says what was said
        assert not STEERS.search(text.replace("##[", "") if path.suffix == ".json" else text), path
