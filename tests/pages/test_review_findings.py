"""The findings of a review: written without hindsight, resting on something, changed, agreed, and seen by the review alone."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from sightline.people.models import Post
from sightline.record import store
from sightline.record.acting import as_owner
from sightline.record.kinds.review_finding import ReviewFinding, ReviewFindingAgreed
from sightline.reviews import findings, opening
from tests.database import remembered
from tests.knowing.people_of import DAYS
from tests.knowing.reviewing import Reviewing, reviewing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> Reviewing:
    """This will make the week's review, in which midwifery answered, the practice did not, and the front door was not asked."""
    return remembered(_make)


def _make() -> Reviewing:
    with as_owner():
        made = reviewing()
        made.asks("midwifery", "gp")
        made.matches("midwifery", "child")
        made.answers("midwifery")
        Post.objects.filter(role="worker").update(role="practitioner")
    return made


def browser(post: Post) -> Client:
    """This will give a browser in which a post is signed in."""
    client = Client()
    client.post("/sign-in-as/", {"post": str(post.pk)})
    return client


def cases(made: Reviewing) -> dict[str, str]:
    """This will give the ids of the review's cases by their titles."""
    return {one.title: str(one.id) for one in opening.people_of(made.review)}


def text(answer: Any) -> str:
    """This will give a page's words without its tags."""
    page = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", page).replace("&#39;", "’").replace("&#x27;", "’")


def given(made: Reviewing, **more: Any) -> dict[str, Any]:
    """This will give a whole form of a finding."""
    said = {
        "key": str(uuid.uuid4()), "act": "save", "effect": "got_in_the_way", "part": "information_sharing",
        "words": "The front door asked its own index and nobody else, so what the practice held reached nobody.",
        "cases": [cases(made)["Child A"]], "still_so": "not_known",
        "rests_on": [str(made.entries["uneasy"]), str(made.entries["decision"])],
        "standards": ["background_checks_incomplete"],
    }  # fmt: skip
    return said | more


def written(made: Reviewing, who: str = "facilitator", **more: Any) -> str:
    """This will write a finding and give its address."""
    answer = browser(made.posts[who]).post("/review/findings/new/", given(made, **more))
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def stands(made: Reviewing) -> list[findings.Standing]:
    """This will give the findings of the review."""
    return findings.findings(store.may_see(made.review))


def test_a_finding_is_written_with_what_it_rests_on_a_click_away(made: Reviewing) -> None:
    address = written(made)
    page = browser(made.posts["observer"]).get(address)
    said = page.content.decode()
    assert f"/review/entries/{made.entries['uneasy']}/" in said
    assert "/review/standards/background_checks_incomplete/" in said
    assert (
        browser(made.posts["observer"]).get("/review/standards/background_checks_incomplete/").status_code
        == 200
    )
    assert "It says nothing of Child B." in text(page)
    assert "nobody asked" in text(page)
    assert "there is no answer yet" in text(page)
    assert "nobody who took part has said it" in text(page)
    on_entry = text(browser(made.posts["observer"]).get(f"/review/entries/{made.entries['uneasy']}/"))
    assert "Findings that rest on it" in on_entry


def test_good_practice_stands_first_and_in_the_same_words(made: Reviewing) -> None:
    written(made)
    written(
        made,
        effect="helped",
        words="The GP rang the same evening and said what the mark could mean.",
        rests_on=[str(made.entries["referral"])],
        cases=[cases(made)["Child B"]],
        part="practice_knowledge",
    )
    page = text(browser(made.posts["observer"]).get("/review/findings/"))
    assert "One thing that helped, one that got in the way" in page
    assert page.index("The GP rang the same evening") < page.index("The front door asked its own index")


def test_a_second_click_writes_it_once(made: Reviewing) -> None:
    said = given(made)
    client = browser(made.posts["facilitator"])
    assert (
        client.post("/review/findings/new/", said)["Location"]
        == client.post("/review/findings/new/", said)["Location"]
    )
    assert len(stands(made)) == 1


def test_what_is_wrong_is_said_at_once_and_the_words_stay(made: Reviewing) -> None:
    client = browser(made.posts["facilitator"])
    answer = client.post(
        "/review/findings/new/", {"key": "k", "act": "save", "words": "Only words", "still_so": "yes"}
    )
    assert answer.status_code == 422
    page = text(answer)
    for words in (
        "Choose whether it helped",
        "Choose in which part",
        "Choose in which case",
        "Say what shows",
    ):
        assert words in page
    assert "Only words" in page
    assert stands(made) == []


def test_words_of_hindsight_are_pointed_out_before_it_is_kept_and_nothing_is_blocked(made: Reviewing) -> None:
    client = browser(made.posts["facilitator"])
    said = given(
        made, words="The family court held that father failed to protect. The front door should have known."
    )
    shown = client.post("/review/findings/new/", said)
    assert shown.status_code == 200
    assert "Not saved yet: 1 phrase of hindsight" in text(shown)
    assert "paragraph 3.1" in text(shown)
    assert "<mark>should have known</mark>" in shown.content.decode()
    assert stands(made) == []
    unsaid = client.post("/review/findings/new/", said | {"act": "keep", "shown": ["should have known"]})
    assert unsaid.status_code == 422
    assert stands(made) == []
    kept = {
        "act": "keep",
        "shown": ["should have known"],
        "kept_why": "The manager’s own words in the session",
    }
    assert client.post("/review/findings/new/", said | kept).status_code == 302
    (one,) = stands(made)
    assert one.last.body.kept_words == ("should have known",)
    assert "The manager’s own words in the session" in text(client.get(f"/review/findings/{one.id}/"))


