"""Two packaged stories side by side: no database is there to be read (no test here is marked for one)."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from sightline.pages import story_files
from tests.pages.test_replay import words

COMPARE = "/stories/compare/"


@pytest.fixture
def client() -> Client:
    return Client()


def section(said: str, begins: str, ends: str) -> str:
    """This will give what a page says between two headings."""
    return said[said.index(begins) : said.index(ends)]


def test_the_heading_is_the_finding(client: Client) -> None:
    said = words(client, COMPARE)
    assert (
        "From first sight of the injury to strategy discussion: 5 days for Child A, within a day for Child B"
        in said
    )
    assert "no hours are recorded" in said
    assert "a reader of both whole files, as nobody was at the time" in said


def test_good_practice_weighs_as_much_as_gaps(client: Client) -> None:
    both = section(
        words(client, COMPARE),
        "Strengths, and the standards that spoke Child A",
        "Down the clock, day beside day",
    )
    a, b = both.split("Child B", 1)
    for mine in (a, b):
        assert mine.index("Strengths that the record shows") < mine.rindex("Standards that spoke")
    assert "The worry was taken back to social care: 10 December 2019 and 4 February 2020" in a
    assert "An earlier child’s history has not been weighed for this one: Met after 39 weeks 6 days" in b


def test_what_is_missing_is_named_with_its_day(client: Client) -> None:
    missing = section(
        words(client, COMPARE), "Missing: called for", "Strengths, and the standards that spoke Child A"
    )
    a, b = missing.split("Child B Called for", 1)
    assert "Strategy discussion: called for on 10 May 2020; came 5 days later" in a
    assert "Child-protection medical: called for on 10 May 2020; came 5 days later" in a
    assert "Strategy discussion" not in b
    assert "Pre-birth assessment: called for on 26 September 2019; not recorded since" in b


def test_who_lacked_what_at_the_december_decision_stands_before_the_clock(client: Client) -> None:
    before = section(words(client, COMPARE), "Before the clock starts: who lacked", "Each by itself")
    december = section(before, "11 December 2019, the front door", "5 February 2020, the front door")
    for holder in (
        "Midwifery and the children’s centre",
        "adult mental health",
        "Leaving care",
        "Another council",
    ):
        assert holder in december
    closing = before.split("13 September 2019, the front door")[1].split("What 6 standards")[0]
    assert "failed to protect" in closing
    assert "(The social work team and the court)" in closing
    assert "The same as at its decision of 27 February 2020" in before


def test_the_days_stand_beside_each_other(client: Client) -> None:
    clock = section(words(client, COMPARE), "Down the clock, day beside day", "Before the clock starts: who")
    day = section(clock, "4 days Child A, 14 May 2020", "5 days Child A, 15 May 2020")
    assert "Not on this day No child-protection medical No strategy discussion" in day
    assert "Not yet kept safe by somebody else" in day.split("Child B")[0]
    assert "Kept safe by somebody else Nothing is recorded." in day.split("Child B")[1]
    assert "5 days Child A, 15 May 2020 Kept safe by somebody else" in clock
    assert "known to nobody else that day; to the fostering team 1 day later" in clock


def test_the_end_of_a_record_is_not_taken_for_nothing_being_done(client: Client) -> None:
    clock = section(words(client, COMPARE), "9 days Child A", "Before the clock starts: who")
    assert (
        "Child B, 26 June 2020 Kept safe by somebody else when the record ended The record has ended."
        in clock
    )
    before_its_end = section(words(client, COMPARE), "4 days Child A", "5 days Child A")
    assert "The record has ended" not in before_its_end


@pytest.mark.parametrize("align", ["booking", "referral", "birth", "injury", "strategy"])
def test_every_story_can_be_asked_for_beside_another(client: Client, align: str) -> None:
    """With each event: the comparison, or in words which story has no such event and what it could start from."""
    for one in story_files.stories():
        answer = client.get(f"{COMPARE}?one={one}&other=forget-me-not&align={align}")
        said = html.unescape(answer.content.decode())
        if answer.status_code != 200:
            assert answer.status_code == 422
            assert "has no record of" in said or "Choose a story other than the first" in said


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("one=nobody", "Choose one of the stories"),
        ("other=%00", "Choose one of the stories"),
        ("one=child-b", "Choose a story other than the first"),
        ("align=weather", "Choose what starts both clocks"),
        ("one=night-light", "Night light has no record of first sight of the injury. Choose another: it has"),
    ],
)
def test_what_cannot_be_compared_is_an_error_to_put_right(client: Client, query: str, error: str) -> None:
    said = words(client, f"{COMPARE}?{query}", status=422)
    assert said.startswith("Error: Two cases side by side – Sightline")
    assert said.count(error) == 2
    assert "Nothing is compared until this is put right" in said


def test_what_was_chosen_is_kept_through_an_error(client: Client) -> None:
    page = client.get(f"{COMPARE}?one=night-light&other=forget-me-not&align=injury").content.decode()
    assert re.search(r'<option value="night-light" selected', page)
    assert re.search(r'<option value="forget-me-not" selected', page)


@pytest.mark.parametrize("place", ["rubbish", "", "99999999999999999999", "1.5", "-"])
def test_a_senseless_place_on_the_clock_is_its_start(client: Client, place: str) -> None:
    assert words(client, f"{COMPARE}?from={place}") == words(client, COMPARE)


def test_a_place_past_the_end_has_a_way_back(client: Client) -> None:
    said = words(client, f"{COMPARE}?from=99999")
    assert "Earlier on the clock" in said


def test_a_clock_is_walked_along_from_end_to_end(client: Client) -> None:
    """Every entry of both stories is read once on the way."""
    address, read = f"{COMPARE}?from=-99999", []
    while address:
        page = client.get(address.replace("&amp;", "&").replace("#clock", "")).content.decode()
        read += re.findall(r'id="at-(-?\d+)"', page)
        following = re.search(r'rel="next" href="([^"]*)"', page)
        address = COMPARE + following[1] if following else ""
    assert len(read) == len(set(read))
    assert [int(place) for place in read] == sorted(int(place) for place in read)
    assert len(read) > 60


def test_the_title_holds_nobody(client: Client) -> None:
    assert "<title>Two cases side by side – Sightline</title>" in client.get(COMPARE).content.decode()


def test_the_shelf_leads_to_it(client: Client) -> None:
    assert f'href="{COMPARE}"' in client.get("/stories/").content.decode()
