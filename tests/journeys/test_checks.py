"""The check board and the inbox in a browser: a realistic contact, one with very much, an empty one, and each with an error."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from sightline.checks import asking
from sightline.people.models import Post, Team
from sightline.record import models as rows
from sightline.record.acting import as_owner
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Background
from sightline.record.kinds.particulars import Particulars
from sightline.record.times import Moment, Span
from tests.journeys.looked_over import PHONE, WIDE, accessible, looked_over
from tests.knowing.people_of import Partnership, partnership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = dt.datetime.now(tz=dt.UTC).date()
MORE = {
    "the trust for adults": "adult_mental_health", "Young Futures": "leaving_care", "Harbour Council": "other_local_authority",
    "the learning disability team": "learning_disability", "probation": "probation",
}  # fmt: skip


@dataclass
class Contact:
    """A second contact about an expected baby, with the checks of a morning in every state; and a first that nobody took up."""

    site: str
    week: Partnership
    referral: UUID
    empty: UUID
    father: UUID
    namesake: UUID

    def page(self, page: Page, who: str) -> str:
        """This will sign in as somebody of a team, and give the site's address."""
        page.goto(f"{self.site}/sign-in-as/")
        page.set_default_timeout(5000)
        page.get_by_role("button", name=re.compile(rf"^A {who}\b")).click()
        return self.site

    def telling(self, who: str) -> UUID:
        with as_owner():
            return (
                rows.Told.objects.filter(knower=self.week.teams[who], entry__kind="check").latest("stored").pk
            )

    def ask(self, person: UUID, day: int, *teams: str) -> list[UUID]:
        return asking.ask(
            by=self.week.posts["front_door"], at=_at(day), key=self.week.key(), referral=self.referral, person=str(person),  # type: ignore[arg-type]
            teams=[self.week.teams[one] for one in teams], basis="public_task", answer_by=TODAY + dt.timedelta(days=day + 1),
            purpose="A baby is due in twelve weeks. What do you know of how he is, and of children he has lived with?",
        )  # fmt: skip


def _at(day: int) -> Moment:
    return Moment(TODAY + dt.timedelta(days=day))


def _write(
    week: Partnership, who: str, body: object, *people: UUID, tells: tuple[str, ...] = (), **more: Any
) -> UUID:
    told = tuple(asking.Tell(week.teams[one], _at(-3)) for one in tells)
    return asking.actions.record(
        by=week.posts[who], at=_at(-3), key=week.key(), body=body, people=people,
        occurred=Span(TODAY - dt.timedelta(days=3)), tell=told, **more,
    )  # fmt: skip


@pytest.fixture
def contact(db: None, site: str) -> Contact:
    with as_owner():
        week = partnership()
        for name, type in MORE.items():
            week.teams[name] = Team.objects.create(
                organisation=week.teams["gp"].organisation, type=type, name=name
            )
            week.posts[name] = Post.objects.create(
                team=week.teams[name], name=f"A {name}", role="practitioner", starts=dt.date(2025, 1, 1)
            )
        Post.objects.update(role="practitioner")
        Post.objects.filter(team=week.teams["front_door"]).update(role="front-door decision maker")
        baby, mother, father = (week.meet("midwifery") for _ in range(3))
        lives = {"address": "4 Linnet Row, Marlbrook", "postcode": "ZZ9 9ZZ"}
        for person, said in (
            (baby, {"role": "unborn", "edd": TODAY + dt.timedelta(weeks=12)}),
            (mother, {"role": "mother", "name": "Isolde Penhale", "dob": dt.date(2003, 1, 9), "nhs_number": "999 4321", **lives}),
            (father, {"role": "father", "name": "Corin Attley", "dob": dt.date(1999, 3, 4)}),
        ):  # fmt: skip
            _write(week, "midwifery", Particulars(person=str(person), **said), person, tells=("front_door",))  # type: ignore[arg-type]
        door = str(week.teams["front_door"].pk)
        referral = _write(
            week, "midwifery", Referral(to=door, sequence=2, topics=("retention_of_information",)), baby, mother, father,  # type: ignore[arg-type]
            tells=("front_door",), summary="They do not seem able to hold on to what is covered from week to week.",
        )  # fmt: skip
        alone = week.meet("midwifery")
        empty = _write(week, "midwifery", Referral(to=door), alone, tells=("front_door",))  # type: ignore[arg-type]
        patient, namesake = week.meet("gp"), week.meet("gp")
        for person, born in ((patient, dt.date(1999, 3, 4)), (namesake, dt.date(1961, 4, 3))):
            who = Particulars(person=str(person), name="Corin Attley", dob=born, **lives)  # type: ignore[arg-type]
            _write(week, "gp", who, person)
        for n in range(6):
            _write(
                week,
                "gp",
                Background(topics=("mental_health",)),
                patient,
                summary=f"Seen {n + 1} times with low mood",
            )
        made = Contact(site, week, referral, empty, father, namesake)
        _morning(made, baby, mother, father)
    return made


