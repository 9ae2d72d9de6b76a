"""An organisation's administrator: invites, moves, ends; of other organisations there is nothing, and nothing is done twice."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from sightline.people.models import Account, Post, PostEnd
from sightline.record import models as rows
from sightline.record.acting import as_owner
from tests.pages.accounts import account, enter, path_of, post
from tests.pages.conftest import Cast
from tests.pages.test_replay import words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def boss(cast: Cast) -> Client:
    """This will sign in the administrator of midwifery's organisation."""
    post(account("boss@example.org"), cast.week.teams["midwifery"], "administrator", "Bea Boss")
    client = Client()
    enter(client, "boss@example.org")
    return client


def form(cast: Cast, **changed: str) -> dict[str, str]:
    """This will fill the form of an invitation."""
    return {
        "key": str(uuid.uuid4()),
        "name": "Ada Quill",
        "email": "Ada@example.org",
        "team": str(cast.week.teams["midwifery"].pk),
        "role": "practitioner",
        **day("starts", dt.date(2026, 9, 1)),
        **changed,
    }


def day(name: str, on: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def ending(last: dt.date, **changed: str) -> dict[str, str]:
    return {"key": str(uuid.uuid4()), "expects": "", "reason": "left", **day("last", last), **changed}


class TestInvite:
    def test_makes_an_account_that_nobody_can_sign_in_with_yet_and_sends_a_link(
        self, cast: Cast, boss: Client, mailoutbox: list
    ) -> None:  # type: ignore[type-arg]
        answer = boss.post("/posts/invite/", form(cast))
        made = Post.objects.select_related("account", "appointed_by").get(name="Ada Quill")
        assert answer["Location"] == f"/posts/{made.pk}/?sent=yes"
        assert made.account is not None
        assert made.account.email == "ada@example.org"
        assert not made.account.has_usable_password()
        assert made.appointed_by is not None
        assert (made.appointed_by.name, made.starts) == ("Bea Boss", dt.date(2026, 9, 1))
        said = words(boss, answer["Location"])
        assert "An invitation has been sent" in said
        assert "Appointed by Bea Boss" in said
        (mail,) = mailoutbox
        assert mail.to == ["ada@example.org"]
        everything = (mail.subject + mail.body).lower()
        for personal in ("ada", "quill", "midwifery", "practitioner", "boss", str(made.pk)):
            assert personal not in everything, personal

    def test_the_link_sets_a_password_once(self, cast: Cast, boss: Client, mailoutbox: list) -> None:  # type: ignore[type-arg]
        boss.post("/posts/invite/", form(cast))
        link = path_of(re.findall(r"http://\S+/invitation/\S+", mailoutbox[0].body)[0])
        client = Client()
        assert client.get(link).status_code == client.get(link).status_code == 200, "looking uses nothing up"
        word = "three unlikely words"
        for sent, said in (
            ({}, "Enter a password"),
            ({"password1": "short"}, "too short"),
            ({"password1": "ada@example.org", "password2": "ada@example.org"}, "too similar"),
            ({"password1": word, "password2": "another"}, "Enter the same password again"),
        ):
            answer = client.post(link, sent)
            assert answer.status_code == 422
            assert said in answer.content.decode()
        assert client.post(link, {"password1": word, "password2": word})["Location"] == "/account/sign-in/"
        for again in (client.get(link), client.post(link, {"password1": "x" * 20, "password2": "x" * 20})):
            assert again.status_code == 410
            assert "does not work any more" in again.content.decode()
        enter(client, "ada@example.org", password=word)
        assert client.get("/cases/").status_code == 200

    def test_a_link_has_its_time_and_cannot_be_made_up(
        self, cast: Cast, boss: Client, mailoutbox: list, settings
    ) -> None:  # type: ignore[no-untyped-def,type-arg]
        boss.post("/posts/invite/", form(cast))
        link = path_of(re.findall(r"http://\S+/invitation/\S+", mailoutbox[0].body)[0])
        assert Client().get(link[:-3] + "x/").status_code == 410
        settings.INVITATION_LIMIT = -1
        assert Client().get(link).status_code == 410

    def test_whoever_has_an_account_gets_a_further_post_and_the_answer_is_the_same(
        self, cast: Cast, boss: Client, mailoutbox: list
    ) -> None:  # type: ignore[type-arg]
        who = account("ada@example.org")
        answer = boss.post("/posts/invite/", form(cast))
        assert answer["Location"].endswith("?sent=yes")
        assert Post.objects.get(name="Ada Quill").account == who
        assert "/invitation/" not in mailoutbox[0].body or who.last_login is None

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"name": ""}, "Enter their name"),
            ({"name": "x" * 101}, "100 characters or fewer"),
            ({"email": ""}, "Enter their email address"),
            ({"email": "rubbish"}, "like name@example.org"),
            ({"team": ""}, "Choose a team of your organisation"),
            ({"team": "POLICE"}, "Choose a team of your organisation"),
            ({"role": ""}, "Choose their role"),
            ({"role": "king"}, "Choose their role"),
            ({"starts-day": "31", "starts-month": "2"}, "must be a real day"),
            ({"starts-day": ""}, "must include a day"),
            ({"starts-day": "", "starts-month": "", "starts-year": ""}, "Enter the first day"),
            ({"ends-day": "1", "ends-month": "8", "ends-year": "2026"}, "must be the first day or later"),
            ({"ends-year": "x"}, "must include a day and a month"),
        ],
    )
    def test_a_fault_is_said_and_the_rest_is_kept(
        self, cast: Cast, boss: Client, changed: dict[str, str], said: str
    ) -> None:
        police = str(cast.week.teams["police"].pk)
        changed = {name: police if value == "POLICE" else value for name, value in changed.items()}
        answer = boss.post("/posts/invite/", form(cast, **changed))
        page = answer.content.decode()
        assert answer.status_code == 422
        assert said in page
        assert "<title>Error: Invite somebody" in page
        assert 'autofocus="autofocus"' in page
        for link in re.findall(r'href="#([\w-]+)"', page.split("error-summary")[2]):
            assert f'id="{link}"' in page
        assert "Ada Quill" in page or "name" in changed
        assert not Post.objects.filter(account__email="ada@example.org").exists()

    def test_twice_is_once(self, cast: Cast, boss: Client, mailoutbox: list) -> None:  # type: ignore[type-arg]
        sent = form(cast)
        first, second = boss.post("/posts/invite/", sent), boss.post("/posts/invite/", sent)
        assert first["Location"] == second["Location"]
        assert Post.objects.filter(name="Ada Quill").count() == 1
        assert len(mailoutbox) == 1

    def test_the_same_form_with_another_content_is_refused_clearly(self, cast: Cast, boss: Client) -> None:
        sent = form(cast)
        boss.post("/posts/invite/", sent)
        answer = boss.post("/posts/invite/", {**sent, "name": "Somebody Else"})
        assert answer.status_code == 422
        assert "changed while you were looking" in answer.content.decode()
        assert "Somebody Else" in answer.content.decode()
        assert not Post.objects.filter(name="Somebody Else").exists()

    def test_a_double_click_makes_one_post(self, cast: Cast, boss: Client, mailoutbox: list) -> None:  # type: ignore[type-arg]
        sent = form(cast)

        def click(_: int) -> int:
            twin = Client()
            twin.cookies = boss.cookies
            try:
                return twin.post("/posts/invite/", sent).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            statuses = list(pool.map(click, range(4)))
        assert set(statuses) == {302}
        assert Post.objects.filter(name="Ada Quill").count() == 1
        assert Account.objects.filter(email="ada@example.org").count() == 1
        assert len(mailoutbox) == 1

    def test_when_the_email_cannot_be_sent_it_is_said_and_can_be_sent_again(
        self, cast: Cast, boss: Client, settings, mailoutbox: list
    ) -> None:  # type: ignore[no-untyped-def,type-arg]
        backend = settings.EMAIL_BACKEND
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        answer = boss.post("/posts/invite/", form(cast))
        assert "could not be sent" in words(boss, answer["Location"])
        settings.EMAIL_BACKEND = backend
        made = Post.objects.get(name="Ada Quill")
        assert boss.post(f"/posts/{made.pk}/invite-again/")["Location"].endswith("?sent=yes")
        assert len(mailoutbox) == 1


