"""The check board, asking, the inbox and answering: what each shows, refuses, and does once."""

from __future__ import annotations

import datetime as dt
import re
from uuid import uuid4

import pytest

from sightline.people.models import Contact, Organisation, Team
from sightline.record import models as rows
from sightline.record.acting import as_owner
from sightline.record.kinds.contact import Referral
from sightline.record.kinds.harm import Background
from sightline.record.kinds.particulars import Particulars
from tests.pages.checking import BORN, SECRET, Board, hidden
from tests.pages.conftest import Cast, no_search
from tests.pages.test_replay import words

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def board(cast: Cast) -> Board:
    with as_owner():
        week = cast.week
        cast.posts["gp"] = week.posts["gp"]
        told = (week.tell("front_door", "mon"),)
        baby, mother, father = (week.meet("midwifery") for _ in range(3))
        for person, said in (
            (baby, {"role": "unborn", "edd": dt.date(2025, 6, 1)}),
            (mother, {"role": "mother", "name": "Isolde Penhale", "dob": dt.date(1998, 1, 9)}),
            (father, {"role": "father", "name": "Corin Attley", "dob": BORN, "nhs_number": "999 000 1234"}),
        ):
            week.writes("midwifery", "mon", Particulars(person=str(person), **said), person, told=told)  # type: ignore[arg-type]
        referral = week.writes(
            "midwifery", "mon", Referral(to=str(week.teams["front_door"].pk), sequence=2), baby, mother, father,
            summary="They are not sure that they will manage", told=told,
        )  # type: ignore[arg-type]  # fmt: skip
        patient, namesake = week.meet("gp"), week.meet("gp")
        for person, born in ((patient, BORN), (namesake, dt.date(1961, 3, 4))):
            week.writes("gp", "mon", Particulars(person=str(person), name="Corin Attley", dob=born), person)  # type: ignore[arg-type]
        history = week.writes("gp", "mon", Background(topics=("mental_health",)), patient, summary=SECRET)
    return Board(cast, referral, baby, mother, father, patient, namesake, history)


def told_rows() -> int:
    with as_owner():
        return rows.Told.objects.count()


def test_the_heading_is_the_finding_and_the_loudest_is_first(board: Board) -> None:
    said = words(board.door, board.address)
    assert "Nine checks have not been asked. Four are about the father." in said
    assert "9 not asked 0 asked, waiting 0 no answer or refused 0 information held 0 nothing held" in said
    page = board.door.get(board.address).content.decode()
    lists = page[page.index("sl-board__lists") :]
    assert lists.index(">Father<") < lists.index(">Mother<") < lists.index(">Baby<")
    assert "“Nothing held” is not “no risk”" in said
    assert "Telephone not known" not in said


def test_a_contact_that_names_no_father_says_so(board: Board) -> None:
    assert "No father or partner is named" not in words(board.door, board.address)
    assert "No father or partner is named" in words(board.door, f"/checks/{board.cast.told}/")


def test_it_shows_before_it_asks_exactly_what_is_read(board: Board) -> None:
    preview = board.ask(step="preview").content.decode()
    before = told_rows()
    shown = re.search(r'<div class="sl-asked">.*?</dl>\s*</div>', preview, re.DOTALL)
    assert told_rows() == before
    board.ask()
    read = board.gp.get(f"/inbox/{board.telling()}/").content.decode()
    assert shown is not None
    assert shown[0] in read
    for secret in ("Isolde", "not sure that they will manage", "Penhale"):
        assert secret not in read


def test_asked_twice_by_a_double_click_is_asked_once(board: Board) -> None:
    form, address = board.form(), f"{board.address}ask/"
    first = board.door.post(address, form)
    rows_kept = told_rows()
    again = board.door.post(address, form)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"] == f"{board.address}#c-{board.father}-gp"
    assert told_rows() == rows_kept
    assert board.cell() == "waiting"


