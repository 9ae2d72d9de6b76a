"""Whom a referral takes for new is looked for among the team's own people, and nobody else's; it is offered, not decided."""

from __future__ import annotations

import datetime as dt
import re
from uuid import UUID

import pytest
from django.test import Client

from sightline.record import models as rows
from sightline.record.acting import as_owner
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Person
from tests.pages.conftest import Cast, no_search
from tests.pages.referring import ANSWERS, answers, said, sends, written

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
BORN = dt.date(2007, 3, 27)
OFFERED = "Kayleigh Marsh may be Kayley Marsh, whom your team already knows"
SOMEBODY = "Your team may already know somebody here"


def writes(cast: Cast, who: str, **more: object) -> UUID:
    """Has a team write of the mother, whose name it spells otherwise."""
    with as_owner():
        person = cast.week.meet(who)
        told = {"name": "Kayley Marsh", "dob": BORN, "address": "9 Alder Row", "postcode": "BS1 4DJ", **more}
        cast.week.writes(who, "mon", Particulars(person=Person(str(person)), **told), person)  # type: ignore[arg-type]
    return person


def chooses(client: Client, draft: str, person: object, slot: str = "carer") -> int:
    return client.post(draft, {"slot": slot, "person": str(person)}).status_code


def whom(cast: Cast) -> list[UUID]:
    with as_owner():
        return list(rows.Entry.objects.filter(kind="referral").latest("stored").people)


def test_somebody_the_team_knows_is_offered_and_why(cast: Cast) -> None:
    writes(cast, "midwifery")
    client = cast.client("author")
    page = said(client.get(written(client)))
    assert OFFERED in page
    assert "Same date of birth born 27 March 2007" in page
    with as_owner():
        kept = rows.Look.objects.filter(purpose="searched our own people for whom a referral names")
        assert {look.team_id for look in kept} == {cast.week.teams["midwifery"].pk}


def test_nobody_of_another_team_is_offered(cast: Cast) -> None:
    for who in ("gp", "police", "front_door"):
        writes(cast, who)
    client = cast.client("author")
    assert SOMEBODY not in said(client.get(written(client)))


def test_once_chosen_they_are_the_person_that_the_team_knew_and_undone_they_are_new(cast: Cast) -> None:
    mother = writes(cast, "midwifery")
    client = cast.client("author")
    draft = written(client)
    assert chooses(client, draft, mother) == 302
    page = said(client.get(draft))
    assert OFFERED not in page
    assert "You said that Kayleigh Marsh is somebody your team knows" in page
    assert chooses(client, draft, "") == 302
    assert OFFERED in said(client.get(draft))
    assert chooses(client, draft, mother) == 302
    assert sends(client, draft).status_code == 302
    assert mother in whom(cast)


def test_who_was_chosen_is_chosen_no_more_once_another_is_named(cast: Cast) -> None:
    mother = writes(cast, "midwifery")
    client = cast.client("author")
    draft = written(client)
    assert chooses(client, draft, mother) == 302
    assert (
        answers(client, draft, "mother", **ANSWERS["mother"] | {"carer_name": "Gwendolen Pym"}).status_code
        == 302
    )
    assert "is somebody your team knows" not in said(client.get(draft))
    assert sends(client, draft).status_code == 302
    assert mother not in whom(cast)


@pytest.mark.parametrize("slot", ["carer", "child", "nonsense"])
def test_nobody_is_chosen_whom_the_search_does_not_offer(cast: Cast, slot: str) -> None:
    writes(cast, "midwifery")
    other = writes(cast, "gp")
    stranger = writes(
        cast, "midwifery", name="Peter Smith", dob=dt.date(1960, 1, 1), address=None, postcode=None
    )
    client = cast.client("author")
    draft = written(client)
    assert [chooses(client, draft, one, slot) for one in (other, stranger, "made up")] == [404, 404, 404]


def test_a_search_that_fails_is_said_and_holds_nothing_up(cast: Cast) -> None:
    writes(cast, "midwifery")
    client = cast.client("author")
    draft = written(client)
    with no_search():
        page = said(client.get(draft))
        assert sends(client, draft).status_code == 302
    assert (
        "The search among your own team’s people failed. This does not mean that your team knows nobody here"
        in page
    )


def test_a_protected_address_is_compared_and_not_shown(cast: Cast) -> None:
    writes(cast, "midwifery", protected=True)
    client = cast.client("author")
    page = said(client.get(written(client)))
    (offer,) = re.findall(rf"{OFFERED}.*?This is the same person", page)
    assert "address protected" in offer
    assert "9 Alder Row" not in offer
