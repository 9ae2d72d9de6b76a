"""A copy as a tagged PDF (PDF/UA-1), set by Typst. Its words go in as data and are never read as markup."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

import typst

from sightline.reviews.report.copies import Copy

_HERE = Path(__file__).parent


def pdf(copy: Copy) -> bytes:
    """This will give the file. The same copy gives the same bytes: the only day in it is the report's own."""
    document = copy.document
    said = asdict(document) | {"issued": document.issued.isoformat()}
    return typst.compile(
        (_HERE / "report.typ").read_bytes(),
        format="pdf",
        sys_inputs={"report": json.dumps(said)},
        font_paths=_fonts(),
        pdf_standards="ua-1",
        timestamp=int(dt.datetime.combine(document.issued, dt.time(), dt.UTC).timestamp()),
    )


@cache
def _fonts() -> typst.Fonts:
    """The font that comes with this room. The machine's own would give other bytes elsewhere."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(_HERE / "fonts")])
