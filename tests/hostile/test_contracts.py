"""A contract from elsewhere is read in little time and memory, or refused in a sentence that names the place."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from listproof.checks import faults_of_value
from listproof.cli import main
from listproof.contract.catalogue import catalogue
from listproof.contract.documents import slug_of
from listproof.contract.documents.overlay import underlying
from listproof.contract.documents.references import target
from listproof.contract.documents.sound import made_sound
from listproof.contract.lint import lint_entry, lint_file
from listproof.contract.patterns import matches, readable
from listproof.contract.size import MOST_PARAMETERS
from listproof.contract.text import ContractError, read
from listproof.laws import subjects
from listproof.plugin.options import chosen

from .attacks import CONTRACT

TEXT = Path(CONTRACT.file).read_text(encoding="utf-8")


def linted(folder: Path, text: str) -> list[str]:
    """What the lint of a file with this text finds."""
    return [mistake.message for mistake in lint_file(written(folder, text), "slug").mistakes]


def written(folder: Path, text: str) -> Path:
    """A file with this text."""
    file = folder / "openapi.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def changed(change: Any) -> str:
    """The text of a good contract, changed as values."""
    root = yaml.safe_load(TEXT)
    operation = next(iter(root["paths"].values()))["get"]
    change(root, operation)
    return yaml.safe_dump(root, sort_keys=False)


def _bomb() -> str:
    layers = [f"  a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 10)}]" for number in range(1, 10)]
    return "\n".join([TEXT, "x-bomb:", "  a0: &a0 [x, x, x, x, x, x, x, x, x, x]", *layers, ""])


def _doubling(root: dict[str, Any], operation: dict[str, Any]) -> None:
    schemas = root["components"]["schemas"]
    for number in range(24):
        inner = {"$ref": f"#/components/schemas/D{number + 1}"}
        schemas[f"D{number}"] = {"type": "object", "properties": {"a": inner, "b": dict(inner)}}
    schemas["D24"] = {"type": "string"}
    schemas["Answer"]["properties"]["more"] = {"$ref": "#/components/schemas/D0"}


def _recursive(root: dict[str, Any], operation: dict[str, Any]) -> None:
    schemas = root["components"]["schemas"]
    schemas["R"] = {"type": "object", "properties": {"r": {"$ref": "#/components/schemas/R"}}}
    schemas["Answer"]["properties"]["more"] = {"$ref": "#/components/schemas/R"}


def _referring(where: str) -> Any:
    return lambda root, operation: operation["parameters"].append({"$ref": where})


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (_bomb(), "stands for more than 3,000,000 values"),
        (TEXT + "\nx-loop: &l [*l]\n", "an alias leads back to what holds it"),
        (TEXT + "\nx-deep: " + "[" * 100_000 + "]" * 100_000 + "\n", "is nested in more than 200 levels"),
        (TEXT + "\nx-deep:\n  " + "- " * 100_000 + "x\n", "is nested in more than 200 levels"),
        (TEXT + "\0", "is no YAML"),
        (TEXT.replace("maximum: 200", "maximum: 1" + "0" * 5000), "characters, 10000000000000000000…, is not read; expected at most 300"),
        (changed(_doubling), "with its references it holds more than 30,000 values"),
        (changed(_recursive), "leads back to itself"),
        (changed(_referring("http://127.0.0.1:9/x.yaml#/p")), "leads nowhere; expected a reference"),
        (changed(_referring("file:///etc/passwd")), "leads nowhere; expected a reference"),
        (changed(_referring("../../../../etc/passwd")), "leads nowhere; expected a reference"),
    ],
    ids=["bomb", "loop", "deep", "deep-block", "nul", "long-number", "doubling", "recursive", "remote", "file", "outside"],
)  # fmt: skip
def test_what_would_hang_or_reach_out_is_refused(text: str, says: str, tmp_path: Path) -> None:
    """The mistake names what is wrong; nothing is fetched, and no parser ends the process."""
    assert any(says in message for message in linted(tmp_path, text))


_OWN_DOCUMENT = Path(__file__).parents[2] / "contracts" / "examples" / "drf-number" / "openapi.yaml"
_PLACES = (
    ("parameters",), ("parameters", 0), ("parameters", 0, "schema"), ("parameters", 0, "schema", "type"), ("responses",),
    ("responses", "200"), ("responses", "200", "content"), ("responses", "200", "content", "application/json"),
    ("responses", "200", "content", "application/json", "schema"), ("responses", "200", "headers"), ("x-listing",),
)  # fmt: skip


@pytest.mark.parametrize("place", _PLACES, ids=lambda place: "/".join(map(str, place)))
def test_a_file_that_is_no_openapi_in_some_part_is_refused_in_a_sentence(place: tuple[str | int, ...], tmp_path: Path) -> None:
    """Whatever stands where OpenAPI has an object, a list or a word, lint names the file and says so."""
    for odd in (7, "x", True, None, [[1]], {"a": 1}, {"a": "x"}, {"pattern": "("}):
        root = yaml.safe_load(_OWN_DOCUMENT.read_text(encoding="utf-8"))
        holder: Any = next(iter(root["paths"].values()))["get"]
        for step in place[:-1]:
            holder = holder[step]
        (root if place == ("x-listing",) else holder)[place[-1]] = odd
        written(tmp_path, yaml.safe_dump(root))
        try:
            mistakes = [mistake for entry in catalogue(tmp_path).values() for mistake in lint_entry(entry).mistakes]
        except ContractError as error:
            mistakes = list(error.mistakes)
        assert all("openapi.yaml" in mistake.file and mistake.message.isprintable() for mistake in mistakes), odd


def test_a_reference_that_is_no_address_is_a_mistake(tmp_path: Path) -> None:
    """Brackets that nobody closes are told with their place, in a reference and in what an overlay extends."""
    (tmp_path / "some.overlay.yaml").write_text('overlay: 1.0.0\nextends: "http://[x"\nactions: []\n')
    overlay = read(tmp_path / "some.overlay.yaml")
    with pytest.raises(ContractError, match="is no file"):
        underlying(overlay)
    with pytest.raises(ContractError, match="is no reference"):
        target(overlay, (), "http://[x")


def test_a_slug_and_an_operation_id_leave_no_folder(tmp_path: Path) -> None:
    """A slug of `../../x` is refused, and an operationId of it is spelled without: what is written is written below the folder."""
    for slug in ("../../x", "..", "/x", "a/b", "x\0", "a b"):
        said = linted(tmp_path, TEXT.replace("\nx-listing:\n", f"\nx-listing:\n  slug: {json.dumps(slug)}\n", 1))
        assert any("x-listing.slug" in one for one in said), slug
    assert slug_of("/../../etc", "get", {"operationId": "../../x"}) == "x"
    assert slug_of("/../../etc/{id}", "get", {}) == "etc-id"


def test_ten_thousand_parameters_are_too_many(tmp_path: Path) -> None:
    """They are counted, and not looked at."""
    some = "".join(f"        - {{name: p{number}, in: query, schema: {{type: string}}}}\n" for number in range(10_000))
    file = tmp_path / "openapi.yaml"
    file.write_text(f"openapi: 3.1.0\npaths:\n  /x:\n    get:\n      parameters:\n{some}", encoding="utf-8")
    with pytest.raises(ContractError, match=rf"has 10,000 parameters; expected no more than {MOST_PARAMETERS:,}"):
        read(file)


def test_bounds_of_any_size_are_taken(tmp_path: Path) -> None:
    """A maximum of 10^30 and a text of 10^9 characters are facts; the second is not tried."""
    from listproof.contract.reading import build
    from listproof.proof.suite import all_laws

    def change(root: dict[str, Any], operation: dict[str, Any]) -> None:
        for parameter in operation["parameters"]:
            if parameter["name"] == "job_name":
                parameter["schema"] = {"type": "string", "minLength": 1, "maxLength": 10**9}

    assert linted(tmp_path, TEXT.replace("maximum: 200,", "maximum: 1" + "0" * 30 + ",")) == []
    linted(tmp_path, changed(change))
    contract = build(read(tmp_path / "openapi.yaml"), "slug")
    tried = {str(subject) for law in all_laws() for subject in subjects(law, contract)}
    assert "job_name.maxLength" not in tried
    assert "job_name.minLength" in tried


def test_a_folder_with_a_line_break_in_its_name_is_told_in_one_line(tmp_path: Path) -> None:
    """Neither a line of a runner's command nor an escape of a terminal comes from a name."""
    folder = tmp_path / "a\n::error::b\x1b[2J" / "slug"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text("openapi: [")
    done = subprocess.run(
        [sys.executable, "-m", "listproof", "lint", str(folder)], capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "\x1b" not in said
    assert not any(line.startswith("::") for line in said.splitlines())


def _patterned(pattern: str, **more: Any) -> str:
    """The text of a good contract in which the names of jobs, asked for and shown, have a pattern."""

    def change(root: dict[str, Any], operation: dict[str, Any]) -> None:
        asked = next(one for one in operation["parameters"] if one["name"] == "job_name")
        asked["schema"] = {**asked["schema"], "pattern": pattern, **more}
        asked["x-sources"] = {**asked.get("x-sources", {}), "pattern": asked["x-source"]} if "x-sources" in asked else {}
        if not asked["x-sources"]:
            del asked["x-sources"]

    return changed(change)


@pytest.mark.parametrize(
    ("pattern", "piece"),
    [("^(a+)+$", "a"), ("^(a|aa)*$", "a"), (r"(\s+)+x", " "), ("^(?=a)(a+)+$", "a"), (r"^(([a-z])+.)+[A-Z]([a-z])+$", "a")],
)
def test_a_pattern_that_backtracks_without_end_holds_nobody_up(pattern: str, piece: str, tmp_path: Path) -> None:
    """The lint tries the contract's own values in bounded time, a law what a server sends, and says what is wrong with them."""
    value = f"{piece * 60}!"
    assert any("default is refused" in one for one in linted(tmp_path, _patterned(pattern, default=value)))
    field = replace(CONTRACT.field(f"{CONTRACT.records}/*/name"), schema={"type": "string", "pattern": pattern})
    body = {CONTRACT.records.strip("/"): [{"name": value * 100}]}
    found, _ = faults_of_value(field, body)
    assert [trouble[:28] for _, _, trouble, _ in found] == ["beyond its documented bounds"]
    assert not matches(pattern, value)


NO_PATTERNS = (r"\Z", "(?P<n>a)(?P=n)", "(", "a{2,1}", "(?<=a+)b", r"\p{Foo}", "(" * 500, "(" * 5000 + ")" * 5000, "a{99999999999}")
TOO_WIDE = ("(a|b)?" * 20_000, r"(\d)?" * 5_000, f"({'(a)?' * 450}){{100}}", f"({'(a|b)?' * 50}){{600}}z", "a" * 4_001)
"""Patterns whose matching takes gigabytes or minutes, of which the first ends the process that tries."""


@pytest.mark.parametrize("pattern", [*NO_PATTERNS, *TOO_WIDE], ids=lambda one: one[:20])
def test_a_pattern_that_cannot_be_matched_is_refused(pattern: str, tmp_path: Path) -> None:
    """The lint says so, where otherwise a law would break on it; of a file from elsewhere it is left out, and told."""
    assert any("regular expression" in one or "regex" in one for one in linted(tmp_path, _patterned(pattern)))


@pytest.mark.parametrize(
    "pattern", [r"^[\w-]{1,256}$", "^[^,]{1,5000}$", r"^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$", r"^([^\s]+\s){1,200}$"]
)
def test_a_pattern_that_people_write_is_read(pattern: str) -> None:
    """The bounds of patterns are far beyond those of names, hosts and texts of a documented length."""
    assert readable(pattern)


def test_a_pattern_of_a_file_from_elsewhere_is_left_out() -> None:
    """What cannot be matched is taken out of an OpenAPI file and told; what can stays."""
    asked = {"name": "q", "in": "query", "schema": {"type": "string", "pattern": r"x\Z"}}
    fine = {"name": "r", "in": "query", "schema": {"type": "string", "pattern": "^x$"}}
    item: dict[str, Any] = {"get": {"parameters": [asked, fine], "responses": {}}}
    told = made_sound(item, "get")
    assert [(steps, "regular expression" in one) for steps, one in told] == [(("get", "parameters", 0, "schema", "pattern"), True)]
    assert "pattern" not in item["get"]["parameters"][0]["schema"]
    assert item["get"]["parameters"][1]["schema"]["pattern"] == "^x$"


@pytest.mark.parametrize("seconds", ["nan", "-1", "0"])
def test_a_run_without_an_end_is_no_run(seconds: str) -> None:
    """`--max-seconds` that no clock ever reaches is refused in one sentence, before anything is sent."""
    options = argparse.Namespace(contracts=None, queries=None, max_seconds=float(seconds))
    with pytest.raises(pytest.UsageError, match="--max-seconds: expected a number above 0"):
        chosen(options)


def test_what_is_left_out_of_a_file_is_told_with_its_line_and_counted(tmp_path: Path) -> None:
    """Of a pattern that is none the warning names file and line, and the summary counts it among what is left out."""
    file = tmp_path / "jobs.yaml"
    written = _OWN_DOCUMENT.read_text(encoding="utf-8")
    usual = "- {name: status, in: query, schema: {type: string}}"
    assert usual in written
    file.write_text(
        written.replace(usual, "- name: status\n          in: query\n          schema: {type: string,\n            pattern: '[a-'}")
    )
    line = file.read_text().splitlines().index("            pattern: '[a-'}") + 1
    done = CliRunner().invoke(main, ["lint", str(file)])
    assert done.exit_code == 0
    assert f"warning: jobs.yaml:{line}: parameter status: '[a-' is no regular expression that can be matched: it is left out" in done.output
    assert "1 thing that the file says against itself left out" in done.output
