"""A legal server: its pages, filters, order, scopes, refusals and records, asked without a socket."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from listproof.contract import Contract, at, each, load
from listproof.contract.pointer import Absent
from listproof.oracle import Assumptions, KnownRecords, must_and_may
from listproof.simulator.decisions import UnknownReading, decide, open_facts
from listproof.simulator.exchange import Request
from listproof.simulator.seeding.records import Records
from listproof.simulator.service import Service
from listproof.simulator.tables.database import Database, ForeignFile
from listproof.simulator.variants import Variant, variants

NOW = 1_800_000_000.0


def identities(contract: Contract, records: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What tells the records apart, in order."""
    return [tuple(at(record, pointer) for pointer in contract.identity) for record in records]


def test_a_walk_meets_each_record_once(contract: Contract, asker: Any) -> None:
    """Pages together hold as many records as the total says, and none twice."""
    records = asker.records()
    assert len(records) == asker.total() == 257
    assert max(Counter(identities(contract, records)).values()) == 1


def test_records_fit_their_schema(contract: Contract, asker: Any) -> None:
    """Every record and every body is valid by the contract's schemas."""
    record = jsonschema_rs.validator_for(dict(contract.record_schema))
    assert [list(record.iter_errors(one)) for one in asker.records() if not record.is_valid(one)] == []
    assert jsonschema_rs.is_valid(dict(contract.answer_schema), asker.get().json())


def test_the_same_seed_makes_the_same_records(contract: Contract, ask: Any) -> None:
    """Records depend on the seed and the time alone."""
    one, two, other = (ask(Service(contract, 60, seed, clock=lambda: NOW)).records() for seed in (3, 3, 4))
    assert one == two
    assert one != other


def test_equal_times_cross_page_boundaries(contract: Contract, asker: Any) -> None:
    """Some records on both sides of a page boundary were created at the same moment."""
    created = asker.service.made.created
    shown = [at(record, created) for record in asker.records()]
    assert any(shown[place - 1] == shown[place] for place in range(10, len(shown), 10))


