"""The pages of recommendations: written within a limit, issued, replied to, followed through, closed."""

from __future__ import annotations

import datetime as dt
import uuid
from uuid import UUID

import pytest
from django.test import Client

from sightline.people.models import Post
from sightline.record import by_kind
from sightline.record.acting import as_owner
from sightline.record.kinds.recommendation import ReviewMeasureTold
from sightline.record.models import Look
from sightline.reviews import recommending
from tests.database import remembered
from tests.knowing.recommended import STEPS, WORDS, accepts, issued, steps
from tests.knowing.reviewing import TODAY, Reviewing, reviewing
from tests.pages.test_reviews import days, of_form, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> Reviewing:
    """This will make the week, its review, and managers of the front door and of midwifery."""
    return remembered(_make)


def _make() -> Reviewing:
    with as_owner():
        made = reviewing()
        Post.objects.filter(role="worker").update(role="practitioner")
        for team in ("front_door", "midwifery"):
            made.posts[f"{team} manager"] = Post.objects.create(
                team=made.week.teams[team],
                name=f"Manager of {team}",
                role="team manager",
                starts=dt.date(2025, 1, 1),
            )
    return made


def form(made: Reviewing, client: Client, at: str = "/review/recommendations/write/") -> dict[str, str]:
    """This will give the form of a recommendation to the front door, filled."""
    page = client.get(at).content.decode()
    door, midwives = (str(made.week.teams[one].pk) for one in ("front_door", "midwifery"))
    return {
        "words": WORDS, "different": "Nobody decides on half of it", "owner": door, "owner_post": "Manager",
        "profession-1": "Deciders", "agency-1": door, "profession-2": "Midwives", "agency-2": midwives,
        "audit": "Of twenty, how many?", "measure": "none", "no_measure": "Nothing counts it", "paragraphs": "3.6, 7.3",
        "key": of_form(page, "key"), "seen": of_form(page, "seen"), **days("by", 31, 12, 2036),
    }  # fmt: skip


def test_a_recommendation_is_written_looked_over_and_issued(made: Reviewing) -> None:
    client = signed_in(made.posts["lead"])
    at, sent = "/review/recommendations/write/", form(made, client)
    for wrong, words in (
        ({"words": ""}, "Enter what you recommend"),
        ({"no_measure": ""}, "Enter why the record has no measure"),
        ({"agency-2": ""}, "Choose the agency"),
        ({"profession-2": "Deciders", "agency-2": sent["agency-1"]}, "This profession is there twice"),
        (
            {f"{one}-{n}": "" for one in ("profession", "agency") for n in (1, 2)},
            "Enter at least one profession",
        ),
    ):
        answer = client.post(at, sent | wrong)
        assert (answer.status_code, words in answer.content.decode()) == (422, True), wrong
        assert "Nobody decides on half of it" in answer.content.decode()  # the text is kept
    shown = client.post(at, sent).content.decode()
    assert "First of a limit of five" in shown
    assert not recommending.every(made.review, TODAY)  # nothing is kept yet
    for _ in range(2):
        assert client.post(at, sent | {"step": "keep"}).status_code == 302
    (draft,) = recommending.every(made.review, TODAY)
    assert (draft.state, draft.body.paragraphs, draft.body.number) == ("draft", ("3.6", "7.3"), 1)
    again = f"/review/recommendations/{draft.id}/"
    sent = form(made, client, again)
    assert client.post(again, sent | {"step": "keep", "words": "In other words"}).status_code == 302
    stale = client.post(again, sent | {"step": "keep", "words": "A third way", "key": str(uuid.uuid4())})
    assert (stale.status_code, "A third way" in stale.content.decode()) == (409, True)
    issue = f"/review/recommendations/{draft.id}/issue/"
    assert signed_in(made.posts["facilitator"]).post(issue, {"seen": draft.id}).status_code == 403
    assert client.post(issue, {"seen": draft.id}).status_code == 409  # it was written anew since
    assert not recommending.every(made.week.teams["front_door"], TODAY)
    (draft,) = recommending.every(made.review, TODAY)
    for _ in range(2):
        assert client.post(issue, {"seen": draft.id}).status_code == 302
    assert client.get(f"/review/recommendations/{draft.id}/").status_code == 404  # no draft any more
    assert client.get(f"/review/recommendations/{uuid.uuid4()}/").status_code == 404
    door = signed_in(made.posts["front_door manager"])
    assert "Recommendation 1 of a learning review" in door.get("/inbox/").content.decode()
    assert "In other words" in door.get(f"/recommendations/{draft.id}/").content.decode()


def test_one_beyond_the_limit_is_asked_why(made: Reviewing) -> None:
    for n in range(1, 6):
        issued(made, number=n)
    client = signed_in(made.posts["lead"])
    sent = form(made, client)
    answer = client.post("/review/recommendations/write/", sent | {"step": "keep"})
    assert (answer.status_code, "Enter why it is made beyond the limit" in answer.content.decode()) == (
        422,
        True,
    )
    sent |= {"step": "keep", "beyond": "Another agency owns it"}
    assert client.post("/review/recommendations/write/", sent).status_code == 302
    assert "one is made beyond it" in client.get("/review/recommendations/").content.decode()


