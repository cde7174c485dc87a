"""Options that there are not, and what is told of them."""

from __future__ import annotations

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
