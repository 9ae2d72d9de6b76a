"""The report of a review on its pages: drawn up from what the review knows, checked, answered for, and published by its lead."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Any

import pytest
from django.test import Client

from sightline.people.models import Post
from sightline.record import actions, store
from sightline.record.acting import as_owner
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.review_finding import ReviewFinding
from sightline.record.kinds.review_report import ReviewReport, ReviewReportAnswer, ReviewReportWords
from sightline.record.kinds.words import EntryRef
from sightline.record.models import Look
from sightline.record.times import Span
from sightline.reviews import agreeing, recommending, reporting
from sightline.reviews.drawn_up import Wording, report
from sightline.reviews.lines_of import MOST
from tests.database import remembered
from tests.knowing.recommended import recommendation
from tests.knowing.reviewing import NAMES, Reviewing, reviewing
from tests.knowing.two_cases import AT, TwoCases, two_cases

pytestmark = pytest.mark.django_db(transaction=True)
MOTHER = "Katarzyna Ostrowska-Vane"


@pytest.fixture
def both() -> TwoCases:
    """This will make the review of both cases: mother of A has a name, and one finding is agreed."""
    return remembered(_make_both)


def _make_both() -> TwoCases:
    with as_owner():
        made = two_cases()
        ready(made)
    return made


@pytest.fixture
def made() -> Reviewing:
    """This will make the week's review."""
    return remembered(_make)


def _make() -> Reviewing:
    with as_owner():
        return small()


def small() -> Reviewing:
    """This will make the week's review, to which midwifery has answered, with one agreed finding."""
    made = reviewing()
    made.asks("midwifery")
    made.matches("midwifery", "child", "father")
    made.answers("midwifery")
    Post.objects.filter(role="worker").update(role="practitioner")
    finding = ReviewFinding(
        effect="got_in_the_way", part="information_sharing", cases=(), still_so="not_known",
        rests_on=(EntryRef(str(made.entries["decision"])),),
    )  # fmt: skip
    id = agreeing.say(**made.does("lead"), finding=finding, people=[], words="Nobody asked the practice.")
    agreeing.agree(**made.does("lead"), version=id)
    return made


def ready(made: TwoCases) -> None:
    """This will name the mother of Child A, write a finding and agree it."""
    mother = made.people["child-a", "mother"]
    said = Particulars(
        person=mother,
        name=MOTHER,
        role="mother",
        telephone="01632 960477",
        address="14 Ossett Lane, Thornwick",
    )
    actions.record(**made.does("lead"), body=said, people=[uuid.UUID(mother)], occurred=Span(AT.day))
    Post.objects.filter(pk=made.workers["child-a", "midwifery"].pk).update(name="Rosalind Quaye")
    finding = ReviewFinding(
        effect="got_in_the_way", part="information_sharing", cases=(str(made.cases["child-a"]),), still_so="not_known",
        rests_on=(EntryRef(str(made.entries["child-a", "d02"])),), standards=("background_checks_incomplete",),
    )  # fmt: skip
    id = agreeing.say(
        **made.does("lead"),
        finding=finding,
        people=made.of("child-a"),
        words="Blanks on a form were taken for answers.",
    )
    agreeing.agree(**made.does("lead"), version=id)


def browser(post: Post) -> Client:
    """This will give a browser in which a post is signed in."""
    client = Client()
    client.post("/sign-in-as/", {"post": str(post.pk)})
    return client


def text(answer: Any) -> str:
    """This will give a page's words without its tags."""
    page = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", page).replace("&#39;", "’").replace("&#x27;", "’")


def hits(page: Any) -> list[str]:
    """This will give the keys of the things that a page lets its reader answer."""
    return list(dict.fromkeys(re.findall(r'name="hit" value="([0-9a-f]{16})"', page.content.decode())))


def write(client: Client, seen: str = "", **more: str) -> Any:
    """This will send the words around the findings."""
    said = {
        "introduction": "Two babies were hurt within one year.",
        "scene": "Both lived with parents who wanted to learn.",
        "conclusions": "A blank is not an answer.",
    }
    return client.post("/review/report/words/", said | {"key": str(uuid.uuid4()), "seen": seen} | more)


def answer_all(client: Client) -> None:
    """This will answer each thing that is still asked about, and see that none is left."""
    for key in hits(client.get("/review/report/")):
        said = {
            "hit": key,
            "outcome": "kept",
            "reason": "It is said of many families",
            "key": str(uuid.uuid4()),
        }
        assert client.post("/review/report/answer/", said).status_code == 302
    assert not hits(client.get("/review/report/"))


