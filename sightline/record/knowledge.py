"""What somebody knows: the only reader of entries. It remembers what it was asked, so nobody lists what matters.

Whoever knows an entry knows who wrote it, and who the entry itself says was there, was asked or was sent it.
Who else was told shows to the teller and the told alone (and to the owner of a whole file).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from sightline.record.entry import Entry, Record, Team, Told
from sightline.record.found import Found
from sightline.record.had import Had
from sightline.record.in_order import InOrder, Place, place_of
from sightline.record.kinds.words import Agency, Area, KnowerType, Person
from sightline.record.named import concerned, covered, named, parties, topics
from sightline.record.times import Moment
from sightline.record.waiting import EVER, Change, Days, Key

B = TypeVar("B")
S = TypeVar("S")


class Knowledge:
    """The entries that one knower (or, `knower` None, the owner of a whole file) knows, growing as it learns.

    Questions are answered from what was learned and nothing else. Each question leaves its key in `asked`, with the days
    it was asked of; `learn` and `hear` return the keys whose answers they changed. Answers come in the order of the day
    on which things happened.
    """

    def __init__(self, knower: Agency | None, teams: Mapping[Agency, Team]) -> None:
        self.knower = knower
        self.teams = teams
        self.asked: dict[Key, Days] = {}
        self._entries: dict[str, Entry[Any]] = {}
        self._about: dict[str, tuple[Person | None, ...]] = {}
        self._parties: dict[str, frozenset[Agency]] = {}
        self._under: dict[Key, InOrder] = defaultdict(InOrder)
        self._learned: dict[Key, list[Entry[Any]]] = defaultdict(list)
        self._folds: dict[tuple[Any, Key], tuple[int, Any]] = {}
        self._worked_out: dict[Key, Any] = {}
        self._made_of: dict[Key, list[tuple[Key, Callable[[Sequence[Entry[Any]]], Any]]]] = defaultdict(list)
        self._chosen: dict[Key, InOrder] = {}
        self._choosing: dict[Key, list[tuple[Key, Callable[[Entry[Any]], bool]]]] = defaultdict(list)
        self.watched: Container[Key] = ()
        """The questions that somebody waits on: of those `found`, only these, and what these rest on, are answered again."""
        self._found = Found(self._listen, lambda question: question in self.watched)
        self._told: dict[str, dict[Agency, Told]] = defaultdict(dict)
        self._tellings: list[Told] = []
        self._had = Had(self._entries.get)

    def learn(self, entry: Entry[Any]) -> Sequence[Change]:
        """This will add one entry, and give the keys of the questions it changes the answer to."""
        if entry.id in self._entries:
            return ()
        self._entries[entry.id] = entry
        self._about[entry.id] = about = (None, *concerned(entry))
        self._parties[entry.id] = parties(entry)
        changed: list[Change] = [(("entry", entry.id), None)]
        place, named_topics = place_of(entry), topics(entry)
        for person in about:
            self._put(("kind", type(entry.body), person), entry, place, changed)
            for topic in named_topics:
                self._put(("topic", topic, person), entry, place, changed)
        for id in named(entry):
            self._put(("naming", id), entry, place, changed)
        for person in covered(entry):
            self._put(("covering", person), entry, place, changed)
        for agency in self._parties[entry.id]:
            self._hold(agency, entry, changed)
        changed.extend((key, None) for key in self._had.learned(entry))
        self._found.again(changed)
        return changed

    def hear(self, told: Told) -> Sequence[Change]:
        """This will add one telling that is visible here, of an entry already learned, and give the keys as `learn` does."""
        self._tellings.append(told)
        rows, named_there = self._told[told.entry], told.knower in self._parties[told.entry]
        already = told.knower in rows or named_there
        changed: list[Change] = [(("told", told.entry), None)]
        if told.knower not in rows or told.told < rows[told.knower].told:
            rows[told.knower] = told
            # Whoever the entry names knew of it until now by the day it was noted, so that any day's answer may change.
            changed.append((("told", told.entry, told.knower), None if named_there else told.told.day))
        if not already:
            self._hold(told.knower, self._entries[told.entry], changed)
        self._found.again(changed)
        return changed

    def _hold(self, agency: Agency, entry: Entry[Any], changed: list[Change]) -> None:
        place = place_of(entry)
        for person in self._about[entry.id]:
            key = ("held", agency, person)
            if key not in self._under:
                changed.append((("knows of", agency, person), None))
            self._put(key, entry, place, changed)
        changed.extend((key, None) for key in self._had.take(agency, entry))

    def _put(self, key: Key, entry: Entry[Any], place: Place, changed: list[Change]) -> None:
        self._under[key].add(entry, place)
        self._learned[key].append(entry)
        changed.append((key, place[0]))
        if key[0] == "kind":
            changed.append((("noted", key), entry.noted.day))
        for question, wanted in self._choosing.get(key, ()):
            if wanted(entry):
                self._chosen[question].add(entry, place)
                changed.append((question, place[0]))
        if key in self._made_of:
            self._work_again(key, changed)

    def _note(self, key: Key, since: dt.date | None = None, until: dt.date | None = None) -> None:
        days = (since or dt.date.min, until or dt.date.max) if since or until else EVER
        before = self.asked.setdefault(key, days)
        if before is not days and (days[0] < before[0] or before[1] < days[1]):
            self.asked[key] = (min(days[0], before[0]), max(days[1], before[1]))

    def _ask(self, key: Key, since: dt.date | None, until: dt.date | None) -> Sequence[Entry[Any]]:
        self._note(key, since, until)
        found = self._under.get(key)
        return found.between(since, until) if found else []

    def entries(
        self,
        kind: type[B],
        about: Person | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Sequence[Entry[B]]:
        """This will give the entries of one kind, about one person or all, that happened from one day to another."""
        return self._ask(("kind", kind, about), since, until)

    def on_topic(
        self,
        topic: str,
        about: Person | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Sequence[Entry[Any]]:
        """This will give the entries that name a topic, about one person or all, that happened from one day to another."""
        return self._ask(("topic", topic, about), since, until)

    def held(
        self, agency: Agency, about: Person | None = None, since: dt.date | None = None
    ) -> Sequence[Entry[Any]]:
        """This will give the entries that `agency` is seen from here to know, about one person or all, since a day."""
        return self._ask(("held", agency, about), since, None)

    def knows_of(self, agency: Agency, person: Person) -> bool:
        """This will say whether `agency` is seen from here to know anything at all about a person. Once so, always so."""
        self.asked[("knows of", agency, person)] = EVER
        return ("held", agency, person) in self._under

    def naming(self, id: str, kind: type[B]) -> list[Entry[B]]:
        """This will give the entries of one kind that answer, end or otherwise speak of an entry."""
        return [entry for entry in self._ask(("naming", id), None, None) if isinstance(entry.body, kind)]

    def covering(
        self, person: Person, since: dt.date | None = None, until: dt.date | None = None
    ) -> Sequence[Entry[Any]]:
        """This will give the assessments that cover a person, not merely those that concern them, from day to day."""
        return self._ask(("covering", person), since, until)

    def fold(
        self,
        name: Any,
        key: Key,
        start: Callable[[], S],
        step: Callable[[S, Entry[Any]], None],
        noted_by: dt.date | None = None,
    ) -> S:
        """This will give a running fold over the entries under a key, each taken once, in the order learned.

        `name` tells the fold apart from every other over the same key. For what would else be counted anew each time. Whoever
        reads of a kind only what was noted by a day says so, and is not asked again because of what was noted later.
        """
        if noted_by is None:
            self.asked[key] = EVER
        else:
            self._note(("noted", key), None, noted_by)
        position, state = self._folds.get((name, key), (0, None))
        if state is None:
            state = start()
        learned = self._learned.get(key, [])
        if position < len(learned):
            for entry in learned[position:]:
                step(state, entry)
        self._folds[(name, key)] = (len(learned), state)
        return cast("S", state)

    def worked_out(self, name: Any, key: Key, work: Callable[[Sequence[Entry[Any]]], S]) -> S:
        """This will give what `work` makes of the entries under a key, in their order; it must rest on these alone.

        It is a question of its own, told apart by `name`: one that changes only when what is made of the entries does.
        """
        question = (name, key)
        self.asked[question] = EVER
        if question not in self._worked_out:
            self._worked_out[question] = work(self._all_under(key))
            self._made_of[key].append((question, work))
        made: S = self._worked_out[question]
        return made

    def _work_again(self, key: Key, changed: list[Change]) -> None:
        for question, work in self._made_of[key]:
            made = work(self._all_under(key))
            if made != self._worked_out[question]:
                self._worked_out[question] = made
                changed.append((question, None))

    def _all_under(self, key: Key) -> Sequence[Entry[Any]]:
        return self._under[key].between(None, None) if key in self._under else ()

    def chosen(
        self,
        name: Any,
        key: Key,
        wanted: Callable[[Entry[Any]], bool],
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Sequence[Entry[Any]]:
        """This will give the entries under a key that are wanted, from one day to another; each is judged once, by itself alone.

        It is a question of its own, told apart by `name`: what is not wanted does not change it.
        """
        question = (name, key)
        self._note(question, since, until)
        found = self._chosen.get(question)
        if found is None:
            found = self._chosen[question] = InOrder()
            for entry in self._learned.get(key, ()):
                if wanted(entry):
                    found.add(entry, place_of(entry))
            self._choosing[key].append((question, wanted))
        return found.between(since, until)

    def found(self, question: Key, find: Callable[[], S]) -> S:
        """This will give what `find` answers out of other questions put to this knowledge, and out of nothing else.

        It is kept until one of these is answered otherwise, and changes only when its own answer does. One found for the
        sake of another is a question of its own too.
        """
        self.asked[question] = EVER
        return self._found.answer(question, find)

    def _listen(self, find: Callable[[], Any]) -> tuple[Any, Mapping[Key, Days]]:
        """What is found, and what was asked for it: that of itself is no question of whoever asked for it."""
        outer, self.asked = self.asked, {}
        try:
            return find(), self.asked
        finally:
            self.asked = outer

    def entry(self, id: str | None) -> Entry[Any] | None:
        """This will give an entry by its id, or None where it is not known here."""
        if id is None:
            return None
        self.asked[("entry", id)] = EVER
        return self._entries.get(id)

    def told(self, entry: str) -> Mapping[Agency, Told]:
        """This will give the tellings of an entry that are visible here, first telling of each knower."""
        self.asked[("told", entry)] = EVER
        return self._told.get(entry, {})

    def has_from(self, agency: Agency, holder: Agency, person: Person) -> bool:
        """This will say whether an agency is seen to have something from a holder about a person (see `record.had`)."""
        self.asked[("had", agency, person, holder)] = EVER
        return self._had.holds(agency, holder, person)

    def knows(self, agency: Agency, entry: Entry[Any], by: dt.date | None = None) -> bool:
        """This will say whether `agency` is seen from here to know the entry (by a day, where one is given)."""
        self._note(("told", entry.id, agency), None, by)
        told = self._told.get(entry.id, {}).get(agency)
        if told is not None:
            return by is None or told.told.day <= by
        return agency in (self._parties.get(entry.id) or parties(entry)) and (
            by is None or entry.noted.day <= by
        )

    def teams_of(self, *types: KnowerType, area: Area | None = None) -> list[Team]:
        """This will give the teams of the published directory that are of these types (in one area, or anywhere)."""
        return [t for t in self.teams.values() if t.type in types and (area is None or t.area == area)]

    def all(self) -> Iterable[Entry[Any]]:
        """This will give every entry known here, in the order learned. For pages; a standard asks for kinds."""
        return self._entries.values()

    def tellings(self) -> Sequence[Told]:
        """This will give every telling visible here, repeated ones too, in the order heard. For the ledger."""
        return self._tellings


def stands_from(record: Record) -> dict[str, Moment]:
    """This will give the moment from which each entry stands in the record as a whole: when it was noted.

    What only relatives, friends or callers know is in nobody's record: it stands from the first telling to a service,
    and not at all if there is none (interchange format, section 3).
    """
    community = {id for id, team in record.teams.items() if team.type == "community"}
    theirs = {entry.id for entry in record.entries if entry.author in community}
    first: dict[str, Moment] = {}
    for told in record.told:
        if told.entry in theirs and told.knower not in community:
            first[told.entry] = min(told.told, first.get(told.entry, told.told))
    return {
        entry.id: max(entry.noted, first[entry.id]) if entry.id in theirs else entry.noted
        for entry in record.entries
        if entry.id not in theirs or entry.id in first
    }


Event = Entry[Any] | Told


def vantage(record: Record, knower: Agency | None) -> list[tuple[Moment, Event]]:
    """This will give what one knower (None: the file's owner) learns and hears, in order of the moment it did.

    A knower learns an entry when it is told of it and the entry stands; a telling is seen by the told and the teller,
    and by whom either has shown it.
    """
    stands = stands_from(record)
    entries = {entry.id: entry for entry in record.entries}
    mine: dict[str, Moment] = stands
    seen: Sequence[Told] = record.told
    if knower is not None:
        mine, seen = {}, record.seen_by.get(knower, ())
        for told in seen:
            if told.knower == knower and told.entry in stands:
                moment = max(told.told, stands[told.entry])
                if told.entry not in mine or moment < mine[told.entry]:
                    mine[told.entry] = moment
    found: list[tuple[Moment, int, Event]] = [(moment, 0, entries[id]) for id, moment in mine.items()]
    found.extend((max(told.told, mine[told.entry]), 1, told) for told in seen if told.entry in mine)
    found.sort(key=lambda row: (row[0].key, row[1], row[2].id))
    return [(moment, event) for moment, _, event in found]


def knowledge(record: Record, knower: Agency | None, on: dt.date) -> Knowledge:
    """This will give what one knower (None: the file's owner) knew at the end of a day."""
    known = Knowledge(knower, record.teams)
    for moment, event in vantage(record, knower):
        if moment.day > on:
            break
        if isinstance(event, Told):
            known.hear(event)
        else:
            known.learn(event)
    return known
