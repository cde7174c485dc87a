"""What a stranger's attack found: folders of reports that are links, keys and numbers of TOML without measure, targets that multiply."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from listproof.contract import ContractError, read
from listproof.contract.documents.overlay import overlaid
from listproof.contract.files import toml_of
from listproof.reports.together import together

CHECKOUT = Path(__file__).parents[2]


def _written(reports: Path, name: str) -> None:
    with together(reports, ("allure-results",)) as staging:
        (staging.folder / name).mkdir()
        (staging.folder / name / "index.html").write_text("theirs")
        (staging.folder / "run.json").write_text("{}")


@pytest.mark.parametrize("name", ["allure-results", "history", "laws"])
def test_nothing_is_moved_through_a_link(name: str, tmp_path: Path) -> None:
    """What lies where a folder of reports leads stays there; the report that would pass through it is told, and none is shown."""
    reports, victim = tmp_path / "reports", tmp_path / "victim"
    (victim / "inner").mkdir(parents=True)
    (victim / "index.html").write_text("mine")
    reports.mkdir()
    (reports / name).symlink_to(victim)
    with pytest.raises(OSError, match="it is a link"):
        _written(reports, name)
    assert sorted(path.name for path in victim.iterdir()) == ["index.html", "inner"]
    assert (victim / "index.html").read_text() == "mine"
    assert [path.name for path in reports.iterdir()] == [name]


@pytest.mark.slow
def test_a_link_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    """In one sentence that names it."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "laws").symlink_to(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "listproof", "test", f"--reports={tmp_path / 'reports'}", "--queries=0"],
        cwd=CHECKOUT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 4
    assert "laws is a link, which nothing is written through" in done.stdout + done.stderr


@pytest.mark.parametrize("text", ["a = " + "9" * 5_000, ".".join(["a"] * 20_000) + " = 1", "[" + ".".join(["a"] * 20_000) + "]"])
def test_toml_without_measure_is_none(text: str) -> None:
    """A number of more digits than are read, and a key whose parts cost the square of their number."""
    with pytest.raises(tomllib.TOMLDecodeError, match=r"more than 300 digits|500 parts"):
        toml_of(text)


def test_toml_of_persons_is_read() -> None:
    """Keys with dots, numbers, and texts with many dots in them."""
    assert toml_of('[a.b]\nc.d = 10\ne = "' + "." * 1_000 + '"')["a"]["b"]["c"] == {"d": 10}


@pytest.mark.parametrize("target", ["$" + "[*,*,*,*,*,*,*,*,*,*]" * 7, "$" + "..[*,*,*,*,*]" * 8, "$..*..*..*..*..*..*"])
def test_a_target_of_an_overlay_does_not_multiply(target: str, tmp_path: Path) -> None:
    """It is refused by what it says, or by how many places it selects."""
    (tmp_path / "api.yaml").write_text((CHECKOUT / "contracts" / "huawei-hss-kubernetes-jobs" / "openapi.yaml").read_text("utf-8"), "utf-8")
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(
        f"overlay: 1.0.0\ninfo: {{title: t, version: '1'}}\nextends: api.yaml\nactions:\n- target: '{target}'\n  update: {{}}\n"
    )
    with pytest.raises(ContractError, match=r"selectors side by side|more than 10,000 places"):
        overlaid(read(overlay), read(tmp_path / "api.yaml"))