def test_words_typed_after_the_others_were_shown_are_pointed_out_too(made: Reviewing) -> None:
    said = given(
        made,
        words="They should have known. It was obvious.",
        act="keep",
        shown=["should have known"],
        kept_why="Theirs",
    )
    answer = browser(made.posts["facilitator"]).post("/review/findings/new/", said)
    assert answer.status_code == 200
    assert stands(made) == []


def test_a_finding_with_nothing_under_it_cannot_be_agreed(made: Reviewing) -> None:
    address = written(made, rests_on=[], standards=[])
    client = browser(made.posts["lead"])
    (one,) = stands(made)
    answer = client.post(f"{address}agree/", {"version": one.last.id, "key": "a"})
    assert answer.status_code == 422
    assert text(answer).count("Nothing is under this finding: say first what it rests on") == 1
    assert not stands(made)[0].agreed


def test_only_a_lead_agrees_and_only_the_version_that_stands(made: Reviewing) -> None:
    address = written(made)
    (one,) = stands(made)
    assert (
        browser(made.posts["facilitator"]).post(f"{address}agree/", {"version": one.last.id}).status_code
        == 403
    )
    client = browser(made.posts["lead"])
    other = given(made, version=one.last.id, words="The front door asked nobody outside its own index.")
    assert client.post(f"{address}change/", other).status_code == 302
    stale = client.post(f"{address}agree/", {"version": one.last.id, "key": "b"})
    assert stale.status_code == 409
    (one,) = stands(made)
    assert not one.agreed
    agrees = {"version": one.last.id, "key": "c"}
    assert client.post(f"{address}agree/", agrees).status_code == 302
    assert client.post(f"{address}agree/", agrees).status_code == 302
    (one,) = stands(made)
    assert one.agreed
    assert len(store.may_see(made.review).entries(ReviewFindingAgreed)) == 1
    assert len(one.versions) == 2
    page = text(client.get(address))
    assert "As it was before" in page
    assert "what the practice held reached nobody" in page


def test_a_changed_finding_is_not_agreed_any_more(made: Reviewing) -> None:
    address = written(made)
    client = browser(made.posts["lead"])
    (one,) = stands(made)
    client.post(f"{address}agree/", {"version": one.last.id, "key": "c"})
    client.post(f"{address}change/", given(made, version=one.last.id, words="In other words."))
    (one,) = stands(made)
    assert one.agreed is None
    assert "in other words, and changed since" in text(client.get(address))


def test_two_who_change_a_finding_at_once_lose_nothing(made: Reviewing) -> None:
    address = written(made)
    (one,) = stands(made)
    lead, facilitator = browser(made.posts["lead"]), browser(made.posts["facilitator"])
    assert (
        lead.post(
            f"{address}change/", given(made, version=one.last.id, words="As the lead puts it.")
        ).status_code
        == 302
    )
    late = facilitator.post(f"{address}change/", given(made, version=one.last.id, words="As I put it."))
    assert late.status_code == 409
    assert "As I put it." in text(late)
    assert "As the lead puts it." in text(late)
    assert [said.last.summary for said in stands(made)] == ["As the lead puts it."]


def test_a_finding_rests_on_nothing_that_the_review_was_not_told(made: Reviewing) -> None:
    client = browser(made.posts["facilitator"])
    for id in (uuid.uuid4(), made.entries["low mood"], made.requests["midwifery"]):
        assert client.post("/review/findings/new/", given(made, rests_on=[str(id)])).status_code == 404
        assert client.get(f"/review/findings/new/?on={id}").status_code == 404


def test_entries_are_found_by_their_words_and_what_was_typed_stays(made: Reviewing) -> None:
    client = browser(made.posts["facilitator"])
    answer = client.post(
        "/review/findings/new/", given(made, act="find", look_for="uneasy wednesday", rests_on=[])
    )
    assert answer.status_code == 200
    assert "what the practice held reached nobody" in text(answer)
    assert stands(made) == []
    none = client.post("/review/findings/new/", given(made, act="find", look_for="low mood"))
    assert "No entry that the review was told says that" in text(none)


def test_live_teams_and_the_partnership_see_nothing_of_findings(made: Reviewing) -> None:
    address = written(made)
    for post in (made.week.posts["front_door"], made.posts["manager"]):
        for page in ("/review/findings/", address, f"/review/cases/{cases(made)['Child A']}/"):
            assert browser(post).get(page).status_code == 403
    with as_owner():
        stray = Post.objects.create(
            team=made.week.teams["front_door"], name="A reviewer", role="reviewer", starts=DAYS["mon"]
        )
    assert browser(stray).get(address).status_code == 404
    assert not store.may_see(made.week.teams["front_door"]).entries(ReviewFinding)


def test_an_observer_reads_and_does_not_write(made: Reviewing) -> None:
    client = browser(made.posts["observer"])
    assert client.get("/review/findings/new/").status_code == 403
    assert client.post("/review/findings/new/", given(made)).status_code == 403
