"""The six answers of the case on a page, each from what one team knows and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sightline.record.kinds.words import Person
from sightline.record.knowledge import Knowledge
from sightline.state.on_a_page.ahead import ahead
from sightline.state.on_a_page.as_at import as_at
from sightline.state.on_a_page.decided import decided
from sightline.state.on_a_page.involved import involved
from sightline.state.on_a_page.unknown import unknown
from sightline.state.on_a_page.unread import unread
from sightline.state.on_a_page.who import addresses, who
from sightline.state.on_a_page.worries import worries
from tests.rules.small import Small, answered, baby, referred

ON = dt.date(2019, 4, 25)


def people(*ids: str) -> list[Person]:
    """This will give people by their ids."""
    return [Person(id) for id in ids]


def sorts(of: Knowledge, *ids: str, expected: Any = ()) -> list[str]:
    """This will name the gaps that a team's knowledge shows."""
    made, _ = decided(of, ON)
    found = unknown(of, who(of, people(*ids), ON), made, expected, ON, None)
    return [one.sort for one in found]


# Who is this child?


def test_a_child_comes_with_what_each_agency_holds_and_conflicts_stay_side_by_side() -> None:
    case = Small()
    case.says("gp", "particulars", "baby", role="child", name="Wren Ash", dob=dt.date(2019, 3, 2))
    case.says("school", "particulars", "baby", name="wren  ash", dob=dt.date(2019, 3, 20))
    case.says("gp", "particulars", "baby", dob=dt.date(2019, 3, 3))
    child = who(case.known, people("baby"), ON).children[0]
    assert [one.value for one in child.names] == [
        "wren  ash"
    ]  # the same name, spelt alike but for its capitals
    assert [one.value for one in child.born] == [
        dt.date(2019, 3, 3),
        dt.date(2019, 3, 20),
    ]  # each agency's last word
    assert "conflict" in sorts(case.known, "baby")


def test_an_expected_baby_is_a_child_and_parents_come_first() -> None:
    case = Small()
    case.says("gp", "particulars", "gran", role="grandparent")
    case.says("gp", "particulars", "dad", role="father")
    case.says("gp", "particulars", "baby", role="unborn", edd=dt.date(2019, 6, 1))
    found = who(case.known, people("gran", "dad", "baby"), ON)
    assert [one.due[0].value for one in found.children] == [dt.date(2019, 6, 1)]
    assert found.children[0].birth is None
    assert [one.role for one in found.others] == ["father", "grandparent"]


def test_where_it_lives_and_under_which_order_is_the_last_that_was_told() -> None:
    case = baby()
    case.says("door", "placement", "baby", type="foster", status="started")
    last = case.says("door", "placement", "baby", type="relatives", status="started")
    order = case.says("door", "legal", "baby", step="section20", status="granted")
    found = who(case.known, people("baby"), ON)
    assert found.home is not None
    assert found.legal is not None
    assert (found.home.id, found.legal.id) == (last, order)


# The address


def at_home(**more: Any) -> Small:
    case = Small()
    case.says(
        "gp", "particulars", "mum", role="mother", address="4 Fold Lane", postcode="ZZ9 1AA", telephone="01632 960 001",
        **more,
    )  # fmt: skip
    case.says("gp", "particulars", "baby", role="child", address="4 fold  lane")
    return case


def test_an_address_is_held_until_it_is_asked_for() -> None:
    case = at_home()
    assert [one.address for one in who(case.known, people("mum", "baby"), ON).others] == ["held"]
    assert [e.body.address for e in addresses(case.known, Person("mum"))] == ["4 Fold Lane"]


def test_what_is_protected_for_one_is_protected_for_whoever_lives_there() -> None:
    case = at_home(protected=True)
    found = who(case.known, people("mum", "baby"), ON)
    assert [one.address for one in (*found.others, *found.children)] == ["protected", "protected"]
    assert found.others[0].telephones == ()
    assert addresses(case.known, Person("mum")) == addresses(case.known, Person("baby")) == ()


def test_protected_later_is_protected_from_the_first() -> None:
    case = at_home()
    case.says("police", "particulars", "mum", protected=True)
    assert addresses(case.known, Person("mum")) == ()


