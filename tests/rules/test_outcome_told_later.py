"""An outcome told later, of a decision that is known whole, is that decision and no further one."""

from pathlib import Path

from sightline.record.interchange.read import load
from sightline.standards.replay import replay

# A torn mouth; an assessment is promised on the ward's word alone, and the nurse hears of that the day after, without why.
_FILE = """
case: told-later
format: chronology-interchange/1
agencies:
  - {{id: hv, type: health_visiting, name: health visiting}}
  - {{id: ward, type: hospital, name: ward}}
  - {{id: desk, type: front_door, name: front door, decision_maker: true}}
people:
  - {{id: baby, role: child, dob: 2017-02-06, known_characteristics: []}}
  - {{id: uncle, role: relative, known_characteristics: []}}
events:
  - id: e01
    occurred: 2017-07-17
    recorded: 2017-07-17
    agency: hv
    kind: referral
    about: [baby, uncle]
    summary: Torn mouth at five months; an uncle does the feeds.
    attributes: {{to: desk, sequence: 1, topics: [physical_harm], source_type: professional, alleges_harm: true}}
    known_by: [{{agency: hv, from: 2017-07-17}}, {{agency: desk, from: 2017-07-17}}]
    shared_with: [{{agency: desk, date: 2017-07-17}}]
  - id: e02
    occurred: 2017-08-02
    recorded: 2017-08-02
    agency: hv
    kind: observation
    about: [baby]
    summary: Weighed.
    attributes: {{topics: [feeding], direction: neutral, rests_on: seen}}
    known_by: [{{agency: hv, from: 2017-08-02}}]
    shared_with: []
decisions:
  - id: d01
    made: 2017-07-18
    recorded: 2017-07-18
    by: desk
    about: [baby]
    type: referral_outcome
    outcome: social_work_assessment
    forum: single_practitioner
    responds_to: e01
    on_information: [e01]
    checks_made: [ward]
    rationale: Safe on the ward.
    communicated_to: [{{agency: hv, date: {told}, content: outcome_only}}]
"""


def _raised(tmp_path: Path, told: str) -> list[str]:
    file = tmp_path / "told-later.yaml"
    file.write_text(_FILE.format(told=told), encoding="utf-8")
    return [str(r.raised) for r in replay(load(file), None) if r.kind == "background_checks_incomplete"]


def test_checks_are_asked_about_whenever_the_referrer_hears_of_the_outcome(tmp_path):
    assert _raised(tmp_path, "2017-07-18") == _raised(tmp_path, "2017-07-19") == ["2017-07-21"]
