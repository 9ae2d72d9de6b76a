"""The forms of a review's report: the words around its findings, the words for one of the family, and an answer to a hit."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import cast
from uuid import uuid4

from django.http import Http404, QueryDict

from sightline.pages.forms.fields import Field
from sightline.pages.forms.sent import id_of
from sightline.record.kinds.review_report import Outcome

WORDS = (
    Field(
        name="introduction", label="Introduction", kind="area", missing="Write the introduction",
        hint="Why there is a review, and how it was made. Each line is a paragraph.",
    ),
    Field(
        name="scene", label="Setting the scene", kind="area", missing="Write what a reader needs to know of the families",
        hint="What a reader needs to know of the families to understand the rest, and no more.",
    ),
    Field(
        name="conclusions", label="Conclusions", kind="area", missing="Write the conclusions",
        hint="What the findings come to, beyond these families.",
    ),
)  # fmt: skip
FAMILY = (
    Field(name="happened", label="What happened", kind="area", missing="Write what happened"),
    Field(name="found", label="What the review found", kind="area", missing="Write what the review found"),
    Field(name="changes", label="What will change", kind="area", missing="Write what will change"),
    Field(
        name="you_said", label="What they told the review", kind="area",
        hint="What this reader said, and nobody else. Leave it empty if they were not heard.",
    ),
    Field(name="ask", label="Whom they can ask", missing="Write whom they can ask"),
)  # fmt: skip


@dataclass(slots=True)
class AnswerForm:
    """An answer as it was sent: to which hit, what, and why."""

    hit: str
    outcome: Outcome
    reason: str
    key: str
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, post: QueryDict) -> AnswerForm:
        """This will read the form. Raises Http404 for what no page of ours sends."""
        hit, outcome = post.get("hit", ""), post.get("outcome", "")
        if not re.fullmatch(r"[0-9a-f]{16}", hit) or outcome not in ("kept", "removed"):
            raise Http404("no such thing to answer")
        reason = post.get("reason", "").strip()[:2000]
        found = cls(hit, cast("Outcome", outcome), reason, str(id_of(post.get("key", "")) or uuid4()))
        if outcome == "kept" and not reason:
            found.errors = {"reason": "Say why it can stay, or change the text"}
        return found
