"""Emergency access in pages: asking, what was opened, the holder's inbox and review; and what each refuses and does once."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from sightline.people.models import Organisation, Post, Team
from sightline.record import models as rows
from sightline.record.acting import as_owner
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.particulars import Particulars
from tests.knowing.nights import a_day_later
from tests.pages.checking import hidden
from tests.pages.conftest import Cast
from tests.pages.test_replay import words

pytestmark = pytest.mark.django_db(transaction=True)
BORN = dt.date(2025, 1, 14)
SECRET = "Bleeding from the mouth, twice"
DANGER = "A torn frenulum, seen tonight"


@dataclass
class Night:
    """Somebody out of hours; a child of the health visitors' that nobody was told of; whoever answers for their record."""

    cast: Cast

    @property
    def mel(self) -> Client:
        return self.cast.client("night")

    @property
    def manager(self) -> Client:
        return self.cast.client("named")

    def form(self, **more: object) -> dict[str, object]:
        page = self.mel.get("/emergency/").content.decode()
        return {
            "holder": str(self.cast.week.teams["health_visiting"].pk), "name": "Wren Attley", "dob-day": "14", "dob-month": "1",
            "dob-year": "2025", "nhs_number": "", "address": "9 Alder Row", "danger": DANGER, "why_now": "They open at nine",
            "key": hidden(page, "key"), "step": "open", **more,
        }  # fmt: skip

    def opens(self, **more: object) -> str:
        """This will open it, and give the address of what was opened."""
        answer = self.mel.post("/emergency/", self.form(**more))
        assert answer.status_code == 302
        return str(answer["Location"])

    def reviews(self, address: str, **given: object) -> HttpResponse:
        said = {"finding": "right", "words": "She had to know.", "leave_open": "no", **given}
        return self.manager.post(address.replace("/emergency/", "/emergency/reviews/"), said)  # type: ignore[return-value]


@pytest.fixture
def night(cast: Cast) -> Night:
    with as_owner():
        week = cast.week
        team = Team.objects.create(
            organisation=Organisation.objects.create(name="council"),
            type="emergency_duty",
            name="the night team",
        )
        week.teams["night"] = team
        for who, of, role in (
            ("night", team, "out of hours"),
            ("named", week.teams["health_visiting"], "named professional"),
            ("visitor", week.teams["health_visiting"], "practitioner"),
        ):
            cast.posts[who] = Post.objects.create(
                team=of, name=f"Mel {who}", role=role, starts=dt.date(2025, 1, 1)
            )
        child = week.meet("health_visiting")
        who_it_is = Particulars(person=str(child), role="child", name="Wren Attley", dob=BORN)  # type: ignore[arg-type]
        week.writes("health_visiting", "mon", who_it_is, child)
        week.writes("health_visiting", "mon", Concern(level="high"), child, summary=SECRET)
    return Night(cast)


def many(kind: str) -> int:
    with as_owner():
        return rows.Entry.objects.filter(kind=kind).count()


@pytest.mark.parametrize("who", ["author", "told", "named", "visitor", "manager"])
def test_nobody_but_out_of_hours_opens(night: Night, who: str) -> None:
    address = night.opens()
    client = night.cast.client(who)
    assert [client.get(one).status_code for one in ("/emergency/", address)] == [403, 403]
    assert client.post("/emergency/", night.form()).status_code == 403
    assert many("emergency_access") == 1


@pytest.mark.parametrize(("who", "status"), [("night", 403), ("visitor", 403), ("named", 200)])
def test_only_whoever_answers_for_the_record_reviews(night: Night, who: str, status: int) -> None:
    review = night.opens().replace("/emergency/", "/emergency/reviews/")
    assert [night.cast.client(who).get(one).status_code for one in ("/emergency/reviews/", review)] == [
        status
    ] * 2


def test_an_access_of_others_is_not_there(night: Night) -> None:
    address = night.opens()
    with as_owner():
        for who in ("police", "gp", "health_visiting", "night"):
            for role in ("out of hours", "named professional"):
                night.cast.posts[f"{who} {role}"] = Post.objects.create(
                    team=night.cast.week.teams[who], name=role, role=role, starts=dt.date(2025, 1, 1)
                )
    for who in ("police", "health_visiting"):  # the holder was told of it; what is opened is not its page
        assert night.cast.client(f"{who} out of hours").get(address).status_code == 404
    review = address.replace("/emergency/", "/emergency/reviews/")
    for who in ("gp", "night"):  # nor does whoever opened review it, whatever their manager's post
        manager = night.cast.client(f"{who} named professional")
        assert (manager.get(review).status_code, manager.post(review, {}).status_code) == (404, 404)
    manager = night.cast.client("gp named professional")
    assert "Nobody has opened your record" in words(manager, "/emergency/reviews/")


def test_all_that_is_missing_is_said_at_once_from_the_top_down(night: Night) -> None:
    empty = dict.fromkeys(
        ("holder", "name", "dob-day", "dob-month", "dob-year", "address", "danger", "why_now"), ""
    )
    answer = night.mel.post("/emergency/", night.form(step="preview", **empty))
    assert answer.status_code == 422
    summary = answer.content.decode().split('role="alert"')[1].split("</ul>")[0]
    assert re.findall(r'href="#([^"]+)"', summary) == ["holder", "name", "dob-day", "danger", "why_now"]


