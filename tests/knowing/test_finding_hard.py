"""What other people's records get wrong, all through the search: whoever is meant comes first, and not one of their family."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest

from sightline.checks.finding import index
from sightline.checks.finding.details import details
from sightline.checks.finding.roles import Asked
from sightline.checks.finding.search import search
from tests.knowing.people_of import Partnership

pytestmark = pytest.mark.django_db(databases=["owner"])
DAY = dt.date(2025, 6, 1)
FIELDS = ("given", "middle", "surname", "sex", "dob", "nhs_number", "phone", "address", "postcode")
ASKED = ("role", *(name for name in FIELDS if name != "middle"))
MILL, QUAY = "Flat 3, 12 Mill Lane/QX1 2AB", "8 Quay Street/QX7 4PR"
HELD = {
    "Amina": f"Amina/Grace/Farley/f/2012-04-09/9990000018/01632960001/{MILL}",
    "Sarah": f"Sarah//Farley-Smith/f/1988-05-01/9990000026/01632960001/{MILL}",
    "Sarah before": "Sarah//Smith/f/1988-05-01///40 Canal Road/QX9 9ZZ",
    "Sarah's third": "Sara//Farley/f/1988/9990000026//2 Larch Close/QX3 3AA",
    "Peter": f"Peter//Farley/m/1984-11-30///{MILL}",
    "Peter the son": f"Peter//Farley/m/2015-02-03///{MILL}",
    "Yusuf": f"Yusuf//Farley/m/2012-04-09///{MILL}",
    "Abdullahi": f"Cabdullahi//Xirsi/m/1990-02-11//07700900123/{QUAY}",
    "Hodan": f"Hodan//Abdi/f/1993-07-21//07700900123/{QUAY}",
    "Idil": f"Idil//Cabdullahi/f/2019-01-30//07700900123/{QUAY}",
    "Oleksandr": "Oleksandr//Shevchenko/m/2011-10-12////",
    "Nobody's address": "Gwendolen//Pym/f/1979-03-14////",
    "Rosa then": "Rosa//Hale/f/2010-06-07/9990000034//15 Ferry Road/QX11 1AB",
    "Rosa now": "Rosa//Hale/f/2010-06-07/9990000034/01632960077/77 Elm Close/QX12 2CD",
    "Gloria, who was there": "Gloria//Orme/f/1985-01-03///15 Ferry Road/QX11 1AB",
    "Gloria, a namesake": "Gloria//Hale/f/1985-09-09///3 Bridge Row/QX13 3EF",
    "Mohammed": "Muhammad//Chowdhury/m/2001-08-19///51 Priory Road/QX5 5CD",
    "Mohammed's brother": "Mahmood//Chowdhury/m/1999-08-19///51 Priory Road/QX5 5CD",
}  # fmt: skip
CROWD = [
    f"{given}//{surname}/{sex}/{1960 + at % 55}-0{1 + at % 9}-1{at % 9}///{at} Crowd Street/QX20 {at % 10}AA"
    for at, (given, surname, sex) in enumerate(
        (given, surname, sex)
        for given, sex in (("Amina", "f"), ("Sarah", "f"), ("Peter", "m"), ("Muhammad", "m"), ("Idil", "f"))
        for surname in ("Smith", "Farley", "Abdi", "Pym", "Chowdhury", "Jones")
    )
]


def of(names: tuple[str, ...], text: str) -> dict[str, str]:
    return dict(zip(names, text.split("/") + [""] * len(names), strict=False))


@pytest.fixture
def filled(week: Partnership) -> Partnership:
    rows = (
        index.row(at, UUID(int=at), DAY, details(**of(FIELDS, text), latest=DAY))
        for at, text in enumerate([*HELD.values(), *CROWD])
    )
    index.fill(week.teams["gp"], map(index.line, rows))
    return week


def first(week: Partnership, *asked: str) -> list[str]:
    people = []
    for text in asked:
        said = of(ASKED, text)
        people.append(Asked(details(latest=DAY, **{name: said[name] for name in ASKED[1:]}), said["role"]))
    found = search(week.teams["gp"], people, latest=DAY)
    names = [*HELD, *(f"crowd {at}" for at in range(len(CROWD)))]
    return [names[answer.candidates[0].id] if answer.candidates else "nobody" for answer in found.answers]


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        pytest.param("child/Amina Farley///2012-04-09", "Amina", id="the whole name as given name"),
        pytest.param("child//Farley, Amina//2012-04-09", "Amina", id="the whole name as surname"),
        pytest.param("child/Farley/Amina//2012", "Amina", id="names in each other's boxes, the year only"),
        pytest.param("child/Grace/Farley//2012-04-09", "Amina", id="goes by the middle name"),
        pytest.param("child/Amina/Farley/f/2042-04-09", "Amina", id="a year that is to come"),
        pytest.param("child/Amina/Farley/f/2012-09-04", "Amina", id="day and month turned"),
        pytest.param("child/Amina/Farley//2012-04-09/9990000026", "Amina", id="the mother's number on the child"),
        pytest.param("child/Aminah/Farlei//2012/9900000018", "Amina", id="two digits of the number swapped"),
        pytest.param("child/Yousef/Farley//2012-04-09", "Yusuf", id="one of twins, from another script"),
        pytest.param("mother/Sarah/Smith Farley//1988-05-01", "Sarah", id="halves of a surname turned"),
        pytest.param("mother/Sarah/Smith//1988-05-01////", "Sarah before", id="before she married"),
        pytest.param("mother/Sara/Farley//1988///2 Larch Cl/", "Sarah's third", id="no postcode, a third address"),
        pytest.param("father/Peter/Farley/////12 Mill Ln/QX12AB", "Peter", id="a house for a flat, father and son"),
        pytest.param("child/Peter/Farley/////3-12 Mill Lane/", "Peter the son", id="father and son, the son"),
        pytest.param("father/Abdullahi/Hirsi//1990", "Abdullahi", id="Somali in English letters"),
        pytest.param("child/Idil/Abdullahi////07700 900123", "Idil", id="the household's telephone"),
        pytest.param("child/Aleksandr/Shevtchenko//2011-10-12", "Oleksandr", id="Ukrainian as Russian"),
        pytest.param("adult/Gwen/Pim//1979-03-14", "Nobody's address", id="no household at all"),
        pytest.param("adult/Mo/Choudhury//2001", "Mohammed", id="one name of many spellings, both halves"),
        pytest.param("child/B-O Sarah/Farley/f/2012-04-09///12 Mill Lane/QX1 2AB", "Amina", id="baby of her mother"),
    ],
)  # fmt: skip
def test_whoever_is_meant_comes_first(filled: Partnership, asked: str, meant: str) -> None:
    assert first(filled, asked) == [meant]


def test_what_is_given_of_one_of_a_household_finds_the_others(filled: Partnership) -> None:
    asked = ("mother/Hodan/Abdi/f/////", f"child/Idil/////07700900123/{QUAY}", "father/Abdulahi//////")
    assert first(filled, *asked) == ["Hodan", "Idil", "Abdullahi"]


def test_a_stranger_of_the_name_is_not_taken_for_somebody_of_the_household(filled: Partnership) -> None:
    asked = (
        "child/Amina/Farley//2012///12 Mill Lane/",
        "father/Peter/Farley",
        "child/Yusuf/Farley//2012-04-09",
    )
    assert first(filled, *asked) == ["Amina", "Peter", "Yusuf"]


def test_whoever_lived_with_somebody_of_the_address_is_looked_for_there(
    filled: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "mother/Gloria/Hale////01632960077/{}"
    # She is not among the two likeliest by herself: only the child's older address leads to her.
    monkeypatch.setattr("sightline.checks.finding.search.WEIGHED", 2)
    assert first(filled, asked.format("77 Elm Close/QX12 2CD")) == ["Gloria, who was there"]
    assert first(filled, "mother/Gloria/Hale/////2 Elm Close/QX12 9ZZ") == ["Gloria, a namesake"]
