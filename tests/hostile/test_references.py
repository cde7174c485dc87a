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
