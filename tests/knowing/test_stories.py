"""Who knew what, when: ten small stories. Each is a table of what was done and of who then knows or may see it.

Teams: midwifery, health_visiting, front_door, police, gp. Days: one week, Monday to Sunday.
"""

from __future__ import annotations

import pytest

from sightline.record import actions
from sightline.record.kinds.contact import InformationSharing, Visit
from sightline.record.kinds.harm import Concern, Injury, Observation
from sightline.record.kinds.particulars import BornOf, Correction, Particulars, Restriction
from sightline.record.times import Span
from tests.knowing.people_of import DAYS, Partnership, at

pytestmark = pytest.mark.django_db(databases=["owner"])
SEEN = Observation(rests_on="seen")


def test_a_correction(week: Partnership) -> None:
    """
    | day | who             | does                                | tells           |
    | --- | --------------- | ----------------------------------- | --------------- |
    | Mon | midwifery       | writes that no partner lives there  | health_visiting |
    | Tue | health_visiting | passes it on                        | gp              |
    | Wed | midwifery       | corrects it: a partner lives there  | nobody by name  |

    | on Wed          | knows the first | knows the correction | sees who else was told           |
    | --------------- | --------------- | -------------------- | -------------------------------- |
    | midwifery       | yes             | yes                  | health_visiting, whom it told    |
    | health_visiting | yes             | yes                  | gp, whom it told                 |
    | gp              | yes             | yes                  | itself                           |
    | police          | no              | no                   |                                  |
    """
    child = week.meet("midwifery")
    first = week.writes(
        "midwifery", "mon", SEEN, child, summary="No partner", told=(week.tell("health_visiting", "mon"),)
    )
    actions.tell(**week.does("health_visiting", "tue"), entry=first, to=[week.tell("gp", "tue")])
    later = actions.correct(
        **week.does("midwifery", "wed"),
        entry=first,
        body=Correction(reason="He answered the door"),
        summary="A partner lives there",
    )
    assert week.who_knew(later, "tue") == ""
    assert week.who_knew(later, "wed") == week.who_knew(first, "wed") == "midwifery health_visiting gp"
    assert week.knew("gp", "wed").entry(str(first)).summary == "No partner"
    assert week.knew("gp", "wed").entry(str(later)).corrects == str(first)
    passed = ("health_visiting", "midwifery", "passed_on")
    assert week.tellings("midwifery", later) == [passed, ("midwifery", "midwifery", "recorded")]
    assert week.tellings("health_visiting", later) == [("gp", "health_visiting", "passed_on"), passed]
    assert week.tellings("gp", later) == [("gp", "health_visiting", "passed_on")]
    assert week.tellings("police", later) == []


def test_a_mis_sent_telling(week: Partnership) -> None:
    """
    | day | who       | does                                        | tells |
    | --- | --------- | ------------------------------------------- | ----- |
    | Mon | midwifery | writes of a visit, and sends it wrongly      | gp    |
    | Tue | midwifery | restricts it for gp: mis-sent                |       |
    | Wed | midwifery | lifts that: it was the right gp after all    |       |

    |                   | gp sees the visit | gp knew the visit |
    | ----------------- | ----------------- | ----------------- |
    | before Tue        | yes               | from Mon          |
    | after Tue         | no, but is told of the restriction | from Mon |
    | after Wed         | yes               | from Mon          |
    """
    child = week.meet("midwifery")
    visit = week.writes("midwifery", "mon", Visit(access="seen"), child, told=(week.tell("gp", "mon"),))
    assert week.who_sees(visit) == "midwifery gp"
    wrong = actions.restrict(
        **week.does("midwifery", "tue"),
        entries=[visit],
        reason="mis_sent",
        authority="data incident 7",
        binds=[week.teams["gp"]],
    )
    assert week.who_sees(visit) == "midwifery"
    assert week.sees("gp", child).entries(Visit) == []
    assert [entry.body.reason for entry in week.sees("gp").entries(Restriction)] == ["mis_sent"]
    assert week.who_knew(visit, "mon") == week.who_knew(visit, "sun") == "midwifery gp"
    assert week.tellings("gp", wrong) == [("gp", "midwifery", "passed_on")]
    actions.lift(**week.does("midwifery", "wed"), restriction=wrong, authority="right practice after all")
    assert week.who_sees(visit) == "midwifery gp"