def test_nothing_is_looked_for_or_told_before_it_is_confirmed(night: Night) -> None:
    hit, miss = (
        night.mel.post("/emergency/", night.form(step="preview", name=name)).content.decode()
        for name in ("Wren Attley", "Wren Atxley")
    )
    assert _plain(hit) == _plain(miss).replace("Wren Atxley", "Wren Attley")
    assert "will be told this, whatever is found" in hit
    assert DANGER in hit
    assert many("emergency_access") == many("emergency_review") == 0
    assert night.cast.client("visitor").get("/inbox/").content.count(b"sl-inbox__new") == 0


def _plain(page: str) -> str:
    return re.sub(r'(name="(?:csrfmiddlewaretoken|key)" value=")[^"]*', r"\1", page)


def test_what_is_previewed_is_what_the_holder_reads(night: Night) -> None:
    form = night.form()
    preview = night.mel.post("/emergency/", {**form, "step": "preview"}).content.decode()
    shown = re.search(r'<div class="sl-asked">.*?</dl>\s*</div>', preview, re.DOTALL)
    address = str(night.mel.post("/emergency/", form)["Location"])
    read = night.manager.get(address.replace("/emergency/", "/emergency/reviews/")).content.decode()
    assert shown is not None
    assert shown[0] in read


def test_what_was_opened_and_until_when(night: Night) -> None:
    said = words(night.mel, night.opens())
    assert re.search(r"Open to your team until \d{1,2}:\d\d[ap]m on \w+day \d+ \w+ 20\d\d", said)
    assert SECRET in said
    assert "Opened in an emergency from" in said
    assert "Check first that this is the child in front of you" in said


@pytest.mark.parametrize("asked", [{"name": "Wren Atley"}, {"holder": "gp"}])
def test_no_match_says_so_and_is_told_all_the_same(night: Night, asked: dict[str, str]) -> None:
    holder = asked.get("holder", "health_visiting")
    said = words(night.mel, night.opens(**{**asked, "holder": str(night.cast.week.teams[holder].pk)}))
    assert "Nothing was found under exactly these particulars" in said
    assert f"That does not mean that {holder} holds nothing" in said
    assert SECRET not in said
    assert many("emergency_access") == 1


def test_the_holder_finds_it_in_its_inbox(night: Night) -> None:
    night.opens()
    visitor = night.cast.client("visitor")
    assert "Emergency access to health visiting: Wren Attley" in words(visitor, "/inbox/")
    with as_owner():
        telling = rows.Told.objects.get(
            entry__kind="emergency_access", knower=night.cast.week.teams["health_visiting"]
        ).pk
    said = words(visitor, f"/inbox/{telling}/")
    assert DANGER in said
    assert "manager or named professional reviews it by the end of" in said
    assert "See what was opened, and review it" in words(night.manager, f"/inbox/{telling}/")


def test_what_was_opened_is_not_in_one_s_own_inbox(night: Night) -> None:
    night.opens()
    assert "Nothing has been told to your team" in words(night.mel, "/inbox/")


