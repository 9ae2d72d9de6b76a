"""A team's own pages: what they hold, what they leave out, and that looking leaves a trace."""

from __future__ import annotations

import re

import pytest

from sightline.record import models as rows
from sightline.record.acting import acting_for, as_owner
from sightline.record.kinds.harm import Observation
from sightline.record.times import Span
from tests.knowing.people_of import DAYS
from tests.pages.conftest import Cast
from tests.pages.test_replay import words

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_author_sees_its_case_its_chronology_and_whom_it_told(cast: Cast) -> None:
    client = cast.client("author")
    assert "Your team has 1 case" in words(client, "/cases/")
    assert "The baby Due 1 June 2025" in words(client, f"/cases/{cast.case}/")
    chronology = words(client, f"/cases/{cast.case}/chronology/")
    assert "The couple are not sure that they will manage" in chronology
    assert "Your own record. Your team told the front door on 4 March" in chronology
    ledger = words(client, f"/cases/{cast.case}/ledger/")
    assert "Your team told nobody else of 1 of the 2 entries that it wrote here" in ledger
    assert "says it told" in ledger


def test_the_told_see_the_entry_and_nothing_else_of_it(cast: Cast) -> None:
    said = words(cast.client("told"), f"/entries/{cast.told}/")
    assert "The couple are not sure that they will manage" in said
    assert "Told by midwifery, on 4 March" in said
    assert "uneasy" not in said
    assert "number nine" not in said


def test_opening_what_one_was_told_moves_the_ledger_on(cast: Cast) -> None:
    cast.client("told").get(f"/entries/{cast.told}/")
    cast.client("told").get(f"/entries/{cast.told}/")
    said = words(cast.client("author"), f"/entries/{cast.told}/")
    assert "Opened." in said
    with as_owner():
        assert rows.Receipt.objects.filter(what="opened").count() == 1


def test_every_look_is_kept(cast: Cast) -> None:
    client = cast.client("author")
    for address in (f"/cases/{cast.case}/", f"/cases/{cast.case}/chronology/", f"/entries/{cast.own}/"):
        client.get(address)
    with as_owner():
        looks = rows.Look.objects.values_list("post_id", "case_id", "entry_id", "purpose")
        assert sorted(looks, key=str) == sorted(
            [
                (cast.posts["author"].pk, cast.case, None, "opened the case"),
                (cast.posts["author"].pk, cast.case, None, "opened the chronology"),
                (cast.posts["author"].pk, None, cast.own, "opened the entry"),
            ],
            key=str,
        )


def test_a_page_that_cannot_be_shown_leaves_no_look(cast: Cast) -> None:
    cast.client("told").get(f"/cases/{cast.case}/")
    cast.client("untold").get(f"/entries/{cast.told}/")
    with as_owner():
        assert not rows.Look.objects.exists()


@pytest.fixture
def many(cast: Cast) -> Cast:
    """This will add 120 observations, three of them of one day in the middle told to the front door."""
    with as_owner(), acting_for(cast.week.teams["midwifery"]):
        person = rows.CasePerson.objects.get(case=cast.case).person_id
    with as_owner():
        for n in range(120):
            told = (cast.week.tell("front_door", "fri"),) if n in (59, 60, 61) else ()
            cast.week.writes(
                "midwifery", "wed", Observation(rests_on="seen"), person, summary=f"Note {n:03}", told=told,
                occurred=Span(DAYS["wed"]),
            )  # fmt: skip
    return cast


def test_a_long_chronology_is_read_page_by_page_there_and_back(many: Cast) -> None:
    client, seen, address, pages = many.client("author"), [], f"/cases/{many.case}/chronology/", []
    while address:
        answer = client.get(address)
        page = answer.content.decode()
        assert len(page) < 150_000
        pages.append(address)
        seen += [int(n) for n in re.findall(r"</a>: Note (\d{3})", page)]
        later = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"/cases/{many.case}/chronology/{later[1].replace('&amp;', '&')}" if later else ""
    assert sorted(seen) == list(range(120))
    assert len(pages) == 3
    earlier = re.search(r'rel="prev" href="([^"]+)"', page)
    assert earlier is not None
    back = client.get(f"/cases/{many.case}/chronology/{earlier[1]}").content.decode()
    middle = client.get(pages[1]).content.decode()
    assert re.findall(r"Note \d{3}", back) == re.findall(r"Note \d{3}", middle)


@pytest.mark.parametrize(
    ("query", "rows_shown"),
    [
        ("", 50),
        ("family=contact", 1),
        ("family=decision", 0),
        ("show=late", 4),
        ("show=unopened", 4),
        ("show=nonsense&family=nonsense&agency=nonsense&after=nonsense", 50),
    ],
)
def test_the_ledger_is_narrowed_by_its_address(many: Cast, query: str, rows_shown: int) -> None:
    page = many.client("author").get(f"/cases/{many.case}/ledger/?{query}").content.decode()
    shown = len(re.findall(r'<th scope="row"><div', page))
    assert shown in (
        rows_shown,
        rows_shown - 1,
    )  # who somebody is is an entry of the page, and not a row of it


def test_the_ledger_is_narrowed_to_one_team(many: Cast) -> None:
    team = many.week.teams["front_door"].pk
    page = many.client("author").get(f"/cases/{many.case}/ledger/?agency={team}").content.decode()
    assert len(re.findall(r'<th scope="row"><div', page)) == 4
    assert f'value="{team}" selected' in page


def test_the_ledger_counts_what_lags_and_leads_to_it(many: Cast) -> None:
    page = many.client("author").get(f"/cases/{many.case}/ledger/").content.decode()
    for show, what in (("unopened", "told, and not opened"), ("late", "told later than written")):
        counted = re.search(rf'\?show={show}">(\d+) {what}</a>', page)
        assert counted is not None
        narrowed = many.client("author").get(f"/cases/{many.case}/ledger/?show={show}").content.decode()
        assert int(counted[1]) == len(re.findall(r'<th scope="row"><div', narrowed))
