"""One entry of the ledger laid out, as far as the team itself may know, and the days that the ledger is narrowed to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sightline.record import actions, models
from sightline.record.acting import acting_for, as_owner
from sightline.record.kinds.contact import Check, InformationSharing, Visit
from sightline.record.kinds.decision import Decision, DecisionOutcome
from sightline.record.kinds.harm import Observation
from sightline.record.kinds.particulars import Particulars, SamePerson
from sightline.record.times import Span
from tests.knowing.people_of import DAYS
from tests.pages.conftest import Cast
from tests.pages.test_replay import words
from tests.pages.test_who_may import canonical

pytestmark = pytest.mark.django_db(transaction=True)
DECIDED = {"type": "referral_outcome", "outcome": "no further action"}


@dataclass
class Street:
    """The cast's case, with what other teams did later; addresses and words of its ledger, as midwifery sees it."""

    cast: Cast
    child: UUID

    def ledger(self, query: str = "", who: str = "author", status: int = 200) -> str:
        """This will give what the ledger says."""
        return words(self.cast.client(who), f"/cases/{self.cast.case}/ledger/{query}", status)

    def panel(self, entry: UUID | None) -> str:
        """This will give what the ledger says of one entry, laid out."""
        said = self.ledger(f"?entry={entry}")
        return re.split(r"\d+ entr(?:y|ies), and who was told", said.split("One entry at a glance")[1])[0]

    def listed(self, query: str = "") -> set[str]:
        """This will give the short words of the entries that the ledger lists."""
        page = self.cast.client("author").get(f"/cases/{self.cast.case}/ledger/{query}").content.decode()
        return set(re.findall(r'#chosen"(?: aria-current="true")?>([^<]+)</a>', page))

    def writes(self, who: str, day: str, body: object, *told: str, **more: object) -> UUID:
        """This will record that a team did something about the child, and told others the same day."""
        with as_owner():
            tell = tuple(self.cast.week.tell(whom, day) for whom in told)
            return self.cast.week.writes(who, day, body, self.child, told=tell, **more)

    def id(self, team: str) -> str:
        """This will give a team's id."""
        return str(self.cast.week.teams[team].pk)


@pytest.fixture
def street(cast: Cast) -> Street:
    """This will let the police and the surgery know of the child, whom they were told of on Monday."""
    with as_owner(), acting_for(cast.week.teams["midwifery"]):
        made = Street(cast, models.CasePerson.objects.get(case=cast.case).person_id)
    who = Particulars(person=str(made.child), name="Baby Nine")  # type: ignore[arg-type]
    made.writes("midwifery", "mon", who, "police", "gp")
    return made


def test_nothing_is_laid_out_until_it_is_chosen(street: Street) -> None:
    assert "One entry at a glance" not in street.ledger()
    page = street.cast.client("author").get(f"/cases/{street.cast.case}/ledger/").content.decode()
    assert f"?entry={street.cast.own}#chosen" in page
    assert 'aria-current="true"' not in page


def test_the_chosen_row_is_marked_and_the_filters_stay(street: Street) -> None:
    address = f"/cases/{street.cast.case}/ledger/?family=concern&entry={street.cast.own}"
    page = street.cast.client("author").get(address).content.decode()
    marked = re.findall(r'<a [^>]*href="([^"]+)" aria-current="true">', page)
    assert {link.replace("&amp;", "&") for link in marked} == {f"{address}#chosen"}
    assert page.count('<tr class="sl-ledger__chosen">') == 1
    assert f'href="/entries/{street.cast.own}/">Read the whole entry' in page


def test_each_step_of_a_telling_has_its_own_day(street: Street) -> None:
    week, entry = street.cast.week, street.cast.told
    said = street.panel(entry)
    assert "Written by your team the same day" in said
    assert "Told to 1 team" in said
    assert "Says it told 4 Mar 2025; not confirmed Delivered not recorded" in said
    with as_owner():
        actions.open(**week.does("front_door", "fri"), telling=week.telling("front_door", entry))  # type: ignore[arg-type]
    said = street.panel(entry)
    assert (
        "Told 4 Mar 2025 Delivered day not kept Opened 7 Mar 2025, 3 days later Acknowledged not recorded"
        in said
    )
    assert "says it told" not in said.lower()
    assert "By your team" in said


