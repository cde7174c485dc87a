"""A proof as files: proof.json for programs, proof.md for people, proof.html for a browser, within.md for faults in a variant."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from listproof.proof.proof import Proof, Proved
from listproof.proof.within import within_table
from listproof.verdicts import AREAS

__all__ = ["proof_schema", "to_json", "write"]


@cache
def proof_schema() -> Mapping[str, Any]:
    """The JSON Schema of proof.json."""
    found: Mapping[str, Any] = json.loads((resources.files("listproof.proof") / "proof.schema.json").read_text("utf-8"))
    return found


def to_json(proof: Proof) -> dict[str, Any]:
    """A proof as plain values, as its schema has them."""
    value = dataclasses.asdict(proof)
    for one, shown in zip(proof.faults, value["faults"], strict=True):
        shown["state"] = _state(proof, one)
        shown["one_finding"] = one.one_finding
    for server, shown in zip(proof.servers, value["servers"], strict=True):
        shown["quiet"] = server.quiet
    value["holds"] = proof.holds
    value["told_once"] = proof.told_once
    value["requests"] = proof.requests
    value["seconds"] = round(proof.seconds, 3)
    return value


def _state(proof: Proof, one: Proved) -> str:
    if not one.caught:
        return "harmless" if one in proof.harmless else "guess" if one.guessed else "missed"
    return "named" if one.named else "caught"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("listproof.proof"),
        autoescape=lambda name: bool(name and ".html" in name),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment


def _part(name: str) -> Markup:
    """A part of the page that stands in it as it is: the package's own style or script."""
    return Markup((resources.files("listproof.proof") / "templates" / name).read_text("utf-8"))


def write(proof: Proof, folder: Path) -> tuple[Path, ...]:
    """Write proof.json, proof.md and proof.html into a folder, of faults in a variant within.md as well, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    areas = [area for area in AREAS if any(one.area == area for one in proof.faults)]
    places = {law.law: place for place, law in enumerate(proof.laws)}
    states = {(one.contract, one.fault): _state(proof, one) for one in proof.faults}
    shared: dict[str, Any] = {"proof": proof, "areas": areas, "places": places, "states": states}
    texts = {
        "proof.json": json.dumps(to_json(proof), ensure_ascii=False, indent=1) + "\n",
        "proof.md": _environment().get_template("proof.md.jinja").render(shared),
        "proof.html": _environment().get_template("proof.html.jinja").render(
            shared, style=_part("proof.css"), script=_part("proof.js")
        ),
    }  # fmt: skip
    if proof.within:
        texts["within.md"] = within_table(proof.faults)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", errors="replace", newline="\n")
    return tuple(folder / name for name in texts)