def digest(page: Any) -> str:
    """This will give the mark of the file that a page offers to publish."""
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page.content.decode())
    assert found, text(page)
    return found[1]


def file(answer: Any) -> bytes:
    """This will give a file that was sent to be saved."""
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; ")
    return bytes(answer.content)


PUBLIC = "/review/report/publication/html/"


def test_the_panels_copy_has_both_cases_with_who_knew_and_who_was_not_heard(both: TwoCases) -> None:
    client = browser(both.posts["observer"])
    answer = client.get("/review/report/panel/html/")
    said = text(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="learning-review-2021-1-panel.html"'
    assert "Child A and Child B" in said
    assert "The midwife rings the front door" in said  # in the panel's copy entries stand in their own words
    assert "18 September 2019" in said
    assert "Mother asks at the minor injuries unit about a swollen ear" in said
    assert "Blanks on a form were taken for answers." in said
    assert "Nobody who worked there then took part." in said
    assert "Nobody has said whether they were asked." in said
    assert file(client.get("/review/report/panel/pdf/")).startswith(b"%PDF-")


def test_a_chronology_leaves_out_the_everyday_and_says_of_how_much_it_was_chosen(both: TwoCases) -> None:
    said = reporting.reporting(both.review).drawn
    drawn = report(said, Wording(lambda one: one.kind, lambda one: one.kind, str), AT.day)
    lines = [line for phase in drawn.phases if phase.case == "Child A" for line in phase.lines]
    assert 10 < len(lines) <= MOST
    assert {phase.title for phase in drawn.phases} == {"Before the birth", "After the birth"}
    assert not {line.what for line in lines} & {"visit", "observation", "supervision"}
    assert {line.what for line in lines} >= {"decision", "injury", "birth", "meeting", "move", "referral"}
    assert any(f"shows {len(lines)} of " in words for words in drawn.method.text)
    december = next(line for line in lines if str(line.when) == "2019-12-11")
    assert str(both.teams["child-a", "gp_father"].pk) in december.not_told
    assert str(both.teams["child-a", "mash"].pk) in december.knew


def test_only_agreed_findings_are_in_it(both: TwoCases) -> None:
    said = ReviewFinding(
        effect="helped",
        part="challenge",
        cases=(str(both.cases["child-b"]),),
        still_so="yes",
        shown_by="An audit",
    )
    agreeing.say(
        **both.does("lead"), finding=said, people=both.of("child-b"), words="Not agreed by anybody yet."
    )
    assert "Not agreed by anybody yet" not in text(
        browser(both.posts["lead"]).get("/review/report/panel/html/")
    )


def test_there_is_no_copy_for_the_public_while_something_lacks_or_one_thing_is_unanswered(
    made: Reviewing,
) -> None:
    client = browser(made.posts["lead"])
    assert client.get(PUBLIC).status_code == 409
    assert "has not written the introduction" in text(client.get("/review/report/"))
    write(client, conclusions="It happened on Mothering Sunday. The blank came from Quillbrook.")
    answer = client.get(PUBLIC)
    assert answer.status_code == 409
    assert "attachment" not in answer.get("Content-Disposition", "")
    page = text(client.get("/review/report/"))
    assert "It happened on Mothering Sunday." in page
    assert "An exact day can be matched" in page
    first, *others = hits(client.get("/review/report/"))
    assert others
    for key in others:
        client.post(
            "/review/report/answer/",
            {"hit": key, "outcome": "kept", "reason": "Public", "key": str(uuid.uuid4())},
        )
    assert hits(client.get("/review/report/")) == [first]
    assert client.get(PUBLIC).status_code == 409
    assert client.post("/review/report/publish/", {"seen": "0" * 64, "key": "k"}).status_code == 422
    answer_all(client)
    assert b"Mothering Sunday" in file(client.get(PUBLIC))


def test_what_is_kept_needs_a_reason_and_what_is_still_there_was_not_removed(made: Reviewing) -> None:
    client = browser(made.posts["lead"])
    write(client, conclusions="It happened on Mothering Sunday.")
    (key, *_) = hits(client.get("/review/report/"))
    answer = client.post("/review/report/answer/", {"hit": key, "outcome": "kept", "reason": " "})
    assert answer.status_code == 422
    assert "Say why it can stay" in text(answer)
    assert key in hits(client.get("/review/report/"))
    said = {"hit": key, "outcome": "removed", "reason": "", "key": str(uuid.uuid4())}
    assert client.post("/review/report/answer/", said).status_code == 302
    assert key in hits(client.get("/review/report/"))  # what is still there was not removed


def made_words(made: Reviewing) -> str:
    """This will give the id of the words that stand."""
    last = reporting.written(made.review, ReviewReportWords)
    assert last
    return last.id


def test_the_copy_for_the_public_says_nothing_private(both: TwoCases) -> None:
    client = browser(both.posts["lead"])
    write(
        client,
        introduction=f"{MOTHER} met Rosalind Quaye on 9 September 2019 and gave 01632 960477 as her number.",
        scene="They lived at 14 Ossett Lane and went to Thornwick.",
    )
    answer_all(client)
    said = text(client.get(PUBLIC))
    known = store.may_see(both.review)
    private = [MOTHER, "Katarzyna", "Ostrowska", "Rosalind", "Quaye", "960477", "Ossett", "Thornwick", "MASH"]
    for word in (*private, "18 September 2019", "22 March 2020"):
        assert word not in said, word
    for entry in known.all():
        if not entry.kind.startswith("review_") and len(entry.summary) > 40:
            assert entry.summary[:40] not in said, entry.kind
    assert "Child A’s mother" in said
    assert "September 2019" in said
    panel = text(client.get("/review/report/panel/html/"))
    assert MOTHER in panel
    assert "18 September 2019" in panel


def test_the_lead_publishes_once_and_the_partnership_is_told_of_the_file_and_of_nothing_else(
    made: Reviewing,
) -> None:
    client = browser(made.posts["lead"])
    write(client)
    answer_all(client)
    said = {"key": str(uuid.uuid4()), "seen": digest(client.get("/review/report/"))}
    assert client.post("/review/report/publish/", said).status_code == 302
    assert client.post("/review/report/publish/", said).status_code == 302
    assert client.post("/review/report/publish/", said | {"key": str(uuid.uuid4())}).status_code == 302
    (one,) = store.may_see(made.posts["manager"].team).entries(ReviewReport)
    made_file = file(client.get("/review/report/publication/pdf/"))
    assert hashlib.sha256(made_file).hexdigest() == one.body.digest
    assert not one.people
    assert "The report is published" in text(client.get("/review/report/"))
    partnership = store.may_see(made.posts["manager"].team)
    assert not partnership.entries(ReviewReportAnswer)
    assert not partnership.entries(ReviewReportWords)


def test_what_changed_since_the_page_was_opened_is_not_published(made: Reviewing) -> None:
    client = browser(made.posts["lead"])
    write(client)
    answer_all(client)
    seen = digest(client.get("/review/report/"))
    write(client, made_words(made), conclusions="A blank is a question.")
    answer_all(client)
    answer = client.post("/review/report/publish/", {"seen": seen, "key": str(uuid.uuid4())})
    assert answer.status_code == 409
    assert reporting.published(made.review) is None


def test_an_answer_to_a_sentence_that_changed_meanwhile_is_not_kept_and_its_words_are_shown(
    made: Reviewing,
) -> None:
    client = browser(made.posts["lead"])
    write(client, conclusions="It happened on Mothering Sunday.")
    (key, *_) = hits(client.get("/review/report/"))
    write(client, made_words(made), conclusions="It happened in spring.")
    said = {"hit": key, "outcome": "kept", "reason": "Every school made cards", "key": str(uuid.uuid4())}
    answer = client.post("/review/report/answer/", said)
    assert answer.status_code == 409
    assert "Every school made cards" in text(answer)
    assert not store.may_see(made.review).entries(ReviewReportAnswer)
    for forged in ("x", "", "0" * 15):
        assert client.post("/review/report/answer/", said | {"hit": forged}).status_code == 404


def test_a_second_click_answers_and_writes_once(made: Reviewing) -> None:
    client = browser(made.posts["lead"])
    key = str(uuid.uuid4())
    assert write(client, key=key, conclusions="It happened on Mothering Sunday.").status_code == 302
    assert write(client, key=key, conclusions="It happened on Mothering Sunday.").status_code == 302
    (hit, *_) = hits(client.get("/review/report/"))
    said = {"hit": hit, "outcome": "kept", "reason": "Public", "key": str(uuid.uuid4())}
    assert [client.post("/review/report/answer/", said).status_code for _ in range(2)] == [302, 302]
    known = store.may_see(made.review)
    assert len(known.entries(ReviewReportAnswer)) == 1
    assert len(known.entries(ReviewReportWords)) == 1


def test_two_who_write_at_once_lose_nothing_and_an_empty_form_says_what_it_lacks(made: Reviewing) -> None:
    client = browser(made.posts["lead"])
    assert write(client).status_code == 302
    late = write(client, conclusions="As I put it.")
    assert late.status_code == 409
    assert "As I put it." in text(late)
    assert "A blank is not an answer." in text(late)
    empty = write(client, made_words(made), conclusions="")
    assert empty.status_code == 422
    assert "Write the conclusions" in text(empty)
    assert "Two babies were hurt within one year." in text(empty)


def test_each_of_the_family_gets_their_own_words_and_nobody_elses(made: Reviewing) -> None:
    client = browser(made.posts["lead"])
    child, father = (made.people[who] for who in ("child", "father"))
    for person, words in (
        (child, "You told the review of a hard winter."),
        (father, "You told the review of your own school."),
    ):
        said = {
            "happened": f"{NAMES['child']} was told late." if person == child else "Your baby was hurt.",
            "found": "Nobody asked.",
            "changes": "Somebody will ask.", "you_said": words, "ask": "The reviewer", "seen": "", "key": str(uuid.uuid4()),
        }  # fmt: skip
        assert client.post(f"/review/report/family/{person}/", said).status_code == 302
    answer_all(client)
    answer = client.get(f"/review/report/family/{child}/html/")
    assert answer["Content-Disposition"] == 'attachment; filename="learning-review-2025-1-family.html"'
    theirs = text(answer)
    assert "hard winter" in theirs
    assert "your own school" not in theirs
    assert NAMES["child"] not in theirs
    assert file(client.get(f"/review/report/family/{father}/pdf/")).startswith(b"%PDF-")
    nobody = made.people["other"]
    assert client.get(f"/review/report/family/{nobody}/html/").status_code == 404
    for stranger in (uuid.uuid4(), made.review.pk):
        assert client.get(f"/review/report/family/{stranger}/").status_code == 404
    assert client.get(f"/review/report/family/{child}/docx/").status_code == 404


def test_only_the_lead_writes_answers_saves_what_leaves_and_publishes(made: Reviewing) -> None:
    mother = made.people["father"]
    for who in ("facilitator", "observer"):
        client = browser(made.posts[who])
        assert client.get("/review/report/").status_code == 200
        assert client.get("/review/report/read/").status_code == 200
        assert not hits(client.get("/review/report/"))
        for page in ("words/", "publication/pdf/", f"family/{mother}/", f"family/{mother}/pdf/"):
            assert client.get(f"/review/report/{page}").status_code == 403
        for page in ("answer/", "publish/"):
            assert client.post(f"/review/report/{page}", {}).status_code == 403


def test_live_teams_and_the_partnership_see_nothing_of_the_report(made: Reviewing) -> None:
    write(browser(made.posts["lead"]))
    with as_owner():
        team = made.week.teams["front_door"]
        stray = Post.objects.create(team=team, name="A reviewer", role="lead reviewer", starts=AT.day)
    for page in ("", "read/", "words/", "panel/pdf/", "publication/pdf/"):
        assert browser(made.posts["manager"]).get(f"/review/report/{page}").status_code == 403
        assert browser(made.week.posts["midwifery"]).get(f"/review/report/{page}").status_code == 403
        assert browser(stray).get(f"/review/report/{page}").status_code == 404
    assert not store.may_see(made.week.teams["front_door"]).entries(ReviewReportWords)
    assert not store.may_see(made.posts["manager"].team).entries(ReviewReportWords)


def test_each_copy_that_is_saved_is_kept_as_a_look(made: Reviewing) -> None:
    browser(made.posts["observer"]).get("/review/report/panel/pdf/")
    with as_owner():
        looks = Look.objects.filter(post=made.posts["observer"]).values_list("purpose", flat=True)
        assert "saved the panel copy of the report as pdf" in list(looks)


def test_a_draft_recommendation_stands_in_no_copy_and_the_page_says_so(made: Reviewing) -> None:
    with as_owner():
        draft = recommendation(made, number=1)
        recommending.write(**made.does("lead"), said=draft, words="Nobody has settled these words")
        said = recommendation(made, number=2, different_for_child="The practice is asked on the first day")
        id = recommending.write(**made.does("lead"), said=said, words="Ask the practice first")
        recommending.issue(by=made.posts["lead"], at=made.does("lead")["at"], id=id, seen=str(id))
    client = browser(made.posts["lead"])
    write(client)
    panel = client.get("/review/report/panel/html/")
    for page in (text(panel), text(client.get("/review/report/read/"))):
        assert "Ask the practice first" in page
        assert re.search(r"\b2\b.{0,40}Ask the practice first", page), (
            "under the number that its owner was told"
        )
        assert "Nobody has settled these words" not in page
        assert "half of what is held is still unasked" not in page
    assert "Recommendation 1 is a draft" in text(client.get("/review/report/"))
