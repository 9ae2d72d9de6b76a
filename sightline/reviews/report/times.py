"""Days, ages and hours as words: exact for the panel, wider for everybody else."""

from __future__ import annotations

import datetime as dt
import re
from functools import partial

from sightline.reviews.report.kinds import MONTHS, NUMBER, kinds, number, words

_SEASONS = ("winter", "spring", "summer", "autumn")
_YEAR = re.compile(r"\b\d{4}\b")
_UNIT_DAYS = {"day": 1, "week": 7, "month": 30.4, "year": 365.25}
_ON = r"(?:\b(?P<on>[Oo]n)\s+)?"


def written(when: dt.date | str) -> str:
    """This will write a day in full: 11 December 2019."""
    return when if isinstance(when, str) else f"{when.day} {when:%B %Y}"


def season(day: dt.date) -> str:
    """This will write a day's season. A winter goes over the year's end: "winter 2019 to 2020"."""
    name = _SEASONS[day.month % 12 // 3]
    if name != "winter":
        return f"{name} {day.year}"
    first = day.year if day.month == 12 else day.year - 1
    return f"winter {first} to {first + 1}"


def wider_day(day: dt.date, birthdays: frozenset[dt.date]) -> str:
    """This will write a day as the rules say: a birthday as its season, any other day as its month."""
    rule = words()["days"]["birthday" if day in birthdays else "day"]
    return season(day) if rule == "season" else f"{day:%B %Y}"


def wider_days(text: str, birthdays: frozenset[dt.date]) -> str:
    """This will write every day of a text wider."""
    for pattern in kinds()["date"].patterns[:4]:
        text = re.sub(_ON + f"(?P<day>{pattern.pattern})", lambda m: _day(m, birthdays), text)
    return text


def wider_hours_and_ages(text: str) -> str:
    """This will write every time of day and every age of a text wider."""
    for pattern in kinds()["time"].patterns:
        text = re.sub(r"(?:\b(?P<at>[Aa]t)\s+)?" + f"(?P<time>{pattern.pattern})", _hour, text)
    return _ages(text)


def _day(match: re.Match[str], birthdays: frozenset[dt.date]) -> str:
    day = read(match["day"])
    said = wider_day(day, birthdays) if day else _month(match["day"])
    return {None: "", "on": "in ", "On": "In "}[match["on"]] + said


def _month(said: str) -> str:
    """The month, and the year where there is one, of a day that is not whole."""
    name = next((month for month in MONTHS if month[:3].lower() in said.lower()), "")
    year = _YEAR.search(said)
    return f"{name} {year[0]}" if year and name else name or "that time"


def read(said: str) -> dt.date | None:
    """This will read a day as people write it: 22 March 2020, March 22nd 2020, 22/03/20, 2020-03-22; None if it is not whole."""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", said)
    for month in MONTHS:
        plain = re.sub(rf"\b{month[:3]}[a-z]*", f" {MONTHS.index(month) + 1} ", plain)
    found = [int(each) for each in re.findall(r"\d+", plain)]
    if len(found) != 3:
        return None
    if re.match(r"\D*\d{4}", said):
        year, month_number, day = found
    elif re.match(r"[A-Z][a-z]+ ", said) and re.match(rf"(?:{'|'.join(m[:3] for m in MONTHS)})", said):
        month_number, day, year = found
    else:
        day, month_number, year = found
    try:
        return dt.date(year + 2000 if year < 100 else year, month_number, day)
    except ValueError:
        return None


def _hour(match: re.Match[str]) -> str:
    """The part of the day; of an hour in words only what was said of it, since "ten past nine" may be either."""
    said = match["time"].lower()
    digits = re.match(r"\d+", said)
    if not digits or "o" in said:
        part = re.search(r"morning|afternoon|evening|night", said)
        return "that day" if not part else "at night" if part[0] == "night" else f"in the {part[0]}"
    hour = int(digits[0])
    hour = hour % 12 + 12 if "pm" in said else hour % 12 if "am" in said else hour
    parts = {int(first): part for first, part in words()["parts_of_the_day"].items()}
    return str(parts[max(first for first in parts if first <= hour)])


def _ages(text: str) -> str:
    one = rf"(?P<n>{NUMBER})(?:\s+and\s+a\s+half)?"
    unit = r"[\s-]+(?P<unit>day|week|month|year)s?"
    more = r"(?:\s+and\s+(?:\w+|\d+)\s+(?:day|week|month)s?)?"
    people = r"baby|infant|child|boy|girl|daughter|son|sister|brother|twin|mother|father|woman|man|parent"
    for pattern, form in (
        (rf"\b(?P<a>[Aa]n?)\s+{one}{unit}{more}[\s-]+old\s+(?P<who>{people})\b", "{a} {who} {band}"),
        (rf"\b{one}{unit}{more}[\s-]+old\s+(?P<who>{people})\b", "{who} {band}"),
        (rf"\b{one}{unit}{more}[\s-]+old\b", "{band}"),
        (rf"\b[Aa]ged?\s+(?:of\s+)?{one}\b(?:{unit})?{more}", "{band}"),
        (rf"\bturn(?:ed|ing|s)\s+{one}\b", "become {band}"),
        (rf"(?P<who>\b(?:{people})),\s+{one}(?=[,.])", "{who}, {band}"),
    ):
        text = re.sub(pattern, partial(_aged, form), text)
    return re.sub(
        rf"\b{one}\s+weeks?{more}\s+(?:pregnant|gestation|into\s+(?:the|her)\s+pregnancy)", _pregnant, text
    )


def _aged(form: str, match: re.Match[str]) -> str:
    said = match.groupdict()
    days = number(said["n"]) * _UNIT_DAYS[said.get("unit") or "year"]
    band = next(each["band"] for each in words()["ages"] if days < each["under"])
    article = "A" if (said.get("a") or "a").startswith("A") else "a"
    return form.format(a=article, who=said.get("who"), band=band)


def _pregnant(match: re.Match[str]) -> str:
    weeks = number(match["n"])
    band = next(each["band"] for each in words()["pregnancy"] if weeks < each["under"])
    return f"{band} in the pregnancy"
