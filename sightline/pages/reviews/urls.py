"""The addresses of a learning review's workbench, and of what agencies and the partnership see of reviews."""

from __future__ import annotations

from django.urls import path

from sightline.pages.reviews import home

urlpatterns = [
    path("review/", home.review, name="review"),
]
