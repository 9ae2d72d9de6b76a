"""The HTML of a report, read without a browser: what stands in it, and what does not."""

from __future__ import annotations

import re
from html import unescape

from sightline.reviews.report import copies
from sightline.reviews.report.html import html
from sightline.reviews.report.outline import BY, texts
from tests.reviews.invented import PRIVATE, REPORT
from tests.reviews.plants import planted
from tests.reviews.searched import private_in, secret


def read(page: str) -> str:
    """The words of a page in the order in which they stand, the style left out."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_everything_of_a_copy_stands_in_it_in_order():
    for copy in (copies.panel(planted()), copies.family(REPORT, "Child A's mother", PRIVATE, [])):
        said = read(html(copy)).split("Skip to the report", 1)[1]
        if copy.document.audience != "family":
            front, _, said = said.partition(" Contents ")
            assert copy.document.notice in front
        at = 0
        for where, text in texts(copy.document):
            if where not in (BY, "title"):
                at = said.index(" ".join(text.split()), at)


def test_the_same_copy_gives_the_same_page_and_only_the_public_one_may_be_indexed():
    assert html(copies.panel(REPORT)) == html(copies.panel(REPORT))
    assert "noindex" in html(copies.panel(REPORT))
    assert "noindex" in html(copies.family(REPORT, "Child A's mother", PRIVATE, []))
    assert "noindex" not in html(copies.publication(REPORT, PRIVATE, []))


def test_nothing_of_the_private_record_is_in_the_published_page():
    assert private_in(html(copies.publication(secret(), PRIVATE, []))) == []
    assert "Declan Tolley" in private_in(html(copies.panel(secret())))


def test_a_table_says_its_roles_for_browsers_that_forget_them_when_rows_are_blocks():
    page = html(copies.panel(REPORT))
    for tag, role in (("table", "table"), ("tr", "row"), ("th", "columnheader"), ("td", "cell")):
        found = re.findall(rf"<{tag}\b[^>]*>", page)
        assert found
        assert all(f'role="{role}"' in each for each in found)


def test_the_page_needs_nothing_else_and_says_its_language():
    page = html(copies.publication(REPORT, PRIVATE, []))
    assert '<html lang="en-GB">' in page
    assert not re.search(r"<script|<link|<img|url\(|https?:", page)
