"""Ids that a browser sent back. A senseless one is none: nobody's form makes it."""

from __future__ import annotations

from typing import Literal
from uuid import UUID


def id_of(text: str) -> UUID | None:
    """This will read an id, or give None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def seen_of(text: str) -> UUID | Literal["nothing"]:
    """This will read the last entry that whoever filled the form had seen."""
    return id_of(text) or "nothing"