def test_two_people_colliding_are_told_and_nothing_is_doubled(board: Board) -> None:
    mine, theirs = board.form(), board.form()
    board.door.post(f"{board.address}ask/", theirs)
    before = told_rows()
    answer = board.door.post(f"{board.address}ask/", {**mine, "purpose": "My own words"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Your team has recorded something newer about this person" in page
    assert "My own words" in page
    assert told_rows() == before
    fresh = {**mine, "key": hidden(page, "key"), "seen": hidden(page, "seen")}
    assert board.door.post(f"{board.address}ask/", fresh).status_code == 302


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"team": ""}, "Choose whom to ask"),
        ({"team": str(uuid4())}, "Choose a team from the list"),
        ({"purpose": "  "}, "Enter what you need to know, and what for"),
        ({"purpose": "x" * 4001}, "must be 4000 characters or fewer"),
        ({"basis": ""}, "Choose the legal basis on which you ask"),
        ({"basis": "because"}, "Choose the legal basis on which you ask"),
        ({"by-month": ""}, "must include a month"),
        ({"by-day": "31", "by-month": "2"}, "must be a real day"),
        ({"by-year": "2020"}, "must be today or later"),
        ({"by-year": "²"}, "must be in numbers"),
    ],
)
def test_a_form_with_a_fault_is_kept_and_says_what_to_put_right(
    board: Board, given: dict[str, str], says: str
) -> None:
    before = told_rows()
    answer = board.ask(**given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Error: " in page
    assert page.count(says) == 2
    assert str(given.get("purpose", "Is the baby safe?")).strip() in page
    assert told_rows() == before


def test_forged_people_services_and_teams_are_not_there(board: Board) -> None:
    for given in ({"person": str(board.patient)}, {"person": str(uuid4())}, {"service": "nonsense"}):
        assert board.ask(**given).status_code == 404
    assert board.door.get(f"{board.address}ask/?person=nobody&service=gp").status_code == 404
    assert board.ask(team=str(board.cast.week.teams["police"].pk)).status_code == 422
    for who in ("author", "manager"):
        assert board.cast.client(who).post(f"{board.address}ask/", board.form()).status_code == 403


def test_delivered_opened_and_acknowledged_are_kept_apart(board: Board) -> None:
    board.ask()
    telling = board.telling()

    def receipts() -> list[str]:
        with as_owner():
            return sorted(rows.Receipt.objects.filter(telling=telling).values_list("what", flat=True))

    assert receipts() == []
    said = words(board.gp, "/inbox/")
    assert "One thing has come in that nobody here has opened" in said
    assert "You are asked what you hold: Corin Attley" in said
    assert "Inbox 1 not opened" in said
    assert receipts() == ["delivered"]
    words(board.gp, f"/inbox/{telling}/")
    assert receipts() == ["delivered", "opened"]
    assert "Everything that came in has been opened" in words(board.gp, "/inbox/")
    for _ in range(2):
        assert board.gp.post(f"/inbox/{telling}/").status_code == 302
    assert receipts() == ["acknowledged", "delivered", "opened"]


def test_whom_to_ring_where_an_answer_is_awaited(board: Board) -> None:
    board.ask()
    assert "Waiting since today. Telephone not known" in words(board.door, board.address)
    with as_owner():
        Contact.objects.create(
            team=board.cast.week.teams["gp"], sector="other", name="Mo Ellery", role="practice manager",
            telephone="01632 960 141", hours="8am to 6pm",
        )  # fmt: skip
    assert "Waiting since today. 01632 960 141" in words(board.door, board.address)


def test_two_namesakes_are_compared_side_by_side(board: Board) -> None:
    board.ask()
    said = words(board.gp, f"/inbox/{board.telling()}/")
    assert "Two of your own people may be meant" in said
    assert "Same date of birth born 4 March 1999" in said
    assert "Same day and month, year differs born 4 March 1961" in said
    assert SECRET not in said


def test_until_it_answers_nothing_shows_that_it_holds_anything(board: Board) -> None:
    board.ask()
    board.gp.get(f"/inbox/{board.telling()}/")
    before = canonical(board.door.get(board.address).content.decode())
    board.act(act="match", person=str(board.patient))
    assert canonical(board.door.get(board.address).content.decode()) == before
    assert SECRET in words(board.gp, f"/inbox/{board.telling()}/")


def canonical(page: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]*', r"\1", page)


def test_matched_answered_read_and_taken_back(board: Board) -> None:
    board.ask()
    board.act(act="match", person=str(board.patient))
    given = {
        "act": "answer",
        "result": "information_found",
        "words": "Registered; seen in May",
        "entry": str(board.history),
    }
    assert board.act(**given).status_code == 302
    assert board.cell() == "held"
    page = board.door.get(board.address).content.decode()
    link = re.search(r'href="(/entries/[^"]+)"', page)
    assert link is not None
    assert "Registered; seen in May" in words(board.door, link[1])
    assert SECRET in words(board.door, f"/entries/{board.history}/")

    no_reason = board.act(act="unmatch", person=str(board.patient), why=" ")
    assert (no_reason.status_code, board.cell()) == (422, "held")
    assert board.act(act="unmatch", person=str(board.patient), why="His namesake").status_code == 302
    assert board.cell() == "waiting"
    assert "An answer was taken back" in words(board.door, board.address)
    for gone in (link[1], f"/entries/{board.history}/"):
        assert board.door.get(gone).status_code == 404
    with as_owner():
        known = board.cast.week.sees("front_door")
    assert known.entry(str(board.history)) is None
    assert "You took your answer back" in words(board.gp, f"/inbox/{board.telling()}/")


@pytest.mark.parametrize(
    ("given", "cell"),
    [
        ({"result": "nothing_found"}, "nothing_held"),
        ({"result": "could_not_search", "words": "System down"}, "refused"),
        ({"result": "refused", "words": "No basis"}, "refused"),
        ({"result": "information_found", "words": "Seen twice"}, "held"),
    ],
)
def test_each_answer_is_its_own_cell(board: Board, given: dict[str, str], cell: str) -> None:
    board.ask()
    assert board.act(act="answer", **given).status_code == 302
    assert board.cell() == cell


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Choose what you answer"),
        ({"result": "information_found"}, "Enter what you tell them"),
        ({"result": "could_not_search"}, "Enter why you could not search"),
        ({"result": "refused"}, "Enter why you do not answer"),
        ({"result": "nothing_found", "words": "My words, kept"}, "takes no words"),
        ({"result": "refused", "words": "y" * 4001}, "must be 4000 characters or fewer"),
    ],
)
def test_an_answer_with_a_fault_is_kept_and_not_sent(board: Board, given: dict[str, str], says: str) -> None:
    board.ask()
    answer = board.act(act="answer", **given)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count(says) == 2
    assert given.get("words", "") in page
    assert board.cell() == "waiting"


