"""`pytest -p listproof.plugin` in somebody else's project: their tests and the laws in one run, asked of their own app."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from listproof.cli import main
from listproof.plugin.settings import apply, settings_of
from listproof.running import choose
from listproof.transport.in_process import NoApp, app_called
from listproof.transport.targets_file import TargetsError

EXAMPLES = Path(__file__).parents[2] / "examples"
OWN_TEST = '''"""A module that is called like one of the laws'."""

import fastapi_boats


def test_a_boat_has_a_name():
    assert fastapi_boats.Boat.model_fields["name"]
'''


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A FastAPI project with a test of its own, a contract from its OpenAPI file, and settings in pyproject.toml."""
    pytest.importorskip("fastapi", reason="needs fastapi: pip install -e '.[examples]'")
    folder = tmp_path_factory.mktemp("harbour")
    for name in ("fastapi_boats.py", "fleet.py"):
        shutil.copy(EXAMPLES / name, folder)
    sys.path.insert(0, str(EXAMPLES))
    try:
        from fastapi_boats import app
    finally:
        sys.path.remove(str(EXAMPLES))
    (folder / "openapi.json").write_text(json.dumps(app.openapi()), encoding="utf-8")
    (folder / "tests").mkdir()
    (folder / "tests/test_pages.py").write_text(OWN_TEST, encoding="utf-8")
    (folder / "pyproject.toml").write_text('[tool.listproof]\ntarget = "app"\nqueries = 4\nseed = 1\n', encoding="utf-8")
    (folder / "listproof.toml").write_text('[targets.app.list-boats]\napp = "fastapi_boats:app"\n', encoding="utf-8")
    derived = CliRunner().invoke(main, ["derive", str(folder / "openapi.json"), "-o", str(folder / "contracts")])
    assert derived.exit_code == 0, derived.output
    overlay = folder / "contracts/openapi.overlay.yaml"
    overlay.write_text(overlay.read_text(encoding="utf-8").partition("        sources:\n")[0], encoding="utf-8")
    return folder


def ran(project: Path, *arguments: str, fault: str = "") -> tuple[int, str]:
    """Exit status and output of pytest in the project, with the plugin."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "listproof.plugin", "-p", "no:cacheprovider", *arguments],
        cwd=project, env={**os.environ, "FAULT": fault}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.examples
@pytest.mark.slow
def test_the_laws_run_beside_the_tests_of_a_project(project: Path) -> None:
    """One command runs both, a module that is called like one of the laws' too, and an honest app passes."""
    status, told = ran(project)
    assert status == 0, told
    assert "No violation" in told or "does as the document" in told
    record = json.loads((project / "reports/run.json").read_text(encoding="utf-8"))
    assert {outcome["target"] for outcome in record["outcomes"]} == {"app"}
    assert len(record["outcomes"]) > 60


@pytest.mark.examples
@pytest.mark.slow
def test_a_fault_of_the_app_fails_the_run_of_the_project(project: Path) -> None:
    """The finding is told with pytest's exit code."""
    status, told = ran(project, fault="ignored-filter")
    assert status == 1, told
    assert "1 finding" in told
    assert "filters.state" in told


@pytest.mark.examples
def test_whoever_names_tests_gets_those(project: Path) -> None:
    """No law runs where a test is named."""
    status, told = ran(project, "tests")
    assert (status, "1 passed" in told) == (0, True), told


def test_settings_are_options_that_nobody_gave(tmp_path: Path) -> None:
    """What stands in the table holds, unless the command line says otherwise; paths are meant from the file's folder."""
    (tmp_path / "contracts").mkdir()
    (tmp_path / "pyproject.toml").write_text('[tool.listproof]\ntarget = "app"\nqueries = 4\nreports = "out"\n', encoding="utf-8")
    settings = settings_of([tmp_path / "sub", tmp_path])
    assert settings is not None
    usual = {"target": [], "queries": 9, "reports": "reports", "contracts": None, "targets_file": None}
    options = SimpleNamespace(**usual)
    apply(settings, options, tmp_path / "sub")
    assert options == SimpleNamespace(
        target=["app"], queries=9, reports=str(tmp_path / "out"), contracts=str(tmp_path / "contracts"), targets_file=None
    )


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ("targt = 'app'", "did you mean target"),
        ("queries = true", "expected a whole number"),
        ("target = [1]", "expected a name or a list of names"),
        ("reports = 3", "expected a path"),
    ],
)
def test_a_mistake_in_settings_names_file_and_key(table: str, word: str, tmp_path: Path) -> None:
    """In one sentence, before anything is sent."""
    (tmp_path / "listproof.toml").write_text(f"[tool.listproof]\n{table}\n", encoding="utf-8")
    with pytest.raises(pytest.UsageError, match=word) as told:
        settings_of([tmp_path])
    assert str(tmp_path / "listproof.toml") in str(told.value)


def test_settings_stand_in_one_file(tmp_path: Path) -> None:
    """Two tables are a mistake; a project without one has no settings."""
    assert settings_of([tmp_path]) is None
    for name in ("pyproject.toml", "listproof.toml"):
        (tmp_path / name).write_text("[tool.listproof]\n", encoding="utf-8")
    with pytest.raises(pytest.UsageError, match="keep one of them"):
        settings_of([tmp_path])


@pytest.mark.parametrize("name", ["harbour", "no_such_module_here:app", "json:no_such", "json:__name__"])
def test_an_app_that_is_none_is_told(name: str) -> None:
    """What is wrong with its name, or with what it names."""
    with pytest.raises(NoApp, match=name.replace(":", ".")):
        app_called(name)


@pytest.mark.parametrize("entry", ['app = "no_such_module_here:app"', 'app = "json:loads"\nbase_url = "http://127.0.0.1:1"', ""])
def test_a_target_is_an_address_or_an_app(entry: str, tmp_path: Path) -> None:
    """One of them, and an app that can be loaded; a mistake is told before anything is asked."""
    file = tmp_path / "listproof.toml"
    file.write_text(f"[targets.app.huawei-coc-documents]\n{entry}\n", encoding="utf-8")
    with pytest.raises(TargetsError, match=r"targets\.app\.huawei-coc-documents\.(app|base_url)"):
        choose(["app"], (), file, True, Path(__file__).parents[2] / "contracts", {})
