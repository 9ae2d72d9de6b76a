"""The measures' pages: who may, what they say, what they never say, and what a slip is answered."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from sightline.measures.proportion import Proportion
from sightline.pages import measures, passed_on
from sightline.pages.charts import bars, intervals
from sightline.pages.forms.period import PeriodForm
from sightline.people.models import Post, Team
from sightline.record.acting import as_owner
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.decision import Decision
from sightline.record.times import Moment
from tests.pages.conftest import Cast
from tests.pages.test_who_may import canonical

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
TODAY = dt.date(2025, 7, 14)
PERIOD = "?from-month=1&from-year=2025&to-month=7&to-year=2025"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """This will look at the pages on a day of July, when the cast's week is four months ago."""
    for page in (measures, passed_on):
        monkeypatch.setattr(page, "now", lambda: Moment(TODAY, 0, dt.time(9)))


@pytest.fixture
def managed(cast: Cast) -> Cast:
    """This will give the front door a manager of its own."""
    with as_owner():
        for who, team in (("boss", "front_door"), ("midwives' boss", "midwifery")):
            cast.posts[who] = Post.objects.create(
                team=cast.week.teams[team], name=f"Manager of {team}", role="team manager", starts=dt.date(2025, 1, 1)
            )  # fmt: skip
    return cast


def words(client: Client, address: str, status: int = 200) -> str:
    """This will give what a page says."""
    answer = client.get(address)
    assert answer.status_code == status, address
    page = re.sub(r'<span class="sl-table__label">[^<]*</span>', "", answer.content.decode())  # a phone's
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def many(cast: Cast, number: int, day: str = "mon", outcome: str = "no_further_action") -> None:
    """This will have midwifery refer so many, each answered on the day."""
    week = cast.week
    with as_owner():
        for _ in range(number):
            child = week.meet("midwifery")
            door = str(week.teams["front_door"].pk)
            id = week.writes("midwifery", day, Referral(to=door), child, told=(week.tell("front_door", day),))  # type: ignore[arg-type]
            said = Decision(type="referral_outcome", outcome=outcome, responds_to=str(id))  # type: ignore[arg-type]
            week.writes("front_door", day, said, child, told=(week.tell("midwifery", day),))


def test_the_cast_s_week_as_its_manager_reads_it(managed: Cast) -> None:
    page = words(managed.client("boss"), f"/measures/{PERIOD}")
    # Three referrals of March: one told on Tuesday, not answered; one answered on the next day; one that waits.
    assert "3 referrals were told to your team; 2 still wait for a decision" in page
    assert "1 of 3 referrals were answered within one working day" in page
    assert "0 of 1 decision was made with a check blank" in page
    assert "None of 1 decided referrals was challenged" in page
    assert "No referral of this period ended in no further action" in page
    assert "July 2025 so far: none" in page


def test_a_share_of_few_is_no_percentage_and_of_many_it_is(managed: Cast) -> None:
    client = managed.client("boss")
    assert "March 2025: 1 of 3 0%" not in words(client, f"/measures/{PERIOD}")
    assert "(33%)" not in words(client, f"/measures/{PERIOD}")
    many(managed, 9)
    page = words(client, f"/measures/{PERIOD}")
    assert "10 of 12 (83%)" in page
    assert "After no further action the family came back: 0 of 9 within three months" in page
    assert "9 referrals ended in no further action first" in page


def test_nothing_told_says_so_and_leads_to_the_last_there_was(managed: Cast) -> None:
    client = managed.client("boss")
    empty = "/measures/?from-month=5&from-year=2025&to-month=7&to-year=2025"
    page = words(client, empty)
    assert "No referral was told to your team from May 2025 to July 2025" in page
    assert "not the same as no child at risk" in page
    link = re.search(r'href="(/measures/\?from-month[^"]*)">Show', client.get(empty).content.decode())
    assert link
    assert "3 referrals were told" in words(client, link[1].replace("&amp;", "&"))
    assert "The last one" not in words(managed.client("midwives' boss"), "/measures/")


