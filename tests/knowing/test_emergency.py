"""Emergency access as stories: what it opens, what it never does, who is told, and that it closes and is reviewed.

Teams and days as in test_stories, with a night team that was told nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from django.db import Error, connections

from sightline.access import ROLES, Permission
from sightline.pathways.emergency import review
from sightline.people.models import Organisation, Post, Team
from sightline.record import actions, emergency
from sightline.record.acting import acting_for
from sightline.record.actions import Conflict, NotKnown, Refused
from sightline.record.kinds.harm import Background, Concern
from sightline.record.kinds.particulars import Particulars
from sightline.record.models import Entry, Restriction, Told
from tests.house.world import owner as as_the_owner
from tests.knowing.nights import BORN, NUMBER, SECRET, a_day_later, changed, child, opens, sees
from tests.knowing.people_of import DAYS, Partnership, at

pytestmark = pytest.mark.django_db(databases=["owner"])


@pytest.fixture
def night(week: Partnership) -> Partnership:
    """This will add the night team, with somebody on duty."""
    team = Team.objects.create(
        organisation=Organisation.objects.create(name="council"), type="emergency_duty", name="night"
    )
    week.teams["night"] = team
    week.posts["night"] = Post.objects.create(
        team=team, name="Mel Tregenza", role="out of hours", starts=dt.date(2025, 1, 1)
    )
    return week


def test_it_opens_tells_the_holder_and_closes_and_what_was_known_stays(night: Partnership) -> None:
    """
    | day | who             | does                                            | tells           |
    | --- | --------------- | ----------------------------------------------- | --------------- |
    | Mon | health_visiting | writes a worry                                  | nobody          |
    | Tue | night           | opens what they hold about the child, by name and date of birth | health_visiting |
    """
    child(night)
    assert sees(night) == []
    access = opens(night)
    assert sees(night) == [SECRET]
    assert night.who_sees(access) == "health_visiting night"
    (worry,) = (UUID(entry.id) for entry in night.sees("night").entries(Concern))
    assert night.tellings("health_visiting", worry) == [
        ("health_visiting", "health_visiting", "recorded"), ("night", "health_visiting", "emergency"),
    ]  # fmt: skip
    person = night.sees("night").entry(str(access)).people[0]  # type: ignore[union-attr]
    assert [entry.summary for entry in night.sees("night", UUID(person)).entries(Concern)] == [SECRET]
    a_day_later(access)
    assert sees(night) == []
    assert night.who_sees(access) == "health_visiting night"
    assert [entry.summary for entry in night.knew("night", "tue").entries(Concern)] == [SECRET]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, True),
        ({"name": "wren  ATTLEY"}, True),
        ({"name": "Wrén Attley"}, True),
        ({"name": "Wren Atley"}, False),
        ({"name": "Wren"}, False),
        ({"dob": BORN + dt.timedelta(days=1)}, False),
        ({"dob": None}, False),
        ({"nhs_number": NUMBER}, True),
        ({"nhs_number": "9990000018", "dob": None}, True),
        ({"nhs_number": NUMBER, "name": "Birdie Attley"}, True),
        ({"nhs_number": NUMBER, "dob": BORN + dt.timedelta(days=1)}, False),
        ({"nhs_number": "999 000 0026"}, False),
        ({"nhs_number": NUMBER, "name": "Birdie Attley", "dob": None}, False),
    ],
)
def test_two_particulars_agree_to_the_letter_and_the_third_does_not_differ(
    night: Partnership, said: dict[str, Any], found: bool
) -> None:
    child(night, nhs_number=NUMBER)
    opens(night, **said)
    assert sees(night) == ([SECRET] if found else [])


def test_no_match_is_told_and_kept_as_a_match_is(night: Partnership) -> None:
    child(night)
    for key, who in (("hit", "health_visiting"), ("miss", "police")):
        access = opens(night, key=key, who=who)
        kinds = sorted(
            entry.kind for entry in night.sees(who).all() if entry.author == str(night.teams["night"].pk)
        )
        assert kinds == ["emergency_access", "particulars"]
        assert emergency.find(night.teams[who], access).by == "Mel Tregenza, out of hours"  # type: ignore[union-attr]
    assert [entry.kind for entry in night.sees("night").all()].count("same_person") == 1


def test_a_hit_and_a_miss_run_the_same_statements_up_to_what_is_told(night: Partnership) -> None:
    child(night)
    said: dict[str, list[str]] = {}
    for name in ("Wren Attley", "Nobody Here"):
        ran: list[str] = []

        def keep(execute: Any, sql: str, params: Any, many: bool, context: Any, ran: list[str] = ran) -> Any:
            ran.append(sql.partition("SAVEPOINT")[0])
            return execute(sql, params, many, context)

        with connections["owner"].execute_wrapper(keep):
            opens(night, key=name, name=name)
        said[name] = ran
    hit, miss = said["Wren Attley"], said["Nobody Here"]
    assert set(miss) <= set(hit)


def test_the_same_again_is_done_once(night: Partnership) -> None:
    child(night)
    assert opens(night) == opens(night)
    assert as_the_owner("select count(*) from sightline_told where how = 'emergency'") == [(2,)]
    with pytest.raises(Conflict):
        opens(night, danger="Something else")


def test_nobody_else_is_told_anything(night: Partnership) -> None:
    child(night)
    before = {who: _everything(night, who) for who in ("police", "gp", "midwifery", "front_door")}
    access = opens(night)
    review(**review_of(night, access))
    assert {who: _everything(night, who) for who in before} == before


def _everything(week: Partnership, who: str) -> list[str]:
    tables = (
        "entry",
        "payload",
        "told",
        "restriction",
        "receipt",
        "look",
        "person",
        "entryperson",
        "lifting",
    )
    with acting_for(week.teams[who]):
        return [
            str(sorted(map(str, as_the_owner(f"select {'id' if t == 'person' else '*'} from sightline_{t}"))))
            for t in tables
        ]


def test_what_is_restricted_is_not_given(night: Partnership) -> None:
    person = child(night)
    holder = "health_visiting"
    for summary, binds in (
        ("for all", None),
        ("for night", ["night"]),
        ("for gp", ["gp"]),
        ("for itself", [holder]),
    ):
        entry = night.writes("health_visiting", "mon", Concern(), person, summary=summary)
        actions.restrict(
            **night.does("health_visiting", "mon"), entries=[entry], reason="court_order", authority="a court",  # type: ignore[arg-type]
            binds=None if binds is None else [night.teams[one] for one in binds], spares=[night.teams["health_visiting"]],
        )  # fmt: skip
    opens(night)
    told = [entry.summary for entry in night.knew("night", "tue").entries(Concern)]  # restricted or not
    assert sorted(told) == [SECRET, "for gp"]


def test_of_somebody_whose_address_is_protected_no_particulars_are_given(night: Partnership) -> None:
    person = child(night, address="9 Alder Row")
    night.writes(
        "health_visiting",
        "mon",
        Particulars(person=str(person), address="A refuge", protected=True),
        person,  # type: ignore[arg-type]
    )
    opens(night)
    assert sees(night) == [SECRET]
    assert [body.address for body in _particulars(night)] == [None]


def _particulars(week: Partnership) -> list[Particulars]:
    return [entry.body for entry in week.sees("night").entries(Particulars)]


def test_two_numbers_are_two_people_and_nothing_is_opened(night: Partnership) -> None:
    child(night, nhs_number=NUMBER)
    child(night, nhs_number="999 000 0026", summary="The other Wren")
    opens(night)
    assert sees(night) == []
    opens(night, key="two", nhs_number=NUMBER)
    assert sees(night) == [SECRET]


def test_two_records_that_nothing_speaks_against_are_opened_together(night: Partnership) -> None:
    child(night)
    child(night, summary="Written by a bank worker")
    opens(night)
    assert sees(night) == [SECRET, "Written by a bank worker"]


def test_those_who_are_the_same_are_opened_with_them_and_not_once_that_is_undone(night: Partnership) -> None:
    person, other = child(night), child(night, name="Birdie", summary="Under another name")
    tie = {"persons": (person, other)}
    actions.same_person(**night.does("health_visiting", "mon"), **tie)  # type: ignore[arg-type]
    opens(night)
    assert sees(night) == [SECRET, "Under another name"]
    actions.same_person(**night.does("health_visiting", "tue"), **tie, same=False)  # type: ignore[arg-type]
    access = opens(night, key="two", day="wed")
    assert len(emergency.entries_given(night.teams["night"], access)) == 2


def test_somebody_only_asked_about_is_not_held(night: Partnership) -> None:
    """A check, or another night's access, tells a team who somebody is; that is not holding anything of them."""
    person = night.meet("front_door")
    night.writes(
        "front_door", "mon", Particulars(person=str(person), name="Wren Attley", dob=BORN), person,  # type: ignore[arg-type]
        told=(night.tell("gp", "mon"),),
    )  # fmt: skip
    opens(night, key="first", who="gp")
    access = opens(night, who="gp")
    assert emergency.entries_given(night.teams["night"], access) == []
    assert len(_particulars(night)) == 2  # what it wrote itself, twice


