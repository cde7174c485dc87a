"""Allure results of a run: one result for each outcome, with an identity that survives renames, workers and machines."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import allure_commons
import attr
from allure_commons.model2 import Attachment, Label, Link, Parameter, Status, StatusDetails, TestResult

from listproof.contract import Basis
from listproof.contract.visible import visible
from listproof.findings import Finding
from listproof.reports.file import escaped, json_text, seen, write_text
from listproof.reports.headline import because
from listproof.reports.law_texts import law_text
from listproof.reports.masking import MASK, Mask, unmasked
from listproof.reports.places import document_page, fact_page, law_page
from listproof.reports.run import ListingRun, Run, area_of
from listproof.verdicts import Exchange, Outcome, Verdict, Violation

__all__ = ["CATEGORIES", "RESULTS", "AllureIdentity", "httpexchange", "identity", "write_results"]

REDACTED = "__ALLURE_REDACTED__"
"""What Allure shows as a redacted value."""

CATEGORIES: tuple[tuple[str, Verdict], ...] = (
    ("Violation of the document", "fail"),
    ("Inconclusive", "inconclusive"),
    ("Unsupported", "unsupported"),
    ("Waived", "waived"),
    ("Trouble of the suite", "error"),
)
"""The categories of results that are no pass, by the verdict that every result carries as a label."""

_STATUS: Mapping[Verdict, str] = {
    "pass": Status.PASSED, "fail": Status.FAILED, "inconclusive": Status.SKIPPED, "unsupported": Status.SKIPPED,
    "waived": Status.SKIPPED, "error": Status.BROKEN,
}  # fmt: skip
_SEVERITY: Mapping[Basis, str] = {"documented": "critical", "implied": "normal", "convention": "minor"}
_KEY = "listproof"
_LONGEST = 366 * 86_400.0
_OURS = ("*-result.json", "*-container.json", "*-attachment.*", "*-globals.json")
RESULTS = tuple(f"allure-results/{one}" for one in (*_OURS, "environment.properties", "executor.json", "categories.json"))
"""The files of the folder of results that are ours, and that the next run replaces."""

Attach = Callable[[str, str], None]


@attr.define(slots=False)
class _Details(StatusDetails):
    """Status details with the two texts that Allure 3 shows as a diff."""

    expected: str | None = None
    actual: str | None = None


def identity(outcome: Outcome) -> str:
    """The name of a result for all time: made of target, contract, law and subject, and of nothing else."""
    return hashlib.md5(outcome.key.encode(), usedforsecurity=False).hexdigest()


def write_results(run: Run, folder: Path, root: str = "..") -> None:
    """Write a run as a folder of Allure results; results of an earlier run in it are replaced, anything else is left alone.

    `root` leads from the drawn report to the folder of the run's page. Of a run that may hold secrets, give what its masked file says.
    """
    mask, run = _writable(unmasked), seen(run)
    folder.mkdir(parents=True, exist_ok=True)
    for pattern in _OURS:
        for old in folder.glob(pattern):
            old.unlink()
    listings = {listing.key: listing for listing in run.listings}
    told = {key: finding for finding in run.findings for key in (finding.key, *finding.follows)}

    def keep(body: str, file_name: str) -> None:
        (folder / file_name).write_bytes(body.encode("utf-8"))

    at = round(datetime.fromisoformat(run.started.replace("Z", "+00:00")).timestamp() * 1000)
    roots = {finding.key for finding in run.findings}
    for outcome in sorted(run.outcomes, key=lambda one: one.key not in roots):  # Allure shows them by when they began: the root leads
        result = TestResult(uuid=str(uuid.uuid5(uuid.NAMESPACE_URL, f"{run.started}/{outcome.key}")), start=at)
        at += max(1, _milliseconds(outcome.seconds))
        result.stop = at
        listing = listings.get(f"{outcome.target}/{outcome.contract}")
        _fill(result, outcome, listing, root, mask, keep, told.get(outcome.key))
        keep(
            escaped(json.dumps(_masked_result(result, mask), ensure_ascii=False, default=_told_of)),
            result.file_pattern.format(prefix=result.uuid),
        )
    _write_surroundings(run, folder, mask)


def _told_of(part: Any) -> dict[str, Any]:
    """What Allure's files hold of a part of a result: all that is said of it."""
    values = ((name, getattr(part, name)) for name in _names(part.__class__))
    return {name: value for name, value in values if value or value is False}


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in attr.fields(kind))