def test_every_filter_divides_the_records(contract: Contract, asker: Any) -> None:
    """Each filter that looks at a field has a value that keeps some records and loses others."""
    records = asker.records()
    blind = []
    for one in contract.filters:
        pointer = one.field.absent or next(iter(one.field.all()), None)
        if pointer is None:
            continue
        parameter = contract.parameter(one.name)
        shown = [value for record in records for value in each(record, pointer) if value is not None]
        if parameter.kind == "integer":
            shown = [int(value) for value in shown]
        candidates = parameter.enum or (*sorted(shown, key=str)[:: max(1, len(shown) // 7)], parameter.example)
        counts = {asker.total({one.name: value, **one.needs}) for value in candidates if value not in (None, "")}
        if not any(0 < count < 257 for count in counts):
            blind.append(one.name)
    assert blind == []


def test_enum_values_come_in_different_frequencies(contract: Contract, asker: Any) -> None:
    """Every documented value of a field is shown, and not all equally often."""
    records = asker.records()
    for field in contract.fields:
        if field.within and "*" not in field.within and field.enum:
            counts = Counter(at(record, field.within) for record in records)
            assert set(field.enum) <= set(counts), field.pointer
            assert len(set(counts.values())) > 1, field.pointer


def test_filters_keep_what_the_document_says(contract: Contract, asker: Any, probe: Any) -> None:
    """Every answer holds all that every reading keeps, and nothing that none keeps."""
    keeps(contract, asker, probe, [None], every=3)


@pytest.mark.slow
def test_filters_keep_it_whichever_reading_is_taken(contract: Contract, asker: Any, probe: Any) -> None:
    """So do the answers of a server that takes the open readings otherwise."""
    others = [v for v in variants(contract) if v.id.startswith(("matching:", "reading:filters", "reading:folding"))]
    keeps(contract, asker, probe, others, every=23)


def keeps(contract: Contract, asker: Any, probe: Any, served: Sequence[Variant | None], *, every: int) -> None:
    """Ask servers with these variants every so many of the probing questions that filter, and hold the answers to the oracle's readings."""
    service = asker.service
    table = KnownRecords(asker.records())
    names = identities(contract, table.records)
    filters = {one.name: one for one in contract.filters}
    paging = {contract.pages.parameter, contract.pages.size.parameter}
    widest = int(contract.parameter(contract.pages.size.parameter).maximum or 0)
    probes = [one.query for one in probe(contract, table.records) if one.sign_in == "right" and one.scope == "main"]
    queries = [{name: value for name, value in query.items() if name not in paging} for query in probes if set(query) & set(filters)]
    for variant in served:
        server = type(asker)(service.like(variant=variant), always=asker.needed())
        for query in queries[::every]:
            if server.get(query).status_code != 200:
                continue
            now = service.now()
            asked = {name: value for name, value in {**contract.base, **query}.items() if value is not None}
            must, may = must_and_may(contract, asked, table, Assumptions((now - 60_000.0, float(now))))
            kept = set(identities(contract, server.records(query, size=widest)))
            assert {names[place] for place in must} <= kept, (variant, query)
            if not any(filters[name].widens for name in query if name in filters):
                assert kept <= {names[place] for place in may}, (variant, query)


def test_order_is_kept_across_pages(contract: Contract, asker: Any) -> None:
    """Records come sorted by each key, both ways, through all pages."""
    if contract.order is None:
        pytest.skip("the document names no order")
    order = contract.order
    for key in order.keys:
        by = {} if order.by is None else {order.by: key.name}
        runs = {}
        for direction in ("asc", "desc"):
            shown = [at(record, key.field) for record in asker.records({**by, str(order.direction): direction})]
            runs[direction] = [value for value in shown if not isinstance(value, Absent) and value is not None]
            assert len(shown) == 257
        assert runs["asc"] == sorted(runs["asc"])
        assert runs["desc"] == sorted(runs["asc"], reverse=True)


def test_scopes_do_not_mix(contract: Contract, asker: Any) -> None:
    """The second scope has records of its own, the foreign one is refused, an unknown one is empty."""
    if not contract.scopes:
        pytest.skip("the path names no scope")
    service = asker.service
    main, second = asker.records(), asker.records(scope=service.scopes.second)
    assert len(second) > 10
    assert not set(identities(contract, main)) & set(identities(contract, second))
    unknown = "999999" if service.scopes.main.isdigit() else "unheard-of"
    assert asker.get(scope=service.scopes.foreign).status_code in (400, 403, 404)
    assert asker.records(scope=unknown) == []


def test_refusals_have_the_documented_body(contract: Contract, asker: Any) -> None:
    """A bad parameter, a missing credential and a wrong one get the body that the contract documents."""
    error = jsonschema_rs.validator_for(dict(contract.error_schema))
    forms = {form.kind: form for form in contract.errors}
    for kind, answer in (
        ("bad-parameter", asker.get({contract.pages.size.parameter: "many"})),
        ("no-credential", asker.get(sign_in="none")),
        ("wrong-credential", asker.get(sign_in="wrong")),
    ):
        assert answer.status_code == forms[kind].status, answer.text
        assert error.is_valid(answer.json()), answer.text


def test_other_methods_and_paths_are_refused(contract: Contract, asker: Any) -> None:
    """Only GET of the contract's path is answered."""
    path = asker.get().request.url.raw_path.decode().partition("?")[0]
    for method, target, status in (("DELETE", path, 405), ("HEAD", path, 405), ("GET", "/nothing/here", 404)):
        answer = asker.service.answer(Request(method, target))
        assert answer.status in (status, 400), (method, target)


def test_bounds_can_be_clamped(contract: Contract, ask: Any) -> None:
    """With bounds=clamp a size outside its bounds is brought inside instead of refused."""
    size = contract.parameter(contract.pages.size.parameter)
    if size.maximum is None:
        pytest.skip("no bound is documented")
    query = {size.name: int(size.maximum) + 1}
    assert ask(Service(contract)).get(query).status_code == 400
    answer = ask(Service(contract, readings={"bounds": "clamp"})).get(query)
    assert len(next(each(answer.json(), contract.records))) == size.maximum


def test_every_open_reading_can_be_taken(contract: Contract, ask: Any) -> None:
    """Each reading of each open fact makes a server that answers, refuses, or asks for another credential."""
    service = Service(contract, 40)
    for fact, readings in open_facts(contract).items():
        for reading in readings:
            store: dict[str, Any] = {"store": service.store, "made": service.made} if not fact.startswith("disputes.") else {}
            answer = ask(Service(contract, 40, readings={fact: reading}, **store)).get()
            assert answer.status_code in (200, 401), (fact, reading, answer.text)


def test_an_unknown_reading_is_told() -> None:
    """A reading that is not open is refused with the readings that are."""
    contract = load("huawei-hss-kubernetes-jobs")
    with pytest.raises(UnknownReading, match="expected one of"):
        decide(contract, {"filters.job_name": "backwards"})
    with pytest.raises(UnknownReading, match="no open fact"):
        decide(contract, {"filters.nothing": "equals"})


def test_a_dispute_shows_in_the_answers(ask: Any) -> None:
    """The reading chosen for a dispute is the one that answers show."""
    contract = load("huawei-coc-documents")
    text = ask(Service(contract, 20, readings={"disputes.create-time-type": "text"})).records()
    assert {type(record["create_time"]) for record in text} == {str}
    contract = load("nebula-explorer-workflow-jobs")
    shown = ask(Service(contract, 20, readings={"disputes.tasks": "every job has tasks, null in the example"})).records()
    assert all("tasks" in record for record in shown)


def test_records_are_kept_in_a_file(tmp_path: Path, ask: Any) -> None:
    """A database file is used again for the same records, and made anew for others."""
    contract = load("huawei-coc-documents")
    file = tmp_path / "records.sqlite"
    first = ask(Service(contract, 50, file=file, clock=lambda: NOW)).records()
    stamp = file.stat().st_mtime_ns
    again = ask(Service(contract, 50, file=file, clock=lambda: NOW + 60)).records()
    assert first == again
    assert file.stat().st_mtime_ns == stamp
    assert len(ask(Service(contract, 51, file=file, clock=lambda: NOW)).records()) == 51


def test_a_foreign_file_is_left_alone(tmp_path: Path) -> None:
    """A file that is no database of ours is refused and not overwritten."""
    file = tmp_path / "precious.txt"
    file.write_text("precious")
    with pytest.raises(ForeignFile, match=r"precious\.txt is no database of listproof"):
        Service(load("huawei-coc-documents"), file=file)
    assert file.read_text() == "precious"


def test_many_records_serve_well(ask: Any) -> None:
    """Of 20000 records a page costs the database no more than fifty steps for each record on it, however deep it lies."""
    service = Service(load("huawei-hss-kubernetes-jobs"), 20_000)
    asker, steps = ask(service), Counter[int]()
    for offset in range(0, 20_000, 1999):
        service.store.connection.set_progress_handler(lambda: steps.update([offset]), 10)  # noqa: B023
        assert asker.get({"limit": 200, "offset": offset, "job_name": "test"}).status_code == 200
    assert 0 < max(steps.values()) * 10 < 50 * 200


def test_identities_stay_unique_among_many() -> None:
    """No two of 30000 records share an identity."""
    contract = load("huawei-hss-kubernetes-jobs")
    made = Records(contract, decide(contract), 0, int(NOW * 1000))
    store = Database.filled(made, [("one", 30_000)])
    names = "/name", "/namespace_name", "/cluster_name"
    picked = ", ".join(next(c.name for c in store.columns if c.pointer == pointer and c.form == "text") for pointer in names)
    assert store.rows(f"SELECT count(*) FROM (SELECT DISTINCT {picked} FROM records)")[0][0] == 30_000
