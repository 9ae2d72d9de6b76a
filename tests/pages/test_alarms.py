"""What is late stands at the top of the inbox of whoever has to ring, found when the page is asked for."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from sightline.record import actions
from sightline.record.acting import as_owner
from sightline.record.kinds.harm import Concern
from sightline.record.times import Moment
from sightline.record.writing import Tell
from sightline.timers.sweep import sweep
from tests.knowing.days_of import NAME, Today, as_worker
from tests.knowing.test_timers import recommends

pytestmark = pytest.mark.django_db(databases=["owner", "default"], transaction=True)
LATE = "not opened in time"


@pytest.fixture
def today(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Today]:
    """This will let the acts be of today, and the inbox be opened when two working days are over."""
    with as_owner():
        made = Today()
        made.manned()
    later = made.after(2, 60)
    monkeypatch.setattr("sightline.pages.inbox.now", lambda: Moment(later.date(), time=later.time()))
    with as_owner():
        yield made


def inbox(today: Today, who: str) -> str:
    """This will open a team's inbox, as its own browser does."""
    client = Client()
    client.post("/sign-in-as/", {"post": str(today.week.posts[who].pk)})
    return client.get("/inbox/").content.decode()


def late(page: str) -> str:
    """The part that says what is late; nothing where there is none."""
    found = re.search(r'<section class="sl-alarms".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def words(part: str) -> str:
    """The words of a part of a page."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", part)))


def links(page: str) -> list[str]:
    return re.findall(r'href="(/[^"]+)"', late(page))


def test_the_sender_sees_what_nobody_opened_and_whom_to_ring(today: Today) -> None:
    referral = today.refers()
    today.decides(referral)
    page = inbox(today, "midwifery")
    assert f"/entries/{referral}/" in links(page)
    said = words(late(page))
    assert LATE in said
    assert "Front_door has not opened this." in said
    assert (
        "Ring Ines Carrow, representative of health, on 01632 960 118 (Monday to Friday, 9am to 5pm)." in said
    )
    assert NAME in said
    assert 'href="tel:01632960118"' in late(page)


def test_who_publishes_no_number_is_said_to_publish_none(today: Today) -> None:
    child = actions.meet(**today.does("police"))
    today.writes("police", Concern(level="high"), child, told=("gp",))
    assert "No number is published here for gp: ring the one that your team uses." in words(
        late(inbox(today, "police"))
    )


def test_nobody_else_sees_it(today: Today) -> None:
    child = actions.meet(**today.does("police"))
    today.writes("police", Concern(level="high"), child, told=("gp",))
    for who in ("gp", "midwifery", "front_door"):
        assert late(inbox(today, who)) == ""


def test_it_goes_when_it_is_opened(today: Today) -> None:
    child = actions.meet(**today.does("police"))
    told = today.writes("police", Concern(level="high"), child, told=("gp",))
    assert LATE in words(late(inbox(today, "police")))
    today.opens("gp", told)
    assert late(inbox(today, "police")) == ""


@pytest.mark.parametrize("page", ["contacts/{}/", "entries/{}/", "contacts/{}/decide/"])
def test_reading_it_in_the_queue_is_opening_it_too(today: Today, page: str) -> None:
    referral = today.refers()
    client = Client()
    client.post("/sign-in-as/", {"post": str(today.week.posts["front_door"].pk)})
    assert client.get(f"/{page.format(referral)}").status_code == 200
    assert "Nobody there has opened it" not in words(late(inbox(today, "midwifery")))


def test_what_is_unread_and_unanswered_stands_there_once(today: Today) -> None:
    referral = today.refers()
    page = inbox(today, "midwifery")
    assert links(page).count(f"/entries/{referral}/") == 1
    said = words(late(page))
    assert "One thing is late with others: ring them" in said
    assert "Nobody there has opened it" in said


def test_each_clock_that_ran_out_leads_to_where_something_can_be_done(today: Today) -> None:
    first = today.refers()
    check = today.asks(first)
    decision = today.decides(today.refers())
    today.challenges(decision)
    door, midwifery = inbox(today, "front_door"), inbox(today, "midwifery")
    for link, heading in (
        (f"/contacts/{first}/", "To be decided by your team"),
        (f"/entries/{check}/", "Asked by your team, and not answered in time"),
        (f"/decisions/{decision}/", "Challenges to your team’s decisions, to be answered"),
    ):
        assert link in links(door)
        assert heading in words(late(door))
    for link, heading in (
        (f"/entries/{first}/", "Your referrals without a decision in time"),
        (f"/decisions/{decision}/", "Your challenges without an answer in time"),
    ):
        assert link in links(midwifery)
        assert heading in words(late(midwifery))


@pytest.mark.parametrize(
    ("role", "leads_to"), [("team manager", "emergency/reviews"), ("practitioner", "entries")]
)
def test_an_access_that_nobody_reviewed_leads_to_its_review(today: Today, role: str, leads_to: str) -> None:
    access = today.opens_in_an_emergency()
    today.week.posts["midwifery"].role = role
    today.week.posts["midwifery"].save()
    page = inbox(today, "midwifery")
    assert f"/{leads_to}/{access}/" in links(page)
    assert "Emergency access to your record, to be reviewed" in words(late(page))
    for who in ("gp", "front_door"):
        assert late(inbox(today, who)) == ""


def test_whoever_opens_a_review_has_opened_what_came(today: Today) -> None:
    access = today.opens_in_an_emergency()
    today.week.posts["midwifery"].role = "team manager"
    today.week.posts["midwifery"].save()
    client = Client()
    client.post("/sign-in-as/", {"post": str(today.week.posts["midwifery"].pk)})
    assert late(inbox(today, "night"))
    client.get(f"/emergency/reviews/{access}/")
    assert late(inbox(today, "night")) == ""


def test_the_next_stage_is_offered_until_there_is_none(today: Today, monkeypatch: pytest.MonkeyPatch) -> None:
    decision = today.decides(today.refers())
    today.challenges(decision)
    assert "The next stage is open to you" in words(late(inbox(today, "midwifery")))
    today.challenges(decision, stage="partnership")
    far = today.after(5, 60)
    monkeypatch.setattr("sightline.pages.inbox.now", lambda: Moment(far.date(), time=far.time()))
    said = words(late(inbox(today, "midwifery")))
    assert "Your challenges without an answer in time" in said
    assert "The next stage is open to you" not in said


def test_a_page_shows_the_same_before_and_after_a_sweep(today: Today) -> None:
    today.asks(today.refers())
    before = late(inbox(today, "front_door")), late(inbox(today, "midwifery"))
    with as_worker():
        sweep(today.after(2, 60))
    assert (late(inbox(today, "front_door")), late(inbox(today, "midwifery"))) == before
    assert all(before)


def test_very_much_is_counted_and_the_latest_shown(today: Today) -> None:
    child = actions.meet(**today.does("police"))
    for _ in range(24):
        today.writes("police", Concern(level="high"), child, told=("gp",))
    said = words(late(inbox(today, "police")))
    assert "24 things are late with others" in said
    assert "The latest 12 are shown here" in said


def test_what_is_hidden_from_the_sender_changes_nothing_of_its_page(today: Today) -> None:
    child = actions.meet(**today.does("midwifery"))
    mine = today.writes("midwifery", Concern(level="high"), child, told=("front_door", "gp"))
    before = late(inbox(today, "midwifery"))
    assert before
    actions.tell(**today.does("front_door"), entry=mine, to=[Tell(today.week.teams["police"], today.at)])
    own = actions.meet(**today.does("gp"))
    actions.same_person(**today.does("gp"), persons=(child, own), same=True)
    said = today.writes("gp", Concern(level="low"), own, told=("front_door",))
    actions.restrict(
        **today.does("gp"),
        entries=[said],
        reason="court_order",
        authority="a court",
        binds=[today.week.teams["front_door"]],
    )
    assert late(inbox(today, "midwifery")) == before


def test_nothing_late_says_nothing(today: Today) -> None:
    assert late(inbox(today, "gp")) == ""


def test_a_late_recommendation_stands_with_its_owner_and_on_the_partnership_s_board(
    today: Today, monkeypatch: pytest.MonkeyPatch
) -> None:
    recommends(today, days=1)
    (line,) = [
        one
        for one in words(late(inbox(today, "front_door"))).split(" waits for ")
        if "Recommendation 1" in one
    ]
    assert "two of 2 professions have not followed it through" in line
    assert any(one.startswith("/recommendations/") for one in links(inbox(today, "front_door")))
    assert "Recommendation 1" in words(late(inbox(today, "recommender")))
    assert "/review/recommendations/" in links(inbox(today, "recommender"))
    assert "Recommendation 1" not in words(late(inbox(today, "midwifery")))
    later = today.after(2, 60)
    monkeypatch.setattr(
        "sightline.pages.recommendations.now", lambda: Moment(later.date(), time=later.time())
    )
    client = Client()
    client.post("/sign-in-as/", {"post": str(today.week.posts["unit"].pk)})
    board = words(client.get("/recommendations/").content.decode())
    assert "One of one recommendation is overdue" in board
    assert "Recommendation 1, two of 2 professions have not followed it through, by" in board
