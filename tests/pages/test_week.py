"""This week: what is unanswered and disputed, as far as the reader's own team was told, of their sector."""

from __future__ import annotations

import datetime as dt
import re
from uuid import UUID

import pytest

from sightline.people.models import Post
from sightline.record.acting import as_owner
from sightline.record.kinds.contact import Check, CheckAnswer, CheckRefused, Referral
from sightline.record.kinds.decision import Decision, DecisionOutcome, Escalation, EscalationOutcome
from tests.pages.conftest import Cast
from tests.pages.test_replay import words

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/this-week/"


@pytest.fixture
def reps(cast: Cast) -> Cast:
    """This will put representatives into post: of health in midwifery and the practice, of the police; and one at the door."""
    with as_owner():
        for name, team, sector in (
            ("midwifery", "midwifery", "health"), ("gp", "gp", "health"), ("police", "police", "the police"),
            ("door", "front_door", "health"),
        ):  # fmt: skip
            cast.posts[f"rep {name}"] = Post.objects.create(
                team=cast.week.teams[team], name=f"Rep {name}", role=f"front-door representative of {sector}",
                starts=dt.date(2025, 1, 1),
            )  # fmt: skip
    return cast


def says(cast: Cast, who: str) -> str:
    return words(cast.client(who), PAGE)


def checked(cast: Cast, who: str = "gp") -> tuple[UUID, UUID]:
    """This will let the front door ask a team about a child, and give the child and the check."""
    week = cast.week
    child = week.meet("front_door")
    body = Check(asked=str(week.teams[who].pk), answer_by=dt.date(2025, 3, 6))  # type: ignore[arg-type]
    return child, week.writes("front_door", "wed", body, child, told=(week.tell(who, "wed"),))


def disputed(cast: Cast) -> UUID:
    week = cast.week
    (child,) = week.sees("midwifery").entry(str(cast.decision)).people  # type: ignore[union-attr]
    return week.writes(
        "midwifery", "thu", Escalation(about_decision=str(cast.decision), stage="manager"), UUID(child),  # type: ignore[arg-type]
        summary="Nobody has seen them", told=(week.tell("front_door", "thu"),),
    )  # fmt: skip


def test_a_contact_past_its_day_is_shown_to_its_sector_with_agency_age_and_link(reps: Cast) -> None:
    said = says(reps, "rep midwifery")
    assert "One thing waits for an answer" in said
    assert "1 contact without a decision past the day it was due. This is about health agencies" in said
    assert re.search(
        r"From midwifery to the front door\. Was due .* ago\. Sent on 5 March 2025, \d+ days ago", said
    )
    page = reps.client("rep midwifery").get(PAGE).content.decode()
    assert f'href="/entries/{reps.contact}/"' in page
    assert f'href="/contacts/{reps.contact}/"' in reps.client("told").get(PAGE).content.decode()


def test_nobody_is_shown_what_their_team_was_not_told(reps: Cast) -> None:
    with as_owner():
        checked(reps)
        disputed(reps)
    for who in ("rep police",):
        said = says(reps, who)
        assert "Nothing that your team knows of waits for an answer" in said
        assert "It does not say that nobody waits elsewhere" in said
        assert "Wren" not in said
    assert "Check without an answer" in says(reps, "rep gp")
    assert "Contact without" not in says(reps, "rep gp")
    assert "Check without" not in says(reps, "rep midwifery")


def test_a_representative_at_the_door_sees_their_own_sector_alone(reps: Cast) -> None:
    with as_owner():
        checked(reps, "police")
    assert "Check without" not in says(reps, "rep door")
    assert "Contact without a decision" in says(reps, "rep door")
    assert "Check without" in says(reps, "told")


