"""A comparison as files: JSON that keeps to a schema, Markdown and one HTML page."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from listproof.regression.change import Change, RunComparison
from listproof.regression.telling import SIGNS, cause, headline, markdown, replays
from listproof.reports.file import json_text, to_json, write_text
from listproof.reports.masking import Mask, masked, unmasked
from listproof.reports.page import environment

__all__ = ["VERSION", "as_json", "page", "regression_schema", "write_files"]

VERSION = 1
"""The version of the JSON format."""


def write_files(comparison: RunComparison, folder: Path, mask: Mask = unmasked, run: str = "") -> tuple[Path, Path, Path]:
    """Write `regression.md`, `.html` and `.json` into a folder and return their paths.

    `mask` takes secrets out of every text; `run` is where the page of the new run lies from there, empty where it lies elsewhere.
    """
    paths = tuple(folder / f"regression.{ending}" for ending in ("md", "html", "json"))
    told = masked(as_json(comparison), mask)
    for path, said in zip(paths, (markdown(comparison), page(comparison, run), json_text(told, indent=1) + "\n")):
        write_text(path, mask(said))
    return paths[0], paths[1], paths[2]


def as_json(comparison: RunComparison) -> dict[str, Any]:
    """The comparison as JSON, held to `regression.schema.json` by a test."""
    found = to_json(comparison)
    return {
        "version": VERSION,
        "headline": headline(comparison),
        **found,
        "changes": [_change(one) for one in comparison.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    found: dict[str, Any] = to_json(change)
    return {**found, "names": sorted(change.names), "regression": change.regression, "follows": [_change(one) for one in change.follows]}


def page(comparison: RunComparison, run: str = "") -> str:
    """The comparison as one self-contained HTML page, with a link to the page of the new run where `run` says where that lies."""
    from jinja2 import ChoiceLoader, PackageLoader

    shared = environment()
    loader = ChoiceLoader([PackageLoader("listproof.regression"), shared.loader] if shared.loader else [])
    template = shared.overlay(loader=loader).get_template("regression.html.jinja")
    return template.render(comparison=comparison, run=run, headline=headline(comparison), grade_signs=SIGNS, cause=cause, replays=replays)


@cache
def regression_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of regression.json."""
    found: dict[str, Any] = json.loads(resources.files("listproof.regression").joinpath("regression.schema.json").read_text("utf-8"))
    return found
