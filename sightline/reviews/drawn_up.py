"""The report of a review, drawn up from what it knows: its parts, and what is missing before it can be published. Pure.

Its words are the reviewers': findings that are agreed, views as they were given, and what the lead has written around them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.review import ReviewTerms
from sightline.record.kinds.review_people import ReviewGroup
from sightline.record.kinds.review_report import ReviewReportFamily, ReviewReportWords
from sightline.record.kinds.words import Agency, Person
from sightline.record.knowledge import Knowledge
from sightline.reviews import findings, following, heard, limits_of
from sightline.reviews.answered import Asked
from sightline.reviews.heard import Case
from sightline.reviews.kinds import kind
from sightline.reviews.lines_of import PHASES, lines
from sightline.reviews.report.parts import (
    Chapter,
    FamilyView,
    Finding,
    Method,
    PlainWords,
    Recommendation,
    Report,
    Terms,
)
from sightline.standards.wording import day, phrase

_HELPED = {
    "helped": "This helped, and is to be kept.",
    "got_in_the_way": "This got in the way.",
}
_STILL_SO = {
    "yes": "It is still so today.", "partly": "It is partly so today.", "no": "It is not so any more.",
    "not_known": "Whether it is still so today is not known.",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """How an entry is said in a chronology, and in a few words where a finding rests on it; and what an agency is called."""

    line: Callable[[Entry[Any]], str]
    brief: Callable[[Entry[Any]], str]
    agency: Callable[[Agency], str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a report is drawn up from: what the review knows, and of each case its story, its people and whom the review asked.

    `called` is what a reader is to call each of the family.
    """

    review: str
    partnership: str
    authors: tuple[str, ...]
    known: Knowledge
    terms: Entry[ReviewTerms] | None
    cases: Sequence[Case]
    who: Mapping[str, Sequence[Particulars]]
    asked: Mapping[str, Sequence[Asked]]
    called: Mapping[Person, str]
    words: Entry[ReviewReportWords] | None
    family_words: Mapping[Person, Entry[ReviewReportFamily]]


def report(drawn: Drawn, wording: Wording, issued: dt.date) -> Report:
    """This will draw up the report as it stands."""
    said = drawn.words.body if drawn.words else None
    return Report(
        title=_title(drawn),
        partnership=drawn.partnership,
        authors=drawn.authors,
        issued=issued,
        introduction=paragraphs(said.introduction) if said else (),
        scene=(Chapter("", "The families", paragraphs(said.scene)),) if said else (),
        phases=tuple(_phases(drawn, wording)),
        family=tuple(_family(drawn)),
        findings=tuple(_findings(drawn, wording)),
        conclusions=paragraphs(said.conclusions) if said else (),
        recommendations=recommendations(drawn.known, wording, issued),
        terms=_terms(drawn),
        method=_method(drawn, wording),
        plain=tuple(_plain(drawn.called[one], entry.body) for one, entry in drawn.family_words.items()),
    )


def recommendations(known: Knowledge, wording: Wording, on: dt.date) -> tuple[Recommendation, ...]:
    """This will give the recommendations that the review has issued: a draft is within the review, and told to nobody."""
    return tuple(
        Recommendation(
            one.entry.summary,
            f"{wording.agency(one.body.owner)} ({one.body.owner_post})",
            day(one.body.test_by),
            one.body.different_for_child,
            number=str(one.body.number),
        )
        for one in following.issued(_own(known, on))
    )


def drafts(known: Knowledge, on: dt.date) -> list[int]:
    """This will give the numbers of the recommendations that are drafts yet, and so stand in no copy."""
    return [one.body.number for one in _own(known, on) if one.state == "draft"]


def _own(known: Knowledge, on: dt.date) -> list[following.Followed]:
    return [one for one in following.followed(known, on) if one.entry.author == known.knower]


def missing(drawn: Drawn) -> list[str]:
    """This will say what a report lacks before it can be published."""
    agreed = [one for one in findings.findings(drawn.known) if one.agreed]
    found = (
        (drawn.terms is None, "The review has no terms of reference"),
        (not drawn.cases, "The review has no case"),
        (drawn.words is None, "The lead reviewer has not written the introduction, the scene and the conclusions"),
        (not agreed, "No finding is agreed"),
    )  # fmt: skip
    return [words for lacks, words in found if lacks]


