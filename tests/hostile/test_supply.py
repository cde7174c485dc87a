"""What a machine with secrets installs and runs is known to the byte."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

CHECKOUT = Path(__file__).parents[2]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def _text(name: str) -> str:
    return (CHECKOUT / name).read_text("utf-8")


def _name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", text.strip(), maxsplit=1)[0]).lower()


def _pinned(name: str) -> dict[str, str]:
    return {_name(one): version for one, version in PINNED.findall(_text(name))}


def test_every_requirement_has_a_version_and_digests() -> None:
    """Each line of the list is one version with at least one digest, and no address stands in it."""
    text = _text("requirements.txt")
    blocks = [one for one in re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)) if one.strip()]
    assert len(blocks) > 30
    for block in blocks:
        assert PINNED.match(block), block[:80]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block[:80]
    assert "://" not in text


def test_the_list_is_that_of_the_versions_that_were_tested() -> None:
    """It holds all that the package and its build need, in no other version than constraints.txt has."""
    listed, tested = _pinned("requirements.txt"), _pinned("constraints.txt")
    project = tomllib.loads(_text("pyproject.toml"))
    needed = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    assert [one for one in needed if _name(one) not in listed] == []
    assert {one: version for one, version in listed.items() if one in tested and tested[one] != version} == {}
    assert all("==" in one for one in project["build-system"]["requires"])


def test_the_oldest_python_that_is_promised_can_have_every_version() -> None:
    """Python 3.11 as systems ship it is not its newest: 3.11.2 is the one of Debian 12."""
    listed = _pinned("constraints.txt")
    needs = {one: metadata.metadata(one)["Requires-Python"] for one, version in listed.items() if _installed(one) == version}
    assert len(needs) > 30
    assert [one for one, said in needs.items() if said and not SpecifierSet(said).contains("3.11.2")] == []


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


PLACES = (
    ".github/workflows/checks.yml", ".github/workflows/nightly.yml", ".github/workflows/release.yml", "action.yml",
    "src/listproof/starting/templates/github.yml", "docs/ci.md", "docs/scale.md",
)  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_what_runs_beside_a_secret_is_taken_by_its_commit(name: str) -> None:
    """A tag can be moved to other code: every action that a workflow of ours, or one that we write for others, takes is a commit."""
    used = [one for one in re.findall(r"uses: *([^\s,}]+)(.*)", _text(name)) if not one[0].startswith("./")]
    assert used
    for action, said in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", said), (action, said)


def test_one_action_is_one_commit_everywhere() -> None:
    """The same version of an action is the same commit wherever it is taken."""
    used = {pair for name in PLACES for pair in re.findall(r"uses: *(\S+@\S+) # (\S+)", _text(name))}
    versions = [(action.split("@")[0], version) for action, version in used]
    assert len(versions) == len(set(versions)), sorted(used)


def test_a_release_is_built_by_what_the_list_names() -> None:
    """Before the artifact is out of reach nothing is installed but the list with its digests; the bill of materials comes after."""
    read: dict[str, Any] = yaml.safe_load(_text(".github/workflows/release.yml"))
    steps = read["jobs"]["build"]["steps"]
    kept = next(place for place, step in enumerate(steps) if (step.get("with") or {}).get("name") == "dist")
    before = [line for step in steps[:kept] for line in step.get("run", "").splitlines() if "pip install" in line]
    assert before == ["python -m pip install -q --require-hashes -r requirements.txt"]
    assert any("cyclonedx" in step.get("run", "") for step in steps[kept:])
    assert set(read["jobs"]["build"].get("permissions", read["permissions"])) == {"contents"}


def test_the_image_is_built_from_what_the_package_needs_and_nothing_beside_it() -> None:
    """All that the wheel is made of reaches the image; a targets file, reports or a key in the checkout do not."""
    everything, *kept, caches = [line for line in _text(".dockerignore").splitlines() if not line.startswith("#")]
    assert (everything, caches) == ("*", "**/__pycache__")
    project = tomllib.loads(_text("pyproject.toml"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    read = {project["project"]["readme"], *project["project"]["license-files"], *wheel["force-include"], "pyproject.toml"}
    assert {line.removeprefix("!") for line in kept} == {*read, "src", "requirements.txt"}
    assert wheel["packages"] == ["src/listproof"]


def test_the_image_installs_by_digests_and_runs_as_nobody_special() -> None:
    """Every package of the image has its digest, nothing is fetched to build it, and the stage that is kept has no copy of the sources."""
    build, kept = _text("Dockerfile").split("\nFROM ")[1:]
    assert [line for line in build.splitlines() if "pip install" in line and "--require-hashes" not in line] == [
        " && /opt/listproof/bin/pip install --no-cache-dir --no-deps --no-build-isolation /src"
    ]
    assert re.findall(r"^(?:USER|COPY) .*", kept, re.MULTILINE) == ["COPY --from=build /opt/listproof /opt/listproof", "USER listproof"]


def test_no_name_waits_to_be_filled_in() -> None:
    """What documents and workflows say can be pasted as it stands: nobody's account has to be written into it."""
    texts = [*CHECKOUT.glob("*.md"), *CHECKOUT.glob("docs/**/*.md"), *CHECKOUT.glob(".github/workflows/*.yml"), CHECKOUT / "action.yml"]
    assert [path.name for path in texts if re.search(r"\b(OWNER|YOUR[-_]?ORG|USERNAME)/", path.read_text("utf-8"))] == []
