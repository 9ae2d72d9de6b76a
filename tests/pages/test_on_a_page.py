"""The case on a page: what it says of each state, what it leaves out, what it keeps, and what it costs."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sightline.pages import came, on_a_page, opened
from sightline.people.models import Contact
from sightline.record import actions
from sightline.record import models as rows
from sightline.record.acting import acting_for, as_owner
from sightline.record.kinds.contact import Check, Referral
from sightline.record.kinds.harm import Concern, Injury, Observation
from sightline.record.kinds.particulars import Particulars
from sightline.record.times import Moment
from tests.knowing.people_of import DAYS
from tests.pages.conftest import Cast
from tests.pages.test_replay import words
from tests.pages.test_who_may import canonical

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
LANE = "4 Fold Lane"


@pytest.fixture(autouse=True)
def late_on_friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """This will make it 9:40pm on the Friday of the cast's week."""
    for module in (came, on_a_page, opened):
        monkeypatch.setattr(module, "now", lambda: Moment(DAYS["fri"], 0, dt.time(21, 40)))


def page_of(case: object) -> str:
    return f"/cases/{case}/on-a-page/"


def child_of(cast: Cast) -> UUID:
    with as_owner(), acting_for(cast.week.teams["midwifery"]):
        return rows.CasePerson.objects.get(case=cast.case).person_id


def case_of(cast: Cast, who: str, *people: UUID) -> UUID:
    """This will open a case of some people for a team."""
    with as_owner():
        return actions.open_case(**cast.week.does(who, "fri"), title="A family", people=people)  # type: ignore[arg-type]


def met(cast: Cast, who: str, told: str = "", *, day: str = "mon", **particulars: object) -> UUID:
    """This will begin a person in a team's record, told to another where one is named."""
    with as_owner():
        person = cast.week.meet(who)
        body = Particulars(person=str(person), **particulars)  # type: ignore[arg-type]
        cast.week.writes(who, day, body, person, told=(cast.week.tell(told, day),) if told else ())
    return person


def test_a_case_in_which_nothing_is_known_says_only_that(cast: Cast) -> None:
    case = case_of(cast, "midwifery")
    said = words(cast.client("author"), page_of(case))
    assert "Nothing is recorded as told to your team" in said
    assert "That is not the same as there being nothing to know" in said
    assert "ring 999" in said


def test_a_new_case_with_one_entry_answers_all_six_questions(cast: Cast) -> None:
    with as_owner():
        child = cast.week.meet("midwifery")
        cast.week.writes("midwifery", "mon", Concern(level="low"), child, summary="Tired and alone")
    said = words(cast.client("author"), page_of(case_of(cast, "midwifery", child)))
    for question in (
        "1. Who is this child? Nothing your team was told says who the child is",
        "2. What are people worried about, and what works well? Worry, 3 March; nothing your team was told says what works well",
        "3. What was decided, by whom, and why? No decision is recorded as told to your team",
        "4. What happens next, and by when? Nothing your team was told names a day ahead",
        "5. Who else is involved? Nothing your team was told says on which number anybody answers",
        "6. What is not known, or not asked?",
    ):  # fmt: skip
        assert question.replace("Worry, 3 March", "Worry, 4 days ago") in said
    assert "Last recorded: worry (midwifery, 4 days ago)" in said
    assert (
        "No practice standard speaks on what your team was told That is not the same as nothing to do" in said
    )
    assert "As at Friday 7 March 2025, 9:40pm" in said
    assert "You see the 1 entry about these people" in said


def test_an_unborn_baby_is_weeks_of_pregnancy_and_a_day_to_come(cast: Cast) -> None:
    said = words(cast.client("author"), page_of(cast.case))
    assert "A baby due on 1 June 2025, at 27 weeks 5 days of pregnancy" in said
    assert "The baby is due: Sunday 1 June" in said
    assert "Not known: whether there is a father or partner: nothing your team was told says it" in said


