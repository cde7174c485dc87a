"""What a run against the bundled simulator costs: requests and wall time for each contract, over real HTTP, drawn laws left out.

    python benchmarks/run_cost.py            every contract
    python benchmarks/run_cost.py SLUG…      some
    python benchmarks/run_cost.py --contracts=tests/contracts/invented   those of another folder
    python benchmarks/run_cost.py --write    both folders, what does not hang on the machine put into docs/performance.md
    python benchmarks/run_cost.py --asked    requests beside the budget alone, for every contract of the repository, counted in process
    python benchmarks/run_cost.py --whole    what a person waits for instead: a run as a process, from its start to the last report

`budget` is 40 + 4 × parameters + 2 × pages of the census, at the largest page size that a source shows accepted; where a page may hold
fewer records than asked for, as many as the census took. `newer` is what laws ask that came after the budget was set (`NEWER`) and
that no law before them had asked.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from listproof.proof.suite import laws, plan, suites_folder
from listproof.proof.trials import Trial, outcomes_of, tried
from listproof.running import Course, choose

CHECKOUT = Path(__file__).parents[1]
PAGE = CHECKOUT / "docs" / "performance.md"
INVENTED = CHECKOUT / "tests" / "contracts" / "invented"
EXAMPLES = CHECKOUT / "contracts" / "examples"
NEWER = frozenset(
    {
        "bounds.size-outside-gives-no-more",
        "errors.made-up-scope-shows-nothing",
        "errors.unknown-parameter-breaks-nothing",
        "errors.wrong-signature-is-refused",
        "filters.empty-is-no-value",
        "filters.odd-bytes-are-answered",
        "order.key-twice-breaks-nothing",
        "order.nulls-stand-together",
        "order.second-key-within-ties",
        "pages.clamped-size-skips-nothing",
        "pages.cursor-at-another-filter",
        "pages.cursor-at-another-size",
        "pages.cursor-is-repeatable",
        "pages.cursor-of-another-scope",
        "pages.edges-are-led-to",
        "pages.exact-multiple",
        "pages.expired-cursor",
        "pages.given-cursor-is-taken",
        "pages.key-cursor-is-a-place",
        "pages.link-keeps-the-query",
        "pages.made-up-cursor",
        "pages.next-is-honest",
        "pages.null-keys-are-met",
        "pages.number-of-pages",
        "pages.previous-leads-back",
        "pages.range-tells-the-page",
        "pages.remaining-counts-down",
        "pages.total-counts-what-a-hidden-filter-keeps",
        "pages.total-keeps-its-cap",
        "pages.walk-ends",
        "shape.chosen-fields-are-shown",
    }
)
"""The laws that came after the budget was set and four listings were asked 192, 55, 63 and 79 questions."""
_HEAD = ("contract", "items", "requests", "newer", "budget", "ratio")
Row = tuple[str, int, int, int, int]
"""A contract, its items, the requests that were sent, those of newer laws, and the budget."""


def main(slugs: list[str], folder: Path | None = None) -> list[Row]:
    """Run every law on each contract, of a folder of them where one is given, and print one row for each; the rows, the sum last."""
    began = time.perf_counter()
    choice = choose(["mock"], slugs, Path("listproof.toml"), False, folder, {})
    course = Course(choice, version("listproof"), suites_folder())
    print(f"{'contract':34} {'items':>6} {'requests':>9} {'newer':>6} {'budget':>7} {'ratio':>6} {'seconds':>8} {'of it HTTP':>11}")
    rows: list[Row] = []
    for place in choice.places:
        start = time.perf_counter()
        outcomes = [course.judge(place, law, subject) for law, subject in plan(place.contract, laws())]
        seconds = time.perf_counter() - start
        store = course.store(place)
        pages = max(-(-len(store.census.records) // place.contract.pages.size.safe), len(store.census.walk.pages))
        budget = 40 + 4 * len(place.contract.query_parameters) + 2 * pages
        requests, newer = store.session.sent, sum(one.requests for one in outcomes if one.law in NEWER)
        rows.append((place.contract.slug, len(outcomes), requests, newer, budget))
        http = sum(store.session.seconds)
        asked = f"{place.contract.slug:34} {len(outcomes):6} {requests:9} {newer:6} {budget:7} {requests / budget:6.2f}"
        print(f"{asked} {seconds:8.2f} {http:11.2f}")
    course.close()
    rows.append(("all", *(sum(row[place] for row in rows) for place in (1, 2, 3, 4))))  # type: ignore[arg-type,misc]
    _, items, sent, newer, allowed = rows[-1]
    print(f"{'all':34} {items:6} {sent:9} {newer:6} {allowed:7} {sent / allowed:6.2f} {time.perf_counter() - began:8.2f}")
    return rows


def written() -> None:
    """Put the requests of both folders into their page, those at ordinary texts beside the first."""
    rows = main([])
    ordinary = {slug: tried(Trial(slug, "variant", "ordinary-texts")).requests for slug, *_ in rows[:-1]}
    ordinary["all"] = sum(ordinary.values())
    text = PAGE.read_text(encoding="utf-8")
    for mark, table in (("cost", _table(rows, ordinary)), ("cost of invented listings", _table(main([], INVENTED)))):
        place = re.compile(rf"(<!-- {mark}: .*?-->\n\n).*?(<!-- /{mark} -->)", re.DOTALL)
        text, done = place.subn(lambda found, table=table: f"{found[1]}{table}\n{found[2]}", text)  # type: ignore[misc]
        if not done:
            sys.exit(f"{PAGE}: there is no place for the {mark}")
    PAGE.write_text(text, encoding="utf-8")


def _table(rows: list[Row], ordinary: dict[str, int] | None = None) -> str:
    head = (*_HEAD, *(("at ordinary texts",) if ordinary else ()))
    lines = [f"| {' | '.join(head)} |", f"|---{'|---:' * (len(head) - 1)}|"]
    for slug, items, requests, newer, budget in rows:
        cells = (slug, items, requests, newer, budget, f"{requests / budget:.2f}", *((ordinary[slug],) if ordinary else ()))
        lines.append(f"| {' | '.join(map(str, cells))} |")
    return "\n".join(lines) + "\n"


def asked(slugs: list[str]) -> None:
    """Print what each contract asks of a listing that does as its document says, its budget, and by how much it lies above or below."""
    print(f"{'contract':34} {'records with':15} {'asked':>6} {'budget':>7} {'above':>6}")
    for folder in (None, INVENTED, EXAMPLES):
        place = folder or CHECKOUT / "contracts"
        for slug in sorted(path.name for path in place.iterdir() if (path / "openapi.yaml").exists()):
            for variant in ("", "ordinary-texts") if folder is None else ("",):
                if not slugs or slug in slugs:
                    store, _ = outcomes_of(Trial(slug, "variant" if variant else "legal", variant, folder=folder))
                    pages = max(-(-len(store.census.records) // store.contract.pages.size.safe), len(store.census.walk.pages))
                    sent, budget = store.session.sent, 40 + 4 * len(store.contract.query_parameters) + 2 * pages
                    print(f"{slug:34} {variant or 'odd texts':15} {sent:6} {budget:7} {sent - budget:+6}", flush=True)


def whole(times: int = 5) -> None:
    """Time `listproof test` over all contracts, by one process, without what is drawn, and by two, in turn; the first of each warms up."""
    ways = {"everything": [], "--queries=0": ["--queries=0"], "--queries=0 -n 2": ["--queries=0", "-n", "2"]}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    with tempfile.TemporaryDirectory() as folder:
        for turn in range(times + 1):
            for way, more in ways.items():
                start = time.perf_counter()
                asked = [sys.executable, "-m", "listproof", "test", f"--reports={folder}/{turn}-{len(more)}", *more]
                done = subprocess.run(asked, capture_output=True, text=True, cwd=CHECKOUT)
                if done.returncode:
                    sys.exit(done.stdout + done.stderr)
                if turn:
                    taken[way].append(time.perf_counter() - start)
    for way, seconds in taken.items():
        print(f"{way:17} {statistics.median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f}, {times} times)")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("slug", nargs="*", help="contracts (all)")
    parser.add_argument("--asked", action="store_true", help="requests beside the budget, for every contract of the repository")
    parser.add_argument("--whole", action="store_true", help="time a run as a process")
    parser.add_argument("--contracts", type=Path, help="the folder of contracts")
    parser.add_argument("--write", action="store_true", help="put the requests into docs/performance.md")
    given = parser.parse_args()
    if given.whole:
        whole()
    elif given.asked:
        asked(given.slug)
    elif given.write:
        written()
    else:
        main(given.slug, given.contracts)
