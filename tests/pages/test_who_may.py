"""Who may see which page: every address, tried as the whole cast. An address without a row fails."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from sightline.access import ROLES, Permission
from sightline.people.models import Post
from sightline.record.acting import as_owner
from tests.pages.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True)
RECOMMENDED = ("recommendation", "review_recommend_again", "review_issue")
CAST = ("author", "told", "untold", "manager", "signed out")

# What each of the cast is answered, in the order above. What somebody was not told is not there: 404, never 403.
EXPECTED: dict[str, tuple[int, int, int, int, int]] = {
    "healthz": (200, 200, 200, 200, 200),
    "home": (302, 302, 302, 302, 302),
    "stories": (200, 200, 200, 200, 200),
    "side_by_side": (200, 200, 200, 200, 200),
    "replay": (200, 200, 200, 200, 200),
    "standards": (200, 200, 200, 200, 200),
    "read_from_notes": (200, 200, 200, 200, 200),
    "alike": (200, 200, 200, 200, 200),
    "standard": (200, 200, 200, 200, 200),
    "switch_standard": (403, 403, 403, 404, 302),  # the manager is of no partnership: test_standards.py
    "sign_in_as": (200, 200, 200, 200, 200),
    "sign_out": (405, 405, 405, 405, 405),
    "start": (302, 302, 302, 302, 302),
    "which_post": (302, 302, 302, 302, 302),
    "kept": (302, 302, 302, 302, 302),
    "invitation": (410, 410, 410, 410, 410),
    "posts": (403, 403, 403, 403, 302),
    "invite": (403, 403, 403, 403, 302),
    "post": (403, 403, 403, 403, 302),
    "invite_again": (403, 403, 403, 403, 302),
    "end_post": (403, 403, 403, 403, 302),
    "move_post": (403, 403, 403, 403, 302),
    "named_contacts": (403, 403, 403, 403, 302),
    "named_contact": (403, 403, 403, 403, 302),
    "account_login": (200, 200, 200, 200, 200),
    "account_inactive": (200, 200, 200, 200, 200),
    "account_reset_password": (200, 200, 200, 200, 200),
    "account_reset_password_done": (200, 200, 200, 200, 200),
    "account_reset_password_from_key": (200, 200, 200, 200, 200),
    "account_reset_password_from_key_done": (200, 200, 200, 200, 200),
    "socialaccount_login_cancelled": (200, 200, 200, 200, 200),
    "socialaccount_login_error": (401, 401, 401, 401, 401),
    "openid_connect_login": (404, 404, 404, 404, 404),
    "openid_connect_callback": (404, 404, 404, 404, 404),
    "account_reauthenticate": (302, 302, 302, 302, 302),
    "account_change_password": (302, 302, 302, 302, 302),
    "account_set_password": (302, 302, 302, 302, 302),
    "mfa_index": (302, 302, 302, 302, 302),
    "mfa_authenticate": (302, 302, 302, 302, 302),
    "mfa_reauthenticate": (302, 302, 302, 302, 302),
    "mfa_activate_totp": (302, 302, 302, 302, 302),
    "mfa_deactivate_totp": (302, 302, 302, 302, 302),
    "mfa_view_recovery_codes": (302, 302, 302, 302, 302),
    "mfa_generate_recovery_codes": (302, 302, 302, 302, 302),
    "mfa_list_webauthn": (302, 302, 302, 302, 302),
    "mfa_add_webauthn": (302, 302, 302, 302, 302),
    "mfa_remove_webauthn": (302, 302, 302, 302, 302),
    "mfa_login_webauthn": (302, 302, 302, 302, 302),
    "mfa_reauthenticate_webauthn": (302, 302, 302, 302, 302),
    "socialaccount_signup": (302, 302, 302, 302, 302),
    "socialaccount_connections": (302, 302, 302, 302, 302),
    "cases": (200, 200, 200, 403, 302),
    "case": (200, 404, 404, 403, 302),
    "on_a_page": (200, 404, 404, 403, 302),
    "chronology": (200, 404, 404, 403, 302),
    "ledger": (200, 404, 404, 403, 302),
    "entry": (200, 200, 404, 403, 302),
    "queue": (403, 200, 403, 403, 302),
    "challenged": (403, 200, 403, 403, 302),
    "contact": (403, 200, 403, 403, 302),
    "week": (403, 200, 403, 403, 302),
    "decide": (403, 200, 403, 403, 302),
    "decision": (200, 200, 404, 403, 302),
    "disagree": (405, 405, 405, 405, 405),
    "not_challenged": (405, 405, 405, 405, 405),
    "answer_challenge": (405, 405, 405, 405, 405),
    "measures": (403, 403, 403, 403, 302),
    "measured_contacts": (403, 403, 403, 403, 302),
    "measures_to_pass_on": (
        403,
        403,
        403,
        200,
        302,
    ),  # the manager is the partnership's; a team's own: test_measures.py
    "referral": (200, 403, 200, 403, 302),
    "referral_danger": (200, 403, 200, 403, 302),
    "referral_check": (302, 403, 404, 403, 302),  # to the first question not answered
    "referral_sent": (302, 403, 404, 403, 302),  # to the check: nothing is sent yet
    "referral_throw_away": (405, 405, 405, 405, 405),
    "referral_question": (200, 403, 404, 403, 302),
    "referral_save": (405, 405, 405, 405, 405),
    "board": (403, 200, 403, 403, 302),
    "ask": (403, 200, 403, 403, 302),
    "emergency": (403, 403, 403, 403, 302),  # for somebody out of hours: test_emergency.py
    "emergency_opened": (403, 403, 403, 403, 302),
    "emergency_reviews": (403, 403, 403, 403, 302),  # for a manager or a named professional: there too
    "emergency_review": (403, 403, 403, 403, 302),
    "review": (403, 403, 403, 403, 302),  # for whoever is in one: test_reviews.py
    "review_terms": (403, 403, 403, 403, 302),
    "review_cases": (403, 403, 403, 403, 302),
    "review_new_case": (403, 403, 403, 403, 302),
    "review_person": (403, 403, 403, 403, 302),
    "review_requests": (403, 403, 403, 403, 302),
    "review_ask": (403, 403, 403, 403, 302),
    "review_close": (403, 403, 403, 403, 302),
    "review_compare": (403, 403, 403, 403, 302),
    "review_request": (404, 404, 404, 403, 302),  # for whoever was asked: there too
    "review_recommendations": (403, 403, 403, 403, 302),  # for whoever is in one: test_recommendations.py
    "review_recommend": (403, 403, 403, 403, 302),
    "review_recommend_again": (403, 403, 403, 403, 302),
    "review_issue": (403, 403, 403, 403, 302),
    "recommendations": (200, 200, 200, 404, 302),  # the manager is of no partnership: there too
    "recommendation": (404, 404, 404, 404, 302),
    "loop_session": (403, 403, 403, 404, 302),
    "reviews": (403, 403, 403, 404, 302),  # for the partnership's own manager: there too
    "review_case": (403, 403, 403, 403, 302),
    "review_decisions": (403, 403, 403, 403, 302),
    "review_decision": (403, 403, 403, 403, 302),
    "review_others": (403, 403, 403, 403, 302),
    "review_entry": (403, 403, 403, 403, 302),
    "review_findings": (403, 403, 403, 403, 302),
    "review_finding_new": (403, 403, 403, 403, 302),
    "review_finding": (403, 403, 403, 403, 302),
    "review_finding_change": (403, 403, 403, 403, 302),
    "review_standard": (403, 403, 403, 403, 302),
    "review_finding_agree": (405, 405, 405, 405, 405),
    **dict.fromkeys(
        (
            "review_people", "review_new_participant", "review_new_group", "review_participant", "review_sessions",
            "review_new_session", "review_session", "review_change_session", "review_attendance", "review_note",
            "review_two_accounts", "review_family", "review_family_view", "review_members", "review_declare",
            "my_account", "my_answer", "review_report", "review_report_read", "review_report_words", "review_report_panel",
            "review_report_publication", "review_report_reader", "review_report_family",
        ),
        (403, 403, 403, 403, 302),  # for whoever is of a review, or takes part in one: test_review_people.py
    ),
    "review_show": (405, 405, 405, 405, 405),
    "review_report_answer": (405, 405, 405, 405, 405),
    "review_report_publish": (405, 405, 405, 405, 405),
    "inbox": (200, 200, 200, 403, 302),
    "came": (404, 200, 404, 403, 302),
    "came_check": (405, 405, 405, 403, 302),
}  # fmt: skip

# Addresses that need nobody signed in, with the reason.
OPEN = {
    "healthz": "says only whether the service is up",
    "home": "leads to the stories",
    "stories": "fiction and published reviews, read from packaged files",
    "side_by_side": "the same",
    "replay": "the same",
    "standards": "the rules are published; somebody signed in sees besides what their own team was told of them",
    "read_from_notes": "the phrases are published with the rules",
    "alike": "the same",
    "standard": "the same",
    "sign_in_as": "is how one signs in, in the demonstration",
    "sign_out": "ends a session; there is nothing to see",
    "start": "leads to the first page that a post may use, or to sign in",
    "which_post": "asks somebody signed in which of their posts they are working in; nobody else sees it",
    "kept": "shows somebody signed in what that post itself was typing when its session ended",
    "invitation": "is opened by a signed link of one use",
    **dict.fromkeys(
        (
            "account_login", "account_inactive", "account_reset_password", "account_reset_password_done",
            "account_reset_password_from_key", "account_reset_password_from_key_done", "mfa_authenticate",
            "mfa_login_webauthn", "openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled",
            "socialaccount_login_error", "socialaccount_signup",
        ),
        "is how one signs in",
    ),
    **dict.fromkeys(
        (
            "account_reauthenticate", "account_change_password", "account_set_password", "mfa_index", "mfa_reauthenticate",
            "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
            "mfa_list_webauthn", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn",
            "socialaccount_connections",
        ),
        "is somebody's own account, whatever their post: allauth lets in its owner alone",
    ),
}  # fmt: skip


def addresses(patterns: object = None) -> Iterator[URLPattern]:
    """This will give every address that the application answers."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:  # type: ignore[attr-defined]
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


