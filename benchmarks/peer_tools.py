"""The tools that are set side by side, each as whoever uses it would call it: a process that asks one server, and what fails there.

All read the same contract. Schemathesis signs by a hook where a contract asks for signatures. Specmatic has no such hook and takes neither
cookies nor header parameters that sign in: its document is the contract's without those, and it asks no listing that only a signature or a
cookie opens.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click
import yaml

from listproof.contract import Contract
from listproof.simulator.targets import auth, entry_of, mock

__all__ = ["CHECKOUT", "Tool", "listproof", "opens_to_specmatic", "schemathesis", "specmatic", "specmatic_command"]

CHECKOUT = Path(__file__).parents[1]
CONFIGURATION = "[phases.coverage]\nunexpected-methods = []\n"
CHECKS = {
    "ServerError": "not_a_server_error", "UndefinedStatusCode": "status_code_conformance", "JsonSchemaError": "response_schema_conformance",
    "MissingContentType": "content_type_conformance", "MalformedMediaType": "content_type_conformance",
    "UndefinedContentType": "content_type_conformance", "MissingHeaders": "response_headers_conformance",
    "AcceptedNegativeData": "negative_data_rejection", "RejectedPositiveData": "positive_data_acceptance", "IgnoredAuth": "ignored_auth",
    "MissingHeaderNotRejected": "missing_required_header", "UnsupportedMethodResponse": "unsupported_method",
}  # fmt: skip
"""The checks of schemathesis by what a failure of each is called in its report."""

Tool = Callable[[Contract, str, Sequence[str]], frozenset[str]]
"""Asks the server of a contract at an address, some checks left out; returns the names of what fails."""


def listproof(contract: Contract, url: str, without: Sequence[str]) -> frozenset[str]:
    """The laws that fail, those that draw included, as a process leaves them in its record."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        table = {**mock(contract, url)}
        table.pop("try_wrong_signature", None)
        lines = [f"[targets.peer.{contract.slug}]", *(entry_of(key, value) for key, value in table.items())]
        (place / "listproof.toml").write_text("\n".join(lines), encoding="utf-8")
        asked = [
            sys.executable, "-m", "listproof", "test", "--target=peer", f"--contract={contract.slug}", f"--reports={place / 'reports'}",
            f"--targets-file={place / 'listproof.toml'}", f"--contracts={Path(contract.file).parents[1]}",
        ]  # fmt: skip
        done = subprocess.run(asked, capture_output=True, text=True, cwd=CHECKOUT, timeout=600)
        record = place / "reports" / "run.json"
        if not record.is_file():
            raise click.ClickException(f"listproof left no record of {contract.slug}: {(done.stderr or done.stdout)[-600:]}")
        return frozenset(one["law"] for one in json.loads(record.read_text())["outcomes"] if one["verdict"] == "fail")


def schemathesis(*options: str, path_given: bool = False) -> Tool:
    """The checks of schemathesis that fail, run with some options; `path_given`: with the values of the path that the server knows."""

    def ask(contract: Contract, url: str, without: Sequence[str]) -> frozenset[str]:
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            given = mock(contract, url).get("path", {}) if path_given else {}
            known = "".join(entry_of(json.dumps(f"path.{name}"), value) + "\n" for name, value in given.items())
            (place / "schemathesis.toml").write_text(CONFIGURATION + (f"[parameters]\n{known}" if known else ""))
            report = place / "report.json"
            command = [
                str(Path(sys.executable).with_name("schemathesis")), "--config-file", str(place / "schemathesis.toml"), "run",
                contract.file, "-u", url, "--report", "json", "--report-json-path", str(report), "--no-color",
                "--generation-database", "none", *_credential(contract), *options,
                *(("--exclude-checks", ",".join(without)) if without else ()),
            ]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT, env=_environment(contract), timeout=3600)
            if not report.is_file():
                raise click.ClickException(f"schemathesis wrote no report for {contract.slug}: {(done.stderr or done.stdout)[-600:]}")
            read = json.loads(report.read_text())
        return frozenset([CHECKS.get(one["type"], one["type"]) for one in read["failures"]] + ["error" for _ in read["errors"]])

    return ask


