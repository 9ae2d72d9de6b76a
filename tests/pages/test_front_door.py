"""The queue, a contact, deciding as replying, and disagreeing: what each of the cast sees, and what a slip costs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from sightline.pages import opened
from sightline.people.models import Post
from sightline.record.acting import as_owner
from sightline.record.kinds.decision import Escalation
from sightline.record.models import Entry
from tests.pages.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
REPLY = {
    "outcome": "social_work_assessment", "level": "4", "reasons": "They cannot keep what they learn",
    "reasons_told": "yes", "held_by": "Tobias Arkle", "telephone": "01632 960 114", "next_step": "A social worker rings",
    "next-day": "18", "next-month": "12", "next-year": "2026",
}  # fmt: skip


def form(client: Client, address: str) -> dict[str, str]:
    """This will give the hidden fields of a page's form as a browser sends them, with a reason for each blank check."""
    page = client.get(address).content.decode()
    why = dict.fromkeys(re.findall(r'name="(why-[^"]*)"', page), "The practice is not known")
    return dict(re.findall(r'<input type="hidden" name="(key|latest)" value="([^"]*)"', page)) | why


def decisions() -> int:
    with as_owner():
        return Entry.objects.filter(kind="decision").count()


def test_the_queue_shows_what_waits_and_counts_what_came_before(cast: Cast) -> None:
    page = cast.client("told").get("/contacts/").content.decode()
    assert "They still cannot say how they will manage" in page
    assert "Second contact" in page
    assert "Nobody has taken it" in page
    assert "A worry" not in page  # decided


def test_a_contact_is_given_to_a_colleague_and_the_second_giver_sees_the_first(cast: Cast) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/"
    first, second = form(client, address), form(client, address)
    to = str(cast.posts["told"].pk)
    given = {"to": to, "priority": "today"}
    assert client.post(address, first | given).status_code == 302
    assert f"With {cast.posts['told'].name}" in client.get(address).content.decode()
    answer = client.post(address, second | given)
    assert answer.status_code == 409
    assert "Something came in about this family" in answer.content.decode()
    assert client.post(address, first | given).status_code == 302  # the same click again
    with as_owner():
        assert Entry.objects.filter(kind="allocation").count() == 1


@pytest.mark.parametrize("given", [{}, {"to": "rubbish", "priority": "today"}, {"priority": "made up"}])
def test_giving_it_to_nobody_is_an_error(cast: Cast, given: dict[str, str]) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/"
    answer = client.post(address, form(client, address) | given)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_another_teams_post_cannot_be_given_it(cast: Cast) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/"
    other = {"to": str(cast.posts["untold"].pk), "priority": "today"}
    assert client.post(address, form(client, address) | other).status_code == 422


def test_each_blank_is_called_by_what_it_is_in_its_label_and_its_error(cast: Cast) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/decide/"
    page = client.post(address, {"act": "preview"}).content.decode()
    summary = page.split('role="alert"')[1].split("</ul>")[0]
    said = re.findall(r'href="#why-[^"]*">([^<]*)<', summary)
    assert len(said) == len(set(said)) > 1
    for words in said:
        called = words.removesuffix(": say why it is safe to decide without an answer")
        assert re.search(rf"<label[^>]*>\s*{re.escape(called)}\s*</label>", page), called


def test_the_reply_is_previewed_and_nothing_is_sent(cast: Cast) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/decide/"
    page = client.post(address, form(client, address) | REPLY | {"act": "preview"}).content.decode()
    assert "as midwifery will read it" in page
    assert "Level 4: social work" in page
    assert decisions() == 1


def test_deciding_replies_and_the_referrer_reads_what_was_previewed(cast: Cast) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/decide/"
    fields = form(client, address) | REPLY
    preview = reply_of(client.post(address, fields | {"act": "preview"}).content.decode())
    sent = client.post(address, fields | {"act": "send"})
    assert sent.status_code == 302
    again = client.post(address, fields | {"act": "send"})
    assert again["Location"] == sent["Location"]
    assert decisions() == 2
    assert reply_of(cast.client("author").get(sent["Location"]).content.decode()) == preview
    assert cast.client("untold").get(sent["Location"]).status_code == 404
    assert "No contact waits" in client.get("/contacts/").content.decode()