def test_an_overdue_answer_leads_the_page(cast: Cast) -> None:
    with as_owner():
        child = met(cast, "midwifery", "front_door", role="child", name="Finch")
        door = str(cast.week.teams["front_door"].pk)
        cast.week.writes(
            "midwifery", "wed", Referral(to=door, decide_by=DAYS["thu"], father="not_asked"), child,  # type: ignore[arg-type]
            summary="Worried", told=(cast.week.tell("front_door", "wed"),),
        )  # fmt: skip
    said = words(cast.client("told"), page_of(case_of(cast, "front_door", child)))
    assert "A decision on the contact of 5 March: was due 6 March, 1 day ago" in said
    assert "your team has written or been told of none" in said
    assert (
        "Not asked: about a father or partner. The referrer wrote on 5 March that they had not asked" in said
    )


def injured(cast: Cast, action: Any = None) -> UUID:
    """This will tell the front door of a bruise in a baby of ten weeks, today."""
    child = met(
        cast, "midwifery", "front_door", day="fri", role="child", name="Finch", dob=dt.date(2024, 12, 27)
    )
    bruise = Injury(
        type="bruise", site="cheek", child_mobility="non_mobile", documented_cause="none", action=action
    )
    with as_owner():
        cast.week.writes(
            "midwifery", "fri", bruise, child, summary="A thumb-sized bruise", told=(cast.week.tell("front_door", "fri"),)
        )  # fmt: skip
    return child


def test_one_prompt_stands_in_the_page_with_whom_to_ring_and_on_what_it_rests(cast: Cast) -> None:
    child = injured(cast)
    with as_owner():
        Contact.objects.create(
            team=cast.week.teams["midwifery"], sector="other", name="Bea Rowe", role="on call",
            telephone="01632 960 187", hours="Any time",
        )  # fmt: skip
    page = cast.client("told").get(page_of(case_of(cast, "front_door", child))).content.decode()
    assert re.search(r"<h1[^>]*>An injury in a baby who cannot move alone</h1>", page)
    assert page.count("What to do next") == 1
    assert page.index('href="tel:999"') < page.index('href="tel:01632960187"') < page.index("Clocks")
    said = words(cast.client("told"), page_of(case_of(cast, "front_door", child)))
    assert "It rests on: Injury: bruise, 7 March unread" in said
    assert "01632 960 187 Bea Rowe, midwifery: answers now" in said
    assert "Midwifery answers now" in said
    assert "A baby of 10 weeks" in said


@pytest.mark.parametrize(
    ("action", "due"),
    [(None, "due by the end of today"), ("referred_to_social_care", "due by the end of 10 March")],
)
def test_an_injury_that_calls_for_a_strategy_discussion_has_its_clock(
    cast: Cast, action: Any, due: str
) -> None:
    said = words(cast.client("told"), page_of(case_of(cast, "front_door", injured(cast, action))))
    clock = f"A strategy discussion about what was seen on 7 March (a local limit) {due}"
    assert clock in said


def test_two_injuries_of_one_child_have_one_clock_between_them(cast: Cast) -> None:
    child = injured(cast)
    case = page_of(case_of(cast, "front_door", child))
    clocks = words(cast.client("told"), case).count("A strategy discussion about what was seen on 7 March")
    bruise = Injury(type="bruise", site="arm", child_mobility="non_mobile", documented_cause="none")
    with as_owner():
        told = (cast.week.tell("front_door", "fri"),)
        cast.week.writes("midwifery", "fri", bruise, child, summary="Another bruise", told=told)
    said = words(cast.client("told"), case)
    assert said.count("A strategy discussion about what was seen on 7 March") == clocks > 0


def test_of_two_children_each_is_named_and_so_is_whom_the_prompt_is_about(cast: Cast) -> None:
    one, other = injured(cast), met(cast, "midwifery", "front_door", role="child", name="Lark")
    said = words(cast.client("told"), page_of(case_of(cast, "front_door", one, other)))
    assert re.search(r"1\. Who is this child\? Two children: (Finch and Lark|Lark and Finch)", said)
    assert "What to do next About Finch. 7 March 2025: bruise (cheek)" in said
    assert "Cannot move about, as last written on 7 March (about Finch)" in said


