"""A referral is one act: who knows what by it, what is told that was not before, and that the same again adds nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connections

from sightline.pathways import drafts
from sightline.pathways.queue import due
from sightline.pathways.referral import Referring, Someone, doors, holder, reference, send, sent
from sightline.people.models import Contact, Draft, Team
from sightline.record import actions
from sightline.record.actions import Conflict, NotKnown
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.particulars import Particulars
from sightline.record.models import Case, CasePerson, Entry
from sightline.record.queue import queue
from tests.knowing.people_of import DAYS, Partnership, at

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
one_after_another = pytest.mark.django_db(databases=["owner"], transaction=True)
BABY = Someone(slot="child", role="unborn", edd=dt.date(2025, 6, 1))
MOTHER = Someone(slot="carer", role="mother", name="Kayleigh Marsh", address="9 Alder Row")


def referral(week: Partnership, *people: Someone, case: UUID | None = None, **said: Any) -> Referring:
    """This will give a referral by midwifery to the front door, with the answers that a story does not turn on."""
    held: dict[str, Any] = {
        "worry": "They cannot say how they will manage", "topics": ("parenting_capacity",), "alleges_harm": False,
        "working_well": "They come", "wanted": "Somebody meets them", "family_told": True, "why_not_told": None,
        "father": "not_asked", "contact_name": "Rosalind Pym", "contact_telephone": "01632 960 001",
    }  # fmt: skip
    return Referring(to=week.teams["front_door"], people=people, case=case, title="Baby of KM", **held | said)


def sends(week: Partnership, day: str, said: Referring, key: str = "one", **more: Any) -> UUID:
    return send(by=week.posts["midwifery"], at=at(day, 10), key=key, referral=said, **more).entry


def particulars(week: Partnership, who: str) -> set[tuple[str | None, str | None, str | None]]:
    """This will give what a team may see of who people are: role, name and address."""
    known = week.sees(who).entries(Particulars)
    return {(one.body.role, one.body.name, one.body.address) for one in known}


def test_a_first_referral(week: Partnership) -> None:
    """
    | day | who       | does                                     | tells      |
    | --- | --------- | ---------------------------------------- | ---------- |
    | Mon | midwifery | refers a baby and her mother, new to all | front_door |

    | on Mon     | knows the referral | knows who they are | has a case of theirs |
    | ---------- | ------------------ | ------------------ | -------------------- |
    | midwifery  | yes                | yes                | yes                  |
    | front_door | yes                | yes                | no                   |
    | police     | no                 | no                 | no                   |
    """
    id = sends(week, "mon", referral(week, BABY, MOTHER))
    assert week.who_knew(id, "mon") == "midwifery front_door"
    for who in ("midwifery", "front_door"):
        assert particulars(week, who) == {("unborn", None, None), ("mother", "Kayleigh Marsh", "9 Alder Row")}
    assert particulars(week, "police") == set()
    assert [(case.title, case.team_id) for case in Case.objects.all()] == [
        ("Baby of KM", week.teams["midwifery"].pk)
    ]
    body = week.sees("front_door").entry(str(id)).body  # type: ignore[union-attr]
    assert (body.sequence, body.source_type, body.father) == (1, "professional", "not_asked")
    assert body.decide_by == due(DAYS["mon"]) == DAYS["tue"]


@one_after_another
def test_it_waits_in_the_queue_of_the_front_door(week: Partnership) -> None:
    id = sends(week, "fri", referral(week, BABY, MOTHER))
    (line,) = queue(week.teams["front_door"]).waiting
    assert (line.referral.id, line.decide_by) == (str(id), DAYS["fri"] + dt.timedelta(days=3))


@one_after_another
def test_the_same_again_gives_the_same_and_adds_nothing(week: Partnership) -> None:
    first = sends(week, "mon", referral(week, BABY, MOTHER))
    before = Entry.objects.count()
    assert sends(week, "tue", referral(week, BABY, MOTHER)) == first
    assert (Entry.objects.count(), Case.objects.count()) == (before, 1)
    with pytest.raises(Conflict):
        sends(week, "tue", referral(week, BABY, MOTHER, worry="Something else"))


@one_after_another
def test_a_second_referral_tells_only_what_is_new(week: Partnership) -> None:
    """
    | day | who       | does                                             | tells                           |
    | --- | --------- | ------------------------------------------------ | ------------------------------- |
    | Mon | midwifery | refers a baby and her mother                     | front_door                      |
    | Tue | midwifery | writes the mother's date of birth                | nobody                          |
    | Wed | midwifery | refers them again, with a father it had not known | front_door: that, and Tuesday's |
    """
    sends(week, "mon", referral(week, BABY, MOTHER))
    case = Case.objects.get()
    baby, mother = (UUID(one) for one in week.sees("midwifery").entries(Referral)[0].people)
    dob = dt.date(2007, 3, 27)
    own = week.writes("midwifery", "tue", Particulars(person=str(mother), dob=dob), mother)  # type: ignore[arg-type]
    known = (Someone(slot="a", id=baby), Someone(slot="b", id=mother))
    father = Someone(slot="father", role="father", name="Dean Cole")
    before = len(particulars(week, "midwifery"))
    id = sends(week, "wed", referral(week, *known, father, case=case.pk, father="known"), "two", expects=own)
    assert week.who_knew(own, "tue") == "midwifery"
    assert week.who_knew(own, "wed") == "midwifery front_door"
    assert len(particulars(week, "midwifery")) == before + 1  # the father's; nobody else is written of again
    assert week.sees("front_door").entry(str(id)).body.sequence == 2  # type: ignore[union-attr]
    assert CasePerson.objects.filter(case=case).count() == 3
    assert Case.objects.count() == 1


@one_after_another
def test_a_protected_address_and_another_s_words_are_not_sent_on(week: Partnership) -> None:
    child = week.meet("police")
    theirs = Particulars(person=str(child), role="child", name="Wren", address="A refuge", protected=True)  # type: ignore[arg-type]
    entry = week.writes("police", "mon", theirs, child, told=(week.tell("midwifery", "mon"),))
    case = actions.open_case(**week.does("midwifery", "mon"), title="Wren", people=[child])  # type: ignore[arg-type]
    sends(week, "tue", referral(week, Someone(slot="a", id=child), case=case))
    assert week.who_knew(entry, "tue") == "midwifery police"
    assert particulars(week, "front_door") == {("child", "Wren", None)}


@one_after_another
def test_news_since_it_was_read_is_a_conflict_and_leaves_nothing(week: Partnership) -> None:
    sends(week, "mon", referral(week, BABY, MOTHER))
    case, known = Case.objects.get(), week.sees("midwifery")
    people = [UUID(one) for one in known.entries(Referral)[0].people]
    seen = UUID(known.entries(Referral)[0].id)
    week.writes("midwifery", "tue", Concern(), people[0], summary="New")
    before = Entry.objects.count()
    family = [Someone(slot=str(one), id=one) for one in people]
    with pytest.raises(Conflict):
        sends(week, "wed", referral(week, *family, case=case.pk), "two", expects=seen)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("what", ["person", "case"])
def test_another_s_person_and_another_s_case_are_as_made_up(week: Partnership, what: str) -> None:
    theirs = week.meet("police")
    case = actions.open_case(**week.does("police", "mon"), title="Theirs", people=[theirs])  # type: ignore[arg-type]
    for one in (theirs, uuid4()) if what == "person" else (case, uuid4()):
        said = (
            referral(week, BABY, replace(MOTHER, id=one))
            if what == "person"
            else referral(week, BABY, case=one)
        )
        with pytest.raises(NotKnown):
            sends(week, "mon", said, f"key {one}")
    assert not Entry.objects.filter(kind="referral").exists()


def test_who_holds_it_is_who_answers_for_the_referrers_sector(week: Partnership) -> None:
    door = week.teams["front_door"]
    for sector in ("health", "other"):
        Contact.objects.create(
            team=door, sector=sector, name=f"For {sector}", role="", telephone="01632 960 001", hours=""
        )
    held = {who: holder(door, week.teams[who]) for who in ("midwifery", "gp", "police")}
    assert {who: one.name for who, one in held.items() if one} == {
        "midwifery": "For health", "gp": "For health", "police": "For other",
    }  # fmt: skip
    id = sends(week, "mon", referral(week, BABY, MOTHER))
    assert sent(week.teams["midwifery"], id).telephone == "01632 960 001"
    for who in ("front_door", "police"):
        with pytest.raises(NotKnown):
            sent(week.teams[who], id)


def test_the_doors_are_those_that_somebody_answers_for_and_ones_own_is_not_among_them(
    week: Partnership,
) -> None:
    assert doors(week.teams["midwifery"]) == []
    Contact.objects.create(
        team=week.teams["front_door"], sector="other", name="", role="", telephone="", hours=""
    )
    assert doors(week.teams["midwifery"]) == [week.teams["front_door"]]
    assert doors(week.teams["front_door"]) == []


def test_a_reference_is_random_and_can_be_said() -> None:
    made = {reference(uuid4()) for _ in range(2000)}
    assert len(made) == 2000
    assert {len(one) for one in made} == {9}
    assert not set("".join(made)) & set("ILOU")


def test_a_draft_is_saved_over_the_revision_that_was_read_and_no_other(week: Partnership) -> None:
    post, id = week.posts["midwifery"], uuid4()
    drafts.begin(post, id, "referral", {"worry": "A"})
    drafts.begin(post, id, "referral", {"worry": "Begun twice"})
    one, other = drafts.found(post, id), drafts.found(post, id)
    assert one is not None
    assert other is not None
    assert drafts.save(post, one, {"worry": "B"})
    assert not drafts.save(post, other, {"worry": "C"})
    assert drafts.found(post, id).answers == {"worry": "B"}  # type: ignore[union-attr]
    assert drafts.found(week.posts["police"], id) is None
    assert Draft.objects.get().revision == 1


def test_contacts_are_the_owner_s_to_write(week: Partnership) -> None:
    from django.db import Error

    from sightline.record.acting import acting_for

    with pytest.raises(Error), acting_for(week.teams["midwifery"]):
        Contact.objects.create(
            team=Team.objects.first(), sector="health", name="", role="", telephone="", hours=""
        )
    assert connections["owner"].vendor == "postgresql"
