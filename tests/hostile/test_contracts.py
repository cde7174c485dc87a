"""A contract from elsewhere is read in little time and memory, or refused in a sentence that names the place."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from listproof.contract.lint import lint_file
from listproof.contract.size import MOST_PARAMETERS
from listproof.contract.text import ContractError, read

from .attacks import CONTRACT

TEXT = Path(CONTRACT.file).read_text(encoding="utf-8")


def linted(folder: Path, text: str) -> list[str]:
    """What the lint of a file with this text finds."""
    file = folder / "openapi.yaml"
    file.write_text(text, encoding="utf-8")
    return [mistake.message for mistake in lint_file(file, "slug").mistakes]


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
        (TEXT.replace("maximum: 200", "maximum: 1" + "0" * 5000), "is no YAML"),
        (changed(_doubling), "its references unfold to more than 30,000 values"),
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
    from listproof.laws import subjects
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
    done = subprocess.run([sys.executable, "-m", "listproof", "lint", str(folder)], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "\x1b" not in said
    assert not any(line.startswith("::") for line in said.splitlines())
