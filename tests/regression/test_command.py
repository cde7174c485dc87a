"""The commands that read runs end as their help says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from listproof.cli import main


@pytest.mark.parametrize(
    ("words", "said"), [(("compare", "{no}", "{no}"), "a file that is no run"), (("replay", "x", "--run", "{no}"), "or no such run")]
)
def test_a_file_that_is_no_run_ends_as_help_says(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    """One code for what cannot be used, in the help and in what the shell sees."""
    no = tmp_path / "no.json"
    no.write_text("no", encoding="utf-8")
    promised = re.search(rf"(\d+)  [^\n]*{said}", CliRunner().invoke(main, [words[0], "--help"]).output)
    assert promised is not None
    for file in (no, tmp_path / "nowhere.json"):
        done = CliRunner().invoke(main, [word.format(no=file) for word in words])
        assert done.exit_code == int(promised[1]) == 4
