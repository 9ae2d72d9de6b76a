"""An invented review: its report as a careful reviewer writes it for the public, and the private record behind it.

The family, the town and every agency are made up. What can mislead a check is put in on purpose: words that are also names
of somebody here (grace, ivy, marsh, may), laws and years, months, titles that many hold.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import yaml

from sightline.reviews.report import parts
from sightline.reviews.report.private import Place, Private, Service, Someone

PRIVATE = Private(
    people=(
        Someone(("Ivy Grace Tolley-Marsh", "Ivy Marsh", "Ivy Tolley"), "Child A"),
        Someone(("Rowan Tolley-Marsh", "Rowan Marsh", "Ro"), "Child A's twin"),
        Someone(("Katarzyna Marsh", "Kasia", "Kat Marsh"), "the mother"),
        Someone(("Declan Tolley", "Dec"), "the father"),
        Someone(("Maureen Tolley", "Nanny Mo"), "the paternal grandmother"),
        Someone(("Joan Peel",), "the midwife", professional=True),
        Someone(("Femi Adeyinka",), "the social worker", professional=True),
        Someone(("Dr Anil Rao",), "the GP", professional=True),
        Someone(("Sue Okafor", "Martin Okafor"), "the foster carers", professional=True),
        Someone(
            ("Beata Wrona",),
            "the family support worker",
            professional=True,
            post="Polish-speaking family support worker",
        ),
        Someone(
            ("Carys Lowther",),
            "the lead midwife",
            professional=True,
            post="Lead Midwife for Perinatal Mental Health",
        ),
    ),
    services=(
        Service(("Saltmere Harbour Children's Centre", "Harbour Centre"), "childrens_centre"),
        Service(("Quayside Surgery", "Quayside"), "gp"),
        Service(("Young Westmarch",), "leaving_care"),
        Service(("Westmarch Partnership Trust", "WPT"), "adult_mental_health"),
        Service(("St Brannoc's Hospital", "St Brannoc's"), "hospital"),
        Service(("Pilot Road Primary School", "Pilot Road Primary"), "school"),
    ),
    places=(
        Place(("Saltmere",), "town"),
        Place(("Westmarch",), "county"),
        Place(("Kiln Lane",), "street"),
        Place(("Gull Point flats", "Gull Point"), "building"),
    ),
    texts=(
        "Mother said she loves the bump to bits but keeps dreaming that she drops the baby down the harbour steps.",
        "Dad asked twice how hot the bath should be and wrote the answer on the back of his hand in biro.",
        "Parents asked for the termination clinic's number on 3 October 2019, both of them in tears, and then asked about scans.",
        "Carer states baby had a small amount of bright red blood on the teat of the 9pm bottle, photo taken.",
        "Father reports low mood since his brother was stabbed outside the arcade and says he does not sleep.",
        "We have used every tool in the box with these two and I am still not confident.",
    ),
    numbers=(
        "LCS 4471902",
        "PL20C50112",
        "9990246173",
        "9993105821",
        "01632 960123",
        "kasia.marsh@example.org",
    ),
)


T = TypeVar("T")
_DATA = yaml.safe_load(Path(__file__).with_name("invented.yaml").read_text(encoding="utf-8"))


def _made(of: Callable[..., T], said: dict[str, Any]) -> T:
    return of(**{name: tuple(value) if isinstance(value, list) else value for name, value in said.items()})


def _each(of: Callable[..., T], name: str) -> tuple[T, ...]:
    return tuple(_made(of, said) for said in _DATA[name])


def _chapters(name: str) -> tuple[parts.Chapter, ...]:
    return tuple(
        _made(parts.Chapter, said | {"lines": [_made(parts.Line, line) for line in said.get("lines", [])]})
        for said in _DATA[name]
    )


REPORT = _made(
    parts.Report,
    _DATA
    | {
        "scene": _chapters("scene"),
        "phases": _chapters("phases"),
        "family": _each(parts.FamilyView, "family"),
        "findings": _each(parts.Finding, "findings"),
        "recommendations": _each(parts.Recommendation, "recommendations"),
        "terms": _made(parts.Terms, _DATA["terms"]),
        "method": _made(
            parts.Method,
            _DATA["method"] | {"limits": [_made(parts.Limit, each) for each in _DATA["method"]["limits"]]},
        ),
        "plain": _each(parts.PlainWords, "plain"),
    },
)
