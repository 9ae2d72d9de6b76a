"""Two cases of a review side by side: the facts of the published review, from what agencies told it and nothing else."""

from __future__ import annotations

import pytest
from django.test import Client

from sightline.people.models import Post
from sightline.record.acting import as_owner
from sightline.record.models import Look, Payload, Told
from tests.database import remembered
from tests.knowing.two_cases import TwoCases, two_cases
from tests.pages.test_reviews import signed_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=["asked", "not asked"])
def made(request: pytest.FixtureRequest) -> TwoCases:
    """This will make the review of Child A and Child B; of B, social care was asked, or was not."""
    return remembered(_made, request.param)


def _made(was: str) -> TwoCases:
    with as_owner():
        return two_cases(unasked=[("child-b", "csc")] if was == "not asked" else [])


def page(made: TwoCases, who: str = "lead", **asked: str) -> tuple[int, str]:
    """This will open the comparison as somebody of the review."""
    answer = signed_in(made.posts[who]).get("/review/compare/", asked)
    return answer.status_code, answer.content.decode()


def test_the_headline_is_the_interval_of_both(made: TwoCases) -> None:
    status, shown = page(made)
    assert status == 200
    assert "5 days" in shown.split("</h1>")[0].rsplit("<h1", 1)[1]
    with as_owner():
        assert Look.objects.filter(purpose="compared two cases", post=made.posts["lead"]).count() == 2


def test_an_event_that_a_case_lacks_is_said_and_nothing_is_compared(made: TwoCases) -> None:
    status, shown = page(made, align="booking")
    assert status == 422
    assert "Nothing is compared until this is put right" in shown
    assert page(made, align="nonsense")[0] == 422
    assert page(made, one="nobody")[0] == 422


def test_what_nobody_told_the_review_is_not_in_it(made: TwoCases) -> None:
    """The words of social care alone stand there where it was asked, and do not where it was not."""
    shown = page(made, who="observer")[1]
    with as_owner():
        there = [words for words in of_social_care_alone(made) if words in shown]
    assert bool(there) is (("child-b", "csc") in made.requests)


def of_social_care_alone(made: TwoCases) -> list[str]:
    """This will give the words of entries that social care alone held of Child B."""
    team = made.teams["child-b", "csc"]
    of_agencies = Told.objects.exclude(knower=made.review)
    held = set(of_agencies.filter(knower=team).values_list("entry", flat=True))
    others = set(of_agencies.exclude(knower=team).values_list("entry", flat=True))
    said = Payload.objects.filter(entry__in=held - others).values_list("summary", flat=True)
    return [one[:60] for one in said if one]


def test_whoever_is_of_no_review_has_none(made: TwoCases) -> None:
    with as_owner():
        worker = made.workers["child-a", "mash"]
        Post.objects.filter(pk=worker.pk).update(role="practitioner")
    client: Client = signed_in(worker)
    assert client.get("/review/compare/").status_code == 403
