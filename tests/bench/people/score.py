"""How well people were found, by the key: right first, among the first twenty, and how many wrong people were shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Ranked = Sequence[tuple[str, float]]


@dataclass(frozen=True)
class Score:
    """Shares of a hundred; wrong people a query, at the score that keeps 95 of 100 of the right ones."""

    queries: int
    first: float
    among_twenty: float
    threshold: float
    wrong_shown: float
    wrong_for_absent: float
    absent_shown: float
    median_ms: float
    p95_ms: float


def score(
    answers: Mapping[str, Ranked], ms: Sequence[float], whose: Mapping[str, int], wanted: Mapping[str, int]
) -> Score:
    """This will score what was found. Records of one person count as one; of a query whose person is absent, all are wrong."""
    present = {query: person for query, person in wanted.items() if person and query in answers}
    absent = [query for query, person in wanted.items() if not person and query in answers]
    right_at = [_best_right(answers[query], whose, person) for query, person in present.items()]
    scores = sorted((found[1] for found in right_at if found), reverse=True)
    keep = int(len(present) * 0.95)
    threshold = scores[keep - 1] if len(scores) >= keep > 0 else float("-inf")
    wrong = [len(_shown(answers[query], whose, threshold) - {person}) for query, person in present.items()]
    strange = [len(_shown(answers[query], whose, threshold)) for query in absent]
    took = sorted(ms)
    return Score(
        len(present), _share(sum(1 for found in right_at if found and found[0] == 0), len(present)),
        _share(sum(1 for found in right_at if found and found[0] < 20), len(present)), threshold,
        sum(wrong) / max(len(wrong), 1), sum(strange) / max(len(strange), 1), _share(sum(1 for n in strange if n), len(strange)),
        took[len(took) // 2], took[int(len(took) * 0.95)],
    )  # fmt: skip


def _best_right(ranked: Ranked, whose: Mapping[str, int], person: int) -> tuple[int, float] | None:
    return next(((place, points) for place, (rec, points) in enumerate(ranked) if whose[rec] == person), None)


def _shown(ranked: Ranked, whose: Mapping[str, int], threshold: float) -> set[int]:
    return {whose[rec] for rec, points in ranked if points >= threshold}


def _share(part: int, whole: int) -> float:
    return 100 * part / max(whole, 1)
