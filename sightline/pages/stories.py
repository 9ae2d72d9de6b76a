"""The shelf of stories: what each is about, and the way into its replay."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.pages import story_files


def index(request: HttpRequest) -> HttpResponse:
    """This will list the packaged stories."""
    return render(request, "stories.html", {"shelves": story_files.shelves()})