def _writable(mask: Mask) -> Mask:
    """The mask, and lone surrogates replaced, which a target may send in JSON and no file can hold."""
    return lambda text: mask(text).encode("utf-8", "replace").decode("utf-8")


def _masked_result(result: TestResult, mask: Mask) -> TestResult:
    """The result with every text masked; the objects within it are its own."""
    if result.statusDetails is not None:
        for name in ("message", "trace", "expected", "actual"):
            text = getattr(result.statusDetails, name, None)
            if text:
                setattr(result.statusDetails, name, mask(text))
    for one in (*(result.labels or ()), *(result.parameters or ()), *(result.links or ())):
        for name in ("value", "url", "name"):
            if isinstance(getattr(one, name, None), str):
                setattr(one, name, mask(getattr(one, name)))
    for name in ("name", "description"):
        if isinstance(getattr(result, name, None), str):
            setattr(result, name, mask(getattr(result, name)))
    return result


def _fill(
    result: TestResult, outcome: Outcome, listing: ListingRun | None, root: str, mask: Mask, keep: Callable[..., None],
    finding: Finding | None = None,
) -> None:  # fmt: skip
    """Make a result say what the outcome says. `keep(body=, file_name=)` stores an attachment; `finding` is the cause it stands under."""
    result.name = outcome.law + (f" [{outcome.subject}]" if outcome.subject else "")
    result.fullName = outcome.key
    result.testCaseId = result.historyId = identity(outcome)
    result.titlePath = [outcome.target, outcome.contract, area_of(outcome.law)]
    cause = _cause(outcome, finding) if finding is not None else ""
    said = (cause, outcome.sentence, law_text(outcome.law), _part(listing), *outcome.notes, *_told(outcome))
    result.description = "\n\n".join(filter(None, said))
    result.status = _STATUS[outcome.verdict]
    result.statusDetails = _details(outcome, listing.documents if listing is not None else {})
    result.labels = [Label(name, value) for name, value in _labels(outcome, listing, finding)]
    result.links = [Link("tms", law_page(outcome.law, root), f"law {outcome.law}")]
    if outcome.violation is not None and listing is not None:
        result.links.extend(_places(outcome.violation, listing, root))
    given = (("target", outcome.target), ("contract", outcome.contract), ("subject", outcome.subject))
    result.parameters = [Parameter(name, visible(value), excluded=True) for name, value in given if value]
    result.steps = []
    result.attachments = []
    for place, (name, kind, extension, body) in enumerate(_attachments(outcome)):
        file = f"{uuid.uuid5(uuid.NAMESPACE_URL, f'{result.uuid}/{place}')}-attachment.{extension}"
        keep(body=mask(body), file_name=file)
        result.attachments.append(Attachment(mask(name), file, kind))


def _cause(outcome: Outcome, finding: Finding) -> str:
    """Which finding an outcome stands under: as its root, or because of it."""
    if finding.key == outcome.key:
        more = f", and {because(finding)}" if finding.follows else ""
        return f"Finding {finding.id}{more}. {finding.remedy}"
    return f"Fails because of finding {finding.id}: {' '.join(finding.says.split())}"


def _part(listing: ListingRun | None) -> str:
    """What of the listing was read, where that is not all of it."""
    census = listing.census if listing else None
    return f"Judged on {census.told} records: {census.note}." if census and census.note else ""


def _told(outcome: Outcome) -> Iterator[str]:
    """The facts that were compared and the behaviours that were seen, as text of a description: files of their own would be hundreds."""
    if outcome.compared:
        wide = len(str(max(outcome.compared.values())))
        yield _as_code("Facts compared", (f"{count:>{wide}} × {fact}" for fact, count in outcome.compared.items()))
    if outcome.behaviours:
        seen = ((key, outcome.behaviours[key]) for key in sorted(outcome.behaviours))
        yield _as_code("Behaviours", (f"{key}: {json.dumps(value, ensure_ascii=False, default=str)}" for key, value in seen))


