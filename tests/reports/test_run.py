"""The run record keeps everything, says what was not exercised and why, and survives being written and read."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest

from listproof.regression.keeping import keep_reports
from listproof.reports import RunFileError, file, from_json, latency, masking, read, run_schema, shape, to_json, write
from listproof.reports.assembling import LONGEST_BODY
from listproof.reports.terminal import render
from listproof.verdicts import Outcome

from . import made


def test_a_written_run_reads_back_equal(tmp_path: Path) -> None:
    """What is written comes back, verdicts, violations and exchanges included."""
    run = made.full_run()
    write(run, tmp_path / "run.json")
    again = read(tmp_path / "run.json")
    assert to_json(again) == to_json(run)
    assert replace(again, outcomes=()) == replace(run, outcomes=())
    assert [type(one) for one in again.outcomes] == [Outcome] * len(run.outcomes)
    found = again.with_verdict("fail")[0].violation
    assert found is not None
    assert found.exchanges == (made.exchange(),)


def test_the_schema_is_sound_and_holds_a_full_run() -> None:
    """run.json keeps to its JSON Schema, which is itself a valid one and covers every field of the record."""
    jsonschema.Draft202012Validator.check_schema(run_schema())
    jsonschema.validate(to_json(made.full_run()), run_schema(), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda v: v.update(started="yesterday"), "$.started"),
        (lambda v: v["outcomes"][0].update(verdict="fine"), "$.outcomes[0].verdict"),
        (lambda v: v["listings"][0]["facts"][0].update(grade="sure"), "$.listings[0].facts[0].grade"),
        (lambda v: v["listings"][0].pop("vendor"), "$.listings[0]"),
    ],
)
def test_an_unsound_record_is_refused_with_its_place(change: Any, place: str) -> None:
    """A record that breaks its schema is refused in one sentence that names the file and the place."""
    value = to_json(made.full_run())
    change(value)
    with pytest.raises(RunFileError) as caught:
        from_json(value, "old.json")
    assert "old.json" in str(caught.value)
    assert f"at {place} " in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is not JSON"),
        ('{"version": 1, "outc', "is not JSON"),
        ("[1, 2]", "has no version"),
        ('{"version": true}', "has no version"),
        ('{"version": 99}', "upgrade listproof"),
        ('{"version": 0}', "no listproof ever wrote"),
        ('{"version": 1}', "no sound run record"),
    ],
)
def test_a_file_that_is_no_run_gets_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    """Corrupt, foreign and newer files are told apart, each in one line that names the file."""
    path = tmp_path / "run.json"
    path.write_text(text)
    with pytest.raises(RunFileError, match=says) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_and_bytes_that_are_no_text_get_one_sentence(tmp_path: Path) -> None:
    """A file that is not there, a folder, and binary data are refused without a traceback."""
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for name in ("missing.json", "binary", "."):
        with pytest.raises(RunFileError, match=r"expected the run\.json"):
            read(tmp_path / name)


def test_a_record_of_version_2_gets_the_fields_that_its_texts_say() -> None:
    """What older records told in texts alone is read out of them once: names, parameters, how it shows, the records that are wrong."""
    value = to_json(made.run())
    told = {
        ("limit.maximum", "HTTP 404: {}"): (("limit",), ("refused",), {}),
        ("name&owner", "3 records, total 8; lost: o-1, o-2 and 3 more"): (("name", "owner"), ("lost",), {"lost": ("o-1", "o-2")}),
        ("planted desc", "3 records, number 1 is o-1 in one answer and o-3 in the other"): (("planted",), ("placed",), {}),
        ("/data/*/name", "3 records, total 8"): (("/data/*/name",), ("counted",), {}),
    }
    failed = next(one for one in value["outcomes"] if one["violation"])
    old = []
    for subject, observed in told:
        violation = {name: one for name, one in failed["violation"].items() if name != "observation"} | {"observed": observed}
        violation["exchanges"] = [{name: part for name, part in one.items() if name != "asked"} for one in violation["exchanges"]]
        old.append({name: one for name, one in failed.items() if name != "about"} | {"subject": subject, "violation": violation})
    outcomes = from_json({**value, "version": 2, "findings": [], "outcomes": old}).outcomes
    for (about, signs, records), outcome in zip(told.values(), outcomes, strict=True):
        assert outcome.violation is not None
        seen = outcome.violation.observation
        assert (outcome.about, seen.status, seen.signs, seen.records) == (about, 200, signs, records)
        assert outcome.violation.exchanges[0].asked == ("limit", "offset", "job_name")


def test_an_older_version_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of an older version goes through the upgrade that its version needs before it is judged."""

    def upgrade(value: dict[str, Any]) -> dict[str, Any]:
        return {**{key: one for key, one in value.items() if key != "target"}, "version": 1, "targets": [value["target"]]}

    monkeypatch.setitem(file._UPGRADES, 0, upgrade)
    old = to_json(made.run())
    old = {**{key: one for key, one in old.items() if key != "targets"}, "version": 0, "target": "elsewhere"}
    assert from_json(old).targets == ("elsewhere",)


