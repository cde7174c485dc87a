"""`prove --contracts DIR`: contracts of somebody's own are proved like those that come with listproof."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from listproof.contract import read
from listproof.contract.documents import normalised
from listproof.openapi import drafted, list_operations
from listproof.openapi.overlay import write_overlay
from listproof.proof.command import command
from listproof.proof.proof import Proof, Proved
from listproof.simulator.faults import catalogue

from ..contract.orchards import PLACE, RECORD, contract, parameter

INVENTED = Path(__file__).parents[1] / "contracts" / "invented"
ORDER = {"by": "sort", "direction": {"prefix": "-"}, "keys": {"trees": {"field": "/trees", "as": "number"}}, "default": ["trees", "asc"]}


def proved(*options: str, into: Path) -> tuple[int, str]:
    """The exit code and what the command says of the invented contracts."""
    done = CliRunner().invoke(command, ["--contracts", str(INVENTED), "--seed", "0", "-o", str(into), *options])
    return done.exit_code, done.output


def test_contracts_of_a_folder_are_proved(tmp_path: Path) -> None:
    """Faults are planted in the listing of the folder and caught; in worker processes as well."""
    asked = ["--contract", "lighthouses", "--fault", "filter-ignored:name", "--variant", "legal"]
    code, says = proved(*asked, "-n", "2", into=tmp_path)
    assert (code, "1 of 1 faults caught, 1 with their place named; 1 of 1 conforming servers" in says) == (0, True), says
    assert json.loads((tmp_path / "proof.json").read_text("utf-8"))["own"] is True


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """By its name, before anything is tried."""
    done = CliRunner().invoke(command, ["--contracts", str(tmp_path / "elsewhere")])
    assert done.exit_code == 2
    assert "elsewhere" in done.output


def test_where_contracts_stand_here_they_are_proved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`./contracts` is found without a word."""
    (tmp_path / "contracts").symlink_to(INVENTED)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(command, ["--contract", "lighthouses", "--variant", "legal", "--seed", "0", "-n", "1"])
    assert done.exit_code == 0, done.output
    assert "1 of 1 conforming servers" in done.output


def kinds(*parameters: Any, **words: Any) -> set[str]:
    """The kinds of faults that are planted in a listing of orchards."""
    return {fault.kind for fault in catalogue(contract(*parameters, **words))}


def test_two_filters_break_nothing_where_there_is_one() -> None:
    """A fault of two filters together needs two that can be asked for."""
    one, two = {"name": {"field": "/name", "matches": "contains"}}, {"owner": {"field": "/owner", "matches": "equals"}}
    assert "500-two-filters" not in kinds(parameter("name"), filters=one)
    assert "500-two-filters" in kinds(parameter("name"), parameter("owner"), filters={**one, **two})


@pytest.mark.parametrize(("least", "most", "planted"), [(100, 999, False), (0, 9, False), (5, 50, True)])
def test_numbers_that_sort_alike_as_texts_are_not_sorted_as_texts(least: int, most: int, planted: bool) -> None:
    """Numbers of as many digits each stand in one order either way, and no answer tells which."""
    properties = {**RECORD, "trees": {"type": "integer", "minimum": least, "maximum": most}}
    shown = {name: {**schema, "x-source": PLACE} for name, schema in properties.items()}
    record = {"type": "object", "required": ["id", "trees"], "properties": shown, "x-source": PLACE}
    more = {"min_trees": {"field": "/trees", "as": "number", "matches": "minimum"}}
    found = kinds(parameter("sort"), parameter("min_trees", {"type": "integer"}), record=record, order=ORDER, filters=more)
    assert {"order-as-text", "range-as-text"} & found == ({"order-as-text", "range-as-text"} if planted else set())


def test_what_does_nothing_counts_against_no_contract_of_ones_own() -> None:
    """It is told apart; in a contract that comes with listproof it is a fault that was missed, and so is one that shows."""
    silent = Proved("c", "f", "f", "order", "A lie.", "implied", (), (), False, (), 1, 0.1, otherwise="")
    shows = dataclasses.replace(silent, otherwise="GET /v1/orchards?sort=trees")
    moment = "2026-01-01T00:00:00+00:00"
    held = [Proof("0", moment, moment, 1.0, 1, (0,), (one,), (), own=own).holds for one in (silent, shows) for own in (True, False)]
    assert held == [True, False, False, False]


def test_what_rests_on_guesses_is_told_apart(tmp_path: Path) -> None:
    """No document says how pages of a derived contract are asked for: pages that never turn are noticed, and fail nobody."""
    openapi = Path(__file__).parents[2] / "examples" / "flask_boats.openapi.yaml"
    document = normalised(read(openapi))
    write_overlay([drafted(document, one) for one in list_operations(document)], openapi, tmp_path / "contracts")
    asked = ["--contracts", str(tmp_path / "contracts"), "--seed", "0", "-n", "1", "-o", str(tmp_path / "proof")]
    done = CliRunner().invoke(command, [*asked, "--fault", "start-ignored"])
    assert done.exit_code == 0, done.output
    assert "would catch it, were the contract's guesses documented" in done.output
    assert "0 of 0 faults caught, 0 with their place named; 1 more would be, were guesses documented" in done.output
    (fault,) = json.loads((tmp_path / "proof" / "proof.json").read_text("utf-8"))["faults"]
    assert (fault["state"], fault["caught"], bool(fault["guessed"])) == ("guess", [], True)
