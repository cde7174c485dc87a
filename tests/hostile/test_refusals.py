"""What a refusal repeats of what it refuses: no key of an address, no value of a variable, no name without end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from listproof.cli import main
from listproof.transport.targets_file import TargetsError, read_targets

_KEY = "PLANTED-key-of-somebody"
_ENTRY = '[targets.live.slug]\nbase_url = "{url}"\n{more}\n'


@pytest.mark.parametrize(
    ("url", "more", "says"),
    [
        (f"https://host.test/v1?key={_KEY}", "", r"without \? and #.*found 'https://host.test/v1\?\*\*\*'"),
        (f"https://host.test/v1#{_KEY}", "", r"without \? and #"),
        (f"https://host.test:{'9' * 9}?key={_KEY}", "", r"without \? and #"),
        (f"https://[::1?key={_KEY}", "", r"without \? and #"),
        (f"user:{_KEY}@host.test", "", r"starts with http.*found '\*\*\*@host.test'"),
        (f"ftp://user:{_KEY}@host.test", "", "holds a user or password; take it out"),
        ("${KEY}", "", r"starts with http.*found '\$\{KEY\}'"),
        ("https://host.test:${KEY}", "", r"'https://host.test:\$\{KEY\}' is no address$"),
        ("https://host..test", "", r"'https://host..test' is no address \(a part of its host is empty"),
        (f"https://{'h' * 64}.test", "", "is no address .* more than 63 letters"),
        ("https://host.test", 'verify = "${KEY}"', r"there is no file \$\{KEY\}"),
        ("https://host.test", 'mask = ["/a", "${KEY}"]', r"mask\[1\]: expected a pointer"),
        ("https://host.test", 'auth = { type = "${KEY}" }', r"auth: unknown type; allowed are header"),
        ("https://host.test", f'auth = "{_KEY}"', "auth: expected a table, found text"),
        ("https://host.test", f'path = "{_KEY}"', "path: expected a table, found text"),
        ("https://host.test", f'timeout = {{ key = "{_KEY}" }}', "timeout: expected a whole number or a number, found a table"),
        ("https://host.test", "deadline = 2027-03-31", "deadline: expected a whole number or a number, found a time"),
        ("https://host.test", f'[[waivers]]\nlaw = "{_KEY}"', "contract: is missing"),
    ],
)  # fmt: skip
def test_a_targets_file_is_refused_without_its_values(url: str, more: str, says: str, tmp_path: Path) -> None:
    """A mistake is told by its key and its kind; what may be a key of somebody is not repeated, wherever it was put by mistake."""
    file = tmp_path / "listproof.toml"
    file.write_text(_ENTRY.format(url=url, more=more))
    with pytest.raises(TargetsError, match=says) as told:
        read_targets(file).target("live", "slug", {"KEY": _KEY})
    assert _KEY not in str(told.value)


@pytest.mark.parametrize(
    "url",
    [f"user:{_KEY}@host.test", f"http://host.test/v1?key={_KEY}", f"http://host.test/#{_KEY}", f"host.test?key={_KEY}", "http://a..b"],
)
def test_an_address_of_the_command_line_is_refused_without_its_key(url: str, tmp_path: Path) -> None:
    """`check` and `init` would set the paths of lists behind a key, and write it into a targets file."""
    schema = {"type": "array", "items": {"type": "object", "properties": {"id": {"type": "integer"}}}}
    answers = {"200": {"description": "All.", "content": {"application/json": {"schema": schema}}}}
    paths = {"/boats": {"get": {"operationId": "boats", "responses": answers}}}
    page = json.dumps({"openapi": "3.1.0", "info": {"title": "a", "version": "1"}, "paths": paths})
    (tmp_path / "openapi.json").write_text(page)
    done = CliRunner().invoke(main, ["check", str(tmp_path / "openapi.json"), "--url", url])
    assert done.exit_code in (1, 4)
    assert "expected an address" in done.output
    assert _KEY not in done.output


@pytest.mark.parametrize("name", ["::error::x", "a b", "a:b", "-x", ".x", "x.", "x" * 5000, "", "x\u202ey", "a'b"])
def test_what_names_no_file_names_no_target(name: str, tmp_path: Path) -> None:
    """One sentence says what a name may hold, of five thousand letters too: files of the history are called by it."""
    file = tmp_path / "listproof.toml"
    file.write_text(f'[targets."{name}".slug]\nbase_url = "http://127.0.0.1:1"\n')
    with pytest.raises(TargetsError, match="is no name; expected up to 64 letters") as told:
        read_targets(file)
    assert len(str(told.value)) < 500 + len(str(file))


@pytest.mark.parametrize("name", ["live", "live-eu", "live_eu.2", "x" * 64, "Zürich"])
def test_what_is_said_to_be_a_name_is_one(name: str, tmp_path: Path) -> None:
    """Letters, digits, dots, hyphens and underscores are taken."""
    file = tmp_path / "listproof.toml"
    file.write_text(f'[targets."{name}".slug]\nbase_url = "http://127.0.0.1:1"\n')
    assert read_targets(file).targets == (name,)
