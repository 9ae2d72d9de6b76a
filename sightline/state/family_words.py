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
    """This will say whether a note gives an account: reported, in quotation marks, or after a colon, as hurried hands write."""
    family = "|".join(numbers["family_words"])
    after_a_colon = re.search(rf"\b(?:{family}):", note.lower()) is not None
    return reported(note, numbers) or after_a_colon or '"' in note
