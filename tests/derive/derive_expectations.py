"""The facts that a person read on a page (`*.facts.yaml`), looked up in what `listproof derive` made of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from listproof.derive import Description, contradictions, derive, openapi, remarks
from listproof.derive.comparing.facts import facts_of

MISSING = "missing"
SUFFIXES = (".html", ".txt", ".md", ".rst")


def pages(folder: Path) -> list[Path]:
    """The pages of a folder that have facts beside them."""
    return sorted(path.with_name(path.name.replace(".facts.yaml", suffix)) for path in folder.glob("*.facts.yaml")
                  for suffix in SUFFIXES if path.with_name(path.name.replace(".facts.yaml", suffix)).exists())  # fmt: skip


def expected(page: Path) -> Mapping[str, Any]:
    """The facts of a page."""
    stem = page.name.removesuffix(page.suffix)
    facts: Mapping[str, Any] = yaml.safe_load(page.with_name(f"{stem}.facts.yaml").read_text(encoding="utf-8"))
    return facts


def misses(page: Path) -> tuple[int, list[str]]:
    """How many facts a page has, and those that were not found, with what was found instead."""
    said = derive(page)
    contract = openapi(said)
    facts = {fact: stated.value for fact, stated in facts_of(contract).stated.items()}
    wanted = expected(page)
    found = {fact: _found(fact, facts, contract, said) for fact in wanted}
    wrong = [fact for fact, value in wanted.items() if not _equal(value, found[fact], subset=fact in ("contradictions", "remarks"))]
    return len(wanted), [f"{fact}: {wanted[fact]!r}, found {found[fact]!r}" for fact in wrong]


def _equal(wanted: Any, found: Any, subset: bool = False) -> bool:
    if subset:
        return set(wanted) <= set(found)
    if wanted is None:
        return found in (None, MISSING)
    if isinstance(found, tuple):
        found = list(found)
    if isinstance(wanted, list) and isinstance(found, list):
        return (
            sorted(map(str, wanted)) == sorted(map(str, found)) if len(wanted) > 2 else [str(x) for x in wanted] == [str(x) for x in found]
        )
    if isinstance(found, list):
        return wanted in found
    return bool(wanted == found)


def _found(fact: str, facts: Mapping[str, Any], contract: Mapping[str, Any], said: Description) -> Any:
    listing = contract["x-listing"]
    if fact == "dialect":
        return said.dialect
    if fact == "example.records":
        return _length(facts.get("example"), listing.get("records", ""))
    if fact == "contradictions":
        return sorted(one.kind for one in contradictions(said))
    if fact == "remarks":
        return sorted(one.kind for one in remarks(said))
    if fact == "unread.names":
        return sum("row" in one.what for one in said.unread)
    if fact.startswith("errors."):
        _, status, what = fact.split(".")
        if what == "fields":
            return [item.name for item in said.errors.get(int(status), ())] or list(_error_example(said, int(status)) or ())
        if what == "codes":
            return [one.code for one in said.error_codes if one.status == int(status)]
        return _error_example(said, int(status))
    if fact.startswith("filters."):
        name, _, what = fact.removeprefix("filters.").rpartition(".")
        one = listing["filters"].get(name, {})
        return _kind(one) if what == "kind" else one.get(what, MISSING)
    if fact in ("records", "success", "identity", "close"):
        return listing.get(fact, MISSING)
    if fact == "total":
        return listing.get("total", {}).get("at", MISSING)
    if fact == "size":
        return listing.get("pages", {}).get("size", {}).get("parameter", MISSING)
    if fact.startswith("pages."):
        return listing.get("pages", {}).get(fact.removeprefix("pages."), {}).get("parameter", MISSING)
    if fact.startswith("order."):
        order = listing.get("order")
        return order.get(fact.removeprefix("order."), MISSING) if isinstance(order, dict) else MISSING
    if fact.startswith("scope."):
        return fact.removeprefix("scope.") in listing.get("scope", {})
    return facts.get(fact, MISSING)


def _error_example(said: Description, status: int) -> Any:
    return next((one.value for one in said.examples if one.status == status), None)


def _length(example: Any, pointer: str) -> Any:
    for step in pointer.strip("/").split("/"):
        example = example.get(step) if isinstance(example, dict) else None
    return len(example) if isinstance(example, list) else MISSING


def _kind(one: Mapping[str, Any]) -> str:
    matches = one.get("matches")
    first = matches[0] if isinstance(matches, list) else matches
    if first in ("contains", "contains-any-case") or (isinstance(matches, list) and "contains" in matches and "equals" not in matches):
        return "fuzzy"
    return {"equals": "exact", "from": "from", "until": "until", "minimum": "from", "maximum": "until"}.get(str(first), str(first))
