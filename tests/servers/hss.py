"""Host Security Service, Kubernetes jobs, as its page describes them: GET /v5/{project_id}/kubernetes/jobs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .serving import whole

TOKEN = "MIIEexample"
PROJECT, OTHER = "5a0f8e3c", "77bd21aa"
NAMES = ("cceaddon-npd", "nightly-backup", "Nightly-Backup", "backup", "log_rotate", "log-rotate", "report 7", "数据同步", "a+b", "0")


def _job(number: int) -> dict[str, Any]:
    begun = 1_720_765_124_000 + number * 40_009
    return {
        "cluster_name": ("glz-2451", "prod-1", "prod-10")[number % 3],
        "create_time": begun,
        "execute_time": begun + 1500,
        "image_name": f"base-node-problem-detector:1.19.{number % 9}",
        "match_labels": [{"key": "app.kubernetes.io/name", "val": "npd"}] * (number % 3),
        "name": f"{NAMES[number % len(NAMES)]}" if number < 30 else f"{NAMES[number % len(NAMES)]}-{number}",
        "namespace_name": ("kube-system", "default", "team_a", "team-a")[number // 3 % 4],
        "status": "Running" if number % 4 else "Failed",
        "pods_num": number % 6,
    }


JOBS = {PROJECT: [_job(number) for number in range(241)], OTHER: [_job(number) for number in range(1000, 1040)]}


def listing(path: str, query: Mapping[str, str], headers: Mapping[str, str]) -> tuple[int, Any]:
    """Pages of 10 to 200 jobs, newest first. Job names match in part, namespaces and clusters as a whole."""
    if headers.get("x-auth-token") != TOKEN:
        return 401, {"error_msg": "Incorrect IAM authentication information", "error_code": "APIG.0301", "request_id": "r-1"}
    parts = path.strip("/").split("/")
    if len(parts) != 4 or parts[0] != "v5" or parts[2:] != ["kubernetes", "jobs"]:
        return 404, {"error_msg": "The API does not exist", "error_code": "APIG.0101", "request_id": "r-1"}
    try:
        limit, offset = whole(query.get("limit"), -1), whole(query.get("offset"), 0)
    except ValueError:
        return _refused()
    enterprise = query.get("enterprise_project_id", "0")
    if not 10 <= limit <= 200 or not 0 <= offset <= 2_000_000 or not 1 <= len(enterprise) <= 256:
        return _refused()
    jobs = sorted(enumerate(JOBS.get(parts[1], [])), key=lambda one: (-one[1]["create_time"], one[0]))
    kept = [job for place, job in jobs if _keeps(place, job, query, enterprise)]
    return 200, {"total_num": len(kept), "last_update_time": 1_795_000_000_000, "job_info_list": kept[offset : offset + limit]}


def _keeps(place: int, job: Mapping[str, Any], query: Mapping[str, str], enterprise: str) -> bool:
    return (
        query.get("job_name", "") in job["name"]
        and query.get("namespace_name", job["namespace_name"]) == job["namespace_name"]
        and query.get("cluster_name", job["cluster_name"]) == job["cluster_name"]
        and enterprise in ("all_granted_eps", "0" if place % 3 else "b7")
    )


def _refused() -> tuple[int, Any]:
    return 400, {"error_code": "HSS.0001", "error_msg": "Invalid parameter"}
