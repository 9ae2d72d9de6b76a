"""The addresses of a learning review's workbench, and of what agencies and the partnership see of reviews."""

from __future__ import annotations

from django.urls import path

from sightline.pages import recommendations
from sightline.pages.reviews import answering, home, leading, partnership, recommending, requests

urlpatterns = [
    path("reviews/", partnership.reviews, name="reviews"),
    path("review/", home.review, name="review"),
    path("review/terms/", leading.terms, name="review_terms"),
    path("review/cases/", leading.review_cases, name="review_cases"),
    path("review/cases/new/", leading.new_case, name="review_new_case"),
    path("review/cases/<uuid:id>/people/", leading.new_person, name="review_person"),
    path("review/requests/", requests.requests, name="review_requests"),
    path("review/requests/ask/", requests.ask, name="review_ask"),
    path("review/recommendations/", recommending.recommendations, name="review_recommendations"),
    path("review/recommendations/write/", recommending.recommend, name="review_recommend"),
    path("review/recommendations/<uuid:id>/", recommending.recommend, name="review_recommend_again"),
    path("review/recommendations/<uuid:id>/issue/", recommending.issue, name="review_issue"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/session/", recommendations.session, name="loop_session"),
    path("recommendations/<uuid:id>/", recommendations.recommendation, name="recommendation"),
    path("review/close/", leading.close, name="review_close"),
    path("review-requests/<uuid:id>/", answering.answering, name="review_request"),
]
