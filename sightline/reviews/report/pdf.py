"""A copy as a tagged PDF (PDF/UA-1), set by Typst. Its words go in as data and are never read as markup."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from pathlib import Path

import typst

from sightline.reviews.report.copies import Copy

_HERE = Path(__file__).parent


def pdf(copy: Copy) -> bytes:
    """This will give the file. The same copy gives the same bytes: the only day in it is the report's own."""
    return _set(copy, "pdf")


def pictures(copy: Copy, *, ppi: float = 70) -> list[bytes]:
    """This will give the pages as PNG pictures, to look at."""
    made = _set(copy, "png", ppi)
    return made if isinstance(made, list) else [made]


def _set(copy: Copy, form: str, ppi: float | None = None) -> bytes:
    document = copy.document
    said = asdict(document) | {"issued": document.issued.isoformat()}
    made: bytes = typst.compile(
        (_HERE / "report.typ").read_bytes(),
        format=form,
        ppi=ppi,
        sys_inputs={"report": json.dumps(said)},
        font_paths=[str(_HERE / "fonts")],
        ignore_system_fonts=True,
        pdf_standards="ua-1",
        timestamp=int(dt.datetime.combine(document.issued, dt.time(), dt.UTC).timestamp()),
    )
    return made
