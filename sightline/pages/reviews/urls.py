"""The addresses of a learning review's workbench, and of what agencies and the partnership see of reviews."""

from __future__ import annotations

from django.urls import path

from sightline.pages.reviews import case, decisions, findings, home

urlpatterns = [
    path("review/", home.review, name="review"),
    path("review/cases/", case.index, name="review_cases"),
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
