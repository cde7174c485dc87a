"""`listproof serve FILE` serves the lists of an OpenAPI file; slugs still serve contracts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from listproof.cli import main

from .boats import file_of, operation, parameter


@pytest.fixture
def openapi(tmp_path: Path) -> Path:
    """A file with one listing."""
    path = tmp_path / "harbour.json"
    described = operation(parameter("offset", "integer"), parameter("limit", "integer", maximum=50))
    path.write_text(json.dumps(file_of(described).value), encoding="utf-8")
    return path


@pytest.mark.parametrize("spelled", [["--operation", "/boats"], ["--operation=/boats"], []])
def test_an_openapi_file_is_served(openapi: Path, spelled: list[str]) -> None:
    """Its listings are read as they are guessed: their open facts can be listed, and nothing else is said."""
    result = CliRunner().invoke(main, ["serve", str(openapi), "--readings", *spelled])
    assert result.exit_code == 0, result.output
    assert result.output.startswith("boats\n")


def test_an_unknown_operation_is_told(openapi: Path) -> None:
    """With the nearest there is."""
    result = CliRunner().invoke(main, ["serve", str(openapi), "--operation", "/boat"])
    assert result.exit_code == 1
    assert "/boats" in str(result.exception or "") + result.output
