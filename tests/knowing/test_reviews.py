"""A learning review is a knower: it asks, each agency answers for itself, and it sees what it was told and nothing else."""

from __future__ import annotations

import datetime as dt
import uuid
from uuid import UUID

import pytest

from sightline.pathways.emergency import holders
from sightline.people import posts
from sightline.people.models import Post, Team
from sightline.people.within import found
from sightline.record import actions, store
from sightline.record.acting import acting_for, as_owner
from sightline.record.actions import Conflict, NotKnown, Tell
from sightline.record.extracts import extract
from sightline.record.kinds.harm import Concern
from sightline.record.kinds.review import ReviewAnswer, ReviewClosed, ReviewWithheld
from sightline.record.knowledge import knowledge
from sightline.record.models import Told
from sightline.record.writing import one_act
from sightline.reviews import asking, opening, vantage
from sightline.reviews.opening import Member
from tests.database import remembered
from tests.knowing.people_of import DAYS
from tests.knowing.reviewing import AT, Reviewing, reviewing, terms

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> Reviewing:
    """This will make the week and its review."""
    return remembered(_make)


def _make() -> Reviewing:
    with as_owner():
        return reviewing()


def names(made: Reviewing, ids: object) -> set[str]:
    """This will give the words for entries."""
    return {name for name, id in made.entries.items() if str(id) in set(ids)}  # type: ignore[call-overload]


def seen(made: Reviewing) -> set[str]:
    """This will give which entries of the week the review may see."""
    return names(made, [entry.id for entry in store.may_see(made.review).all()])


def test_before_anybody_answers_a_review_sees_nothing_but_what_it_wrote(made: Reviewing) -> None:
    made.asks("midwifery", "gp")
    made.matches("midwifery", "child", "father")
    assert seen(made) == set()
    assert {entry.author for entry in store.may_see(made.review).all()} == {str(made.review.pk)}


def test_an_answer_tells_what_was_asked_for_and_nothing_else(made: Reviewing) -> None:
    made.asks("midwifery", "gp")
    made.matches("midwifery", "child", "father")
    made.matches("gp", "father")
    made.answers("midwifery")
    assert seen(made) == {"referral", "uneasy", "decision"}  # and not what was after Friday
    made.answers("gp")
    assert seen(made) == {"referral", "uneasy", "decision", "low mood"}  # and not the stranger's


def test_an_agency_that_has_not_said_who_is_who_offers_nothing(made: Reviewing) -> None:
    made.asks("gp")
    assert asking.offered(made.week.teams["gp"], made.requests["gp"]).entries == ()


def test_the_tellings_come_along_and_only_those_of_whoever_answers(made: Reviewing) -> None:
    made.asks("midwifery")
    made.matches("midwifery", "child")
    made.answers("midwifery")
    record = vantage.told(made.review, [UUID(made.people["child"])])
    door, police = (str(made.week.teams[one].pk) for one in ("front_door", "police"))
    told = {(name, row.knower) for row in record.told for name in names(made, [row.entry])}
    assert ("referral", door) in told
    assert not any(knower == police for _, knower in told)
    knew = knowledge(record, door, DAYS["tue"])  # type: ignore[arg-type]
    assert names(made, [entry.id for entry in knew.all()]) == {"referral", "decision"}
    assert str(made.review.pk) not in record.teams


def test_somebodys_people_are_read_as_whom_the_review_asked_about(made: Reviewing) -> None:
    made.asks("midwifery", "gp")
    made.matches("midwifery", "child", "father")
    made.matches("gp", "father")
    made.answers("midwifery")
    made.answers("gp")
    record = vantage.told(made.review, [UUID(made.people["father"])])
    (low,) = (entry for entry in record.entries if entry.id == str(made.entries["low mood"]))
    assert low.people == (made.people["father"],)


def test_what_is_withheld_is_counted_with_its_reasons_and_not_shown(made: Reviewing) -> None:
    made.asks("midwifery")
    made.matches("midwifery", "child")
    answer = made.answers("midwifery", uneasy="Another family's name is in it")
    assert seen(made) == {"referral", "decision"}
    said = store.may_see(made.review).entry(str(answer))
    assert said
    assert said.body == ReviewAnswer(
        of=str(made.requests["midwifery"]), result="part_withheld", withheld=("Another family's name is in it",)  # type: ignore[arg-type]
    )  # fmt: skip
    kept = store.may_see(made.week.teams["midwifery"]).entries(ReviewWithheld)
    assert [entry.body.entry for entry in kept] == [str(made.entries["uneasy"])]
    assert not store.may_see(made.review).entries(ReviewWithheld)


def test_sent_twice_it_is_told_once_and_what_is_new_since_the_page_is_a_conflict(made: Reviewing) -> None:
    made.asks("midwifery")
    made.matches("midwifery", "child")
    offer = asking.offered(made.week.teams["midwifery"], made.requests["midwifery"])
    act = {
        **made.does("midwifery"),
        "request": made.requests["midwifery"],
        "withheld": {},
        "mark": offer.mark,
    }
    assert asking.answer(**act) == asking.answer(**act)
    with as_owner():
        told = Told.objects.filter(knower=made.review, entry=made.entries["referral"])
        assert told.count() == 1
    with pytest.raises(Conflict):
        asking.answer(**act | {"key": str(uuid.uuid4())})


