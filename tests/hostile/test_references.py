"""A reference of a contract reads what lies beside it, and nothing of the machine that it has no business with."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from listproof.contract.catalogue import catalogue
from listproof.contract.lint import lint_entry
from listproof.contract.text import ContractError

from .test_contracts import _OWN_DOCUMENT

SECRET = "users: {type: string, enum: [my-secret]}"


def referring(reference: str, folder: Path) -> list[str]:
    """What lint says of a contract in a folder of a folder of contracts, of which a field's schema stands elsewhere."""
    root = yaml.safe_load(_OWN_DOCUMENT.read_text(encoding="utf-8"))
    root["components"]["schemas"]["Job"]["properties"]["status"] = {"$ref": reference}
    place = folder / "contracts" / "jobs" / "openapi.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(yaml.safe_dump(root), encoding="utf-8")
    try:
        return [str(mistake) for entry in catalogue(place.parent).values() for mistake in lint_entry(entry).mistakes]
    except ContractError as error:
        return [str(mistake) for mistake in error.mistakes]


@pytest.mark.parametrize(
    "way",
    [
        lambda home: "../../../private/config.yaml#/users",
        lambda home: f"{home / 'config.yaml'}#/users",
        lambda home: "..%2F..%2F../private/config.yaml#/users",
        lambda home: "linked.yaml#/users",
        lambda home: "linked/config.yaml#/users",
    ],
    ids=["above", "whole", "escaped", "link", "linked-folder"],
)
def test_a_reference_that_leads_out_is_refused(way: Callable[[Path], str], tmp_path: Path) -> None:
    """By dots, by a whole path, by a link: the reason is told, with file and line, and nothing of the other file."""
    home, work = tmp_path / "private", tmp_path / "work"
    (work / "contracts" / "jobs").mkdir(parents=True)
    home.mkdir()
    (home / "config.yaml").write_text(SECRET, encoding="utf-8")
    (work / "contracts" / "jobs" / "linked.yaml").symlink_to(home / "config.yaml")
    (work / "contracts" / "jobs" / "linked").symlink_to(home)
    [said] = referring(way(home), work)
    assert "leads out to where a contract has nothing to read; expected a file in the folder of this one" in said
    assert str(work / "contracts" / "jobs" / "openapi.yaml") in said
    assert "my-secret" not in said


@pytest.mark.parametrize("reference", ["schemas.yaml#/users", "parts/schemas.yaml#/users", "../shared/schemas.yaml#/users"])
def test_a_schema_that_contracts_share_is_read(reference: str, tmp_path: Path) -> None:
    """Beside the contract, below it, and in a folder beside its own."""
    place = tmp_path / "contracts" / "jobs" / reference.partition("#")[0]
    place.parent.mkdir(parents=True)
    (tmp_path / "contracts" / "jobs").mkdir(exist_ok=True)
    place.write_text(SECRET, encoding="utf-8")
    assert referring(reference, tmp_path) == []


def test_below_where_listproof_runs_all_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository may hold its schemas wherever it likes."""
    (tmp_path / "common").mkdir()
    (tmp_path / "common" / "schemas.yaml").write_text(SECRET, encoding="utf-8")
    reference = "../../../../common/schemas.yaml#/users"
    assert referring(reference, tmp_path / "apis" / "jobs") != []
    monkeypatch.chdir(tmp_path)
    assert referring(reference, tmp_path / "apis" / "jobs") == []


@pytest.mark.parametrize("whole", [True, False], ids=["whole-path", "above"])
@pytest.mark.parametrize("held", [SECRET, "token: my-secret\n  - [", "my-secret"], ids=["mapping", "no-yaml", "text"])
def test_an_overlay_reads_no_other_file_of_the_machine(held: str, whole: bool, tmp_path: Path) -> None:
    """What it extends elsewhere must be an OpenAPI document; of any other file nothing is told, not even why it cannot be read."""
    private, place = tmp_path / "private" / "config.yaml", tmp_path / "work" / "contracts" / "jobs"
    place.mkdir(parents=True)
    private.parent.mkdir()
    private.write_text(held, encoding="utf-8")
    reference = private if whole else "../../../private/config.yaml"
    overlay = place / "jobs.overlay.yaml"
    overlay.write_text(
        f"overlay: 1.0.0\ninfo: {{title: x-listing of jobs}}\nextends: {reference}\nactions: [{{target: $.info, update: {{}}}}]\n"
    )
    [entry] = catalogue(place).values()
    told = " ".join(map(str, entry.wrong))
    assert "leads out to a file that is no OpenAPI document" in told
    assert f"{overlay}:3" in told
    assert "my-secret" not in told


def test_an_overlay_may_stand_far_from_its_document(tmp_path: Path) -> None:
    """As one does that `check -o` or `draft -o` leaves for a file of another folder."""
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "openapi.yaml").write_text(_OWN_DOCUMENT.read_text(encoding="utf-8"), encoding="utf-8")
    place = tmp_path / "a" / "b" / "c"
    place.mkdir(parents=True)
    (place / "jobs.overlay.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: x-listing of jobs}\nextends: ../../../theirs/openapi.yaml\nactions: [{target: $.info, update: {}}]\n"
    )
    assert catalogue(place)