def test_somebody_matched_is_not_nothing_held(board: Board) -> None:
    board.ask()
    board.act(act="match", person=str(board.patient))
    assert board.act(act="answer", result="nothing_found").status_code == 422
    assert board.cell() == "waiting"


def test_an_answer_sent_twice_or_from_a_stale_page(board: Board) -> None:
    board.ask()
    address = f"/inbox/{board.telling()}/"
    page = board.gp.get(address).content.decode()
    form = {
        "act": "answer",
        "result": "refused",
        "words": "No basis",
        "key": hidden(page, "key"),
        "seen": hidden(page, "seen"),
    }
    assert [board.gp.post(f"{address}check/", form).status_code for _ in range(2)] == [302, 302]
    kept = told_rows()
    stale = board.gp.post(
        f"{address}check/", {**form, "key": "another", "result": "nothing_found", "words": ""}
    )
    assert (stale.status_code, told_rows()) == (409, kept)
    assert "Somebody of your team has written about this person" in stale.content.decode()


def test_forged_acts_are_not_there(board: Board) -> None:
    board.ask()
    telling = board.telling()
    for given in (
        {"act": "match", "person": str(board.mother)}, {"act": "match", "person": "nobody"}, {"act": "nonsense"},
        {"act": "answer", "result": "information_found", "words": "x", "entry": str(board.referral)},
    ):  # fmt: skip
        assert board.act(**given).status_code == 404
    answer = {"act": "answer", "result": "nothing_found"}
    for who in ("told", "author", "untold"):
        assert board.cast.client(who).get(f"/inbox/{telling}/").status_code == 404
        assert board.cast.client(who).post(f"/inbox/{telling}/check/", answer).status_code == 404
        assert board.cast.client(who).post(f"/inbox/{telling}/").status_code == 404
    assert board.door.post(f"/inbox/{board.cast.telling}/check/", answer).status_code == 404


