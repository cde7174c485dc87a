"""What `listproof test` makes of its command line, and what it loads."""

from __future__ import annotations

import gc
import os
import subprocess
import sys

import pytest

from listproof.cli import main as listproof
from listproof.plugin.command_line import CommandLine

OPTIONS = ["--queries", "--target", "--targets-file"]
OF_PYTEST = "\n  inifile: /somewhere/listproof/pytest.ini\n  rootdir: /somewhere/listproof/bundled"


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ("unrecognized arguments: --quereis 3", "there is no option --quereis; did you mean --queries?"),
        ("unrecognized arguments: 3 --quereis=4", "there is no option --quereis; did you mean --queries?"),
        ("unrecognized arguments: -n 2", "-n shares a run among workers by pytest-xdist, which is not installed: pip install pytest-xdist"),
        ("argument --queries: expected one argument", "argument --queries: expected one argument"),
    ],
)
def test_an_option_that_is_none_is_told_in_a_sentence(mistake: str, says: str) -> None:
    """The option and what may have been meant; no path of where listproof is installed."""
    reading = CommandLine(OPTIONS).pytest_cmdline_parse()
    next(reading)
    with pytest.raises(pytest.UsageError) as told:
        reading.throw(pytest.UsageError(f"usage: pytest.main() [options]\npytest.main(): error: {mistake}{OF_PYTEST}"))
    assert str(told.value).startswith(says)
    assert "somewhere" not in str(told.value)


def test_the_command_tells_it_so(capsys: pytest.CaptureFixture[str]) -> None:
    """`listproof test` with an option that is none says which may be meant, and where options are listed."""
    with pytest.raises(SystemExit) as ended:
        listproof(["test", "--targett", "live"])
    said = capsys.readouterr().err
    assert ended.value.code == 4
    assert "there is no option --targett; did you mean --target or --targets-file?" in said
    assert "inifile" not in said


def test_who_starts_loads_nothing_that_is_needed_at_the_end() -> None:
    """What writes reports, draws or serves is loaded by whoever comes to need it, and by a run while its answers are awaited."""
    heavy = ("rich", "attr", "allure_commons", "jinja2", "hypothesis", "schemathesis", "starlette", "jsonschema", "bs4")
    code = f"import sys; sys.modules['httpx._main'] = None; import listproof.plugin; print([one for one in {heavy} if one in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("more", ["-n 0", ""])
def test_a_plugin_is_there_for_options_that_stand_in_the_environment(more: str) -> None:
    """What laws do without is left out only where nothing asks for it."""
    asked = [sys.executable, "-m", "listproof", "test", "--collect-only", "--contract=huawei-coc-documents"]
    done = subprocess.run(asked, capture_output=True, text=True, env={**os.environ, "PYTEST_ADDOPTS": more})
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tests collected" in done.stdout


@pytest.mark.parametrize("laws_alone", [True, False])
def test_where_laws_alone_ran_nobody_looks_for_garbage_at_the_end(laws_alone: bool) -> None:
    """Tests of a project's own are told of theirs."""
    frozen = gc.get_freeze_count()
    try:
        CommandLine(OPTIONS, laws_alone).pytest_unconfigure()
        assert (gc.get_freeze_count() > frozen) == laws_alone
    finally:
        gc.unfreeze()