def test_a_sealed_address(week: Partnership) -> None:
    """
    | day | who       | does                                            | tells                    |
    | --- | --------- | ----------------------------------------------- | ------------------------ |
    | Mon | police    | writes the mother's new address                 | midwifery                |
    | Tue | midwifery | passes it on                                    | gp                       |
    | Wed | police    | seals it for everybody but police and midwifery |                          |
    | Thu | midwifery | tells it in error                               | health_visiting          |

    |                 | sees it          | knew it on Sunday |
    | --------------- | ---------------- | ----------------- |
    | police          | yes              | yes               |
    | midwifery       | yes              | yes               |
    | gp              | no               | yes               |
    | health_visiting | no, told later   | yes               |

    Police sealed it for a practice that it never knew was told.
    """
    mother = week.meet("police")
    said = Particulars(person=str(mother), address="1 Rose Lane", protected=True)  # type: ignore[arg-type]
    address = week.writes("police", "mon", said, mother, told=(week.tell("midwifery", "mon"),))
    actions.tell(**week.does("midwifery", "tue"), entry=address, to=[week.tell("gp", "tue")])
    spared = [week.teams["police"], week.teams["midwifery"]]
    actions.restrict(
        **week.does("police", "wed"),
        entries=[address],
        reason="sealed_address",
        authority="court order 3",
        spares=spared,
    )
    actions.tell(**week.does("midwifery", "thu"), entry=address, to=[week.tell("health_visiting", "thu")])
    assert week.who_sees(address) == "midwifery police"
    assert week.who_knew(address, "sun") == "midwifery health_visiting police gp"
    assert week.sees("gp", mother).entry(str(address)) is None
    assert week.tellings("gp", address) == []
    with pytest.raises(actions.NotKnown):
        actions.tell(**week.does("gp", "fri"), entry=address, to=[week.tell("front_door", "fri")])


def test_a_wrong_person_matched_and_unmatched(week: Partnership) -> None:
    """
    | day | who  | does                                                    |
    | --- | ---- | ------------------------------------------------------- |
    | Mon | gp   | has an entry about Sam Jones of its own list            |
    | Mon | police | tells gp of another Sam Jones                         |
    | Tue | gp   | matches the two: one person                             |
    | Thu | gp   | says that they are two after all                        |

    | on  | gp's chronology of its own Sam Jones holds |
    | --- | ------------------------------------------- |
    | Mon | its own entry                               |
    | Tue | its own entry, and what police told it      |
    | Thu | its own entry                               |
    """
    ours, theirs = week.meet("gp"), week.meet("police")
    own = week.writes("gp", "mon", SEEN, ours, summary="Asthma review")
    other = week.writes(
        "police", "mon", Concern(), theirs, summary="Found out late", told=(week.tell("gp", "mon"),)
    )
    assert about(week, "mon", ours) == {str(own)}
    actions.same_person(**week.does("gp", "tue"), persons=(ours, theirs))
    actions.same_person(**week.does("gp", "thu"), persons=(ours, theirs), same=False)
    assert about(week, "mon", ours) == {str(own)}
    assert about(week, "tue", ours) == about(week, "wed", ours) == {str(own), str(other)}
    assert about(week, "thu", ours) == {str(own)}
    assert week.who_knew(other, "sun") == "police gp"


def about(week: Partnership, day: str, person: object) -> set[str]:
    """This will give what gp's chronology of a person held on a day, leaving out who is the same as whom."""
    known = week.knew("gp", day, person)  # type: ignore[arg-type]
    return {entry.id for entry in known.all() if str(person) in entry.people and entry.kind != "same_person"}


def test_a_late_entry(week: Partnership) -> None:
    """
    | day | who             | does                                            | tells      |
    | --- | --------------- | ----------------------------------------------- | ---------- |
    | Mon | health_visiting | sees a mark                                     |            |
    | Thu | health_visiting | writes it down: it happened on Monday           | front_door |

    | on  | health_visiting knows it | front_door knows it | it stands in the chronology at |
    | --- | ------------------------ | ------------------- | ------------------------------ |
    | Wed | no: not in its record    | no                  |                                |
    | Thu | yes                      | yes                 | Monday                         |
    """
    child = week.meet("health_visiting")
    told = (week.tell("front_door", "thu"),)
    mark = week.writes(
        "health_visiting", "thu", Injury(type="mark"), child, occurred=Span(DAYS["mon"]), told=told
    )
    assert week.who_knew(mark, "wed") == ""
    assert week.who_knew(mark, "thu") == "health_visiting front_door"
    assert week.knew("front_door", "thu").entry(str(mark)).day == DAYS["mon"]


def test_a_vague_date(week: Partnership) -> None:
    """
    | day | who    | writes                         | happened            |
    | --- | ------ | ------------------------------ | ------------------- |
    | Mon | gp     | a consultation                 | Monday              |
    | Tue | police | an argument heard by neighbours | some time in February |
    | Wed | police | that a window was broken       | not known           |

    In police's chronology: February's first, then what has no day, where it was written. Neither has a time.
    """
    child = week.meet("police")
    vague = week.writes(
        "police", "tue", Concern(), child, occurred=Span(DAYS["mon"].replace(month=2, day=1), None, "month")
    )
    unknown = week.writes("police", "wed", Concern(), child, occurred=Span(None, None, "unknown"))
    known = week.knew("police", "sun", child).entries(Concern)
    assert [entry.id for entry in known] == [str(vague), str(unknown)]
    assert [entry.occurred.precision for entry in known] == ["month", "unknown"]
    assert [entry.day.day for entry in known] == [1, DAYS["wed"].day]


