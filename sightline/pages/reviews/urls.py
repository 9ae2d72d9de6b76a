"""The addresses of a learning review's workbench, and of what agencies and the partnership see of reviews."""

from __future__ import annotations

from django.urls import path

from sightline.pages.reviews import answering, case, decisions, findings, home, leading, partnership, requests

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
    path("review/cases/<uuid:id>/", case.told, name="review_case"),
    path("review/cases/<uuid:id>/decisions/", decisions.index, name="review_decisions"),
    path("review/cases/<uuid:id>/decisions/<uuid:decision>/", decisions.decision, name="review_decision"),
    path("review/cases/<uuid:id>/decisions/<uuid:decision>/others/", decisions.others, name="review_others"),
    path("review/entries/<uuid:id>/", case.entry, name="review_entry"),
    path("review/findings/", findings.index, name="review_findings"),
    path("review/findings/new/", findings.new, name="review_finding_new"),
    path("review/findings/<uuid:id>/", findings.finding, name="review_finding"),
    path("review/findings/<uuid:id>/change/", findings.change, name="review_finding_change"),
    path("review/findings/<uuid:id>/agree/", findings.agree, name="review_finding_agree"),
    path("review/standards/<slug:kind>/", findings.standard, name="review_standard"),
]
