"""What real servers list, and how each takes it in: sixty jobs, a multiple of ten, with ties and nulls in `rank`, ties in `created`."""

from __future__ import annotations

import base64
import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

APPS = Path(__file__).parent / "apps"
JOBS = tuple(
    {
        "id": number,
        "name": f"job-{number:03d}",
        "status": ("done", "failed", "running")[number % 3],
        "rank": None if number % 7 == 0 else number % 5 * 3,
        "created": f"2024-01-{1 + number % 28:02d}T00:00:00Z",
    }
    for number in range(1, 61)
)


def jobs_with_text_ids(place: Path, folder: Path) -> None:
    """Jobs as a file of JSON whose identities are texts."""
    jobs = [{**job, "id": str(job["id"])} for job in JOBS]
    (folder / "db.json").write_text(json.dumps({"jobs": jobs}), encoding="utf-8")


def jobs_with_number_ids(place: Path, folder: Path) -> None:
    """Jobs as a file of JSON."""
    (folder / "db.json").write_text(json.dumps({"jobs": JOBS}), encoding="utf-8")


TRACKER_OWNER = {"user": "admin", "password": "made-up-password"}


def tracker_of_issues(place: Path, folder: Path) -> None:
    """A tracker without issues, its owner's password cheap to check, and jobs for it as a file of JSON."""
    jobs_with_number_ids(place, folder)
    tracker, manage = folder / "tracker", [str(place / "venv/bin/roundup-admin"), "-i", str(folder / "tracker")]
    subprocess.run([*manage, "install", "classic", "sqlite"], check=True, capture_output=True)
    told = {"web": "http://127.0.0.1:PORT/", "domain": "localhost", "host": "localhost", "password_pbkdf2_default_rounds": "1000"}
    lines = (tracker / "config.ini").read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        name = line.lstrip("#").partition("=")[0].strip()
        if "=" in line and name in told:
            lines[number] = f"{name} = {told.pop(name)}"
    (tracker / "config.ini").write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run([*manage, "initialise", TRACKER_OWNER["password"]], check=True, capture_output=True, input=b"y\n")


def jobs_in_sqlite(place: Path, folder: Path) -> None:
    """Jobs as a table of SQLite."""
    with sqlite3.connect(folder / "jobs.db") as base:
        base.execute("create table jobs (id integer primary key, name text, status text, rank integer, created text)")
        base.executemany("insert into jobs values (:id, :name, :status, :rank, :created)", JOBS)


def repositories(place: Path, folder: Path) -> None:
    """Twelve repositories with seven tags each, in a registry's storage, and its configuration."""
    subprocess.run([sys.executable, str(APPS / "registry_storage.py"), str(folder)], check=True)
    (folder / "config.yml").write_text(
        f"version: 0.1\nstorage: {{filesystem: {{rootdirectory: {folder}/storage}}}}\nhttp: {{addr: '127.0.0.1:PORT'}}\n", encoding="utf-8"
    )


def collections_in_memory(place: Path, folder: Path) -> None:
    """The configuration of a server that keeps everything in memory and lets everybody make a collection."""
    told = {"storage_backend": "kinto.core.storage.memory", "cache_backend": "kinto.core.cache.memory"}
    told |= {"permission_backend": "kinto.core.permission.memory", "userid_hmac_secret": "made-up"}
    told |= {"bucket_create_principals": "system.Everyone", "bucket_write_principals": "system.Everyone"}
    told |= {"bucket_read_principals": "system.Everyone"}
    lines = [
        "[server:main]",
        "use = egg:waitress",
        "host = 127.0.0.1",
        "port = PORT",
        "[app:main]",
        "use = egg:kinto",
        *(f"kinto.{name} = {value}" for name, value in told.items()),
    ]
    (folder / "kinto.ini").write_text("\n".join(lines) + "\n", encoding="utf-8")


_MASTER = """
from buildbot.plugins import schedulers, util, worker

BuildmasterConfig = {
    "workers": [worker.LocalWorker("hand")],
    "builders": [util.BuilderConfig(name="all", workernames=["hand"], factory=util.BuildFactory())],
    "schedulers": [schedulers.ForceScheduler(name="force", builderNames=["all"])],
    "www": {"port": "tcp:PORT:interface=127.0.0.1", "plugins": {}},
    "buildbotURL": "http://127.0.0.1:PORT/",
    "db": {"db_url": "sqlite:///state.sqlite"},
    "protocols": {"pb": {"port": "tcp:0:interface=127.0.0.1"}},
    "buildbotNetUsageData": None,
}
"""


