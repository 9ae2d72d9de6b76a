"""The end of a session never eats what somebody was typing, and shows it to nobody else."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.test.client import Client as Browser

from sightline.people.models import Account, Kept, Post
from sightline.record.acting import as_owner
from tests.pages.accounts import account, enter, post
from tests.pages.conftest import Cast
from tests.pages.test_replay import words

pytestmark = pytest.mark.django_db(transaction=True)
OURS = {"HTTP_ORIGIN": "http://testserver"}
TYPED = {
    "key": "7d7ce4f5-9c0a-4b67-8a52-6df0f1d9a2f5",
    "name": "Ada Quill\nof the second floor",
    "email": "ada@example.org",
    "role": "practitioner",
    "starts-day": "1",
    "starts-month": "9",
    "starts-year": "2026",
    "password": "a secret that must not be kept",
    "csrfmiddlewaretoken": "nor this",
}


@pytest.fixture
def boss(cast: Cast) -> Post:
    """This will give midwifery's organisation an administrator with an account."""
    return post(account("boss@example.org"), cast.week.teams["midwifery"], "administrator", "Bea Boss")


def rested(client: Browser, *, seconds: int = 3601, key: str = "seen") -> None:
    """This will let time pass over a session."""
    session = client.session
    session[key] -= seconds
    session.save()


def signed_in(email: str = "boss@example.org") -> Client:
    client = Client()
    enter(client, email)
    assert client.get("/start/").status_code == 302
    return client


def test_a_page_after_a_pause_leads_to_sign_in_and_back(boss: Post) -> None:
    client = signed_in()
    rested(client, seconds=3500)
    assert client.get("/posts/").status_code == 200
    rested(client)
    assert client.get("/posts/invite/")["Location"].endswith("?next=%2Fposts%2Finvite%2F")
    assert enter(client, "boss@example.org", then="/posts/invite/") == "/posts/invite/"


def test_a_working_day_is_the_longest(boss: Post) -> None:
    client = signed_in()
    rested(client, seconds=12 * 3600 + 1, key="since")
    assert client.get("/posts/").status_code == 302


def test_using_it_keeps_a_session_alive(boss: Post) -> None:
    client = signed_in()
    for _ in range(3):
        rested(client, seconds=3000)
        assert client.get("/posts/").status_code == 200


def sent_again(page: str) -> tuple[str, dict[str, str]]:
    """The address and the fields of the first form that sends again."""
    form = re.search(
        r'<form method="post" action="([^"]+)">(.*?)</form>', page.split("</header>")[1], re.DOTALL
    )
    assert form is not None
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[2])
    return unescape(form[1]), {name: unescape(value) for name, value in found}


def test_what_was_being_sent_is_kept_and_sent_as_it_was(cast: Cast, boss: Post) -> None:
    client = signed_in()
    rested(client)
    team = str(cast.week.teams["midwifery"].pk)
    answer = client.post("/posts/invite/", {**TYPED, "team": team})
    assert answer["Location"] == "/sign-in-as/?next=%2Fwhat-you-wrote%2F"
    assert not Post.objects.filter(name__startswith="Ada").exists()
    with as_owner():
        row = Kept.objects.get()
    assert b"Ada" not in bytes(row.sealed)
    assert enter(client, "boss@example.org", then="/what-you-wrote/") == "/what-you-wrote/"
    page = client.get("/what-you-wrote/")
    assert "Nothing was lost" in page.content.decode()
    assert "Ada Quill" in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert "Ada" not in re.findall("<title>.*</title>", page.content.decode())[0]
    address, fields = sent_again(page.content.decode())
    assert address == "/posts/invite/"
    assert fields.pop("kept") == str(row.pk)
    assert fields.pop("csrfmiddlewaretoken") != "nor this"
    assert fields == {name: value for name, value in TYPED.items() if name in fields} | {"team": team}
    assert "password" not in fields
    answer = client.post(address, {**fields, "kept": str(row.pk)})
    assert answer.status_code == 302
    assert Post.objects.filter(name__startswith="Ada").count() == 1
    with as_owner():
        assert Kept.objects.count() == 0
    assert client.get("/what-you-wrote/")["Location"] == "/start/"


def test_faults_are_shown_with_the_text_in_the_form_and_then_it_is_kept_no_more(boss: Post) -> None:
    client = signed_in()
    rested(client)
    client.post("/posts/invite/", {**TYPED, "team": "none"})
    enter(client, "boss@example.org")
    assert client.get("/start/")["Location"] == "/what-you-wrote/"
    address, fields = sent_again(client.get("/what-you-wrote/").content.decode())
    answer = client.post(address, fields)
    assert answer.status_code == 422
    assert "Ada Quill" in answer.content.decode()
    with as_owner():
        assert Kept.objects.count() == 0


