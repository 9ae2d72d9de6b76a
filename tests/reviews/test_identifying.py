"""The check before publication: everything planted is found, little else is, and each hit can be answered by its key."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

from sightline.checks.finding.names import plain
from sightline.reviews.report import copies
from sightline.reviews.report.generalise import wider_text
from sightline.reviews.report.identifying import Hit, identifying
from sightline.reviews.report.outline import Block, Document, outline
from sightline.reviews.report.pdf import pdf
from sightline.reviews.report.private import Private, Someone
from tests.reviews.invented import PRIVATE, REPORT
from tests.reviews.opened import facts
from tests.reviews.plants import Plant, planted, plants

PLANTS = list(plants())
# Kinds whose words are marked by where they begin and end: the hit must hold all of them.
_LOOSE = {"combination", "quotation"}


def hits_of(text: str, private: Private = PRIVATE) -> tuple[Hit, ...]:
    blocks = tuple(Block("paragraph", each) for each in text.split("\n"))
    return identifying(Document("publication", "T", "P", (), dt.date(2021, 1, 1), "", "", blocks), private)


@pytest.fixture(scope="module")
def hits() -> tuple[Hit, ...]:
    return identifying(outline(planted(), "publication"), PRIVATE)


def answers(hit: Hit, plant: Plant) -> bool:
    if hit.kind != plant.kind or hit.sentence not in plant.sentence:
        return False
    return plant.kind in _LOOSE or plain(plant.what) in plain(hit.found)


def test_the_planted_set_is_large_and_of_many_kinds():
    assert len(PLANTS) >= 40
    assert len({plant.kind for plant in PLANTS}) >= 8


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant.kind}: {plant.what}"[:60])
def test_what_is_planted_is_found_as_what_it_is(plant, hits):
    assert [hit for hit in hits if answers(hit, plant)], [
        hit for hit in hits if hit.sentence in plant.sentence
    ]


def test_no_more_than_one_false_hit_a_page(hits):
    false = [hit for hit in hits if not any(answers(hit, plant) for plant in PLANTS)]
    pages = facts(pdf(copies.panel(planted())))["pages"]
    assert pages >= 5
    assert len(false) <= pages, Counter((hit.kind, hit.found) for hit in false)


def test_a_report_that_was_written_with_care_has_few_hits():
    found = identifying(outline(REPORT, "publication"), PRIVATE)
    assert len(found) <= facts(pdf(copies.panel(REPORT)))["pages"], [hit.found for hit in found]


@pytest.mark.parametrize(
    "text",
    [
        "The baby was known in May 2020, and again in March.",
        "One may see a period of grace, and ivy on the wall of the marsh.",
        "Working Together 2018 and section 20 of the Children Act 1989 apply.",
        "The parents asked for 24/7 supervision, 3 times in 6 weeks.",
        "Child A and Child B were seen by a Named Nurse, the GP and the MASH.",
        "The Independent Domestic Violence Adviser told the Multi-Agency Risk Assessment Conference.",
        "Referrers and a referrer met.",
        "An Education, Health and Care Plan was due; the Independent Reviewing Officer and a Designated Safeguarding Lead knew.",
        "The National Referral Mechanism and the Crown Prosecution Service follow the Domestic Abuse Act 2021.",
        "Black, Asian and Muslim families spoke to Ofsted, by WhatsApp. An approach was adopted by twins' parents.",
        "It is a duty to act. Will anybody ask? Parents did.",
        "The review cost 1,250 hours, or 20% of the year 2020 to 2021.",
    ],
)
def test_what_names_nobody_is_let_pass(text):
    assert [hit.found for hit in hits_of(text)] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I\u200bvy was seen.", "name"),
        ("Ka\u0301sia came.", "part_of_name"),
        ("Harnsworth was far away.", "unlisted"),
        ("They knew that Grace was well.", "name"),
        ("The nurse saw that Jade was well.", "unlisted"),
        ("The Tolely family came.", "part_of_name"),
        ("The Tobley family came.", "part_of_name"),
        ("Notes of Adeyinca were read.", "professional"),
        ("They moved to Saltmeer.", "place"),
        ("GRACE was seen.", "name"),
        ("They call her KASIA at home.", "part_of_name"),
        ("Tolley‑Marsh was the name on the door.", "name"),
        ("Ivy\u00a0Marsh came.", "name"),
        ("a letter to kasia came", "part_of_name"),
        ("It was on 22.3.2020 that it fell.", "date"),
        ("On 2020-03-22 it fell.", "date"),
        ("It fell on March 22nd.", "date"),
        ("They rang 020 7946 0321.", "telephone"),
        ("They rang (01632) 960123.", "telephone"),
        ("The father, twenty-three, came.", "age"),
        ("The twins are in Year 4.", "age"),
        ("The house on Gull-Point was cold.", "place"),
        ("She said “the answer on the back of his hand”.", "quotation"),
        ("See www.example.org/saltmere for it.", "link"),
    ],
)
def test_other_ways_of_writing_it_are_found_too(text, kind):
    assert kind in [hit.kind for hit in hits_of(text)]


def test_a_word_after_a_title_is_a_name():
    assert [(hit.kind, hit.found) for hit in hits_of("The letter came from Mr Carpet, on the carpet.")] == [
        ("unlisted", "Carpet")
    ]
    assert hits_of("The Dr saw the Carpet Fund.") == ()


def test_a_key_stays_while_its_sentence_does_and_changes_with_it(hits):
    again = {hit.key for hit in identifying(outline(planted(), "publication"), PRIVATE)}
    assert again == {hit.key for hit in hits}
    assert len(again) == len(hits)
    moved = hits_of("Something first.\nThe plan named Ivy.")
    alone = hits_of("The plan named Ivy.")
    assert [hit.key for hit in moved] == [hit.key for hit in alone]
    assert hits_of("The second plan named Ivy.")[0].key != alone[0].key
    assert len({hit.key for hit in hits_of("The plan named Ivy.\nThe plan named Ivy.")}) == 2


def test_a_hit_says_where_why_and_what_to_do(hits):
    for hit in hits:
        assert hit.where
        assert hit.why
        assert hit.do
        assert hit.kind == "combination" or hit.found in hit.sentence or "." in hit.found


def test_rare_traits_that_stand_pages_apart_are_seen_together():
    apart = "One baby is a twin.\nThe father is a care leaver.\nThey asked about a termination.\nThen came the first lockdown."
    *nearer, whole = hits_of(apart)
    assert nearer == []
    assert whole.kind == "combination"
    assert whole.found == "a care leaver; a termination asked about; a twin; the first lockdown"
    assert hits_of(apart.replace("a care leaver", "an adult")) == ()


def test_somebody_who_is_called_as_a_month_is():
    april = Private(people=(Someone(("April May Hobbs",), "Child A"),))
    for text in ("Nurses said that April was well.", "They met April's aunt.", "The letter was for May."):
        assert [hit.kind for hit in hits_of(text, april)] == ["name"], text
    for text in (
        "In April 2020 it ended.",
        "It ended in May.",
        "Since April it has been so.",
        "By early May it was.",
    ):
        assert hits_of(text, april) == (), text
    assert (
        wider_text("April was well in April 2020, and on 3 May.", april)
        == "Child A was well in April 2020, and in May."
    )


def test_those_who_sign_may_be_named_unless_the_record_names_them():
    signed = replace(REPORT, authors=("Zofia Lisowska",), title="Child A of Harnsworth")
    assert [(hit.where, hit.found) for hit in identifying(outline(signed, "publication"), PRIVATE)] == [
        ("title", "Harnsworth")
    ]
    known = replace(REPORT, authors=("Joan Peel",))
    assert [hit.found for hit in identifying(outline(known, "publication"), PRIVATE)] == ["Joan Peel"]


def test_a_hit_scores_nobody(hits):
    assert not [hit for hit in hits if hit.kind == "combination" and any(c.isdigit() for c in hit.found)]


def test_the_other_half_of_a_name_that_a_rule_took_half_of_is_found():
    private = Private(people=(Someone(("Katarzyna Ostrowska-Vane",), "the mother"),))
    text = wider_text("Then Katarzyna Ostrowska-Vanne asked twice.", private)
    assert "Vanne" in text
    assert [hit.found for hit in hits_of(text, private)] == ["Vanne"]