def changes_of_a_master(place: Path, folder: Path) -> None:
    """A master of builds, and jobs as changes of its sources: one in seven of no branch."""
    subprocess.run([str(place / "venv/bin/buildbot"), "create-master", str(folder)], check=True, capture_output=True)
    (folder / "master.cfg").write_text(_MASTER, encoding="utf-8")
    with sqlite3.connect(folder / "state.sqlite") as base:
        for number, job in enumerate(JOBS, 1):
            branch = None if job["rank"] is None else job["status"]
            told = {**job, "when": 1_704_067_200 + 3600 * (number % 28), "revision": f"{number:040x}", "branch": branch}
            base.execute(
                "insert into sourcestamps (id, ss_hash, branch, revision, repository, codebase, project, created_at)"
                " values (:id, :revision, :branch, :revision, 'https://example.org/fleet', '', 'fleet', :when)",
                told,
            )
            base.execute(
                "insert into changes (changeid, author, comments, branch, revision, when_timestamp, repository, codebase, project,"
                " sourcestampid) values (:id, :name, 'a change', :branch, :revision, :when, 'https://example.org/fleet', '', 'fleet', :id)",
                told,
            )


def jobs_in_a_collection(address: str) -> None:
    """Jobs as records of a collection that everybody may read; the server gives them identities."""
    with httpx.Client(base_url=f"{address}/v1", timeout=20, trust_env=False) as client:
        client.put("/buckets/fleet").raise_for_status()
        client.put("/buckets/fleet/collections/jobs").raise_for_status()
        for job in JOBS:
            told = {key: value for key, value in job.items() if key != "id"}
            client.post("/buckets/fleet/collections/jobs/records", json={"data": told}).raise_for_status()


_OWNER = {"identity": "owner@example.com", "password": "made-up-password"}


def owner_of_records(place: Path, folder: Path) -> None:
    """An account that may make collections, for a server of this folder alone."""
    command = [str(place / "venv/bin/pocketbase"), "superuser", "upsert", *_OWNER.values(), "--dir", str(folder / "data")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def jobs_as_records(address: str) -> None:
    """Jobs as records of a collection that everybody may list. A number field has no null: it shows 0."""
    with httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        client.headers["Authorization"] = _done(client.post("/api/collections/_superusers/auth-with-password", json=_OWNER))["token"]
        fields = [{"name": "name", "type": "text"}, {"name": "status", "type": "text"}, {"name": "rank", "type": "number"}]
        fields.append({"name": "planned", "type": "date"})
        _done(client.post("/api/collections", json={"name": "jobs", "type": "base", "listRule": "", "fields": fields}))
        for job in JOBS:
            told = {key: job[key] for key in ("name", "status", "rank")}
            _done(client.post("/api/collections/jobs/records", json={**told, "planned": job["created"]}))


def signed_for(service: str) -> str:
    """What a mock takes for signed: it reads the name of the service and looks no further."""
    return f"AWS4-HMAC-SHA256 Credential=made/20240101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"


def models_and_log_groups(address: str) -> None:
    """Thirty models and sixty log groups, by the actions that make them."""
    models = ({"ModelName": f"model-{number:02d}", "ExecutionRoleArn": "arn:aws:iam::123456789012:role/made-up"} for number in range(30))
    groups = ({"logGroupName": f"{('north', 'south', 'west')[number % 3]}/{number:02d}"} for number in range(60))
    with httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        for service, action, bodies in (("sagemaker", "SageMaker.CreateModel", models), ("logs", "Logs_20140328.CreateLogGroup", groups)):
            headers = {"Authorization": signed_for(service), "X-Amz-Target": action, "Content-Type": "application/x-amz-json-1.1"}
            for body in bodies:
                client.post("/", content=json.dumps(body), headers=headers).raise_for_status()


def models_and_runs(address: str) -> None:
    """Thirty registered models, and forty runs of one experiment, three of them at each start."""
    with httpx.Client(base_url=f"{address}/api/2.0/mlflow", timeout=60, trust_env=False) as client:
        experiment = _done(client.post("/experiments/create", json={"name": "seasons"}))["experiment_id"]
        for number in range(30):
            _done(client.post("/registered-models/create", json={"name": f"model-{number:02d}", "description": "made up"}))
        for number in range(40):
            tags = [{"key": "mlflow.runName", "value": f"run-{number:02d}"}]
            started = 1_700_000_000_000 + 1000 * (number // 3)
            run = _done(client.post("/runs/create", json={"experiment_id": experiment, "start_time": started, "tags": tags}))["run"]["info"]
            if number % 2:
                _done(client.post("/runs/update", json={"run_id": run["run_id"], "status": "FINISHED", "end_time": started + 500}))


def keys_of_jobs(address: str) -> None:
    """Sixty keys in another order than they were made, some of them written several times."""
    with httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        for number in range(1, len(JOBS) + 1):
            told = {"key": _bytes(f"jobs/{number * 37 % 61:03d}"), "value": _bytes(("done", "failed", "running")[number % 3])}
            for _ in range(1 + number % 3):
                _done(client.post("/v3/kv/put", json=told))


def documents_of_jobs(address: str) -> None:
    """Jobs as documents of a database, by their names."""
    with httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
        _done(client.put("/jobs"))
        documents = [{"_id": job["name"], "status": job["status"], "rank": job["rank"]} for job in JOBS]
        _done(client.post("/jobs/_bulk_docs", json={"docs": documents}))


def _bytes(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _done(response: httpx.Response) -> Any:
    return response.raise_for_status().json()