class TestList:
    def test_shows_the_organisation_s_own_and_nobody_else_s(self, cast: Cast, boss: Client) -> None:
        page = boss.get("/posts/").content.decode()
        assert "Bea Boss" in page
        assert "A midwifery" in page
        for other in ("A police", "A front_door", "A manager"):
            assert other not in page

    def test_a_long_one_is_paged_without_a_name_in_an_address(self, cast: Cast, boss: Client) -> None:
        with as_owner():
            Post.objects.bulk_create(
                Post(team=cast.week.teams["midwifery"], name=f"Nurse {n:03}", role="practitioner", starts=dt.date(2025, 1, 1))
                for n in range(120)
            )  # fmt: skip
        seen, address = [], "/posts/"
        while address:
            page = boss.get(address).content.decode()
            seen += re.findall(r"Nurse (\d{3})</a>", page)
            later = re.search(r'rel="next" href="([^"]+)"', page)
            address = f"/posts/{later[1].replace('&amp;', '&')}" if later else ""
            assert "nurse" not in address.lower()
        assert seen == [f"{n:03}" for n in range(120)]

    def test_those_that_have_ended_are_apart(self, cast: Cast, boss: Client) -> None:
        with as_owner():
            Post.objects.filter(pk=cast.posts["author"].pk).update(ends=dt.date(2025, 2, 1))
        assert "A midwifery" not in boss.get("/posts/").content.decode()
        assert "A midwifery" in boss.get("/posts/?show=ended").content.decode()

    @pytest.mark.parametrize("after", ["", "rubbish", str(uuid.uuid4())])
    def test_a_senseless_place_is_the_beginning(self, boss: Client, after: str) -> None:
        assert "Bea Boss" in boss.get(f"/posts/?after={after}").content.decode()


