"""Telling the front door with bad input, forged fields and stale pages: a clear answer, and nothing lost or let through."""

from __future__ import annotations

import html
import re
import uuid
from typing import Any

import pytest

from sightline.people.models import Draft
from sightline.record import models as rows
from sightline.record.acting import as_owner
from tests.pages.conftest import Cast
from tests.pages.referring import ANSWERS, answers, begins, hidden, referrals, said, sends, written

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("who", {}, "Choose who this is about"),
    ("who", {"who": "rubbish"}, "Choose who this is about"),
    ("who", {"who": f"case:{uuid.uuid4()}"}, "Choose who this is about"),
    ("baby", {}, "Enter the due date, or your best estimate of it"),
    ("baby", {"edd-day": "31", "edd-month": "2", "edd-year": "2027"}, "Due date must be a real day"),
    ("baby", {"edd-day": "1", "edd-month": "", "edd-year": "2027"}, "Due date must include a month"),
    ("baby", {"edd-day": "x", "edd-month": "2", "edd-year": "2027"}, "must be in numbers"),
    ("baby", {"edd-day": "1", "edd-month": "2", "edd-year": "2040"}, "within the next 10 months"),
    ("mother", {"carer_name": ""}, "Enter the mother’s name"),
    ("mother", {"carer_name": "K", "carer_nhs": "123 456 7890"}, "This is not an NHS number"),
    ("mother", {"carer_name": "K", "carer_nhs": "12"}, "An NHS number has 10 digits"),
    ("mother", {"carer_name": "K" * 300}, "Shorten this to 200 characters"),
    ("father", {}, "Say whether the father or partner is known"),
    ("father", {"father": "partner"}, "Enter the name of the father or partner"),
    ("father", {"father": "king"}, "Say whether the father or partner is known"),
    ("others", {"others": "yes", "other_1_name": "Jo", "other_1_role": "king"}, "Choose from the answers on this page"),
    ("others", {"others": "yes"}, "Enter the name of at least one person"),
    ("others", {"others": "yes", "other_1_name": "Jo"}, "Choose who Jo is to the child"),
    ("others", {"others": "no", "other_1_name": "Jo", "other_1_role": "sibling"}, "You named somebody"),
    ("address", {}, "Enter the address, or tick that you do not know it"),
    ("address", {"postcode": "nonsense"}, "Enter a full UK postcode"),
    ("worry", {"worry": "   "}, "Write what you are worried about"),
    ("worry", {"worry": "long " * 3000}, "Shorten this to 10,000 characters"),
    ("topics", {}, "Tick at least one worry"),
    ("topics", {"topics": ["parenting_capacity", "made_up"]}, "Tick at least one worry"),
    ("harm", {"harm": "perhaps"}, "Say whether anybody has said"),
    ("well", {}, "Write what is working well, or that you do not know"),
    ("wanted", {}, "Write what you hope will happen"),
    ("told", {}, "Say whether you have told the family"),
    ("told", {"told": "no"}, "Write why you have not told the family"),
    ("reach", {"contact_name": "Rosalind", "contact_telephone": "ring me"}, "Enter a telephone number"),
]  # fmt: skip


def test_bad_input_is_said_and_kept(cast: Cast) -> None:
    """One draft for all of them: error summary, a link to the box, the text kept, 422."""
    client = cast.client("author")
    draft = begins(client)
    answers(client, draft, "who", who="unborn")
    for name, given, words in WRONG:
        answer = answers(client, draft, name, **({"door": _door(cast)} if name == "address" else {}), **given)
        page = answer.content.decode()
        assert answer.status_code == 422, (name, given)
        assert "There is a problem" in page, name
        assert page.count("<title>Error: ") == 1
        summary = html.unescape(page.split('role="alert"')[1].split("</ul>")[0])
        assert words in summary, (name, summary)
        for box in re.findall(r'href="#([^"]+)"', summary):
            assert f'id="{box}"' in page, (name, box)
        for value in given.values():
            if isinstance(value, str) and value.strip() and name not in ("who", "harm"):
                assert html.escape(value.strip()) in page or value in (
                    "king",
                    "partner",
                    "yes",
                    "no",
                ), name
        if name == "who":
            answers(client, draft, "who", who="unborn")


def _door(cast: Cast) -> str:
    return str(cast.week.teams["front_door"].pk)


def test_danger_not_answered(cast: Cast) -> None:
    answer = cast.client("author").post("/referral/", {})
    assert answer.status_code == 422
    assert "Say whether a child is in immediate danger now" in said(answer)


def test_nothing_is_sent_that_is_not_complete(cast: Cast) -> None:
    client, before = cast.client("author"), referrals()
    draft = begins(client)
    assert client.get(draft)["Location"] == f"{draft}who/"
    assert client.post(draft, {"revision": "0"})["Location"] == f"{draft}who/"
    assert referrals() == before