def _as_code(title: str, lines: Iterable[str]) -> str:
    """A block of Markdown in which nothing is markup, whatever a target said."""
    return f"{title}:\n\n" + "\n".join("    " + line.replace("\n", " ") for line in lines)


def _places(violation: Violation, listing: ListingRun, root: str) -> Iterator[Link]:
    """Where the violated fact stands: the vendor's page where the contract gives it, and the fact on the page of the run."""
    document = document_page(listing, violation.source)
    if document:
        yield Link("link", document, str(violation.source))
    yield Link("link", fact_page(listing, violation.fact, root), f"{violation.fact} of {listing.key}: {violation.source}")


def _labels(outcome: Outcome, listing: ListingRun | None, finding: Finding | None) -> Iterator[tuple[str, str]]:
    area = area_of(outcome.law)
    yield "epic", (listing.vendor if listing else "") or outcome.contract
    yield "feature", f"{listing.title} ({outcome.contract})" if listing else outcome.contract
    yield "story", f"✗ {finding.says}" if finding is not None else area
    yield "severity", _SEVERITY[outcome.basis]
    yield "parentSuite", outcome.target
    yield "suite", outcome.contract
    yield "subSuite", area
    yield "package", f"{outcome.contract}.{area}"
    yield "framework", "listproof"
    yield "language", "python"
    yield "layer", "api"
    yield "law", outcome.law
    yield "basis", outcome.basis
    yield "verdict", outcome.verdict
    if outcome.violation is not None:
        yield "fact", outcome.violation.fact
    if finding is not None:
        yield "finding", finding.id


def _details(outcome: Outcome, titles: Mapping[str, str]) -> StatusDetails | None:
    if outcome.violation is not None:
        violation = outcome.violation
        return _Details(
            message=violation.says,
            trace=_in_five_lines(outcome, violation, titles),
            expected=violation.expected,
            actual=violation.observed,
            flaky=violation.intermittent,
            known=outcome.verdict == "waived",
        )
    if outcome.verdict == "pass":
        return None
    return _Details(message=f"{outcome.verdict}: {outcome.reason or 'no reason given'}", known=outcome.verdict == "waived")


def _in_five_lines(outcome: Outcome, violation: Violation, titles: Mapping[str, str]) -> str:
    curl = violation.exchanges[-1].curl if violation.exchanges else "no exchange was kept"
    return "\n".join((
        f"law       {outcome.law}",
        f"fact      {violation.fact} ({violation.source.told(titles)})",
        f"expected  {violation.expected}",
        f"observed  {violation.observed}",
        f"curl      {curl}",
    ))  # fmt: skip


def _attachments(outcome: Outcome) -> Iterator[tuple[str, str, str, str]]:
    violation = outcome.violation
    for place, exchange in enumerate(violation.exchanges if violation else (), 1):
        name = exchange.purpose or f"exchange {place}"
        yield name, "application/vnd.allure.http+json", "httpexchange", json_text(httpexchange(exchange))
    if violation is not None:
        yield "expected and observed", "text/plain", "txt", f"- {violation.expected}\n+ {violation.observed}\n"
        if violation.exchanges:
            yield "curl", "text/plain", "txt", "\n".join(exchange.curl for exchange in violation.exchanges) + "\n"


def _milliseconds(seconds: float) -> int:
    """Seconds of a run, which may be another's and say anything, as what Allure counts; no more than a year."""
    return round(min(max(seconds, 0.0), _LONGEST) * 1000)


def httpexchange(exchange: Exchange) -> dict[str, Any]:
    """An exchange in the form that Allure shows natively, what was masked as its sentinel of redaction."""
    kind = next((value for name, value in exchange.response_headers.items() if name.lower() == "content-type"), "text/plain")
    stop = _milliseconds(exchange.seconds)
    body = exchange.body
    return {
        "schemaVersion": 1,
        "start": 0,
        "stop": stop,
        "request": {
            "method": exchange.method,
            "url": exchange.url.replace(MASK, REDACTED),
            "headers": _pairs(exchange.request_headers),
            "query": [{"name": name, "value": value.replace(MASK, REDACTED)} for name, value in _asked(exchange)],
            **({"body": {"contentType": "application/json", "encoding": "utf8", "value": exchange.sent}} if exchange.sent else {}),
        },
        "response": {
            "status": exchange.status,
            "headers": _pairs(exchange.response_headers),
            "body": {"contentType": kind, "encoding": "utf8", "value": body, "size": len(body.encode("utf-8", "replace"))},
        },
    }


