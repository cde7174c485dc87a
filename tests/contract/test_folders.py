"""Contracts are looked for where somebody works before those that come with listproof."""

from __future__ import annotations

from pathlib import Path

import pytest

from listproof.contract import contracts_folder
from listproof.contract.folders import own_contracts


def test_a_folder_of_contracts_here_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder `contracts` with something in it needs no option; an empty one is passed over."""
    monkeypatch.chdir(tmp_path)
    assert contracts_folder() == own_contracts()
    (tmp_path / "contracts").mkdir()
    assert contracts_folder() == own_contracts()
    (tmp_path / "contracts" / "orchards").mkdir()
    assert contracts_folder() == Path("contracts")
    assert contracts_folder(tmp_path) == tmp_path