@pytest.mark.parametrize(
    ("body", "answered"),
    [
        (lambda check: CheckAnswer(check=check, result="nothing_found"), True),
        (lambda check: CheckRefused(check=check, reason="No"), True),
        (
            lambda check: CheckAnswer(check="00000000-0000-4000-8000-000000000000", result="nothing_found"),
            False,
        ),  # type: ignore[arg-type]
    ],
)
def test_a_check_is_there_until_it_is_answered(reps: Cast, body: object, answered: bool) -> None:
    with as_owner():
        child, check = checked(reps)
        reps.week.writes("gp", "thu", body(str(check)), child, told=(reps.week.tell("front_door", "thu"),))  # type: ignore[operator]
    assert ("Check without an answer" in says(reps, "rep gp")) == (not answered)
    assert ("Check without an answer" in says(reps, "told")) == (not answered)


def test_a_dispute_is_there_with_its_stage_and_clock_until_it_is_settled(reps: Cast) -> None:
    with as_owner():
        challenge = disputed(reps)
    said = says(reps, "rep midwifery")
    assert re.search(
        r"Decision disputed: Wren Challenged by midwifery\. Their team manager answers\. Was due 7 March 2025, \d+ days ago",
        said,
    )
    page = reps.client("rep midwifery").get(PAGE).content.decode()
    assert f'href="/decisions/{reps.decision}/"' in page
    with as_owner():
        (child,) = reps.week.sees("midwifery").entry(str(reps.decision)).people  # type: ignore[union-attr]
        reps.week.writes(
            "front_door", "fri", EscalationOutcome(escalation=str(challenge), outcome="upheld_with_reasons"), UUID(child),  # type: ignore[arg-type]
            told=(reps.week.tell("midwifery", "fri"),),
        )  # fmt: skip
    assert "Decision disputed" not in says(reps, "rep midwifery")


@pytest.mark.parametrize("only_outcome", [False, True])
def test_a_contact_that_is_decided_is_not_there(reps: Cast, only_outcome: bool) -> None:
    week = reps.week
    with as_owner():
        (child,) = week.sees("midwifery").entry(str(reps.contact)).people  # type: ignore[union-attr]
        told = (week.tell("midwifery", "thu"),)
        decision = week.writes(
            "front_door", "thu", Decision(type="referral_outcome", outcome="advice", responds_to=str(reps.contact)),  # type: ignore[arg-type]
            UUID(child), told=() if only_outcome else told,
        )  # fmt: skip
        if only_outcome:
            said = DecisionOutcome(decision=str(decision), type="referral_outcome", outcome="advice")  # type: ignore[arg-type]
            week.writes("front_door", "thu", said, UUID(child), told=told)
    assert "Contact without" not in says(reps, "rep midwifery")
    assert "Contact without" not in says(reps, "told")


def test_before_its_day_is_over_a_contact_is_not_late(reps: Cast) -> None:
    week, today = reps.week, dt.datetime.now(tz=dt.UTC).date()
    with as_owner():
        child = week.meet("midwifery")
        body = Referral(to=str(week.teams["front_door"].pk), decide_by=today)  # type: ignore[arg-type]
        week.writes("midwifery", "wed", body, child, told=(week.tell("front_door", "wed"),))
    assert "One thing waits" in says(reps, "rep midwifery")


def test_two_hundred_are_paged(reps: Cast) -> None:
    with as_owner():
        for _ in range(200):
            checked(reps)
    client, seen, address = reps.client("rep gp"), set(), PAGE
    for _ in range(9):
        page = client.get(address).content.decode()
        seen |= set(re.findall(r'href="(/entries/[^"]+)"', page))
        following = re.search(r'rel="next" href="(\?after=[^"]+)"', page)
        if not following:
            break
        address = PAGE + following[1].replace("&amp;", "&")
    assert len(seen) == 200
    assert "200 things wait for an answer" in words(client, PAGE)
    assert client.get(f"{PAGE}?after=rubbish").status_code == 200


@pytest.mark.parametrize("who", ["author", "untold", "manager"])
def test_a_practitioner_has_no_such_page(reps: Cast, who: str) -> None:
    assert reps.client(who).get(PAGE).status_code == 403