def test_another_s_draft_is_not_there(cast: Cast) -> None:
    draft = written(cast.client("author"))
    other = cast.client("untold")
    for address in (draft, f"{draft}sent/", f"{draft}worry/"):
        assert other.get(address).status_code == 404
    for address in (draft, f"{draft}worry/", f"{draft}worry/save/", f"{draft}throw-away/"):
        assert other.post(address, {"worry": "theirs"}).status_code == 404
    assert "at night" in said(cast.client("author").get(draft))


def test_another_s_case_is_as_one_made_up(cast: Cast) -> None:
    other = cast.client("untold")
    assert other.get("/referral/", {"case": str(cast.case)}).status_code == 404
    assert other.get("/referral/", {"case": str(uuid.uuid4())}).status_code == 404
    assert other.get("/referral/", {"case": "rubbish"}).status_code == 404
    draft = begins(other)
    answer = answers(other, draft, "who", who=f"case:{cast.case}")
    assert answer.status_code == 422
    assert "number nine" not in answer.content.decode()


def test_a_forged_person_is_refused_and_a_forged_field_is_not_read(cast: Cast) -> None:
    client = cast.client("author")
    draft = begins(client, case=str(cast.case))
    with as_owner():
        stranger = rows.Person.objects.exclude(pk__in=rows.CasePerson.objects.values("person")).first()
    answer = answers(client, draft, "family", family=[str(stranger.pk)])  # type: ignore[union-attr]
    assert answer.status_code == 422
    answers(
        client,
        draft,
        "worry",
        worry="A",
        door="forged",
        done="forged",
        father_there="",
        sent=str(uuid.uuid4()),
    )
    with as_owner():
        kept = Draft.objects.get(pk=draft.split("/")[2])
    assert kept.answers["door"] == _door(cast)
    assert kept.sent is None


def test_two_windows_show_both_texts(cast: Cast) -> None:
    client = cast.client("author")
    draft = begins(client)
    one, other = (hidden(client.get(f"{draft}worry/").content.decode()) for _ in range(2))
    assert client.post(f"{draft}worry/", one | {"worry": "The first text"}).status_code == 302
    saving = client.post(f"{draft}worry/save/", other | {"worry": "The second text"})
    assert saving.status_code == 409
    answer = client.post(f"{draft}worry/", other | {"worry": "The second text"})
    assert answer.status_code == 409
    assert "The first text" in said(answer)
    assert "The second text" in said(answer)
    keep = hidden(answer.content.decode())
    assert client.post(f"{draft}worry/", keep | {"worry": "The second text"}).status_code == 302
    assert "The second text" in client.get(f"{draft}worry/").content.decode()
    assert (
        client.post(f"{draft}worry/", other | {"worry": "The second text"}).status_code == 302
    )  # a double click
    assert (
        client.post(f"{draft}harm/", other | {"harm": "no"}).status_code == 302
    )  # another question: no clash


@pytest.mark.parametrize("revision", ["", "rubbish", "-1", "9" * 30])
def test_a_forged_revision_overwrites_nothing(cast: Cast, revision: str) -> None:
    client = cast.client("author")
    draft = begins(client)
    answers(client, draft, "worry", worry="The first text")
    answer = client.post(f"{draft}worry/", {"worry": "Another", "revision": revision, "tab": "x"})
    assert answer.status_code == 409
    assert "The first text" in client.get(f"{draft}worry/").content.decode()


def test_a_check_that_has_become_stale_sends_nothing(cast: Cast) -> None:
    client = cast.client("author")
    draft, before = written(client), referrals()
    old = hidden(client.get(draft).content.decode())
    answers(client, draft, "worry", worry="A changed worry")
    answer = client.post(draft, old)
    assert answer.status_code == 409
    assert "A changed worry" in said(answer)
    assert "You changed this referral in another window" in said(answer)
    assert referrals() == before


def test_news_about_the_family_is_read_before_it_is_sent(cast: Cast) -> None:
    client, before = cast.client("author"), referrals()
    draft = begins(client, case=str(cast.case))
    for name in ("father", "worry", "topics", "harm", "well", "wanted", "told", "reach"):
        given = {"father": {"father": "not_asked"}}.get(name, ANSWERS[name])
        assert answers(client, draft, name, **given).status_code == 302
    old = hidden(client.get(draft).content.decode())
    with as_owner():
        from sightline.record.kinds.harm import Concern

        child = rows.CasePerson.objects.get(case=cast.case).person_id
        cast.week.writes("midwifery", "fri", Concern(), child, summary="New")
    answer = client.post(draft, old)
    assert answer.status_code == 409
    assert "Something came in about this family" in said(answer)
    assert client.post(draft, old | {"latest": "rubbish"}).status_code == 409
    assert referrals() == before
    assert sends(client, draft).status_code == 302
    assert referrals() == before + 1