def test_the_owner_replies_and_records_steps(made: Reviewing) -> None:
    id = issued(made)
    at, door = f"/recommendations/{id}/", signed_in(made.posts["front_door manager"])
    key = of_form(door.get(at).content.decode(), "key")
    bare = door.post(at, {"act": "reply", "reply": "declined", "key": key})
    assert (bare.status_code, "Enter your reasons" in bare.content.decode()) == (422, True)
    said = {"act": "reply", "reply": "accepted", "reasons": "By Christmas", "key": key}
    for _ in range(2):
        assert door.post(at, said).status_code == 302
    assert "“By Christmas”" in signed_in(made.posts["manager"]).get(at).content.decode()
    row = f"{made.week.teams['midwifery'].pk} Midwives"
    step = {"act": "step", "row": row, "step": "told", "stands": "yes", "key": "k"}
    bare = door.post(at, step)
    assert (bare.status_code, "Enter the evidence" in bare.content.decode()) == (422, True)
    midwives = signed_in(made.posts["midwifery manager"])
    assert (
        midwives.post(
            at,
            step
            | {"evidence": "Read out at handover", "row": f"{made.week.teams['front_door'].pk} Deciders"},
        ).status_code
        == 404
    )
    for _ in range(2):
        assert midwives.post(at, step | {"evidence": "Read out at handover"}).status_code == 302
    board = signed_in(made.posts["manager"]).get("/recommendations/").content.decode()
    assert "Told; not yet understood, changed, tested" in board
    page = signed_in(made.week.posts["midwifery"]).get(at).content.decode()
    assert "Record a step" not in page  # a practitioner reads it
    assert "Deciders, the" not in page.split('id="through"')[1]  # and what others did is not told midwifery


def test_closing_is_refused_by_name_until_nobody_lacks_a_step(made: Reviewing) -> None:
    id = issued(made)
    accepts(made, id)
    steps(made, id, "front_door", "Deciders", *STEPS)
    steps(made, id, "midwifery", "Midwives", "told", "understood", "changed")
    at, manager = f"/recommendations/{id}/", signed_in(made.posts["manager"])
    refused = manager.post(at, {"act": "close"})
    assert (refused.status_code, "Midwives (tested)" in refused.content.decode()) == (422, True)
    assert signed_in(made.posts["front_door manager"]).post(at, {"act": "close"}).status_code == 404
    steps(made, id, "midwifery", "Midwives", "tested")
    for _ in range(2):
        assert manager.post(at, {"act": "close"}).status_code == 302
    assert "Closed on" in manager.get(at).content.decode()
    late = {"act": "reply", "reply": "declined", "reasons": "After all not", "key": "z"}
    after = signed_in(made.posts["front_door manager"]).post(at, late)
    assert (after.status_code, "It is closed" in after.content.decode()) == (409, True)


def test_whoever_was_not_told_finds_nothing(made: Reviewing) -> None:
    id, nobody = issued(made), uuid.uuid4()
    police = signed_in(made.week.posts["police"])
    assert [police.get(f"/recommendations/{one}/").status_code for one in (id, nobody)] == [404, 404]
    assert WORDS not in police.get("/recommendations/").content.decode()
    with as_owner():
        stray = Post.objects.create(
            team=made.week.teams["front_door"], name="Of no partnership", role="partnership manager",
            starts=dt.date(2025, 1, 1),
        )  # fmt: skip
    client = signed_in(stray)
    assert [
        client.get(one).status_code
        for one in ("/recommendations/", f"/recommendations/{id}/", "/recommendations/session/")
    ] == [404] * 3


def test_numbers_are_exact_for_the_owners_manager_and_passed_on_small_ones_hidden(made: Reviewing) -> None:
    id = issued(made)
    at, door = f"/recommendations/{id}/", signed_in(made.posts["front_door manager"])
    manager = signed_in(made.posts["manager"])
    page = door.get(at).content.decode()
    assert "0 of 1" in page  # the week's one referral, of the first quarter of 2025
    assert "has passed on no numbers yet" in manager.get(at).content.decode()
    assert "0 of 1" not in signed_in(made.week.posts["front_door"]).get(at).content.decode()
    assert (
        signed_in(made.posts["midwifery manager"]).post(at, {"act": "pass_on", "key": "k"}).status_code == 404
    )
    for _ in range(2):
        assert door.post(at, {"act": "pass_on", "key": "k"}).status_code == 302
    (told,) = by_kind.followed(made.posts["manager"].team).entries(ReviewMeasureTold)
    assert dt.date(2025, 1, 1) in told.body.hidden
    assert 1 not in told.body.out_of
    page = manager.get(at).content.decode()
    assert "January to March 2025, before" in page
    assert "Jan–Mar 2025, before: hidden" in page
    assert "0 of 1" not in page


def test_a_session_is_recorded_once(made: Reviewing) -> None:
    id = issued(made)
    manager, at = signed_in(made.posts["manager"]), "/recommendations/session/"
    key = of_form(manager.get(at).content.decode(), "key")
    sent = {
        "ids": [str(id)], "came": [f"{made.week.teams['midwifery'].pk} Midwives"], "said": "Nobody had told nights",
        "key": key, **days("on", 1, 9, 2025),
    }  # fmt: skip
    assert manager.post(at, sent | {"came": []}).status_code == 422
    assert manager.post(at, sent | {"ids": [str(uuid.uuid4())]}).status_code == 422
    for _ in range(2):
        assert manager.post(at, sent).status_code == 302
    page = manager.get(f"/recommendations/{id}/").content.decode()
    assert page.count("Nobody had told nights") == 1
    assert "Came to no session yet" in manager.get("/recommendations/").content.decode()


def test_an_opening_is_kept(made: Reviewing) -> None:
    id: UUID = issued(made)
    signed_in(made.week.posts["midwifery"]).get(f"/recommendations/{id}/")
    with as_owner():
        assert (
            Look.objects.filter(
                entry=id, purpose="read a recommendation", team=made.week.teams["midwifery"]
            ).count()
            == 1
        )
