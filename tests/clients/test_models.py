"""The models of the vendors' official clients against the contracts: every difference is known, and stands in docs/clients.md.

Needs the clients: pip install -e '.[clients]'.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from listproof.contract import Contract, load, load_all

pytestmark = pytest.mark.clients

Types = Mapping[str, str]
"""Names on the wire with their JSON types; `any` where a model says nothing."""

JSON_TYPES = {"str": "string", "int": "integer", "long": "integer", "bool": "boolean", "float": "number", "object": "any"}


def _module(name: str) -> ModuleType:
    module: ModuleType = pytest.importorskip(name, reason="pip install -e '.[clients]'")
    return module


def _json_type(annotation: str) -> str:
    if annotation.startswith(("list[", "List[")):
        return "array"
    if annotation.startswith(("dict(", "Dict[")):
        return "object"
    return JSON_TYPES.get(annotation, "object")


def _huawei(model: Any) -> Types:
    """Names and types of a model of Huawei's clients."""
    return {model.attribute_map[name]: _json_type(kind) for name, kind in model.openapi_types.items()}


class _Value(str):
    """Any value of any type, that a model of Alibaba's client writes out as it is."""

    def to_map(self) -> _Value:
        return self


def _alibaba(model: Any) -> Types:
    """Names and types of a model of Alibaba's client: the annotations, with the names that it writes."""
    found: dict[str, str] = {}
    for name, parameter in inspect.signature(model.__init__).parameters.items():
        if name == "self":
            continue
        kind = _json_type(str(parameter.annotation))
        made = model(**{name: [_Value("x")] if kind == "array" else _Value("x")}).to_map()
        wire = [key for key, value in made.items() if value not in ([], None)]
        assert len(wire) == 1, (name, made)
        found[wire[0]] = kind
    return found


def _stated(schema: Mapping[str, Any]) -> set[str]:
    kind = schema.get("type", "any")
    return {kind} if isinstance(kind, str) else set(kind)


def _differences(prefix: str, theirs: Types, ours: Mapping[str, set[str]]) -> dict[str, str]:
    """What one side has and the other lacks, and types that do not agree."""
    found = {f"{prefix}{name}": "only the client has it" for name in theirs.keys() - ours.keys()}
    found |= {f"{prefix}{name}": "only the contract has it" for name in ours.keys() - theirs.keys()}
    for name in theirs.keys() & ours.keys():
        if theirs[name] != "any" and ours[name] != {theirs[name]}:
            found[f"{prefix}{name}"] = f"{theirs[name]} in the client, {' or '.join(sorted(ours[name]))} in the contract"
    return found


def _parameters(contract: Contract) -> Mapping[str, set[str]]:
    return {one.name: _stated(one.schema) for one in contract.parameters if one.place == "query" and one.carrier is None}


def _fields(contract: Contract, start: str) -> Mapping[str, set[str]]:
    """The fields directly below a pointer."""
    direct = [one for one in contract.fields if re.fullmatch(re.escape(start) + r"/[^/*]+", one.pointer)]
    return {one.pointer.rpartition("/")[2]: _stated(one.schema) for one in direct}


def _all(contract: Contract, request: Types, parts: Iterable[tuple[str, Types]]) -> dict[str, str]:
    found = _differences("parameters.", request, _parameters(contract))
    for start, types in parts:
        found |= _differences(f"fields.{start}/", types, _fields(contract, start))
    return found


def coc() -> dict[str, str]:
    """Differences of huaweicloudsdkcoc, whose answer is an object without a model."""
    models = _module("huaweicloudsdkcoc.v1")
    assert _huawei(models.ListDocumentsResponse) == {"body": "any"}
    return _all(load("huawei-coc-documents"), _huawei(models.ListDocumentsRequest), [])


def hss() -> dict[str, str]:
    """Differences of huaweicloudsdkhss."""
    models = _module("huaweicloudsdkhss.v5")
    parts = [
        ("", _huawei(models.ListK8sJobsResponse)),
        ("/job_info_list/*", _huawei(models.ServerlessJobInfo)),
        ("/job_info_list/*/match_labels/*", _huawei(models.LabelInfo)),
    ]
    return _all(load("huawei-hss-kubernetes-jobs"), _huawei(models.ListK8sJobsRequest), parts)


def dlc() -> dict[str, str]:
    """Differences of alibabacloud_pai_dlc20201203."""
    models = _module("alibabacloud_pai_dlc20201203.models")
    parts = [("", _alibaba(models.ListJobsResponseBody)), ("/Jobs/*", _alibaba(models.JobItem))]
    return _all(load("alibaba-pai-dlc-jobs"), _alibaba(models.ListJobsRequest), parts)


KNOWN = {
    coc: {
        "parameters.offset": "string in the client, integer or string in the contract",
    },
    hss: {},
    dlc: {
        "parameters.Description": "only the client has it",
        "parameters.ResourceIds": "only the client has it",
    },
}


@pytest.mark.parametrize("client", KNOWN, ids=lambda client: client.__name__)
def test_every_difference_is_known(client: Any) -> None:
    """A client's parameters, fields and types are the contract's, but for the differences that docs/clients.md lists."""
    assert client() == KNOWN[client]


def test_every_difference_is_told() -> None:
    """docs/clients.md names each difference with both sides."""
    page = (Path(__file__).parents[2] / "docs" / "clients.md").read_text(encoding="utf-8")
    for differences in KNOWN.values():
        for fact, words in differences.items():
            assert re.search(rf"^\|[^|]*\| `{re.escape(fact)}` \| {re.escape(words)} \|", page, re.MULTILINE), fact


def test_every_difference_became_a_dispute_or_is_none() -> None:
    """A difference of which both sources speak names the dispute that it became; on the others the document is silent, and that is said."""
    page = (Path(__file__).parents[2] / "docs" / "clients.md").read_text(encoding="utf-8")
    disputes = {dispute.id: dispute for contract in load_all() for dispute in contract.disputes}
    named = re.findall(r"dispute `([^`]+)`", page)
    assert named
    assert set(named) <= set(disputes)
    for differences in KNOWN.values():
        for fact in differences:
            row = next(line for line in page.splitlines() if f"| `{fact}` |" in line)
            if "no dispute, for the document is silent" in row:
                assert differences[fact] == "only the client has it", row
                continue
            became = re.findall(r"dispute `([^`]+)`", row)
            assert len(became) == 1, row
            dispute = disputes[became[0]]
            name = fact.rpartition(".")[2].rpartition("/")[2]
            assert any(name in about for about in dispute.about) or name in repr(dispute.readings), (fact, dispute)


def test_the_request_of_each_client_is_the_contracts() -> None:
    """Method and path that a client asks are the contract's."""
    info = _module("huaweicloudsdkcoc.v1").CocClient._list_documents_http_info(_module("huaweicloudsdkcoc.v1").ListDocumentsRequest())
    assert (info["method"], info["resource_path"]) == ("GET", load("huawei-coc-documents").path)
    info = _module("huaweicloudsdkhss.v5").HssClient._list_k8s_jobs_http_info(_module("huaweicloudsdkhss.v5").ListK8sJobsRequest())
    assert (info["method"], info["resource_path"]) == ("GET", load("huawei-hss-kubernetes-jobs").path)
    source = inspect.getsource(importlib.import_module("alibabacloud_pai_dlc20201203.client").Client.list_jobs_with_options)
    contract = load("alibaba-pai-dlc-jobs")
    entry = contract.sign_in[0]
    assert all(f"'{word}'" in source for word in ("GET", contract.path, entry["action"], entry["version"]))
