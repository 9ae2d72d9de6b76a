"""Telling the front door: every question, and what becomes of it; what is sent is what was shown, and once."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from sightline.pages.forms.referral import MOST, QUESTIONS
from sightline.people.models import Draft
from sightline.record import models as rows
from sightline.record.acting import as_owner
from tests.pages.conftest import Cast
from tests.pages.referring import ANSWERS, answers, begins, hidden, referrals, said, sends, written

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


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
    assert re.fullmatch(r"\d{1,2}(:\d\d)?[ap]m", kept["saved"])
    again = client.post(
        f"{draft}mother/save/", page | {"carer_name": "Kayleigh"}
    )  # the page's own, though older
    assert json.loads(again.content)["revision"] == kept["revision"] + 1
    assert 'value="Kayleigh"' in client.get(f"{draft}mother/").content.decode()
    assert "of yours, not sent" in said(client.get("/referral/"))
    assert client.get(draft)["Location"] == f"{draft}baby/"  # typing is not answering


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
