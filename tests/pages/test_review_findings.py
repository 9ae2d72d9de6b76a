"""The workbench of a review: what agencies told, a decision without hindsight, what others held, and findings."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from sightline.people.models import Post
from sightline.record import store
from sightline.record.acting import acting_for, as_owner
from sightline.record.kinds.review_finding import ReviewFinding, ReviewFindingAgreed
from sightline.record.models import Look
from sightline.reviews import findings
from tests.knowing.two_cases import STARTS, TwoCases, two_cases

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made() -> TwoCases:
    """This will make the review of the two cases, in which one trust has not answered and one surgery was not asked."""
    with as_owner():
        return two_cases(silent=[("child-a", "leaving_care")], unasked=[("child-a", "gp_placement")])


def browser(post: Post) -> Client:
    """This will give a browser in which a post is signed in."""
    client = Client()
    client.post("/sign-in-as/", {"post": str(post.pk)})
    return client


def decision(made: TwoCases, id: str = "d02", story: str = "child-a") -> str:
    """This will give the address of a decision without hindsight."""
    return f"/review/cases/{made.cases[story]}/decisions/{made.entries[story, id]}/"


def text(answer: Any) -> str:
    """This will give a page's words without its tags."""
    page = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", page).replace("&#39;", "’").replace("&#x27;", "’")


def looks(made: TwoCases, post: Post) -> list[str]:
    """This will give what a post's looks were for."""
    with acting_for(made.review):
        return list(Look.objects.filter(post=post).order_by("stored").values_list("purpose", flat=True))


def given(made: TwoCases, **more: Any) -> dict[str, Any]:
    """This will give a whole form of a finding."""
    said = {
        "key": str(uuid.uuid4()), "act": "save", "effect": "got_in_the_way", "part": "information_sharing",
        "words": "The front door asked its own index and nobody else, so what three services held about father reached nobody.",
        "cases": [str(made.cases["child-a"])], "still_so": "not_known",
        "rests_on": [str(made.entries["child-a", "e03"]), str(made.entries["child-a", "d02"])],
        "standards": ["background_checks_incomplete"],
    }  # fmt: skip
    return said | more


def written(made: TwoCases, who: str = "facilitator", **more: Any) -> str:
    """This will write a finding and give its address."""
    answer = browser(made.posts[who]).post("/review/findings/new/", given(made, **more))
    assert answer.status_code == 302, text(answer)
    return str(answer["Location"])


def stands(made: TwoCases) -> list[findings.Standing]:
    """This will give the findings of the review."""
    return findings.findings(store.may_see(made.review))


def test_the_chronology_is_what_agencies_told_page_by_page_with_whom_nobody_heard(made: TwoCases) -> None:
    client = browser(made.posts["observer"])
    first = client.get(f"/review/cases/{made.cases['child-a']}/")
    page = text(first)
    assert "Father’s GP notes describe low mood" in page
    assert "No answer yet: leaving-care support" in page
    assert "Not asked: the foster carers’ surgery" in page
    assert "The leaving-care service supports father" not in page
    seen = len(re.findall(r'href="/review/entries/', first.content.decode()))
    later = re.search(r'rel="next" href="([^"]+)"', first.content.decode())
    assert later
    second = client.get(f"/review/cases/{made.cases['child-a']}/{later[1]}".replace("&amp;", "&"))
    assert len(re.findall(r'href="/review/entries/', second.content.decode())) > 0
    assert seen > 20
    assert "opened what agencies told the review" in looks(made, made.posts["observer"])


def test_a_decision_opens_with_what_its_maker_knew_and_nothing_that_others_held(made: TwoCases) -> None:
    page = text(browser(made.posts["facilitator"]).get(decision(made)))
    assert (
        "11 December 2019: what MASH, the front door knew when it decided" in page
        or "what the front door knew" in page
    )
    assert "Reason given" in page
    assert "A repeat referral got the same answer" in page
    assert "low mood" not in page
    assert "different council" not in page
    assert "2020" not in page.split("No answer yet")[0].replace("2020 edition", "")