@pytest.mark.parametrize(
    ("given", "box", "said"),
    [
        ({"from-month": ""}, "from-month", "“From” must include a month"),
        ({"from-month": "x"}, "from-month", "“From” must be in numbers, for example 3 2026"),
        ({"to-month": "13"}, "to-month", "“To” must have a month between 1 and 12"),
        ({"to-year": "20250"}, "to-year", "“To” must have a year between 2000 and 2025"),
        ({"to-month": "8"}, "to-month", "“To” must be this month or an earlier one"),
        ({"from-month": "7", "to-month": "6"}, "to-month", "“To” must be the same month as “From”, or a later one"),
        ({"from-year": "2022"}, "from-month", "Choose at most 36 months"),
        ({"from-month": "٣"}, "from-month", "“From” must be in numbers, for example 3 2026"),
    ],
)  # fmt: skip
def test_months_that_make_no_sense_are_put_right_and_kept(
    managed: Cast, given: dict[str, str], box: str, said: str
) -> None:
    query = {"from-month": "1", "from-year": "2025", "to-month": "7", "to-year": "2025"} | given
    answer = managed.client("boss").get("/measures/", query)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{box}"' in page
    assert said in page
    assert all(f'value="{value}"' in page for value in query.values() if value)
    assert "No figure is shown" in page


