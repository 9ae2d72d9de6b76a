"""Telling the front door: every question, every slip, and what becomes of it; nothing is lost, doubled or let through."""

from __future__ import annotations

import html
import json
import re
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.http import HttpResponse
from django.test import Client

from sightline.pages.forms.referral import MOST, QUESTIONS
from sightline.people.models import Draft
from sightline.record import models as rows
from sightline.record.acting import as_owner
from tests.pages.conftest import Cast

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])

ANSWERS: dict[str, dict[str, Any]] = {
    "who": {"who": "unborn"},
    "baby": {"edd-day": "1", "edd-month": "3", "edd-year": "2027"},
    "mother": {"carer_name": "Kayleigh Marsh", "carer_dob-day": "27", "carer_dob-month": "3", "carer_dob-year": "2007"},
    "father": {"father": "father", "father_name": "Dean Cole"},
    "others": {"others": "yes", "other_1_name": "Jo Marsh", "other_1_role": "grandparent"},
    "address": {"address": "9 Alder Row", "postcode": "bs1 4dj"},
    "worry": {"worry": "They cannot say how they will manage <b>at night</b>"},
    "topics": {"topics": ["parenting_capacity", "preparation_for_birth"]},
    "harm": {"harm": "no"},
    "well": {"well": "They come to every appointment"},
    "wanted": {"wanted": "A social worker meets them before the birth"},
    "told": {"told": "no", "why_not_told": "I could not reach them"},
    "reach": {"contact_name": "Rosalind Pym", "contact_telephone": "01632 960 001"},
}  # fmt: skip


def hidden(page: str) -> dict[str, str]:
    """This will give the hidden fields of a page's form, as a browser would send them."""
    return dict(
        re.findall(r'<input type="hidden" name="(key|case|revision|tab|latest)" value="([^"]*)"', page)
    )


def begins(client: Client, **said: str) -> str:
    """This will answer that nobody is in danger, and give the address of the draft."""
    page = client.get("/referral/", said).content.decode()
    answer = client.post("/referral/", hidden(page) | {"danger": "no"})
    assert answer.status_code == 302, answer.content.decode()
    return "/".join(answer["Location"].split("/")[:3]) + "/"


def answers(client: Client, draft: str, name: str, **said: Any) -> HttpResponse:
    """This will answer one question as a browser does."""
    page = client.get(f"{draft}{name}/").content.decode()
    return client.post(f"{draft}{name}/", hidden(page) | said)  # type: ignore[return-value]


def written(client: Client, **instead: dict[str, Any]) -> str:
    """This will answer every question, and give the address of the draft."""
    draft = begins(client)
    for name, said in (ANSWERS | instead).items():
        assert answers(client, draft, name, **said).status_code == 302, name
    return draft


def sends(client: Client, draft: str) -> HttpResponse:
    page = client.get(draft).content.decode()
    return client.post(draft, hidden(page))  # type: ignore[return-value]