def test_what_others_held_needs_a_reason_that_is_kept_by_this_post_for_this_decision(made: TwoCases) -> None:
    client = browser(made.posts["facilitator"])
    address = f"{decision(made)}others/"
    assert client.get(address).status_code == 302
    refused = client.post(address, {"why": "  ", "key": "k"})
    assert refused.status_code == 422
    assert "low mood" not in text(refused)
    asked = {"why": "The session has noted its own view", "key": "k"}
    assert client.post(address, asked)["Location"] == address
    assert client.post(address, asked)["Location"] == address
    shown = text(client.get(address))
    assert "Father’s GP notes describe low mood" in shown
    assert "Held for 7 months by then" in shown
    assert "The session has noted its own view" in shown
    kept = looks(made, made.posts["facilitator"])
    assert kept.count("what others held at this decision: The session has noted its own view") == 1
    assert "opened what others held" in kept
    assert client.get(f"{decision(made, 'd01')}others/").status_code == 302  # another decision
    assert browser(made.posts["observer"]).get(address).status_code == 302  # another post


def test_ten_things_were_held_by_others_in_december_as_in_the_replay() -> None:
    with as_owner():
        whole = two_cases()
    client = browser(whole.posts["lead"])
    address = f"{decision(whole)}others/"
    client.post(address, {"why": "To count", "key": "k"})
    assert "10 things held by 6 other agencies" in text(client.get(address))


def test_an_entry_says_who_had_been_told_and_by_a_decision_who_had_by_then(made: TwoCases) -> None:
    client = browser(made.posts["observer"])
    entry = made.entries["child-a", "e03"]
    assert "Told to 1 other agency" in text(client.get(f"/review/entries/{entry}/"))
    assert "opened the entry in a review" in looks(made, made.posts["observer"])
    late = made.entries["child-a", "e53"]
    assert client.get(f"/review/entries/{late}/").status_code == 200
    assert client.get(f"/review/entries/{late}/?at={made.entries['child-a', 'd02']}").status_code == 404
    assert client.get(f"/review/entries/{entry}/?at={made.entries['child-a', 'e05']}").status_code == 404


@pytest.mark.parametrize("address", ["/review/entries/{}/", "/review/findings/{}/", "/review/cases/{}/", "/review/findings/{}/change/"])  # fmt: skip
def test_what_is_made_up_is_not_there(made: TwoCases, address: str) -> None:
    client = browser(made.posts["lead"])
    for id in (uuid.uuid4(), made.requests["child-a", "mash"], made.entries["child-a", "e01"]):
        assert client.get(address.format(id)).status_code == 404
    assert client.post(f"/review/findings/{uuid.uuid4()}/agree/", {"version": str(uuid.uuid4())}).status_code == 404  # fmt: skip


def test_a_finding_is_written_with_what_it_rests_on_a_click_away(made: TwoCases) -> None:
    address = written(made)
    page = browser(made.posts["observer"]).get(address)
    said = page.content.decode()
    assert f"/review/entries/{made.entries['child-a', 'e03']}/" in said
    assert "/review/standards/background_checks_incomplete/" in said
    assert browser(made.posts["observer"]).get("/review/standards/background_checks_incomplete/").status_code == 200  # fmt: skip
    assert "It says nothing of Child B." in text(page)
    assert "nobody asked" in text(page)
    assert "there is no answer yet" in text(page)
    assert "nobody who took part has said it" in text(page)
    on_entry = text(browser(made.posts["observer"]).get(f"/review/entries/{made.entries['child-a', 'e03']}/"))
    assert "Findings that rest on it" in on_entry


def test_good_practice_stands_first_and_in_the_same_words(made: TwoCases) -> None:
    written(made)
    written(made, effect="helped", words="The GP rang the same evening and said what the mark could mean.", rests_on=[str(made.entries["child-b", "e09"])], cases=[str(made.cases["child-b"])], part="practice_knowledge")  # fmt: skip
    page = text(browser(made.posts["observer"]).get("/review/findings/"))
    assert "One thing that helped, one that got in the way" in page
    assert page.index("The GP rang the same evening") < page.index("The front door asked its own index")


def test_a_second_click_writes_it_once(made: TwoCases) -> None:
    said = given(made)
    client = browser(made.posts["facilitator"])
    assert client.post("/review/findings/new/", said)["Location"] == client.post("/review/findings/new/", said)["Location"]  # fmt: skip
    assert len(stands(made)) == 1


def test_what_is_wrong_is_said_at_once_and_the_words_stay(made: TwoCases) -> None:
    client = browser(made.posts["facilitator"])
    answer = client.post("/review/findings/new/", {"key": "k", "act": "save", "words": "Only words", "still_so": "yes"})  # fmt: skip
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


