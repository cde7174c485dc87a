"""What `listproof merge` takes of runs with many outcomes: seconds of the processor and memory, of a process of its own.

    python benchmarks/merging.py                     100,000 outcomes in 8 shards
    python benchmarks/merging.py --outcomes 20000    fewer
    python benchmarks/merging.py --write             puts the line into docs/scale.md

The shards hold one run of the bundled simulator again and again, each time as that of another contract; the joined run is compared with
itself. Seconds are those of the processor, which others may use as well.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import click
from marked import put

CHECKOUT = Path(__file__).parents[1]
PAGE = CHECKOUT / "docs" / "scale.md"
SLUG = "huawei-hss-kubernetes-jobs"
BEGIN, END = "<!-- merging: written by benchmarks/merging.py --write -->", "<!-- /merging -->"
HEAD = """\
| outcomes | listings | shards | run.json of all | merged in | memory | compared in | memory |
|---:|---:|---:|---:|---:|---:|---:|---:|"""


def shards(folder: Path, outcomes: int, many: int) -> list[Path]:
    """Folders of runs that hold so many outcomes together."""
    first = folder / "first"
    asked = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--contract={SLUG}", "--seed=1", f"--reports={first}"]
    subprocess.run(asked, cwd=CHECKOUT, check=True, capture_output=True)
    text = (first / "run.json").read_text(encoding="utf-8")
    copies = -(-outcomes // len(json.loads(text)["outcomes"]))
    made = []
    for shard in range(many):
        runs = [json.loads(text.replace(SLUG, f"{SLUG}-{number:05}")) for number in range(shard, copies, many)]
        whole = runs[0]
        for word in ("listings", "outcomes", "findings", "trouble"):
            whole[word] = [one for run in runs for one in run.get(word, ())]
        whole["planned"] = sum(run["planned"] for run in runs)
        made.append(folder / f"shard-{shard + 1}")
        made[-1].mkdir()
        (made[-1] / "run.json").write_text(json.dumps(whole), encoding="utf-8")
    return made


def timed(*arguments: str) -> tuple[float, float]:
    """Seconds of the processor that a command takes, and megabytes that it holds at most. Raises ClickException where it has trouble."""
    process = subprocess.Popen([sys.executable, "-m", "listproof", *arguments], cwd=CHECKOUT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise click.ClickException(f"listproof {arguments[0]} ends with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


@click.command()
@click.option("--outcomes", default=100_000, show_default=True, type=click.IntRange(1))
@click.option("--shards", "many", default=8, show_default=True, type=click.IntRange(1))
@click.option("--write", is_flag=True, help="Put the table into docs/scale.md.")
def main(outcomes: int, many: int, write: bool) -> None:
    """Join shards of many outcomes, and tell time and memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = shards(folder, outcomes, many)
        merging, merged = timed("merge", *map(str, made), "-o", str(folder / "whole"))
        record = folder / "whole" / "run.json"
        comparing, compared = timed("compare", str(record), str(record))
        told = json.loads(record.read_text(encoding="utf-8"))
        line = (
            f"| {len(told['outcomes']):,} | {len(told['listings']):,} | {many} | {record.stat().st_size / 1e6:.0f} MB"
            f" | {merging:.0f} s | {merged:,.0f} MB | {comparing:.0f} s | {compared:,.0f} MB |"
        )
    click.echo(f"{HEAD}\n{line}")
    if write:
        put(PAGE, (BEGIN, END), f"{HEAD}\n{line}")


if __name__ == "__main__":
    main()
