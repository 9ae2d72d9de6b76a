"""Checks as stories: who is asked what, who matches, what is told, and what is taken back. Teams and days as in test_stories."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from sightline.checks import asking
from sightline.checks.expected import expected
from sightline.checks.looking import look
from sightline.record import actions, cases
from sightline.record.kinds.contact import Check, CheckAnswer, InformationSharing, Referral
from sightline.record.kinds.harm import Background
from sightline.record.kinds.particulars import Particulars, SamePerson
from sightline.record.models import Told
from sightline.state.board import Board, board
from tests.knowing.people_of import DAYS, Partnership, at, partnership

pytestmark = pytest.mark.django_db(databases=["owner"])
OURS = {"dob": DAYS["mon"].replace(year=1999), "nhs_number": "999 000 1234"}


class Door:
    """A referral to the front door about a baby and its father, and what the front door does about it."""

    def __init__(self, week: Partnership) -> None:
        self.week = week
        self.baby, self.father = week.meet("midwifery"), week.meet("midwifery")
        told = (week.tell("front_door", "mon"),)
        for person, said in (
            (self.baby, {"role": "unborn", "edd": DAYS["sun"]}),
            (self.father, {"role": "father", "name": "Corin Attley", **OURS}),
        ):
            week.writes("midwifery", "mon", Particulars(person=str(person), **said), person, told=told)  # type: ignore[arg-type]
        self.referral = week.writes(
            "midwifery",
            "mon",
            Referral(to=str(week.teams["front_door"].pk)),
            self.baby,
            self.father,
            told=told,  # type: ignore[arg-type]
        )

    def asks(self, day: str = "tue", who: str = "gp", **more: Any) -> UUID:
        words = {
            **self.week.does("front_door", day),
            "referral": self.referral,
            "person": str(self.father),
            "teams": [self.week.teams[who]],
            "purpose": "Is the baby safe with them?",
            "basis": "public_task",
            "answer_by": DAYS["thu"],
        }
        made = asking.ask(**{**words, **more})  # type: ignore[arg-type]
        return made[0]

    def board(self, day: str = "wed") -> Board:
        people = (str(self.baby), str(self.father))
        known = self.week.sees("front_door", self.baby, self.father)
        return board(known, people, expected(known, people, DAYS[day]), DAYS[day])  # type: ignore[arg-type]

    def gp(self, day: str = "wed") -> str:
        found = self.board(day).cell(str(self.father), "gp")  # type: ignore[arg-type]
        assert found is not None
        return found.state


def patient(week: Partnership, day: str = "mon", **said: Any) -> UUID:
    """This will begin a patient of the practice, with something on file that nobody was told."""
    person = week.meet("gp", day)
    week.writes(
        "gp", day, Particulars(person=str(person), **{"name": "Corin Attley", **OURS, **said}), person
    )  # type: ignore[arg-type]
    week.writes("gp", day, Background(topics=("mental_health",)), person, summary="Low for a year")
    return person


def likely(week: Partnership, door: Door, check: UUID) -> list[str]:
    gp = week.teams["gp"]
    asked = asking.asked_of(gp, check)
    said = [e.body for e in cases.who(gp, [UUID(asking.person_of(asked))]) if e.author == asked.author]
    (found,) = look(gp, [said[-1]], DAYS["wed"]).candidates
    return [one.person for one in found]


def test_asking_tells_the_asked_team_what_it_takes_to_look_and_nobody_else(week: Partnership) -> None:
    """
    | day | who        | does                             | tells |
    | --- | ---------- | -------------------------------- | ----- |
    | Mon | midwifery  | refers a baby and its father     | front_door |
    | Tue | front_door | asks the practice about him      | gp    |

    | then       | sees                                                          |
    | ---------- | ------------------------------------------------------------- |
    | gp         | his name and date of birth as sent, the purpose and the basis |
    | gp         | not the referral, nor the baby                                |
    | midwifery  | nothing of the check                                          |
    """
    door = Door(week)
    shown = asking.preview(
        week.posts["front_door"], at("tue"), str(door.father), week.teams["gp"],
        "Is the baby safe with them?", "public_task", DAYS["thu"],
    )  # type: ignore[arg-type]  # fmt: skip
    check = door.asks()
    told = sorted(week.sees("gp").all(), key=lambda entry: entry.kind, reverse=True)
    assert [(e.kind, e.body, e.people, e.summary) for e in told] == [
        (e.kind, e.body, e.people, e.summary) for e in shown
    ]
    assert week.who_sees(check) == "front_door gp"
    assert [door.board("mon").cell(str(door.father), "gp").state, door.gp("tue")] == ["not_asked", "waiting"]  # type: ignore[union-attr, arg-type]
    assert (door.gp("thu"), door.gp("fri")) == ("waiting", "no_answer")


def test_a_protected_address_is_not_sent(week: Partnership) -> None:
    door = Door(week)
    week.writes(
        "front_door", "mon", Particulars(person=str(door.father), address="9 Elder Way", postcode="ZZ9 9ZZ", protected=True), door.father,
    )  # type: ignore[arg-type]  # fmt: skip
    door.asks()
    sent = week.sees("gp").entries(Particulars)[0].body
    assert (sent.address, sent.postcode, sent.name) == (None, None, "Corin Attley")


def test_it_matches_answers_and_takes_back_what_was_about_somebody_else(week: Partnership) -> None:
    """
    | day | who        | does                                    | front_door's board says | front_door sees |
    | --- | ---------- | --------------------------------------- | ----------------------- | --------------- |
    | Tue | front_door | asks the practice                       | waiting                 |                 |
    | Wed | gp         | matches its own patient                 | waiting                 |                 |
    | Wed | gp         | answers in words, and tells one entry   | held                    | both            |
    | Thu | gp         | finds that it was his namesake          | waiting                 | neither         |
    | Fri | gp         | still silent: the day to answer by past | no_answer               | neither         |

    On Thursday, and ever after, the record says that the front door knew both on Wednesday.
    """
    door = Door(week)
    own = patient(week)
    entry = UUID(next(e.id for e in week.sees("gp", own).entries(Background)))
    check = door.asks()
    before = door.board()
    tie = asking.match(**week.does("gp", "wed"), check=check, person=str(own))  # type: ignore[arg-type]
    assert week.who_sees(tie) == "gp"
    assert door.board() == before
    done = {
        "check": check,
        "result": "information_found",
        "words": "Registered. Low mood.",
        "entries": [entry],
    }
    answer = asking.answer(**week.does("gp", "wed"), **done)  # type: ignore[arg-type]
    assert door.gp() == "held"
    sharing = UUID(week.sees("front_door").entries(InformationSharing)[0].id)
    assert {week.who_sees(one) for one in (answer, sharing, entry, tie)} == {"front_door gp"}
    about = week.sees("front_door", door.baby, door.father).entries(Background, str(door.father))  # type: ignore[arg-type]
    assert [one.id for one in about] == [str(entry)]

    asking.unmatch(**week.does("gp", "thu"), check=check, person=str(own), why="The wrong Corin Attley")  # type: ignore[arg-type]
    assert (door.gp("thu"), door.gp("fri")) == ("waiting", "no_answer")
    cell = door.board("thu").cell(str(door.father), "gp")  # type: ignore[arg-type]
    assert cell is not None
    assert (cell.checks[0].withdrawn, cell.held) == (DAYS["thu"], ())
    assert {week.who_sees(one) for one in (answer, sharing, entry, tie)} == {"gp"}
    assert {week.who_knew(one, "fri") for one in (answer, sharing, entry, tie)} == {"front_door gp"}
    assert not week.sees("front_door", door.father).entries(Background)
    assert not asking.matches(week.sees("gp", door.father), asking.asked_of(week.teams["gp"], check))

    asking.answer(**week.does("gp", "sat"), check=check, result="nothing_found")  # type: ignore[arg-type]
    assert door.gp("sat") == "nothing_held"


def test_what_the_asker_had_been_told_before_it_keeps(week: Partnership) -> None:
    door = Door(week)
    own = patient(week)
    entry = UUID(next(e.id for e in week.sees("gp", own).entries(Background)))
    actions.tell(**week.does("gp", "mon"), entry=entry, to=[week.tell("front_door", "mon")])  # type: ignore[arg-type]
    check = door.asks()
    asking.match(**week.does("gp", "wed"), check=check, person=str(own))  # type: ignore[arg-type]
    asking.answer(
        **week.does("gp", "wed"), check=check, result="information_found", words="As told", entries=[entry]
    )  # type: ignore[arg-type]
    asking.unmatch(**week.does("gp", "thu"), check=check, person=str(own), why="Another")  # type: ignore[arg-type]
    assert week.who_sees(entry) == "front_door gp"
    assert door.gp("thu") == "waiting"


def test_undoing_one_of_two_matches_leaves_the_answer_about_the_other(week: Partnership) -> None:
    door = Door(week)
    check = door.asks()
    his, namesake = patient(week), patient(week)
    files = [_file(week, person) for person in (his, namesake)]
    for day, person, file in (("tue", his, files[0]), ("wed", namesake, files[1])):
        asking.match(**week.does("gp", day), check=check, person=str(person))  # type: ignore[arg-type]
        asking.answer(**week.does("gp", day), check=check, result="information_found", entries=[file])  # type: ignore[arg-type]
        if person == his:
            asking.unmatch(**week.does("gp", day), check=check, person=str(his), why="His namesake")  # type: ignore[arg-type]
    assert week.who_sees(files[0]) == "gp"
    assert week.who_sees(files[1]) == "front_door gp"
    asking.match(**week.does("gp", "thu"), check=check, person=str(his))  # type: ignore[arg-type]
    asking.unmatch(**week.does("gp", "thu"), check=check, person=str(his), why="Not him after all")  # type: ignore[arg-type]
    assert week.who_sees(files[1]) == "front_door gp"
    assert door.gp("thu") == "held"


def _file(week: Partnership, person: UUID) -> UUID:
    return week.writes("gp", "mon", Background(topics=("mental_health",)), person, summary="Seen in March")


def test_matched_and_undone_within_one_second_is_undone(week: Partnership) -> None:
    door = Door(week)
    own = patient(week)
    check = door.asks()
    asked = asking.asked_of(week.teams["gp"], check)
    for turn in range(6):
        if turn % 2:
            asking.unmatch(**week.does("gp", "wed"), check=check, person=str(own), why="No")  # type: ignore[arg-type]
        else:
            asking.match(**week.does("gp", "wed"), check=check, person=str(own))  # type: ignore[arg-type]
        assert bool(asking.matches(week.sees("gp", door.father), asked)) == (turn % 2 == 0)


def test_a_look_that_could_not_be_made_is_never_nothing_held(week: Partnership) -> None:
    door = Door(week)
    check = door.asks()
    asking.refuse(**week.does("gp", "wed"), check=check, reason="Our system was down: we could not search")  # type: ignore[arg-type]
    assert door.gp() == "refused"
    week.writes(
        "gp",
        "wed",
        CheckAnswer(check=str(check), result="no_response"),
        door.father,
        told=(week.tell("front_door", "wed"),),
    )  # type: ignore[arg-type]
    assert door.gp() != "nothing_held"


@pytest.mark.parametrize(
    ("name", "dob", "found"),
    [
        ("Corin Attley", DAYS["mon"].replace(year=1999), True),
        ("Corrin Atley", DAYS["mon"].replace(year=1999), True),
        ("Attley Corin", DAYS["mon"].replace(year=1998), True),
        ("Corin Attley", DAYS["tue"].replace(year=1983), True),
        ("Rowan Pell", DAYS["mon"].replace(year=1999), False),
        ("Rowan Attley", DAYS["wed"].replace(year=1971), False),
    ],
)
def test_misspelt_wrong_date_of_birth_and_strangers(
    week: Partnership, name: str, dob: object, found: bool
) -> None:
    door = Door(week)
    own = patient(week, name=name, dob=dob, nhs_number=None)
    assert (likely(week, door, door.asks()) == [str(own)]) == found


def test_two_namesakes_are_both_shown_the_likelier_first(week: Partnership) -> None:
    door = Door(week)
    namesake = patient(week, nhs_number="999 000 9999", dob=DAYS["mon"].replace(year=1961))
    own = patient(week)
    assert likely(week, door, door.asks()) == [str(own), str(namesake)]


def test_who_shares_half_a_name_alone_is_not_shown(week: Partnership) -> None:
    door = Door(week)
    own = patient(week)
    for surname in "Ambrose Bellweather Carnforth Dunmore Eversley Fairlight Garsdale".split():
        patient(week, name=f"Corin {surname}", dob=None, nhs_number=None)
    assert likely(week, door, door.asks()) == [str(own)]


def test_another_team_s_check_and_a_made_up_one_are_not_there(week: Partnership) -> None:
    door = Door(week)
    check = door.asks()
    for id in (check, door.referral, door.father):
        with pytest.raises(actions.NotKnown):
            asking.refuse(**week.does("police", "wed"), check=id, reason="x")  # type: ignore[arg-type]
    with pytest.raises(actions.NotKnown):
        asking.ask(
            **week.does("midwifery", "tue"), referral=door.referral, person=str(door.father),
            teams=[week.teams["gp"]], purpose="x", basis="consent", answer_by=DAYS["thu"],
        )  # type: ignore[arg-type]  # fmt: skip


def test_a_double_click_asks_once_and_two_people_collide(week: Partnership) -> None:
    door = Door(week)
    act = week.does("front_door", "tue")
    more = {**act, "expects": door.referral}
    one = door.asks(**more)
    rows = Told.objects.count()
    assert door.asks(**more) == one
    assert Told.objects.count() == rows
    with pytest.raises(actions.Conflict):
        door.asks(expects="nothing")


@pytest.mark.parametrize("seed", range(12))
def test_until_the_holder_answers_the_asker_cannot_tell_who_holds_what(owner: None, seed: int) -> None:
    """The same asking of two practices: one holds a patient, matches him, writes of him; the other holds nobody."""
    shown = []
    for holds in (True, False):
        choose = random.Random(seed)
        early, undone, day = choose.random() < 0.5, choose.random() < 0.5, choose.choice(("tue", "wed"))
        week = partnership()
        door = Door(week)
        own = (
            patient(week, name=choose.choice(("Corin Attley", "Corin Atley", "Rowan Pell")))
            if holds and early
            else None
        )
        check = door.asks(day)
        if holds:
            own = own or patient(week, "wed")
            asking.match(**week.does("gp", "wed"), check=check, person=str(own))  # type: ignore[arg-type]
            week.writes("gp", "wed", Background(topics=("trauma_history",)), own, door.father)
            if undone:
                asking.unmatch(**week.does("gp", "thu"), check=check, person=str(own), why="No")  # type: ignore[arg-type]
        shown.append(_all_that_is_seen(week, door))
    assert shown[0] == shown[1]


def _all_that_is_seen(week: Partnership, door: Door) -> object:
    """The board of each day and every entry and telling that the front door sees, with ids said in the order met."""
    called: dict[str, str] = {str(team.pk): who for who, team in week.teams.items()}

    def plain(value: object) -> str:
        text = repr(value)
        for id, name in called.items():
            text = text.replace(id, name)
        return text

    known = week.sees("front_door")
    called |= {str(door.baby): "baby", str(door.father): "father"}
    called |= {entry.id: f"{entry.kind}" for entry in known.all()}
    tellings = [replace(row, id="") for row in known.tellings()]
    boards = [door.board(day) for day in DAYS]
    return sorted(map(plain, [*known.all(), *tellings])), [plain(one) for one in boards]


def test_a_tie_is_not_told(week: Partnership) -> None:
    door = Door(week)
    own = patient(week)
    asking.match(**week.does("gp", "wed"), check=door.asks(), person=str(own))  # type: ignore[arg-type]
    assert not week.sees("front_door").entries(SamePerson)


def test_the_others_whom_a_check_names_help_to_find_the_one_asked_about(week: Partnership) -> None:
    """
    | day | who        | does                                                          | tells |
    | --- | ---------- | ------------------------------------------------------------- | ----- |
    | Mon | gp         | has two patients of his name, one of them beside his daughter |       |
    | Tue | front_door | asks about him, and names his daughter with him               | gp    |

    | then | sees                                                           |
    | ---- | -------------------------------------------------------------- |
    | gp   | first the one who lives where his daughter does                |
    | gp   | of him alone nothing that tells the two apart                  |
    """
    bare = {"dob": None, "nhs_number": None}
    hers = {
        "name": "Idony Attley",
        "dob": DAYS["mon"].replace(year=2015),
        "address": "40 Canal Street",
        "postcode": "QX9 9ZZ",
    }
    elsewhere = patient(week, **bare, address="8 Quarry Road", postcode="QX7 1AA")
    beside = patient(week, **bare, address="40 Canal Street", postcode="QX9 9ZZ")
    patient(week, **{**hers, "nhs_number": None})
    him, her = week.meet("front_door", "tue"), week.meet("front_door", "tue")
    told = (week.tell("gp", "tue"),)
    for person, said in ((him, {"name": "Corin Attley"}), (her, {**hers, "address": None, "postcode": None})):
        week.writes("front_door", "tue", Particulars(person=str(person), **said), person, told=told)  # type: ignore[arg-type]
    gp = week.teams["gp"]
    body = Check(asked=str(gp.pk), of_people=(str(him), str(her)))  # type: ignore[arg-type]
    check = asking.asked_of(gp, week.writes("front_door", "tue", body, him, her, told=told))
    said = cases.who(gp, [him, her])
    sent = asking.sent([e.body for e in said if e.body.person == str(him)], str(him))  # type: ignore[arg-type]
    others = asking.others_of(check, said)
    assert [one.name for one in others] == ["Idony Attley"]
    assert {one.person for one in look(gp, [sent], DAYS["wed"]).candidates[0]} == {
        str(beside),
        str(elsewhere),
    }
    assert look(gp, [sent, *others], DAYS["wed"]).candidates[0][0].person == str(beside)