def test_words_of_hindsight_are_pointed_out_before_it_is_kept_and_nothing_is_blocked(made: TwoCases) -> None:
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


def test_words_typed_after_the_others_were_shown_are_pointed_out_too(made: TwoCases) -> None:
    said = given(made, words="They should have known. It was obvious.", act="keep", shown=["should have known"], kept_why="Theirs")  # fmt: skip
    answer = browser(made.posts["facilitator"]).post("/review/findings/new/", said)
    assert answer.status_code == 200
    assert stands(made) == []


def test_a_finding_with_nothing_under_it_cannot_be_agreed(made: TwoCases) -> None:
    address = written(made, rests_on=[], standards=[])
    client = browser(made.posts["lead"])
    (one,) = stands(made)
    answer = client.post(f"{address}agree/", {"version": one.last.id, "key": "a"})
    assert answer.status_code == 422
    assert text(answer).count("Nothing is under this finding: say first what it rests on") == 1
    assert not stands(made)[0].agreed


def test_only_a_lead_agrees_and_only_the_version_that_stands(made: TwoCases) -> None:
    address = written(made)
    (one,) = stands(made)
    assert browser(made.posts["facilitator"]).post(f"{address}agree/", {"version": one.last.id}).status_code == 403  # fmt: skip
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
    assert "what three services held about father" in page


def test_a_changed_finding_is_not_agreed_any_more(made: TwoCases) -> None:
    address = written(made)
    client = browser(made.posts["lead"])
    (one,) = stands(made)
    client.post(f"{address}agree/", {"version": one.last.id, "key": "c"})
    client.post(f"{address}change/", given(made, version=one.last.id, words="In other words."))
    (one,) = stands(made)
    assert one.agreed is None
    assert "in other words, and changed since" in text(client.get(address))


def test_two_who_change_a_finding_at_once_lose_nothing(made: TwoCases) -> None:
    address = written(made)
    (one,) = stands(made)
    lead, facilitator = browser(made.posts["lead"]), browser(made.posts["facilitator"])
    assert lead.post(f"{address}change/", given(made, version=one.last.id, words="As the lead puts it.")).status_code == 302  # fmt: skip
    late = facilitator.post(f"{address}change/", given(made, version=one.last.id, words="As I put it."))
    assert late.status_code == 409
    assert "As I put it." in text(late)
    assert "As the lead puts it." in text(late)
    assert [said.last.summary for said in stands(made)] == ["As the lead puts it."]


def test_a_finding_rests_on_nothing_that_the_review_was_not_told(made: TwoCases) -> None:
    client = browser(made.posts["facilitator"])
    for id in (uuid.uuid4(), made.entries["child-a", "e01"], made.requests["child-a", "mash"]):
        assert client.post("/review/findings/new/", given(made, rests_on=[str(id)])).status_code == 404
        assert client.get(f"/review/findings/new/?on={id}").status_code == 404


def test_entries_are_found_by_their_words_and_what_was_typed_stays(made: TwoCases) -> None:
    client = browser(made.posts["facilitator"])
    answer = client.post(
        "/review/findings/new/", given(made, act="find", look_for="swollen ear", rests_on=[])
    )
    assert answer.status_code == 200
    assert "what three services held about father" in text(answer)
    assert stands(made) == []
    none = client.post(
        "/review/findings/new/", given(made, act="find", look_for="leaving-care service supports")
    )
    assert "No entry that the review was told says that" in text(none)


def test_live_teams_and_the_partnership_see_nothing_of_findings(made: TwoCases) -> None:
    address = written(made)
    for post in (made.workers["child-a", "mash"], made.posts["manager"]):
        for page in ("/review/findings/", address, decision(made), f"/review/cases/{made.cases['child-a']}/"):
            assert browser(post).get(page).status_code == 403
    with as_owner():
        stray = Post.objects.create(team=made.teams["child-a", "mash"], name="A reviewer", role="reviewer", starts=STARTS)  # fmt: skip
    assert browser(stray).get(address).status_code == 404
    assert not store.may_see(made.teams["child-a", "mash"]).entries(ReviewFinding)


def test_an_observer_reads_and_does_not_write(made: TwoCases) -> None:
    client = browser(made.posts["observer"])
    assert client.get("/review/findings/new/").status_code == 403
    assert client.post("/review/findings/new/", given(made)).status_code == 403
