"""What a run against the bundled simulator costs: requests and wall time for each contract, over real HTTP, drawn laws left out.

    python benchmarks/run_cost.py            every contract
    python benchmarks/run_cost.py SLUG…      some
    python benchmarks/run_cost.py --contracts=tests/contracts/invented   those of another folder
    python benchmarks/run_cost.py --whole    what a person waits for instead: a run as a process, from its start to the last report

`budget` is 40 + 4 × parameters + 2 × pages of the census, at the largest page size that a source shows accepted; where a page may hold
fewer records than asked for, as many as the census took.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from listproof.proof.suite import laws, plan, suites_folder
from listproof.running import Course, choose


def main(slugs: list[str], folder: Path | None = None) -> None:
    """Run every law on each contract, of a folder of them where one is given, and print one row for each."""
    began = time.perf_counter()
    choice = choose(["mock"], slugs, Path("listproof.toml"), False, folder, {})
    course = Course(choice, version("listproof"), suites_folder())
    print(f"{'contract':34} {'items':>6} {'requests':>9} {'budget':>7} {'ratio':>6} {'seconds':>8} {'of it HTTP':>11}")
    sent = allowed = 0
    for place in choice.places:
        start = time.perf_counter()
        outcomes = [course.judge(place, law, subject) for law, subject in plan(place.contract, laws())]
        seconds = time.perf_counter() - start
        store = course.store(place)
        pages = max(-(-len(store.census.records) // place.contract.pages.size.safe), len(store.census.walk.pages))
        budget = 40 + 4 * len(place.contract.query_parameters) + 2 * pages
        requests = store.session.sent
        sent, allowed = sent + requests, allowed + budget
        http = sum(store.session.seconds)
        print(f"{place.contract.slug:34} {len(outcomes):6} {requests:9} {budget:7} {requests / budget:6.2f} {seconds:8.2f} {http:11.2f}")
    course.close()
    print(f"{'all':34} {len(course.outcomes):6} {sent:9} {allowed:7} {sent / allowed:6.2f} {time.perf_counter() - began:8.2f}")


def whole(times: int = 5) -> None:
    """Time `listproof test` over all contracts, by one process, without what is drawn, and by two, in turn; the first of each warms up."""
    ways = {"everything": [], "--queries=0": ["--queries=0"], "--queries=0 -n 2": ["--queries=0", "-n", "2"]}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(times + 1):
            for way, more in ways.items():
                start = time.perf_counter()
                asked = [sys.executable, "-m", "listproof", "test", f"--reports={folder}/{turn}-{len(more)}", *more]
                done = subprocess.run(asked, capture_output=True, text=True, cwd=Path(__file__).parents[1])
                if done.returncode:
                    sys.exit(done.stdout + done.stderr)
                if turn:
                    taken[way].append(time.perf_counter() - start)
    for way, seconds in taken.items():
        print(f"{way:17} {statistics.median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f}, {times} times)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("slug", nargs="*", help="contracts (all)")
    parser.add_argument("--whole", action="store_true", help="time a run as a process")
    parser.add_argument("--contracts", type=Path, help="the folder of contracts")
    given = parser.parse_args()
    whole() if given.whole else main(given.slug, given.contracts)
