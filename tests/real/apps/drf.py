"""Listings of jobs by Django REST framework's own pagination, on loopback: python drf.py PORT, with FOLDER for its database.

/offset, /number, /cursor (an order may be asked for), /jsonapi (page[number], page[size], sort, filter[status]). POST /first puts a job
before all others.
"""

import datetime
import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    SECRET_KEY="made up",
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.path.join(os.environ["FOLDER"], "jobs.sqlite")}},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "django_filters"],
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    REST_FRAMEWORK={
        "UNAUTHENTICATED_USER": None,
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    },
)
django.setup()

from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import filters, generics, pagination, serializers
from rest_framework_json_api import django_filters as jsonapi_django_filters
from rest_framework_json_api import filters as jsonapi_filters
from rest_framework_json_api import pagination as jsonapi_pagination
from rest_framework_json_api import renderers as jsonapi_renderers


class Job(models.Model):
    name = models.CharField(max_length=50)
    status = models.CharField(max_length=20)
    rank = models.IntegerField(null=True)
    created = models.DateTimeField()

    class Meta:
        app_label = "auth"
        db_table = "job"


class Shown(serializers.ModelSerializer):
    class Meta:
        model = Job
        fields = ("id", "name", "status", "rank", "created")


class Offset(pagination.LimitOffsetPagination):
    default_limit, max_limit = 10, 100


class Number(pagination.PageNumberPagination):
    page_size, page_size_query_param, max_page_size = 10, "page_size", 100


class Cursor(pagination.CursorPagination):
    page_size, page_size_query_param, max_page_size, ordering = 10, "page_size", 100, "id"


class Jobs(generics.ListAPIView):
    queryset, serializer_class = Job.objects.all(), Shown
    filter_backends = (DjangoFilterBackend, filters.OrderingFilter)
    filterset_fields = ("status",)
    ordering_fields = ("id", "name", "rank", "created")
    ordering = ("id",)


class OffsetJobs(Jobs):
    pagination_class = Offset


class NumberJobs(Jobs):
    pagination_class = Number


class CursorJobs(Jobs):
    pagination_class = Cursor


class JsonApiNumber(jsonapi_pagination.JsonApiPageNumberPagination):
    page_size = 10


class JsonApiJobs(generics.ListAPIView):
    queryset, serializer_class = Job.objects.all(), Shown
    filterset_fields = ("status",)
    ordering_fields = ("id", "name", "rank", "created")
    ordering = ("id",)
    pagination_class = JsonApiNumber
    renderer_classes = (jsonapi_renderers.JSONRenderer,)
    filter_backends = (
        jsonapi_filters.QueryParameterValidationFilter,
        jsonapi_filters.OrderingFilter,
        jsonapi_django_filters.DjangoFilterBackend,
    )
    resource_name = "jobs"


def first(request: HttpRequest) -> HttpResponse:
    """Puts a job before all others."""
    least = Job.objects.order_by("id").values_list("id", flat=True)[0]
    Job.objects.create(id=least - 1, name=f"job{least - 1}", status="done", created=datetime.datetime(2024, 2, 1, tzinfo=datetime.UTC))
    return HttpResponse(status=201)


urlpatterns = [
    path("first", first),
    path("offset", OffsetJobs.as_view()),
    path("number", NumberJobs.as_view()),
    path("cursor", CursorJobs.as_view()),
    path("jsonapi", JsonApiJobs.as_view()),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    with connection.schema_editor() as editor:
        editor.create_model(Job)
    for number in range(1, 61):
        Job.objects.create(
            name=f"job-{number:03d}",
            status=("done", "failed", "running")[number % 3],
            rank=None if number % 7 == 0 else number % 5 * 3,
            created=datetime.datetime(2024, 1, 1 + number % 28, tzinfo=datetime.UTC),
        )
    from django.core.wsgi import get_wsgi_application

    make_server("127.0.0.1", int(sys.argv[1]), get_wsgi_application(), handler_class=Quiet).serve_forever()