def paragraphs(text: str) -> tuple[str, ...]:
    """This will give a text as paragraphs: each line that holds something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _title(drawn: Drawn) -> str:
    of = kind(drawn.terms.body.template) if drawn.terms else None
    what = of.title[:1].lower() + of.title[1:] if of else "learning review"
    return f"{phrase(case.title for case in drawn.cases)}: {what}" if drawn.cases else drawn.review


def _phases(drawn: Drawn, wording: Wording) -> Iterator[Chapter]:
    """Each phase with every case, as the cases are read against each other."""
    told = [
        (case, lines(case.told, drawn.who[case.id], wording.line, wording.agency)) for case in drawn.cases
    ]
    for n, title in enumerate(PHASES):
        for case, chosen in told:
            if chosen.phases[n]:
                yield Chapter(case.title, title, (), chosen.phases[n])


def _family(drawn: Drawn) -> Iterator[FamilyView]:
    for case in drawn.cases:
        for person, view in case.views.items():
            asked = " ".join(filter(None, (limits_of.STANDS[view.body.stands], view.body.how, view.body.why)))
            said = paragraphs(view.summary) if view.body.stands == "given" else ()
            yield FamilyView(drawn.called[person], asked, said)


def _findings(drawn: Drawn, wording: Wording) -> Iterator[Finding]:
    parts = findings.parts()
    for one in findings.findings(drawn.known):
        if one.agreed:
            body, beneath = one.last.body, findings.under(drawn.known, one.last.body)
            text = (_HELPED[body.effect], f"{_STILL_SO[body.still_so]} {body.shown_by}".strip())
            rests = [
                f"{wording.brief(entry)} ({day(entry.day)}, {wording.agency(entry.author)})"
                for entry in beneath.entries
                if entry.kind not in findings.RESTS_ON
            ]
            if any(entry.kind in findings.RESTS_ON for entry in beneath.entries):
                rests.append("What those who took part told the review")
            rests += [f"Practice standard: {standard.title}" for standard in beneath.standards]
            title = f"{parts.get(body.part, body.part)}: {one.last.summary}"
            yield Finding(title, text, tuple(rests))


def _terms(drawn: Drawn) -> Terms:
    if drawn.terms is None:
        return Terms("terms that are not set", "not set", ())
    said = drawn.terms.body
    return Terms(said.authority, f"{day(said.since)} to {day(said.until)}", said.questions)


def _method(drawn: Drawn, wording: Wording) -> Method:
    return Method(
        tuple(_how(drawn, wording)), tuple(_took_part(drawn)), tuple(limits_of.limits(drawn, wording))
    )


def _how(drawn: Drawn, wording: Wording) -> Iterator[str]:
    of = kind(drawn.terms.body.template) if drawn.terms else None
    if of:
        yield f"The review was made as {_article(of.title)}. Its stages: {phrase(s.title.lower() for s in of.stages)}."
    groups = heard.latest(drawn.known, ReviewGroup).values()
    if groups:
        yield f"Those who took part met in groups: {phrase(one.body.name for one in groups)}."
    if held := heard.sessions(drawn.known):
        came = heard.attendance(drawn.known)
        many = sum(1 for said in came.values() if said.body.came == "came")
        yield f"Sessions were called {_times(len(held))}. Attendance was noted {_times(many)} altogether."
    for case in drawn.cases:
        chosen = lines(case.told, drawn.who[case.id], wording.line, wording.agency)
        shown = sum(len(phase) for phase in chosen.phases)
        yield f"Of what agencies told the review of {case.title}, the chronology shows {shown} of {chosen.of} entries."


def _article(title: str) -> str:
    lower = title[:1].lower() + title[1:]
    return f"an {lower}" if lower[0] in "aeio" else f"a {lower}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _took_part(drawn: Drawn) -> Iterator[str]:
    """By profession and never by name: whoever speaks freely in a review is not to be met in its report."""
    spoke = heard.heard(drawn.known)
    counted: dict[str, int] = {}
    for id, one in heard.participants(drawn.known).items():
        if id in spoke:
            counted[one.body.profession] = counted.get(one.body.profession, 0) + 1
    yield from (f"{name} ({count})" if count > 1 else name for name, count in sorted(counted.items()))


def _plain(reader: str, said: ReviewReportFamily) -> PlainWords:
    happened, found = paragraphs(said.happened), paragraphs(said.found)
    return PlainWords(reader, happened, found, paragraphs(said.changes), paragraphs(said.you_said), said.ask)
