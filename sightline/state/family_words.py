"""Whether words tell what somebody of the family says. The lists are those of explanation_not_tested.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Numbers = Mapping[str, Any]


def reported(text: str | None, numbers: Numbers) -> bool:
    """This will say whether a text names somebody of the family and says that something is told."""
    said = {*re.findall(r"[a-z]+", (text or "").lower())}
    return bool(said & {*numbers["account_words"]}) and bool(said & {*numbers["family_words"]})


def account_in(note: str, numbers: Numbers) -> bool:
    """This will say whether a note gives an account: reported, in quotation marks, or in short ("mum:", "per mum")."""
    family = "|".join(numbers["family_words"])
    in_short = re.search(rf"\b(?:{family}):|\bper (?:{family})\b", note.lower()) is not None
    return reported(note, numbers) or in_short or '"' in note