_PLAIN = ("header", "cookie", "bearer")


def _way(contract: Contract) -> dict[str, Any]:
    """How to sign in with a plain header where that is documented, else the first documented way."""
    plain = next((entry["type"] for entry in contract.sign_in if entry["type"] in _PLAIN), None)
    return auth(contract, plain)


def _credential(contract: Contract) -> list[str]:
    way = _way(contract)
    if way["type"] == "header":
        return ["-H", f"{way['name']}: {way['value']}"]
    if way["type"] == "bearer":
        return ["-H", f"Authorization: Bearer {way['value']}"]
    return ["-H", f"Cookie: {way['name']}={way['value']}"] if way["type"] == "cookie" else []


def _environment(contract: Contract) -> dict[str, str]:
    way = _way(contract)
    if way["type"] in _PLAIN:
        return dict(os.environ)
    signing = json.dumps({"auth": way, "sign_in": list(contract.sign_in)})
    return {**os.environ, "SCHEMATHESIS_HOOKS": "peers_signing", "PYTHONPATH": str(Path(__file__).parent), "LISTPROOF_SIGNING": signing}


_GENERATIVE = {"SPECMATIC_GENERATIVE_TESTS": "true"}
_OPEN = ("header", "bearer", "none")


def specmatic_command() -> str | None:
    """The command `specmatic`, where there is one on the path: `npm install --global specmatic`, and a Java runtime."""
    return shutil.which("specmatic")


def opens_to_specmatic(contract: Contract) -> bool:
    """Whether specmatic can sign in at a listing: with a header, or where nobody signs in."""
    return not contract.sign_in or _way(contract)["type"] in _OPEN


def specmatic(contract: Contract, url: str, without: Sequence[str]) -> frozenset[str]:
    """The names of the tests of specmatic that fail, those that it generates included. Raises ClickException where it leaves no report."""
    command = specmatic_command()
    assert command is not None
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        document, variables = _for_specmatic(contract, url)
        (place / "openapi.yaml").write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), encoding="utf-8")
        asked = [command, "test", "openapi.yaml", f"--testBaseURL={url}", f"--junitReportDir={place / 'junit'}"]
        done = subprocess.run(
            asked, capture_output=True, text=True, cwd=place, env={**os.environ, **_GENERATIVE, **variables}, timeout=3600
        )
        reports = list((place / "junit").glob("*.xml"))
        if not reports:
            raise click.ClickException(f"specmatic left no report of {contract.slug}: {(done.stderr or done.stdout)[-600:]}")
        cases = [case for report in reports for case in ElementTree.parse(report).iter("testcase")]
    failed = {str(case.get("name")) for case in cases if case.find("failure") is not None or case.find("error") is not None}
    return frozenset(failed - set(without))


def _for_specmatic(contract: Contract, url: str) -> tuple[dict[str, Any], dict[str, str]]:
    """A contract as specmatic reads it, with the values of its path that the server knows, and the variables by which it signs in."""
    document: dict[str, Any] = yaml.safe_load(Path(contract.file).read_text(encoding="utf-8"))
    ((_, item),) = document["paths"].items()
    schemes = document.setdefault("components", {}).get("securitySchemes", {})
    kept = {name: one for name, one in schemes.items() if one.get("in") == "header" or one.get("scheme") == "bearer"}
    document["components"]["securitySchemes"], document["security"] = kept, [{name: []} for name in kept]
    known = mock(contract, url).get("path", {})
    for operation in (one for one in item.values() if isinstance(one, dict)):
        operation.pop("security", None)
        names = {one.get("name") for one in kept.values()}
        operation["parameters"] = [one for one in operation.get("parameters", []) if one.get("name") not in names]
        for one in operation["parameters"]:
            if one.get("in") == "path" and one.get("name") in known:
                one["schema"], one["example"] = {"type": one["schema"]["type"], "enum": [known[one["name"]]]}, known[one["name"]]
    way = _way(contract) if contract.sign_in else {}
    return document, {name: str(way.get("value", way.get("token", ""))) for name in kept}
