"""Who is found first, and why: small families, and what records of them get wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from sightline.checks.finding import keys
from sightline.checks.finding.compare import compare
from sightline.checks.finding.details import Details, details
from sightline.checks.finding.household import Held, rank
from sightline.checks.finding.names import edits, name_words, sound
from sightline.checks.finding.roles import Asked, fits, sexed
from sightline.checks.finding.weights import Rarity, points

DAY = dt.date(2025, 6, 1)
AMONG = Rarity(
    100_000, DAY, {"amina": 200, "yusuf": 300, "sarah": 900, "peter": 800}, {"farley": 20, "smith": 1_000}
)


def one(text: str) -> Details:
    """A person in short: given/middle/surname/sex/dob/NHS number/telephone/address/postcode, any of them empty."""
    given, middle, surname, sex, dob, nhs, phone, address, postcode = (text.split("/") + [""] * 9)[:9]
    return details(
        given=given, middle=middle, surname=surname, sex=sex, dob=dob, nhs_number=nhs, phone=phone, address=address,
        postcode=postcode, latest=DAY,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "held", "says"),
    [
        ("Amina//Farley/f/2012-04-09", "Amiina//Farly/f/2012-04-09", ["given slip", "surname slip", "born same", "sex same"]),
        ("Liz//Farley", "Elizabeth//Farley", ["given form", "surname same"]),
        ("Grace//Farley", "Amina/Grace/Farley", ["given middle", "surname same"]),
        ("Farley//Amina", "Amina//Farley", ["given turned", "surname turned"]),
        ("A//Farley", "Amina//Farley", ["given initial", "surname same"]),
        ("R//Farley", "Dick//Farley", ["given initial", "surname same"]),
        ("Liz//Farley", "Elizbeth//Farley", ["given near", "surname same"]),
        ("Siobhan//O'Neill", "SIOBHÁN//Oneill", ["given same", "surname same"]),
        ("Sarah//Farley-Smith", "Sarah//Smith", ["given same", "surname part"]),
        ("Sarah//Farley/f/1990-02-03", "Sarah//Smith/f/1990-02-03", ["given same", "surname married", "born same", "sex same"]),
        ("Peter//Farley/m/1990-02-03", "Peter//Smith/m/1990-02-03", ["given same", "surname man", "born same", "sex same"]),
        ("Peter//Farley/m/2015-02-03", "Peter//Smith/m/2015-02-03", ["given same", "surname differs", "born same", "sex same"]),
        ("Smith//Amina", "Amina//Farley", ["given turned", "surname differs"]),
        ("Smith//A", "Amina//Smith", ["given initial", "surname turned"]),
        ("Mohammed//Ali", "Muhammad//Ali", ["given form", "surname same"]),
        ("Baby//Farley", "Amina//Farley", ["surname same"]),
        ("////2012-04-09", "////2012-09-04", ["born turned"]),
        ("////2012-04-09", "////2012-04-19", ["born slip"]),
        ("////2012-04-09", "////1989-04-09", ["born day_month"]),
        ("////2012", "////2012-09-04", ["born year"]),
        ("////2012-01-01", "////2013-09-04", ["born near_year"]),
        ("////2012-04-09", "////2009-11-23", ["born differs"]),
        ("/////9990000018", "/////9990000818", ["nhs slip"]),
        ("///////Flat 3, 12 High St/QX1 2AB", "///////3\\12 High Street/QX12AB", ["place same"]),
        ("///////12 Mill Lane/QXI O2AB", "///////12 Mill Ln/", ["place street_number"]),
        ("///////12 Mill Lane/QX10 2AB", "///////12 Mill Lane/QXIO 2AB", ["place same"]),
        ("///////14 Mill Lane/QX10 2AB", "///////12 Mill Lane/QX10 2AB", ["place neighbour"]),
        ("///////Mill Lane/QX10 2AB", "///////12 Mill Lane/QX10 2AB", ["place postcode"]),
        ("///////14 Mill Lane/", "///////12 Mill Lane/QX10 2AB", ["place street_apart"]),
        ("///////Mill Lane/", "///////12 Mill Lane/QX10 2AB", ["place street"]),
    ],
)  # fmt: skip
def test_each_field_says_how_it_agrees(asked, held, says):
    found = compare(one(asked), one(held.replace("3\\12", "3-12")), AMONG)
    assert [f"{a.field} {a.level}" for a in found] == says
    assert all(a.words for a in found)


@pytest.mark.parametrize(
    ("text", "day", "known"),
    [
        ("2012-04-09", dt.date(2012, 4, 9), "day"), ("09/04/2012", dt.date(2012, 4, 9), "day"),
        ("9.4.12", dt.date(2012, 4, 9), "day"),
        ("9 Apr 2012", dt.date(2012, 4, 9), "day"), ("20120409", dt.date(2012, 4, 9), "day"),
        ("c. 1987", dt.date(1987, 1, 1), "year"),
        ("2012-04-09 00:00:00", dt.date(2012, 4, 9), "day"), ("01/01/1900", None, "none"), ("n/k", None, "none"),
        ("31/02/2012", None, "none"), ("", None, "none"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_write_it(text, day, known):
    found = one(f"////{text.replace('/', '-')}")
    assert (found.born, found.known) == (day, known)


def first(asked: dict[str, tuple[str, str]], held: dict[str, str]) -> dict[str, str]:
    """Who is ranked first for each person asked about; `asked` is role and details, `held` the records, by name."""
    records = {at: Held(at, one(text)) for at, text in enumerate(held.values())}
    ranked = rank([Asked(one(text), role) for role, text in asked.values()], records, AMONG)
    return {who: list(held)[found[0].id] for who, found in zip(asked, ranked, strict=True)}


HOME = "01632960001/5 Mill Lane/QX1 2AB"


def test_twins_are_told_apart_by_their_names():
    held = {"Yusuf": f"Yusuf//Farley/m/2015-03-02//{HOME}", "Amina": f"Amina//Farley/f/2015-03-02//{HOME}"}
    assert first({"one": ("child", f"Ameena//Farley//2015-03-02//{HOME}")}, held) == {"one": "Amina"}


def test_a_twin_who_goes_by_the_others_middle_name_is_not_taken_for_the_other():
    number, other = "9990000018", "9990000026"
    held = {
        "Yusuf": f"Yusuf//Farley/m/2015-03-02/{number}/01632960001/9 Quarry Road/QX7 1AA",
        "Amin": f"Amin//Farley/m/2015-03-02/{other}/{HOME}",
        "Amin too": f"Amin/Yusuf/Farley/m/2015-03-02/{other}/{HOME}",
    }
    assert first({"one": ("child", f"Yusuf//Farley/m/2015-03-02//{HOME}")}, held) == {"one": "Yusuf"}


def test_a_mother_is_a_generation_older_than_a_sibling_of_the_child_too():
    held = {
        "daughter": f"Olivia//Smith/f/1994-01-13//{HOME}",
        "mother": "Olivia//Farley/f/1975-04-19///13 Quarry Road/QX7 1AA",
    }
    asked = {
        "the mother": ("mother", f"Olivia//Farley////{HOME}"),
        "a son": ("sibling", f"Peter//Farley/m/1997-09-06//{HOME}"),
    }
    assert first(asked, held)["the mother"] == "mother"
    assert first({"the man": ("father", f"Olivia//Farley////{HOME}"), "a son": asked["a son"]}, held) == {
        "the man": "daughter", "a son": "daughter",
    }, "a father's partner may have a child of his own age"  # fmt: skip


def test_what_is_wrong_once_is_counted_once():
    held = one("Peter//Farley/f/1990-02-03")
    assert fits(Asked(one("Peter//Farley/m"), "father"), held, (), DAY) is None, "the sex has said so"
    assert fits(Asked(one("Peter//Farley"), "father"), held, (), DAY).level == "sex"
    assert fits(Asked(one("Peter//Farley//2015-02-03"), "child"), held, (), DAY) is None, (
        "the date has said so"
    )
    assert fits(Asked(one("Peter//Farley"), "child"), held, (), DAY).level == "too_old"


def test_father_and_son_of_one_name_are_told_apart_by_what_they_are_to_each_other():
    held = {"father": f"Peter//Farley/m/1980-05-01//{HOME}", "son": f"Peter//Farley/m/2012-07-20//{HOME}"}
    asked = {
        "the man": ("father", f"Peter//Farley/m///{HOME}"),
        "the boy": ("child", f"Peter//Farley/m///{HOME}"),
    }
    assert first(asked, held) == {"the man": "father", "the boy": "son"}


def test_one_record_is_not_the_answer_for_mother_and_daughter_both():
    held = {
        "Sarah": f"Sarah//Farley/f/1988-05-01//{HOME}",
        "Sara": f"Sara//Farley/f/2014-05-01//{HOME}",
    }
    asked = {
        "mother": ("mother", f"Sarah//Farley/f///{HOME}"),
        "child": ("child", f"Sarah//Farley/f/2014-05-01//{HOME}"),
    }
    assert first(asked, held) == {"mother": "Sarah", "child": "Sara"}


def test_who_else_is_at_the_address_finds_the_right_one_of_two_namesakes():
    held = {
        "elsewhere": "Sarah//Smith/f/1990-01-01///8 Quarry Road/QX7 1AA",
        "with Amina": "Sarah//Smith/f////40 Canal Street/QX9 9ZZ",
        "Amina": "Amina//Smith/f/2012-04-09///40 Canal Street/QX9 9ZZ",
    }
    asked = {"mother": ("mother", "Sarah//Smith/f"), "child": ("child", "Amina//Smith/f/2012-04-09")}
    assert first(asked, held) == {"mother": "with Amina", "child": "Amina"}
    assert first({"mother": asked["mother"]}, held)["mother"] in ("elsewhere", "with Amina")


def test_the_rest_of_the_family_is_not_shown_as_nearly_as_likely():
    family = {0: f"Amina//Farley/f/2012-04-09//{HOME}", 1: f"Yusuf//Farley/m/2015-03-02//{HOME}"}
    asked = [Asked(one(family[0]), "child")]
    (found,) = rank(asked, {at: Held(at, one(text)) for at, text in family.items()}, AMONG)
    assert [candidate.id for candidate in found] == [0, 1]
    assert found[0].score > 10
    assert found[1].score < -10
    (absent,) = rank(asked, {1: Held(1, one(family[1]))}, AMONG)
    assert absent[0].score < 0, "a brother at the same address is not the child who is not known"


def test_records_of_one_person_under_two_addresses_and_surnames_rank_together():
    held = {
        0: "Sarah//Farley/f/1990-01-01/9990000018//8 Quarry Road/QX7 1AA",
        1: "Sarah//Smith/f/1990-01-01/9990000018//40 Canal Street/QX9 9ZZ",
        2: "Sarah//Smith/f/1977-11-30///1 Mill Lane/QX1 1AA",
    }
    asked = [Asked(one("Sarah//Smith/f////8 Quarry Road/QX7 1AA"), "mother")]
    (found,) = rank(asked, {at: Held(at, one(text)) for at, text in held.items()}, AMONG)
    assert {candidate.id for candidate in found[:2]} == {0, 1}


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("Amina//Farley//2012-04-09", "Amina//Smith//2012-09-04"), ("Katherine//Nowak", "Catharine//Novak"),
        ("Mo//Ali//1980", "Muhammad//Khan//1981-03-03"), ("Farley//Amina//1990", "Amina//Farly//1990-01-02"),
        ("/////9990000018", "/////9990000118"), ("Wim//Yates/////12 Mill Ln/", "Zoe//Quirk/////12 Mill Lane/QX1 2AB"),
    ],
)  # fmt: skip
def test_whatever_one_thing_went_wrong_some_key_is_shared(asked, held):
    looked = {*keys.keys(one(asked)), *keys.perhaps(one(asked))}
    assert looked & set(keys.keys(one(held)))


@pytest.mark.parametrize(
    ("a", "b", "apart"),
    [("farley", "farley", 0), ("farley", "fraley", 1), ("farley", "farly", 1), ("farley", "smith", 3)],
)
def test_slips_of_the_hand_are_counted(a, b, apart):
    assert edits(a, b) == edits(b, a) == apart


def test_names_are_heard():
    assert sound("mohammed") == sound("muhamad")
    assert sound("stephen") == sound("stefan")
    assert name_words("Mrs O' Brien-MacDonald") == ("obrien", "macdonald")


def test_what_is_missing_speaks_neither_way():
    assert compare(one(""), one("Amina//Farley/f/2012-04-09"), AMONG) == []


def test_no_agreement_on_a_name_is_worth_less_than_a_disagreement():
    assert all(
        worth < 0
        for (field, level), worth in points().items()
        if level in ("differs", "too_old", "generation")
    )


def test_two_names_that_differ_speak_against_and_are_not_passed_over():
    levels = {a.field: (a.level, a.points < 0) for a in compare(one("Zoe//Orme"), one("Pia//Larch"), AMONG)}
    assert levels == {"given": ("differs", True), "surname": ("differs", True)}


def test_a_telephone_given_of_one_of_a_family_tells_the_right_one_of_two_namesakes():
    held = {
        "theirs": "Peter//Wood/m/1981-11-04//01632960009/63 Larch Close/QX11 9DJ",
        "another's": "Peter//Wood/m/1990-02-03//01632960123/8 Quay Street/QX7 4PR",
    }
    asked = {
        "father": ("father", "Peter//Wood/m"),
        "child": ("child", "Amina//Wood/f/2015-05-17//01632960009"),
    }
    assert first(asked, held)["father"] == "theirs"


def test_a_stranger_s_house_in_which_somebody_has_a_like_name_speaks_for_nobody():
    held = {
        "herself": "Jamie//Ewood/f/2001-09-10///69 Spring Close/QX21 3FG",
        "James": "James//Walwell/m/2001-09-10///28 Kestrel Lane/QX22 6QR",
        "Oliver": "Oliver//Walwell/m/1975-01-01///28 Kestrel Lane/QX22 6QR",
    }
    home = "28 Linden Lane/QX27 3HT"
    asked = {
        "Jamie": ("sibling", f"Jamie//Edwood//2001-09-10///{home}"),
        "Olivia": ("mother", f"Olivia//Edwood/f////{home}"),
    }
    assert first(asked, held)["Jamie"] == "herself"


def test_names_in_each_others_boxes_are_read_by_what_the_index_knows_of_them():
    turned = {a.field: a for a in compare(one("Farley//Amina"), one("Amina//Smith"), AMONG)}
    assert (turned["given"].level, turned["surname"].level) == ("turned", "differs")
    assert turned["given"].points > 5
    names = Rarity(100_000, DAY, {"ali": 900, "hassan": 800}, {"ali": 700, "hassan": 900, "khan": 900})
    both = {a.field: a.points for a in compare(one("Ali//Hassan"), one("Hassan//Khan"), names)}
    assert both["given"] < 1, "either is a given name and a surname: nothing says that they are turned"


def test_a_mother_may_be_recorded_as_her_children_are_called():
    asked = {
        "mother": ("mother", "Sarah//Smith/f"),
        "child": ("child", "Amina//Farley/f/2012-04-09"),
    }
    held = {"as they are": "Sarah//Farley/f/1988-05-01///9 Quarry Road/QX7 1AA"}
    held["another"] = "Sarah//Orme/f/1988-05-01///9 Larch Close/QX7 1AB"
    assert first(asked, held)["mother"] == "as they are"
    others = [one(asked["child"][1])]
    found = compare(one(asked["mother"][1]), one(held["as they are"]), AMONG, others)
    assert [f"{a.field} {a.level}" for a in found] == ["given same", "surname beside", "sex same"]
    hers = compare(one("S//Farly/f"), one("Sarah//Farley/f"), AMONG, others)
    assert "surname slip" in [f"{a.field} {a.level}" for a in hers], "her own name agrees, if misspelt"


def test_two_of_one_name_and_birthday_are_not_one_person_for_that():
    sarahs = Rarity(100_000, DAY, {"sarah": 4_000}, {"orme": 50, "pym": 50, "farley": 20})
    held = {
        0: "Sarah//Orme/f/1996-11-21/9990000018//8 Quarry Road/QX7 1AA",
        1: "Sarah//Pym/f/1996-11-21///40 Canal Street/QX9 9ZZ",
    }
    asked = [Asked(one("Sarah//Farley/f/1996-11-21/9990000026//1 Mill Lane/QX1 1AA"), "mother")]
    (found,) = rank(asked, {at: Held(at, one(text)) for at, text in held.items()}, sarahs)
    assert [candidate.id for candidate in found] == [1, 0], "the number is another"
    assert "nhs" not in {a.field for a in found[0].because}, "the number of one says nothing of the other"


def test_a_year_alone_says_nothing_where_the_day_is_on_another_record():
    held = {
        "another": "Amina//Farley/f/2013-11-17/9990000018//1 Canal Street/QX9 9ZZ",
        "another's year": "Amina//Farley/f/2013/9990000018//1 Canal Street/QX9 9ZZ",
        "herself": "Amina//Farley/f////8 Quarry Road/QX7 1AA",
    }
    assert first({"child": ("child", "Amina//Farley/f/2013-02-10")}, held) == {"child": "herself"}
    del held["another"]
    assert first({"child": ("child", "Amina//Farley/f/2013-02-10")}, held) == {"child": "another's year"}


def test_whoever_lived_with_somebody_who_moved_to_the_address_is_found_by_it():
    held = {
        "a namesake": "Sarah//Smith/f/1990-01-01///8 Quarry Road/QX7 1AA",
        "Sarah": "Sarah//Smith/f////40 Canal Street/QX9 9ZZ",
        "Yusuf then": "Yusuf//Smith/m/2012-04-09///40 Canal Street/QX9 9ZZ",
        "Yusuf now": f"Yusuf//Smith/m/2012-04-09//{HOME}",
    }
    asked = {"mother": ("mother", f"Sarah//Smith/f/1990//{HOME}")}
    assert first(asked, held) == {"mother": "Sarah"}
    del held["Yusuf now"]
    assert first(asked, held) == {"mother": "a namesake"}, "nobody of that house is known to have moved"


def test_a_telephone_that_strangers_share_says_less_than_the_house():
    held = {
        "Sarah": f"Sara//Farley/f///{HOME}",
        "a stranger": "Sarah//Smith/f/1988-02-06//01632960009/73 Canal Street/QX9 9ZZ",
        "Peter": "Peter//Farley/m/1988-10-30//01632960009/5 Mill Lane/QX1 2AB",
    }
    asked = {
        "mother": ("mother", f"Sarah//Farley/f///{HOME}"),
        "father": ("father", f"Peter//Farley/m/1988-10-30//{HOME}"),
    }
    assert first(asked, held)["mother"] == "Sarah"


def test_a_mother_put_down_as_male_is_a_slip():
    asked = sexed(Asked(one("Sarah//Farley/m"), "mother"))
    assert asked.details.sex == ""
    assert sexed(Asked(one("Peter//Farley/m"), "father")).details.sex == "m"
    assert sexed(Asked(one("Sarah//Farley/m"), "child")).details.sex == "m"
    assert fits(asked, one("Sarah//Farley/m"), (), DAY).level == "sex", "what the role says is still said"


@pytest.mark.parametrize(
    ("born", "level"),
    [("1999-01-01", "generation"), ("1995-01-01", "fits"), ("1966-01-01", "fits"), ("1962-01-01", "late")],
)
def test_a_mother_of_under_fourteen_or_of_fifty_is_hardly_one(born, level):
    child = one("Amina//Farley//2012-06-01")
    assert (
        fits(Asked(one("Sarah//Farley"), "mother"), one(f"Sarah//Farley/f/{born}"), [child], DAY).level
        == level
    )


@pytest.mark.parametrize(
    ("born", "level"), [("1999-01-01", "fits"), ("1962-01-01", "fits"), ("2003-01-01", "generation")]
)
def test_who_is_called_a_father_may_be_a_stepfather(born, level):
    child = one("Amina//Farley//2012-06-01")
    assert (
        fits(Asked(one("Peter//Farley"), "father"), one(f"Peter//Farley/m/{born}"), [child], DAY).level
        == level
    )


def test_one_word_is_not_both_given_name_and_surname_of_one_person():
    held = {
        "another": "Dean//Jackson/m/2024-10-21/9990000018//73 Well Gardens/QX2 6WN",
        "another again": "Jackson//Dean/m/2024-10-21/9990000018//73 Well Gardens/QX2 6WN",
        "himself": "Ean//Lewis/m/2024///53 Cromwell Road/QX10 8PZ",
    }
    assert first({"child": ("child", "Lewis//Dean/m/2024")}, held) == {"child": "himself"}
