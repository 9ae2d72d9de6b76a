"""Reading a file of `chronology-interchange/1` or `/2`: the whole case, or every fault of it at once.

What is provenance or answer key (title, notes, expected …) is passed over while the file is parsed: it cannot reach
the engine because it is never built. Sections named here are those of the format's description.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from sightline.record.entry import Record, Team
from sightline.record.interchange import check
from sightline.record.interchange.casefile import (
    CaseFile,
    Characteristic,
    Communicated,
    FileDecision,
    FileEvent,
    FilePerson,
)
from sightline.record.interchange.faults import Fault, Faults, Unreadable
from sightline.record.interchange.item import AGENCY, DATE, Item
from sightline.record.interchange.nodes import MOST_BYTES, Listing, Named, Scalar, Skipped, tree
from sightline.record.interchange.recorded import entries_of
from sightline.record.interchange.split import LOOKS_AHEAD, split
from sightline.record.interchange.values import Names, Values, described
from sightline.record.kinds import KINDS
from sightline.record.kinds.shape import Shape, shape, shapes_of_format_1
from sightline.record.kinds.words import AgencyType, Role, Topic

FORMAT = "chronology-interchange/1"
FORMAT_2 = "chronology-interchange/2"
SKIPPED = Skipped(
    at_top=frozenset(
        (
            "title",
            "case_type",
            "source",
            "defaults",
            "notes",
            "expected",
            "not_expected",
            "tolerated",
            "not_scored",
            "guards",
            "answers",
        )
    ),
    anywhere=frozenset(("basis", "date_basis")),
)
EVENT_KINDS = tuple(sorted(name for name, kind in KINDS.items() if kind.SINCE == 1 and name != "decision"))

_TEXT, _YES_NO, _AREA = Shape("text"), Shape("yes_no"), Shape("area")
_PEOPLE, _AGENCIES = Shape("person", many=True), Shape("agency", many=True)
_KIND = Shape("choice", EVENT_KINDS)
_FILE = frozenset(("case", "format", "areas", "agencies", "people", "events", "decisions"))
_FILE_2 = _FILE | {"entries", "elsewhere"}
_EVENT = frozenset(
    (
        "id",
        "occurred",
        "until",
        "recorded",
        "agency",
        "kind",
        "about",
        "summary",
        "attributes",
        "known_by",
        "shared_with",
    )
)
_DECIDED = shapes_of_format_1(KINDS["decision"])
_DECISION = frozenset(("id", "made", "recorded", "by", "about", "communicated_to", *_DECIDED))


def load(path: Path | str) -> Record:
    """This will give the entries and tellings of a case file. Raises Unreadable, also where it cannot be opened."""
    try:
        with Path(path).open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        fault = Fault(1, "the file", error.strerror or type(error).__name__, "a file that can be opened")
        raise Unreadable([fault]) from error
    return split(read(data))


def read(data: bytes) -> CaseFile:
    """This will give the case that a file's bytes hold. Raises Unreadable with every fault of it."""
    faults = Faults()
    root = tree(data, faults, SKIPPED)
    case = None
    if isinstance(root, Named):
        case = _case(Item(Values(faults, Names()), root, "", _FILE_2 if _is_2(root) else _FILE))
    elif root is not None:
        faults.add(root.line, "the file", described(root), "the named values of a case")
    faults.settle()
    if case is None:
        raise Unreadable([Fault(1, "the file", "nothing that could be read", "a case file")])
    return case


def _is_2(root: Named) -> bool:
    found = root.values.get("format")
    return isinstance(found, Scalar) and found.text == FORMAT_2


def _case(file: Item) -> CaseFile:
    id = file.id("case")
    _format(file)
    elsewhere = _names(file)
    decisions = list(file.items("decisions", _DECISION))
    entries, told = entries_of(file) if _is_2(file.named) else ((), ())
    case = CaseFile(
        case=id,
        areas={
            row.id(): row.get("name", _TEXT, needed=True)
            for row in file.items("areas", frozenset(("id", "name")))
        },
        teams={team.id: team for team in _teams(file)},
        people=tuple(_people(file)),
        events=tuple(_event(item) for item in file.items("events", _EVENT)),
        decisions=tuple(_decision(item) for item in decisions),
        entries=entries,
        told=told,
        elsewhere=elsewhere,
    )
    check.rests_on_what_was_known(decisions, case)
    for name in ("agencies", "people", *(() if case.entries else ("events",))):
        if file.node(name) is None:
            file.fault(name, "nothing", "a list")
    if not case.events and not case.decisions and not case.entries:
        file.fault("events", "neither an event nor a decision", "at least one")
    return case


def _format(file: Item) -> None:
    found = file.node("format")
    if not isinstance(found, Scalar) or found.text not in (FORMAT, FORMAT_2):
        file.fault("format", "nothing" if found is None else described(found), FORMAT)


def _names(file: Item) -> tuple[str, ...]:
    """Gather every id first, so that what is named before it is described can still be found. Gives those elsewhere."""
    names = file.values.names
    taken: dict[str, int] = {}
    _gather(file, "people", names.people, {})
    _gather(file, "agencies", names.agencies, {})
    _gather(file, "areas", names.areas, {})
    _gather(file, "events", names.events, taken)
    _gather(file, "decisions", names.decisions, taken)
    if not _is_2(file.named):
        return ()
    _gather(file, "entries", names.events, taken)
    names.decisions |= {id: taken[id] for id, kind in names.events.items() if kind == "decision"}
    elsewhere = _elsewhere(file)
    names.events |= {id: "referral" for id in elsewhere if id not in taken}
    names.decisions |= dict.fromkeys(elsewhere, 0)
    return elsewhere