def test_no_page_says_what_somebody_did_wrong_or_counts_a_child(cast: Cast) -> None:
    child = injured(cast)
    said = words(cast.client("told"), page_of(case_of(cast, "front_door", child))).lower()
    assert not re.search(r"fail|blame|score|should have|nobody has asked|no concerns|no risk", said)


# What nobody has read


def test_what_nobody_of_the_team_has_read_is_marked_and_listed_until_it_is_opened(cast: Cast) -> None:
    child = injured(cast)
    case = case_of(cast, "front_door", child)
    before = words(cast.client("told"), page_of(case))
    assert "1 unread by your team. The page already shows them, marked unread" in before
    assert "Unread by your team: 1 Midwifery Injury: bruise: A thumb-sized bruise Told today" in before
    page = cast.client("told").get(page_of(case)).content.decode()
    assert (
        words(cast.client("told"), page_of(case)) == before
    )  # looking at this page is not opening the entry
    opened: list[str] = []
    while entry := re.search(r'class="sl-unread-row".*?href="(/inbox/[^"]+)"', page, re.DOTALL):
        opened.append(entry[1])
        cast.client("told").get(entry[1])
        page = cast.client("told").get(page_of(case)).content.decode()
    assert len(set(opened)) == 2  # the bruise, and who Finch is, which was told by itself
    assert "unread" not in page


# The address


def test_an_address_is_shown_when_asked_for_and_the_look_is_kept(cast: Cast) -> None:
    person = met(cast, "midwifery", role="mother", name="Ida Marl", address=LANE, postcode="ZZ9 1AA")
    case = case_of(cast, "midwifery", person)
    client = cast.client("author")
    assert LANE not in client.get(page_of(case)).content.decode()
    shown = client.post(page_of(case), {"person": str(person)}).content.decode()
    assert f"{LANE}, ZZ9 1AA" in shown
    assert LANE not in client.get(page_of(case)).content.decode()
    with as_owner():
        looks = rows.Look.objects.filter(purpose="asked for an address").values_list("post_id", "entry__kind")
        assert list(looks) == [(cast.posts["author"].pk, "particulars")]


def test_a_protected_address_is_never_shown(cast: Cast) -> None:
    person = met(cast, "midwifery", role="mother", name="Ida", address=LANE, telephone="01632 960 001")
    with as_owner():
        again = Particulars(person=str(person), protected=True)  # type: ignore[arg-type]
        cast.week.writes("midwifery", "tue", again, person)
    case = case_of(cast, "midwifery", person)
    client = cast.client("author")
    for answer in (client.get(page_of(case)), client.post(page_of(case), {"person": str(person)})):
        page = answer.content.decode()
        assert LANE not in page
        assert "960 001" not in page
        assert "The address is protected. It is not shown on this page" in page
        assert "Show the address" not in page
    with as_owner():
        assert not rows.Look.objects.filter(purpose="asked for an address").exists()


@pytest.mark.parametrize("person", ["", "rubbish", "stranger"])
def test_nobody_else_s_address_is_given(cast: Cast, person: str) -> None:
    asked = str(met(cast, "midwifery", address=LANE)) if person == "stranger" else person
    answer = cast.client("author").post(page_of(cast.case), {"person": asked})
    assert answer.status_code == 404
    assert LANE not in answer.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("told", 404), ("untold", 404), ("manager", 403), ("signed out", 403)]
)
def test_an_address_is_refused_as_the_page_is(cast: Cast, who: str, status: int) -> None:
    person = met(cast, "midwifery", address=LANE)
    case = case_of(cast, "midwifery", person)
    assert cast.client(who).post(page_of(case), {"person": str(person)}).status_code == status


def test_the_page_takes_no_other_way_of_asking(cast: Cast) -> None:
    assert cast.client("author").put(page_of(cast.case)).status_code == 405