def test_a_sealed_address_is_not_given_even_to_whoever_may_see_it_until_it_is_lifted() -> None:
    case = at_home()
    sealed = tuple(e.id for e in case.known.all())
    case.says("gp", "restriction", "mum", entries=sealed, reason="sealed_address", authority="a court")
    assert addresses(case.known, Person("mum")) == ()
    case.says(
        "gp", "restriction", "mum", entries=sealed, reason="sealed_address", authority="a court", lifted=True
    )
    assert len(addresses(case.known, Person("mum"))) == 1


# Worries, and what works well


def test_worries_and_what_works_well_come_last_first_and_the_rest_are_counted() -> None:
    case = baby()
    for _ in range(8):
        case.says("gp", "concern", "baby", level="low")
    referred(case, working_well="They keep every visit")
    found = worries(case.known, ON)
    assert [line.entry.day.day for line in found.worries] == [11, 10, 9, 8, 7, 6]
    assert found.earlier_worries == 3
    assert [line.entry.body.working_well for line in found.well] == ["They keep every visit"]


def test_what_is_good_beside_a_worry_is_in_both() -> None:
    case = baby()
    case.says("gp", "observation", "baby", direction="concern", topics=("engagement_good", "feeding"))
    assert len(worries(case.known, ON).worries) == len(worries(case.known, ON).well) == 1


def test_what_a_doctor_found_and_did_not_explain_is_a_worry_and_a_birth_mark_is_not() -> None:
    case = baby()
    torn = case.says("gp", "medical", "baby", finding="tear of the lip", opinion="not_stated")
    case.says("gp", "medical", "baby", finding="a blue mark", opinion="birth_mark")
    case.says("gp", "medical", "baby", type="postnatal_check", opinion="not_stated")
    assert [line.entry.id for line in worries(case.known, ON).worries] == [torn]


def test_a_worry_put_right_is_shown_as_it_stands_now_and_one_that_is_none_any_more_is_not() -> None:
    case = Small()
    wrong = case.says("gp", "observation", "baby", direction="concern", topics=("feeding",))
    other = case.says("gp", "observation", "baby", direction="concern", topics=("feeding",))
    case.says("gp", "observation", "baby", corrects=wrong, direction="positive")
    case.says(
        "gp", "correction", "baby", corrects=other, summary="It was the other twin", reason="wrong child"
    )
    found = worries(case.known, ON)
    assert [line.says.summary for line in found.worries] == ["It was the other twin"]
    assert [line.says.body.direction for line in found.well] == ["positive"]


# Decisions


def test_a_decision_made_again_on_the_same_contact_takes_the_first_ones_place() -> None:
    case = baby()
    contact = referred(case)
    answered(case, contact)
    answered(case, contact, outcome="strategy_discussion")
    made, earlier = decided(case.known, ON)
    assert [one.line.entry.body.outcome for one in made] == ["strategy_discussion"]
    assert earlier == 0


def test_reasons_are_there_only_where_they_were_told() -> None:
    case = baby()
    case.says(
        "door", "decision_outcome", "baby", decision="hidden", type="referral_outcome", outcome="early_help"
    )
    answered(case, referred(case))
    made, _ = decided(case.known, ON)
    assert [one.reasons for one in made] == ["It fits", None]
    assert "reasons" in sorts(case.known, "baby")


def test_an_outcome_is_left_out_where_the_whole_decision_is_known() -> None:
    case = baby()
    whole = answered(case, referred(case))
    case.says("me", "decision_outcome", "baby", decision=whole, type="referral_outcome", outcome="early_help")
    assert [one.line.entry.id for one in decided(case.known, ON)[0]] == [whole]


def test_a_challenge_is_open_until_it_is_answered() -> None:
    case = baby()
    made = answered(case, referred(case))
    challenge = case.says("gp", "escalation", "baby", about_decision=made, stage="manager")
    assert [one.id for one in decided(case.known, ON)[0][0].open] == [challenge]
    case.says("me", "escalation_outcome", "baby", escalation=challenge, outcome="upheld_with_reasons")
    assert decided(case.known, ON)[0][0].open == ()


# What happens next


