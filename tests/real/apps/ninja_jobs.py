"""Jobs by Django Ninja's cursors, on loopback: python ninja_jobs.py PORT, with FOLDER for its database and db.json in it."""

import json
import os
import sys
from datetime import datetime
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Annotated
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings

FOLDER = Path(os.environ["FOLDER"])
settings.configure(
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="made up",
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(FOLDER / "jobs.sqlite")}},
    INSTALLED_APPS=["django.contrib.contenttypes"],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
)
django.setup()

from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from ninja import FilterLookup, FilterSchema, NinjaAPI, Query, Schema
from ninja.pagination import CursorPagination, paginate


class Job(models.Model):
    name = models.CharField(max_length=50)
    status = models.CharField(max_length=20)
    rank = models.IntegerField(null=True)
    created = models.DateTimeField()

    class Meta:
        app_label = "contenttypes"
        db_table = "job"


class Shown(Schema):
    id: int
    name: str
    status: str
    rank: int | None
    created: datetime


class Filters(FilterSchema):
    name: Annotated[str | None, FilterLookup("name__icontains")] = None
    status: Annotated[list[str] | None, FilterLookup("status__in")] = None
    rank_min: Annotated[int | None, FilterLookup("rank__gte")] = None
    created_before: Annotated[datetime | None, FilterLookup("created__lt")] = None


api = NinjaAPI()


@api.get("/jobs", response=list[Shown])
@paginate(CursorPagination, ordering=("-created", "id"), page_size=10, max_page_size=50)
def jobs(request: HttpRequest, filters: Query[Filters]) -> QuerySet[Job]:
    return filters.filter(Job.objects.all())


urlpatterns = [path("api/", api.urls)]


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


with connection.schema_editor() as editor:
    editor.create_model(Job)
for job in json.loads((FOLDER / "db.json").read_text("utf-8"))["jobs"]:
    Job.objects.create(**job)
make_server("127.0.0.1", int(sys.argv[1]), get_wsgi_application(), server_class=Threads, handler_class=Quiet).serve_forever()