def test_what_others_asked_by_does_not_stand_in_the_way(night: Partnership) -> None:
    """Two numbers that were typed on two nights are not two people whom the holder holds."""
    child(night)
    for key, number in (("one", NUMBER), ("two", "999 000 0026")):
        opens(night, key=key, nhs_number=number)
    access = opens(night, key="three")
    assert len(emergency.entries_given(night.teams["night"], access)) == 2


def test_what_the_holder_was_told_by_others_is_given_and_they_are_not_told(night: Partnership) -> None:
    person = night.meet("midwifery")
    told = (night.tell("front_door", "mon"),)
    night.writes(
        "midwifery", "mon", Particulars(person=str(person), name="Wren Attley", dob=BORN), person, told=told
    )  # type: ignore[arg-type]
    night.writes("midwifery", "mon", Concern(), person, summary="Told the door", told=told)
    night.writes("midwifery", "mon", Concern(), person, summary="Told nobody")
    opens(night, who="front_door")
    assert sees(night) == ["Told the door"]


def test_told_in_the_ordinary_way_before_or_after_it_does_not_close(night: Partnership) -> None:
    person = child(night)
    had = night.writes(
        "health_visiting", "mon", Concern(), person, summary="Had", told=(night.tell("night", "mon"),)
    )
    access = opens(night)
    a_day_later(access)
    assert sees(night) == ["Had"]
    assert had
    with acting_for(night.teams["health_visiting"]):
        worry = Entry.objects.filter(kind="concern").exclude(pk=had).get().pk
    actions.tell(**night.does("health_visiting", "wed"), entry=worry, to=[night.tell("night", "wed")])  # type: ignore[arg-type]
    assert sees(night) == [SECRET, "Had"]


