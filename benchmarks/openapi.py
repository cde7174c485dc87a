"""How much of public OpenAPI files is understood without an edit: contracts that lint, that pass on their own simulator, and are right.

The files themselves are not kept here. Put them into a folder as `github.json`, `stripe.json`, `kubernetes.json`, `harbor.yaml`,
`airflow.yaml`, `box.json` and `digitalocean/DigitalOcean-public.v2.yaml` (with what it refers to beside it), or name a copy that lies
elsewhere with `--file github=PATH`; then

    python benchmarks/openapi.py FOLDER --each 25 --write
    python benchmarks/openapi.py FOLDER --only github --each 0 --write

The counts that are kept are of these, each as it was last counted: octokit/openapi generated/api.github.com.json (23.0.2, as packed),
stripe/openapi openapi/spec3.json, kubernetes-client/python kubernetes/swagger.json.unprocessed, goharbor/harbor api/v2.0/swagger.yaml,
apache/airflow-client-python spec/v2.yaml, box/box-openapi openapi.json, digitalocean/openapi specification/.

Only counts are kept: openapi_counts.csv, a row for each file as it was last counted, and the table of docs/openapi.md, which --write makes
of them. An operation passes where none of the laws that ask the same of everybody (`listproof test --queries 0`) fails or breaks on the
simulator of its own contract. The sample of openapi_sample.csv was labelled by reading each operation's parameters, answer and security
in its file, before any guess about it had been seen.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marked import put

from listproof.contract import Contract, ContractError, Document, build, read
from listproof.contract.documents import normalised
from listproof.contract.lint import lint
from listproof.evidence import Store
from listproof.laws import judge
from listproof.openapi import Draft, ListOperation, drafted, list_operations
from listproof.proof.suite import laws, plan
from listproof.simulator.service import Service
from listproof.simulator.targets import mock
from listproof.simulator.transport import InProcess
from listproof.transport import Session, Target

HERE = Path(__file__).parent
SAMPLE = HERE / "openapi_sample.csv"
PAGE = HERE.parent / "docs" / "openapi.md"
FILES = {
    "github": "github.json",
    "stripe": "stripe.json",
    "kubernetes": "kubernetes.json",
    "harbor": "harbor.yaml",
    "airflow": "airflow.yaml",
    "box": "box.json",
    "digitalocean": "digitalocean/DigitalOcean-public.v2.yaml",
}
COUNTS = HERE / "openapi_counts.csv"
LABELS = ("pager", "page", "size", "records", "total", "end", "sign_in")
NUMBERS = ("gets", "lists", "linted", "tried", "passed", "labelled", "whole")
MARKS = ("<!-- coverage -->", "<!-- /coverage -->")


@dataclass
class Count:
    """The counts of one file; `edition` is the version that it gives itself."""

    name: str
    edition: str = ""
    gets: int = 0
    lists: int = 0
    linted: int = 0
    tried: int = 0
    passed: int = 0
    labelled: int = 0
    right: Counter[str] = field(default_factory=Counter)
    whole: int = 0
    seconds: float = 0.0


def labels_of(draft: Draft) -> dict[str, str]:
    """What a draft says of the things that the sample labels."""
    pages = draft.listing["pages"]
    kind = pages if isinstance(pages, str) else next(word for word in ("offset", "number", "cursor", "link") if word in pages)
    step: dict[str, Any] = {} if isinstance(pages, str) else pages[kind]
    end = step.get("end", "")
    total = draft.listing.get("total", {}).get("at", "")
    return {
        "pager": kind,
        "page": str(step.get("parameter", "")),
        "size": "" if isinstance(pages, str) else str(pages.get("size", {}).get("parameter", "")),
        "records": draft.operation.records,
        "total": total if isinstance(total, str) else " ".join(f"{word} {name}" for word, name in total.items()),
        "end": json.dumps(end) if isinstance(end, dict) else " ".join(end) if isinstance(end, list) else str(end),
        "sign_in": " ".join(way["type"] for way in draft.listing["sign-in"]),
    }


def failures(contract: Contract) -> list[str]:
    """What laws say of a contract's own simulator: failures and troubles; none where the contract can be kept to."""
    try:
        service = Service(contract, 257)
        target = Target("mock", contract.slug, **mock(contract, "http://127.0.0.1"))
        store = Store(contract, Session(target, contract.sign_in, transport=InProcess(service)))
        outcomes = [judge(law, store, subject) for law, subject in plan(contract, laws())]
    except Exception as broken:
        return [f"the simulator is broken by it: {type(broken).__name__}: {broken}"]
    return [f"{one.law}: {one.reason}" for one in outcomes if one.verdict in ("fail", "error")]


