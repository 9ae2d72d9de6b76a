"""Answers found out of other questions: kept until one of these is answered otherwise, and found again only for whoever waits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from sightline.record.waiting import Change, Days, Key, Waiting

S = TypeVar("S")
Find = Callable[[], Any]


class _Kept(NamedTuple):
    """An answer, how it is found, what it asked, and how many such it rests on in turn."""

    answer: Any
    find: Find
    asked: Mapping[Key, Days]
    rank: int


class Found:
    """The answers found so far. `listen` finds one and gives what it asked; `watched` says whether somebody waits on it."""

    def __init__(
        self,
        listen: Callable[[Find], tuple[Any, Mapping[Key, Days]]],
        watched: Callable[[Key], bool],
    ) -> None:
        self._listen = listen
        self._watched = watched
        self._kept: dict[Key, _Kept] = {}
        self._rests: Waiting[Key] = Waiting()

    def answer(self, question: Key, find: Callable[[], S]) -> S:
        """This will give the answer that is kept, or find it."""
        answer: S = (self._kept.get(question) or self._find(question, find, {})).answer
        return answer

    def _find(self, question: Key, find: Find, before: Mapping[Key, Days]) -> _Kept:
        answer, asked = self._listen(find)
        rank = 1 + max((self._kept[key].rank for key in asked if key in self._kept), default=0)
        kept = self._kept[question] = _Kept(answer, find, asked, rank)
        self._rests.now_asks(question, before, asked)
        return kept

    def again(self, changed: list[Change]) -> None:
        """Of what rests on a change, this will find again what somebody waits on, and let go of the rest.

        What rests on others comes after them, and only where one of them was answered otherwise. `changed` grows by
        each question that was.
        """
        by_rank: dict[int, dict[Key, None]] = {}
        self._touch(changed, by_rank)
        while by_rank:
            rank = min(by_rank)
            for question in by_rank.pop(rank):
                if question not in self._kept:  # let go meanwhile
                    continue
                if not self._waited_on(question):
                    self._let_go(question)
                    continue
                old = self._kept.pop(question)
                if self._find(question, old.find, old.asked).answer != old.answer:
                    changed.append((question, None))
                    self._touch(changed[-1:], by_rank)

    def _waited_on(self, question: Key) -> bool:
        """Whether somebody waits on a question, or on one that rests on it in turn."""
        return self._watched(question) or any(map(self._waited_on, self._rests.on((question, None))))

    def _let_go(self, question: Key) -> None:
        """Lets go of an answer, and of all that rest on it: when one of them is next asked, it is found anew."""
        old = self._kept.pop(question, None)
        if old is None:
            return
        self._rests.now_asks(question, old.asked, {})
        for resting in self._rests.on((question, None)):
            self._let_go(resting)

    def _touch(self, changed: Iterable[Change], by_rank: dict[int, dict[Key, None]]) -> None:
        for change in changed:
            for question in self._rests.on(change):
                by_rank.setdefault(self._kept[question].rank, {})[question] = None