@pytest.mark.parametrize(
    ("wrong", "says", "to"),
    [
        ({"holder": ""}, "Choose whose record you need", "#holder"),
        ({"holder": "rubbish"}, "Choose whose record you need", "#holder"),
        ({"name": ""}, "Enter their full name", "#name"),
        ({"name": "x" * 300}, "Shorten this", "#name"),
        (
            {"dob-day": "", "dob-month": "", "dob-year": ""},
            "Enter a date of birth or an NHS number",
            "#dob-day",
        ),
        ({"dob-day": "31", "dob-month": "2"}, "must be a real day", "#dob-day"),
        ({"dob-year": "2090"}, "Date of birth must be in the past", "#dob-day"),
        ({"nhs_number": "999 000 0011"}, "This is not an NHS number", "#nhs_number"),
        ({"danger": " "}, "Enter what the danger is", "#danger"),
        ({"why_now": ""}, "Enter why it cannot wait", "#why_now"),
    ],
)
def test_bad_input_keeps_the_text_and_opens_nothing(
    night: Night, wrong: dict[str, str], says: str, to: str
) -> None:
    answer = night.mel.post("/emergency/", night.form(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert says in page
    assert f'href="{to}"' in page
    if "danger" not in wrong:
        assert DANGER in page
    assert many("emergency_access") == 0


def test_one_s_own_team_cannot_be_chosen(night: Night) -> None:
    assert (
        night.mel.post("/emergency/", night.form(holder=str(night.cast.week.teams["night"].pk))).status_code
        == 422
    )


def test_a_double_click_opens_once_and_other_words_under_it_collide(night: Night) -> None:
    form = night.form()
    first, again = (night.mel.post("/emergency/", form) for _ in range(2))
    assert first["Location"] == again["Location"]
    other = night.mel.post("/emergency/", {**form, "danger": "Something else"})
    assert other.status_code == 409
    assert "Something else" in other.content.decode()
    assert many("emergency_access") == 1


def test_changing_it_keeps_what_was_written(night: Night) -> None:
    page = night.mel.post("/emergency/", night.form(step="change")).content.decode()
    assert DANGER in page
    assert many("emergency_access") == 0


def test_after_a_day_it_is_closed_and_says_so(night: Night) -> None:
    address = night.opens()
    with as_owner():
        a_day_later(UUID(address.split("/")[2]))
    said = words(night.mel, address)
    assert "What you opened closed at" in said
    assert SECRET not in said
    assert SECRET not in words(night.mel, "/cases/")
    assert SECRET in words(night.manager, address.replace("/emergency/", "/emergency/reviews/"))


def test_it_is_reviewed_and_both_sides_read_it(night: Night) -> None:
    address = night.opens()
    assert "One emergency access waits for your review" in words(night.manager, "/emergency/reviews/")
    assert night.reviews(address).status_code == 302
    assert "Every emergency access has been reviewed" in words(night.manager, "/emergency/reviews/")
    assert "it was right to open it" in words(night.mel, "/emergency/")
    said = words(night.mel, address)
    assert "She had to know." in said
    assert "Emergency access reviewed" in words(night.mel, "/inbox/")


def test_left_open_it_stays(night: Night) -> None:
    address = night.opens()
    night.reviews(address, leave_open="yes")
    with as_owner():
        a_day_later(UUID(address.split("/")[2]))
    said = words(night.mel, address)
    assert "told you that you may go on seeing this" in said
    assert SECRET in said


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"finding": ""}, "Choose whether it was right"),
        ({"finding": "maybe"}, "Choose whether it was right"),
        ({"words": " "}, "Enter why, and what you do now"),
        ({"words": "x" * 4001}, "must be 4,000 characters or fewer"),
        ({"leave_open": ""}, "Choose whether they may go on seeing it"),
    ],
)
def test_a_review_with_something_to_put_right(night: Night, wrong: dict[str, str], says: str) -> None:
    answer = night.reviews(night.opens(), **wrong)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert many("emergency_review") == 0


def test_a_review_sent_twice_is_kept_once_and_a_colleague_s_collides(night: Night) -> None:
    address = night.opens()
    assert [night.reviews(address).status_code for _ in range(2)] == [302, 302]
    with as_owner():
        night.cast.posts["named"] = Post.objects.create(
            team=night.cast.week.teams["health_visiting"],
            name="B",
            role="team manager",
            starts=dt.date(2025, 1, 1),
        )
    answer = night.reviews(address, words="I see it otherwise.")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "I see it otherwise." in page
    assert "She had to know." in page
    assert many("emergency_review") == 1


def test_a_review_of_nothing_opened_does_not_ask_whether_it_stays_open(night: Night) -> None:
    address = night.opens(name="Nobody Here")
    said = words(night.manager, address.replace("/emergency/", "/emergency/reviews/"))
    assert "asked for, and was given nothing of, your record" in said
    assert "go on seeing" not in said
    assert night.reviews(address, leave_open="").status_code == 302


def test_a_third_team_sees_the_same_pages_as_before(night: Night) -> None:
    pages = ("/inbox/", "/cases/", "/emergency/reviews/")
    with as_owner():
        night.cast.posts["third"] = Post.objects.create(
            team=night.cast.week.teams["gp"], name="C", role="named professional", starts=dt.date(2025, 1, 1)
        )
    third = night.cast.client("third")
    before = [_plain(third.get(page).content.decode()) for page in pages]
    night.reviews(night.opens(), leave_open="yes")
    assert [_plain(third.get(page).content.decode()) for page in pages] == before


def test_a_long_list_is_paged(night: Night) -> None:
    for n in range(27):
        night.opens(name=f"Nobody {n}")
    first = night.manager.get("/emergency/reviews/").content.decode()
    (after,) = re.findall(r'href="(\?after=[^"]*)"', first)
    second = night.manager.get(f"/emergency/reviews/{after.replace('&amp;', '&')}").content.decode()
    linked = re.compile(r"/emergency/reviews/[0-9a-f-]{36}/")
    assert (len(linked.findall(first)), len(linked.findall(second))) == (25, 2)
    assert not set(linked.findall(first)) & set(linked.findall(second))
    assert re.findall(r"Nobody (\d+),", first) == [str(n) for n in range(25)]  # the first that is due
    assert re.findall(r"Nobody (\d+),", second) == ["25", "26"]
    night.reviews(f"/emergency/{linked.findall(first)[0].split('/')[-2]}/", leave_open="no")
    first = night.manager.get("/emergency/reviews/").content.decode()
    assert re.findall(r"Nobody (\d+),", first) == [
        str(n) for n in range(1, 26)
    ]  # what is reviewed stands last
    made = night.mel.get("/emergency/").content.decode()
    assert re.findall(r"Nobody (\d+),", made)[0] == "26"  # whoever opened looks for the last
    assert night.manager.get("/emergency/reviews/?after=rubbish").status_code == 200
