"""The PDF: it conforms to PDF/UA-1 by a validator's word, is read in the report's order, and holds nothing private.

The validator is `page`, which goes through the 104 machine-checked rules of PDF/UA-1 (tags, artifacts, headings, tables and
their headers, lists, languages, fonts, metadata, annotations). It cannot say whether the order makes sense: that is compared
here, as `pdfplumber` reads the structure tree. No machine says whether a heading is a good one.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import page
import pytest
import typst

from sightline.checks.finding.names import plain
from sightline.reviews.report import copies
from sightline.reviews.report import pdf as module
from sightline.reviews.report.copies import Answer, Copy, NotAnswered
from sightline.reviews.report.outline import outline
from sightline.reviews.report.parts import Line
from sightline.reviews.report.pdf import pdf
from tests.reviews.invented import PRIVATE, REPORT
from tests.reviews.opened import everything, facts, spoken, words

UA1 = page.ValidationProfile.PDF_UA_1
READER = "Child A's mother"


def published(report):
    """The public copy of a report, everything that can be kept answered as kept: what only the rules have cleaned."""
    try:
        return copies.publication(report, PRIVATE, [])
    except NotAnswered as refused:
        kept = [Answer(hit.key, "kept", "To see what the rules leave.", "test") for hit in refused.hits]
        return copies.publication(report, PRIVATE, kept)


COPIES = {
    "panel": lambda: copies.panel(REPORT),
    "publication": lambda: published(REPORT),
    "family": lambda: copies.family(REPORT, READER, PRIVATE, []),
}


@pytest.fixture(scope="module", params=COPIES)
def made(request) -> tuple[Copy, bytes]:
    copy = COPIES[request.param]()
    return copy, pdf(copy)


def test_a_validator_finds_nothing_against_pdf_ua_1(made):
    report = page.validate_pdf_bytes(made[1], profile=UA1)
    assert [(each.rule_id, each.message) for each in report.failures] == []
    assert report.is_compliant
    assert report.rules.total >= 100


def test_the_validator_would_find_a_file_that_is_not_tagged():
    bare = typst.compile(b"= Heading\nText.", format="pdf", pdf_tags=False)
    assert not page.validate_pdf_bytes(bare, profile=UA1).is_compliant


def test_it_is_tagged_titled_and_in_english(made):
    copy, file = made
    found = facts(file)
    assert found["marked"] is True
    assert found["shows title"] is True
    assert found["language"] == "en-GB"
    assert found["title"] == copy.document.title


def in_order(document) -> list[tuple[str, str]]:
    """What a reader should hear, element by element."""
    said = [("P", document.title), ("P", document.partnership)]
    said.append(("P", f"{', '.join(document.authors)}. {document.day}."))
    said += [("P", document.notice)] if document.notice else []
    if document.audience != "family":
        said += [("TOCI", b.text) for b in document.blocks if b.is_a == "heading" and b.level == 1]
    for block in document.blocks:
        if block.is_a == "heading":
            said.append((f"H{block.level}", block.text))
        elif block.is_a == "paragraph":
            said.append(("P", f"{block.number} {block.text}".strip()))
        elif block.is_a == "list":
            said += [("P", block.text), *(("LBody", item) for item in block.items)]
        else:
            said += [("Caption", block.text), *(("TH", cell) for cell in block.head)]
            said += [("TD", cell) for row in block.rows for cell in row]
    return said


def test_it_is_read_in_the_order_of_the_report(made):
    copy, file = made
    assert spoken(file) == in_order(copy.document)


def test_the_same_copy_gives_the_same_bytes(made):
    copy, file = made
    assert pdf(copy) == file
    assert b"D:20210215000000Z" in file


def test_words_are_never_markup():
    said = '#panic("x") *bold* _it_ = Heading \\ $x$ <label> @ref https://x.example `raw` // gone /* gone */ “q” \'s -- ...'
    copy = copies.panel(replace(REPORT, conclusions=(said,), title=f"Title {said}"))
    texts = [text for _, text in spoken(pdf(copy))]
    assert f"8.1 {said}" in texts
    assert texts[0] == f"Title {said}"


# Nothing of the private record is in the file.

_DAYS = (
    "11 December 2019",
    "4 February 2020",
    "22 March 2020",
    "11/12/19",
    "3 October 2019",
    "2019-12-11",
    "2020-03-22",
)


def private_in(file: bytes) -> list[str]:
    """What of the private record stands anywhere in a file: names and their parts, places, services, numbers, days, sentences."""
    drawn = words(file)
    found = drawn + everything(file)
    said, seen, packed = f" {plain(found)} ", f" {plain(drawn)} ", re.sub(r"[\s-]", "", found)
    names = {name for each in (*PRIVATE.people, *PRIVATE.services, *PRIVATE.places) for name in each.names}
    # A part that is a word of the report too (grace, sue) says nothing by itself; it is looked for as it is written.
    parts = {
        part
        for each in PRIVATE.people
        for name in each.names
        for part in re.split(r"[ -]", name)
        if len(part) > 3
    }
    sentences = {
        part.strip() for text in PRIVATE.texts for part in re.split(r"[.,]", text) if len(part.split()) > 5
    }
    return sorted(
        # Two or three letters stand by chance in any packed bytes: they are looked for among the words.
        {name for name in names if f" {plain(name)} " in (said if len(name) > 3 else seen)}
        | {part for part in parts if part != "Nanny" and re.search(rf"\b{part}\b", found)}
        | {number for number in PRIVATE.numbers if re.sub(r"[\s-]", "", number) in packed}
        | {day for day in _DAYS if f" {plain(day)} " in said}
        | {sentence for sentence in sentences if f" {plain(sentence)} " in said}
    )


def secret():
    """A report full of the record: names in its prose, in its chronology and in its recommendations."""
    first, *others = REPORT.phases
    lines = (
        Line(
            dt.date(2019, 12, 11),
            "Joan Peel tells the front door about Kasia.",
            "Young Westmarch",
            "Quayside Surgery",
        ),
        Line(dt.date(2020, 2, 4), "Declan Tolley rings 01632 960 123 from 14 Kiln Lane.", "Dr Rao", "WPT"),
    )
    return replace(
        REPORT,
        scene=(),
        title="Ivy Tolley and Rowan Marsh of Saltmere: a review",
        phases=(replace(first, lines=lines, text=(*first.text, "Ivy Grace Tolley-Marsh was born on 22 March 2020.")), *others),
        conclusions=("The court's file PL20C50112 and LCS 4471902 name Maureen Tolley.",),
    )  # fmt: skip


def test_nothing_of_the_private_record_is_in_the_published_file():
    assert private_in(pdf(copies.publication(secret(), PRIVATE, []))) == []


def test_the_search_would_find_it():
    found = private_in(pdf(copies.panel(secret())))
    for each in (
        "Joan Peel",
        "Kasia",
        "Saltmere",
        "Young Westmarch",
        "PL20C50112",
        "11 December 2019",
        "01632 960123",
    ):
        assert each in found, found
    quoting = replace(REPORT, conclusions=(PRIVATE.texts[1],))
    assert [each for each in private_in(pdf(copies.panel(quoting))) if len(each.split()) > 5]


def test_the_search_looks_into_the_metadata():
    document = replace(outline(REPORT, "panel"), title="Ivy Marsh", blocks=())
    hidden = module.pdf(Copy(document))
    assert "Ivy Marsh" in private_in(hidden)


@pytest.mark.parametrize("rule", ["generalise", "identifying"])
def test_with_either_guard_gone_the_other_still_refuses(rule, monkeypatch):
    """Without generalising, the check stops the copy; without the check, generalising has cleaned the file."""
    if rule == "generalise":
        monkeypatch.setattr(copies, "generalise", lambda report, private: report)
        with pytest.raises(NotAnswered):
            copies.publication(secret(), PRIVATE, [])
    else:
        monkeypatch.setattr(copies, "identifying", lambda document, private: ())
        assert private_in(pdf(copies.publication(secret(), PRIVATE, []))) == []


def test_without_both_the_search_turns_red(monkeypatch):
    monkeypatch.setattr(copies, "generalise", lambda report, private: report)
    monkeypatch.setattr(copies, "identifying", lambda document, private: ())
    assert len(private_in(pdf(copies.publication(secret(), PRIVATE, [])))) > 10
