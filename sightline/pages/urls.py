"""The pages' addresses."""

from __future__ import annotations

from django.urls import path

from sightline.pages import replay, stories

urlpatterns = [
    path("stories/", stories.index, name="stories"),
    path("stories/<slug:case>/", replay.replay, name="replay"),
]
