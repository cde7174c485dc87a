"""`schemathesis run` on each contract against `listproof serve`, both by command line, as docs/peers.md says: it finds nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from listproof.contract import load, slugs

CHECKOUT = Path(__file__).parents[2]
PEERS = CHECKOUT / "docs" / "peers.md"
SIGNING = CHECKOUT / "tests" / "queries" / "signing_hook.py"
COMMAND = re.compile(r"^(?:SCHEMATHESIS_HOOKS=(\S+) )?schemathesis --config-file schemathesis.toml run (.*)$", re.MULTILINE)
PROGRAMS = Path(sys.executable).parent
LONGEST = 600


def blocks(kind: str) -> list[str]:
    """The code blocks of one kind in docs/peers.md."""
    return re.findall(rf"```{kind}\n(.*?)```", PEERS.read_text(encoding="utf-8"), re.DOTALL)


def commands() -> dict[str, tuple[str, str | None, list[str], list[str]]]:
    """Per contract: how it is served, the hooks, and the options of `schemathesis run`, as the page says."""
    found = {}
    for block in blocks("console"):
        serve = re.search(r"^listproof serve (.*) &$", block, re.MULTILINE)
        run = COMMAND.search(block)
        if serve and run:
            options = run.group(2).split()
            slug = options[0].split("/")[1]
            found[slug] = (slug, run.group(1), serve.group(1).split(), options)
    return found


def test_page_tells_of_every_contract() -> None:
    """docs/peers.md has the commands for every contract, and settings that are TOML."""
    assert set(commands()) == set(slugs())
    (settings,) = blocks("toml")
    assert tomllib.loads(settings)["checks"]["ignored_auth"] == {"enabled": False}


@pytest.fixture
def served(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of `listproof serve` with the options that the page gives for a contract."""
    _, _, options, _ = commands()[request.param]
    options = ["0" if left == "--port" else one for left, one in zip(["", *options], options, strict=False)]
    server = subprocess.Popen([PROGRAMS / "listproof", "serve", *options], stdout=subprocess.PIPE, text=True, cwd=CHECKOUT)
    try:
        assert server.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
        assert address is not None
        yield address.group()
    finally:
        server.terminate()
        server.wait(10)


EACH = [pytest.param(slug, slug, id=slug, marks=[] if slug == "huawei-hss-kubernetes-jobs" else [pytest.mark.slow]) for slug in slugs()]


@pytest.mark.parametrize(("slug", "served"), EACH, indirect=["served"])
def test_schemathesis_finds_nothing(slug: str, served: str, tmp_path: Path) -> None:
    """A legal server of a contract gives schemathesis, with all its phases, no failure; only what the page excuses is left out."""
    _, hooks, _, options = commands()[slug]
    (settings,) = blocks("toml")
    (tmp_path / "schemathesis.toml").write_text(settings, encoding="utf-8")
    options = [served if left == "--url" else one for left, one in zip(["", *options], options, strict=False)]
    options[0] = str(CHECKOUT / options[0])
    environment = {**os.environ, **({"SCHEMATHESIS_HOOKS": str(CHECKOUT / hooks)} if hooks else {})}
    run = subprocess.run(
        [PROGRAMS / "schemathesis", "--config-file", "schemathesis.toml", "run", *options, "--max-examples", "15", "--seed", "1"],
        capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=LONGEST, check=False,
    )  # fmt: skip
    assert "No issues found" in run.stdout, run.stdout[-3000:]
    assert run.returncode == 0
    answered = re.search(r"(\d+) generated, (\d+) passed", run.stdout)
    assert answered is not None
    assert int(answered.group(1)) > 30
    assert load(slug).path in run.stdout or "1 selected / 1 total" in run.stdout