def test_a_contact_that_waits_is_late_after_its_day_and_a_next_step_is_to_come() -> None:
    case = baby()
    contact = referred(case)
    waits = ahead(case.known, people("baby"), ON)
    assert [(due.what, due.day.day) for due in waits.late] == [("decision", 11)]
    assert (
        ahead(case.known, people("baby"), dt.date(2019, 4, 11)).late == ()
    )  # the day itself is still in time
    answered(case, contact)
    after = ahead(case.known, people("baby"), ON)
    assert after.late == ()
    assert [(due.what, due.day.day) for due in after.coming] == [("next_step", 30)]
    assert [due.what for due in ahead(case.known, people("baby"), dt.date(2019, 5, 2)).passed] == [
        "next_step"
    ]


def test_whoever_takes_a_contact_may_set_an_earlier_day() -> None:
    case = baby()
    contact = referred(case)
    case.says("me", "allocation", "baby", referral=contact, to_post="Ada Lund", decide_by=dt.date(2019, 4, 9))
    assert [due.day.day for due in ahead(case.known, people("baby"), ON).late] == [9]


def test_a_check_that_waits_is_due_and_an_answered_one_is_not() -> None:
    case = Small()
    check = case.says("me", "check", "dad", asked="gp", of_people=("dad",), answer_by=dt.date(2019, 4, 28))
    assert [due.what for due in ahead(case.known, [], ON).coming] == ["check"]
    assert [due.what for due in ahead(case.known, [], dt.date(2019, 4, 29)).late] == ["check"]
    case.says("gp", "check_answer", "dad", check=check, result="nothing_found")
    assert ahead(case.known, [], ON).clocks == ()


def test_a_check_that_this_team_was_asked_is_due_too() -> None:
    case = Small()
    case.says("door", "check", "dad", asked="me", of_people=("dad",), answer_by=dt.date(2019, 4, 28))
    assert [due.what for due in ahead(case.known, [], ON).coming] == ["check"]


def test_a_next_appointment_is_due_until_one_is_kept() -> None:
    case = baby()
    case.says("gp", "appointment", "baby", outcome="was_not_brought", next_on=dt.date(2019, 4, 5))
    assert [due.what for due in ahead(case.known, people("baby"), ON).passed] == ["appointment"]
    for _ in range(3):
        case.says("gp", "appointment", "baby", outcome="attended")
    assert ahead(case.known, people("baby"), ON).passed == ()


def test_a_baby_is_due_until_it_is_born() -> None:
    case = Small()
    case.says("gp", "particulars", "baby", role="unborn", edd=dt.date(2019, 6, 1))
    assert [due.what for due in ahead(case.known, people("baby"), ON).coming] == ["birth"]
    case.says("hospital", "birth", "baby", gestation_weeks=34)
    assert ahead(case.known, people("baby"), ON).coming == ()


# Who else is involved


def test_those_involved_are_named_with_their_numbers_the_last_first() -> None:
    case = baby()
    contact = referred(case, contact_name="Bo Ray", contact_telephone="01632 960 112")
    case.says("police", "check", "baby", asked="hospital")
    answered(case, contact)
    found = involved(case.known, ON)
    assert [(one.team, [(n.name, n.telephone) for n in one.named]) for one in found] == [
        ("me", [("Ada Lund", "01632 960 111")]),
        ("police", []),
        ("gp", [("Bo Ray", "01632 960 112")]),
        ("hospital", []),
    ]
    assert [one.last is None for one in found] == [False, False, False, True]  # asked, and not heard of


def test_relatives_are_not_a_team_to_ring() -> None:
    case = baby()
    case.says("gran", "concern", "baby", level="low")
    assert [one.team for one in involved(case.known, ON)] == ["gp"]


# What is not known, or not asked


def test_not_asked_and_not_known_are_told_apart() -> None:
    pairs = [(Person("dad"), "gp"), (Person("dad"), "police"), (Person("dad"), "front_door")]
    case = Small()
    case.says("gp", "particulars", "dad", role="father")
    case.says("me", "check", "dad", asked="gp", of_people=("dad",))
    of = who(case.known, people("dad"), ON)
    for since, sort in ((dt.date(2019, 4, 1), "services_not_asked"), (None, "services_not_said")):
        gaps = unknown(case.known, of, [], pairs, ON, since)
        # One's own kind of service is not asked: one has its record.
        assert [(one.sort, one.services) for one in gaps] == [("no_answer", ("gp",)), (sort, ("police",))]
        assert [one.not_asked for one in gaps] == [False, since is not None]