def test_own_entry_names_the_teams_not_told_and_those_who_acted_later(street: Street) -> None:
    street.writes("police", "thu", Visit(purpose="welfare_check"), "midwifery")
    street.writes("gp", "mon", Decision(**DECIDED), "midwifery")  # before it, so not without it
    own = street.panel(street.cast.own)
    assert "Your team told it to nobody else" in own
    assert "Your team has not told 3 teams; 1 of them acted later" in own
    assert "Police made a visit or tried to on 6 March 2025" in own
    assert "The front door and the GP practice" in own
    assert "decided" not in own
    assert "health" not in own.lower()


def test_what_an_untold_team_did_that_the_team_was_not_told_of_is_not_there(street: Street) -> None:
    before = street.panel(street.cast.own)
    with as_owner():
        theirs = street.cast.week.meet("police")
    for who, told in (("police", "gp"), ("gp", "police")):
        for child in (street.child, theirs) if who == "police" else (street.child,):
            with as_owner():
                tell = (street.cast.week.tell(told, "thu"),)
                street.cast.week.writes(who, "thu", Decision(**DECIDED), child, told=tell, summary="Hidden")
    street.writes("front_door", "thu", Check(asked=street.id("health_visiting")), "health_visiting")  # type: ignore[arg-type]
    after = street.panel(street.cast.own)
    assert after == before
    assert "acted" not in after
    assert "health visiting" not in after.lower()


def test_an_act_about_the_same_child_by_another_id_is_found_once_they_are_known_to_be_one(
    street: Street,
) -> None:
    week = street.cast.week
    with as_owner():
        theirs = week.meet("police")
        week.writes("police", "thu", Decision(**DECIDED), theirs, told=(week.tell("midwifery", "thu"),))
    assert "acted later" not in street.panel(street.cast.own)
    with as_owner():
        week.writes(
            "midwifery", "fri", SamePerson(persons=(str(street.child), str(theirs))), street.child, theirs
        )  # type: ignore[arg-type]
    assert "Police decided on 6 March 2025: No further action" in street.panel(street.cast.own)


def test_who_was_told_part_or_named_it_in_turn_is_not_said_to_be_untold(street: Street) -> None:
    own = street.cast.own
    street.writes(
        "midwifery",
        "wed",
        InformationSharing(to=(street.id("gp"),), what=(str(own),), content="partial"),
        "gp",
    )  # type: ignore[arg-type]
    street.writes("police", "thu", Decision(**DECIDED, on_information=(str(own),)), "midwifery")  # type: ignore[arg-type]
    said = street.panel(own)
    assert "Told something of it, in another entry" in said
    assert "GP practice on 5 March 2025: Shared: " in said
    assert "Your team has not told 1 team" in said
    assert "acted later" not in said


def test_a_decision_s_outcome_alone_is_part_of_it(street: Street) -> None:
    decided = street.writes("midwifery", "wed", Decision(**DECIDED))
    street.writes("midwifery", "wed", DecisionOutcome(decision=str(decided), **DECIDED), "front_door")  # type: ignore[arg-type]
    said = street.panel(decided)
    assert "Front door on 5 March 2025: No further action" in said
    assert "Your team has not told 2 teams The GP practice and the police" in said
    street.writes("midwifery", "thu", DecisionOutcome(decision=str(decided), **DECIDED), "gp", "police")  # type: ignore[arg-type]
    assert "Nobody is left who was not told" in street.panel(decided)


def test_of_what_somebody_else_wrote_nobody_is_said_not_to_have_been_told(street: Street) -> None:
    theirs = street.writes("police", "wed", Check(asked=street.id("gp")), "midwifery", "gp")  # type: ignore[arg-type]
    street.writes("gp", "thu", Decision(**DECIDED), "midwifery")
    said = street.panel(theirs)
    assert "Written by the police the same day" in said
    assert "Your team Says it told 5 Mar 2025" in said
    assert "You see no telling of it to anybody else" in said
    assert "not told" not in said
    assert "decided" not in said


