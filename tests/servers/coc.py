"""Cloud Operations Center, custom jobs, as its page describes them: GET /v1/documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .serving import whole

TOKEN = "MIIEexample"
NAMES = ("restart nginx", "Restart-DB", "clean_tmp", "clean tmp", "100% check", "巡检任务", "rotate+keys", "patch kernel", "it's fine")
CREATORS = ("COC-admin", "COC-ops", "coc-ops", "ops")


def _job(number: int) -> dict[str, Any]:
    created = 1_751_289_421_846 + number * 3_671_003
    return {
        "document_id": f"DM{20250630211701 + number:014d}{number:03d}kx",
        "name": f"{NAMES[number % len(NAMES)]}{'' if number % 4 else f'-{number}'}",
        "create_time": created,
        "update_time": created + number % 7 * 86_400_000,
        "version": f"v{number % 3 + 1}",
        "creator": CREATORS[number % 5 % len(CREATORS)],
        "modifier": None if number % 3 else CREATORS[number % len(CREATORS)],
        "enterprise_project_id": ("0", "0", "7c11", "e8ab")[number % 4],
    }


JOBS = [_job(number) for number in range(173)]


def listing(path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, Any]:
    """At most `limit` jobs from `offset` on, oldest first; names match in part and in any case."""
    if headers.get("x-auth-token") != TOKEN:
        return 401, {"error_msg": "Incorrect IAM authentication information", "error_code": "APIGW.0301", "request_id": "r-1"}
    if path != "/v1/documents":
        return 404, {"error_msg": "The API does not exist", "error_code": "APIGW.0101", "request_id": "r-1"}
    try:
        limit, offset = whole(query.get("limit"), 10), whole(query.get("offset"), 0)
    except ValueError:
        return 400, {"error_code": "COC.00010002", "error_msg": "Invalid parameter values."}
    if limit < 1 or offset < 0 or query.get("document_type", "PUBLIC") not in ("PUBLIC", "PRIVATE", "NORMAL"):
        return 400, {"error_code": "COC.00010002", "error_msg": "Invalid parameter values."}
    kept = [job for place, job in enumerate(JOBS) if _keeps(place, job, query)]
    return 200, {"data": kept[offset : offset + min(limit, 100)], "total": len(kept)}


def _keeps(place: int, job: Mapping[str, Any], query: Mapping[str, str]) -> bool:
    kind = "PUBLIC" if place % 5 == 0 else "PRIVATE"
    asked = {"NORMAL": "PRIVATE"}.get(query.get("document_type", ""), query.get("document_type", kind))
    return (
        query.get("name_like", "").lower() in job["name"].lower()
        and query.get("creator", job["creator"]) == job["creator"]
        and query.get("enterprise_project_id", job["enterprise_project_id"]) == job["enterprise_project_id"]
        and asked == kind
    )
