"""The pages of a learning review: by whom they can be used, and what each shows and does."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any
from uuid import UUID

import pytest
from django.core import mail as django_mail
from django.test import Client

from sightline.people.models import Post, Team
from sightline.record import store
from sightline.record.acting import as_owner
from sightline.record.kinds.review import ReviewAnswer, ReviewRequest, ReviewTerms
from sightline.reviews import asking, opening
from sightline.timers.alarms import alarms
from tests.database import remembered
from tests.knowing.reviewing import Reviewing, reviewing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> Reviewing:
    """This will make the week and its review."""
    return remembered(_make)


def _make() -> Reviewing:
    with as_owner():
        made = reviewing()
        Post.objects.filter(role="worker").update(role="practitioner")
    return made


def signed_in(post: Post) -> Client:
    """This will give a browser in which a post is signed in."""
    client = Client()
    client.post("/sign-in-as/", {"post": str(post.pk)})
    return client


def test_a_review_begins_with_what_it_asks(made: Reviewing) -> None:
    page = signed_in(made.posts["lead"]).get("/review/").content.decode()
    assert "Why was nobody asked about the father?" in page
    assert "Child A" in page


def test_whoever_is_of_no_review_finds_none(made: Reviewing) -> None:
    assert signed_in(made.week.posts["midwifery"]).get("/review/").status_code == 403
    with as_owner():
        stray = Post.objects.create(
            team=made.week.teams["gp"], name="A reviewer", role="reviewer", starts=dt.date(2025, 1, 1)
        )
    assert signed_in(stray).get("/review/").status_code == 404


def of_form(page: str, name: str) -> str:
    """This will give the value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found.group(1)


