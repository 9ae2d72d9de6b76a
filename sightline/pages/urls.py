"""The pages' addresses."""

from __future__ import annotations

from django.urls import include, path, reverse_lazy
from django.views.generic import RedirectView

from sightline.pages import case, cases, chronology, entry, ledger, posts, replay, sign_in_as, stories
from sightline.pages.signing_in import invitation, kept, which_post

urlpatterns = [
    path("", RedirectView.as_view(url=reverse_lazy("stories")), name="home"),
    path("stories/", stories.index, name="stories"),
    path("stories/<slug:case>/", replay.replay, name="replay"),
    path("sign-in-as/", sign_in_as.sign_in_as, name="sign_in_as"),
    path("sign-out/", sign_in_as.sign_out, name="sign_out"),
    path("start/", which_post.start, name="start"),
    path("which-post/", which_post.which_post, name="which_post"),
    path("what-you-wrote/", kept.kept, name="kept"),
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("account/", include("sightline.pages.signing_in.urls")),
    path("posts/", posts.index, name="posts"),
    path("posts/invite/", posts.invite, name="invite"),
    path("posts/<uuid:id>/", posts.post, name="post"),
    path("posts/<uuid:id>/invite-again/", posts.invite_again, name="invite_again"),
    path("posts/<uuid:id>/end/", posts.end, name="end_post"),
    path("posts/<uuid:id>/move/", posts.move, name="move_post"),
    path("cases/", cases.index, name="cases"),
    path("cases/<uuid:id>/", case.case, name="case"),
    path("cases/<uuid:id>/chronology/", chronology.chronology, name="chronology"),
    path("cases/<uuid:id>/ledger/", ledger.ledger, name="ledger"),
    path("entries/<uuid:id>/", entry.entry, name="entry"),
]
