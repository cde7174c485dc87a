"""What is told of mutants is counted from what mutmut left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .mutants import RECORD, table_of


def test_mutants_are_counted_by_room(tmp_path: Path) -> None:
    """A failed test or a spent time notices one; whom all tests pass, or none reaches, survives; what was not tried counts for nothing."""
    (tmp_path / "laws").mkdir()
    codes = {"a": 1, "b": 0, "c": 33, "d": 36, "e": None, "f": 1}
    (tmp_path / "laws" / "law.py.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    (tmp_path / "laws" / "none.py.meta").write_text(json.dumps({"exit_code_by_key": {}}))
    assert table_of(tmp_path).splitlines()[2:] == ["| `laws/law.py` | 6 | 5 | 3 | 60 % |"]


def test_nothing_is_told_where_nothing_was_tried(tmp_path: Path) -> None:
    """Without results there is no table."""
    with pytest.raises(FileNotFoundError, match="run mutmut first"):
        table_of(tmp_path)


def test_the_record_of_the_decision_has_a_table() -> None:
    """So that the command has a place to write to."""
    assert RECORD.read_text(encoding="utf-8").count("| room |") == 1