def test_somebody_else_on_that_browser_gets_nothing_of_it(cast: Cast, boss: Post) -> None:
    post(account("other@example.org"), cast.week.teams["midwifery"], "administrator", "Olive Other")
    client = signed_in()
    rested(client)
    client.post("/posts/invite/", TYPED)
    enter(client, "other@example.org", then="/what-you-wrote/")
    assert client.get("/what-you-wrote/")["Location"] == "/start/"
    with as_owner():
        id = Kept.objects.get().pk
    client.post("/what-you-wrote/", {"kept": str(id)})
    with as_owner():
        assert Kept.objects.filter(pk=id).exists(), "nor can they throw it away"
    mine = signed_in()
    assert "Ada Quill" in mine.get("/what-you-wrote/").content.decode()


def test_the_same_person_in_another_post_does_not_get_it(cast: Cast, boss: Post) -> None:
    client = signed_in()
    rested(client)
    client.post("/posts/invite/", TYPED)
    who = Account.objects.get(email="boss@example.org")
    police = post(who, cast.week.teams["police"], "administrator", "Bea Boss")
    enter(client, "boss@example.org")
    client.post("/which-post/", {"post": str(police.pk)})
    assert client.get("/what-you-wrote/")["Location"] == "/start/"
    client.post("/which-post/", {"post": str(boss.pk)})
    assert "Ada Quill" in client.get("/what-you-wrote/").content.decode()


def test_it_can_be_thrown_away_and_has_its_time(boss: Post) -> None:
    client = signed_in()
    for _ in range(2):
        rested(client)
        client.post("/posts/invite/", TYPED)
        enter(client, "boss@example.org")
        client.get("/start/")
    page = client.get("/what-you-wrote/").content.decode()
    assert page.count("Throw it away") == 2
    with as_owner():
        first, second = Kept.objects.order_by("until")
        Kept.objects.filter(pk=second.pk).update(until="2020-01-01T00:00Z")
    client.post("/what-you-wrote/", {"kept": str(first.pk)})
    assert client.get("/what-you-wrote/")["Location"] == "/start/"
    with as_owner():
        assert Kept.objects.count() == 0


def test_a_post_that_has_ended_meanwhile_keeps_nothing(boss: Post) -> None:
    client = signed_in()
    rested(client)
    with as_owner():
        Post.objects.filter(pk=boss.pk).update(ends="2025-01-02")
    client.post("/posts/invite/", TYPED)
    with as_owner():
        assert Kept.objects.count() == 0


def test_one_of_the_cast_loses_nothing_either(cast: Cast, boss: Post) -> None:
    with as_owner():
        Post.objects.filter(pk=boss.pk).update(account=None)
    client = Client()
    client.post("/sign-in-as/", {"post": str(boss.pk)})
    rested(client)
    where = client.post("/posts/invite/", TYPED)["Location"]
    assert 'name="next" value="/what-you-wrote/"' in client.get(where).content.decode()
    client.post("/sign-in-as/", {"post": str(boss.pk), "next": "/what-you-wrote/"})
    assert "Ada Quill" in client.get("/what-you-wrote/").content.decode()


def test_signed_out_in_another_tab_the_form_comes_back_whole(boss: Post) -> None:
    client = signed_in()
    client.post("/sign-out/")
    answer = client.post("/posts/invite/", TYPED, **OURS)
    assert answer.status_code == 403
    assert "You are signed out" in answer.content.decode()
    address, fields = sent_again(answer.content.decode())
    assert (address, fields["name"]) == ("/posts/invite/", TYPED["name"])
    assert "a secret that must not be kept" not in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_a_page_too_old_to_be_believed_comes_back_whole(boss: Post) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/posts/invite/", TYPED, **OURS)
    assert answer.status_code == 403
    assert "The form could not be taken" in answer.content.decode()
    assert sent_again(answer.content.decode())[1]["name"] == TYPED["name"]


@pytest.mark.parametrize("headers", [{"HTTP_ORIGIN": "https://elsewhere.example"}, {}])
def test_what_another_site_wrote_is_not_shown_to_be_sent(cast: Cast, headers: dict[str, str]) -> None:
    for client in (Client(), Client(enforce_csrf_checks=True)):
        page = client.post("/posts/invite/", TYPED, **headers).content.decode()
        assert "Ada" not in page


def test_the_longest_text_is_kept_to_the_letter(boss: Post) -> None:
    text = "“Quoted” <b>& more</b>\r\n\ttab é 👶 " * 3000
    client = signed_in()
    rested(client)
    client.post("/posts/invite/", {"name": text, "email": ""})
    enter(client, "boss@example.org")
    _, fields = sent_again(client.get("/what-you-wrote/").content.decode())
    assert fields["name"] == text
    assert fields["email"] == ""
    assert "<b>&" not in words(client, "/what-you-wrote/")[:1]