def days(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """This will give the boxes of a day."""
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


KEYS = [str(uuid.uuid4()) for _ in range(2)]
TERMS = {
    "template": "rapid_review", "questions": "Who knew of the father?\nWho was told?", "legal_basis": "public_task",
    "authority": "Children Act 2004, section 16F", **days("since", 3, 3, 2025), **days("until", 7, 3, 2025),
}  # fmt: skip


def test_a_partnership_opens_a_review_once(made: Reviewing) -> None:
    client = signed_in(made.posts["manager"])
    key = of_form(client.get("/reviews/").content.decode(), "key")
    refused = client.post("/reviews/", {"name": "Odo Finch", "email": "nobody", "key": key})
    assert (refused.status_code, "Odo Finch" in refused.content.decode()) == (422, True)
    for _ in range(2):
        assert (
            client.post(
                "/reviews/", {"name": "Odo Finch", "email": "odo@example.org", "key": key}
            ).status_code
            == 302
        )
    listed = client.get("/reviews/").content.decode()
    assert listed.count("Learning review 2026-2") == 1
    assert Post.objects.get(name="Odo Finch").role == "lead reviewer"
    assert Team.objects.filter(type="learning_review").count() == 2
    assert {address for mail in django_mail.outbox for address in mail.to} == {"odo@example.org"}
    assert "Child" not in "".join(mail.subject + str(mail.body) for mail in django_mail.outbox)


def test_terms_are_changed_and_the_old_ones_stay(made: Reviewing) -> None:
    client = signed_in(made.posts["lead"])
    page = client.get("/review/terms/").content.decode()
    sent = TERMS | {"key": of_form(page, "key"), "seen": of_form(page, "seen")}
    late = client.post("/review/terms/", sent | days("until", 1, 3, 2025))
    assert (late.status_code, "must not be before" in late.content.decode()) == (422, True)
    for _ in range(2):  # a double click
        assert client.post("/review/terms/", sent).status_code == 302
    stale = client.post("/review/terms/", sent | {"key": str(uuid.uuid4()), "questions": "Something else?"})
    assert (stale.status_code, "Something else?" in stale.content.decode()) == (409, True)
    said = [entry.body.questions for entry in store.may_see(made.review).entries(ReviewTerms)]
    assert said == [("Why was nobody asked about the father?",), ("Who knew of the father?", "Who was told?")]
    assert "Who was told?" in client.get("/review/").content.decode()


def test_a_case_is_named_with_a_child_and_others(made: Reviewing) -> None:
    client = signed_in(made.posts["lead"])
    assert client.post("/review/cases/new/", {"title": "Child C"}).status_code == 422
    for _ in range(2):
        client.post(
            "/review/cases/new/",
            {
                "title": "Child C",
                "role": "child",
                "name": "Perran Dask",
                "key": KEYS[0],
            },
        )
    (case,) = (one for one in opening.people_of(made.review) if one.title == "Child C")
    person = f"/review/cases/{case.id}/people/"
    assert client.post(person, {"role": "father", "name": ""}).status_code == 422
    for _ in range(2):
        client.post(person, {"role": "father", "name": "Locryn Dask", "key": KEYS[1]})
    page = client.get("/review/cases/").content.decode()
    assert (page.count("Perran Dask"), page.count("Locryn Dask")) == (1, 1)
    assert client.get(f"/review/cases/{uuid.uuid4()}/people/").status_code == 404


def asking_at(made: Reviewing) -> str:
    """This will give the address at which agencies are asked about the first case."""
    (case,) = (one for one in opening.people_of(made.review) if one.title == "Child A")
    return f"/review/cases/{case.id}/ask/"


def asked(made: Reviewing, client: Client, *teams: str, **more: Any) -> dict[str, Any]:
    """This will give the form by which a review asks teams about the child and the father of its first case."""
    page = client.get(asking_at(made)).content.decode()
    return {
        "teams": [str(made.week.teams[one].pk) for one in teams], "people": [made.people["child"], made.people["father"]],
        "purpose": "To learn why nobody asked", "key": of_form(page, "key"), **days("since", 3, 3, 2025),
        **days("until", 7, 3, 2025), **days("by", 1, 12, 2036), **more,
    }  # fmt: skip


def test_asking_shows_what_they_will_read_before_it_asks(made: Reviewing) -> None:
    client = signed_in(made.posts["lead"])
    form = asked(made, client, "midwifery", "gp")
    outside = client.post(asking_at(made), form | days("since", 3, 3, 2024))
    assert (outside.status_code, "not within the terms" in outside.content.decode()) == (422, True)
    other = client.post(asking_at(made), form | {"people": [made.people["other"]]})
    assert other.status_code == 422  # of another case
    shown = client.post(asking_at(made), form).content.decode()
    assert "To learn why nobody asked" in shown
    assert "Wren Aldous" in shown
    assert not store.may_see(made.review).entries(ReviewRequest)  # nothing is asked yet
    for _ in range(2):
        assert client.post(asking_at(made), form | {"step": "send"}).status_code == 302
    assert len(store.may_see(made.review).entries(ReviewRequest)) == 2
    listed = client.get("/review/requests/").content.decode()
    assert (
        client.get("/review/cases/").content.decode().count("Jory Aldous") == 1
    )  # though each was told it anew
    assert "asked, waiting" in listed
    assert "Jory Aldous" in listed


@pytest.fixture
def waiting(made: Reviewing) -> Reviewing:
    """This will have the review wait for midwifery and the gp."""
    made.asks("midwifery", "gp")
    return made


def test_an_agency_answers_in_one_go(waiting: Reviewing) -> None:
    client, at = (
        signed_in(waiting.week.posts["midwifery"]),
        f"/review-requests/{waiting.requests['midwifery']}/",
    )
    inbox = client.get("/inbox/").content.decode()
    assert "A learning review ask" in inbox
    page = client.get(at).content.decode()
    assert "Wren Aldous" in page
    assert "entries of those days" not in page  # nobody is said to be meant yet
    own = str(waiting.own["midwifery", "child"])
    for _ in range(2):
        sent = client.post(at, {"act": "match", "person": waiting.people["child"], "own": own, "key": "m"})
        assert sent.status_code == 302
    page = client.get(at).content.decode()
    assert "3 entries of those days are told" in page
    uneasy = str(waiting.entries["uneasy"])
    form = {
        "act": "answer",
        "result": "told",
        "withhold": [uneasy],
        "key": of_form(page, "key"),
        "mark": of_form(page, "mark"),
    }
    why = client.post(at, form)
    assert "Why is the review not told this?" in why.content.decode()
    assert not store.may_see(waiting.review).entries(ReviewAnswer)
    assert client.post(at, form | {"step": "send"}).status_code == 422  # a reason is missing
    for _ in range(2):
        assert (
            client.post(at, form | {"step": "send", f"why-{uneasy}": "It names a neighbour"}).status_code
            == 302
        )
    (said,) = store.may_see(waiting.review).entries(ReviewAnswer)
    assert said.body.withheld == ("It names a neighbour",)
    page = client.get(at).content.decode()
    assert "2 entries were told, one withheld with a reason" in page
    lead = signed_in(waiting.posts["lead"]).get("/review/requests/").content.decode()
    assert re.search(r"Child A: [^<]*Wren Aldous", lead)  # whoever the agency has tied them to
    assert "It names a neighbour" in lead
    assert "Still uneasy" not in lead


def test_bad_answers_are_put_right_and_nothing_is_told(waiting: Reviewing) -> None:
    client, at = signed_in(waiting.week.posts["gp"]), f"/review-requests/{waiting.requests['gp']}/"
    page = client.get(at).content.decode()
    key, mark = of_form(page, "key"), of_form(page, "mark")
    for form, words in (
        ({}, "Choose what you answer"),
        ({"result": "told"}, "Say first which of your people is meant"),
        ({"result": "refused"}, "Enter why you do not tell the review"),
        ({"result": "could_not_search"}, "Enter why you could not search"),
    ):
        answer = client.post(at, {"act": "answer", "key": key, "mark": mark, **form})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), form
    stranger = str(waiting.own["gp", "stranger"])
    assert (
        client.post(at, {"act": "match", "person": waiting.people["father"], "own": stranger}).status_code
        == 404
    )
    waiting.matches("gp", "father")
    stale = client.post(at, {"act": "answer", "result": "told", "key": key, "mark": mark})
    assert stale.status_code == 409
    assert (
        client.post(at, {"act": "answer", "result": "nothing_held", "key": key, "mark": mark}).status_code
        == 422
    )
    assert not store.may_see(waiting.review).entries(ReviewAnswer)


