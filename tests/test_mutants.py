"""What is told of mutants is counted from what mutmut left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .mutants import RECORD, rows_in, table_of


def test_mutants_are_counted_by_room(tmp_path: Path) -> None:
    """A failed test or a spent time notices one; whom all tests pass, or none reaches, survives; what was not tried counts for nothing."""
    (tmp_path / "laws").mkdir()
    codes = {"a": 1, "b": 0, "c": 33, "d": 36, "e": None, "f": 1}
    (tmp_path / "laws" / "law.py.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    (tmp_path / "laws" / "none.py.meta").write_text(json.dumps({"exit_code_by_key": {}}))
    assert table_of(tmp_path).splitlines()[2:] == ["| `laws/law.py` | 6 | 5 | 3 | 60 % |"]


def test_a_room_that_was_not_tried_keeps_its_row(tmp_path: Path) -> None:
    """Rooms are run one by one: what the record says of the others stands."""
    (tmp_path / "law.py.meta").write_text(json.dumps({"exit_code_by_key": {"a": None, "b": None}}))
    (tmp_path / "judging.py.meta").write_text(json.dumps({"exit_code_by_key": {"a": 1, "b": None}}))
    before = rows_in("| room | share |\n|---|---|\n| `law.py` | 9 | 9 | 9 | 100 % |\n| `judging.py` | 9 | 9 | 0 | 0 % |\n\nWords.\n")
    assert table_of(tmp_path, before).splitlines()[2:] == ["| `judging.py` | 2 | 1 | 1 | 100 % |", "| `law.py` | 9 | 9 | 9 | 100 % |"]


def test_nothing_is_told_where_nothing_was_tried(tmp_path: Path) -> None:
    """Without results there is no table."""
    with pytest.raises(FileNotFoundError, match="run mutmut first"):
        table_of(tmp_path)


def test_the_record_of_the_decision_has_a_table() -> None:
    """So that the command has a place to write to."""
    assert RECORD.read_text(encoding="utf-8").count("| room |") == 1
