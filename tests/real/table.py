"""Writes docs/real-servers.md from what the laws find on real servers: `python -m tests.real.table [RECIPE …]`, from the checkout's top.

What was found is kept beside this file (found.json), so that servers can be tried one at a time: each command renews the rows
of the recipes that it names (all but the heavy ones by default) and writes the page from all that is kept.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from listproof.contract import load
from listproof.verdicts import Outcome

from .recipes import RECIPES
from .serving import Missing
from .trials import EXAMPLES, TRIALS, Trial, tried, unknown

PAGE = Path(__file__).parents[2] / "docs" / "real-servers.md"
KEPT = Path(__file__).with_name("found.json")
_HEAD = Path(__file__).with_name("page.md")
_LOOPBACK = re.compile(r"http://127\.0\.0\.1:\d+")
_LONGEST = 230


def row(trial: Trial, outcomes: list[Outcome]) -> dict[str, Any]:
    """What is kept of one trial: how many verdicts of each kind, how many requests, and the findings, each with its smallest replay."""
    return {
        "verdicts": dict(Counter(one.verdict for one in outcomes)),
        "requests": sum(one.requests for one in outcomes),
        "findings": [
            {
                "law": one.law,
                "subject": one.subject,
                "says": one.violation.says,
                "replay": _LOOPBACK.sub("$URL", one.violation.exchanges[-1].curl) if one.violation.exchanges else "",
            }
            for one in _told_best(trial, outcomes)
            if one.violation is not None
        ],
    }


def _told_best(trial: Trial, outcomes: list[Outcome]) -> list[Outcome]:
    """Of each known fault the outcome of its law that comes first, and every finding of a law that no known fault is told by."""
    failed = {one.law: one for one in reversed(outcomes) if one.verdict == "fail"}
    known = [failed[one.law] for one in trial.known if one.law in failed]
    return [*known, *unknown(trial, outcomes)]


def page(kept: Mapping[str, Any]) -> str:
    """The page, from all that is kept."""
    shown = [trial for trial in TRIALS if trial.id in kept]
    parts = [_HEAD.read_text(encoding="utf-8").rstrip(), "", *_summary(shown, kept), "", "## What was found", ""]
    for trial in shown:
        parts += _told(trial, kept[trial.id]["findings"])
    return "\n".join([*parts, *_differences(shown, kept)]) + "\n"


def _summary(shown: Sequence[Trial], kept: Mapping[str, Any]) -> Iterator[str]:
    yield "| server | from | listing | what its document promises | requests | laws that hold | findings |"
    yield "|---|---|---|---|---|---|---|"
    for trial in shown:
        recipe, one = RECIPES[trial.recipe], kept[trial.id]
        listing = f"[{trial.slug}](../contracts/examples/{trial.slug}/openapi.yaml)"
        findings = len(one["findings"]) or "–"
        cells = (f"{recipe.name} {recipe.version}", recipe.registry, listing, _promises(trial), one["requests"])
        yield f"| {' | '.join(map(str, cells))} | {one['verdicts'].get('pass', 0)} | {findings} |"


def _promises(trial: Trial) -> str:
    """In a few words what a contract says of pages, total, order and filters."""
    contract = load(trial.slug, EXAMPLES)
    pages, order = contract.pages, contract.order
    lead = "" if pages.next is None else f", the next at `{pages.next.place}`"
    said = [f"pages by {pages.kind}{lead}", *(["a total"] if contract.total else [])]
    if order is not None:
        said.append(f"{'sorted by ' if order.by else 'always by '}{', '.join(key.name for key in order.keys)}")
    filters = [one.name for one in contract.filters]
    return "; ".join([*said, *([f"{len(filters)} filters"] if filters else [])])


def _told(trial: Trial, findings: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    if not findings and not trial.untold:
        return
    recipe = RECIPES[trial.recipe]
    yield f"### {recipe.name} {recipe.version}, {trial.slug}"
    yield ""
    for one in findings:
        known = next((known for known in trial.known if known.law == one["law"]), None)
        what = f"{known.what} ({known.project})" if known else "**not known**"
        subject = f" [{one['subject']}]" if one["subject"] else ""
        yield f"- `{one['law']}`{subject}: {what}"
        yield ""
        yield "  ```sh"
        yield f"  {_in_a_shell(one['replay'])}"
        yield "  ```"
        yield ""
    for other in trial.untold:
        told = f"recorded by `{other.seen}`, and no failure" if other.seen else "told by no law"
        yield f"- {told}: {other.what}. Why: {other.reason}"
        yield ""


def _in_a_shell(replay: str) -> str:
    """A replay as a shell takes it, whole: the address is filled in, for which single quotes leave no room."""
    return replay.replace("'$URL", '"$URL"\'')


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _differences(shown: Sequence[Trial], kept: Mapping[str, Any]) -> Iterator[str]:
    """What versions of one server differ in, listing by listing."""
    yield "## Versions that differ"
    yield ""
    yield "| listing | only in | finding |"
    yield "|---|---|---|"
    for slug in dict.fromkeys(trial.slug for trial in shown):
        versions = {trial.recipe: {one["law"]: one["says"] for one in kept[trial.id]["findings"]} for trial in shown if trial.slug == slug}
        for recipe, findings in versions.items():
            others = [other for name, other in versions.items() if name != recipe]
            for law, says in findings.items():
                if others and not any(law in other for other in others):
                    yield f"| {slug} | {recipe} | `{law}`: {_cut(says)} |"


def main(arguments: Sequence[str]) -> None:
    """Try the listings of the recipes that are named and write the page."""
    tried_ones = sorted({trial.recipe for trial in TRIALS})
    parser = argparse.ArgumentParser("python -m tests.real.table", description="Try real servers and write docs/real-servers.md.")
    told = f"of these, by default those that install quickly: {', '.join(tried_ones)}"
    parser.add_argument("recipes", nargs="*", metavar="RECIPE", help=told)
    names = parser.parse_args(arguments).recipes
    if unknown_ones := sorted({*names} - {*tried_ones}):
        parser.error(f"no listing is tried of {', '.join(unknown_ones)}; expected some of {', '.join(tried_ones)}")
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    for trial in TRIALS:
        if trial.recipe not in names and (names or RECIPES[trial.recipe].heavy):
            continue
        with tempfile.TemporaryDirectory() as folder:
            try:
                kept[trial.id] = row(trial, tried(trial, Path(folder)))
            except Missing as missing:
                print(f"left as it was: {missing}")
    kept = {trial.id: kept[trial.id] for trial in TRIALS if trial.id in kept}
    KEPT.write_text(json.dumps(kept, indent=1, sort_keys=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(kept), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