def test_whoever_was_not_asked_finds_nothing(waiting: Reviewing) -> None:
    at = f"/review-requests/{waiting.requests['midwifery']}/"
    nobody = f"/review-requests/{uuid.uuid4()}/"
    for who in ("police", "gp"):
        client = signed_in(waiting.week.posts[who])
        assert [client.get(one).status_code for one in (at, nobody)] == [404, 404]
        assert client.post(at, {"act": "answer", "result": "nothing_held"}).status_code == 404


def test_a_review_reads_a_case_with_what_it_was_told(waiting: Reviewing) -> None:
    waiting.matches("midwifery", "child")
    waiting.answers("midwifery")
    (case,) = (one for one in opening.people_of(waiting.review) if one.title == "Child A")
    page = signed_in(waiting.posts["observer"]).get(f"/cases/{case.id}/chronology/").content.decode()
    assert "They are not sure they will manage" in page
    assert "Low mood" not in page


def test_closing_is_confirmed_and_ends_what_the_review_sees(waiting: Reviewing) -> None:
    waiting.matches("midwifery", "child")
    waiting.answers("midwifery")
    entry = f"/entries/{waiting.entries['referral']}/"
    observer = signed_in(waiting.posts["observer"])
    assert observer.get(entry).status_code == 200
    client = signed_in(waiting.posts["lead"])
    assert client.post("/review/close/", {}).status_code == 422
    for _ in range(2):
        assert client.post("/review/close/", {"published": "yes"}).status_code == 302
    assert observer.get(entry).status_code in (302, 404)
    told = asking.offered(waiting.week.teams["midwifery"], UUID(str(waiting.requests["midwifery"])))
    assert told.entries  # the agency's own record is as it was
    assert "Closed on" in signed_in(waiting.posts["manager"]).get("/reviews/").content.decode()


