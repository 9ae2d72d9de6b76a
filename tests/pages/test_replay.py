"""The replay of the packaged stories: no database is there to be read (no test here is marked for one)."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.test import Client

from sightline.pages import replay, story_files

CHILD_A = "/stories/child-a/"
ON_11_DECEMBER = f"{CHILD_A}?on=2019-12-11&agency=mash"


@pytest.fixture
def client() -> Client:
    return Client()


def words(client: Client, address: str, status: int = 200) -> str:
    """This will give what a page says, without its markup and with single spaces."""
    answer = client.get(address)
    assert answer.status_code == status
    markup = re.sub(r"</?(strong|span|a)\b[^>]*>", "", answer.content.decode())
    said = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]+>", " ", markup, flags=re.DOTALL)
    return " ".join(html.unescape(said).split())


def test_the_shelf_has_every_story_with_its_paragraph(client: Client) -> None:
    said = words(client, "/stories/")
    files = {path.stem for path in story_files.STORIES.glob("*.yaml")}
    assert set(story_files.stories()) == files
    for story in story_files.stories().values():
        assert story.name in said
        assert story.text.split(".")[0] in said


def test_the_finding_comes_first(client: Client) -> None:
    said = words(client, ON_11_DECEMBER)
    assert "What did the front door know on 11 December 2019? It knew 6 things:" in said
    assert "10 more were in six other agencies’ records. None of them is recorded as told to it." in said
    assert "The front door’s lane touches one other: midwifery’s" in said
    assert "not yet born on this day, due 15 March 2020" in said


def test_each_side_has_its_own_entries_with_their_holders(client: Client) -> None:
    knew, not_told = words(client, ON_11_DECEMBER).split("In others’ records, not told to the front door")
    assert "The midwife rings the front door" in knew
    assert "Told by midwifery, the same day" in knew
    assert "Held by the surgery where father is a patient; told to adult mental health on 15 May" in not_told
    assert "low mood, anxious feelings" not in knew


def test_standards_speak_in_two_columns(client: Client) -> None:
    said = words(client, ON_11_DECEMBER)
    own, beyond = said.split("In the whole record, as well")
    assert "would have spoken to the front door;" in own
    assert "Checks do not cover every parent and agency" in own
    assert "Somebody else holds what this decision or this care needs" in beyond
    assert "Do next:" in own
    assert "Do next:" in beyond


@pytest.mark.parametrize("case", sorted(story_files.stories()))
def test_nothing_after_the_day_is_shown(client: Client, case: str) -> None:
    """No summary written later, and no day later, stands on any page of a few moments of each story."""
    record = story_files.record(case)
    days = replay.moments(case)
    for on in days[:: max(len(days) // 4, 1)]:
        for agency in [a for a in record.teams if record.teams[a].type != "community"][:3]:
            said = words(client, f"/stories/{case}/?on={on}&agency={agency}")
            for entry in record.entries:
                later = entry.summary and entry.noted.day > on
                assert (
                    not later
                    or entry.summary[:60].replace("'", "’") not in said
                    or _said_before(record, entry, on)
                )


def _said_before(record: object, entry: object, on: dt.date) -> bool:
    """Two entries may begin with the same words."""
    return any(e.summary[:60] == entry.summary[:60] and e.noted.day <= on for e in record.entries)  # type: ignore[attr-defined]


@pytest.mark.parametrize("case", sorted(story_files.stories()))
def test_every_moment_of_every_story_can_be_shown(case: str) -> None:
    record = story_files.record(case)
    for agency in record.teams:
        if record.teams[agency].type != "community":
            for on in replay.moments(case)[::7]:
                replay._seen(case, agency, on)


def test_the_pages_never_name_the_next_moment(client: Client) -> None:
    page = client.get(ON_11_DECEMBER).content.decode()
    assert "2019-12-13" not in page
    assert "go=next" in page


@pytest.mark.parametrize(
    ("go", "on"), [("next", "2019-12-13"), ("previous", "2019-12-10")], ids=["next", "previous"]
)  # fmt: skip
def test_a_step_goes_to_the_moment_beside_this_one(client: Client, go: str, on: str) -> None:
    answer = client.get(f"{ON_11_DECEMBER}&go={go}")
    assert answer.status_code == 302
    assert answer["Location"] == f"{CHILD_A}?on={on}&agency=mash"


def test_the_three_boxes_lead_to_one_address(client: Client) -> None:
    answer = client.get(f"{CHILD_A}?on-day=11&on-month=12&on-year=2019&agency=mash")
    assert answer["Location"] == f"{CHILD_A}?on=2019-12-11&agency=mash"


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("on-day=31&on-month=2&on-year=2020", "The day you want to look at must be a real day"),
        ("on-day=&on-month=2&on-year=2020", "The day you want to look at must include a day"),
        ("on-day=&on-month=&on-year=", "Enter the day you want to look at"),
        ("on-day=eleven&on-month=2&on-year=2020", "must be in numbers"),
        (
            "on-day=1&on-month=2&on-year=20",
            "The day you want to look at must have a year between 1900 and 2100",
        ),
        ("on=rubbish", "The day you want to look at must include"),
        ("on=9999999999-99-99", "must be a real day"),
    ],
)
def test_a_bad_day_is_an_error_to_put_right(client: Client, query: str, error: str) -> None:
    said = words(client, f"{CHILD_A}?{query}&agency=mash", status=422)
    assert said.startswith("Error: What an agency knew on a day – Sightline")
    assert said.count(error) == 2
    assert "There is a problem" in said


@pytest.mark.parametrize(
    "address", ["/stories/nobody/", f"{CHILD_A}?agency=nobody", "/stories/three-doors-down/?agency=community"]
)
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert "There is nothing here" in words(client, address, status=404)


def test_a_day_before_everything(client: Client) -> None:
    said = words(client, f"{CHILD_A}?on=2000-01-01&agency=mash")
    assert "Nothing is recorded as told to it. On this day nothing stood in anybody’s record yet" in said
    assert "The record begins here" in said


def test_a_day_after_the_end(client: Client) -> None:
    said = words(client, f"{CHILD_A}?on=2023-01-01&agency=csc")
    assert "The record ends here" in said


def test_an_agency_that_was_told_nothing(client: Client) -> None:
    said = words(client, f"{CHILD_A}?on=2019-12-11&agency=police")
    assert "Nothing is recorded as told to it, and nothing stood in its own record. 16 things were in" in said
    assert "no concern" not in said.split("Three")[0].split("practice standard")[0]


def test_the_table_says_the_same(client: Client) -> None:
    said = words(client, f"{ON_11_DECEMBER}&as=table")
    assert said.count("Not told.") == 10
    assert said.count("Knew.") == 6


def test_the_title_holds_nobody(client: Client) -> None:
    page = client.get(ON_11_DECEMBER).content.decode()
    assert "<title>What an agency knew on a day – Sightline</title>" in page


def test_who_was_told_only_the_outcome_is_not_shown_as_told(client: Client) -> None:
    """In December the midwife had the answer and not the reasons: to the decider and to another agency the page says so."""
    assert "It told midwifery on 13 December (the outcome, not the reasons)" in words(
        client, f"{CHILD_A}?on=2019-12-13&agency=mash"
    )
    assert "told to midwifery on 13 December (the outcome, not the reasons)" in words(
        client, f"{CHILD_A}?on=2019-12-13&agency=adult_mh"
    )