def counted(name: str, path: Path, each: int, sample: Sequence[dict[str, str]], show: bool) -> Count:
    """The counts of one file."""
    began = time.perf_counter()
    document = normalised(read(path))
    edition = str(document.value["info"].get("version", ""))
    count = Count(name, edition, gets=sum(1 for item in document.value["paths"].values() if "get" in item))
    operations = list_operations(document)
    count.lists = len(operations)
    chosen = {one.slug for one in random.Random(name).sample(operations, min(each or len(operations), len(operations)))}
    drafts: dict[str, Draft] = {}
    for operation in operations:
        draft, mistakes = drafted_and_linted(document, operation)
        count.linted += not mistakes
        if mistakes and show:
            print(f"  lint {operation.id}: {mistakes[0]}", file=sys.stderr)
        if draft is None:
            continue
        drafts[operation.id] = draft
        if operation.slug in chosen:
            count.tried += 1
            wrong = list(mistakes) or failures(build(draft.document, operation.slug))
            count.passed += not wrong
            if wrong and show:
                print(f"  simulator {operation.id}: {wrong[0]}", file=sys.stderr)
    for row in (row for row in sample if row["file"] == name):
        count.labelled += 1
        said = labels_of(drafts[row["operation"]]) if row["operation"] in drafts else dict.fromkeys(LABELS, "?")
        right = [label for label in LABELS if said[label] == row[label]]
        count.right.update(right)
        count.whole += len(right) == len(LABELS)
        if len(right) < len(LABELS) and show:
            print(f"  label {row['operation']}: {[(one, said[one], row[one]) for one in LABELS if one not in right]}", file=sys.stderr)
    count.seconds = time.perf_counter() - began
    return count


def drafted_and_linted(document: Document, operation: ListOperation) -> tuple[Draft | None, tuple[str, ...]]:
    """The draft of an operation, and what lint says of it."""
    try:
        draft = drafted(document, operation)
    except ContractError as error:
        return None, tuple(map(str, error.mistakes))
    return draft, tuple(map(str, lint(draft.document, operation.slug).mistakes))


def table(counts: Sequence[Count]) -> Iterator[str]:
    """The counts as a table in Markdown."""
    heads = ("file", "edition", "GET operations", "lists", "lint without an edit", "pass on their own simulator", "sample")
    yield f"| {' | '.join((*heads, 'pager', 'records', 'total', 'end', 'sign-in'))} |"
    yield "|" + "---|" * 12
    for one in (*counts, _sum(counts)):
        right = [one.right[label] for label in ("pager", "records", "total", "end", "sign_in")]
        yield " | ".join(
            (
                f"| {one.name}",
                one.edition,
                str(one.gets),
                str(one.lists),
                f"{one.linted} ({_share(one.linted, one.lists)})",
                f"{one.passed} of {one.tried} ({_share(one.passed, one.tried)})",
                str(one.labelled),
                *map(str, right[:-1]),
                f"{right[-1]} |",
            )
        )


def _sum(counts: Sequence[Count]) -> Count:
    whole = Count("all")
    for one in counts:
        for name in NUMBERS:
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
        whole.right.update(one.right)
    return whole


def kept() -> dict[str, Count]:
    """The counts of each file as it was last counted, by its name."""
    if not COUNTS.exists():
        return {}
    found = {}
    with COUNTS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            numbers = {name: int(row[name]) for name in NUMBERS}
            found[row["name"]] = Count(row["name"], row["edition"], **numbers, right=Counter({one: int(row[one]) for one in LABELS}))
    return found


def keep(counts: Sequence[Count]) -> None:
    """Write the counts, a row for each file."""
    with COUNTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "edition", *NUMBERS, *LABELS))
        for one in counts:
            numbers = [getattr(one, name) for name in NUMBERS]
            writer.writerow((one.name, one.edition, *numbers, *[one.right[label] for label in LABELS]))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def main() -> None:
    """Count, print, and write the table where that is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with the files")
    parser.add_argument("--each", type=int, default=10, help="operations a file that are tried on their own simulator; 0: all")
    parser.add_argument("--file", action="append", default=[], metavar="NAME=PATH", help="a file that lies elsewhere; repeatable")
    parser.add_argument("--only", nargs="*", choices=list(FILES), default=list(FILES), help="only these files")
    parser.add_argument("--show", action="store_true", help="say what is wrong, on standard error")
    parser.add_argument("--write", action="store_true", help=f"write the table into {PAGE.name}")
    arguments = parser.parse_args()
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        sample = list(csv.DictReader(file))
    elsewhere = dict(one.split("=", 1) for one in arguments.file)
    found = {}
    for name in arguments.only:
        path = Path(elsewhere.get(name, arguments.folder / FILES[name]))
        count = found[name] = counted(name, path, arguments.each, sample, arguments.show)
        print(f"{name}: {count.seconds:.0f} s, {count.whole} of {count.labelled} right in everything", file=sys.stderr)
    whole = {**kept(), **found} if arguments.write else found
    counts = [whole[name] for name in FILES if name in whole]
    text = "\n".join(table(counts))
    print(text)
    if arguments.write:
        keep(counts)
        put(PAGE, MARKS, text)


if __name__ == "__main__":
    main()