def _elsewhere(file: Item) -> tuple[str, ...]:
    """The ids of entries that this file names and does not hold, because whoever has it was not told them."""
    node = file.node("elsewhere")
    items = node.items if isinstance(node, Listing) else ()
    if node is not None and not isinstance(node, Listing):
        file.fault("elsewhere", described(node), "a list of ids")
    found = (file.values.identity(item, "elsewhere", item.line) for item in items)
    return tuple(id for id in found if id is not None)


def _gather(file: Item, section: str, into: dict[str, Any], taken: dict[str, int]) -> None:
    quiet = Values(Faults(), file.values.names)
    for named, where in quiet.rows(file.node(section), section):
        id = quiet.identity(named.values.get("id"), where, named.line)
        if id is None:
            continue
        if id in taken:
            file.values.faults.add(
                named.lines["id"],
                f"{where}.id",
                f'"{id}" a second time (first on line {taken[id]})',
                "an id of its own",
            )
            continue
        taken[id] = named.lines["id"]
        kind = named.values.get("kind")
        typed = section in ("events", "entries")
        into[id] = (kind.text if isinstance(kind, Scalar) else "") if typed else taken[id]


def _teams(file: Item) -> Iterable[Team]:
    for item in file.items("agencies", frozenset(("id", "type", "name", "area", "decision_maker"))):
        yield Team(
            id=item.id(),
            type=item.get("type", shape(AgencyType), needed=True),
            name=item.get("name", _TEXT, needed=True),
            area=item.get("area", _AREA),
            decision_maker=item.get("decision_maker", _YES_NO) or False,
        )


def _people(file: Item) -> Iterable[FilePerson]:
    in_1 = not _is_2(file.named)
    for item in file.items("people", frozenset(("id", "role", "dob", "edd", "known_characteristics"))):
        facts = item.items("known_characteristics", frozenset(("topic", "known_by")))
        yield FilePerson(
            id=item.id(),
            role=item.get("role", shape(Role), needed=in_1),
            dob=item.get("dob", DATE),
            edd=item.get("edd", DATE),
            known_characteristics=None
            if item.node("known_characteristics") is None
            else tuple(
                Characteristic(
                    fact.get("topic", shape(Topic), needed=True), fact.get("known_by", _AGENCIES) or ()
                )
                for fact in facts
            ),
        )


@cache
def attribute_shapes(kind: str) -> dict[str, Shape]:
    """This will give the attributes of a kind of event (section 4), what looks ahead among them."""
    own = dict(shapes_of_format_1(KINDS[kind]))
    ahead = LOOKS_AHEAD.get(kind)
    if ahead:
        own |= {name: shapes_of_format_1(KINDS[ahead.body.KIND])[name] for name in ahead.fields} | {
            ahead.on: DATE
        }
    return own


def _attributes(event: Item, kind: str | None) -> dict[str, Any] | None:
    wanted = attribute_shapes(kind) if kind else {}
    item = event.within("attributes", frozenset(wanted) if kind else None)
    if item is None:
        return None
    values = {name: item.get(name, wanted[name]) for name in item.named.values if name in wanted}
    return {name: value for name, value in values.items() if value is not None}


def _event(item: Item) -> FileEvent:
    kind = item.get("kind", _KIND, needed=True)
    known, shared = item.on("known_by", "from"), item.on("shared_with", "date")
    event = FileEvent(
        id=item.id(),
        occurred=item.get("occurred", DATE, needed=True),
        recorded=item.get("recorded", DATE, needed=True),
        agency=item.get("agency", AGENCY, needed=True),
        kind=kind,
        about=item.get("about", _PEOPLE, needed=True),
        known_by=tuple(on for on, _ in known),
        until=item.get("until", DATE),
        # An empty summary says no more than none: both read as none.
        summary=item.get("summary", _TEXT) or None,
        attributes=_attributes(item, kind),
        shared_with=None if item.node("shared_with") is None else tuple(on for on, _ in shared),
    )
    check.days_of_event(item, event, known, shared)
    check.known_to_those_it_names(item, event, shared)
    return event


def _decision(item: Item) -> FileDecision:
    rows = list(item.items("communicated_to", frozenset(("agency", "date", "content"))))
    told = tuple(
        Communicated(
            row.get("agency", AGENCY, needed=True),
            row.get("date", DATE, needed=True),
            row.get("content", Shape("choice", ("outcome_and_reason", "outcome_only")), needed=True),
        )
        for row in rows
    )
    body: dict[str, Any] = {
        name: item.get(name, wanted, not wanted.optional) for name, wanted in _DECIDED.items()
    }
    decision = FileDecision(
        id=item.id(),
        made=item.get("made", DATE, needed=True),
        recorded=item.get("recorded", DATE, needed=True),
        by=item.get("by", AGENCY, needed=True),
        about=item.get("about", _PEOPLE, needed=True),
        communicated_to=None if item.node("communicated_to") is None else told,
        **body,
    )
    check.days_of_decision(item, decision, list(zip((to.day for to in told), rows, strict=True)))
    check.answers_a_referral(item, decision)
    return decision
