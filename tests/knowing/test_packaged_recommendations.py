"""The demonstration's review: what was said and found in it holds together, and the eleven recommendations of the source rest on it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from django.test import Client

from config import demo, demo_review, demo_said
from sightline.measures.series import MEASURES
from sightline.people.models import Post, Team
from sightline.record import store
from sightline.record.acting import as_owner
from sightline.record.imports import import_record
from sightline.record.interchange.read import read
from sightline.record.kinds.review_people import ReviewContribution, ReviewTwoAccounts
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment
from sightline.reviews import findings, heard, limits, opening, recommending
from sightline.reviews.hindsight import hindsight
from sightline.standards.standard import standards

STORIES = Path("stories")
TODAY = dt.date(2026, 1, 5)


def test_each_is_traced_owned_and_tested_or_says_why_not() -> None:
    said = demo_review.said()
    assert [one["number"] for one in said] == list(range(1, 12))
    files = {case: read((STORIES / f"{case}.yaml").read_bytes()) for case in ("child-a", "child-b")}
    there = {
        f"{case}:{entry.id}" for case, file in files.items() for entry in (*file.events, *file.decisions)
    }
    teams = set(files["child-a"].teams)
    for one in said:
        assert one["paragraphs"], one["number"]
        assert one["entries"], one["number"]
        assert set(one["entries"]) <= there
        assert {one["owner"], *(team for _, team in one["concerns"])} <= teams
        assert one["audit"].endswith("?")
        assert (one.get("measure") in MEASURES) != bool(one.get("no_measure")), one["number"]
        assert bool(one.get("beyond")) == (one["number"] > limits.recommendations().most)


def test_each_rests_on_findings_under_which_its_entries_stand() -> None:
    under = {one["id"]: set(one["rests_on"]) for one in demo_said.read()["finding"]}
    for one in demo_review.said():
        assert one["findings"], one["number"]
        assert set(one["entries"]) <= set().union(*(under[id] for id in one["findings"])), one["number"]


def test_each_finding_rests_on_what_there_is_in_words_of_that_day() -> None:
    said = demo_said.read()
    files = {case: read((STORIES / f"{case}.yaml").read_bytes()) for case in ("child-a", "child-b")}
    there = {f"{case}:{one.id}" for case, file in files.items() for one in (*file.events, *file.decisions)}
    spoken = [
        one for session in said["session"] for one in (*session.get("answer", ()), *session.get("note", ()))
    ]
    there |= {one["id"] for one in (*spoken, *said["accounts"])}
    kinds = {one.kind for one in standards()}
    for one in said["finding"]:
        assert set(one["rests_on"]) <= there, one["id"]
        assert set(one.get("standards", ())) <= kinds, one["id"]
        assert one["part"] in findings.parts(), one["id"]
        assert not hindsight(one["words"]), one["id"]
    for one in (*spoken, *said["accounts"], *said["view"], *said["finding"]):
        assert one["from"], "what is invented says what it is drawn from"


@pytest.fixture
def review(db: None) -> Team:
    """This will load the demonstration's review, twice, as two starts do."""
    for story in ("child-a", "child-b"):
        file = read((STORIES / f"{story}.yaml").read_bytes())
        import_record(file, source=f"story {story}", by="test", at=Moment(TODAY))
    demo.load()
    for _ in range(2):
        demo_review.load()
    with as_owner():
        return Team.objects.get(type="learning_review")


@pytest.mark.django_db(transaction=True)
def test_the_demonstration_has_it_all_once(review: Team) -> None:
    with as_owner():
        unit, door = review.within, Team.objects.filter(type="front_door").earliest("name")
        known = store.may_see(review)
        stands = findings.findings(known)
        blind(known)
        family(review)
    assert unit
    every = recommending.every(unit, TODAY)
    assert [one.body.number for one in every] == list(range(1, 12))
    assert {one.body.number for one in recommending.every(door, TODAY)} == {1, 2}
    states = {one.body.number: one.state for one in every}
    assert (states[1], states[6], states[2]) == ("accepted", "declined", "waiting")
    said = demo_said.read()
    assert [len(one.last.body.rests_on) for one in stands] == [
        len(one["rests_on"]) for one in said["finding"]
    ]
    assert all(one.agreed and findings.under(known, one.last.body) for one in stands)
    assert {one.last.body.effect for one in stands} == {"helped", "got_in_the_way"}
    assert {case for one in stands for case in one.last.body.cases} == {
        str(one.id) for one in opening.people_of(review)
    }
    of = {one.id for one in stands}
    assert all(one.body.findings and set(one.body.findings) <= of for one in every)
    one_click(review, every[0].body.findings[0])


def blind(known: Knowledge) -> None:
    """Nobody had read another's answer when they gave theirs; those who answered the same have read it since."""
    answers = list(known.entries(ReviewContribution))
    assert len(answers) > 10
    assert not any(one.body.after_others for one in answers)
    for one in answers:
        same = {
            other.author
            for other in answers
            if (other.body.of, other.body.question) == (one.body.of, one.body.question)
        }
        assert {who for who in known.told(one.id) if who in {each.author for each in answers}} - {
            one.author
        } == same - {one.author}
    (differ,) = known.entries(ReviewTwoAccounts)
    assert len({(entry := known.entry(id)) and entry.author for id in differ.body.accounts}) == 2
    came = {said.body.came for said in heard.attendance(known).values()}
    assert came == {"came", "apologies", "did_not_come", "to_be_met_separately"}


def family(review: Team) -> None:
    """A view that was given, and those that were not, each with where it stands."""
    stands = {}
    for case in opening.people_of(review):
        for said in heard.family_views(store.may_see(review, people=case.people)).values():
            stands.setdefault(said[-1].body.stands, []).append(bool(said[-1].summary))
    assert stands == {"given": [True], "asked": [False, False], "cannot_be_asked": [False]}


def one_click(review: Team, id: str) -> None:
    """From the recommendation to the finding, and from there to an entry of the time."""
    with as_owner():
        lead = Post.objects.get(team=review, role="lead reviewer", account=None)
    client = Client()
    client.post("/sign-in-as/", {"post": str(lead.pk)})
    page = client.get("/review/recommendations/").content.decode()
    link = f"/review/findings/{id}/"
    assert link in page
    page = client.get(link).content.decode()
    assert "Tobias Arkle, Front-door decision maker" in page, "the review knows who said it"
    assert re.search(r'href="/review/sessions/[^"]+"[^>]*>In their own words', page)
    assert (
        "Rests on 6 entries, 2 accounts and 2 standards" in client.get("/review/findings/").content.decode()
    )
    entry = re.search(r'href="(/review/entries/[^"]+)"', page)
    assert entry
    assert client.get(entry[1]).status_code == 200
