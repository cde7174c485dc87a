"""Drafts as an OpenAPI Overlay (1.0): the file stays as it is, and what is guessed stands beside it with the reason."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from listproof.contract.yaml_values import Dumper
from listproof.openapi.guessing import Draft

__all__ = ["overlay_text", "write_overlay"]

_WIDTH = 140
_SHORT = 90


def write_overlay(drafts: Sequence[Draft], openapi: Path, folder: Path) -> Path:
    """Write the overlay of some drafts into a folder, which is made where it is not there; its path. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{openapi.stem}.overlay.yaml"
    extends = os.path.relpath(openapi, folder).replace(os.sep, "/")
    path.write_text(overlay_text(drafts, extends), encoding="utf-8")
    return path


def overlay_text(drafts: Iterable[Draft], extends: str) -> str:
    """The overlay of some drafts over a file: an action for each operation that says nothing itself, its guesses commented with why."""
    lines = [
        "# What listproof guesses of each listing. Correct a line, and strike its entry from `sources`: what stands there is graded",
        "# guess or seen and fails nobody; what has no entry counts as documented.",
        'overlay: "1.0.0"',
        "info: {title: Listings, version: 1.0.0}",
        f"extends: {_one_line(extends)}",
        "actions:",
    ]
    unsaid = [draft for draft in drafts if not draft.operation.stated]
    for draft in unsaid:
        lines += _action(draft)
    if not unsaid:
        lines += ["  - target: $.info  # each list of the file has its x-listing", "    update: {}"]
    return "\n".join(lines) + "\n"


def _action(draft: Draft) -> Iterator[str]:
    path = draft.operation.path.replace("\\", "\\\\").replace("'", "\\'")
    target = f"$.paths['{path}'].get"
    yield f"  - target: {_one_line(target)}"
    yield "    update:"
    yield "      x-listing:"
    yield from _indented("slug", draft.operation.slug, 8)
    listing = draft.document.value["x-listing"]
    for word, value in listing.items():
        if word == "filters" and value:
            yield "        filters:"
            for name, one in value.items():
                yield from _commented(draft, f"filters.{name}", 10)
                yield from _indented(name, one, 10)
        else:
            yield from _commented(draft, word, 8)
            yield from _indented(word, value, 8)


def _commented(draft: Draft, word: str, indent: int) -> Iterator[str]:
    """Why a word is thought to hold, and what asking showed of it."""
    said: dict[str, None] = {}
    for fact, why in draft.reasons.items():
        if fact == word or (why.startswith("seen: ") and fact.split(".")[0] == word and not word.startswith("filters")):
            sure = "" if why.startswith("seen: ") or word == "sign-in" else "guess: "
            said[f"{' ' * indent}# {sure}{' '.join(why.split())}"] = None
    yield from said


def _indented(name: str, value: Any, indent: int) -> Iterator[str]:
    """One word with its value: in one line where that is short."""
    key = yaml.dump(name, Dumper=Dumper, allow_unicode=True).removesuffix("...\n").strip()
    short = yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=10_000, default_flow_style=True)
    short = short.removesuffix("...\n").rstrip("\n")
    if "\n" not in short and len(short) <= _SHORT:
        yield f"{' ' * indent}{key}: {short}"
    elif isinstance(value, dict):
        yield f"{' ' * indent}{key}:"
        for inner, held in value.items():
            yield from _indented(inner, held, indent + 2)
    else:
        text = yaml.dump({name: value}, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=None)
        yield from (" " * indent + line for line in text.rstrip("\n").split("\n"))


def _one_line(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
