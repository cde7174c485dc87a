"""Runs every law against every hostile server of `tests/hostile/`, and measures what each run says, takes and leaves.

`python -m benchmarks.hostile` prints the table, `--write` puts it into docs/security.md; with `--only NAME` (repeatable) some attacks alone
are run, and the rows of the others stay as they were. Each run has a process of its own, so that its memory is its own; it asks with the
usual limit of 64 MB an answer, and with a deadline of three seconds, where the attack is no long text.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click
from tests.hostile.attacks import ATTACKS, TargetAttack
from tests.hostile.credential_attacks import CREDENTIAL_ATTACKS
from tests.hostile.mutating import mutating
from tests.hostile.neighbour_attacks import NEIGHBOUR_ATTACKS
from tests.hostile.runs import run_against
from tests.hostile.servers import hostile
from tests.hostile.text_attacks import LONG_TEXTS, TEXT_ATTACKS
from tests.hostile.wire_attacks import WIRE_ATTACKS

from listproof.contract.visible import visible
from listproof.reports.exit import exit_status

PAGE = Path(__file__).parent.parent / "docs" / "security.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
SECONDS = 240
LONGEST = 110
NOTHING = "nothing"
WORDS = {0: "0, all laws hold", 1: "1, laws are violated", 10: "10, trouble", 11: "11, cannot be asked"}
EXTRA = tuple(
    TargetAttack(f"bends-{seed}", f"bends {share:.0%} of its answers: values, keys, headers, statuses, bytes", mutating(seed, share))
    for seed, share in ((1, 0.3), (2, 0.6))
)


@dataclass(frozen=True)
class Measured:
    """What came of the run against one attack: its exit code, what it says, its memory in MB, its requests and whether all was kept."""

    attack: TargetAttack
    exit: int
    says: str
    megabytes: int
    requests: int
    whole: bool

    @property
    def row(self) -> str:
        """A row of the table."""
        kept = "" if self.whole else " **not whole**"
        says = _as_code(self.says) if self.says != NOTHING else NOTHING
        return f"| {_done_by(self.attack)} | {WORDS.get(self.exit, self.exit)}{kept} | {says} | {self.requests} | {self.megabytes} |"


def _done_by(attack: TargetAttack) -> str:
    """What the server of an attack does, as the table says it."""
    does, address, text = attack.does.partition("elsewhere: ")
    return does + (f"{address}{_as_code(text[:30])}" if text else "")


def _as_code(text: str) -> str:
    """A text of a server as Markdown that makes no link of it."""
    return f"`{text[:LONGEST].replace('|', '/').replace('`', ' ')}`"


def measured(attack: TargetAttack) -> Measured:
    """The run against one attack, in a process of its own."""
    with hostile(attack.attack, seconds=SECONDS) as server:
        patient = ["--patient"] if attack in LONG_TEXTS else []
        command = [sys.executable, "-m", "benchmarks.hostile", "--child", server.url, *patient]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return Measured(attack, -1, f"not done after {SECONDS} s", 0, len(server.requests), False)
        if done.returncode:
            return Measured(attack, done.returncode, visible(done.stderr[-200:]), 0, len(server.requests), False)
        told = json.loads(done.stdout)
        return Measured(attack, told["exit"], told["says"], told["megabytes"], len(server.requests), told["whole"])


def child(url: str, deadline: float) -> dict[str, object]:
    """What this process is to say of its run, in which no answer takes more than so many seconds."""
    with tempfile.TemporaryDirectory() as folder:
        ended = run_against(url, Path(folder), deadline=deadline, timeout=deadline * 2 / 3)
        whole = not ended.kept.failed and not any(one.traceback for one in ended.run.outcomes)
        whole = whole and {"index.html", "run.json", "exchanges.har"} <= {path.name for path in Path(folder).iterdir()}
    trouble = next((one.says for one in ended.run.trouble), "")
    finding = next((one.says for one in ended.run.findings), "")
    says = re.sub(r"^127\.0\.0\.1: |; (?:raise|lower|check|the service) .*$", "", trouble) or finding or NOTHING
    return {
        "exit": exit_status(ended.run), "whole": whole, "says": " ".join(visible(re.sub(r"http://127\S*", "ADDRESS", says)).split())[:160],
        "megabytes": _most_memory(),
    }  # fmt: skip


def _most_memory() -> int:
    """The most memory that this process ever held, in MB, without that of the process that started it."""
    try:
        status = Path("/proc/self/status").read_text("utf-8")
        return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@click.command()
@click.option("--only", multiple=True, metavar="NAME", help="this attack alone; repeatable")
@click.option("--write", is_flag=True, help="put the table into docs/security.md")
@click.option("--child", "url", hidden=True)
@click.option("--patient", is_flag=True, hidden=True)
def main(only: tuple[str, ...], write: bool, url: str | None, patient: bool) -> None:
    """Run the laws against the hostile servers."""
    if url:
        click.echo(json.dumps(child(url, 60.0 if patient else 3.0)))
        return
    every = (*ATTACKS, *WIRE_ATTACKS, *TEXT_ATTACKS, *NEIGHBOUR_ATTACKS, *LONG_TEXTS, *CREDENTIAL_ATTACKS, *EXTRA)
    chosen = [one for one in every if not only or one.name in only]
    with ThreadPoolExecutor(4) as side_by_side:
        found = {one.attack: one.row for one in side_by_side.map(measured, chosen)}
    click.echo("\n".join(found.values()))
    if write:
        known = PAGE.read_text("utf-8").split(BEGIN)[1].split(END)[0].splitlines()
        rows = [found.get(one) or next((row for row in known if row.startswith(f"| {_done_by(one)} |")), "") for one in every]
        rows = [row for row in rows if row]
        head = ["| a server that | the run ends with | and says first | requests | MB |", "|---|---|---|---:|---:|"]
        text = PAGE.read_text("utf-8")
        before, after = text.split(BEGIN)[0], text.split(END)[1]
        PAGE.write_text("\n".join([f"{before}{BEGIN}", *head, *rows, f"{END}{after}"]), "utf-8")


if __name__ == "__main__":
    main()
