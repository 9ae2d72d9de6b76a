"""The layout of the pictures, on every story: nothing covers anything, and nothing stands after the day."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest

from sightline.pages import lanes, replay, story_files, words
from sightline.pages.scale import scale

DAY = dt.date(2020, 1, 1)


def days(*offsets: int) -> list[dt.date]:
    return [DAY + dt.timedelta(days=n) for n in offsets]


def moments() -> list[tuple[str, str, dt.date]]:
    """This will give a few moments of each story, in the eyes of the agency that it opens with, and its last."""
    found = []
    for case in sorted(story_files.stories()):
        agency, on = replay._opens(case)
        found += [(case, agency, day) for day in (on, *replay.moments(case)[::11], replay.moments(case)[-1])]
    return found


@pytest.mark.parametrize(("case", "agency", "on"), moments())
def test_no_mark_covers_another_and_none_passes_the_day(case: str, agency: str, on: dt.date) -> None:
    drawn = replay._seen(case, agency, on)  # type: ignore[arg-type]
    picture = drawn["picture"]
    marks = [(lane, mark) for lane in picture.lanes for mark in lane.marks]
    assert len(marks) == len(drawn["items"])
    for (_, a), (_, b) in combinations(marks, 2):
        assert abs(a.x - b.x) >= lanes.MARK - 1 or abs(a.y - b.y) >= lanes.ROW - 1, (
            a.item.number,
            b.item.number,
        )
    for lane, mark in marks:
        assert lane.agency == mark.item.author
        assert lanes.LEFT <= mark.x <= picture.today
        assert lane.top < mark.y < lane.top + lane.size
    rows = [row for row in drawn["turned"].rows if row.item]
    assert len(rows) == len(marks)


@pytest.mark.parametrize(("case", "agency", "on"), moments())
def test_no_label_covers_a_mark_of_its_lane(case: str, agency: str, on: dt.date) -> None:
    picture = replay._seen(case, agency, on)["picture"]  # type: ignore[arg-type]
    for label in picture.labels:
        width = max(map(len, label.lines)) * lanes._LETTER
        left = label.x if label.anchor == "start" else label.x - width
        for lane in picture.lanes:
            for mark in lane.marks:
                beside = mark.x + 12 < left or mark.x - 12 > left + width
                above = label.y + 16 * len(label.lines) < mark.y - 10 or label.y - 13 > mark.y + 10
                assert beside or above, (label, mark.item.number)


def test_the_part_that_is_to_scale_is_to_scale() -> None:
    line = scale(dict.fromkeys(days(0, 10, 30), 0.0), DAY, 0, 300)
    assert [round(line.days[d]) for d in days(0, 10, 30)] == [0, 100, 300]
    assert round(line.at(days(20)[0])) == 200


def test_earlier_days_are_evenly_spaced_and_long_silence_is_shortened() -> None:
    line = scale(dict.fromkeys(days(-900, -10, 0, 30, 400), 0.0), DAY, 0, 1000)
    first, second = (line.days[d] for d in days(-900, -10))
    assert second - first == pytest.approx(58)
    assert line.main == pytest.approx(116)
    assert len(line.breaks) == 1
    assert line.days[days(400)[0]] == pytest.approx(1000)


def test_a_busy_day_is_given_room() -> None:
    line = scale({**dict.fromkeys(days(0, 1, 2), 0.0), days(1)[0]: 84.0}, DAY, 0, 300)
    assert line.days[days(1)[0]] - line.days[DAY] >= 42


@pytest.mark.parametrize(
    ("days_old", "said"),
    [
        (0, "0 days"),
        (1, "1 day"),
        (13, "13 days"),
        (53, "7 weeks 4 days"),
        (56, "8 weeks"),
        (250, "8 months"),
        (900, "2 years"),
    ],
)
def test_ages_as_they_are_said(days_old: int, said: str) -> None:
    assert words.age(DAY, DAY + dt.timedelta(days=days_old)) == said


def test_weeks_of_pregnancy() -> None:
    assert words.gestation(dt.date(2020, 3, 15), dt.date(2019, 12, 11)) == "26 weeks 3 days"
