"""A made-up county: households through fifteen years, the records that agencies keep of them, and referrals to look up."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.bench.people import invented
from tests.bench.people.errors import Errors

LATEST = dt.date(2025, 6, 1)
RATE = 0.55  # of the errors that follow, in a record; a referral, taken down in a hurry, has a tenth more
RECORD_FIELDS = ("rec_id", "agency", "rec_date", "given", "middle", "surname", "sex", "dob", "nhs_number", "phone", "address", "postcode")  # fmt: skip
QUERY_FIELDS = ("query_id", "referral_id", "role", "given", "surname", "sex", "dob", "dob_precision", "nhs_number", "phone", "address", "postcode")  # fmt: skip
_AGENCIES = ("social_care", "police", "midwifery", "gp", "school", "housing", "health_visiting")


@dataclass(slots=True)
class Place:
    flat: str
    number: str
    street: str
    postcode: str


@dataclass(slots=True)
class Person:
    id: int
    given: str
    middle: str
    surname: str
    sex: str
    born: dt.date
    nhs: str
    role: str
    surnames: list[str] = field(default_factory=list)
    phone: str = ""


@dataclass(slots=True)
class Household:
    people: list[Person]
    places: list[Place]
    phones: list[str]


class County:
    """Everybody, by a seed."""

    def __init__(self, seed: int, households: int) -> None:
        self.chance = random.Random(seed)
        self.errors = Errors(self.chance)
        self.names = invented.Names(self.chance)
        self._serial = 0
        self._people = 0
        # A street has its postcodes: neighbours share both.
        self._places = [
            (invented.street(self.chance), invented.postcode(self.chance, self.chance.randrange(1, 30)))
            for _ in range(max(households // 12, 20))
        ]
        self.households = [self._household() for _ in range(households)]

    def _nhs(self) -> str:
        while True:
            self._serial += 1
            number = invented.nhs_number(self._serial * 7 % 1_000_000)
            if number:
                return number

    def _place(self) -> Place:
        street, code = self.chance.choice(self._places)
        flat = self.chance.choice(("", "", "", str(self.chance.randrange(1, 13)), self.chance.choice("ABC")))
        return Place(flat, str(self.chance.randrange(1, 90)), street, code)

    def _person(
        self, culture: str, sex: str, surname: str, born: dt.date, role: str, given: str = ""
    ) -> Person:
        self._people += 1
        name = given or self.names.given(culture, sex)
        middle = self.names.given(culture, sex) if self.chance.random() < 0.6 else ""
        return Person(
            self._people, name, middle, surname, sex, born, self._nhs(), role, [surname], self._phone()
        )

    def _phone(self) -> str:
        return invented.telephone(self.chance)

    def _household(self) -> Household:
        chance, culture = self.chance, self.names.culture()
        surname = self.names.surname(culture)
        eldest = LATEST - dt.timedelta(days=chance.randrange(20 * 365, 62 * 365))
        mother = self._person(culture, "f", surname, eldest, "mother")
        maiden = self.names.surname(culture)
        roll = chance.random()
        if roll < 0.5:
            mother.surnames = [maiden, surname]
        elif roll < 0.75:
            mother.surname, mother.surnames = maiden, [maiden]
        elif roll < 0.83:
            mother.surname, mother.surnames = f"{maiden}-{surname}", [maiden, f"{maiden}-{surname}"]
        people = [mother]
        if chance.random() < 0.62:
            people.append(
                self._person(
                    culture, "m", surname, eldest + dt.timedelta(days=chance.randrange(-3000, 2000)), "father"
                )
            )
        people += self._children(culture, surname, maiden, people)
        if chance.random() < 0.08:
            people.append(
                self._person(
                    culture,
                    chance.choice("fm"),
                    surname,
                    eldest - dt.timedelta(days=chance.randrange(18 * 365, 32 * 365)),
                    "grandparent",
                )
            )
        if chance.random() < 0.05:  # a cousin who lives there
            people.append(
                self._person(
                    culture,
                    chance.choice("fm"),
                    surname,
                    LATEST - dt.timedelta(days=chance.randrange(17 * 365)),
                    "child",
                )
            )
        places = [self._place() for _ in range(chance.choices((1, 2, 3, 4), (30, 35, 22, 13))[0])]
        return Household(people, places, [self._phone() for _ in range(2)])

    def _children(self, culture: str, surname: str, maiden: str, parents: list[Person]) -> Iterator[Person]:
        chance, mother = self.chance, parents[0]
        first = mother.born + dt.timedelta(days=chance.randrange(17 * 365, 36 * 365))
        name = maiden if chance.random() < 0.15 else surname
        called: set[str] = set()
        for _ in range(chance.choices((0, 1, 2, 3, 4, 5), (10, 28, 32, 17, 9, 4))[0]):
            if first >= LATEST:
                return
            sex = chance.choice("fm")
            father = parents[1].given if len(parents) > 1 and sex == "m" and chance.random() < 0.04 else ""
            child = self._person(
                culture, sex, name, first, "child", father or self._new_name(culture, sex, called)
            )
            called.add(child.given)
            yield child
            if chance.random() < 0.03:
                sex = chance.choice("fm")
                twin = self._person(culture, sex, name, first, "child", self._new_name(culture, sex, called))
                called.add(twin.given)
                yield twin
            first += dt.timedelta(days=chance.randrange(330, 2200))

    def _new_name(self, culture: str, sex: str, called: set[str]) -> str:
        """A name that no brother or sister has."""
        while (name := self.names.given(culture, sex)) in called:
            pass
        return name

    def record(self, person: Person, home: Household, at: int, rate: float = RATE) -> dict[str, str]:
        """A record of a person at one of its household's addresses, with what such a record gets wrong."""
        chance, wrong = self.chance, self.errors
        given, middle = wrong.given(person.given, person.middle, rate)
        early = at < len(home.places) - 1 and len(person.surnames) > 1
        surname = person.surnames[0] if early and chance.random() < 0.7 else person.surname
        surname = self._surname(surname, home, rate)
        if chance.random() < 0.02 * rate:
            given, surname = surname, given
        if (LATEST - person.born).days < 700 and chance.random() < 0.10 * rate:
            given, middle = chance.choice(("Baby", "", "B/O", "Twin 1")), ""
        born, how = wrong.birth(person.born, rate)
        place = home.places[at]
        return {
            "given": wrong.cased(given), "middle": wrong.cased(middle) if chance.random() < 0.55 else "",
            "surname": wrong.cased(surname), "sex": self._sex(person.sex, rate), "dob": wrong.written(born, how), "dob_precision": how,
            "nhs_number": self._number(person, home, rate), "phone": self._telephone(person, home, rate),
            "address": wrong.cased(wrong.house(place.flat, place.number, place.street)) if chance.random() < 0.93 else "",
            "postcode": wrong.postcode(place.postcode, rate),
        }  # fmt: skip

    def _surname(self, surname: str, home: Household, rate: float) -> str:
        chance = self.chance
        if "-" in surname and chance.random() < 0.4:
            surname = chance.choice([*surname.split("-"), surname.replace("-", " ")])
        elif chance.random() < 0.03 * rate:
            surname = chance.choice(home.people).surname
        return "-".join(self.errors.spelt(part, rate) for part in surname.split("-"))

    def _sex(self, sex: str, rate: float) -> str:
        roll = self.chance.random() / rate
        if roll < 0.06:
            return self.chance.choice(("", "U", "unknown"))
        wrong = roll < 0.075
        letter = sex if not wrong else {"f": "m", "m": "f"}[sex]
        return {
            "f": self.chance.choice(("F", "F", "f", "Female")),
            "m": self.chance.choice(("M", "M", "m", "Male")),
        }[letter]

    def _number(self, person: Person, home: Household, rate: float) -> str:
        roll = self.chance.random()
        if roll < 0.55:
            return ""
        if roll < 0.55 + 0.02 * rate:
            return self.chance.choice(home.people).nhs
        number = self.errors.digit(person.nhs) if roll < 0.55 + 0.06 * rate else person.nhs
        return f"{number[:3]} {number[3:6]} {number[6:]}" if self.chance.random() < 0.4 else number

    def _telephone(self, person: Person, home: Household, rate: float) -> str:
        roll = self.chance.random()
        if roll < 0.4:
            return ""
        if roll < 0.5:
            return self._phone()  # one that they no longer have
        number = self.chance.choice(home.phones) if roll < 0.85 else person.phone
        if self.chance.random() < 0.05 * rate:
            number = self.errors.digit(number)
        return self.chance.choice(
            (number, f"+44{number[1:]}", f"{number[:5]} {number[5:]}", f"0044 {number[1:]}")
        )


