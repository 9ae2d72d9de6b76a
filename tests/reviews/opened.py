"""A PDF opened by a library that nobody here wrote: what it says aloud in which order, and everything that is in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdftypes import PDFStream, resolve1


def spoken(file: bytes) -> list[tuple[str, str]]:
    """What a screen reader says, element by element in the order of the structure tree, with each element's type."""
    with pdfplumber.open(io.BytesIO(file)) as pdf:
        return spoken_in(pdf)


def spoken_in(pdf: pdfplumber.PDF) -> list[tuple[str, str]]:
    marked: dict[tuple[int, int], str] = {}
    for page in pdf.pages:
        for char in page.chars:
            if char.get("mcid") is not None:
                at = (page.page_number, char["mcid"])
                marked[at] = marked.get(at, "") + char["text"]
    return [said for element in pdf.structure_tree for said in _said(element, marked)]


_LEAVES = {"H1", "H2", "H3", "P", "LBody", "TD", "TH", "Caption", "TOCI", "Title"}


def _said(element: dict[str, Any], marked: dict[tuple[int, int], str]) -> Iterator[tuple[str, str]]:
    if element["type"] in _LEAVES:
        yield element["type"], "".join(_text(element, marked)).strip()
        return
    for child in element.get("children", []):
        yield from _said(child, marked)


def _text(element: dict[str, Any], marked: dict[tuple[int, int], str]) -> Iterator[str]:
    page = element.get("page_number")
    yield from (marked.get((page, mcid), "") for mcid in element.get("mcids", []) if page)
    for child in element.get("children", []):
        yield from _text({"page_number": page} | child, marked)


def facts(file: bytes) -> dict[str, Any]:
    """What the file says of itself: its title, language, whether it is tagged, its number of pages."""
    with pdfplumber.open(io.BytesIO(file)) as pdf:
        root = pdf.doc.catalog
        return {
            "title": pdf.metadata["Title"],
            "language": root["Lang"].decode(),
            "marked": resolve1(root["MarkInfo"])["Marked"],
            "shows title": resolve1(root["ViewerPreferences"])["DisplayDocTitle"],
            "pages": len(pdf.pages),
            "author": pdf.metadata.get("Author"),
        }


def words(file: bytes) -> str:
    """The words of a file as they are read, those that stand outside the order (a running head), and of its metadata."""
    with pdfplumber.open(io.BytesIO(file)) as pdf:
        outside = "".join(
            char["text"] for page in pdf.pages for char in page.chars if char.get("mcid") is None
        )
        return "\n".join([repr(pdf.metadata), outside, *(said for _, said in spoken_in(pdf))])


def everything(file: bytes) -> str:
    """All else that is in a file: its bytes, every object, and every stream unpacked, in one byte a letter and in two."""
    found = [file.decode("latin-1"), file.decode("utf-16-be", "ignore")]
    with pdfplumber.open(io.BytesIO(file)) as pdf:
        for xref in pdf.doc.xrefs:
            for number in xref.get_objids():
                of = pdf.doc.getobj(number)
                found.append(repr(of))
                if isinstance(of, PDFStream):
                    unpacked = of.get_data()
                    found += [unpacked.decode("latin-1"), unpacked.decode("utf-16-be", "ignore")]
    return "\n".join(found)