def test_a_review_learns_the_corrections_of_what_it_was_told(made: Reviewing) -> None:
    made.asks("midwifery")
    made.matches("midwifery", "child")
    made.answers("midwifery")
    put_right = actions.correct(
        **made.does("midwifery"), entry=made.entries["uneasy"], body=Concern(level="high"), summary="It was high"
    )  # fmt: skip
    assert store.may_see(made.review).entry(str(put_right))


@pytest.mark.parametrize(
    ("team", "entry"), [("midwifery", "late"), ("gp", "stranger"), ("health_visiting", "told police")]
)
def test_the_database_refuses_what_a_review_did_not_ask_for(made: Reviewing, team: str, entry: str) -> None:
    """Another day, somebody else, an agency that was not asked: told by whatever code, it is not told."""
    made.asks("midwifery", "gp")
    made.matches("midwifery", "child")
    made.matches("gp", "father")
    for how in ("review", "shared"):
        with pytest.raises(NotKnown):
            actions.tell(
                **made.does(team), entry=made.entries[entry], to=[Tell(made.review, AT, how)]  # type: ignore[arg-type]
            )  # fmt: skip


def test_only_whoever_was_asked_answers(made: Reviewing) -> None:
    made.asks("midwifery")
    with pytest.raises(NotKnown):
        asking.offered(made.week.teams["police"], made.requests["midwifery"])
    with pytest.raises(NotKnown):
        asking.answer_without(
            **made.does("police"), request=made.requests["midwifery"], result="nothing_held"
        )
    made.asks("police")
    asking.answer_without(**made.does("police"), request=made.requests["police"], result="nothing_held")
    answers = store.may_see(made.review).entries(ReviewAnswer)
    assert [entry.body.result for entry in answers] == ["nothing_held"]


def test_closed_it_sees_nothing_that_it_was_told_and_what_was_known_stays_known(made: Reviewing) -> None:
    made.asks("midwifery")
    made.matches("midwifery", "child")
    made.answers("midwifery")
    opening.close(**made.does("lead"), published=True)
    assert seen(made) == set()
    assert store.may_see(made.posts["manager"].team).entries(ReviewClosed)
    assert Post.objects.get(pk=made.posts["lead"].pk).ends == AT.day
    assert names(made, [e.id for e in store.knew(made.review, on=dt.date(2026, 1, 1)).all()]) >= {"referral"}


def test_a_review_is_opened_from_the_partnership_and_from_nowhere_else(made: Reviewing) -> None:
    with pytest.raises(NotKnown), one_act(made.week.posts["midwifery"], AT):
        found(uuid.uuid4(), "A review of our own")
    again = opening.open_review(
        by=made.posts["manager"], at=AT, key=uuid.uuid4(), lead=Member("Odo Finch", "lead reviewer", "o@example.org")
    )  # fmt: skip
    assert (again.name, again.within) == ("Learning review 2025-2", made.posts["manager"].team)


def test_who_is_in_a_review_is_settled_in_it_alone(made: Reviewing) -> None:
    """Not by an administrator of the partnership, not by another review's lead, not by a colleague without the lead."""
    other = opening.open_review(
        by=made.posts["manager"], at=AT, key=uuid.uuid4(), lead=Member("Odo Finch", "lead reviewer", "o@example.org")
    )  # fmt: skip
    with as_owner():
        rival = Post.objects.get(team=other)
        clerk = Post.objects.create(
            team=made.posts["manager"].team, name="Cy Orr", role="administrator", starts=DAYS["mon"]
        )
    spy = Member("Nobody", "reviewer", "spy@example.org")
    for by in (rival, made.posts["observer"], made.posts["facilitator"], clerk):
        with pytest.raises(NotKnown), one_act(by, AT):
            posts.invite(
                by=by, key=uuid.uuid4(), appointed=posts.Appointed(spy.name, made.review, spy.role, AT.day), email=spy.email
            )  # fmt: skip
    assert opening.appoint(by=made.posts["lead"], at=AT, key=uuid.uuid4(), member=spy).team == made.review


def test_new_terms_correct_the_old(made: Reviewing) -> None:
    first = opening.terms(made.review)
    assert first
    opening.set_terms(
        **made.does("lead"), terms=terms(questions=("Another question?",)), corrects=UUID(first.id)
    )
    now = opening.terms(made.review)
    assert now
    assert now.body.questions == ("Another question?",)


def test_what_a_review_asks_is_no_live_teams_to_open_in_an_emergency(made: Reviewing) -> None:
    assert made.review not in holders(made.week.teams["gp"])
    with acting_for(made.week.teams["gp"]):
        assert (
            Team.objects.get(pk=made.review.pk).name == "Learning review 2025-1"
        )  # which says nothing of anybody


@pytest.mark.parametrize("whole", [False, True])
def test_a_case_handed_out_has_nothing_of_a_review(made: Reviewing, whole: bool) -> None:
    """Neither that one asked nor that it was told: the file is the same, and can be read back."""
    child = made.own["midwifery", "child"]
    case = actions.open_case(**made.does("midwifery"), title="The family", people=[child])
    before = extract(case, whole=whole)
    made.asks("midwifery")
    made.matches("midwifery", "child")
    made.answers("midwifery", uneasy="Another family's name is in it")
    assert extract(case, whole=whole) == before
    review = opening.people_of(made.review)
    (theirs,) = (one for one in review if one.title == "Child A")
    told = {entry.kind for entry in extract(theirs.id).entries}
    assert told == {"referral", "decision", "same_person"}
