"""What somebody knows, question by question; and that each question is told when its answer changes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.record.entry import Entry, Team, Told
from sightline.record.kinds.contact import Check, CheckAnswer, InformationSharing, Visit
from sightline.record.kinds.harm import Background, Observation
from sightline.record.kinds.particulars import Particulars
from sightline.record.knowledge import Knowledge
from sightline.record.times import Moment, Span
from sightline.record.waiting import EVER, Waiting
from sightline.state import people

DAY = dt.date(2024, 5, 1)


def entry(
    id: str, author: str, body: object, people: tuple[str, ...] = ("dad",), day: dt.date = DAY
) -> Entry:
    return Entry(id, author, body, people, Span(day), Moment(day, int(id[1:])))


def knowing(*entries: Entry, knower: str | None = None) -> Knowledge:
    teams = {name: Team(name, "gp", name) for name in ("gp", "trust", "door", "care")}
    known = Knowledge(knower, teams)
    for one in entries:
        known.learn(one)
    return known


def changed(known: Knowledge, one: Entry) -> set:
    return {key for key, _ in known.learn(one)}


HISTORY = entry("e1", "gp", Background(topics=("mental_health",), of_person="dad"))
ASKED = entry("e2", "door", Check(asked="gp", of_people=("dad",)), ())
ANSWER = entry("e3", "door", CheckAnswer(check="e2", result="information_found"))
SILENCE = entry("e3", "door", CheckAnswer(check="e2", result="no_response"))
SENT_ON = entry("e4", "door", InformationSharing(to=("care",), what=("e3",)))


@pytest.mark.parametrize(
    ("entries", "has"),
    [
        ([HISTORY], False),
        ([HISTORY, ASKED], False),
        ([HISTORY, ASKED, ANSWER], True),
        ([HISTORY, ASKED, SILENCE], False),
        ([HISTORY, ANSWER, ASKED], True),
    ],
    ids=["nothing asked", "only asked", "answered", "no response", "the answer learned before the question"],
)
def test_the_door_has_something_from_the_practice(entries, has):
    assert knowing(*entries).has_from("door", "gp", "dad") is has


@pytest.mark.parametrize(
    "order", [[ASKED, ANSWER, SENT_ON], [SENT_ON, ANSWER, ASKED], [SENT_ON, ASKED, ANSWER]]
)
def test_what_was_sent_on_counts_in_whatever_order_it_is_learned(order):
    assert knowing(*order).has_from("care", "gp", "dad")
    assert not knowing(*order).has_from("care", "trust", "dad")


def test_whoever_asked_from_whom_it_has_something_is_told_when_it_first_has():
    known = knowing(HISTORY, ASKED)
    assert ("had", "door", "dad", "gp") in changed(known, ANSWER)
    again = entry("e5", "door", CheckAnswer(check="e2", result="partial"))
    assert ("had", "door", "dad", "gp") not in changed(known, again)


def test_a_question_is_asked_of_some_days_and_answered_of_those():
    late = entry("e7", "gp", Visit(), day=DAY + dt.timedelta(days=9))
    known = knowing(entry("e6", "gp", Visit()), late)
    assert [e.id for e in known.entries(Visit, "dad", DAY, DAY)] == ["e6"]
    assert known.asked == {("kind", Visit, "dad"): (DAY, DAY)}
    known.entries(Visit, "dad", until=late.day)
    assert known.asked == {("kind", Visit, "dad"): (dt.date.min, late.day)}


def test_a_telling_is_later_than_being_named_where_somebody_says_so():
    """Asked on Wednesday, said to have heard of it on Friday: the check names the practice, the telling is the better word."""
    known = knowing(ASKED)
    assert known.knows("gp", ASKED, DAY)
    friday = Moment(DAY + dt.timedelta(days=2), 0)
    known.hear(Told("t1", "e2", "gp", friday, "shared", "door"))
    assert not known.knows("gp", ASKED, DAY)
    assert known.knows("gp", ASKED, friday.day)


def test_an_entry_learned_twice_is_known_once():
    known = knowing(HISTORY)
    assert changed(known, HISTORY) == set()
    assert len(list(known.all())) == 1


def test_a_running_fold_takes_each_entry_once():
    known = knowing(entry("e6", "gp", Observation(topics=("feeding",))))
    key = ("kind", Observation, "dad")

    def count() -> list:
        return known.fold("count", key, list, lambda seen, one: seen.append(one.id))

    assert count() == count() == ["e6"]
    known.learn(entry("e7", "gp", Observation()))
    assert count() == ["e6", "e7"]


def test_who_somebody_is_asks_again_only_where_it_changed():
    """A second agency that writes down what the first said of the father touches nobody; one that says otherwise does."""
    known = knowing(entry("e1", "gp", Particulars(person="dad", role="father")))
    assert people.role(known, "dad") == "father"
    (role,), known.asked = known.asked, {}
    assert people.those_in(known, ("father",)) == ["dad"]
    (fathers,) = known.asked
    again = changed(known, entry("e2", "trust", Particulars(person="dad", role="father")))
    assert not {role, fathers} & again
    otherwise = changed(known, entry("e3", "door", Particulars(person="dad", role="partner")))
    assert {role, fathers} & otherwise == {role}
    assert people.role(known, "dad") == "partner"
    another = changed(known, entry("e4", "door", Particulars(person="jo", role="father"), ("jo",)))
    assert {role, fathers} & another == {fathers}
    assert people.those_in(known, ("father",)) == ["dad", "jo"]


def test_the_role_last_recorded_is_that_of_the_latest_day_in_whatever_order_it_is_learned():
    known = knowing(
        entry("e1", "gp", Particulars(person="dad", role="partner"), day=DAY + dt.timedelta(days=9))
    )
    assert people.role(known, "dad") == "partner"
    assert people.role(known, "gran") is None
    known.learn(entry("e2", "trust", Particulars(person="dad", role="father")))
    assert people.role(known, "dad") == "partner"


def test_what_was_chosen_changes_only_by_what_is_wanted_and_is_asked_of_some_days():
    """Of what the practice holds of the father, only history was asked for: an observation wakes nobody."""
    known = knowing(HISTORY, entry("e2", "gp", Observation()))
    held = ("held", "gp", "dad")

    def history() -> list[str]:
        wanted = known.chosen("history", held, lambda one: isinstance(one.body, Background), DAY, DAY)
        return [one.id for one in wanted]

    assert history() == ["e1"]
    assert known.asked == {("history", held): (DAY, DAY)}
    assert ("history", held) not in changed(known, entry("e3", "gp", Observation()))
    tomorrow = DAY + dt.timedelta(days=1)
    assert (("history", held), tomorrow) in known.learn(entry("e4", "gp", Background(), day=tomorrow))
    assert history() == ["e1"]
    assert (("history", held), DAY) in known.learn(entry("e5", "gp", Background()))
    assert history() == ["e1", "e5"]


def test_what_was_read_as_noted_by_a_day_is_not_asked_again_because_of_what_was_noted_later():
    known = knowing()
    key = ("kind", Observation, "dad")
    known.fold("noted", key, list, lambda seen, one: seen.append(one.id), DAY)
    assert known.asked == {("noted", key): (dt.date.min, DAY)}
    later = Moment(DAY + dt.timedelta(days=3), 1)
    written_up = Entry("e1", "gp", Observation(), ("dad",), Span(DAY), later)
    assert (("noted", key), later.day) in known.learn(written_up)


def any_seen(known: Knowledge) -> bool:
    return known.found(("any seen",), lambda: bool(known.entries(Visit, "dad", DAY, DAY)))


def test_what_is_found_out_of_other_questions_wakes_only_where_its_own_answer_changes():
    known = knowing()
    assert not any_seen(known)
    assert known.asked == {("any seen",): (dt.date.min, dt.date.max)}
    known.watched = {("any seen",)}
    another_day = entry("e1", "gp", Visit(), day=DAY - dt.timedelta(days=1))
    assert ("any seen",) not in changed(known, another_day)
    assert ("any seen",) in changed(known, entry("e2", "gp", Visit()))
    assert ("any seen",) not in changed(known, entry("e3", "gp", Visit()))
    assert any_seen(known)


def test_what_nobody_waits_on_is_found_anew_when_it_is_next_asked():
    known = knowing()
    assert not any_seen(known)
    assert ("any seen",) not in changed(known, entry("e1", "gp", Visit()))
    assert any_seen(known)


def test_what_is_found_for_the_sake_of_another_is_a_part_of_that_one():
    known = knowing()

    def never_seen() -> bool:
        return known.found(("never seen",), lambda: not any_seen(known))

    assert never_seen()
    known.watched = {("never seen",)}
    assert ("never seen",) in changed(known, entry("e1", "gp", Visit()))
    assert not never_seen()


def test_what_is_written_up_late_still_reaches_who_asked_of_its_day_alone():
    known = knowing()
    assert not any_seen(known)
    known.watched = {("any seen",)}
    for n in range(1, 40):
        later = entry(f"e{n}", "gp", Visit(), day=DAY + dt.timedelta(days=n))
        assert ("any seen",) not in changed(known, later)
    written_up = Moment(DAY + dt.timedelta(days=60), 99)
    assert ("any seen",) in changed(known, Entry("e99", "gp", Visit(), ("dad",), Span(DAY), written_up))


def test_what_was_found_for_one_that_nobody_waits_on_any_more_is_not_found_again():
    """Else a case pays, for every entry, for whatever was ever asked in it."""
    known, times = knowing(), [0]

    def seen() -> int:
        times[0] += 1
        return len(known.entries(Visit, "dad"))

    def ever_seen() -> bool:
        return known.found(("ever seen",), lambda: known.found(("seen",), seen) > 0)

    assert not ever_seen()
    known.watched = {("ever seen",)}
    known.learn(entry("e1", "gp", Visit()))
    assert times == [2]
    known.watched = ()
    known.learn(entry("e2", "gp", Visit()))
    assert times == [2]
    assert ever_seen()
    assert known.found(("seen",), seen) == 2
    assert times == [3]


def told(id: str, one: Entry, knower: str, day: dt.date) -> Told:
    return Told(id, one.id, knower, Moment(day, 0), "shared", "gp")


def test_who_asked_whether_one_knew_by_a_day_is_not_woken_by_another_or_by_what_was_told_later():
    known = knowing(HISTORY)
    assert not known.knows("care", HISTORY, DAY)
    waiting: Waiting[str] = Waiting()
    waiting.now_asks("asked", {}, known.asked)

    def woken(one: Told) -> bool:
        return any("asked" in waiting.on(change) for change in known.hear(one))

    assert not woken(told("t1", HISTORY, "door", DAY))
    assert not woken(told("t2", HISTORY, "care", DAY + dt.timedelta(days=1)))
    assert not known.knows("care", HISTORY, DAY)
    assert woken(told("t3", HISTORY, "care", DAY))
    assert known.knows("care", HISTORY, DAY)


def test_a_later_telling_of_whom_the_entry_names_wakes_who_asked_of_an_earlier_day():
    known = knowing(ASKED)
    assert known.knows("gp", ASKED, DAY)
    waiting: Waiting[str] = Waiting()
    waiting.now_asks("asked", {}, known.asked)
    changes = known.hear(told("t1", ASKED, "gp", DAY + dt.timedelta(days=2)))
    assert any("asked" in waiting.on(change) for change in changes)
    assert not known.knows("gp", ASKED, DAY)


DAYS = st.integers(0, 8).map(lambda n: DAY + dt.timedelta(days=n))
SPANS = st.one_of(st.just(EVER), st.tuples(DAYS, DAYS))
ASKS = st.dictionaries(st.sampled_from([("a",), ("b",)]), SPANS)


@given(st.lists(st.tuples(st.integers(0, 5), ASKS), max_size=30), st.none() | DAYS)
def test_who_waits_is_whoever_last_asked_of_that_day(asking, day):
    waiting: Waiting[int] = Waiting()
    asks: dict[int, dict] = {}
    for one, now in asking:
        waiting.now_asks(one, asks.get(one, {}), now)
        asks[one] = now
    for question in (("a",), ("b",)):
        of = {one: now[question] for one, now in asks.items() if question in now}
        awake = {one for one, (first, last) in of.items() if day is None or first <= day <= last}
        assert sorted(waiting.on((question, day))) == sorted(awake)
        assert (question in waiting) == bool(of)
