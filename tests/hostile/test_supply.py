"""What a machine with secrets installs and runs is known to the byte."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

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


@pytest.mark.parametrize("name", ["nightly.yml", "release.yml"])
def test_what_runs_beside_a_secret_is_taken_by_its_commit(name: str) -> None:
    """A tag can be moved to other code: a workflow that holds secrets, or may publish, names commits."""
    read: dict[str, Any] = yaml.safe_load(_text(f".github/workflows/{name}"))
    used = [step["uses"] for job in read["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one)] == []
