"""What one agency has had from another about a person, as far as it is known here. It grows and never shrinks.

An agency has something from a holder if it was told an entry of the holder's, had an answer from it, consulted it for
an assessment of the person, or was sent any of these on. Who a person is (particulars) does not count, nor does being
asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from sightline.record.entry import Entry
from sightline.record.kinds.contact import Check, CheckAnswer, InformationSharing
from sightline.record.kinds.help import Assessment
from sightline.record.kinds.particulars import Particulars
from sightline.record.kinds.words import Agency, Person
from sightline.record.named import concerned

Key = tuple[Any, ...]


class Had:
    """Keeps, for each agency and person, from whom it has something; gives the keys of what is new."""

    def __init__(self, entry: Callable[[str], Entry[Any] | None]) -> None:
        self._entry = entry
        self._had: dict[tuple[Agency, Person], set[Agency]] = defaultdict(set)
        self._waiting: dict[str, list[tuple[Agency, Entry[Any]]]] = defaultdict(list)

    def holds(self, agency: Agency, holder: Agency, person: Person) -> bool:
        """This will say whether an agency has something from a holder about a person."""
        return holder in self._had.get((agency, person), ())

    def take(self, agency: Agency, entry: Entry[Any]) -> Iterator[Key]:
        """This will take in that an agency knows an entry."""
        for person in concerned(entry):
            had = self._had[(agency, person)]
            for holder in self._holders(agency, entry, person):
                if holder not in had:
                    had.add(holder)
                    yield ("had", agency, person, holder)
        for id in self._unknown(entry):
            self._waiting[id].append((agency, entry))

    def learned(self, entry: Entry[Any]) -> Iterator[Key]:
        """This will take in again what spoke of an entry before it was known."""
        for agency, waiting in self._waiting.pop(entry.id, ()):
            yield from self.take(agency, waiting)

    def _unknown(self, entry: Entry[Any]) -> list[str]:
        """The entries that this one speaks of, or that they speak of in turn, and that are not known yet."""
        body = entry.body
        spoken_of: list[str] = []
        if isinstance(body, CheckAnswer):
            spoken_of = [body.check]
        elif isinstance(body, InformationSharing):
            answers = [
                e for id in body.what or () if (e := self._entry(id)) and isinstance(e.body, CheckAnswer)
            ]
            spoken_of = [*(body.what or ()), *(answer.body.check for answer in answers)]
        return [id for id in spoken_of if self._entry(id) is None]

    def _holders(self, agency: Agency, entry: Entry[Any], person: Person) -> Iterator[Agency]:
        body = entry.body
        if isinstance(body, Check | Particulars):
            return
        yield entry.author
        if isinstance(body, Assessment) and entry.author == agency:
            yield from body.agencies_consulted or ()
        elif isinstance(body, CheckAnswer) and body.result not in (None, "no_response"):
            yield from self._asked(body.check)
        elif isinstance(body, InformationSharing) and agency in (body.to or ()):
            for id in body.what or ():
                yield from self._whose(id, person)

    def _whose(self, id: str, person: Person) -> Iterator[Agency]:
        """Whose information an entry passes on about a person: its author's, or, of a check, that of the agency asked."""
        entry = self._entry(id)
        if entry is None or person not in concerned(entry):
            return
        if isinstance(entry.body, Check):
            yield from self._asked(id)
        elif isinstance(entry.body, CheckAnswer):
            yield from self._asked(entry.body.check)
        else:
            yield entry.author

    def _asked(self, check: str) -> Iterator[Agency]:
        entry = self._entry(check)
        if entry is not None and isinstance(entry.body, Check) and entry.body.asked is not None:
            yield entry.body.asked
