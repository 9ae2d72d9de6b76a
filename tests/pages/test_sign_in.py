"""Signing in: password, second step, which post, and who gets no further."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client

from sightline.pages.signing_in import way_in
from sightline.people.models import Account, Post
from sightline.record.acting import as_owner
from tests.pages.accounts import PASSWORD, account, code, enter, factors, post
from tests.pages.conftest import Cast
from tests.pages.test_replay import words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def real(settings: LazySettings) -> None:
    """This will be a deployment, not the demonstration."""
    settings.DEMO = False


@pytest.fixture
def nell(cast: Cast) -> Account:
    """This will give a midwife an account and a post."""
    made = account()
    post(made, cast.week.teams["midwifery"])
    return made


def test_password_and_code_let_somebody_in_to_their_one_post(real: None, nell: Account) -> None:
    client = Client()
    assert enter(client) == "/start/"
    assert client.get("/start/")["Location"] == "/cases/"
    assert "Your team has 1 case" in words(client, "/cases/")
    assert "Nell, midwifery" in words(client, "/cases/")


def test_a_password_alone_lets_nobody_in(real: None, nell: Account) -> None:
    client = Client()
    client.post("/account/sign-in/", {"login": nell.email, "password": PASSWORD})
    assert client.get("/cases/")["Location"].startswith("/account/sign-in/")
    answer = client.post("/account/second-step/enter/", {"code": "000000"})
    assert answer.status_code == 422
    assert "The code is not right" in answer.content.decode()
    assert client.get("/cases/").status_code == 302


def test_a_code_works_once(real: None, nell: Account) -> None:
    said = code()
    for status in (302, 422):
        client = Client()
        client.post("/account/sign-in/", {"login": nell.email, "password": PASSWORD})
        answer = client.post("/account/second-step/enter/", {"code": said})
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Enter your email address"),
        ({"login": "nell@example.org"}, "Enter your password"),
        ({"login": "nell@example.org", "password": "wrong"}, "or the password is not right"),
        ({"login": "nobody@example.org", "password": "wrong"}, "or the password is not right"),
        ({"login": "rubbish", "password": "wrong"}, "Enter a valid email address"),
    ],
)
def test_a_fault_is_said_and_the_address_is_kept(nell: Account, sent: dict[str, str], said: str) -> None:
    answer = Client().post("/account/sign-in/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "<title>Error: Sign in" in page
    assert 'tabindex="-1" autofocus="autofocus"' in page
    assert 'href="#id_login"' in page or 'href="#id_password"' in page
    if "login" in sent:
        assert f'value="{sent["login"]}"' in page
    assert "wrong" not in page
    assert answer["Cache-Control"] == "no-store"


def test_who_guesses_is_stopped(nell: Account) -> None:
    client = Client()
    wrong = {"login": nell.email, "password": "wrong"}
    for _ in range(5):
        assert "is not right" in client.post("/account/sign-in/", wrong).content.decode()
    right = {"login": nell.email, "password": PASSWORD}
    assert "Too many attempts" in Client().post("/account/sign-in/", right).content.decode()


def test_who_keeps_guessing_gets_a_page_that_says_so(nell: Account) -> None:
    for n in range(31):
        answer = Client().post("/account/sign-in/", {"login": f"n{n}@example.org", "password": "x"})
    assert answer.status_code == 429
    assert "Too many attempts" in answer.content.decode()


def test_nobody_makes_an_account_for_themselves(cast: Cast) -> None:
    for address in ("/account/sign-up/", "/account/signup/", "/accounts/signup/"):
        assert Client().get(address).status_code == 404
    assert Client().get("/account/with-other/new/")["Location"] == "/account/with-other/failed/"


def test_without_a_second_step_there_is_nothing_but_setting_one_up(real: None, cast: Cast) -> None:
    who = account(second_factor=False)
    post(who, cast.week.teams["midwifery"])
    client = Client()
    enter(client)
    for address in ("/start/", "/cases/", "/which-post/", "/what-you-wrote/", f"/cases/{cast.case}/"):
        assert client.get(address)["Location"].startswith("/account/second-step/app/"), address
    page = client.get("/account/second-step/app/").content.decode()
    secret = re.search(r"sl-key-text\">(\w+)<", page)
    assert secret is not None
    assert "<svg" in page
    assert client.post("/account/second-step/app/", {"code": "000000"}).status_code == 422
    done = client.post("/account/second-step/app/", {"code": code(secret[1])})
    assert done["Location"] == "/account/second-step/codes/"
    assert len(re.findall(r"<li>\d{8}</li>", client.get(done["Location"]).content.decode())) == 10
    assert factors(who) == ["recovery_codes", "totp"]
    assert client.get("/cases/").status_code == 200
    assert secret[1] not in str(Authenticator.objects.get(user=who, type="totp").data), "it lies sealed"


def test_a_recovery_code_lets_in_once(real: None, cast: Cast) -> None:
    who = account(second_factor=False)
    post(who, cast.week.teams["midwifery"])
    client = Client()
    enter(client)
    page = client.get("/account/second-step/app/").content.decode()
    secret = re.search(r"sl-key-text\">(\w+)<", page)
    assert secret is not None
    client.post("/account/second-step/app/", {"code": code(secret[1])})
    one = re.findall(r"<li>(\d{8})</li>", client.get("/account/second-step/codes/").content.decode())[0]
    for status in (302, 422):
        other = Client()
        other.post("/account/sign-in/", {"login": who.email, "password": PASSWORD})
        assert other.post("/account/second-step/enter/", {"code": one}).status_code == status


def test_the_last_second_step_cannot_be_removed(real: None, nell: Account) -> None:
    client = Client()
    enter(client)
    assert "Add another one before" in client.get("/account/second-step/app/remove/").content.decode()
    client.post("/account/second-step/app/remove/")
    assert factors(nell) == ["totp"]
    with as_owner():
        key = Authenticator.objects.create(user=nell, type="webauthn", data={"name": "A key"})
        Authenticator.objects.filter(user=nell, type="totp").delete()
    assert client.post(f"/account/passkeys/{key.pk}/remove/")["Location"] == "/account/second-step/"
    assert factors(nell) == ["webauthn"]


def test_the_demonstration_asks_for_no_second_step_and_offers_both_ways_in(cast: Cast) -> None:
    who = account(second_factor=False)
    post(who, cast.week.teams["midwifery"])
    client = Client()
    enter(client)
    assert client.get("/cases/").status_code == 200
    assert "/account/sign-in/" in Client().get("/sign-in-as/").content.decode()
    assert "/sign-in-as/" in Client().get("/account/sign-in/").content.decode()


def test_outside_the_demonstration_nobody_is_signed_in_as(real: None, cast: Cast) -> None:
    client = cast.client("author")  # the fixture tries to
    assert client.get("/cases/")["Location"].startswith("/account/sign-in/")
    assert client.get("/sign-in-as/").status_code == 404
    assert "/sign-in-as/" not in client.get("/account/sign-in/").content.decode()


def test_a_session_of_the_cast_is_worth_nothing_outside_the_demonstration(
    cast: Cast, settings: LazySettings
) -> None:
    client = cast.client("author")
    assert client.get("/cases/").status_code == 200
    settings.DEMO = False
    assert client.get("/cases/").status_code == 302


def test_in_the_demonstration_the_cast_are_those_without_an_account(nell: Account) -> None:
    held = Post.objects.get(account=nell)
    assert str(held.pk) not in Client().get("/sign-in-as/").content.decode()
    assert Client().post("/sign-in-as/", {"post": str(held.pk)}).status_code == 422


def test_a_while_later_how_one_signs_in_is_changed_only_after_a_password_or_code(
    real: None, nell: Account
) -> None:
    client = Client()
    enter(client)
    assert client.get("/account/passkeys/add/").status_code == 200
    session = client.session
    session["since"] -= 400
    session.save()
    asked = client.get("/account/passkeys/add/")["Location"]
    assert asked == "/account/confirm/?next=%2Faccount%2Fpasskeys%2Fadd%2F"
    assert "Use the code of your app" in client.get(asked).content.decode()
    for address, right, wrong in (
        ("/account/confirm/", {"password": PASSWORD}, {"password": "wrong"}),
        ("/account/second-step/confirm/", {"code": code()}, {"code": "000000"}),
    ):
        cache.clear()
        then = {"next": "/account/passkeys/add/"}
        assert client.post(address, {**wrong, **then}).status_code == 422
        assert client.post(address, {**right, **then})["Location"] == "/account/passkeys/add/"


class TestWhichPost:
    """Somebody who holds two posts works in one of them at a time."""

    @pytest.fixture
    def both(self, cast: Cast, nell: Account) -> tuple[Cast, Post, Post]:
        first = Post.objects.get(account=nell)
        return cast, first, post(nell, cast.week.teams["front_door"], "front-door decision maker")

    def test_they_choose_and_can_change(self, both: tuple[Cast, Post, Post]) -> None:
        cast, midwife, decider = both
        client = Client()
        enter(client)
        case = f"/cases/{cast.case}/"
        asked = client.get(case)["Location"]
        assert asked == f"/which-post/?next=%2Fcases%2F{cast.case}%2F"
        page = words(client, asked)
        assert "Midwifery, practitioner" in page
        assert "Front door, front-door decision maker" in page or "Front_door, front-door decision" in page
        assert client.post(asked, {"post": str(midwife.pk), "next": case})["Location"] == case
        assert client.get(case).status_code == 200
        client.post("/which-post/", {"post": str(decider.pk)})
        assert client.get(case).status_code == 404
        assert client.get(f"/entries/{cast.told}/").status_code == 200

    def test_another_s_post_and_rubbish_are_errors(self, both: tuple[Cast, Post, Post]) -> None:
        cast, _, _ = both
        client = Client()
        enter(client)
        for forged in (str(cast.posts["untold"].pk), "rubbish", ""):
            answer = client.post("/which-post/", {"post": forged})
            assert answer.status_code == 422
            assert "Choose the post you are working in" in answer.content.decode()
        assert client.get("/cases/")["Location"].startswith("/which-post/")

    def test_it_leads_to_no_other_site(self, both: tuple[Cast, Post, Post]) -> None:
        client = Client()
        enter(client)
        sent = {"post": str(both[1].pk), "next": "https://elsewhere.example/"}
        assert client.post("/which-post/", sent)["Location"] == "/start/"

    def test_a_post_that_ends_is_over_at_once_and_the_other_is_not(
        self, both: tuple[Cast, Post, Post]
    ) -> None:
        _, midwife, _ = both
        client = Client()
        enter(client)
        client.post("/which-post/", {"post": str(midwife.pk)})
        assert client.get("/cases/").status_code == 200
        with as_owner():
            Post.objects.filter(pk=midwife.pk).update(ends=dt.date(2025, 2, 1))
        assert client.get("/cases/")["Location"].startswith("/which-post/")
        assert "midwifery" not in words(client, "/which-post/")


def test_a_session_that_names_another_s_post_acts_as_nobody(cast: Cast, nell: Account) -> None:
    """No page writes that into a session; it is looked at again all the same, on each request."""
    post(account("olive@example.org"), cast.week.teams["police"], name="Olive")
    client = Client()
    enter(client)
    for other in (Post.objects.get(name="Olive"), cast.posts["untold"]):
        session = client.session
        session["post"] = str(other.pk)
        session.save()
        assert client.get("/cases/")["Location"].startswith("/which-post/")


def test_somebody_without_a_post_today_is_told_so(nell: Account) -> None:
    with as_owner():
        Post.objects.filter(account=nell).update(starts=dt.date(2090, 1, 1))
    client = Client()
    enter(client)
    assert "You hold no post today" in words(client, "/which-post/")


def test_signing_out_ends_the_session_itself(nell: Account) -> None:
    client = Client()
    enter(client)
    kept = client.cookies["sessionid"].value
    client.post("/sign-out/")
    client.cookies["sessionid"] = kept  # whoever copied the cookie
    assert client.get("/cases/").status_code == 302
    assert not Session.objects.filter(session_key=kept).exists()


def test_a_new_password_by_a_link_in_an_email(nell: Account, mailoutbox: list) -> None:  # type: ignore[type-arg]
    client = Client()
    assert client.post("/account/password/reset/", {"email": nell.email})["Location"].endswith("/sent/")
    (mail,) = mailoutbox
    assert "nell" not in mail.body.lower()
    link = re.search(r"http://testserver(\S+)", mail.body)
    assert link is not None
    form = client.get(link[1])["Location"]
    other = "quite another three words"
    assert client.post(form, {"password1": "short", "password2": "short"}).status_code == 422
    assert client.post(form, {"password1": other, "password2": other}).status_code == 302
    assert "does not work any more" in Client().get(link[1]).content.decode()
    enter(Client(), password=other)


def test_a_new_password_for_nobody_says_the_same_and_sends_nothing(cast: Cast, mailoutbox: list) -> None:  # type: ignore[type-arg]
    answer = Client().post("/account/password/reset/", {"email": "nobody@example.org"})
    assert answer["Location"].endswith("/sent/")
    assert mailoutbox == []


def test_the_frame_of_a_page_that_is_not_there_says_who_is_signed_in(cast: Cast) -> None:
    assert "Sign out" in cast.client("author").get("/nothing-here").content.decode()
    assert "Sign out" not in Client().get("/nothing-here").content.decode()


def test_only_our_own_addresses_are_come_back_to(rf) -> None:  # type: ignore[no-untyped-def]
    for bad in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""):
        assert way_in.next_address(rf.get("/", {"next": bad})) == "/start/"
    assert way_in.next_address(rf.get("/", {"next": "/cases/?a=b"})) == "/cases/?a=b"


def test_the_first_administrator_is_let_in_by_whoever_runs_the_service(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    from config import first_administrator

    for _ in range(2):  # asked twice it is done once
        answers = iter(["Anytown NHS Trust", "Safeguarding team", "hospital", "Fay First", "Fay@example.org"])
        first_administrator.main(lambda _, answers=answers: next(answers))  # type: ignore[misc]
        link = re.search(r"https://the-site(/invitation/\S+)", capsys.readouterr().out)
        assert link is not None
    held = Post.objects.select_related("team__organisation", "account").get(role="administrator")
    assert (held.name, held.team.organisation.name) == ("Fay First", "Anytown NHS Trust")
    client = Client()
    client.post(link[1], {"password1": PASSWORD, "password2": PASSWORD})
    enter(client, "fay@example.org")
    assert client.get("/start/")["Location"] == "/posts/"