def said(answer: Any) -> str:
    markup = re.sub(r"</?(strong|span|a)\b[^>]*>", "", answer.content.decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def referrals() -> int:
    with as_owner():
        return rows.Entry.objects.filter(kind="referral").count()


def test_fourteen_questions_at_most_and_one_on_a_page(cast: Cast) -> None:
    assert MOST == 14
    client = cast.client("author")
    draft, asked = begins(client), 1
    place = f"{draft}who/"
    for _ in range(20):
        if place == draft:
            break
        asked += 1
        page = said(client.get(place))
        assert (
            asked == 2 or f"Question {asked} of 14" in page
        )  # before it is known whom it is about there are fewer
        name = place.split("/")[-2]
        place = answers(client, draft, name, **ANSWERS[name])["Location"]
    assert asked == 14


def test_danger_goes_to_the_telephone_and_asks_nothing(cast: Cast) -> None:
    client = cast.client("author")
    answer = client.post("/referral/", {"danger": "yes"}, follow=True)
    page = said(answer)
    assert "Ring 999 now" in page
    assert "01632 960 118" in page
    assert '<form method="post" novalidate' not in answer.content.decode()
    with as_owner():
        assert Draft.objects.count() == 1  # that of the cast; none was begun


def test_what_is_checked_is_what_the_front_door_reads(cast: Cast) -> None:
    client = cast.client("author")
    draft = written(client)
    check = client.get(draft).content.decode()
    assert (
        "New to it, as far as your team has told it before: the baby, Kayleigh Marsh, Dean Cole and Jo Marsh"
        in said(client.get(draft))
    )
    answer = sends(client, draft)
    assert answer["Location"] == f"{draft}sent/"
    sent = said(client.get(f"{draft}sent/"))
    with as_owner():
        entry = rows.Entry.objects.filter(kind="referral").latest("stored")
    assert re.search(r"Reference [0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4} ", sent)
    assert "Ines Carrow, health representative" in sent
    assert "01632 960 118" in sent
    assert "A decision is due by the end of" in sent
    read = cast.client("told").get(f"/contacts/{entry.pk}/").content.decode()
    frame = check.split('id="told"')[1].split("</form>")[0]
    for heading in ("worry", "who"):
        ours = (
            frame.split(f'id="{heading}"')[1]
            .split("</dl>")[0]
            .replace(' <span class="sl-new">new to the front door</span>', "")
        )
        assert ours == read.split(f'id="{heading}"')[1].split("</dl>")[0]
    assert "BS1 4DJ" in read
    assert re.search(r"Reference ([0-9A-Z-]{9})", sent)[1] in read  # type: ignore[index]


def test_html_is_text(cast: Cast) -> None:
    client = cast.client("author")
    draft = written(client)
    for page in (client.get(draft), client.get(f"{draft}worry/")):
        assert "&lt;b&gt;at night&lt;/b&gt;" in page.content.decode()
        assert "<b>at night" not in page.content.decode()


def test_a_double_click_sends_one(cast: Cast) -> None:
    client = cast.client("author")
    draft, before = written(client), referrals()
    fields = hidden(client.get(draft).content.decode())
    first, second = client.post(draft, fields), client.post(draft, fields)
    assert first["Location"] == second["Location"] == f"{draft}sent/"
    assert referrals() == before + 1
    with as_owner():
        assert Draft.objects.get(pk=draft.split("/")[2]).answers == {}  # the record holds it now
        assert rows.Case.objects.filter(title="Baby of Kayleigh Marsh").count() == 1
    assert client.get(f"{draft}worry/")["Location"] == f"{draft}sent/"
    assert client.post(f"{draft}worry/", {"worry": "Late"})["Location"] == f"{draft}sent/"


def test_two_clicks_at_the_same_moment_send_one(cast: Cast) -> None:
    draft, before = written(cast.client("author")), referrals()
    clients = [cast.client("author") for _ in range(4)]
    fields = hidden(clients[0].get(draft).content.decode())

    def click(client: Client) -> str:
        try:
            return str(client.post(draft, fields).get("Location"))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(click, clients)) == {f"{draft}sent/"}
    assert referrals() == before + 1


def test_a_double_click_begins_one(cast: Cast) -> None:
    client = cast.client("author")
    fields = hidden(client.get("/referral/").content.decode()) | {"danger": "no"}
    assert client.post("/referral/", fields)["Location"] == client.post("/referral/", fields)["Location"]
    with as_owner():
        assert Draft.objects.count() == 2  # that of the cast, and this


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