def of(cast: Cast, name: str) -> str:
    """This will give an address, of midwifery's case or of the entry that it told the front door."""
    parts = {
        "replay": {"case": "child-a"},
        **{key: {"id": cast.contact} for key in ("contact", "decide")},
        **{
            key: {"id": cast.decision}
            for key in ("decision", "disagree", "not_challenged", "answer_challenge")
        },
        **{key: {"id": cast.draft} for key in ("referral_check", "referral_sent", "referral_throw_away")},
        **{key: {"id": cast.draft, "which": "worry"} for key in ("referral_question", "referral_save")},
        **{
            key: {"id": cast.told}
            for key in (
                "entry",
                "board",
                "ask",
                "emergency_opened",
                "emergency_review",
                "review_request",
                *RECOMMENDED,
            )
        },
        **{key: {"id": cast.telling} for key in ("came", "came_check")},
        **{
            key: {"id": cast.case}
            for key in ("case", "on_a_page", "chronology", "ledger", "review_person", "review_ask")
        },
        **{key: {"id": cast.posts["told"].pk} for key in ("post", "invite_again", "end_post", "move_post")},
        **{key: {"id": cast.case} for key in ("review_case", "review_decisions")},
        **{key: {"id": cast.case, "decision": cast.decision} for key in ("review_decision", "review_others")},
        **{
            key: {"id": cast.told}
            for key in ("review_entry", "review_finding", "review_finding_change", "review_finding_agree")
        },
        **{key: {"kind": "child_not_seen"} for key in ("review_standard", "standard", "switch_standard")},
        "named_contact": {"id": cast.week.teams["front_door"].pk, "sector": "health"},
        "measured_contacts": {"which": "waiting"},
        **{
            key: {"id": cast.told}
            for key in (
                "review_participant",
                "review_session",
                "review_change_session",
                "review_attendance",
                "review_note",
                "review_two_accounts",
                "review_family_view",
            )
        },
        **{key: {"id": cast.told, "number": 0} for key in ("review_show", "my_answer")},
        **{key: {"form": "pdf"} for key in ("review_report_panel", "review_report_publication")},
        "review_report_reader": {"id": cast.told},
        "review_report_family": {"id": cast.told, "form": "pdf"},
        "invitation": {"token": "rubbish"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "rubbish"},
        "mfa_remove_webauthn": {"pk": 1},
        **{key: {"provider_id": "nobody"} for key in ("openid_connect_login", "openid_connect_callback")},
    }
    return reverse(name, kwargs=parts.get(name))


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {pattern.name for pattern in addresses()} == set(EXPECTED)
    assert set(OPEN) <= set(EXPECTED)


