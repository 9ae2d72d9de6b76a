"""A case file as text of `chronology-interchange/1`, or `/2` where it holds entries: what `read` reads, in the order of the
format's own tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from sightline.record.entry import Team
from sightline.record.interchange.casefile import CaseFile, FileDecision, FileEvent, FilePerson
from sightline.record.interchange.read import FORMAT, FORMAT_2
from sightline.record.interchange.recorded import written

_Dumper: type[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Plain(_Dumper):  # type: ignore[misc]
    """Writes a value wherever it stands, never an alias to where it stood before."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(case: CaseFile) -> str:
    """This will give the text of a case file. Reading it gives an equal case; writing it twice gives the same text."""
    whole: dict[str, Any] = {"case": case.case, "format": FORMAT_2 if case.entries else FORMAT}
    if case.areas:
        whole["areas"] = [{"id": id, "name": name} for id, name in case.areas.items()]
    whole["agencies"] = [_team(team) for team in case.teams.values()]
    whole["people"] = [_person(person) for person in case.people]
    if case.events or case.decisions or not case.entries:
        whole["events"] = [_event(event) for event in case.events]
        whole["decisions"] = [_decision(decision) for decision in case.decisions]
    if case.entries:
        whole["entries"] = written(case)
    if case.elsewhere:
        whole["elsewhere"] = list(case.elsewhere)
    return str(
        yaml.dump(
            whole, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None
        )
    )


def _team(team: Team) -> dict[str, Any]:
    return _given({"id": team.id, "type": team.type, "name": team.name, "area": team.area}) | (
        {"decision_maker": True} if team.decision_maker else {}
    )


def _person(person: FilePerson) -> dict[str, Any]:
    facts = person.known_characteristics
    return _given(
        {
            "id": person.id,
            "role": person.role,
            "dob": person.dob,
            "edd": person.edd,
            "known_characteristics": None
            if facts is None
            else [{"topic": fact.topic, "known_by": list(fact.known_by)} for fact in facts],
        }
    )


def _event(event: FileEvent) -> dict[str, Any]:
    attributes = event.attributes
    return _given(
        {
            "id": event.id,
            "occurred": event.occurred,
            "until": event.until,
            "recorded": event.recorded,
            "agency": event.agency,
            "kind": event.kind,
            "about": list(event.about),
            "summary": event.summary,
            "attributes": None
            if attributes is None
            else {name: _plain(value) for name, value in attributes.items()},
            "known_by": [{"agency": on.agency, "from": on.day} for on in event.known_by],
            "shared_with": _each(event.shared_with, lambda on: {"agency": on.agency, "date": on.day}),
        }
    )


def _decision(decision: FileDecision) -> dict[str, Any]:
    return _given(
        {
            "id": decision.id,
            "made": decision.made,
            "recorded": decision.recorded,
            "by": decision.by,
            "about": list(decision.about),
            "type": decision.type,
            "outcome": decision.outcome,
            "forum": decision.forum,
            "responds_to": decision.responds_to,
            "on_information": _each(decision.on_information, str),
            "checks_made": _each(decision.checks_made, str),
            "rationale": decision.rationale,
            "communicated_to": _each(
                decision.communicated_to,
                lambda to: {"agency": to.agency, "date": to.day, "content": to.content},
            ),
        }
    )


def _each(rows: Iterable[Any] | None, written: Any) -> list[Any] | None:
    return None if rows is None else [written(row) for row in rows]


def _given(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Only what there is: a field left out and a field that is not known are the same."""
    return {name: value for name, value in fields.items() if value is not None}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