class TestAnothersPost:
    @pytest.mark.parametrize("page", ["", "end/", "move/", "invite-again/"])
    def test_is_not_there_whether_it_exists_or_not(self, cast: Cast, boss: Client, page: str) -> None:
        for id in (cast.posts["untold"].pk, uuid.uuid4()):
            assert boss.post(f"/posts/{id}/{page}", ending(dt.date(2026, 1, 1))).status_code == 404
        with as_owner():
            assert Post.objects.get(pk=cast.posts["untold"].pk).ends is None

    @pytest.mark.parametrize("who", ["author", "manager"])
    def test_a_practitioner_and_a_partnership_manager_may_not(self, cast: Cast, who: str) -> None:
        client = cast.client(who)
        own = cast.posts["author"].pk
        for address in ("/posts/", "/posts/invite/", f"/posts/{own}/", f"/posts/{own}/end/"):
            assert client.get(address).status_code == client.post(address).status_code == 403


class TestEnd:
    def test_ends_it_after_the_last_day_and_keeps_who_said_so(self, cast: Cast, boss: Client) -> None:
        held = cast.posts["author"]
        other = cast.client("author")
        assert other.get("/cases/").status_code == 200
        yesterday = dt.date.today() - dt.timedelta(days=1)  # noqa: DTZ011
        answer = boss.post(f"/posts/{held.pk}/end/", ending(yesterday))
        assert answer["Location"] == f"/posts/{held.pk}/"
        held.refresh_from_db()
        assert held.ends == yesterday
        said = words(boss, f"/posts/{held.pk}/")
        assert "Bea Boss said on" in said
        assert "They have left the organisation" in said
        assert other.get("/cases/").status_code == 302, "signed out of it at once"

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"last-day": ""}, "must include a day"),
            ({"last-year": "2001"}, "must be their first day in the post, or later"),
            ({"reason": ""}, "Choose why the post ends"),
            ({"reason": "king"}, "Choose why the post ends"),
        ],
    )
    def test_a_fault_is_said(self, cast: Cast, boss: Client, sent: dict[str, str], said: str) -> None:
        answer = boss.post(f"/posts/{cast.posts['author'].pk}/end/", ending(dt.date(2026, 10, 1), **sent))
        assert answer.status_code == 422
        assert said in answer.content.decode()

    def test_twice_is_once_and_a_stale_page_is_told(self, cast: Cast, boss: Client) -> None:
        address, sent = f"/posts/{cast.posts['author'].pk}/end/", ending(dt.date(2030, 10, 1))
        assert boss.post(address, sent).status_code == boss.post(address, sent).status_code == 302
        stale = boss.post(address, ending(dt.date(2030, 9, 1)))  # its page showed no last day yet
        assert stale.status_code == 422
        assert "changed while you were looking" in stale.content.decode()
        assert 'name="expects" value="2030-10-01"' in stale.content.decode()
        now = boss.post(address, ending(dt.date(2030, 9, 1), expects="2030-10-01"))
        assert now.status_code == 302
        later = boss.post(address, ending(dt.date(2031, 1, 1), expects="2030-09-01"))
        assert "ends before that already" in later.content.decode()
        with as_owner():
            assert PostEnd.objects.count() == 2
            assert Post.objects.get(pk=cast.posts["author"].pk).ends == dt.date(2030, 9, 1)

    def test_nobody_ends_their_own(self, boss: Client) -> None:
        own = Post.objects.get(name="Bea Boss")
        for page in ("end/", "move/"):
            assert boss.get(f"/posts/{own.pk}/{page}").status_code == 403
            assert boss.post(f"/posts/{own.pk}/{page}", ending(dt.date(2026, 1, 1))).status_code == 403
        own.refresh_from_db()
        assert own.ends is None

    def test_what_was_unopened_goes_back_to_the_team_and_what_was_known_stays_known(
        self, cast: Cast, boss: Client
    ) -> None:
        """A leaver's team is still told what she never opened; what she wrote and opened stands as it did."""
        week = cast.week
        hers = post(account("lou@example.org"), week.teams["midwifery"], name="Lou Leaver")
        lou = Client()
        enter(lou, "lou@example.org")
        opened, unopened = (
            week.writes("front_door", "wed", body(), week.meet("front_door"), summary=said, told=(week.tell("midwifery", "thu"),))
            for said in ("Read by Lou", "Never read by Lou")
        )  # fmt: skip
        lou.get(f"/entries/{opened}/")
        lou.get(f"/entries/{cast.own}/")
        with as_owner():
            before = [list(table.objects.values_list()) for table in (rows.Receipt, rows.Told, rows.Look)]
        yesterday = dt.date.today() - dt.timedelta(days=1)  # noqa: DTZ011
        boss.post(f"/posts/{hers.pk}/end/", ending(yesterday))
        assert lou.get(f"/entries/{unopened}/").status_code == 302
        with as_owner():
            assert before == [
                list(table.objects.values_list()) for table in (rows.Receipt, rows.Told, rows.Look)
            ]
            opened_by = rows.Receipt.objects.filter(what="opened")
            assert [receipt.post_id for receipt in opened_by] == [hers.pk]
            assert not opened_by.filter(telling__entry=unopened).exists()
        colleague = cast.client("author")
        assert "Never read by Lou" in words(colleague, f"/entries/{unopened}/")
        with as_owner():
            reads = rows.Receipt.objects.filter(what="opened", telling__entry=unopened)
            assert [receipt.post_id for receipt in reads] == [cast.posts["author"].pk]
        assert week.who_knew(unopened, "thu") == "midwifery front_door"
        assert "Still uneasy on Tuesday" in words(colleague, f"/entries/{cast.own}/")