def _morning(made: Contact, baby: UUID, mother: UUID, father: UUID) -> None:
    """Held, nothing held, refused, unanswered and waiting."""
    week = made.week

    def says(who: str, check: UUID, what: Any = asking.answer, **more: Any) -> None:
        what(by=week.posts[who], at=_at(-1), key=week.key(), check=check, **more)

    says("police", made.ask(mother, -2, "police")[0], result="nothing_found")
    says(
        "police",
        made.ask(father, -2, "police")[0],
        result="information_found",
        words="Two calls to the address this year.",
    )
    says("health_visiting", made.ask(baby, -2, "health_visiting")[0], result="nothing_found")
    says(
        "the learning disability team", made.ask(mother, -2, "the learning disability team")[0], asking.refuse,
        reason="No diagnosis is recorded, so there is no open service: please ask for advice without one",
    )  # fmt: skip
    made.ask(mother, -2, "the trust for adults")
    made.ask(mother, 0, "gp")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_board_and_asking(contact: Contact, page: Page, width: int) -> None:
    site = contact.page(page, "front_door")
    board = f"{site}/checks/{contact.referral}/"
    looked_over(page, board, width)
    looked_over(page, f"{site}/checks/{contact.empty}/", width)
    looked_over(page, f"{board}ask/", width)
    looked_over(page, f"{board}ask/?person={contact.father}&service=housing", width)
    looked_over(page, f"{board}ask/?person={contact.father}&service=gp", width)
    looked_over(page, f"{site}/inbox/", width)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_very_much(contact: Contact, page: Page, width: int) -> None:
    long = "Bartholomew-Featherstonehaugh Alexandrina-Wilhelmina of Little Snoring and Great Snoring"
    with as_owner():
        week = contact.week
        people = [week.meet("midwifery") for _ in range(8)]
        roles = ("unborn", "sibling", "child", "mother", "father", "partner", "partner", "other_adult")
        for person, role in zip(people, roles, strict=True):
            _write(
                week,
                "midwifery",
                Particulars(person=str(person), role=role, name=long),
                person,
                tells=("front_door",),
            )  # type: ignore[arg-type]
        spoken = ("retention_of_information", "violence", "housing_instability")
        contact.referral = _write(
            week, "midwifery", Referral(to=str(week.teams["front_door"].pk), topics=spoken), *people,  # type: ignore[arg-type]
            tells=("front_door",), summary="A long story of a large family. " * 60,
        )  # fmt: skip
        for n in range(30):
            week.teams[f"p{n}"] = Team.objects.create(
                organisation=week.teams["gp"].organisation, type="gp", name=f"the practice at number {n} " + "Long Lane" * 9
            )  # fmt: skip
        for person in people[3:6]:
            contact.ask(person, -1, *(f"p{n}" for n in range(12)), "gp")
        for n in range(40):
            patient = week.meet("gp")
            _write(
                week,
                "gp",
                Particulars(person=str(patient), name=long, address=f"{n} " + "Elder" * 20),
                patient,
            )  # type: ignore[arg-type]
    site = contact.page(page, "front_door")
    looked_over(page, f"{site}/checks/{contact.referral}/", width)
    looked_over(page, f"{site}/checks/{contact.referral}/ask/?person={people[4]}&service=gp", width)
    contact.page(page, "gp")
    looked_over(page, f"{site}/inbox/{contact.telling('gp')}/", width)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_faults_and_the_preview(contact: Contact, page: Page, width: int) -> None:
    with as_owner():
        contact.ask(contact.father, 0, "gp")
    site = contact.page(page, "front_door")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{site}/checks/{contact.referral}/ask/?person={contact.father}&service=gp")
    page.get_by_label("What you need to know, and what for").fill("How is he?")
    page.get_by_label("Public task").check()
    page.get_by_role("button", name="See what they will read").click()
    assert "This is all that" in page.locator("h1").inner_text()
    accessible(page)


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_forms_with_faults(contact: Contact, browser: Browser, width: int) -> None:
    with as_owner():
        contact.ask(contact.father, 0, "gp")
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()  # a refused form is an error to the browser's console
    site = contact.page(page, "front_door")
    page.goto(f"{site}/checks/{contact.referral}/ask/?person={contact.father}&service=gp")
    page.get_by_label("Month").fill("13")
    page.get_by_role("button", name="See what they will read").click()
    expect(page).to_have_title(re.compile("^Error: "))
    accessible(page)
    contact.page(page, "gp")
    page.goto(f"{site}/inbox/{contact.telling('gp')}/")
    page.get_by_role("button", name="Send this answer").click()
    expect(page).to_have_title(re.compile("^Error: "))
    accessible(page)
    context.close()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_asked_team_s_inbox(contact: Contact, page: Page, width: int) -> None:
    with as_owner():
        contact.ask(contact.father, 0, "gp")
    site = contact.page(page, "gp")
    looked_over(page, f"{site}/inbox/", width)
    looked_over(page, f"{site}/inbox/{contact.telling('gp')}/", width)
    page.get_by_role("button", name="This is the person").first.click()
    looked_over(page, page.url, width)


