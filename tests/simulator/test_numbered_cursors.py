"""Cursors that are numbers, or texts of a form: given out, taken again and judged like those that are texts."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from jsonschema_rs import is_valid

from listproof.contract import Contract, load
from listproof.contract.cursors import numbers_of
from listproof.contract.lint import lint_file
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.proof.trials import listing_of
from listproof.simulator.faults import catalogue
from listproof.simulator.numbered import Numbered
from listproof.simulator.service import Service
from listproof.simulator.variants import variants

from .conversation import Talk

BEACONS = Path(__file__).parents[1] / "contracts" / "invented" / "beacons" / "openapi.yaml"
NUMBER = "{type: integer}"
NARROW = "{type: integer, minimum: 1, maximum: 1200000}"


def _beacons(folder: Path, taken: str = NUMBER, given: str = "integer", end: str = '"null"') -> Contract:
    """The listing of beacons with cursors of the schema `taken`, which answers give as the type `given`; linted."""
    text = BEACONS.read_text(encoding="utf-8").replace("next: {type: [string,", f"next: {{type: [{given},")
    text = text.replace("{name: from, in: query, schema: {type: string}", f"{{name: from, in: query, schema: {taken}")
    text = text.replace('end: "null"', f"end: {end}")
    file = folder / "beacons" / "openapi.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    assert lint_file(file, "beacons").mistakes == ()
    return load("beacons", folder)


def _failed(contract: Contract, fault: str | None = None, variant: str | None = None) -> set[str]:
    """The laws that fail or break on a server of the contract."""
    planted = next(one for one in catalogue(contract) if one.id == fault) if fault else None
    chosen = next(one for one in variants(contract) if one.id == variant) if variant else None
    store = listing_of(Service(contract, 257, 0).like(planted, chosen))
    outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    return {one.law for one in outcomes if one.verdict in ("fail", "error")}


@pytest.mark.parametrize(
    ("taken", "given", "end"),
    [(NUMBER, "integer", '"null"'), (NARROW, "integer", "absent"), (NUMBER, "string", "blank"), ("{type: string}", "integer", "same"),
     ("{type: number}", "number", "same")],
)  # fmt: skip
def test_a_cursor_may_be_a_number(taken: str, given: str, end: str, tmp_path: Path) -> None:
    """Lint has nothing against it, whichever side says so and however the walk ends, and every law leaves the legal server in peace."""
    assert _failed(_beacons(tmp_path, taken, given, end)) == set()


@pytest.mark.parametrize(
    "form",
    ["format: uuid", "pattern: '^[0-9]+$', maxLength: 20", "maxLength: 6", "minLength: 900", "pattern: '^[A-Z2-7]{16}={0,6}$'"],
)
@pytest.mark.parametrize("fault", [None, "made-up-first-page", "next-loops"])
def test_a_cursor_may_be_a_text_of_a_form(form: str, fault: str | None, tmp_path: Path) -> None:
    """Each cursor that a walk is given has the form that the schema of the field says; laws leave the legal server in peace."""
    contract = _beacons(tmp_path, "{type: string}", f"string, 'null'], {form}, x-given: [string")
    schema = next(one.schema for one in contract.fields if one.pointer == "/next")
    talk, cursors, cursor = Talk(Service(contract, 257, 0)), [], None
    while (cursor := talk.ask({"from": cursor, "size": 20} if cursor else {"size": 20}).json()["next"]) is not None:
        cursors.append(cursor)
    assert len(set(cursors)) == 12
    assert [one for one in cursors if not is_valid(dict(schema), one, validate_formats=True)] == []
    failed = _failed(contract, fault)
    assert any(law.startswith("pages.") for law in failed) if fault else not failed


@pytest.mark.parametrize("fault", ["made-up-first-page", "next-loops", "elsewhere-first-page", "last-record-alone-lost"])
def test_what_goes_wrong_with_numbers_is_told(fault: str, tmp_path: Path) -> None:
    """A law of pages fails at each of these, as where cursors are texts."""
    assert any(law.startswith("pages.") for law in _failed(_beacons(tmp_path), fault))


def test_numbers_keep_to_the_bounds_of_their_parameter(tmp_path: Path) -> None:
    """Each number that a walk is given lies within them, in 32 bits, and is as many as there are pages."""
    contract = _beacons(tmp_path, NARROW)
    talk, given, cursor = Talk(Service(contract, 257, 0)), [], None
    while (cursor := talk.ask({"from": cursor, "size": 20} if cursor else {"size": 20}).json()["next"]) is not None:
        given.append(cursor)
    assert len(set(given)) == len(given) == 12
    assert all(type(one) is int and 1 <= one <= 1_200_000 for one in given)
    assert set(given) <= set(numbers_of(contract) or ())


def test_servers_that_share_records_have_numbers_of_their_own(tmp_path: Path) -> None:
    """What one gave out leads on there whatever the other was asked, and is unknown to the other, as it is after a new start."""
    one = Service(_beacons(tmp_path), 257, 0)
    other = one.like()
    assert other.store is one.store
    cursor = Talk(one).ask({"size": 20}).json()["next"]
    Talk(other).ask({"size": 7})
    assert Talk(one).ask({"from": cursor, "size": 20}).json()["beacons"] == Talk(one).ask({"size": 40}).json()["beacons"][20:]
    assert Talk(other).ask({"from": cursor, "size": 20}).status_code == 400


def test_numbers_of_many_places_are_told_apart() -> None:
    """Threads that ask at once get one number for each place, the same again for the same one; the oldest are forgotten beyond the most."""
    memory, numbers = Numbered(most=300), range(1000, 1400)
    found: list[list[int]] = []

    def ask() -> None:
        found.append([memory.number(("place", at), numbers, at % 7) for at in range(300)])

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(several == found[0] for several in found)
    assert len(set(found[0])) == 300
    assert [memory.place(str(number)) for number in found[0]] == [("place", at) for at in range(300)]
    memory.number(("place", 300), numbers, 0)
    assert memory.place(found[0][0]) is None
    assert memory.place("1e3") is None
    assert memory.place(float("inf")) is None
