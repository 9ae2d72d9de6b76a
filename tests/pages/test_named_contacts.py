"""Who answers at the front door: an administrator says so, nothing of it is lost, and everybody is shown whoever answers now."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.http import HttpResponse
from django.test import Client

from sightline.people.models import Contact, Post, Team
from sightline.record.acting import as_owner
from tests.pages.checking import hidden
from tests.pages.conftest import Cast
from tests.pages.test_replay import words

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {
    "name": "Cosima Rudd", "role": "health representative", "telephone": "01632 960 141", "hours": "Monday to Friday, 9am to 5pm",
}  # fmt: skip


@pytest.fixture
def wilf(cast: Cast) -> Client:
    """This will sign in an administrator of the front door's organisation."""
    with as_owner():
        door = cast.week.teams["front_door"]
        cast.posts["wilf"] = Post.objects.create(
            team=door, name="Wilf", role="administrator", starts=dt.date(2025, 1, 1)
        )
    return cast.client("wilf")


def address(cast: Cast, sector: str = "health", team: str = "front_door") -> str:
    return f"/named-contacts/{cast.week.teams[team].pk}/{sector}/"


def send(cast: Cast, client: Client, sector: str = "health", **more: str) -> HttpResponse:
    page = client.get(address(cast, sector)).content.decode()
    form = {"key": hidden(page, "key"), "seen": hidden(page, "seen"), "act": "say", **SAID, **more}
    return client.post(address(cast, sector), form)  # type: ignore[return-value]


def test_who_answers_is_shown_at_once_and_who_did_stays(cast: Cast, wilf: Client) -> None:
    assert send(cast, wilf).status_code == 302
    assert "Cosima Rudd, health representative" in words(
        cast.client("author"), f"/decisions/{cast.decision}/"
    )
    said = words(wilf, address(cast))
    assert re.search(
        r"Cosima Rudd, .* until now\. Said by Wilf Ines Carrow, .* From \d+ \w+ 20\d\d to \d+ \w+ 20\d\d",
        said,
    )
    assert "Cosima Rudd" in words(wilf, "/named-contacts/")
    assert "Ines Carrow" not in words(wilf, "/named-contacts/")


def test_withdrawn_the_door_s_own_answers(cast: Cast, wilf: Client) -> None:
    assert send(cast, wilf, act="withdraw", name="").status_code == 302
    assert "Tobias Arkle, other representative" in words(
        cast.client("author"), f"/decisions/{cast.decision}/"
    )
    assert words(wilf, "/named-contacts/").count("Nobody is named: whoever answers everybody else does") == 3
    assert send(cast, wilf).status_code == 302
    assert "Cosima Rudd" in words(cast.client("author"), f"/decisions/{cast.decision}/")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": " "}, "Enter the name of whoever answers"),
        ({"role": ""}, "Enter their role"),
        ({"telephone": ""}, "Enter the number on which they answer"),
        ({"telephone": "ring me"}, "Enter a telephone number"),
        ({"hours": ""}, "Enter when they are there"),
        ({"hours": "x" * 201}, "Shorten this"),
    ],
)
def test_bad_input_keeps_the_text(cast: Cast, wilf: Client, wrong: dict[str, str], says: str) -> None:
    answer = send(cast, wilf, **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert ("Cosima Rudd" in page) == ("name" not in wrong)
    with as_owner():
        assert not Contact.objects.filter(name="Cosima Rudd").exists()


def test_a_double_click_is_once_and_a_stale_page_collides(cast: Cast, wilf: Client) -> None:
    stale = wilf.get(address(cast)).content.decode()
    form = {"key": hidden(stale, "key"), "seen": hidden(stale, "seen"), "act": "say", **SAID}
    assert [wilf.post(address(cast), form).status_code for _ in range(2)] == [302, 302]
    assert wilf.post(address(cast), {**form, "name": "Somebody else"}).status_code == 409
    other = wilf.post(address(cast), {**form, "key": "", "name": "Somebody else"})
    assert other.status_code == 409
    assert "Somebody else" in other.content.decode()
    assert "This was changed while you were looking" in other.content.decode()
    with as_owner():
        assert Contact.objects.filter(sector="health").count() == 2


def test_another_organisation_s_door_is_not_there(cast: Cast, wilf: Client) -> None:
    with as_owner():
        cast.posts["other"] = Post.objects.create(
            team=cast.week.teams["gp"], name="B", role="administrator", starts=dt.date(2025, 1, 1)
        )
    other = cast.client("other")
    assert (other.get(address(cast)).status_code, other.post(address(cast), SAID).status_code) == (404, 404)
    assert "Your organisation has no front door" in words(other, "/named-contacts/")
    for wrong in (address(cast, "rubbish"), address(cast, team="gp"), address(cast, team="midwifery")):
        assert wilf.get(wrong).status_code == 404
    assert Team.objects.count() == 5


@pytest.mark.parametrize("who", ["author", "told", "manager"])
def test_nobody_else_names_anybody(cast: Cast, wilf: Client, who: str) -> None:
    client = cast.client(who)
    assert [client.get(one).status_code for one in ("/named-contacts/", address(cast))] == [403, 403]
    assert client.post(address(cast), SAID).status_code == 403