def test_asked_and_answered_by_keyboard_without_script(contact: Contact, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    contact.page(page, "front_door")
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.goto(f"{contact.site}/checks/{contact.referral}/")
    page.get_by_role("link", name="Ask now GP about the father").filter(visible=True).press("Enter")
    page.get_by_label("What you need to know, and what for").fill(
        "How is he, and has he lived with children?"
    )
    page.get_by_role("button", name="See what they will read").press("Enter")
    expect(page).to_have_title(re.compile("^Error: "))
    assert "How is he" in page.get_by_label("What you need to know, and what for").input_value()
    page.get_by_label("Public task").press("Space")
    page.get_by_role("button", name="See what they will read").press("Enter")
    read = page.locator(".sl-asked").inner_text()
    page.get_by_role("button", name="Ask now").press("Enter")
    assert page.locator(f"#c-{contact.father}-gp").inner_text().startswith("Asked, waiting")

    contact.page(page, "gp")
    page.get_by_role("link", name="Inbox").press("Enter")
    page.get_by_role("link", name="You are asked what you hold: Corin Attley").press("Enter")
    assert page.locator(".sl-asked").inner_text() == read
    page.get_by_label("We could not search").press("Space")
    page.get_by_role("button", name="Send this answer").press("Enter")
    expect(page.get_by_role("link", name="Enter why you could not search")).to_be_visible()
    page.get_by_label("What you tell them, or why").fill("The system is down until two")
    page.get_by_role("button", name="Send this answer").press("Enter")
    assert "You did not answer, and said why" in page.locator("h1").inner_text()
    context.close()
