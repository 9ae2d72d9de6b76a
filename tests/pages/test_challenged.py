"""Challenges to a team's decisions stand where its managers work, until they are answered, and to nobody who was not told."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client

from sightline.pathways.challenge import to_answer
from sightline.people.models import Post, Team
from sightline.record.acting import as_owner
from sightline.record.kinds.decision import EscalationOutcome
from sightline.record.times import Moment
from tests.knowing.days_of import NAME, WORRY, Today

pytestmark = pytest.mark.django_db(databases=["owner", "default"], transaction=True)
NONE = "No challenge to your team’s decisions waits for an answer"


@pytest.fixture
def today(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Today]:
    """This will let the acts be of today, and the pages be opened when one working day is over."""
    with as_owner():
        made = Today()
        made.manned()
        goes_by(made.after(1, 60), monkeypatch)
        yield made


def goes_by(at: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    """This will have the pages opened at a moment."""
    for page in ("queue", "challenged", "inbox"):
        monkeypatch.setattr(f"sightline.pages.{page}.now", lambda: Moment(at.date(), time=at.time()))


def read(today: Today, address: str, who: str = "front_door") -> str:
    """The words of a page, as a team reads it."""
    client = Client()
    client.post("/sign-in-as/", {"post": str(today.week.posts[who].pk)})
    main = re.search(r"<main.*</main>", client.get(address).content.decode(), re.DOTALL)
    assert main
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main[0])))


def disputed(today: Today, stage: str = "manager") -> tuple[UUID, UUID]:
    """This will have the front door decide on a contact, and midwifery disagree."""
    decision = today.decides(today.refers())
    return decision, today.challenges(decision, stage=stage)


def settled(today: Today, challenge: UUID, outcome: str, who: str = "front_door") -> None:
    """This will have a team record an outcome of a challenge, and tell midwifery."""
    (about,) = {one.entry.people for one in to_answer(today.week.teams["front_door"])}
    said = EscalationOutcome(escalation=str(challenge), outcome=outcome)  # type: ignore[arg-type]
    today.writes(who, said, *map(UUID, about), told=("midwifery",))


def test_the_queue_counts_them_and_leads_to_them(today: Today) -> None:
    decision, _ = disputed(today)
    said = read(today, "/contacts/")
    assert (
        "One challenge to your team’s decisions waits for an answer. It should have been answered by now."
        in said
    )
    said = read(today, "/contacts/challenged/")
    assert "1 challenge should have been answered by now" in said
    for words in (NAME, WORRY, "Their team manager answers", "From midwifery", "Was due"):
        assert words in said
    client = Client()
    client.post("/sign-in-as/", {"post": str(today.week.posts["front_door"].pk)})
    assert f'href="/decisions/{decision}/"' in client.get("/contacts/challenged/").content.decode()
    assert 'href="/contacts/challenged/"' in client.get("/contacts/").content.decode()


def test_what_has_time_left_stands_below_what_has_not(today: Today) -> None:
    disputed(today, stage="partnership")
    disputed(today)
    said = read(today, "/contacts/")
    assert (
        "Two challenges to your team’s decisions wait for an answer. One should have been answered by now."
        in said
    )
    said = read(today, "/contacts/challenged/")
    assert said.index("Their team manager answers") < said.index("The safeguarding partnership settles it")
    assert "Not answered by your role: delegated safeguarding partner" in said


def test_it_goes_when_it_is_answered_and_not_by_an_answer_that_is_pending(today: Today) -> None:
    _, challenge = disputed(today)
    settled(today, challenge, "pending")
    assert "1 challenge should" in read(today, "/contacts/challenged/")
    settled(today, challenge, "upheld_with_reasons")
    assert NONE in read(today, "/contacts/challenged/")
    assert "challenge" not in read(today, "/contacts/")


def test_of_the_stages_that_one_challenger_took_the_last_waits(today: Today) -> None:
    decision, _ = disputed(today, stage="practitioner")
    today.challenges(decision, stage="manager")
    said = read(today, "/contacts/challenged/")
    assert "1 challenge should" in said
    assert "Their team manager answers" in said
    assert "Talk to whoever decided" not in said


def test_a_decision_that_was_changed_for_one_challenger_has_nothing_to_answer_another(today: Today) -> None:
    decision = today.decides(today.refers())
    today.challenges(decision, stage="manager", also="gp")
    other = today.challenges(decision, who="gp", stage="manager")
    assert "2 challenges should" in read(today, "/contacts/challenged/")
    settled(today, other, "decision_changed")
    assert NONE in read(today, "/contacts/challenged/")


def test_one_that_waits_long_does_not_fall_out_as_it_does_of_the_inbox(
    today: Today, monkeypatch: pytest.MonkeyPatch
) -> None:
    disputed(today)
    assert "Challenges to your team’s decisions" in read(today, "/inbox/")
    goes_by(today.after(60), monkeypatch)
    assert "Challenges to your team’s decisions" not in read(today, "/inbox/")
    assert "It should have been answered by now" in read(today, "/contacts/")


def test_another_team_has_none_in_its_list_or_its_count(today: Today) -> None:
    today.challenges(today.decides(today.refers()), also="gp")
    for who in ("midwifery", "police", "gp"):  # of whom one made it, one was not told, and one was
        today.week.posts[who].role = "team manager"
        today.week.posts[who].save()
        assert NONE in read(today, "/contacts/challenged/", who)
        assert "challenge" not in read(today, "/contacts/", who)


def forms(today: Today, post: Post, decision: UUID) -> int:
    """How many forms to answer with somebody is given on the page of a decision."""
    client = Client()
    client.post("/sign-in-as/", {"post": str(post.pk)})
    return client.get(f"/decisions/{decision}/").content.decode().count("Answer the challenge")


def test_a_named_professional_of_the_challenger_answers_on_the_page_unless_they_challenged(
    today: Today,
) -> None:
    decision, _ = disputed(today, stage="named_professional")
    team = today.week.teams["midwifery"]
    named = Post.objects.create(team=team, name="B", role="named professional", starts=dt.date(2025, 1, 1))
    assert [forms(today, one, decision) for one in (named, today.week.posts["midwifery"])] == [1, 0]
    made_it = today.week.posts["midwifery"]
    made_it.role = "named professional"
    made_it.save()
    assert forms(today, made_it, decision) == 0
    client = Client()
    client.post("/sign-in-as/", {"post": str(named.pk)})
    page = client.get(f"/decisions/{decision}/").content.decode()
    given = dict(re.findall(r'<input type="hidden" name="(key|latest|challenge)" value="([^"]*)"', page))
    given |= {"outcome": "decision_changed", "reasons": "Settled with Ines Carrow of the front door"}
    assert client.post(f"/decisions/{decision}/answer/", given).status_code == 302
    assert "To be decided again: a challenge changed the decision" in read(today, "/contacts/")


def test_who_else_is_told_stands_beside_the_stage(today: Today) -> None:
    decision = today.decides(today.refers())
    door = today.week.teams["front_door"]
    team = Team.objects.create(organisation=door.organisation, type="other", name="the safeguarding team")
    Post.objects.create(team=team, name="B", role="named professional", starts=dt.date(2025, 1, 1))
    assert "This is told to the safeguarding team too, with the decision." in read(
        today, f"/decisions/{decision}/", "midwifery"
    )
