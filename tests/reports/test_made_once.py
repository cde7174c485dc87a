"""What is made of listproof's own files is kept beside its bytecode, and made again when those are others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from listproof.reports import made_once as module
from listproof.reports.made_once import compiled_templates, made_once


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of that of the bytecode."""
    monkeypatch.setattr(module, "_folder", lambda: tmp_path)
    return tmp_path


def test_a_text_is_made_again_where_its_stamp_is_another(beside: Path) -> None:
    """The same stamp gives what was made before; another one replaces it."""
    assert made_once("texts", "a", lambda: "one\ntwo") == "one\ntwo"
    assert made_once("texts", "a", lambda: "never made") == "one\ntwo"
    assert made_once("texts", "b", lambda: "three") == "three"
    assert [path.name for path in beside.iterdir()] == ["listproof-texts"]


def test_where_nothing_may_be_written_it_is_made_each_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Neither a folder that cannot be made nor Python told to keep no bytecode keeps a text from being made."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(module, "_folder", lambda: tmp_path / "file")
    assert made_once("texts", "a", lambda: "one") == "one"
    assert made_once("texts", "a", lambda: "two") == "two"
    drawn = Environment(loader=DictLoader({"page": "{{ 1 }}"}), bytecode_cache=compiled_templates("any"))
    assert drawn.get_template("page").render() == "1"
    monkeypatch.undo()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiled_templates("any") is None


def test_a_template_compiled_for_other_options_is_compiled_again(beside: Path) -> None:
    """What one environment escapes, another of the same templates does not."""
    said = [
        Environment(loader=DictLoader({"page": "{{ '<' }}"}), autoescape=escaped, bytecode_cache=compiled_templates(str(escaped)))
        .get_template("page")
        .render()
        for escaped in (True, False, True)
    ]
    assert said == ["&lt;", "<", "&lt;"]
    assert len(list(beside.iterdir())) == 2