def test_every_view_declares_a_permission_unless_it_is_open() -> None:
    for pattern in addresses():
        declared = getattr(pattern.callback, "permission", None)
        assert (declared is None) == (pattern.name in OPEN), pattern.name


def test_every_permission_is_somebodys() -> None:
    assert {permission for held in ROLES.values() for permission in held} == set(Permission)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_table(cast: Cast, name: str) -> None:
    answered = tuple(cast.client(who).get(of(cast, name)).status_code for who in CAST)
    assert answered == EXPECTED[name]


def test_what_was_not_told_answers_as_what_does_not_exist(cast: Cast) -> None:
    nobody = "00000000-0000-4000-8000-000000000000"
    for who in ("told", "untold"):
        client = cast.client(who)
        for hidden, page in (
            (cast.own, "/entries/{}/"),
            (cast.case, "/cases/{}/"),
            (cast.case, "/cases/{}/on-a-page/"),
            (cast.case, "/cases/{}/ledger/"),
            *([(cast.own, "/checks/{}/")] if who == "told" else []),  # untold may use no board at all
            (cast.own, "/inbox/{}/"),
        ):
            there, not_there = client.get(page.format(hidden)), client.get(page.format(nobody))
            assert there.status_code == not_there.status_code == 404
            assert canonical(there.content) == canonical(not_there.content)