def _asked(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """What a query asks for, as it can be shown; its text may be no address, for a run file comes from anywhere."""
    for name, value in parse_qsl(exchange.url.partition("?")[2], keep_blank_values=True):
        yield visible(name), visible(value)


def _pairs(headers: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "value": value.replace(MASK, REDACTED)} for name, value in headers.items()]


def _write_surroundings(run: Run, folder: Path, mask: Mask) -> None:
    """What Allure shows beside the results: the environment, who ran it, and the categories."""
    about = {"listproof": run.listproof, "seed": run.seed, "targets": ", ".join(run.targets), **run.environment}
    about |= {f"{one.target}.{one.contract}.host": one.host for one in run.listings}
    lines = (f"{_property(str(key))}={_property(str(value))}\n" for key, value in about.items() if value is not None)
    write_text(folder / "environment.properties", mask("".join(lines)))
    write_text(folder / "executor.json", mask(json.dumps(_executor(), indent=1)))
    rules = [{"name": name, "matchedStatuses": [_STATUS[verdict]], **_message(verdict)} for name, verdict in CATEGORIES]
    write_text(folder / "categories.json", json.dumps(rules, indent=1))


def _message(verdict: Verdict) -> dict[str, str]:
    """How older Allure tells verdicts of one status apart: by how the message begins."""
    return {"messageRegex": rf"^{verdict}: [\s\S]*"} if verdict in ("inconclusive", "unsupported", "waived") else {}


def _property(text: str) -> str:
    return visible(text.replace("\n", " ")).replace("\\", "\\\\").replace("=", "\\=")


def _executor() -> dict[str, Any]:
    """Who ran it, from what the usual CI systems say of themselves."""
    get = os.environ.get
    if get("GITHUB_ACTIONS"):
        server, repository, number = get("GITHUB_SERVER_URL", ""), get("GITHUB_REPOSITORY", ""), get("GITHUB_RUN_NUMBER", "0")
        address = f"{server}/{repository}/actions/runs/{get('GITHUB_RUN_ID', '')}"
        return {
            "name": "GitHub Actions", "type": "github", "url": server, "buildOrder": int(number),
            "buildName": f"{get('GITHUB_WORKFLOW', 'run')} #{number}", "buildUrl": address,
        }  # fmt: skip
    if get("GITLAB_CI"):
        number = get("CI_PIPELINE_IID", "0")
        return {
            "name": "GitLab CI", "type": "gitlab", "url": get("CI_SERVER_URL", ""), "buildOrder": int(number),
            "buildName": f"pipeline #{number}", "buildUrl": get("CI_PIPELINE_URL", ""),
        }  # fmt: skip
    return {"name": "listproof", "type": "local"}


class AllureIdentity:
    """Gives the results of `--alluredir`, which pytest names by node ids and reprs, the identity and contents of their outcomes.

    Register one with `allure_commons.plugin_manager`, and call `describe` while the item runs.
    """

    def __init__(self, mask: Mask = unmasked, root: str = "..") -> None:
        self._mask, self._root = _writable(mask), root
        self._told: dict[str, tuple[Outcome, ListingRun | None]] = {}

    def describe(self, outcome: Outcome, listing: ListingRun | None = None) -> None:
        """Say, inside a running item, what its result is about."""
        self._told[outcome.key] = (seen(outcome), listing)
        allure_commons.plugin_manager.hook.add_label(label_type=_KEY, labels=(outcome.key,))

    @allure_commons.hookimpl(tryfirst=True)
    def report_result(self, result: TestResult) -> None:
        """Rewrite a result before anything stores it."""
        key = next((label.value for label in result.labels if label.name == _KEY), None)
        if key in self._told:
            outcome, listing = self._told.pop(key)
            keep = allure_commons.plugin_manager.hook.report_attached_data
            _fill(result, outcome, listing, self._root, self._mask, keep)
        _masked_result(result, self._mask)
