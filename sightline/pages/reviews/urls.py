"""The addresses of a learning review's workbench, and of what agencies and the partnership see of reviews."""

from __future__ import annotations

from django.urls import path

from sightline.pages.reviews import answering, home, leading, partnership, requests

urlpatterns = [
    path("reviews/", partnership.reviews, name="reviews"),
    path("review/", home.review, name="review"),
    path("review/terms/", leading.terms, name="review_terms"),
    path("review/cases/", leading.review_cases, name="review_cases"),
    path("review/cases/new/", leading.new_case, name="review_new_case"),
    path("review/cases/<uuid:id>/people/", leading.new_person, name="review_person"),
    path("review/requests/", requests.requests, name="review_requests"),
    path("review/cases/<uuid:id>/ask/", requests.ask, name="review_ask"),
    path("review/close/", leading.close, name="review_close"),
    path("review-requests/<uuid:id>/", answering.answering, name="review_request"),
]
