"""The addresses of a learning review's workbench, and of what agencies and the partnership see of reviews."""

from __future__ import annotations

from django.urls import path

from sightline.pages.reviews import family, home, members, my_account, people, session, sessions

urlpatterns = [
    path("review/", home.review, name="review"),
    path("review/people/", people.people, name="review_people"),
    path("review/people/new/", people.new_participant, name="review_new_participant"),
    path("review/people/groups/new/", people.new_group, name="review_new_group"),
    path("review/people/<uuid:id>/", people.participant, name="review_participant"),
    path("review/sessions/", sessions.sessions, name="review_sessions"),
    path("review/sessions/new/", sessions.new_session, name="review_new_session"),
    path("review/sessions/<uuid:id>/", session.session, name="review_session"),
    path("review/sessions/<uuid:id>/change/", sessions.change_session, name="review_change_session"),
    path("review/sessions/<uuid:id>/attendance/", session.attendance, name="review_attendance"),
    path("review/sessions/<uuid:id>/note/", session.note, name="review_note"),
    path("review/sessions/<uuid:id>/two-accounts/", session.two_accounts, name="review_two_accounts"),
    path("review/sessions/<uuid:id>/show/<int:number>/", session.show, name="review_show"),
    path("review/family/", family.family, name="review_family"),
    path("review/family/<uuid:id>/", family.view, name="review_family_view"),
    path("review/members/", members.members, name="review_members"),
    path("review/members/declare/", members.declare, name="review_declare"),
    path("review/my-account/", my_account.my_account, name="my_account"),
    path("review/my-account/<uuid:id>/<int:number>/", my_account.answer, name="my_answer"),
]
