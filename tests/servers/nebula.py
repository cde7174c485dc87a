"""NebulaGraph Explorer, jobs of a workflow, as its page describes them: GET /api-open/v1/workflows/<workflow_id>/jobs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .serving import whole

TOKEN = "eyJhbexample"
NAMES = ("nightly", "Nightly", "夜间", "a_b", "a-b", "c d")
WORKFLOW, OTHER = 4216617528, 4216617529


def _job(number: int, workflow: int) -> dict[str, Any]:
    created = 1_657_874_210_088 + number * 61_017
    return {
        "id": number,
        "name": f"workflow_q745a_{20220715163650 + number}" if number % 6 else NAMES[number % 36 // 6],
        "workflowId": str(workflow),
        "workflowName": "workflow_q745a",
        "status": number % 6,
        "runBeginTime": created + 1912,
        "runEndTime": created + 7912,
        "createTime": created,
    }


JOBS = {WORKFLOW: [_job(number, WORKFLOW) for number in range(100, 291)], OTHER: [_job(number, OTHER) for number in range(900, 940)]}


def listing(path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, Any]:
    """Pages as the query's pageSize and page say, 10 jobs and the first page without them; newest first unless asc is asked for."""
    cookies = dict(part.strip().partition("=")[::2] for part in headers.get("cookie", "").split(";"))
    if TOKEN not in (cookies.get("explorer_token"), headers.get("explorer_token")):
        return 401, {"code": 40104001, "message": "ErrSession"}
    parts = path.strip("/").split("/")
    if len(parts) != 5 or parts[:3] != ["api-open", "v1", "workflows"] or not parts[3].isdigit() or int(parts[3]) not in JOBS:
        return 404, {"code": 40404000, "message": "ErrNotFound"}
    try:
        size, page = whole(query.get("pageSize"), 10), whole(query.get("page"), 1)
        asked = json.loads(query.get("filter", "{}"))
        jobs = [job for job in JOBS[int(parts[3])] if _keeps(job, asked)]
    except (ValueError, TypeError, AttributeError):
        return 400, {"code": 40004001, "message": "ErrParam"}
    if size < 1 or page < 1 or asked.get("orderByCreateTime", "desc") not in ("asc", "desc"):
        return 400, {"code": 40004001, "message": "ErrParam"}
    size = min(size, 100)
    jobs.sort(key=lambda job: job["createTime"], reverse=asked.get("orderByCreateTime", "desc") == "desc")
    shown = jobs[(page - 1) * size : page * size]
    return 200, {"code": 0, "data": {"items": shown, "total": len(jobs), "Page": page, "PageSize": size}, "message": "Success"}


def _keeps(job: Mapping[str, Any], asked: Mapping[str, Any]) -> bool:
    numbers = [asked.get(name, 0) for name in ("status", "fromCreateTime", "toCreateTime")]
    if not all(type(number) is int for number in numbers) or not isinstance(asked.get("name", ""), str):
        raise TypeError(asked)
    return bool(
        asked.get("name", job["name"]) == job["name"]
        and asked.get("status", job["status"]) == job["status"]
        and asked.get("fromCreateTime", job["createTime"]) <= job["createTime"] <= asked.get("toCreateTime", job["createTime"])
    )