def test_every_look_at_the_page_is_kept(cast: Cast) -> None:
    cast.client("author").get(page_of(cast.case))
    with as_owner():
        assert rows.Look.objects.get(case=cast.case).purpose == "opened the case on a page"


# Restricted, conflicting, corrected


def test_what_is_restricted_is_gone_from_the_page(cast: Cast) -> None:
    child = met(cast, "midwifery", "front_door", role="child", name="Finch")
    with as_owner():
        told = (cast.week.tell("front_door", "tue"),)
        sent = cast.week.writes(
            "midwifery", "tue", Concern(level="low"), child, summary="Mis-sent words", told=told
        )
    case = case_of(cast, "front_door", child)
    assert "Mis-sent words" in words(cast.client("told"), page_of(case))
    with as_owner():
        actions.restrict(
            **cast.week.does("midwifery", "wed"), entries=[sent], reason="mis_sent", authority="the author",  # type: ignore[arg-type]
            spares=[cast.week.teams["midwifery"]],
        )  # fmt: skip
    said = words(cast.client("told"), page_of(case))
    assert "Mis-sent words" not in said
    assert "Last recorded" not in said or "worry" not in said.split("Last recorded")[1][:40]


def test_two_dates_of_birth_stand_side_by_side_with_whose_they_are(cast: Cast) -> None:
    child = met(cast, "midwifery", "front_door", role="child", name="Finch", dob=dt.date(2024, 12, 27))
    with as_owner():
        other = Particulars(person=str(child), dob=dt.date(2024, 12, 7))  # type: ignore[arg-type]
        cast.week.writes("front_door", "tue", other, child)
    said = words(cast.client("told"), page_of(case_of(cast, "front_door", child)))
    assert "Born 7 December 2024 (the front door says) or 27 December 2024 (midwifery says)" in said
    assert "Not known: which date of birth of Finch is right: agencies hold different ones" in said


def test_the_page_as_it_stood_on_a_day_leaves_out_what_came_later_and_says_so(cast: Cast) -> None:
    said = words(cast.client("author"), f"{page_of(cast.case)}?on=2025-03-03")
    assert (
        "As at the end of Monday 3 March 2025. This is how it stood then, of what your team may see now"
        in said
    )
    assert "not sure that they will manage" in said
    assert "Still uneasy on Tuesday" not in said
    for senseless in ("2025-03-08", "rubbish", "2030-01-01", "0000-00-00"):
        assert "Still uneasy on Tuesday" in words(
            cast.client("author"), f"{page_of(cast.case)}?on={senseless}"
        )


# Not asked


def test_checks_are_not_asked_for_whose_they_are_and_not_known_for_others(cast: Cast) -> None:
    father = met(cast, "midwifery", "front_door", role="father", name="Bram")
    with as_owner():
        door = str(cast.week.teams["front_door"].pk)
        cast.week.writes(
            "midwifery", "wed", Referral(to=door), father, told=(cast.week.tell("front_door", "wed"),)
        )  # type: ignore[arg-type]
        asked = Check(
            asked=str(cast.week.teams["police"].pk), of_people=(str(father),), answer_by=DAYS["sat"]
        )  # type: ignore[arg-type]
        cast.week.writes("front_door", "thu", asked, father, told=(cast.week.tell("police", "thu"),))
    ours = words(cast.client("told"), page_of(case_of(cast, "front_door", father)))
    assert re.search(r"Not asked: about Bram: [^.]*GP", ours)
    assert "Not known: what is held about Bram by police: asked, and no answer is recorded" in ours
    assert "An answer from the police about Bram: due by the end of tomorrow" in ours
    theirs = words(cast.client("author"), page_of(case_of(cast, "midwifery", father)))
    assert "Not asked: about Bram" not in theirs
    assert re.search(
        r"Not known: whether anybody asked about Bram: [^.]*police[^.]*\. Your team was told of no such check",
        theirs,
    )


# Many


