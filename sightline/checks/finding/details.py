"""What is asked, or recorded, of one person, made plain: one shape for a question and for a record."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Literal, NamedTuple

from sightline.checks.finding.names import name_words, plain

Known = Literal["day", "year", "none"]

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NO_VALUE = frozenset({
    "unknown", "nk", "n/k", "n/a", "na", "none", "null", "nil", "nan", "not", "known", "given", "-", "--", ".", "?",
    "x", "refused", "tbc",
})  # fmt: skip
_ISO = re.compile(r"^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*)?$")
_BRITISH = re.compile(r"^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})(?:[T ].*)?$")
_WORDED = re.compile(
    r"^(?:[a-z]+day,? )?(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]{3})[a-z]*[-/., ]*(\d{4}|\d{2})$"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_YEAR = re.compile(r"^(?:c|ca|circa|approx|about|abt)?[. ]*((?:19|20)\d{2})$")
_OLDEST = 1890

_STREETS = {
    "st": "street", "str": "street", "rd": "road", "ave": "avenue", "av": "avenue", "cl": "close", "clo": "close",
    "dr": "drive", "drv": "drive", "ln": "lane", "ct": "court", "crt": "court", "gdns": "gardens", "gdn": "gardens",
    "cres": "crescent", "cresc": "crescent", "pl": "place", "sq": "square", "tce": "terrace", "terr": "terrace",
    "gr": "grove", "gro": "grove", "pk": "park", "hse": "house", "wy": "way", "wlk": "walk", "hts": "heights",
}  # fmt: skip
_KINDS_OF_STREET = frozenset({
    "street", "road", "avenue", "close", "drive", "lane", "court", "gardens", "crescent", "place", "square",
    "terrace", "grove", "park", "house", "way", "walk", "heights", "green", "hill", "view", "mews", "row", "rise",
    "mount", "bank", "the", "north", "south", "east", "west", "upper", "lower", "old", "new", "great", "little",
})  # fmt: skip
_UNIT_WORDS = frozenset({
    "flat", "flt", "fl", "apartment", "apt", "unit", "room", "rm", "no", "number", "ground", "floor", "first",
    "second", "top", "studio",
})  # fmt: skip
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9OI][0-9A-Z]?) ?([0-9OI][A-Z01]{2})\b")
_ALIKE = str.maketrans("OIS", "015")  # what a hand or a scan confuses: one code for both


class Details(NamedTuple):
    """A person as one question or one record has them. What is empty is not known.

    `units` are the numbers and letters of a flat and a house, in no order; `postcode` has O as 0, I as 1 and S as 5.
    """

    given: tuple[str, ...] = ()
    middle: tuple[str, ...] = ()
    surname: tuple[str, ...] = ()
    sex: str = ""
    born: dt.date | None = None
    known: Known = "none"
    nhs: str = ""
    phone: str = ""
    units: frozenset[str] = frozenset()
    street: tuple[str, ...] = ()
    postcode: str = ""


def details(
    *, given: str = "", middle: str = "", surname: str = "", sex: str = "", dob: str = "", known: str = "",
    nhs_number: str = "", phone: str = "", address: str = "", postcode: str = "", latest: dt.date,
) -> Details:  # fmt: skip
    """This will make plain whatever a file or a form says of one person. Nobody is born after `latest`, but by a slip."""
    given, surname = _boxes(_said(given), _said(surname))
    names = [name_words(given), name_words(_said(middle)), name_words(surname)]
    born, precision = birth(_said(dob), latest)
    if known in ("none", "unknown"):
        born, precision = None, "none"
    elif known == "year" and born:
        born, precision = dt.date(born.year, 1, 1), "year"
    place = _said(address)
    code = postcode_of(_said(postcode)) or postcode_of(place)
    units, street = house(place)
    given_words, middle_words = names[0][:1], names[0][1:] + names[1]
    return Details(
        given_words, tuple(dict.fromkeys(middle_words)), names[2], sex_of(_said(sex)), born, precision,
        nhs_of(_said(nhs_number)), phone_of(_said(phone)), units, street, code,
    )  # fmt: skip


def _boxes(given: str, surname: str) -> tuple[str, str]:
    """A whole name that stands in one box, told apart: "Farley, Amina" in either, "Amina Farley" where given names stand."""
    if given and surname:
        return given, surname
    last, comma, rest = (given or surname).partition(",")
    if comma and last and rest:
        return rest.strip(), last
    first, space, family = given.rpartition(" ")
    return (first, family) if space and name_words(first) else (given, surname)


def _said(value: str | None) -> str:
    text = " ".join((value or "").split())
    return "" if text.casefold() in _NO_VALUE else text


def sex_of(text: str) -> str:
    """This will give f or m, or nothing for whatever else is written (also 1 and 2, as health records have them)."""
    first = text[:1].casefold()
    return {"f": "f", "m": "m", "w": "f", "g": "f", "b": "m", "2": "f", "1": "m"}.get(first, "")


@lru_cache(100_000)
def birth(text: str, latest: dt.date) -> tuple[dt.date | None, Known]:
    """This will read a date of birth as people write it; where only the year can be read, 1 January of it."""
    said = text.casefold()
    if found := _YEAR.match(said):
        return _day(int(found[1]), 1, 1, latest), "year"
    for pattern, order in ((_ISO, (1, 2, 3)), (_COMPACT, (1, 2, 3)), (_BRITISH, (3, 2, 1))):
        if found := pattern.match(said):
            year, month, day = (int(found[at]) for at in order)
            born = _day(_century(year, latest), month, day, latest)
            if born or month <= 12:
                return born, "day" if born else "none"
            born = _day(_century(year, latest), day, month, latest)  # month and day the other way round
            return born, "day" if born else "none"
    if (found := _WORDED.match(said)) and found[2] in _MONTHS:
        born = _day(_century(int(found[3]), latest), _MONTHS.index(found[2]) + 1, int(found[1]), latest)
        return born, "day" if born else "none"
    return None, "none"


def _century(year: int, latest: dt.date) -> int:
    if year >= 100:
        return year
    return 2000 + year if 2000 + year <= latest.year else 1900 + year


def _day(year: int, month: int, day: int, latest: dt.date) -> dt.date | None:
    try:
        born = dt.date(year, month, day)
    except ValueError:
        return None
    placeholder = (year, month, day) in ((1900, 1, 1), (1899, 12, 31), (1899, 12, 30))
    # A day to come is a slip of the year, and its day and month still say something; far ahead it is a filler.
    return born if _OLDEST <= year < latest.year + 60 and not placeholder else None


def nhs_of(text: str) -> str:
    """This will give ten digits, whether or not they check: one wrong digit is still nearly the number."""
    digits = re.sub(r"\D", "", text)
    return digits if len(digits) == 10 and len(set(digits)) > 1 else ""


def phone_of(text: str) -> str:
    """This will give a telephone number's last ten digits, without the country's code or the nought."""
    digits = re.sub(r"^(?:00)?44(?=\d{9,})|^0+", "", re.sub(r"\D", "", text.replace("(0)", "")))
    digits = digits.lstrip("0")[-10:]
    return digits if len(digits) >= 6 and len(set(digits)) > 2 else ""


@lru_cache(100_000)
def postcode_of(text: str) -> str:
    """This will give a postcode, whole or only its district, with O as 0, I as 1 and S as 5; none for no fixed abode."""
    upper = text.upper()
    found = _POSTCODE.search(upper)
    bare = found[1] + found[2] if found else re.sub(r"[^A-Z0-9]", "", upper)
    if not 2 <= len(bare) <= 7 or bare.startswith("ZZ99") or not (found or re.search(r"\d|O", bare[1:])):
        return ""
    return bare.translate(_ALIKE)


@lru_cache(100_000)
def house(text: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """This will give the numbers and letters of flat and house, and the words of the street, however they are laid out."""
    without = _POSTCODE.sub(" ", text.upper())
    words = re.sub(r"(\d)([a-z])\b", r"\1 \2", plain(without)).split()
    units, street = [], []
    for word in words:
        if word.isdigit() or len(word) == 1:
            units.append(word.lstrip("0") or "0")
        elif word not in _UNIT_WORDS:
            street.append(_STREETS.get(word, word))
    return frozenset(units), tuple(street)


def own_words(street: tuple[str, ...]) -> tuple[str, ...]:
    """This will give the words that are a street's own, not "road" or "lane"; its first where it has no other."""
    own = tuple(word for word in street if word not in _KINDS_OF_STREET)
    return own or tuple(word for word in street if word != "the")[:1]


def kind_of_street(street: tuple[str, ...]) -> str:
    """This will give whether it is a road or a lane, by its last word; nothing where that says neither."""
    return street[-1] if street and street[-1] in _KINDS_OF_STREET else ""
