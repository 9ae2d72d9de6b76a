"""The errors of a form, as the Design System's error summary lists them."""

from __future__ import annotations

from collections.abc import Mapping


def summary(errors: Mapping[str, str]) -> list[dict[str, str]]:
    """This will give what the error summary lists: the words, each leading to its field."""
    return [{"text": words, "href": f"#{field}"} for field, words in errors.items()]