def test_each_count_leads_to_its_referrals_page_by_page(
    managed: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = managed.client("boss")
    page = client.get(f"/measures/{PERIOD}").content.decode()
    link = re.search(r'href="(/measures/waiting/\?[^"]*)"', page)
    assert link
    listed = client.get(link[1].replace("&amp;", "&")).content.decode()
    assert f"/contacts/{managed.contact}/" in listed
    assert f"/contacts/{managed.told}/" in listed
    assert client.get(f"/contacts/{managed.contact}/").status_code == 200
    monkeypatch.setattr(measures, "MOST_LISTED", 1)
    first = client.get(f"/measures/waiting/{PERIOD}").content.decode()
    after = re.search(r'rel="next" href="([^"]*)"', first)
    assert after
    second = client.get("/measures/waiting/" + after[1].replace("&amp;", "&")).content.decode()
    ids = [re.findall(r"/contacts/([0-9a-f-]{36})/", page) for page in (first, second)]
    assert sorted(ids[0] + ids[1]) == sorted([str(managed.contact), str(managed.told)])
    assert 'rel="next"' not in second


@pytest.mark.parametrize("which", ["made-up", "waiting/x"])
def test_a_list_that_there_is_none_of(managed: Cast, which: str) -> None:
    assert managed.client("boss").get(f"/measures/{which}/{PERIOD}").status_code == 404
    assert managed.client("boss").get("/measures/waiting/?from-month=x").status_code == 404
    assert managed.client("boss").get("/measures/waiting/?after=rubbish").status_code == 200


def test_only_a_team_s_own_manager_sees_exact_numbers(managed: Cast) -> None:
    expected = {
        "boss": (200, 200, 200),
        "manager": (403, 403, 200),
        "told": (403, 403, 403),
        "author": (403, 403, 403),
    }
    for who, statuses in expected.items():
        client = managed.client(who)
        found = [
            client.get(at).status_code for at in ("/measures/", "/measures/waiting/", "/measures/to-pass-on/")
        ]
        assert tuple(found) == statuses, who


def test_the_navigation_offers_what_may_be_used(managed: Cast) -> None:
    assert 'href="/measures/"' in managed.client("boss").get("/inbox/").content.decode()
    partner = managed.client("manager").get("/measures/to-pass-on/").content.decode()
    assert 'href="/measures/to-pass-on/"' in partner
    assert 'href="/measures/"' not in partner
    assert managed.client("manager").get("/start/")["Location"] == "/measures/to-pass-on/"
    assert "/measures/" not in managed.client("told").get("/inbox/").content.decode()


def test_another_team_s_manager_counts_nothing_of_ours(managed: Cast) -> None:
    assert "No referral was told to your team" in words(
        managed.client("midwives' boss"), f"/measures/{PERIOD}"
    )


def test_no_name_and_no_worker_is_on_any_of_the_pages(managed: Cast) -> None:
    for who, address in (
        ("boss", f"/measures/{PERIOD}"),
        ("boss", f"/measures/waiting/{PERIOD}"),
        ("manager", "/measures/to-pass-on/?quarter=2025-01"),
    ):
        page = words(managed.client(who), address)
        for name in ("Wren", "A front_door", "A midwifery", "Rosalind", "Tobias"):
            assert name not in page, address


# Numbers to pass on --------------------------------------------------------------------------------------------------


def test_small_numbers_are_hidden_from_the_partnership(managed: Cast) -> None:
    partner = managed.client("manager")
    page = words(partner, "/measures/to-pass-on/?quarter=2025-01")
    assert "Fewer than five referrals: nothing is shown" in page
    assert "3" not in re.sub(r"20\d\d", "", page.split("hidden: nobody")[1].split("Quarter")[0])
    many(managed, 20)
    page = words(partner, "/measures/to-pass-on/?quarter=2025-01")
    assert "23 referrals to front_door, January to March 2025" in page
    assert "Answered within one working day hidden" in page  # 21 less would give the 2 away
    assert "January 2025 0 February 2025 0 March 2025 23" in page
    assert "/contacts/" not in partner.get("/measures/to-pass-on/?quarter=2025-01").content.decode()


@pytest.mark.parametrize("quarter", ["", "2025-07", "2025-02", "1999-01", "rubbish"])
def test_only_finished_quarters_are_passed_on(managed: Cast, quarter: str) -> None:
    answer = managed.client("manager").get("/measures/to-pass-on/", {"quarter": quarter})
    assert answer.status_code == 422
    assert 'href="#quarter"' in answer.content.decode()


def test_a_quarter_holds_no_count_of_another(managed: Cast) -> None:
    many(managed, 20)
    page = words(managed.client("manager"), "/measures/to-pass-on/?quarter=2025-04")
    assert "0 referrals to front_door, April to June 2025" in page


# What is not known changes nothing ------------------------------------------------------------------------------------


def test_what_others_do_and_say_changes_no_count(managed: Cast) -> None:
    """Between two looks others write much that the front door is not told; each page stays the same to the letter."""
    lists = (f"/measures/{which}/{PERIOD}" for which in measures.LISTS)
    addresses = [f"/measures/{PERIOD}", *lists, "/measures/to-pass-on/?quarter=2025-01"]
    many(managed, 6)
    client, week = managed.client("boss"), managed.week
    before = [canonical(client.get(address).content) for address in addresses]
    with as_owner():
        child, door, gp = week.meet("midwifery"), str(week.teams["front_door"].pk), week.teams["gp"]
        kept = week.writes("midwifery", "mon", Referral(to=door), child)  # not sent
        week.writes("midwifery", "mon", Referral(to=str(gp.pk)), child, told=(week.tell("gp", "mon"),))  # type: ignore[arg-type]
        week.writes(
            "gp", "tue", Decision(type="referral_outcome", outcome="advice", responds_to=str(managed.contact)), child,  # type: ignore[arg-type]
            told=(week.tell("midwifery", "tue"),),
        )  # fmt: skip
        week.writes(
            "police", "tue", Decision(type="referral_outcome", outcome="advice", responds_to=str(kept)), week.meet("police"),  # type: ignore[arg-type]
            told=(week.tell("midwifery", "tue"),),
        )  # fmt: skip
    assert [canonical(client.get(address).content) for address in addresses] == before
    with as_owner():  # and what it is told does change them
        week.writes("midwifery", "mon", Referral(to=door), child, told=(week.tell("front_door", "mon"),))  # type: ignore[arg-type]
    assert canonical(client.get(addresses[0]).content) != before[0]


# Drawings ------------------------------------------------------------------------------------------------------------


def test_bars_share_one_scale_and_nothing_is_no_bar() -> None:
    drawn = bars([("a", 3, 1), ("b", 0, 0), ("c", 1, 1)])
    assert [(row.solid, row.open) for row in drawn.rows] == [(75, 25), (0, 0), (25, 25)]
    assert bars([]).height == 0


def test_an_interval_of_nothing_is_not_drawn() -> None:
    one, none = intervals([("a", Proportion(1, 2)), ("b", Proportion(0, 0))]).rows
    assert one.share == 50
    assert (one.low or 0) < 50 < (one.high or 0)
    assert (none.share, none.low, none.high) == (None, None, None)


def test_without_a_choice_it_is_the_twelve_months_that_end_with_this_one() -> None:
    form = PeriodForm.of({}, TODAY)
    assert (form.first, form.last) == (dt.date(2024, 8, 1), dt.date(2025, 7, 31))
    assert len(list(form.months())) == 12
    other: Any = PeriodForm.of(form.kept, TODAY)
    assert (other.first, other.last) == (form.first, form.last)


def test_a_team_has_its_own_page_only(managed: Cast) -> None:
    assert Team.objects.count() > 1
    assert "midwifery" not in words(managed.client("boss"), f"/measures/{PERIOD}")