@pytest.mark.parametrize("page", ["/review/terms/", "", "/review/close/"])
def test_only_the_lead_leads(made: Reviewing, page: str) -> None:
    page = page or asking_at(made)
    assert signed_in(made.posts["lead"]).get(page).status_code == 200
    for who in ("facilitator", "observer"):
        assert signed_in(made.posts[who]).get(page).status_code == 403


def test_whoever_does_not_answer_is_chased_and_an_answer_ends_it(made: Reviewing) -> None:
    """The clock is the request's: late, it stands at the top of the review's inbox and of what agencies told."""
    made.asks("midwifery", "gp")
    asking.answer_without(**made.does("gp"), request=made.requests["gp"], result="nothing_held")
    late = dt.date(2025, 9, 15)
    assert [(one.reason, str(one.item), one.due) for one in alarms(made.review, late)] == [
        ("review_request_due", str(made.requests["midwifery"]), dt.date(2025, 9, 12))
    ]
    assert not alarms(made.review, dt.date(2025, 9, 12))
    page = signed_in(made.posts["observer"]).get("/review/requests/").content.decode()
    assert "One of 2 agencies asked has not answered" in page
    assert "no answer yet, late" in page
    assert "nothing held" in page


def member(client: Client, role: str, **more: str) -> dict[str, str]:
    """This will give the form by which a lead invites somebody to the review."""
    key = of_form(client.get("/review/members/").content.decode(), "key")
    return {"name": "Pia Lund", "email": "pia@example.org", "role": role, "key": key, **more}


def test_the_lead_invites_a_member_once_and_parts_with_them(made: Reviewing) -> None:
    client = signed_in(made.posts["lead"])
    form = member(client, "review panel member")
    for wrong in ({"role": "lead of all"}, {"role": "review participant"}, {"email": "pia"}, {"name": ""}):
        assert client.post("/review/members/", form | wrong).status_code == 422
    for _ in range(2):
        assert client.post("/review/members/", form).status_code == 302
    pia = Post.objects.get(name="Pia Lund")
    assert (pia.team, pia.role, pia.ends) == (made.review, "review panel member", None)
    assert {address for mail in django_mail.outbox for address in mail.to} == {"pia@example.org"}
    for _ in range(2):
        assert client.post("/review/members/", {"act": "part", "post": str(pia.pk)}).status_code == 302
    pia.refresh_from_db()
    assert pia.ends is not None
    me, other = str(made.posts["lead"].pk), str(made.posts["manager"].pk)
    for post in (me, other, "rubbish"):
        assert client.post("/review/members/", {"act": "part", "post": post}).status_code == 404


def test_nobody_but_the_lead_invites_or_parts(made: Reviewing) -> None:
    for who in ("facilitator", "observer"):
        client = signed_in(made.posts[who])
        assert "Invite somebody" not in client.get("/review/members/").content.decode()
        form = {"name": "Pia Lund", "email": "pia@example.org", "role": "reviewer", "key": str(uuid.uuid4())}
        assert client.post("/review/members/", form).status_code == 403
        parted = client.post("/review/members/", {"act": "part", "post": str(made.posts["lead"].pk)})
        assert parted.status_code == 403
    assert not Post.objects.filter(name="Pia Lund").exists()


def test_an_administrator_of_the_partnership_learns_nothing_of_who_is_in_a_review(made: Reviewing) -> None:
    """Neither a name nor a number; and can give nobody a role that is of reviews."""
    with as_owner():
        clerk = Post.objects.create(
            team=made.posts["manager"].team, name="Cy Orr", role="administrator", starts=dt.date(2025, 1, 1)
        )
    client = signed_in(clerk)
    page = client.get("/posts/").content.decode()
    assert "Verity Holt" in page
    assert not [name for name in ("A lead", "A facilitator", "Hana Lloyd", "Learning review") if name in page]
    lead = made.posts["lead"].pk
    assert {client.get(f"/posts/{lead}/{at}").status_code for at in ("", "end/", "move/")} == {404}
    invite = client.get("/posts/invite/").content.decode()
    assert "partnership manager" in invite
    assert "lead reviewer" not in invite