def canonical(page: bytes) -> bytes:
    """This will give a page without the token that differs each time."""
    return re.sub(rb'(name="csrfmiddlewaretoken" value=")[^"]*', rb"\1", page)


def test_the_signed_out_are_sent_to_sign_in(cast: Cast) -> None:
    """And back afterwards to where they were going."""
    answer = cast.client("signed out").get(f"/cases/{cast.case}/")
    assert answer["Location"] == f"/sign-in-as/?next=%2Fcases%2F{cast.case}%2F"


def test_a_post_that_has_ended_is_signed_out(cast: Cast) -> None:
    client = cast.client("author")
    with as_owner():
        Post.objects.filter(pk=cast.posts["author"].pk).update(ends=dt.date(2025, 2, 1))
    assert client.get("/cases/").status_code == 302


def test_nothing_of_a_record_is_kept_by_a_browser(cast: Cast) -> None:
    client = cast.client("author")
    for address in (
        "/cases/",
        f"/cases/{cast.case}/",
        f"/cases/{cast.case}/on-a-page/",
        f"/cases/{cast.case}/chronology/",
        f"/entries/{cast.told}/",
    ):
        assert client.get(address)["Cache-Control"] == "no-store"


def test_signing_in_as_somebody_is_for_the_demonstration_alone(cast: Cast, settings: object) -> None:
    settings.DEMO = False  # type: ignore[attr-defined]
    assert cast.client("signed out").get("/sign-in-as/").status_code == 404


def test_choosing_nobody_is_an_error(cast: Cast) -> None:
    answer = cast.client("signed out").post("/sign-in-as/", {"post": "rubbish"})
    assert answer.status_code == 422
    assert "Error: " in answer.content.decode()
