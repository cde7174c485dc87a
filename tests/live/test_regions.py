"""Many regions are many targets: asked in one run, told apart everywhere, alone or shared among workers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from listproof.contract import load
from listproof.simulator.faults import catalogue
from listproof.simulator.server import start
from listproof.simulator.service import Service

from .live_runs import COC, NEBULA, Finished, entry, run

REGIONS = {"live-a": 61, "live-b": 83}
FAULT, LAW = "filter-ignored:creator", "filters.keeps-what-it-names"


@pytest.fixture(scope="module")
def tables(certificate: tuple[Path, Path]) -> Iterator[str]:
    """Two regions over TLS, each with records of its own; the second ignores a filter, and does not have the other listing."""
    made, key = certificate
    fault = next(one for one in catalogue(load(COC)) if one.id == FAULT)
    services = ([Service(load(slug), REGIONS["live-a"]) for slug in (COC, NEBULA)], [Service(load(COC), REGIONS["live-b"], fault=fault)])
    with start(services[0], certfile=made, keyfile=key) as first, start(services[1], certfile=made, keyfile=key) as second:
        yield "".join(
            entry(load(slug), server.url, verify=str(made)).replace("[targets.live.", f"[targets.{region}.")
            for region, server, slug in (("live-a", first, COC), ("live-a", first, NEBULA), ("live-b", second, COC))
        )


@pytest.fixture(scope="module", params=[(), ("-n", "2")], ids=["alone", "shared"])
def finished(request: pytest.FixtureRequest, tables: str, tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """Both regions asked in one run."""
    if request.param:
        pytest.importorskip("xdist")
    folder = tmp_path_factory.mktemp("regions")
    (folder / "listproof.toml").write_text(tables, encoding="utf-8")
    chosen = (f"--contract={COC}", f"--contract={NEBULA}", "-k", "good_answer or keeps_what_it_names or matches_the_schema", "-vv")
    return run(folder, *(f"--target={region}" for region in REGIONS), *chosen, *request.param)


def test_the_record_tells_regions_apart(finished: Finished) -> None:
    """Each place has its own census, requests, host and outcomes; what a region violates stands under that region alone."""
    assert finished.code == 1, finished.output
    record = finished.record
    assert record["targets"] == list(REGIONS)
    listings = {(one["target"], one["contract"]): one for one in record["listings"]}
    assert {place: one["census"]["records"] for place, one in listings.items()} == {
        ("live-a", COC): 61, ("live-a", NEBULA): 61, ("live-b", COC): 83
    }  # fmt: skip
    assert len({one["host"] for one in listings.values()}) == 2
    assert all(one["requests"] > 3 and one["host"].startswith("https://") for one in listings.values())
    assert {one["target"] for one in record["outcomes"] if one["verdict"] == "fail"} == {"live-b"}
    asked = {one["target"]: {two["law"] for two in record["outcomes"] if two["target"] == one["target"]} for one in record["listings"]}
    assert asked["live-a"] == asked["live-b"]
    assert LAW in asked["live-a"]


def test_what_a_region_does_not_have_is_said(finished: Finished) -> None:
    """A listing without a table in one region is left out there, with the reason, and asked in the other."""
    assert [(one["target"], one["contract"]) for one in finished.record["deselected"]] == [("live-b", NEBULA)]


def test_the_table_tells_regions_apart(finished: Finished) -> None:
    """Every place has a column of its own, and the violation names its region."""
    lines = finished.output.splitlines()
    rule = next(number for number, line in enumerate(lines) if line.startswith("──"))
    heads = " ".join(lines[rule - 6 : rule])
    assert len(re.findall(r"live-a", heads)) == 2
    assert len(re.findall(r"live-b", heads)) == 1
    records = next(line for line in lines if line.startswith("records"))
    assert sorted(records.split()[1:]) == ["61", "61", "83"]
    assert any(LAW in line and "live-b" in line for line in lines)


def test_a_region_is_asked_by_one_worker(finished: Finished) -> None:
    """Shared among workers, the laws of one place run on one of them."""
    ran = re.findall(r"^\[(gw\d)\].* \S+\[(live-\w-(?:huawei|nebula))", finished.output, re.MULTILINE)
    places = {place: {worker for worker, where in ran if where == place} for _, place in ran}
    assert {len(workers) for workers in places.values()} <= {1}
    assert len(places) == (3 if "[gw0]" in finished.output else 0)
