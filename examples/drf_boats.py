"""A listing made with Django REST framework: `python drf_boats.py 8000`, described in drf_boats.openapi.yaml."""

from __future__ import annotations

import sys
from typing import Any
from wsgiref.simple_server import make_server

import django
from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["rest_framework"],
    SECRET_KEY="of an example that keeps nothing",
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import path  # noqa: E402
from fleet import BOATS, fault, found  # noqa: E402
from rest_framework.exceptions import ValidationError  # noqa: E402
from rest_framework.pagination import PageNumberPagination  # noqa: E402
from rest_framework.request import Request  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402

__all__ = ["application", "urlpatterns"]

_STATES = {one["state"] for one in BOATS}


class Pages(PageNumberPagination):
    """Pages by number, ten boats each unless another size is asked for."""

    page_size = 10
    page_size_query_param = "page_size"
    max_page_size = 50

    def get_paginated_response(self, data: Any) -> Response:
        """The page as it is answered, wrong where a fault says so."""
        answer = super().get_paginated_response(data)
        if fault() == "total-of-the-page":
            answer.data["count"] = len(data)
        if fault() == "lost-at-a-border" and self.page.number > 1:
            answer.data["results"] = answer.data["results"][1:]
        return answer


class BoatsView(APIView):
    """The boats of the harbour."""

    def get(self, request: Request) -> Response:
        """A page of boats."""
        state, ordering = request.query_params.get("state"), request.query_params.get("ordering", "id")
        if state is not None and state not in _STATES:
            raise ValidationError({"state": ["is none"]})
        if ordering.removeprefix("-") not in ("id", "crew", "created_at"):
            raise ValidationError({"ordering": ["is none"]})
        for name in ("page", "page_size"):
            given = request.query_params.get(name, "1")
            if not given.isdecimal() or not given.isascii() or not 1 <= int(given) <= (50 if name == "page_size" else 10**9):
                raise ValidationError({name: ["is out of its range"]})
        pages = Pages()
        boats = found(state, None, ordering.removeprefix("-"), ordering.startswith("-"))
        return pages.get_paginated_response(pages.paginate_queryset(boats, request, view=self))


urlpatterns = [path("boats", BoatsView.as_view())]
application = get_wsgi_application()

if __name__ == "__main__":
    with make_server("127.0.0.1", int(sys.argv[1]) if len(sys.argv) > 1 else 8000, application) as server:
        server.serve_forever()
