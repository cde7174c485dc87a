"""What a run against the bundled simulator costs: requests and wall time for each contract, over real HTTP, drawn laws left out.

    python benchmarks/run_cost.py            every contract
    python benchmarks/run_cost.py SLUG…      some

`budget` is 40 + 4 × parameters + 2 × pages of the census, at the largest page size that a source shows accepted.
"""

from __future__ import annotations

import argparse
import time
from importlib.metadata import version
from pathlib import Path

from listproof.proof.suite import laws, plan, suites_folder
from listproof.running import Course, choose


def main(slugs: list[str]) -> None:
    """Run every law on each contract and print one row for each."""
    began = time.perf_counter()
    choice = choose(["mock"], slugs, Path("listproof.toml"), False, None, {})
    course = Course(choice, version("listproof"), suites_folder())
    print(f"{'contract':34} {'items':>6} {'requests':>9} {'budget':>7} {'ratio':>6} {'seconds':>8} {'of it HTTP':>11}")
    sent = allowed = 0
    for place in choice.places:
        start = time.perf_counter()
        outcomes = [course.judge(place, law, subject) for law, subject in plan(place.contract, laws())]
        seconds = time.perf_counter() - start
        store = course.store(place)
        pages = -(-len(store.census.records) // place.contract.pages.size.safe)
        budget = 40 + 4 * len(place.contract.query_parameters) + 2 * pages
        requests = store.session.sent
        sent, allowed = sent + requests, allowed + budget
        http = sum(store.session.seconds)
        print(
            f"{place.contract.slug:34} {len(outcomes):6} {requests:9} {budget:7} {requests / budget:6.2f} {seconds:8.2f} {http:11.2f}"
        )
    course.close()
    print(f"{'all':34} {len(course.outcomes):6} {sent:9} {allowed:7} {sent / allowed:6.2f} {time.perf_counter() - began:8.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("slug", nargs="*", help="contracts (all)")
    main(parser.parse_args().slug)
