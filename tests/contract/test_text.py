"""A contract file is read as plain data, each node with its line; what is no plain data is a mistake with a line."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from listproof.contract import ContractError, Mistake, read


def _read(tmp_path: Path, text: str) -> dict[str, object]:
    path = tmp_path / "openapi.yaml"
    path.write_text(text, encoding="utf-8")
    value: dict[str, object] = read(path).value
    return value


def _mistakes(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    with pytest.raises(ContractError) as caught:
        _read(tmp_path, text)
    return [(mistake.line, mistake.message) for mistake in caught.value.mistakes]


def test_a_refusal_survives_the_way_between_processes() -> None:
    """What a worker refuses is told by the process that asked with the same mistakes."""
    refused = ContractError((Mistake("openapi.yaml", 7, "one"), Mistake("openapi.yaml", 9, "two")))
    again = pickle.loads(pickle.dumps(refused))
    assert (again.mistakes, str(again)) == (refused.mistakes, "openapi.yaml:7: one\nopenapi.yaml:9: two")


def test_times_stay_text(tmp_path: Path) -> None:
    """A time without quotes is an example of the document, not a date of ours."""
    assert _read(tmp_path, "example: 2025-04-16T07:25:34Z\nday: 2025-04-16\n") == {"example": "2025-04-16T07:25:34Z", "day": "2025-04-16"}


def test_every_node_has_its_line(tmp_path: Path) -> None:
    """Keys stand at their own line, items at that of the item, and what is not there at the nearest line above it."""
    path = tmp_path / "openapi.yaml"
    path.write_text("a:\n  b: 1\n  c:\n    - x\n    - y: 2\n", encoding="utf-8")
    document = read(path)
    steps: list[tuple[str | int, ...]] = [(), ("a",), ("a", "b"), ("a", "c"), ("a", "c", 1), ("a", "c", 1, "y"), ("a", "c", 1, "z"), ("q",)]
    assert [document.line(path) for path in steps] == [1, 1, 2, 3, 5, 5, 5, 1]
    assert document.mistake(("a", "b"), "no") == Mistake(str(path), 2, "no")


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' stands twice"),
        ("a: [1\nb: 2\n", 2, "is no YAML"),
        ("a: 1\n? [200]\n: x\n", 2, "found unhashable key"),
        ("a: .inf\n", 1, "inf is no JSON"),
        ("a:\n  - !!binary aGVsbG8=\n", 2, "is no JSON"),
        ("a: &x\n  b: *x\n", 2, "an alias leads back"),
        ("a: !!python/object:os.system x\n", 1, "is no YAML"),
        ("a: !!int x\n", 1, "is no YAML"),
        ("a: \x07\n", 1, "is no YAML"),
    ],
)
def test_what_is_no_plain_data_is_a_mistake_with_its_line(tmp_path: Path, text: str, line: int, expected: str) -> None:
    """Repeated keys, broken YAML, keys that are no text, values that JSON has not, and circles are refused."""
    found = _mistakes(tmp_path, text)
    assert any(at == line and expected in message for at, message in found), found


def test_an_alias_is_the_same_data_twice(tmp_path: Path) -> None:
    """Aliases that end are allowed, with merge keys."""
    text = "base: &base {a: 1}\nother: *base\nmerged: {<<: *base, b: 2}\n"
    assert _read(tmp_path, text) == {"base": {"a": 1}, "other": {"a": 1}, "merged": {"a": 1, "b": 2}}


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """A missing file, a folder, and bytes that are no UTF-8 are mistakes of the file, not tracebacks."""
    (tmp_path / "bytes.yaml").write_bytes(b"a: \xff\xfe")
    for name, expected in (("missing.yaml", "there is no such file"), (".", "cannot be read"), ("bytes.yaml", "cannot be read")):
        with pytest.raises(ContractError, match=expected):
            read(tmp_path / name)


def test_a_contract_error_tells_every_mistake() -> None:
    """One line a mistake: file, line, expectation."""
    error = ContractError((Mistake("a.yaml", 3, "expected b"), Mistake("a.yaml", 9, "expected c")))
    assert str(error) == "a.yaml:3: expected b\na.yaml:9: expected c"


@pytest.mark.parametrize(
    "text",
    ["1", '"a"', "[]", "{}", '{"a\\n\\"b" :\n 1,\n"c":[\n{"d":\n[]},[],"x, {",\ntrue]}', '{"a":{},"b":[[1,\n2],{"k":\nnull}]}'],
)
def test_lines_of_json_are_those_that_yaml_finds(text: str, tmp_path: Path) -> None:
    """Each key and each item of a JSON file has the line on which it stands, as it has in the same text read as YAML."""
    for name in ("a.json", "a.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert dict(read(tmp_path / "a.json").lines) == dict(read(tmp_path / "a.yaml").lines)


def test_a_bare_word_is_what_json_knows_or_a_text(tmp_path: Path) -> None:
    """Keys are texts, quoted or not; of bare values true, false, null and numbers are none, and `no`, `on`, times and dates are."""
    text = "200: ok\non: 1\n1.5: x\nvalues: [no, on, true, 12:30:45, 0o17, 007, 1e3, -2, 0.5, null, 2024-01-01]\n"
    assert _read(tmp_path, text) == {
        "200": "ok",
        "on": 1,
        "1.5": "x",
        "values": ["no", "on", True, "12:30:45", "0o17", "007", 1000.0, -2, 0.5, None, "2024-01-01"],
    }
