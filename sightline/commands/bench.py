"""The pages of `sightline standards`: what was measured, as Markdown, to be read in a terminal or kept under docs/reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sightline.standards.bench import Case, Failing, Figures, failing, families, figures, scored
from sightline.standards.mutation import LATE, How, Trial
from sightline.standards.replay import Raise
from sightline.standards.scoring import Score

Shelves = Mapping[str, Sequence[Case]]
"""The cases with keys, by the folder or file that they were asked for by."""

_FIGURES = "musts on time | all on time | days: median | worst | false alarms | load"
_RULE = "| --- | --- | --- | --- | --- | --- | --- |"
_ABOUT = (
    "It measures standards, on cases written for it. It is a score of nobody, and says nothing of a family or a service.",
    "",
    "*On time*: raised on or before the last day on which it would have been useful. *Days*: from the first on which it was",
    "fairly supported to the raise, of whatever was raised at all. *Load*: raises that nobody called for and that are not",
    "wrong either, in every ten entries for cases and as a count for kinds. [How to read it](../how-to/test-the-standards.md).",
)
_MUTATED = (
    "Each line is one run of one case with one thing changed. A *guard* is an entry whose absence calls for a prompt, as its",
    "case's key says. *Late* is the same entry written down and told a week after its absence was noticed. *Put in* is the",
    "step that was missing, added to a case with gaps. Of a case whose guards nobody has marked, nothing is taken away.",
    "[How to read it](../how-to/test-the-standards.md).",
)


def examples(count: int, wrong: Sequence[Failing]) -> Iterator[str]:
    """This will give the lines on the worked examples: how many, and each that does not do what it says."""
    yield f"{count} worked examples; {len(wrong)} that do not do what they say."
    for one in wrong:
        should = f"should speak on {one.fires}" if one.fires else "should stay silent"
        spoke = f"spoke on {', '.join(map(str, one.spoke))}" if one.spoke else "stayed silent"
        yield f"- `{one.kind}`, {one.title}: {should}, {spoke}."


def bench(shelves: Shelves) -> tuple[list[str], bool]:
    """This will give the page of the bench, and whether every worked example does what it says."""
    count, wrong = failing()
    scores = {shelf: [scored(case) for case in cases] for shelf, cases in shelves.items()}
    every = [one for shelf in scores.values() for one in shelf]
    lines = [*_ABOUT, "", *examples(count, wrong)]
    if every:
        lines += [
            "",
            "## By folder",
            "",
            *_by_folder(scores),
            "",
            "## By kind and family",
            "",
            *_by_kind(every),
        ]
        lines += ["", "## By case", "", *_by_case(scores), "", "## To look at", ""]
        lines += list(_to_look_at(every)) or ["Nothing."]
    return lines, not wrong


def _by_folder(scores: Mapping[str, Sequence[Score]]) -> Iterator[str]:
    yield from (f"| cases | {_FIGURES} |", _RULE)
    for shelf, own in scores.items():
        quiet = sum(one.key.strict for one in own)
        yield f"| `{shelf}`, {len(own)} cases, {quiet} of them handled well | {_cells(figures(own))} |"
    if len(scores) > 1:
        yield f"| **all** | {_cells(figures([one for own in scores.values() for one in own]))} |"


def _by_kind(scores: Sequence[Score]) -> Iterator[str]:
    yield from (f"| kind | {_FIGURES} |", _RULE)
    for family, kinds in families().items():
        yield f"| **{family}** | {_cells(figures(scores, kinds), count=True)} |"
        yield from (f"| `{kind}` | {_cells(figures(scores, [kind]), count=True)} |" for kind in kinds)


def _by_case(scores: Mapping[str, Sequence[Score]]) -> Iterator[str]:
    yield from (f"| case | {_FIGURES} |", _RULE)
    for shelf, own in scores.items():
        for one in own:
            yield f"| `{shelf}`: {one.key.case}, {one.key.case_type.replace('_', ' ')} | {_cells(figures([one]))} |"


def _to_look_at(scores: Sequence[Score]) -> Iterator[str]:
    """What was missed of each case, what was raised and should not have been, and what rests on nothing that stood there."""
    for one in scores:
        late = [f"{a.point.id} `{a.point.prompt}`" for a in one.answers if not a.on_time]
        if late:
            yield f"- {one.key.case}, not in time: {', '.join(late)}."
        yield from (f"- {one.key.case}, false alarm: {_said(raised)}." for raised in one.false)
        yield from (
            f"- {one.key.case}, on nothing that stood there: {_said(raised)}." for raised in one.ungrounded
        )


def _cells(found: Figures, *, count: bool = False) -> str:
    load = f"{found.load}" if count else _number(found.load_per_ten)
    return " | ".join(
        (
            _of(found.must_on_time, found.must),
            _of(found.all_on_time, found.all),
            _number(found.median),
            _number(found.worst),
            str(found.false),
            load,
        )
    )


def _of(some: int, every: int) -> str:
    return f"{some} of {every}" if every else "–"


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}".removesuffix(".0")


def _said(raised: Raise) -> str:
    return f"`{raised.kind}` on {raised.raised}, on {', '.join(raised.evidence)}"


def mutation(trials: Sequence[Trial]) -> list[str]:
    """This will give the page of a mutation run: how often the right kind spoke, what else woke, and each exception."""
    lines = [*_MUTATED, "", *_by_how(trials), "", "## By kind", "", *_noticed_by_kind(trials)]
    lines += ["", "## By case", "", *_by_changed_case(trials), "", "## Exceptions", ""]
    return [*lines, *(list(exceptions(trials)) or ["None."])]


def _by_how(trials: Sequence[Trial]) -> Iterator[str]:
    words: dict[How, tuple[str, str]] = {
        "taken away": ("a guard taken away", "noticed by its kind"),
        "late": (f"a guard that came {LATE.days} days too late", "noticed, and silent once it came"),
        "put in": ("a missing step put in", "fell silent"),
        "unguarded": ("an entry taken away that guards against nothing", ""),
        "arguable": ("an entry taken away of which it can be argued", ""),
    }
    yield from ("| changed | tried | right | woke something else |", "| --- | --- | --- | --- |")
    for how, (what, right) in words.items():
        own = _of_how(trials, how)
        good = f"{_of(sum(_good(one) for one in own), len(own))} {right}" if right and own else "–"
        yield f"| {what} | {len(own)} | {good} | {sum(bool(one.woke) for one in own)} |"


def _good(trial: Trial) -> bool:
    return bool(trial.right) and trial.closed is not False


def _noticed_by_kind(trials: Sequence[Trial]) -> Iterator[str]:
    yield from (
        "| kind | guards noticed | late, and silent again | missing steps | woke where it should not |",
    )
    yield "| --- | --- | --- | --- | --- |"
    noise = [raised.kind for one in trials for raised in one.woke]
    for kind in (kind for kinds in families().values() for kind in kinds):
        own = [one for one in trials if one.wanted == kind]
        if own or kind in noise:
            yield f"| `{kind}` | {_goods(own)} | {noise.count(kind)} |"


def _by_changed_case(trials: Sequence[Trial]) -> Iterator[str]:
    yield "| case | guards noticed | late, and silent again | missing steps | others that woke something |"
    yield "| --- | --- | --- | --- | --- |"
    for case in dict.fromkeys(one.case for one in trials):
        own = [one for one in trials if one.case == case]
        others = [one for one in own if one.how in ("unguarded", "arguable")]
        yield f"| {case} | {_goods(own)} | {_of(sum(bool(one.woke) for one in others), len(others))} |"


def _goods(trials: Sequence[Trial]) -> str:
    by_how = (_of_how(trials, how) for how in ("taken away", "late", "put in"))
    return " | ".join(_of(sum(_good(one) for one in own), len(own)) for own in by_how)


def _of_how(trials: Iterable[Trial], how: str) -> list[Trial]:
    return [one for one in trials if one.how == how]


def exceptions(trials: Iterable[Trial]) -> Iterator[str]:
    """This will give a line for each run in which something was missed or woke that should not have."""
    for one in trials:
        at = f"{one.case} {one.entry} {one.how}"
        if one.right is False:
            wrong = "was not silenced" if one.how == "put in" else "did not speak"
            yield f"- {at}: `{one.wanted}` {wrong}."
        if one.closed is False:
            yield f"- {at}: `{one.wanted}` did not fall silent when it came."
        for raised in one.woke:
            yield f"- {at}: woke {_said(raised)}."