@pytest.mark.parametrize("entry", ["00000000-0000-4000-8000-000000000000", "nonsense", ""])
def test_an_entry_that_is_not_there_answers_404(street: Street, entry: str) -> None:
    assert (
        street.cast.client("author").get(f"/cases/{street.cast.case}/ledger/?entry={entry}").status_code
        == 404
    )


def test_an_entry_that_the_team_was_not_told_of_answers_as_one_that_is_not_there(street: Street) -> None:
    hidden = street.writes("front_door", "wed", Decision(**DECIDED), "police")
    with as_owner():
        elsewhere = street.cast.week.writes("midwifery", "wed", Visit(), street.cast.week.meet("midwifery"))
    client, page = street.cast.client("author"), f"/cases/{street.cast.case}/ledger/?entry={{}}"
    nobody = client.get(page.format("00000000-0000-4000-8000-000000000000"))
    for id in (hidden, elsewhere):
        there = client.get(page.format(id))
        assert there.status_code == nobody.status_code == 404
        assert canonical(there.content) == canonical(nobody.content)


def test_as_many_questions_are_asked_beside_a_long_record(street: Street) -> None:
    address = f"/cases/{street.cast.case}/ledger/?entry={street.cast.own}"
    asked = []
    for _ in range(2):
        client = street.cast.client("author")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        asked.append(len(queries))
        for _ in range(15):
            street.writes("police", "thu", Decision(**DECIDED), "midwifery")
            street.writes("midwifery", "wed", Observation(rests_on="seen"), "front_door", "gp")
    assert asked[0] == asked[1]
    assert asked[0] < 60


def test_looking_at_an_entry_laid_out_is_not_opening_it(street: Street) -> None:
    theirs = street.writes("police", "wed", Visit(), "midwifery")
    street.panel(theirs)
    with as_owner():
        assert not models.Receipt.objects.exists()


DAY = "{0}-day={1}&{0}-month={2}&{0}-year={3}"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        (DAY.format("from", 4, 3, 2025), {"Worry"}),
        (DAY.format("to", 3, 3, 2025), {"Contact 1"}),
        (f"{DAY.format('from', 3, 3, 2025)}&{DAY.format('to', 4, 3, 2025)}", {"Contact 1", "Worry"}),
        (DAY.format("from", 8, 3, 2025), set()),
    ],
)
def test_the_ledger_is_narrowed_to_days(street: Street, query: str, shown: set[str]) -> None:
    assert street.listed(f"?{query}") == shown


def test_days_are_days_that_things_happened_not_that_they_were_written(street: Street) -> None:
    street.writes("midwifery", "fri", Visit(), occurred=Span(DAYS["mon"]))
    assert "Visit" in street.listed(f"?{DAY.format('to', 3, 3, 2025)}")
    assert "Visit" not in street.listed(f"?{DAY.format('from', 5, 3, 2025)}")


@pytest.mark.parametrize(
    ("query", "said", "box"),
    [
        (DAY.format("from", 31, 2, 2025), "“From” must be a real day", "from-day"),
        (DAY.format("to", 3, "", 2025), "“To” must include a month", "to-month"),
        (DAY.format("to", "x", 3, 2025), "“To” must be in numbers, for example 27 3 2026", "to-day"),
        (DAY.format("from", 1, 1, 25), "“From” must have a year between 1900 and 2100", "from-year"),
        (
            f"{DAY.format('from', 4, 3, 2025)}&{DAY.format('to', 3, 3, 2025)}",
            "“To” must be the same day as “From”, or a later one",
            "to-day",
        ),
    ],
)
def test_a_bad_day_is_an_error_and_what_was_put_in_stays(
    street: Street, query: str, said: str, box: str
) -> None:
    answer = street.cast.client("author").get(f"/cases/{street.cast.case}/ledger/?{query}&show=late")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert f'<a href="#{box}">{said}</a>' in page
    assert page.count(said) == 2
    for part in query.split("&"):
        name, value = part.split("=")
        assert re.search(rf'id="{name}"[^>]*' + (f'value="{value}"' if value else ""), page), part
    assert re.search(
        rf'class="[^"]*govuk-input--error[^"]*" id="{box}"|id="{box}"[^>]*govuk-input--error', page
    )
    assert '<option value="late" selected' in page
    assert "Still uneasy" not in page
    assert "Worry" not in page