def with_many(cast: Cast, child: UUID, first: int, last: int) -> None:
    with as_owner():
        told = (cast.week.tell("front_door", "wed"),)
        for n in range(first, last):
            cast.week.writes(
                "midwifery", "wed", Observation(direction="concern", topics=("feeding",)), child, summary=f"Note {n:03}",
                told=told,
            )  # fmt: skip


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connections["default"]) as caught, Counted() as read:
        assert client.get(address).status_code == 200
    return len(caught) + read.statements


class Counted:
    """The statements that go round Django's own count: what `record.acting.run` sends."""

    def __enter__(self) -> Counted:
        from sightline.record import acting, store

        self.statements, self._store, self._run = 0, store, acting.run

        def run(sql: str, values: object) -> object:
            self.statements += 1
            return self._run(sql, values)  # type: ignore[arg-type]

        store.run = run  # type: ignore[assignment,attr-defined]
        return self

    def __exit__(self, *_: object) -> None:
        self._store.run = self._run  # type: ignore[attr-defined]


def test_the_page_reads_as_often_with_200_entries_as_with_20(cast: Cast) -> None:
    child = met(cast, "midwifery", "front_door", day="wed", role="child", name="Finch")
    case = case_of(cast, "front_door", child)
    with_many(cast, child, 0, 20)
    client = cast.client("told")
    client.get(page_of(case))
    few = queries(client, page_of(case))
    with_many(cast, child, 20, 200)
    many = queries(client, page_of(case))
    print("QUERIES", few, many)
    assert many == few
    assert few <= 40
    said = words(client, page_of(case))
    assert "And 194 earlier: in the chronology" in said
    assert "200 unread by your team" in said
    assert "And 190 more: in your inbox" in said
    assert len(client.get(page_of(case)).content) < 60_000


def test_very_many_people_are_there_and_out_of_the_way(cast: Cast) -> None:
    people = [met(cast, "midwifery", role="child", name="Finch")]
    people += [met(cast, "midwifery", role="relative", name=f"Relative {n:02}") for n in range(30)]
    said = words(cast.client("author"), page_of(case_of(cast, "midwifery", *people)))
    assert "24 more people" in said
    assert all(f"Relative {n:02}" in said for n in range(30))


# Noninterference


def test_what_a_team_was_not_told_changes_not_a_byte_of_its_page(cast: Cast) -> None:
    """Hidden entries of every sort about the same people, by others and told to others: the page stays as it was."""
    child = injured(cast)
    case = case_of(cast, "front_door", child)
    client = cast.client("told")
    before = canonical(client.get(page_of(case)).content)
    week = cast.week
    with as_owner():
        secret = met(
            cast, "police", role="partner", name="Hidden Partner", address="9 Hidden Row", protected=True
        )
        for n, body in enumerate(
            (
                Concern(level="high"), Injury(type="fracture", child_mobility="non_mobile"), Observation(direction="positive"),
                Check(asked=str(week.teams["gp"].pk), answer_by=DAYS["thu"]), Referral(to=str(week.teams["police"].pk)),  # type: ignore[arg-type]
                Particulars(person=str(child), dob=dt.date(2020, 1, 1), name="Another", protected=True),  # type: ignore[arg-type]
            )
        ):  # fmt: skip
            week.writes(
                "midwifery", "fri", body, child, summary=f"Hidden {n}", told=(week.tell("police", "fri"),)
            )
        week.writes(
            "police",
            "fri",
            Concern(level="high"),
            secret,
            summary="Hidden too",
            told=(week.tell("gp", "fri"),),
        )
    assert canonical(client.get(page_of(case)).content) == before
    told = words(cast.client("author"), page_of(case_of(cast, "midwifery", child)))
    assert "Hidden 0" in told  # it is there, for whoever wrote it


def test_a_case_that_is_not_the_teams_answers_as_none(cast: Cast) -> None:
    client = cast.client("told")
    there, not_there = client.get(page_of(cast.case)), client.get(page_of(uuid4()))
    assert there.status_code == not_there.status_code == 404
    assert canonical(there.content) == canonical(not_there.content)
