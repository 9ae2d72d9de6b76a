"""The pages of practice standards: open to everyone, with more for a team; switched off and on by the partnership, and obeyed."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from sightline.pages import on_a_page, opened, standards
from sightline.people.models import Organisation, Post, Team
from sightline.record import actions, by_kind
from sightline.record import models as rows
from sightline.record.acting import as_owner
from sightline.record.kinds.harm import Injury
from sightline.record.kinds.particulars import Particulars
from sightline.record.times import Moment
from sightline.standards.detect.injury import INJURY
from sightline.standards.standard import standards as all_standards
from sightline.standards.switched import switched
from tests.knowing.people_of import DAYS
from tests.pages.conftest import Cast
from tests.pages.test_reviews import days, of_form, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
TITLE = "An injury in a baby who cannot move alone"
PAGE, SWITCH = f"/standards/{INJURY}/", f"/standards/{INJURY}/switch/"
WHY = "The hospital’s system sends us no examination until the month ends"


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """This will make it the Friday of the cast's week."""
    at(monkeypatch, DAYS["fri"])


def at(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    """This will make it the evening of a day."""
    for module in (on_a_page, opened, standards):
        monkeypatch.setattr(module, "now", lambda: Moment(day, 0, dt.time(21, 40)))


@pytest.fixture
def unit(cast: Cast) -> Client:
    """This will sign in the manager of the partnership."""
    with as_owner():
        team = Team.objects.create(
            organisation=Organisation.objects.create(name="The partnership"), type="partnership", name="Safeguarding partnership"
        )  # fmt: skip
        cast.posts["unit"] = Post.objects.create(
            team=team, name="Verity Holt", role="partnership manager", starts=dt.date(2025, 1, 1)
        )
    return signed_in(cast.posts["unit"])


def words(answer: HttpResponse) -> str:
    """This will give a page's words without its marks, as somebody reads it."""
    markup = re.sub(r"</?(strong|span|a|q)\b[^>]*>", "", answer.content.decode())
    return " ".join(unescape(re.sub(r"<svg\b.*?</svg>|<[^>]+>", " ", markup, flags=re.DOTALL)).split())


def form(client: Client, **said: str) -> dict[str, str]:
    """This will give the form that switches off from Friday, filled, as its page carries it."""
    page = client.get(SWITCH).content.decode()
    return {
        "act": "off", "key": of_form(page, "key"), "seen": of_form(page, "seen"), "why": WHY, **days("since", 7, 3, 2025),
        **days("review", 30, 6, 2025), **said,
    }  # fmt: skip


def on(client: Client, why: str = "It is mended") -> dict[str, str]:
    page = client.get(SWITCH).content.decode()
    return {"act": "on", "key": of_form(page, "key"), "seen": of_form(page, "seen"), "why": why}


def hurt(cast: Cast, who: str = "midwifery", told: str = "front_door", day: str = "thu") -> str:
    """This will write a bruise of a baby in one team's record, tell another, and give the address of the other's case."""
    with as_owner():
        week = cast.week
        baby = week.meet(who)
        tell = (week.tell(told, day),) if told else ()
        who_it_is = Particulars(person=str(baby), role="child", name="Wren", dob=dt.date(2025, 1, 20))  # type: ignore[arg-type]
        week.writes(who, day, who_it_is, baby, told=tell)
        body = Injury(type="bruise", site="cheek", child_mobility="non_mobile", documented_cause="none")
        week.writes(who, day, body, baby, told=tell)
        case = actions.open_case(**week.does(told or who, "fri"), title="A baby", people=[baby])  # type: ignore[arg-type]
    return f"/cases/{case}/on-a-page/"


def test_of_a_hundred_examples_six_stand_open_the_rest_open_with_a_touch_and_none_is_left_out(
    client: Client,
) -> None:
    one = next(one for one in all_standards() if one.kind == "child_not_seen")
    page = client.get(f"/standards/{one.kind}/").content.decode()
    spoken = sum("fires" in example for example in one.examples)
    assert (
        f"{len(one.examples)} examples: it speaks in {spoken} and stays silent in {len(one.examples) - spoken}."
        in page
    )
    stand_open, folded = page.split(f"{len(one.examples) - 6} more examples</span>")
    assert stand_open.count('<article class="sl-example">') == 6
    assert folded.split("</details>")[0].count('<article class="sl-example">') == len(one.examples) - 6


def test_everybody_reads_the_rule_and_the_list_says_what_is_off(cast: Cast, unit: Client) -> None:
    for who in ("author", "told", "untold", "manager", "signed out"):
        page = words(cast.client(who).get(PAGE))
        for said in (
            TITLE,
            "26 weeks",
            "agencies have talked it over, and a skilled doctor has examined the baby",
            "21 April 2019: it speaks",
            "NICE CG89",
        ):
            assert said in page, (who, said)
        assert ("Switched on." in page) == (who != "signed out")
    assert "All 34 practice standards are switched on" in words(cast.client("told").get("/standards/"))
    assert "shown to those who are signed in" in words(cast.client("signed out").get("/standards/"))
    assert unit.post(SWITCH, form(unit)).status_code == 302
    for who in ("author", "told", "untold", "manager", "unit"):
        for address in ("/standards/", PAGE):
            page = words(cast.client(who).get(address))
            assert "Switched off since 7 March 2025 by the Safeguarding partnership, because:" in page, (
                who,
                address,
            )
            assert WHY in page
            assert "To be looked at again by 30 June 2025" in page
    for address in ("/standards/", PAGE):  # what the partnership told its teams it did not tell the world
        assert WHY not in words(cast.client("signed out").get(address))
    assert [cast.client(who).get("/standards/no_such/").status_code for who in ("told", "signed out")] == [
        404,
        404,
    ]


def test_only_a_partnership_manager_of_the_partnership_switches(cast: Cast, unit: Client) -> None:
    sent = form(unit)
    for who, status in (("told", 403), ("author", 403), ("manager", 404)):
        client = cast.client(who)
        assert "Switch it off" not in words(client.get(PAGE))
        assert [client.get(SWITCH).status_code, client.post(SWITCH, sent).status_code] == [status, status], (
            who
        )
    assert cast.client("signed out").get(SWITCH).status_code == 302
    assert unit.get("/standards/no_such/switch/").status_code == 404
    assert switched(by_kind.switched(cast.posts["unit"].team)) == []
    assert "Switch it off" in words(unit.get(PAGE))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"why": ""}, "Enter why it is switched off"),
        (days("since", 6, 3, 2025), "must be today or later"),
        (days("since", 31, 2, 2025), "day"),
        (days("review", 7, 3, 2025), "after the day from which it is off"),
        (days("review", 30, 6, 2026), "within a year"),
        (
            {"review-day": "", "review-month": "", "review-year": ""},
            "Enter the day by which you look at it again",
        ),
    ],
)
def test_a_slip_is_named_and_what_was_written_is_kept(
    cast: Cast, unit: Client, wrong: dict[str, str], says: str
) -> None:
    answer = unit.post(SWITCH, form(unit) | wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    summary = re.search(r"govuk-error-summary.*?</ul>", page, re.DOTALL)
    assert summary
    assert says in summary[0]
    assert "why" in wrong or WHY in page
    assert switched(by_kind.switched(cast.posts["unit"].team)) == []


def test_a_second_click_adds_nothing_and_an_old_page_does_not_win(cast: Cast, unit: Client) -> None:
    sent, stale = form(unit), form(unit, why="Another reason altogether")
    assert [unit.post(SWITCH, sent).status_code for _ in range(2)] == [302, 302]
    answer = unit.post(SWITCH, stale)
    assert (answer.status_code, "Another reason altogether" in answer.content.decode()) == (409, True)
    assert "A colleague has said something else" in words(answer)
    again = on(unit)
    assert [unit.post(SWITCH, again).status_code for _ in range(2)] == [302, 302]
    assert (
        unit.post(SWITCH, stale).status_code == 409
    )  # it was off and is on again since that page was opened
    (time,) = switched(by_kind.switched(cast.week.teams["gp"]))
    assert time.ended is not None
    with as_owner():
        assert rows.Entry.objects.filter(kind__in=("standard_off", "standard_on")).count() == 2
    page = words(unit.get(PAGE))
    assert "Off from 7 March 2025" in page
    assert "On again from 7 March 2025: so it was never off" in page
    assert unit.post(SWITCH, form(unit, why="A third time")).status_code == 302


def test_it_is_told_in_every_inbox(cast: Cast, unit: Client) -> None:
    unit.post(SWITCH, form(unit))
    for who in ("author", "told", "untold"):
        page = words(cast.client(who).get("/inbox/"))
        assert f"Practice standard switched off: “{TITLE}”" in page, who


def test_a_team_s_page_is_silent_from_its_day_and_says_which_it_does_not_look_at(
    cast: Cast, unit: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, door = hurt(cast), cast.client("told")
    assert f">{TITLE}</h1>" in door.get(case).content.decode()
    assert PAGE in door.get(case).content.decode()
    unit.post(SWITCH, form(unit, **days("since", 8, 3, 2025)))
    assert f">{TITLE}</h1>" in door.get(case).content.decode()  # tomorrow is not today
    assert "Not looked at here" not in words(door.get(case))
    at(monkeypatch, DAYS["sat"])
    page = words(door.get(case))
    assert f">{TITLE}</h1>" not in door.get(case).content.decode()
    assert "A strategy discussion about what was seen" not in page  # its clock is of the same rule
    assert (
        f"Not looked at here, because the partnership has switched it off: {TITLE} (since 8 March 2025)"
        in page
    )
    assert "That is not the same as nothing to say" in page
    assert "No practice standard that is switched on speaks" in page
    assert (
        f">{TITLE}</h1>" in door.get(f"{case}?on=2025-03-07").content.decode()
    )  # as it stood the day before
    at(monkeypatch, dt.date(2025, 7, 1))
    assert "review overdue since 30 June 2025" in words(door.get(case))
    assert "It should have been looked at again by 30 June 2025" in words(door.get("/standards/"))
    at(monkeypatch, DAYS["sun"])
    assert unit.post(SWITCH, on(unit)).status_code == 302
    assert f">{TITLE}</h1>" in door.get(case).content.decode()
    assert "Not looked at here" not in words(door.get(case))


def test_a_standard_that_never_speaks_to_a_team_is_not_named_on_its_cases(cast: Cast, unit: Client) -> None:
    case, door = hurt(cast), cast.client("told")
    sent = form(unit)
    assert unit.post("/standards/placement_planning_incomplete/switch/", sent).status_code == 302
    assert "Not looked at here" not in words(door.get(case))


def test_a_replay_speaks_of_it_all_the_same(cast: Cast, unit: Client) -> None:
    unit.post(SWITCH, form(unit))
    page = cast.client("told").get("/stories/child-a/?on=2020-05-14&agency=csc").content.decode()
    assert f'href="{PAGE}">{TITLE}</a>' in page


def test_a_team_counts_what_it_was_told_and_nothing_else(
    cast: Cast, unit: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurt(cast)
    hurt(cast, "health_visiting", told="")
    for who, says in (
        ("told", "it spoke 1 time since 7 March 2024"),
        ("author", "it spoke 1 time"),
        ("untold", "It has not spoken since 7 March 2024"),
    ):
        assert says in words(cast.client(who).get(PAGE)), who
    at(monkeypatch, dt.date(2025, 5, 1))  # and nothing was recorded
    page = words(cast.client("told").get(PAGE))
    assert "The time for it went by with nothing recorded 1" in page
    assert "How often it spoke" not in words(unit.get(PAGE)).split("there is nothing to count")[-1]
    assert "does not speak to a team of your kind" in words(unit.get(PAGE))
    assert "How often it spoke" not in words(cast.client("signed out").get(PAGE))
    monkeypatch.setattr(standards, "MOST", 1)
    page = words(cast.client("told").get(PAGE))
    assert "Not counted: your team’s record is too long" in page
    assert "spoke 1 time" not in page


def test_a_manager_who_opens_no_case_sees_quarters_with_small_numbers_hidden(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurt(cast)
    at(monkeypatch, dt.date(2025, 4, 2))
    page = words(cast.client("manager").get(PAGE))
    assert "January to March 2025 hidden" in page
    assert "1 time" not in page
    for _ in range(5):
        hurt(cast)
    assert "January to March 2025 6" in words(cast.client("manager").get(PAGE))


def test_a_learning_review_is_not_told_and_is_told_that(cast: Cast, unit: Client) -> None:
    unit.post(SWITCH, form(unit))
    with as_owner():
        review = Team.objects.create(
            organisation=cast.posts["unit"].team.organisation, type="learning_review", name="A review",
            within=cast.posts["unit"].team,
        )  # fmt: skip
        lead = Post.objects.create(
            team=review, name="Hana Lloyd", role="lead reviewer", starts=dt.date(2025, 1, 1)
        )
    for address in (PAGE, "/standards/"):
        page = words(signed_in(lead).get(address))
        assert "A learning review is not told" in page
        assert "Switched on." not in page
        assert WHY not in page


def test_nothing_that_a_team_alone_may_see_is_kept_by_a_browser(cast: Cast) -> None:
    for address in ("/standards/", PAGE):
        assert cast.client("told").get(address)["Cache-Control"] == "no-store"