def test_two_conflicting_accounts(week: Partnership) -> None:
    """
    | day | who             | writes                  | tells      |
    | --- | --------------- | ----------------------- | ---------- |
    | Mon | midwifery       | a partner lives there   | front_door |
    | Tue | health_visiting | no partner lives there  | front_door |

    | on Sun          | knows midwifery's | knows health_visiting's |
    | --------------- | ----------------- | ----------------------- |
    | midwifery       | yes               | no                      |
    | health_visiting | no                | yes                     |
    | front_door      | yes               | yes: both stand         |
    """
    one, other = week.meet("midwifery"), week.meet("health_visiting")
    yes = week.writes(
        "midwifery", "mon", SEEN, one, summary="A partner", told=(week.tell("front_door", "mon"),)
    )
    no = week.writes(
        "health_visiting", "tue", SEEN, other, summary="No partner", told=(week.tell("front_door", "tue"),)
    )
    actions.same_person(**week.does("front_door", "wed"), persons=(one, other))
    assert week.who_knew(yes, "sun") == "midwifery front_door"
    assert week.who_knew(no, "sun") == "health_visiting front_door"
    both = week.sees("front_door", one).entries(Observation, about=str(one))  # type: ignore[arg-type]
    assert [entry.summary for entry in both] == ["A partner", "No partner"]


def test_a_call_on_monday_written_up_on_tuesday(week: Partnership) -> None:
    """
    | day | who        | does                                                             |
    | --- | ---------- | ---------------------------------------------------------------- |
    | Mon | police     | rings front_door                                                 |
    | Tue | police     | writes it up: front_door was told on Monday, by telephone         |
    | Wed | front_door | opens it                                                         |

    Told on Monday, in the record from Tuesday, opened on Wednesday: three times, never one.
    """
    child = week.meet("police")
    call = week.writes(
        "police", "tue", InformationSharing(mode="phone"), child, occurred=Span(DAYS["mon"]), knew=at("mon"),
        told=(week.tell("front_door", "mon"),),
    )  # fmt: skip
    assert week.who_knew(call, "mon") == ""
    assert week.who_knew(call, "tue") == "front_door police"
    (row,) = [
        row
        for row in week.knew("front_door", "tue").tellings()
        if row.knower == str(week.teams["front_door"].pk)
    ]
    assert (row.told.day, row.by) == (DAYS["mon"], str(week.teams["police"].pk))
    actions.open(**week.does("front_door", "wed"), telling=week.telling("front_door", call))
    with pytest.raises(actions.NotKnown):
        actions.open(**week.does("gp", "wed"), telling=row.id)


def test_a_disputed_telling(week: Partnership) -> None:
    """
    | day | who    | does                                   | tells            |
    | --- | ------ | -------------------------------------- | ---------------- |
    | Mon | police | writes of an arrest                    | gp, so it says   |
    | Wed | gp     | says that it was told on Tuesday        | police, the teller |

    | on Wed | knows the arrest | knows the dispute |
    | ------ | ---------------- | ----------------- |
    | police | yes              | yes               |
    | gp     | yes              | yes               |
    | others | no               | no                |
    """
    child = week.meet("police")
    arrest = week.writes("police", "mon", Concern(), child, told=(week.tell("gp", "mon"),))
    told = week.telling("gp", arrest)
    said = actions.dispute(**week.does("gp", "wed"), telling=told, says="told_later", told_on=DAYS["tue"])
    assert week.who_knew(said, "wed") == week.who_knew(arrest, "wed") == "police gp"
    assert week.sees("police").entry(str(said)).body.told_on == DAYS["tue"]
    with pytest.raises(actions.NotKnown):
        actions.dispute(**week.does("front_door", "wed"), telling=told, says="not_told")


def test_twins_born_of_one_expected_baby(week: Partnership) -> None:
    """
    | day | who       | does                                     | tells           |
    | --- | --------- | ---------------------------------------- | --------------- |
    | Mon | midwifery | is worried about the expected baby       | health_visiting |
    | Wed | midwifery | two are born of it                       | health_visiting |
    | Thu | midwifery | sees a mark on the second                | health_visiting |

    | health_visiting's chronology of | holds the worry | holds the mark |
    | ------------------------------- | --------------- | -------------- |
    | the first twin                  | yes             | no             |
    | the second twin                 | yes             | yes            |
    """
    expected = week.meet("midwifery")
    worry = week.writes("midwifery", "mon", Concern(), expected, told=(week.tell("health_visiting", "mon"),))
    first, second = week.meet("midwifery", "wed"), week.meet("midwifery", "wed")
    tell = [week.tell("health_visiting", "wed")]
    actions.born_of(
        **week.does("midwifery", "wed"),
        expected=expected,
        children=[first, second],
        occurred=Span(DAYS["wed"]),
        tell=tell,
    )
    mark = week.writes(
        "midwifery", "thu", Injury(type="mark"), second, told=(week.tell("health_visiting", "thu"),)
    )
    holds = {
        child: {entry.id for entry in week.sees("health_visiting", child).all()} for child in (first, second)
    }
    assert str(worry) in holds[first] & holds[second]
    assert str(mark) in holds[second] - holds[first]
    assert week.sees("health_visiting", first).entries(BornOf)[0].body.children == (str(first), str(second))
    assert week.knew("health_visiting", "tue", first).all().__len__() == 0  # type: ignore[attr-defined]
