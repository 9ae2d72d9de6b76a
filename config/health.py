"""Tells whoever runs Sightline whether it is up."""

from django.db import connection
from django.http import HttpRequest, HttpResponse


def healthz(request: HttpRequest) -> HttpResponse:
    """This will answer 200 if the web reaches its database as the web's role, and tells nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")