def test_writing_is_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that fails half way leaves the old file and nothing beside it."""
    path = tmp_path / "run.json"
    write(made.run(), path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        write(made.full_run(), path)
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["run.json"]


def test_no_spelling_of_a_secret_is_written(tmp_path: Path) -> None:
    """Plain, base64 and percent-encoded secrets are replaced in values and keys, and the record stays readable."""
    secret = made.SECRET + "/+é"
    encoded = base64.b64encode(secret.encode()).decode()
    asked = made.exchange(url=f"http://h/?t={quote(secret, safe='')}")
    leaking = made.violation(observed=f"got {secret} {encoded}", exchanges=(asked,))
    run = made.run([made.outcome("bounds.maximum", "fail", violation=leaking, behaviours={secret: secret})])
    write(run, tmp_path / "run.json", masking([secret]))
    text = (tmp_path / "run.json").read_text()
    for form in (secret, encoded, quote(secret, safe=""), json.dumps(secret)[1:-1]):
        assert form not in text
    assert "***" in text
    assert read(tmp_path / "run.json").outcomes[0].verdict == "fail"


def test_a_secret_that_is_a_word_of_the_format_leaves_the_record_sound(tmp_path: Path) -> None:
    """Masking never touches verdicts and ids, whatever the secret is."""
    write(made.full_run(), tmp_path / "run.json", masking(["inconclusive", "document", made.SLUG]))
    assert read(tmp_path / "run.json").counts["inconclusive"] == 2


def test_a_fact_is_exercised_by_the_laws_that_compared_it() -> None:
    """A fact without a comparison is not exercised, and says why: the law's reason, or that none compared it."""
    listing = made.full_run().listings[0]
    found = {fact.id: fact for fact in listing.facts}
    assert [fact.id for fact in listing.facts] == made.fact_ids()
    assert found["parameters.limit.maximum"].laws == ("bounds.maximum",)
    assert found["parameters.limit.maximum"].exercised
    assert found["filters.cluster_name"].unexercised == "filters.sound: every record has the same cluster_name"
    assert found["filters.namespace_name"].unexercised == "no law of this run compared it"
    assert len(listing.exercised) + len(listing.untestable) + len(listing.unexercised) == len(listing.facts)
    assert "003" in found["parameters.limit.maximum"].place


def test_why_a_fact_was_not_exercised_is_said_by_the_law_that_is_about_the_fewest() -> None:
    """A law of every parameter has its own reasons; where a narrower one ran and did not compare the fact, that is what is said."""
    wide = made.outcome("errors.wrong-credential", "unsupported", reason="the document asks for no credential")
    narrow = made.outcome("filters.sound", "pass", "namespace_name")
    plan = {wide.key: ["filters.cluster_name", "filters.namespace_name"], narrow.key: ["filters.namespace_name"]}
    found = {fact.id: fact.unexercised for fact in made.run([wide, narrow], plan).listings[0].facts}
    assert found["filters.namespace_name"] == "no law of this run compared it"
    assert found["filters.cluster_name"] == "errors.wrong-credential: the document asks for no credential"


def test_a_planned_item_that_never_ran_is_told() -> None:
    """A fact whose law was planned and did not run says so, and the plan's size is kept."""
    run = made.run(planned={f"mock/{made.SLUG}/filters.sound/namespace_name": ["filters.namespace_name"]})
    found = {fact.id: fact for fact in run.listings[0].facts}
    assert found["filters.namespace_name"].unexercised == "filters.sound did not run"
    assert run.planned == 1


def test_long_bodies_are_cut_and_counted() -> None:
    """A body beyond what a report can hold is cut, and what was cut is counted."""
    huge = made.violation(exchanges=(made.exchange(body="x" * (LONGEST_BODY + 5)),))
    kept = made.run([made.outcome("bounds.maximum", "fail", violation=huge)]).outcomes[0].violation
    assert kept is not None
    assert kept.exchanges[0].body.endswith("… (5 more characters)")


def test_latency_is_a_distribution_that_adds_up() -> None:
    """Quantiles come from the buckets, sums of distributions are those of all answers, and none is none."""
    one, two = latency([0.001] * 90 + [0.5] * 10), latency([0.5] * 100)
    median, late = one.quantile(0.5), one.quantile(0.95)
    assert median is not None
    assert 0.001 <= median <= 0.0015
    assert late is not None
    assert 0.5 <= late <= 0.75
    assert (one + two).sample == 200
    assert (one + latency([])).counts == one.counts
    assert latency([]).quantile(0.5) is None
    assert latency([1000.0]).quantile(0.5) == 0.00025 * 2**18


def test_the_shape_tells_types_nulls_absence_formats_and_listed_values() -> None:
    """The observed shape counts what came, documented or not, and keeps values only where the document lists them."""
    some = made.records(4)
    some[0]["create_time"] = None
    del some[1]["image_name"]
    some[2]["surprise"] = "x"
    found = {one.pointer: one for one in shape(made.contract(), some)}
    assert found["/create_time"].null_rate == 0.25
    assert found["/create_time"].formats == {"epoch-milliseconds": 3}
    assert found["/image_name"].absent_rate == 0.25
    assert found["/status"].values == {"Failed": 2, "Running": 2}
    assert found["/name"].values == {}
    assert not found["/surprise"].documented
    assert found["/surprise"].present == 1
    assert found["/match_labels/*/key"].sample == 4


def test_values_are_shown_as_a_person_would_write_them() -> None:
    """Facts read as words, not as reprs of Python."""
    listing = made.run().listings[0]
    found = {fact.id: fact.value for fact in listing.facts}
    assert found["parameters.limit.maximum"] == "200"
    assert found["filters.job_name"].startswith("/name ")
    assert "Choice" not in "".join(found.values())


def test_a_lone_surrogate_of_a_target_stops_no_report(tmp_path: Path) -> None:
    """Text that no file can hold is replaced in every report instead of failing the run at its end."""
    odd = made.violation(observed="\ud800", exchanges=(made.exchange(body='"\udfff"'),))
    run = made.run([made.outcome("bounds.maximum", "fail", violation=odd, behaviours={"x": "\ud800"}, reason="\ud800")])
    keep_reports(run, tmp_path)
    assert read(tmp_path / "run.json").counts["fail"] == 1
    assert "\ud800" not in render(run, False, 80)
