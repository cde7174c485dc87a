"""Platform for AI, Deep Learning Containers, as the page of ListJobs describes it: GET /api/v1/jobs."""

from __future__ import annotations

import datetime
import json
import re
import uuid
from collections.abc import Callable, Mapping
from functools import partial
from operator import itemgetter
from typing import Any

from .serving import whole

KEY = "LTAIexample"
DAY = datetime.timedelta(days=1)
TYPES = ("TFJob", "PyTorchJob", "XGBoostJob", "OneFlowJob", "ElasticBatchJob")
STATES = (
    "Creating", "Queuing", "Bidding", "EnvPreparing", "SanityChecking", "Running", "Restarting", "Stopping", "SucceededReserving",
    "FailedReserving", "Succeeded", "Failed", "Stopped",
)  # fmt: skip
NAMES = ("tf-mnist-test", "test", "TEST", "Job-Test", "job_test", "训练 resnet", "eval+export", "a.b", "100%")
KEYS = ("GmtCreateTime", "GmtFinishTime", "DisplayName", "JobType", "Status")
NOW = datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def _written(moment: datetime.datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _job(number: int) -> dict[str, Any]:
    created = NOW - datetime.timedelta(hours=2 + number * 2, seconds=number % 3)
    job = {
        "JobId": f"dlc{number:05d}abc",
        "DisplayName": NAMES[number % len(NAMES)] + ("" if number % 2 else f"-{number}"),
        "JobType": TYPES[number % 5],
        "Status": STATES[number % 13],
        "GmtCreateTime": _written(created),
        "WorkspaceId": ("14411", "14412")[number % 2],
        "ResourceId": f"r{number % 3}00",
        "UserId": f"20{number % 4}5",
        "Username": ("tester", "Tester-2", "ops")[number % 3],
        "ResourceQuotaName": ("quota-a", "quota-b")[number // 2 % 2],
        "Accessibility": ("PRIVATE", "PUBLIC")[number // 3 % 2],
        "RequestGPU": str(number % 9),
        "ReasonMessage": ("OOM killed", "node lost", "内存不足", "stopped by user")[number % 4],
        "UserCommand": ("python train.py", "bash run.sh")[number % 2],
        "JobSpecs": [{"Type": "Worker", "Image": ("registry/pytorch:2.1", "registry/tensorflow:2.11")[number % 2], "PodCount": 1}],
        "TemplateId": f"tml{number % 3}",
        "Settings": {
            "Tags": ({"team": "a"}, {"team": "a", "env": "prod"}, {"env": "prod"}, {})[number % 4],
            "BusinessUserId": f"16{number % 3}",
            "Caller": ("local", "console")[number % 2],
            "PipelineId": f"flow-{number % 4}",
        },
    }
    if STATES[number % 13] in ("Succeeded", "Failed", "Stopped"):
        job["GmtFinishTime"] = _written(created + datetime.timedelta(minutes=7 + number % 50))
    return job


JOBS = [_job(number) for number in range(201)]
HIDDEN = {
    "OversoldInfo": ("ForbiddenQuotaOverSold", "ForceQuotaOverSold", "AcceptQuotaOverSold-true", "AcceptQuotaOverSold-false"),
    "PaymentType": ("PrePaid", "Spot", "PostPaid"),
    "EnableAssignNode": ("true", "false"),
}  # fmt: skip
PLAIN = ("JobType", "Status", "WorkspaceId", "ResourceId", "Accessibility", "TemplateId")


def _setting(name: str, job: Mapping[str, Any]) -> Any:
    return job["Settings"][name]


FIELDS: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    **{name: itemgetter(name) for name in PLAIN},
    **{name: partial(_setting, name) for name in ("BusinessUserId", "Caller", "PipelineId")},
    "UserIdForFilter": lambda job: job["UserId"],
}
PARTS = {"DisplayName": "DisplayName", "Username": "Username", "ResourceQuotaName": "ResourceQuotaName"}
WORDS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "ReasonSearch": lambda job: job["ReasonMessage"],
    "UserCommandSearch": lambda job: job["UserCommand"],
    "ImageSearch": lambda job: job["JobSpecs"][0]["Image"],
}
LISTS = {"JobType": TYPES, "Status": STATES, "Accessibility": ("PUBLIC", "PRIVATE"), "SortBy": KEYS, "Order": ("asc", "desc"), **HIDDEN}


def listing(path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, Any]:
    """Jobs of the last seven days unless StartTime says otherwise, newest first unless SortBy and Order do."""
    signed = re.match(r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=[^,]+,Signature=[0-9a-f]{64}$", headers.get("authorization", ""))
    if signed is None:
        return 400, _error("MissingAuthorization", "Authorization is mandatory for this action.")
    if signed[1] != KEY:
        return 404, _error("InvalidAccessKeyId.NotFound", "Specified access key is not found.")
    if path != "/api/v1/jobs":
        return 404, _error("InvalidAction.NotFound", "Specified api is not found.")
    for name, values in LISTS.items():
        if query.get(name, values[0]) not in values:
            return 400, _error(f"Invalid{name}", f"The parameter {name} is invalid.")
    try:
        page, size = whole(query.get("PageNumber"), 1), whole(query.get("PageSize"), 10)
        if page < 1 or not 1 <= size <= 100:
            raise ValueError(page)
        jobs = [job for place, job in enumerate(JOBS) if _keeps(place, job, query)]
    except (ValueError, AttributeError):
        return 400, _error("InvalidParameter", "A parameter is invalid.")
    key, down = query.get("SortBy", "GmtCreateTime"), query.get("Order", "desc") == "desc"
    jobs.sort(key=lambda job: (job.get(key, ""), job["JobId"]), reverse=down)
    return 200, {"Jobs": jobs[(page - 1) * size : page * size], "TotalCount": len(jobs), "RequestId": str(uuid.uuid4()).upper()}


def _error(code: str, message: str) -> dict[str, str]:
    return {"RequestId": str(uuid.uuid4()).upper(), "Message": message, "Recommend": "", "HostId": "pai-dlc", "Code": code}


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


def _keeps(place: int, job: Mapping[str, Any], query: Mapping[str, str]) -> bool:
    for flag in ("ShowOwn", "FromAllWorkspaces"):
        if query.get(flag, "false").lower() not in ("true", "false"):
            raise ValueError(flag)
    begin = _moment(query["StartTime"]) if query.get("StartTime") else datetime.datetime.now(datetime.UTC) - 7 * DAY
    end = _moment(query["EndTime"]) if query.get("EndTime") else datetime.datetime.now(datetime.UTC)
    shown = job.get("GmtFinishTime" if query.get("TimeRangeField") == "GmtFinishTime" else "GmtCreateTime")
    low, high = whole(query.get("NumericRangeMin"), -(10**9)), whole(query.get("NumericRangeMax"), 10**9)
    ranged = query.get("NumericRangeField") == "RequestGPU"
    tags = json.loads(query.get("Tags") or "{}").items()
    wanted = [query["JobId"].lower()] if query.get("JobId") else [one.strip() for one in query.get("JobIds", "").split(",") if one.strip()]
    return (
        shown is not None
        and begin <= _moment(shown) <= end
        and (not ranged or low <= int(job["RequestGPU"]) <= high)
        and all(query[name] == shows(job) for name, shows in FIELDS.items() if query.get(name))
        and all(query.get(name, "").lower() in job[field].lower() for name, field in PARTS.items())
        and all(query[name].lower() in shows(job).lower() for name, shows in WORDS.items() if query.get(name))
        and all(query[name] == values[place % len(values)] for name, values in HIDDEN.items() if query.get(name))
        and all(job["Settings"]["Tags"].get(name) == value for name, value in tags)
        and (not wanted or job["JobId"] in wanted)
        and (query.get("ShowOwn", "false").lower() == "false" or job["UserId"] == "2015")
    )