def test_opened_again_it_is_open_for_another_day(night: Partnership) -> None:
    child(night)
    a_day_later(opens(night))
    again = opens(night, day="wed", key="two")
    assert sees(night) == [SECRET]
    a_day_later(again)
    assert sees(night) == []


def test_what_came_by_an_emergency_is_not_opened_on(night: Partnership) -> None:
    """The night team's own record is asked for by another night team."""
    child(night)
    opens(night)
    other = Team.objects.create(
        organisation=night.teams["gp"].organisation, type="emergency_duty", name="other"
    )
    post = Post.objects.create(team=other, name="B", role="out of hours", starts=dt.date(2025, 1, 1))
    night.teams["other"], mel = other, night.posts["night"]
    night.posts["night"] = post
    opens(night, who="night", key="three")
    night.posts["night"] = mel
    assert sees(night, "other") == []


def review_of(week: Partnership, access: UUID, who: str = "health_visiting", **more: Any) -> dict[str, Any]:
    found = emergency.find(week.teams[who], access)
    return {
        "by": week.posts[who], "at": at("wed"), "access": found, "finding": "right", "words": "She had to know.", "leave_open": False, **more,
    }  # fmt: skip


def test_it_is_reviewed_once_and_both_sides_see_it(night: Partnership) -> None:
    child(night)
    access = opens(night)
    team = night.teams["health_visiting"]
    assert (emergency.waiting(team), emergency.waiting(night.teams["night"])) == (1, 0)
    one = emergency.page(team, "told")[0][0]
    assert (one.overdue(DAYS["wed"]), one.overdue(DAYS["thu"])) == (False, True)
    act = review_of(night, access)
    review(**act)
    assert emergency.waiting(team) == 0
    for who, side in (("health_visiting", "told"), ("night", "made")):
        (seen,) = emergency.page(night.teams[who], side)[0]  # type: ignore[arg-type]
        assert seen.review is not None
        assert (seen.review.body.finding, seen.review.summary) == ("right", "She had to know.")
        assert not seen.overdue(DAYS["fri"])
    assert review(**act)
    with pytest.raises(NotKnown):
        review(**{**review_of(night, access), "by": night.posts["police"]})


