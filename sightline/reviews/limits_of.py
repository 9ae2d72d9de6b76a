"""What limits a review: who was not heard, and which agencies were not asked, have not answered or withheld something. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sightline.record.kinds.review_people import Came, Stands
from sightline.record.kinds.words import Agency
from sightline.reviews import answered, heard
from sightline.reviews.report.parts import Limit

if TYPE_CHECKING:
    from sightline.reviews.drawn_up import Drawn, Wording

_KNEW_THEN = "What they knew and thought at that time."
_RECORDS = "What their records say of the family."
STANDS: Mapping[Stands, str] = {
    "not_yet_asked": "Not asked yet.", "asked": "Asked, and has not answered.", "given": "Asked, and gave a view.",
    "declined": "Asked, and declined.", "cannot_be_asked": "Could not be asked.",
}  # fmt: skip
CAME: Mapping[Came, str] = {
    "came": "Came.", "apologies": "Sent apologies.", "did_not_come": "Did not come.",
    "to_be_met_separately": "Was to be met separately.",
}  # fmt: skip


def limits(drawn: Drawn, wording: Wording) -> Iterator[Limit]:
    """This will give the limits of a review, each with why and with what it leaves unknown."""
    not_heard = heard.not_heard(drawn.known, drawn.cases)
    titles = {case.id: case.title for case in drawn.cases}
    for service in not_heard.services:
        who = "; ".join(wording.agency(team) for team in service.teams)
        yield Limit(f"{who} ({titles[service.case]})", "Nobody who worked there then took part.", _KNEW_THEN)
    for absent in not_heard.participants:
        yield Limit(absent.who.body.profession, _came(absent), _KNEW_THEN)
    for relative in not_heard.family:
        yield Limit(
            drawn.called[relative.person], _why(relative), "How the help that they had looked to them."
        )
    for case in drawn.cases:
        yield from _agencies(drawn, wording, case)


def _came(absent: heard.Absent) -> str:
    return CAME[absent.last.body.came] if absent.last else "Has not come or written."


def _why(relative: heard.Relative) -> str:
    last = relative.last
    return (
        f"{STANDS[last.body.stands]} {last.body.why}".strip()
        if last
        else "Nobody has said whether they were asked."
    )


def _agencies(drawn: Drawn, wording: Wording, case: heard.Case) -> Iterator[Limit]:
    asked = drawn.asked[case.id]

    def limit(id: Agency, why: str) -> Limit:
        return Limit(f"{wording.agency(id)} ({case.title})", why, _RECORDS)

    yield from (
        limit(id, "They were not asked for their records.") for id in answered.not_asked(case.told, asked)
    )
    for one in asked:
        if one.waiting:
            yield limit(one.agency, "They were asked for their records and have not answered.")
        elif one.withheld:
            yield limit(one.agency, "They told the review part of what they hold, and withheld the rest.")
