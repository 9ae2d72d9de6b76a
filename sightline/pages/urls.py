"""The pages' addresses."""

from __future__ import annotations

from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from sightline.pages import (
    ask,
    board,
    came,
    case,
    cases,
    chronology,
    contact,
    decide,
    decision,
    entry,
    inbox,
    ledger,
    queue,
    referral,
    referral_check,
    replay,
    sign_in_as,
    stories,
)

urlpatterns = [
    path("", RedirectView.as_view(url=reverse_lazy("stories")), name="home"),
    path("stories/", stories.index, name="stories"),
    path("stories/<slug:case>/", replay.replay, name="replay"),
    path("sign-in-as/", sign_in_as.sign_in_as, name="sign_in_as"),
    path("sign-out/", sign_in_as.sign_out, name="sign_out"),
    path("cases/", cases.index, name="cases"),
    path("cases/<uuid:id>/", case.case, name="case"),
    path("cases/<uuid:id>/chronology/", chronology.chronology, name="chronology"),
    path("cases/<uuid:id>/ledger/", ledger.ledger, name="ledger"),
    path("contacts/", queue.index, name="queue"),
    path("contacts/<uuid:id>/", contact.contact, name="contact"),
    path("contacts/<uuid:id>/decide/", decide.decide, name="decide"),
    path("decisions/<uuid:id>/", decision.decision, name="decision"),
    path("decisions/<uuid:id>/disagree/", decision.disagree, name="disagree"),
    path("decisions/<uuid:id>/answer/", decision.answer, name="answer_challenge"),
    path("referral/", referral.start, name="referral"),
    path("referral/danger/", referral.danger, name="referral_danger"),
    path("referral/<uuid:id>/", referral_check.check, name="referral_check"),
    path("referral/<uuid:id>/sent/", referral_check.done, name="referral_sent"),
    path("referral/<uuid:id>/throw-away/", referral.throw_away, name="referral_throw_away"),
    path("referral/<uuid:id>/<slug:which>/", referral.question, name="referral_question"),
    path("referral/<uuid:id>/<slug:which>/save/", referral.save, name="referral_save"),
    path("checks/<uuid:id>/", board.board, name="board"),
    path("checks/<uuid:id>/ask/", ask.ask, name="ask"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/<uuid:id>/", came.came, name="came"),
    path("inbox/<uuid:id>/check/", came.check, name="came_check"),
    path("entries/<uuid:id>/", entry.entry, name="entry"),
]