def test_a_second_review_collides(night: Partnership) -> None:
    child(night)
    access = opens(night)
    before = review_of(night, access)
    assert review(**before) == review(**before)
    with pytest.raises(Conflict):
        review(**{**before, "words": "I see it otherwise."})
    assert [
        seen.review.summary for seen in emergency.page(night.teams["night"], "made")[0] if seen.review
    ] == ["She had to know."]


def test_nobody_reviews_what_they_opened_themselves(night: Partnership) -> None:
    from sightline.people.models import Account

    child(night)
    account = Account.objects.create(email="mel@example.org")
    Post.objects.filter(pk__in=[night.posts["night"].pk, night.posts["health_visiting"].pk]).update(
        account=account
    )
    access = opens(night)
    night.posts["health_visiting"].refresh_from_db()
    with pytest.raises(Refused):
        review(**review_of(night, access))


def test_left_open_it_does_not_close(night: Partnership) -> None:
    child(night)
    access = opens(night)
    review(**review_of(night, access, leave_open=True))
    a_day_later(access)
    assert sees(night) == [SECRET]


def test_the_database_lets_no_emergency_in_otherwise(night: Partnership) -> None:
    child(night)
    worry = as_the_owner("select id from sightline_entry where kind = 'concern'")[0][0]
    with pytest.raises(NotKnown):  # not even the holder's own telling may be called one
        actions.tell(
            **night.does("health_visiting", "tue"), entry=worry, to=[night.tell("night", "tue", "emergency")]
        )  # type: ignore[arg-type]
    access = opens(night)
    for who in ("night", "police"):  # an access of a transaction that is over opens nothing
        changed("entry", "stored = stored - interval '1 hour'")
        with pytest.raises(Error, match="there is nothing here by that id"), acting_for(night.teams[who]):
            emergency.opened(access)
    assert Told.objects.filter(how="emergency").count() == Restriction.objects.count() == 2


def test_an_access_of_another_day_opens_nothing_with_fresh_particulars(night: Partnership) -> None:
    child(night)
    access = opens(night, name="Nobody Here")
    changed("entry", "stored = stored - interval '1 hour' where id = %s", access)
    (person,) = night.sees("night").entry(str(access)).people  # type: ignore[union-attr]
    who = Particulars(person=person, name="Wren Attley", dob=BORN)
    night.writes("night", "tue", who, UUID(person), told=(night.tell("health_visiting", "tue"),))
    with pytest.raises(Error, match="there is nothing here by that id"), acting_for(night.teams["night"]):
        emergency.opened(access)


def test_a_role_that_the_table_does_not_name_opens_nothing(night: Partnership) -> None:
    child(night)
    Post.objects.filter(pk=night.posts["night"].pk).update(role="practitioner")
    with pytest.raises(NotKnown):
        opens(night)
    assert Entry.objects.filter(kind="emergency_access").count() == 0
    assert {role for role, may in ROLES.items() if Permission.OPEN_IN_EMERGENCY in may} == {"out of hours"}


def test_other_people_of_the_family_are_not_opened(night: Partnership) -> None:
    child(night)
    father = night.meet("health_visiting")
    night.writes("health_visiting", "mon", Background(topics=("violence",)), father, summary="His own")
    opens(night)
    assert [entry.summary for entry in night.sees("night").entries(Background)] == []