def test_the_same_click_some_seconds_later_is_the_same_decision(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/decide/"
    fields = form(client, address) | REPLY | {"act": "send"}
    sent = client.post(address, fields)
    then = opened.now()
    later = replace(
        then, time=(dt.datetime.combine(then.day, then.time or dt.time()) + dt.timedelta(seconds=5)).time()
    )
    monkeypatch.setattr("sightline.pages.decide.now", lambda: later)
    again = client.post(address, fields)
    assert (again.status_code, again["Location"]) == (302, sent["Location"])
    assert decisions() == 2


def reply_of(page: str) -> str:
    """This will give the words of the reply on a page."""
    found = re.search(r'<div class="sl-reply">(.*?)</div>', page, re.DOTALL)
    assert found, page
    return " ".join(re.sub(r"<[^>]+>", " ", found[1]).split())


def test_an_inbox_says_that_a_decision_is_one(cast: Cast) -> None:
    assert ">Decision: early help: Wren<" in cast.client("author").get("/inbox/").content.decode()


def test_reasons_kept_back_are_not_sent(cast: Cast) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/decide/"
    fields = form(client, address) | REPLY | {"reasons_told": "no", "act": "send"}
    sent = client.post(address, fields)
    assert cast.client("author").get(sent["Location"]).status_code == 404
    with as_owner():
        outcome = Entry.objects.get(kind="decision_outcome")
    page = cast.client("author").get(f"/decisions/{outcome.pk}/").content.decode()
    assert "Social work assessment" in page
    assert "They cannot keep what they learn" not in page
    assert "The reasons were not sent" in page


@pytest.mark.parametrize("missing", [name for name in REPLY if name != "reasons_told"])
def test_what_is_missing_is_said_and_what_was_typed_is_kept(cast: Cast, missing: str) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/decide/"
    fields = form(client, address) | REPLY | {missing: "", "act": "send"}
    answer = client.post(address, fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert page.count("Error:") >= 1
    assert missing == "reasons" or "They cannot keep what they learn" in page
    assert decisions() == 1


def test_the_second_of_two_deciders_loses_nothing_and_doubles_nothing(cast: Cast) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/decide/"
    first, second = form(client, address), form(client, address)
    assert client.post(address, first | REPLY | {"act": "send"}).status_code == 302
    other: dict[str, Any] = REPLY | {"outcome": "advice", "reasons": "Another view altogether", "act": "send"}
    answer = client.post(address, second | other)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Another view altogether" in page
    assert "This contact was decided on" in page
    assert decisions() == 2


def test_a_forged_page_is_refused_clearly(cast: Cast) -> None:
    client, address = cast.client("told"), f"/contacts/{cast.contact}/decide/"
    forged = form(client, address) | REPLY | {"act": "send", "key": "x", "latest": "rubbish"}
    answer = client.post(address, forged)
    assert answer.status_code == 409
    assert decisions() == 1
    foreign = client.post(f"/contacts/{cast.own}/decide/", REPLY | {"act": "send"})
    assert foreign.status_code == 404


def test_disagreeing_and_being_answered(cast: Cast) -> None:
    address = f"/decisions/{cast.decision}/"
    midwife, door = cast.client("author"), cast.client("told")
    sent = midwife.post(
        f"{address}disagree/",
        form(midwife, address) | {"stage": "manager", "view": "Social work should assess"},
    )
    assert sent.status_code == 302
    page = door.get(address).content.decode()
    assert "Social work should assess" in page
    assert "Challenged, and not yet answered" in page
    with as_owner():
        one = Entry.objects.get(kind="escalation")
        Post.objects.create(
            team=cast.week.teams["front_door"], name="Ines Carrow", role="team manager", starts="2025-01-01"
        )
        cast.posts["team manager"] = Post.objects.get(name="Ines Carrow")
    said = {"challenge": str(one.pk), "outcome": "decision_changed", "reasons": "We met them and agree"}
    refused = door.post(f"{address}answer/", form(door, address) | said)
    assert refused.status_code == 422
    assert "This stage is answered by: team manager" in refused.content.decode()
    manager = cast.client("team manager")
    assert manager.post(f"{address}answer/", form(manager, address) | said).status_code == 302
    page = midwife.get(address).content.decode()
    assert "Challenged, and answered" in page
    assert "We met them and agree" in page
    assert "Take it further" not in page


def challenged_and_changed(cast: Cast) -> str:
    """This will have midwifery challenge the early help decision and its manager change it; gives the decision's address."""
    address = f"/decisions/{cast.decision}/"
    midwife = cast.client("author")
    view = {"stage": "manager", "view": "Social work should assess"}
    assert midwife.post(f"{address}disagree/", form(midwife, address) | view).status_code == 302
    with as_owner():
        one = Entry.objects.get(kind="escalation")
        cast.posts["team manager"] = Post.objects.create(
            team=cast.week.teams["front_door"], name="Ines Carrow", role="team manager", starts="2025-01-01"
        )
    manager = cast.client("team manager")
    said = {"challenge": str(one.pk), "outcome": "decision_changed", "reasons": "We met them and agree"}
    assert manager.post(f"{address}answer/", form(manager, address) | said).status_code == 302
    return address


def test_what_a_challenge_changed_is_decided_again_and_the_old_page_leads_to_the_new(cast: Cast) -> None:
    address = challenged_and_changed(cast)
    midwife, door = cast.client("author"), cast.client("told")
    assert "Your team has not been told of a new one yet" in midwife.get(address).content.decode()
    page = door.get(address).content.decode()
    again = re.search(r'href="(/contacts/[^"]*/decide/)">Decide again', page)
    assert again, page
    contact = again[1].removesuffix("decide/")
    assert "To be decided again" in door.get(contact).content.decode()
    fields = form(door, again[1]) | REPLY
    assert "takes its place" in door.get(again[1]).content.decode()
    sent = door.post(again[1], fields | {"act": "send"})
    assert sent.status_code == 302
    assert door.get(again[1])["Location"] == sent["Location"]  # decided: there is nothing to decide again
    assert "Decided on" in door.get(contact).content.decode()
    for client in (midwife, door):
        page = client.get(address).content.decode()
        assert f'href="{sent["Location"]}"' in page
        assert "This decision was changed" in page
        assert "No longer stands" in page
    assert "This decision was changed" not in midwife.get(sent["Location"]).content.decode()


WHY = "We talked to the manager on Friday and it went nowhere"


def test_why_nobody_challenged_is_said_to_the_own_team_alone(cast: Cast) -> None:
    address = f"/decisions/{cast.decision}/"
    midwife = cast.client("author")
    fields = form(midwife, address) | {"why_not": "expected_no_change", "words": WHY}
    assert midwife.post(f"{address}not-challenged/", fields).status_code == 302
    assert midwife.post(f"{address}not-challenged/", fields).status_code == 302  # the same click again
    with as_owner():
        assert Entry.objects.filter(kind="disagreement").count() == 1
    page = midwife.get(address).content.decode()
    assert page.count(WHY) == 1
    assert "I did not expect it to change anything.</strong>" in page
    assert "Send the challenge" in page  # it closes no door
    assert WHY not in cast.client("told").get(address).content.decode()


@pytest.mark.parametrize(
    "said", [{}, {"why_not": "made up", "words": WHY}, {"why_not": "other", "words": " "}]
)
def test_no_reason_is_an_error(cast: Cast, said: dict[str, str]) -> None:
    client, address = cast.client("author"), f"/decisions/{cast.decision}/"
    answer = client.post(f"{address}not-challenged/", form(client, address) | said)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "There is a problem" in page
    assert said.get("words", "").strip() in page
    assert '<details class="govuk-details" open>' in page
    with as_owner():
        assert not Entry.objects.filter(kind="disagreement").exists()


def test_a_decider_and_a_stranger_have_nothing_to_leave_unchallenged(cast: Cast) -> None:
    for who in ("untold", "told"):
        said = {"why_not": "no_time", "key": "k", "latest": str(cast.decision)}
        assert cast.client(who).post(f"/decisions/{cast.decision}/not-challenged/", said).status_code == 404


@pytest.mark.parametrize(
    "said", [{}, {"stage": "manager"}, {"view": "This is wrong"}, {"stage": "made up", "view": "x"}]
)
def test_half_a_challenge_is_an_error(cast: Cast, said: dict[str, str]) -> None:
    client, address = cast.client("author"), f"/decisions/{cast.decision}/"
    answer = client.post(f"{address}disagree/", form(client, address) | said)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert said.get("view", "") in answer.content.decode()
    with as_owner():
        assert not Entry.objects.filter(kind=Escalation.KIND).exists()  # type: ignore[attr-defined]


def test_what_one_was_not_told_cannot_be_challenged(cast: Cast) -> None:
    for who in ("untold", "told"):
        client = cast.client(who)
        answer = client.post(
            f"/decisions/{cast.decision}/disagree/",
            {"stage": "manager", "view": "x", "key": "k", "latest": str(cast.decision)},
        )
        assert answer.status_code == 404  # who decided has nothing to disagree with either
