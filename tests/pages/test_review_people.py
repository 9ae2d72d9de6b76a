"""The pages of a review's people and sessions: what each does, and what whoever was not told never sees."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from sightline.people.models import Post, Team
from sightline.record import store
from sightline.record.acting import as_owner
from sightline.record.kinds.review_people import (
    ReviewAttendance,
    ReviewContribution,
    ReviewFamilyView,
    ReviewNote,
    ReviewParticipant,
    ReviewSession,
)
from sightline.record.models import Look
from sightline.reviews import heard
from tests.database import remembered
from tests.knowing.reviewing import Reviewing, reviewing
from tests.knowing.test_review_people import QUESTION, SAID
from tests.pages.test_reviews import signed_in

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


def page(client: Client, address: str, status: int = 200) -> str:
    """This will read a page."""
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def hidden(client: Client, address: str) -> dict[str, str]:
    """This will give what a form carries along."""
    text = page(client, address)
    return {name: re.findall(rf'name="{name}" value="([^"]*)"', text)[-1] for name in ("key", "seen")}


def send(client: Client, address: str, status: int = 302, **said: Any) -> str:
    """This will fill in a form and send it."""
    answer = client.post(address, hidden(client, address) | said)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def group(client: Client) -> str:
    """This will begin a group, and give its id."""
    send(client, "/review/people/groups/new/", name="Child A, before the birth", case="", phase="pre_birth")
    return re.findall(r'name="groups" type="checkbox" value="([^"]*)"', page(client, "/review/people/new/"))[
        0
    ]


def takes_part(made: Reviewing, client: Client, name: str, of: str, *groups: str, email: str = "") -> Team:
    """This will let somebody take part, and give the knower that they are."""
    send(
        client, "/review/people/new/", name=name, profession=f"of {of}", worked_for=str(made.week.teams[of].pk),
        groups=list(groups), email=email,
    )  # fmt: skip
    there = heard.participants(store.may_see(made.review))
    (id,) = (id for id, one in there.items() if one.body.name == name)
    return Team.objects.get(pk=id)


def session(made: Reviewing, client: Client, *groups: str, **more: Any) -> UUID:
    """This will call a session, and give its id."""
    said = {
        "stage": "discover", "day-day": "10", "day-month": "11", "day-year": "2026", "starts": "10am", "where": "The library",
        "groups": list(groups), "questions": QUESTION,
    }  # fmt: skip
    send(client, "/review/sessions/new/", **said | more)
    return UUID(list(heard.latest(store.may_see(made.review), ReviewSession))[-1])


def in_post(team: Team) -> Post:
    """This will give whoever takes part a post to sign in to."""
    with as_owner():
        return Post.objects.create(
            team=team, name=team.name, role="review participant", starts=dt.date(2025, 1, 1)
        )


def test_the_first_page_always_says_who_has_not_been_heard(made: Reviewing) -> None:
    made.asks("gp", "midwifery")
    made.matches("gp", "father")
    made.answers("gp")
    text = page(signed_in(made.posts["observer"]), "/review/")
    assert "Not yet heard" in text
    assert re.search(r"<strong>GP</strong>, Child A: nobody has been heard \(gp\)", text)
    assert "Jory Aldous</strong>, Child A: nobody has said whether they are asked" in text
    assert "midwifery" not in text  # it has told the review nothing yet


def test_people_are_added_in_groups_and_invited_by_an_email_that_names_nothing(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    before = group(lead)
    takes_part(made, lead, "Marit Osei", "midwifery", before, email="Marit@example.org")
    text = page(lead, "/review/people/")
    assert "Marit Osei" in text
    assert "Invited to write" in text
    (sent,) = mail.outbox
    assert sent.to == ["marit@example.org"]
    for word in ("Marit", "Child A", "Wren", "Aldous", "review 2025"):
        assert word not in sent.subject + sent.body
    assert not Post.objects.filter(name="Marit Osei")


def test_a_double_click_adds_somebody_once(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    said = hidden(lead, "/review/people/new/") | {"name": "Marit Osei", "profession": "midwife"}
    assert [lead.post("/review/people/new/", said).status_code for _ in range(2)] == [302, 302]
    assert len(store.may_see(made.review).entries(ReviewParticipant)) == 1


def test_what_is_missing_is_said_and_the_text_is_kept(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    text = send(lead, "/review/people/new/", 422, name="Marit Osei", profession="", email="nowhere")
    assert "There is a problem" in text
    assert 'value="Marit Osei"' in text
    assert "Enter their profession" in text
    text = send(
        lead,
        "/review/sessions/new/",
        422,
        stage="discover",
        questions="The same?\nThe same?",
        where="Upstairs",
    )
    assert 'value="Upstairs"' in text
    assert "Ask each question once" in text
    assert "Choose who is invited" in text


def test_a_page_that_has_gone_stale_loses_nothing(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    address = f"/review/family/{made.people['father']}/"
    stale = hidden(lead, address)
    send(lead, address, stands="cannot_be_asked", why="The court sits until the spring")
    said = {"stands": "declined", "how": "By letter", "asked_by": "Hana Lloyd", **day(3)}
    answer = lead.post(address, stale | said)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "A colleague has said something else" in text
    assert "The court sits until the spring" in text
    assert 'value="By letter"' in text
    again = {name: re.findall(rf'name="{name}" value="([^"]*)"', text)[-1] for name in ("key", "seen")}
    assert lead.post(address, again | said).status_code == 302
    assert [e.body.stands for e in store.may_see(made.review).entries(ReviewFamilyView)][-1] == "declined"


def day(number: int) -> dict[str, str]:
    """This will give the boxes of a day."""
    return {"on-day": str(number), "on-month": "11", "on-year": "2026"}


def test_ids_that_are_nobodys_are_not_there(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    own = made.own["midwifery", "child"]
    for address in (
        f"people/{uuid.uuid4()}", f"people/{made.week.teams['gp'].pk}", f"family/{own}", f"sessions/{made.entries['uneasy']}",
        *(f"sessions/{uuid.uuid4()}/{part}" for part in ("change", "attendance", "note", "two-accounts")),
    ):  # fmt: skip
        page(lead, f"/review/{address}/", 404)


def test_each_writes_before_reading_and_reads_what_they_are_shown(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    before = group(lead)
    teams = [takes_part(made, lead, f"The {of}", of, before) for of in ("midwifery", "front_door", "gp")]
    id = session(made, lead, before)
    midwife, desk, doctor = (signed_in(in_post(team)) for team in teams)
    assert QUESTION in page(midwife, "/review/my-account/")
    send(midwife, f"/review/my-account/{id}/0/", words=SAID["midwife"])
    assert SAID["midwife"] not in page(desk, "/review/my-account/") + page(
        desk, f"/review/my-account/{id}/0/"
    )
    send(desk, f"/review/my-account/{id}/0/", words=SAID["desk"])
    assert SAID["midwife"] not in page(desk, "/review/my-account/")
    text = page(lead, f"/review/sessions/{id}/")
    assert all(words in text for words in SAID.values())
    key = re.findall(r'name="key" value="([^"]*)"', text)[0]
    assert lead.post(f"/review/sessions/{id}/show/0/", {"key": key}).status_code == 302
    assert SAID["midwife"] in page(desk, "/review/my-account/")
    for words in (*SAID.values(), "What others wrote"):
        assert words not in page(doctor, "/review/my-account/") + page(doctor, f"/review/my-account/{id}/0/")
    assert "Show the answers" not in page(lead, f"/review/sessions/{id}/")


def test_an_empty_answer_is_refused_and_a_second_click_says_it_once(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    before = group(lead)
    team = takes_part(made, lead, "The midwife", "midwifery", before)
    address = f"/review/my-account/{session(made, lead, before)}/0/"
    midwife = signed_in(in_post(team))
    assert "Enter your answer" in send(midwife, address, 422, words=" ")
    said = hidden(midwife, address) | {"words": "I wrote it down."}
    assert [midwife.post(address, said).status_code for _ in range(2)] == [302, 302]
    assert len(store.may_see(made.review).entries(ReviewContribution)) == 1
    page(midwife, address.replace("/0/", "/1/"), 404)


def test_whoever_takes_part_has_no_other_page(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    midwife = signed_in(in_post(takes_part(made, lead, "The midwife", "midwifery")))
    for address in ("", "people/", "sessions/", "family/", "members/", f"sessions/{uuid.uuid4()}/"):
        page(midwife, f"/review/{address}", 403)
    page(midwife, "/cases/", 403)
    page(midwife, "/inbox/", 403)


def test_who_came_is_said_at_once_and_whoever_could_not_is_met_alone(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    before = group(lead)
    here, away = (str(takes_part(made, lead, f"The {of}", of, before).pk) for of in ("midwifery", "gp"))
    id = session(made, lead, before)
    address = f"/review/sessions/{id}/attendance/"
    send(
        lead,
        address,
        **{f"came-{here}": "came", f"came-{away}": "to_be_met_separately", f"words-{away}": "In surgery"},
    )
    text = page(lead, f"/review/sessions/{id}/")
    assert "will be met separately. In surgery" in text
    assert f"/review/sessions/new/?of={id}&amp;with={away}" in text
    assert "In surgery" in page(lead, "/review/")
    alone = f"/review/sessions/new/?of={id}&with={away}"
    assert QUESTION in page(lead, alone)
    send(
        lead, alone, stage="discover", participant=away, questions="What did you know of a baby?",
        **{"day-day": "12", "day-month": "11", "day-year": "2026"},
    )  # fmt: skip
    assert "Met separately" in page(lead, f"/review/sessions/{id}/")
    send(
        lead,
        address,
        **{f"came-{here}": "came", f"came-{away}": "to_be_met_separately", f"words-{away}": "In surgery"},
    )
    assert len(store.may_see(made.review).entries(ReviewAttendance)) == 2  # nothing new was said


def test_an_observer_takes_notes_and_writes_nothing_else(made: Reviewing) -> None:
    lead, observer = signed_in(made.posts["lead"]), signed_in(made.posts["observer"])
    id = session(made, lead, group(lead))
    send(observer, f"/review/sessions/{id}/note/", words="Both sides nodded at the word ‘engaged’.")
    assert "nodded" in page(lead, f"/review/sessions/{id}/")
    assert [e.summary for e in store.may_see(made.review).entries(ReviewNote)]
    for part in ("change", "attendance", "two-accounts"):
        page(observer, f"/review/sessions/{id}/{part}/", 403)
    page(observer, "/review/people/new/", 403)
    assert observer.post(f"/review/sessions/{id}/show/0/").status_code == 403


def test_accounts_that_differ_stand_side_by_side(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    before = group(lead)
    teams = [takes_part(made, lead, f"The {of}", of, before) for of in ("midwifery", "front_door")]
    id = session(made, lead, before)
    for team, words in zip(teams, SAID.values(), strict=True):
        send(signed_in(in_post(team)), f"/review/my-account/{id}/0/", words=words)
    address = f"/review/sessions/{id}/two-accounts/"
    one, other = re.findall(r'name="accounts" type="checkbox" value="([^"]*)"', page(lead, address))
    about = "Whether the second referral was clear"
    assert "Choose at least two" in send(lead, address, 422, about=about, accounts=[one])
    send(lead, address, about=about, accounts=[one, other])
    text = page(lead, f"/review/sessions/{id}/")
    assert about in text
    assert all(text.count(words) == 2 for words in SAID.values())


def test_a_member_declares_and_the_record_is_set_beside_it(made: Reviewing) -> None:
    made.asks("midwifery")
    made.matches("midwifery", "child")
    made.answers("midwifery")
    with as_owner():
        name = made.week.posts["midwifery"].name
        Post.objects.filter(pk=made.posts["observer"].pk).update(name=name)
    observer, lead = signed_in(Post.objects.get(pk=made.posts["observer"].pk)), signed_in(made.posts["lead"])
    assert "do not agree" not in page(lead, "/review/members/")
    send(observer, "/review/members/declare/", worked_with="no")
    text = page(lead, "/review/members/")
    assert "The declaration and the record do not agree" in text
    assert "at midwifery, the same name, wrote what the review was told" in text
    send(observer, "/review/members/declare/", worked_with="yes", words="I was her midwife until March")
    text = page(lead, "/review/members/")
    assert "do not agree" not in text
    assert "I was her midwife until March" in text


def test_opening_a_session_is_kept(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    id = session(made, lead, group(lead))
    page(lead, f"/review/sessions/{id}/")
    with as_owner():
        assert (
            Look.objects.filter(post=made.posts["lead"], entry=id, purpose="reading a session").count() == 1
        )


def test_another_review_has_nothing_of_this_one(made: Reviewing) -> None:
    lead = signed_in(made.posts["lead"])
    before = group(lead)
    takes_part(made, lead, "Marit Osei", "midwifery", before)
    id = session(made, lead, before)
    with as_owner():
        other = Team.objects.create(
            organisation=made.review.organisation, type="learning_review", name="Learning review 2025-2",
            within=made.review.within,
        )  # fmt: skip
        rival = Post.objects.create(
            team=other, name="Odo Finch", role="lead reviewer", starts=dt.date(2025, 1, 1)
        )
    for address in (f"sessions/{id}", f"sessions/{id}/attendance", f"sessions/{id}/note"):
        page(signed_in(rival), f"/review/{address}/", 404)
    assert "Marit" not in page(signed_in(rival), "/review/people/") + page(signed_in(rival), "/review/")