def test_what_is_known_is_not_asked_and_what_came_before_is_counted(cast: Cast) -> None:
    client = cast.client("author")
    assert sends(client, written(client)).status_code == 302
    with as_owner():
        case = rows.Case.objects.get(title="Baby of Kayleigh Marsh")
    assert f"/referral/?case={case.pk}" in client.get(f"/cases/{case.pk}/").content.decode()
    draft = begins(client, case=str(case.pk))
    for name in ("worry", "topics", "harm", "well", "wanted", "told", "reach"):
        assert answers(client, draft, name, **ANSWERS[name]).status_code == 302
    page = said(client.get(draft))
    assert "Your team’s second contact about this family today" in page
    assert "Your team has told it of everybody here before" in page
    with as_owner():
        people = rows.Person.objects.count()
    assert sends(client, draft).status_code == 302
    with as_owner():
        assert rows.Person.objects.count() == people
        assert rows.Case.objects.filter(title="Baby of Kayleigh Marsh").count() == 1
        bodies = rows.Payload.objects.filter(entry__kind="referral").values_list("body", flat=True)
        assert sorted(body.get("sequence", 0) for body in bodies if body.get("contact_telephone")) == [1, 2]
        assert rows.Entry.objects.filter(kind="particulars", people__contains=[case.pk]).count() == 0


def test_who_phoned_last_is_not_asked_again(cast: Cast) -> None:
    client, me = cast.client("author"), cast.posts["author"].name
    sends(client, written(client, reach={"contact_name": me, "contact_telephone": "01632 960 001"}))
    with as_owner():
        case = rows.Case.objects.get(title="Baby of Kayleigh Marsh")
    draft = begins(client, case=str(case.pk))
    for name in ("worry", "topics", "harm", "well", "wanted", "told"):
        place = answers(client, draft, name, **ANSWERS[name])["Location"]
    assert place == draft
    page = said(client.get(draft))
    assert "the second by you" in page, page


def test_it_is_kept_as_one_types_whatever_it_is_yet(cast: Cast) -> None:
    client = cast.client("author")
    draft = begins(client)
    answers(client, draft, "who", who="unborn")
    page = hidden(client.get(f"{draft}mother/").content.decode())
    answer = client.post(f"{draft}mother/save/", page | {"carer_name": "Kayl", "carer_nhs": "12"})
    kept = json.loads(answer.content)
    assert re.fullmatch(r"\d\d:\d\d", kept["saved"])
    again = client.post(
        f"{draft}mother/save/", page | {"carer_name": "Kayleigh"}
    )  # the page's own, though older
    assert json.loads(again.content)["revision"] == kept["revision"] + 1
    assert 'value="Kayleigh"' in client.get(f"{draft}mother/").content.decode()
    assert "of yours, not sent" in said(client.get("/referral/"))
    assert client.get(draft)["Location"] == f"{draft}baby/"  # typing is not answering


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


def test_a_draft_is_thrown_away(cast: Cast) -> None:
    client = cast.client("author")
    draft = written(client)
    assert client.post(f"{draft}throw-away/").status_code == 302
    assert client.get(draft).status_code == 404
    with as_owner():
        assert Draft.objects.get(pk=draft.split("/")[2]).answers == {}


def test_nothing_of_anybody_stands_in_an_address_or_a_title(cast: Cast) -> None:
    client = cast.client("author")
    draft = written(client)
    for one in (draft, *(f"{draft}{q.id}/" for q in QUESTIONS)):
        page = client.get(one).content.decode()
        assert "Kayleigh" not in page.split("</title>")[0]
    assert re.fullmatch(r"/referral/[0-9a-f-]{36}/", draft)


def test_a_child_whose_carer_is_the_father_is_not_asked_of_him_again(cast: Cast) -> None:
    client = cast.client("author")
    draft = begins(client)
    answers(client, draft, "who", who="child")
    answers(client, draft, "child", child_name="Wren")
    answers(client, draft, "carer", carer_role="father", carer_name="Dean Cole")
    assert client.get(f"{draft}father/").status_code == 404
    assert "Question 5 of 13" in said(client.get(f"{draft}others/"))


def test_a_team_that_can_tell_no_door_is_told_so(cast: Cast) -> None:
    from sightline.people.models import Contact

    with as_owner():
        Contact.objects.all().delete()
    page = said(cast.client("author").get("/referral/"))
    assert "No front door can be told from here yet" in page
