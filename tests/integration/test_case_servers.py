"""Small servers that lie in places in which laws once looked past them: the good one of each pair is in peace, the bad one is named.

They lie beside the checkout, with contracts in older words, which are put into those of today here; elsewhere there is nothing to try.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from listproof.contract import facts, load, shown
from listproof.contract.lint import lint_file
from listproof.evidence import Store
from listproof.findings import causes
from listproof.laws import judge
from listproof.proof.suite import laws, plan
from listproof.transport import Session, Target

CASES = Path(__file__).parents[2] / ".." / "shared" / "cases"
SERVERS = CASES / "servers"
SOURCE = {"document": "page", "table": "Parameters", "row": "a row", "grade": "document"}
Document = dict[str, Any]

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SERVERS.is_dir(), reason="needs the cases beside the checkout")]


def _sourced(document: Document, *names: str) -> None:
    document["x-listing"]["sources"].update(dict.fromkeys(names, SOURCE))


def _minus_sort(document: Document) -> None:
    keys = {"created": {"field": "/created", "as": "time"}, "size": {"field": "/size", "as": "number"}}
    order = {"by": "sort", "direction": {"prefix": "-"}, "keys": keys, "default": ["created", "asc"]}
    document["x-listing"]["order"] = order


def _several_keys(document: Document) -> None:
    kinds = {"status": "text", "created": "time", "size": "number"}
    keys = {name: {"field": f"/{name}", "as": kind} for name, kind in kinds.items()}
    default = [["status", "asc"], ["created", "asc"]]
    document["x-listing"]["order"] = {"by": "sort", "separator": ",", "keys": keys, "default": default}
    operation = next(iter(document["paths"].values()))["get"]
    next(one for one in operation["parameters"] if one["name"] == "sort")["schema"] = {"type": "string"}
    _sourced(document, "order.default", "order.by", "order.several", *(f"order.keys.{name}" for name in kinds))


def _fields(document: Document) -> None:
    document["x-listing"]["projects"] = {"fields": {"chosen": True, "separator": ",", "always": ["/id"]}}


def _not_filter(document: Document) -> None:
    document["x-listing"]["filters"]["not_owner"] = {"field": "/owner", "matches": "not-equals", "nulls": "kept"}


def _has_more(document: Document) -> None:
    document["x-listing"]["pages"]["offset"]["end"] = {"/has_more": False}


def _next_link(document: Document) -> None:
    document["x-listing"]["pages"]["offset"].update({"next": {"at": "/next", "as": "link"}, "end": "null"})


def _page_count(document: Document) -> None:
    document["x-listing"]["total"]["pages"] = "/page_count"
    _sourced(document, "total.pages")


def _total_header(document: Document) -> None:
    document["x-listing"]["total"] = {"at": {"header": "X-Total-Count"}, "counts": "matching"}
    _sourced(document, "total", "total.counts")


def _as_it_is(document: Document) -> None:
    """Its words are those of today."""


PAIRS: Mapping[str, tuple[Callable[[Document], None], str]] = {
    "below-minimum": (_as_it_is, "min_size="),
    "fields": (_fields, "fields"),
    "has-more": (_has_more, "has_more"),
    "minus-sort": (_minus_sort, "sort"),
    "next-link": (_next_link, "next"),
    "no-direction": (_as_it_is, "size"),
    "not-filter": (_not_filter, "not_owner"),
    "page-count": (_page_count, "number of pages"),
    "repeated": (_as_it_is, "status"),
    "several-keys": (_several_keys, "equal by the first key"),
    "size-outside": (_as_it_is, "page size of 101"),
    "total-header": (_total_header, "total"),
}
"""What makes the contract of each pair one of today's words, and what the finding of the bad server names."""
FAULTS = (
    "loop", "repeat", "lost", "filter-dropped", "bad-token-first-page", "extra-empty", "no-last-next", "two-meanings", "foreign",
    "short-end", "total-page",
)  # fmt: skip


def _cursor_document() -> Document:
    """The orchards whose pages lead to one another by tokens."""
    document: Document = yaml.safe_load((CASES / "contracts" / "m00-orchards" / "openapi.yaml").read_text("utf-8"))
    operation = next(iter(document["paths"].values()))["get"]
    operation["parameters"] = [one for one in operation["parameters"] if one["name"] != "offset"]
    operation["parameters"].append(
        {"name": "page_token", "in": "query", "required": False, "schema": {"type": "string"}, "x-source": {**SOURCE, "row": "page_token"}}
    )
    answer = document["components"]["schemas"]["Answer"]
    answer["properties"]["next_page_token"] = {"type": "string", "x-source": SOURCE}
    answer["required"].append("next_page_token")
    operation["responses"]["200"]["content"]["application/json"]["examples"]["documented"]["value"]["next_page_token"] = ""
    cursor = {"parameter": "page_token", "next": "/next_page_token", "end": "blank", "made-up": "refused", "elsewhere": "refused"}
    listing = document["x-listing"]
    listing["pages"] = {"cursor": cursor, "size": {"parameter": "limit", "means": "exactly", "safe": 100}}
    listing["filters"]["name"]["matches"] = "equals"
    for name in ("no-credential", "wrong-credential"):
        listing["errors"][name]["body"]["message"] = "No token."
    _sourced(document, "pages.next", "pages.end", "pages.made-up", "pages.elsewhere")
    return document


@contextmanager
def _served(script: Path, *arguments: str) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, str(script), str(port), *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
            except OSError:
                time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _found(document: Document, slug: str, folder: Path, token: str, script: Path, *arguments: str) -> list[str]:
    """What a run tells of a server: the reason of the first failure of each cause, with its law."""
    place = folder / slug
    place.mkdir(exist_ok=True)
    (place / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), encoding="utf-8")
    assert [str(one) for one in lint_file(place / "openapi.yaml", slug).mistakes] == []
    contract = load(slug, folder)
    with _served(script, *arguments) as url:
        auth = {"type": "header", "name": "X-Token", "value": token} if token else {"type": "none"}
        session = Session(Target("live", slug, base_url=url, auth=auth), contract.sign_in)
        try:
            told = [judge(law, store, subject) for store in [Store(contract, session)] for law, subject in plan(contract, laws())]
        finally:
            session.close()
    assert [f"{one.law}: {one.reason}" for one in told if one.verdict == "error"] == []
    values = {fact.id: shown(fact.value) for fact in facts(contract)}
    return [f"{cause.root.law}: {cause.root.reason}" for cause in causes(told, values, {})]


@pytest.mark.parametrize("name", PAIRS)
def test_the_good_is_in_peace_and_the_bad_is_named(name: str, tmp_path: Path) -> None:
    """Of the bad server one finding is told, which names what is wrong."""
    change, named = PAIRS[name]
    document: Document = yaml.safe_load((SERVERS / name / "contracts" / name / "openapi.yaml").read_text("utf-8"))
    change(document)
    script, token = SERVERS / name / "server.py", "pear-and-plum-2026"
    assert _found(document, name, tmp_path, token, script, "good") == []
    (finding,) = _found(document, name, tmp_path, token, script, "bad")
    assert named in finding


@pytest.mark.parametrize("fault", ["none", *FAULTS])
def test_a_cursor_that_lies_is_told_once(fault: str, tmp_path: Path) -> None:
    """And one that does not is left in peace."""
    found = _found(_cursor_document(), "orchards", tmp_path, "t0ken-of-the-owner", SERVERS / "cursor_orchards.py", fault)
    assert len(found) == (fault != "none"), found
