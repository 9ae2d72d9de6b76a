"""Every address of a learning review, tried as the whole cast: what is one review's is nobody else's, not even by its id."""

from __future__ import annotations

import html
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sightline.people.models import Post
from sightline.record.acting import as_owner
from sightline.record.kinds.review_finding import ReviewFinding
from sightline.record.kinds.words import EntryRef
from sightline.reviews import agreeing, opening, recommending
from sightline.reviews.opening import Member
from tests.database import remembered
from tests.journeys.test_review_people import DESK, MIDWIFE, QUESTION, Room
from tests.knowing.recommended import WORDS, recommendation
from tests.knowing.reviewing import AT, TODAY
from tests.pages.test_reviews import signed_in
from tests.pages.test_who_may import addresses

pytestmark = pytest.mark.django_db(transaction=True)
FOUND = "The second referral was read as if it said nothing new"
SAID = (
    MIDWIFE, DESK, QUESTION, FOUND, WORDS, "Wren Aldous", "Jory Aldous", "They are not sure they will manage",
    "Both spoke of the same form", "Marit Osei",
)  # fmt: skip
"""What only the review, or whoever said it there, may read."""
OUTSIDE = ("another lead", "midwifery", "manager", "doctor")
ONES_OWN = {
    ("midwifery", "review_request"),
    ("manager", "reviews"),
    ("doctor", "my_account"),
    ("doctor", "my_answer"),
}


OF_CASE = (
    "review_person", "review_ask", "review_case", "review_decisions", "review_decision", "review_others",
)  # fmt: skip
THEIRS = (
    "review_request", "reviews", "my_account", "my_answer", "review_report_family", "review_report_publication",
)  # fmt: skip
"""What is an agency's, the partnership's or a participant's, and copies that are not there while something is unanswered."""


class Cast(Room):
    """The review with a finding and a draft recommendation; another review's lead; who takes part and has not answered."""

    def __init__(self) -> None:
        super().__init__()
        self.goes_on()
        made = self.made
        finding = ReviewFinding(
            effect="got_in_the_way", part="thresholds", cases=("Child A",), still_so="not_known", shown_by="",
            rests_on=(EntryRef(str(made.entries["uneasy"])),), standards=(), kept_words=(), kept_why="",
        )  # fmt: skip
        self.finding = agreeing.say(**made.does("lead"), finding=finding, words=FOUND, people=[])
        self.draft = recommending.write(**made.does("lead"), said=recommendation(made), words=WORDS)
        opening.open_review(
            by=made.posts["manager"], at=AT, key=uuid.uuid4(), lead=Member("Odo Finch", "lead reviewer", "o@example.org")
        )  # fmt: skip
        other = Post.objects.get(name="Odo Finch").team
        made.posts["another lead"] = Post.objects.create(
            team=other, name="Of another", role="lead reviewer", starts=TODAY
        )
        made.posts["doctor"] = Post.objects.get(team=self.teams["doctor"], account=None)
        Post.objects.filter(role="worker").update(role="practitioner")
        made.posts["midwifery"] = Post.objects.get(pk=made.week.posts["midwifery"].pk)

    def of(self, name: str, route: str) -> str:
        """This will give an address of the review, with what it is about."""
        made = self.made
        (case,) = (one.id for one in opening.people_of(made.review) if one.title == "Child A")
        about: dict[str, Any] = {
            "review_entry": made.entries["uneasy"], "review_request": made.requests["midwifery"],
            "review_participant": self.teams["midwife"].pk, "my_answer": self.session,
            **dict.fromkeys(OF_CASE, case),
            **dict.fromkeys(("review_finding", "review_finding_change", "review_finding_agree"), self.finding),
            **dict.fromkeys(("review_recommend_again", "review_issue"), self.draft),
            **dict.fromkeys(("review_family_view", "review_report_reader", "review_report_family"), made.people["father"]),
        }  # fmt: skip
        sorts = {
            "id": about.get(name, self.session), "decision": made.entries["decision"], "number": 0, "form": "html",
            "kind": "child_not_seen",
        }  # fmt: skip
        return reverse(name, kwargs={part: sorts[part] for part in re.findall(r"<[a-z]+:([a-z]+)>", route)})


@pytest.fixture
def cast() -> Cast:
    """This will make the review and its whole cast."""
    return remembered(_make_cast)


def _make_cast() -> Cast:
    with as_owner():
        return Cast()


def routes() -> dict[str, str]:
    """This will give the addresses of reviews by their names."""
    found = {str(one.name): str(one.pattern) for one in addresses()}
    return {name: route for name, route in found.items() if name.startswith(("review", "my_a"))}


def tried(cast: Cast, client: Client, address: str) -> list[tuple[int, str]]:
    """This will look at an address and send an empty form to it."""
    answers = (client.get(address), client.post(address, {"key": str(uuid.uuid4())}))
    return [
        (one.status_code, html.unescape((b"".join(one) if one.streaming else one.content).decode()))
        for one in answers
    ]


def test_nobody_outside_reaches_anything_of_a_review(cast: Cast) -> None:
    """By its id it is not there; pages without an id are one's own review's, or refused; no word of it is in any answer."""
    wrong = []
    for who in OUTSIDE:
        client = signed_in(cast.made.posts[who])
        for name, route in routes().items():
            if (who, name) in ONES_OWN:
                continue
            for status, page in tried(cast, client, cast.of(name, route)):
                open_ = status in (200, 302, 409) and "<uuid:" in route
                if open_ or [words for words in SAID if words in page]:
                    wrong.append((who, name, status))
    assert wrong == []


def test_the_same_addresses_are_there_for_whoever_leads_it(cast: Cast) -> None:
    """So that the test above can fail: of these pages the lead is shown all but what is somebody else's."""
    client, met = signed_in(cast.made.posts["lead"]), set()
    for name, route in routes().items():
        status, page = tried(cast, client, cast.of(name, route))[0] if name != "review_close" else (200, "")
        met |= {words for words in SAID if words in page}
        theirs = name in (
            "review_request",
            "reviews",
            "my_account",
            "my_answer",
            "review_report_family",
            "review_report_publication",
        )
        assert theirs or status in (200, 302, 405, 422), (name, status)
    assert met == set(SAID)


def test_whoever_takes_part_reads_no_other_before_answering(cast: Cast) -> None:
    client = signed_in(cast.made.posts["doctor"])
    for name in ("my_account", "my_answer"):
        _, page = tried(cast, client, cast.of(name, routes()[name]))[0]
        assert QUESTION in page
        assert not [words for words in (MIDWIFE, DESK, FOUND, "Marit Osei") if words in page]