def test_a_blank_about_the_father_comes_before_one_about_the_mother() -> None:
    case = Small()
    case.says("gp", "particulars", "mum", role="mother")
    case.says("gp", "particulars", "dad", role="father")
    pairs = [(Person("mum"), "gp"), (Person("dad"), "gp")]
    gaps = unknown(case.known, who(case.known, people("mum", "dad"), ON), [], pairs, ON, None)
    assert [one.person for one in gaps] == ["dad", "mum"]


def test_a_check_made_about_an_earlier_contact_does_not_answer_for_this_one() -> None:
    case = Small()
    case.says("gp", "particulars", "dad", role="father")
    case.says("me", "check", "dad", asked="gp", of_people=("dad",))
    of, pairs = who(case.known, people("dad"), ON), [(Person("dad"), "gp")]
    assert [one.sort for one in unknown(case.known, of, [], pairs, ON, case.day)] == ["no_answer"]
    later = case.day + dt.timedelta(days=1)
    assert [one.sort for one in unknown(case.known, of, [], pairs, ON, later)] == ["services_not_asked"]


@pytest.mark.parametrize(
    ("said", "sort"),
    [("not_asked", "father_not_asked"), ("not_known", "father_not_known"), (None, "father_not_named")],
)
def test_a_father_who_is_not_named_is_loud_and_how_he_is_missing_is_said(said: str | None, sort: str) -> None:
    case = baby()
    referred(case, father=said)
    assert sort in sorts(case.known, "baby")
    case.says("gp", "particulars", "dad", role="partner")
    assert sort not in sorts(case.known, "baby", "dad")


def test_an_injury_asks_for_its_cause_and_for_an_examination_until_there_is_one() -> None:
    case = baby()
    case.says("carers", "injury", "baby", type="bleeding", site="mouth", documented_cause="none")
    assert sorts(case.known, "baby")[:2] == ["not_examined", "cause"]
    case.says("hospital", "medical", "baby", type="child_protection_medical", opinion="inconclusive")
    assert sorts(case.known, "baby")[0] == "cause"


def test_a_mark_with_a_charted_cause_is_no_gap() -> None:
    case = baby()
    case.says("carers", "injury", "baby", type="mark", documented_cause="birth_mark")
    assert not {"not_examined", "cause"} & set(sorts(case.known, "baby"))


def test_who_watches_is_a_gap_until_it_is_in_writing() -> None:
    case = baby()
    case.says("door", "placement", "baby", type="parent_and_child_foster", status="started")
    case.says("carers", "supervision", "baby", level="believed_continuous")
    assert "watching" in sorts(case.known, "baby")
    case.says("door", "supervision", "baby", level="continuous", written=True)
    assert "watching" not in sorts(case.known, "baby")


def test_a_child_of_whom_nothing_is_known_has_no_age_and_no_home() -> None:
    assert {"no_dates", "no_home"} <= set(sorts(baby().known, "baby"))
    assert not {"no_dates", "no_home"} & set(
        sorts(baby(dob=dt.date(2019, 3, 2), address="4 Fold Lane").known, "baby")
    )


# What nobody has read


def test_unread_is_what_was_told_and_not_opened_and_who_it_is_about_comes_along() -> None:
    case = Small()
    told = case.says("gp", "concern", "baby", level="low")
    along = case.says("gp", "particulars", "baby", day=case.day, role="child")
    own = case.says("me", "concern", "baby", level="low")
    found = unread(case.known, ())
    assert [entry.id for _, entry in found.listed] == [told]
    assert found.entries == {told, along}
    assert own not in found.entries
    opened = {row.id for row in case.known.tellings() if row.entry == told}
    assert unread(case.known, opened).entries == {along}


def test_opened_once_is_opened() -> None:
    """The same entry, told a second time by somebody else, is not unread again."""
    case = Small()
    told = case.says("gp", "concern", "baby", level="low")
    case.hears("t-again", told, by="police")
    assert unread(case.known, {"t1"}).entries == frozenset()


# As it stood


def test_the_page_as_it_stood_leaves_out_what_came_later() -> None:
    case = baby()
    contact = referred(case)
    later = answered(case, contact)
    then = as_at(case.known, dt.date(2019, 4, 3))
    assert {entry.id for entry in then.all()} == {e.id for e in case.known.all()} - {later}
    assert all(row.told.day <= dt.date(2019, 4, 3) for row in then.tellings())
