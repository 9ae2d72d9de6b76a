"""The PDF: it conforms to PDF/UA-1 by a validator's word, is read in the report's order, and holds nothing private.

The validator is `page`, which goes through the 104 machine-checked rules of PDF/UA-1 (tags, artifacts, headings, tables and
their headers, lists, languages, fonts, metadata, annotations). It cannot say whether the order makes sense: that is compared
here, as `pdfplumber` reads the structure tree. No machine says whether a heading is a good one.
"""

from __future__ import annotations

from dataclasses import replace

import page
import pytest
import typst

from sightline.reviews.report import copies
from sightline.reviews.report import pdf as module
from sightline.reviews.report.copies import Answer, Copy, NotAnswered
from sightline.reviews.report.outline import outline
from sightline.reviews.report.pdf import pdf
from tests.reviews.invented import PRIVATE, REPORT
from tests.reviews.opened import facts, spoken
from tests.reviews.searched import private_in_pdf, secret

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


def test_nothing_of_the_private_record_is_in_the_published_file():
    assert private_in_pdf(pdf(copies.publication(secret(), PRIVATE, []))) == []


def test_the_search_would_find_it():
    found = private_in_pdf(pdf(copies.panel(secret())))
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
    assert [each for each in private_in_pdf(pdf(copies.panel(quoting))) if len(each.split()) > 5]


def test_the_search_looks_into_the_metadata():
    document = replace(outline(REPORT, "panel"), title="Ivy Marsh", blocks=())
    hidden = module.pdf(Copy(document))
    assert "Ivy Marsh" in private_in_pdf(hidden)


@pytest.mark.parametrize("rule", ["generalise", "identifying"])
def test_with_either_guard_gone_the_other_still_refuses(rule, monkeypatch):
    """Without generalising, the check stops the copy; without the check, generalising has cleaned the file."""
    if rule == "generalise":
        monkeypatch.setattr(copies, "generalise", lambda report, private: report)
        with pytest.raises(NotAnswered):
            copies.publication(secret(), PRIVATE, [])
    else:
        monkeypatch.setattr(copies, "identifying", lambda document, private: ())
        assert private_in_pdf(pdf(copies.publication(secret(), PRIVATE, []))) == []


def test_without_both_the_search_turns_red(monkeypatch):
    monkeypatch.setattr(copies, "generalise", lambda report, private: report)
    monkeypatch.setattr(copies, "identifying", lambda document, private: ())
    assert len(private_in_pdf(pdf(copies.publication(secret(), PRIVATE, [])))) > 10