@dataclass(slots=True)
class Made:
    """What is searched, what is asked, and the key: whose each record is, and whose record each query wants (0: nobody's)."""

    records: list[dict[str, str]]
    queries: list[dict[str, str]]
    whose: dict[str, int]
    wanted: dict[str, int]


def make(seed: int, records: int, referrals: int, absent: float = 0.15) -> Made:
    """This will make an index of about `records` records, and referrals of which a part is about people not in it."""
    county = County(seed, round(records / 5.8))
    chance = county.chance
    unknown = set(chance.sample(range(len(county.households)), len(county.households) // 20))
    made = Made([], [], {}, {})
    held: set[int] = set()
    for number, home in enumerate(county.households):
        for person in home.people:
            if number in unknown or chance.random() < 0.07:  # a household's newest is often not known of yet
                continue
            held.add(person.id)
            for _ in range(chance.choices((1, 2, 3, 4), (38, 32, 20, 10))[0]):
                rec = f"R{len(made.records) + 1:07d}"
                made.whose[rec] = person.id
                made.records.append(_filed(county, person, home, rec))
    order = list(range(len(made.records)))
    chance.shuffle(order)
    made.records = [made.records[at] for at in order]
    known = [number for number in range(len(county.households)) if number not in unknown]
    strange = sorted(unknown)
    for number in range(referrals):
        home = county.households[chance.choice(strange if chance.random() < absent * 0.6 else known)]
        _refer(county, home, f"F{number + 1:05d}", held, made)
    return made


def _filed(county: County, person: Person, home: Household, rec: str) -> dict[str, str]:
    chance = county.chance
    at = chance.randrange(len(home.places))
    row = county.record(person, home, at)
    first = max(person.born, dt.date(2010, 1, 1))
    on = first + dt.timedelta(days=chance.randrange(max((LATEST - first).days, 1)))
    return {
        "rec_id": rec,
        "agency": chance.choice(_AGENCIES),
        "rec_date": on.isoformat(),
        **{f: row[f] for f in RECORD_FIELDS[3:]},
    }


def _refer(county: County, home: Household, referral: str, held: set[int], made: Made) -> None:
    chance = county.chance
    size = min(len(home.people), chance.choices((1, 2, 3, 4, 5), (18, 27, 27, 18, 10))[0])
    at = len(home.places) - 1 if chance.random() < 0.75 else chance.randrange(len(home.places))
    for person in chance.sample(home.people, size):
        row = county.record(person, home, at, rate=RATE * 1.1)
        query = f"Q{len(made.queries) + 1:06d}"
        young = (LATEST - person.born).days < 18 * 365
        if chance.random() < 0.45:
            row["nhs_number"] = ""
        role = person.role if person.role != "child" else ("child" if young else "sibling")
        made.wanted[query] = person.id if person.id in held else 0
        made.queries.append(
            {
                "query_id": query,
                "referral_id": referral,
                "role": role,
                **{f: row[f] for f in QUERY_FIELDS[3:]},
            }
        )
