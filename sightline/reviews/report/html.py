"""A copy as one HTML file that needs nothing else: no script, no font, no picture, no network."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from sightline.reviews.report.copies import Copy

_HERE = Path(__file__).parent


def html(copy: Copy) -> str:
    """This will give the page. Everything that anybody wrote is escaped."""
    return _template().render(d=copy.document, style=(_HERE / "report.css").read_text(encoding="utf-8"))


@cache
def _template() -> Template:
    found = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return found.get_template("report.html.jinja")
