"""A number longer than any that is read is told in one sentence of our own, with the file and the line, wherever a person writes one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from listproof.contract.lint import lint_file
from listproof.transport.targets_file import TargetsError, read_targets

from .test_contracts import TEXT

_JSON = json.dumps(yaml.safe_load(TEXT), indent=1)


@pytest.mark.parametrize("number", ["1" * 10_000, "9" * 4000, "1" * 301, "1e" + "1" * 10_000, "1" * 10_000 + ".5"])
@pytest.mark.parametrize("name", ["openapi.yaml", "openapi.json"])
def test_a_long_number_in_a_contract_is_named_with_its_line(name: str, number: str, tmp_path: Path) -> None:
    """YAML and JSON alike; not in the words of the language, and not as something that is no contract."""
    text, before = (TEXT, "maximum: 2000000") if name.endswith("yaml") else (_JSON, '"maximum": 2000000')
    assert before in text
    line = text[: text.index(before)].count("\n") + 1
    (tmp_path / name).write_text(text.replace(before, before.replace("2000000", number), 1), encoding="utf-8")
    [mistake] = lint_file(tmp_path / name, "slug").mistakes
    said = f"a number of {len(number)} characters, {number[:20]}…, is not read; expected at most 300"
    assert str(mistake) == f"{tmp_path / name}:{line}: {said}"


def test_a_number_beyond_a_double_in_json_is_refused(tmp_path: Path) -> None:
    """It would be held as infinity, a bound that no JSON can say."""
    (tmp_path / "openapi.json").write_text(_JSON.replace('"maximum": 2000000', '"maximum": 1e400', 1), encoding="utf-8")
    [mistake] = lint_file(tmp_path / "openapi.json", "slug").mistakes
    assert "1e400 is larger than a number that listproof reads" in mistake.message


@pytest.mark.parametrize("number", ["1" * 10_000, "9" * 4000, "0x" + "f" * 9000])
def test_a_long_number_in_a_targets_file_is_named_with_its_line(number: str, tmp_path: Path) -> None:
    """The file, the line, and what is read."""
    file = tmp_path / "listproof.toml"
    file.write_text(f'[targets.live.orchards]\nbase_url = "http://127.0.0.1:9"\n\ntimeout = {number}\n', encoding="utf-8")
    with pytest.raises(TargetsError) as caught:
        read_targets(file)
    assert str(caught.value) == f"{file}: is no TOML: a number of more than 300 digits is not read (at line 4); expected a shorter one"
