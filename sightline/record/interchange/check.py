"""What must hold between the fields of a file: days in their order, and knowledge written wherever the file implies it.

Each check passes over what was not right in itself; that is a fault already. Every field may be None here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence

from sightline.record.interchange.casefile import CaseFile, FileDecision, FileEvent, On
from sightline.record.interchange.item import Item
from sightline.record.interchange.nodes import Listing
from sightline.record.interchange.split import LOOKS_AHEAD
from sightline.record.named import PARTY_FIELDS

Rows = Sequence[tuple[On, Item]]


def _not_before(item: Item, name: str, day: dt.date | None, first: dt.date | None, of: str) -> None:
    if day and first and day < first:
        item.fault(name, str(day), f"a day not before {of} ({first})")


def days_of_event(item: Item, event: FileEvent, known: Rows, shared: Rows) -> None:
    """This will note days of an event that come before it happened."""
    _not_before(item, "recorded", event.recorded, event.occurred, "occurred")
    _not_before(item, "until", event.until, event.occurred, "occurred")
    ahead = LOOKS_AHEAD.get(event.kind)
    attributes = item.within("attributes", None)
    if ahead and attributes:
        _not_before(attributes, ahead.on, (event.attributes or {}).get(ahead.on), event.occurred, "occurred")
    for on, row in known:
        _not_before(row, "from", on.day, event.occurred, "occurred")
    for on, row in shared:
        _not_before(row, "date", on.day, event.occurred, "occurred")


def known_to_those_it_names(item: Item, event: FileEvent, shared: Rows) -> None:
    """This will note whoever must know an event and is not in its `known_by`: a reader infers nothing that is not there."""
    known = {on.agency for on in event.known_by}
    if event.agency and event.agency not in known:
        item.fault("known_by", f"no row of {event.agency}, whose record it is", f"a row of {event.agency}")
    for name, agency in _parties(event):
        if agency not in known and agency != event.agency:
            item.fault("known_by", f"no row of {agency}, named in attributes.{name}", f"a row of {agency}")
    for on, row in shared:
        if on.agency and on.agency not in known:
            row.fault(
                "agency", f"{on.agency}, who is not in known_by", f"a row of {on.agency} in known_by too"
            )


def _parties(event: FileEvent) -> Iterator[tuple[str, str]]:
    for name in PARTY_FIELDS:
        value = (event.attributes or {}).get(name) or ()
        for agency in (value,) if isinstance(value, str) else value:
            if agency is not None:
                yield name, agency


def days_of_decision(item: Item, decision: FileDecision, told: Sequence[tuple[dt.date | None, Item]]) -> None:
    """This will note days of a decision that come before it was made."""
    _not_before(item, "recorded", decision.recorded, decision.made, "made")
    for day, row in told:
        _not_before(row, "date", day, decision.made, "made")


def answers_a_referral(item: Item, decision: FileDecision) -> None:
    """This will note a `responds_to` that names anything but a referral."""
    kind = item.values.names.events.get(decision.responds_to or "")
    if decision.responds_to and kind != "referral":
        item.fault(
            "responds_to", f"{decision.responds_to}, which is {_named_kind(kind)}", "the id of a referral"
        )


def _named_kind(kind: str | None) -> str:
    return "a decision" if kind is None else f"an event of kind {kind}"


def rests_on_what_was_known(items: Sequence[Item], case: CaseFile) -> None:
    """This will note information that a decision is said to rest on and that its maker did not know on the day."""
    knew = _who_knew(case)
    for decision, item in zip(case.decisions, items, strict=True):
        node = item.node("on_information")
        if not (isinstance(node, Listing) and decision.on_information and decision.made and decision.by):
            continue
        for at, id in zip(node.items, decision.on_information, strict=True):
            first = knew[id].get(decision.by) if id else decision.made
            if first is None or first > decision.made:
                found = (
                    f"{id}, which {decision.by} {'did not know' if first is None else f'knew from {first}'}"
                )
                right = f"what {decision.by} knew on {decision.made}"
                item.values.faults.add(at.line, item.path("on_information"), found, right)


def _who_knew(case: CaseFile) -> dict[str, dict[str, dt.date]]:
    knew: dict[str, dict[str, dt.date]] = defaultdict(dict)
    for event in case.events:
        for on in event.known_by:
            _first(knew[event.id], on.agency, on.day)
    for decision in case.decisions:
        _first(knew[decision.id], decision.by, decision.made)
        for to in decision.communicated_to or ():
            _first(knew[decision.id], to.agency, to.day)
    return knew


def _first(days: dict[str, dt.date], agency: str, day: dt.date | None) -> None:
    if day is not None and (agency not in days or day < days[agency]):
        days[agency] = day