class TestMove:
    def test_ends_one_post_the_day_before_the_other_begins(self, cast: Cast, boss: Client) -> None:
        who = account("lou@example.org")
        hers = post(who, cast.week.teams["midwifery"], name="Lou Mover")
        sent = {**form(cast, role="team manager"), "expects": ""}
        first, second = (boss.post(f"/posts/{hers.pk}/move/", sent) for _ in range(2))
        assert first["Location"] == second["Location"]
        held = Post.objects.filter(account=who).order_by("starts")
        assert [(one.role, one.starts, one.ends) for one in held] == [
            ("practitioner", dt.date(2025, 1, 1), dt.date(2026, 8, 31)),
            ("team manager", dt.date(2026, 9, 1), None),
        ]
        with as_owner():
            assert PostEnd.objects.get(post=hers).reason == "moved"

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            (day("starts", dt.date(2024, 1, 1)), "must begin after the post that they move from"),
            ({"role": "king"}, "Choose their role"),
            ({"team": "none"}, "Choose a team of your organisation"),
        ],
    )
    def test_a_fault_is_said_and_neither_is_done(
        self, cast: Cast, boss: Client, sent: dict[str, str], said: str
    ) -> None:
        held = cast.posts["author"]
        answer = boss.post(f"/posts/{held.pk}/move/", {**form(cast), **sent})
        assert answer.status_code == 422
        assert said in answer.content.decode()
        held.refresh_from_db()
        assert held.ends is None

    def test_a_stale_page_moves_nobody(self, cast: Cast, boss: Client) -> None:
        held = cast.posts["author"]
        boss.post(f"/posts/{held.pk}/end/", ending(dt.date(2030, 10, 1)))
        answer = boss.post(f"/posts/{held.pk}/move/", {**form(cast), "expects": ""})
        assert answer.status_code == 422
        assert Post.objects.filter(team=held.team).count() == 2


def body() -> object:
    from sightline.record.kinds.harm import Concern

    return Concern(level="medium")