def test_a_practice_not_in_the_directory(board: Board) -> None:
    said = words(board.door, f"{board.address}ask/?person={board.father}&service=housing")
    assert "No team of this kind is in the directory. Ring them" in said
    assert "Whom do you ask, about whom?" in words(board.door, f"{board.address}ask/")


def test_the_blankest_of_two_practices_stands_and_what_one_holds_is_still_read(board: Board) -> None:
    with as_owner():
        other = Team.objects.create(
            organisation=Organisation.objects.create(name="x"), type="gp", name="another practice"
        )
    board.ask(team=[str(board.cast.week.teams["gp"].pk), str(other.pk)])
    board.act(act="answer", result="information_found", words="Seen twice")
    assert board.cell() == "waiting"
    said = words(board.door, board.address)
    assert "2 teams asked Read what" in said


def test_a_long_inbox_is_read_page_by_page_the_unopened_first(board: Board) -> None:
    with as_owner():
        week = board.cast.week
        for n in range(60):
            told = (week.tell("police", "tue"),)
            week.writes(
                "gp", "tue", Background(topics=("violence",)), board.patient, summary=f"N{n}", told=told
            )
    client, seen, address = board.cast.client("untold"), [], "/inbox/"
    first = client.get(address).content.decode()
    opened = re.findall(r'href="/inbox/([^"/]+)/"', first)[:3]
    for id in opened:
        client.get(f"/inbox/{id}/")
    while address:
        page = client.get(address).content.decode()
        seen += re.findall(r'href="/inbox/([^"/]+)/"', page)
        more = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"/inbox/{more[1]}" if more else ""
    assert len(seen) == len(set(seen)) == 60
    assert set(seen[-3:]) == set(opened)
    assert client.get("/inbox/?after=nonsense").status_code == 200


def looks(who: str, board: Board) -> list[str]:
    with as_owner():
        return list(
            rows.Look.objects.filter(team=board.cast.week.teams[who]).values_list("purpose", flat=True)
        )


def test_what_was_searched_is_said_and_that_it_was_is_kept(board: Board) -> None:
    board.ask()
    said = words(board.gp, f"/inbox/{board.telling()}/")
    assert "Searched by name, date of birth and NHS number, in what your team wrote and was told" in said
    assert looks("gp", board).count("searched our own people for whom a check is about") == 1


def test_a_search_that_fails_is_never_taken_for_nobody_found(board: Board) -> None:
    board.ask()
    address = f"/inbox/{board.telling()}/"
    with no_search():
        page = board.gp.get(address)
        said = words(board.gp, address)
        match = board.gp.post(f"{address}check/", {"act": "match", "person": str(board.patient), "key": "k"})
    assert page.status_code == 200
    assert "The search among your own people failed" in said
    assert "This does not mean that nobody was found" in said
    assert "None of your own people" not in said
    assert 'value="nothing_found"' not in page.content.decode()
    assert match.status_code == 503
    assert "Two of your own people may be meant" in words(board.gp, address)


def test_a_team_with_nobody_recorded_is_told_that_there_was_nobody_to_search(board: Board) -> None:
    board.cast.posts["police"] = board.cast.week.posts["police"]
    assert board.ask(service="police", team=str(board.cast.week.teams["police"].pk)).status_code == 302
    said = words(board.cast.client("police"), f"/inbox/{board.telling('police')}/")
    assert "Nothing is recorded here of any people of yours, so there was nobody to search" in said
