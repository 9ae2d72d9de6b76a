"""What is wrong with a file is told all at once: the line, the field, what was found, what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from sightline.record.interchange.faults import MOST_SHOWN, Fault, Unreadable, faults_as_text
from sightline.record.interchange.nodes import MOST_BYTES
from sightline.record.interchange.read import load, read

EXAMPLE = (Path(__file__).parent / "example.yaml").read_text(encoding="utf-8")


def faults_of(text: str | bytes) -> tuple[Fault, ...]:
    """This will give the faults of a file that has some."""
    with pytest.raises(Unreadable) as raised:
        read(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return raised.value.faults


def changed(old: str, new: str) -> str:
    """This will give the example with one thing changed, the first of it."""
    assert old in EXAMPLE
    return EXAMPLE.replace(old, new, 1)


# What stands in the example, what is put there, then the fault: field, found, right (each the beginning of it).
SLIPS = [
    ("case: EX", "case: [EX]", "case", "a list", "an id of letters"),
    ("case: EX", "case: E/X", "case", '"E/X"', "an id of letters"),
    ("case: EX", "case: 12", "case", '"12"', "an id of letters"),
    ("case: EX", "", "case", "nothing", "an id of letters"),
    ("interchange/1", "interchange/7", "format", '"chronology-interchange/7"', "chronology-interchange/1"),
    (
        "title: L",
        "titel: L",
        "titel",
        "a field that the format does not have here",
        "one of agencies, areas, case",
    ),
    ("areas:", "area:", "area", "a field that the format does not have here", "areas"),
    (
        "name: one place",
        "name: yes",
        "areas[area_a].name",
        '"yes", which YAML takes for true or false',
        'text (in quotes: "yes")',
    ),
    ("{id: area_a, name: one place}", "area_a", "areas[#1]", '"area_a"', "named values"),
    (
        "type: health_visiting",
        "type: health_visitor",
        "agencies[hv].type",
        '"health_visitor"',
        "one of midwifery, health_visiting",
    ),
    (
        "area: area_a}",
        "area: area_b}",
        "agencies[hv].area",
        '"area_b"',
        "the id of one of the areas (perhaps area_a)",
    ),
    (
        "decision_maker: true",
        "decision_maker: 'true'",
        "agencies[mash].decision_maker",
        '"true"',
        "true or false",
    ),
    ("decision_maker: true", "decision_maker: 1", "agencies[mash].decision_maker", '"1"', "true or false"),
    ("id: mash, ", "id: hv, ", "agencies[hv].id", '"hv" a second time (first on line 8)', "an id of its own"),
    ("role: mother", "role: mum", "people[mother].role", '"mum"', "one of child, unborn"),
    ("role: mother\n", "\n", "people[mother].role", "nothing", "one of child, unborn"),
    ("dob: 2024-02-18", "dob: 2024-02-30", "people[baby].dob", '"2024-02-30"', "a date of the calendar"),
    ("dob: 2024-02-18", "dob: 0024-02-18", "people[baby].dob", '"0024-02-18"', "a date of the calendar"),
    (
        "dob: 2024-02-18",
        "dob: 2024-02-18 10:00:00",
        "people[baby].dob",
        '"2024-02-18 10:00:00"',
        "a date of the calendar",
    ),
    ("dob: 2024-02-18", "dob: 18/02/2024", "people[baby].dob", '"18/02/2024"', "a date of the calendar"),
    ("dob: 2024-02-18", "dob: {day: 18}", "people[baby].dob", "named values", "a date of the calendar"),
    (
        "[csc, hv]",
        "[csc, nobody]",
        "people[mother].known_characteristics[#1].known_by",
        '"nobody"',
        "the id of one of the agencies",
    ),
    (
        "[csc, hv]",
        "[csc, csc]",
        "people[mother].known_characteristics[#1].known_by",
        '"csc" a second time',
        "each id once",
    ),
    (
        "topic: care_leaver",
        "topic: care",
        "people[mother].known_characteristics[#1].topic",
        '"care"',
        "one of learning_need",
    ),
    ("id: e02", "id: e01", "events[e01].id", '"e01" a second time', "an id of its own"),
    ("id: e02", 'id: "\\\\ud800"', "events[\\ud800].id", '"\\ud800"', "an id of letters"),
    ("id: d01", "id: e01", "decisions[e01].id", '"e01" a second time', "an id of its own"),
    ("- id: e02\n    occurred", "- occurred", "events[#2].id", "nothing", "an id of letters"),
    (
        "kind: injury",
        "kind: check_answer",
        "events[e01].kind",
        '"check_answer"',
        "one of antenatal_booking, ",
    ),
    ("kind: injury", "kind: decision", "events[e01].kind", '"decision"', "one of antenatal_booking, "),
    ("kind: injury", "kind: particulars", "events[e01].kind", '"particulars"', "one of antenatal_booking, "),
    (
        "about: [baby]",
        "about: [babe]",
        "events[e01].about",
        '"babe"',
        "the id of one of the people (perhaps baby)",
    ),
    (
        "about: [baby]",
        "about: baby",
        "events[e01].about",
        '"baby"',
        "a list, each of it the id of one of the people",
    ),
    ("about: [baby]", "about: [[baby]]", "events[e01].about", "a list", "the id of one of the people"),
    (
        "about: [baby]",
        "aboot: [baby]",
        "events[e01].aboot",
        "a field that the format does not have here",
        "about",
    ),
    (
        "about: [baby]",
        "aboot: [baby]",
        "events[e01].about",
        "nothing",
        "a list, each of it the id of one of the people",
    ),
    (
        "summary: Small",
        "summary: 12 #",
        "events[e01].summary",
        '"12", which YAML takes for a number',
        'text (in quotes: "12")',
    ),
    ("summary: Small", 'summary: "\\0" #', "events[e01].summary", '" "', "text without control characters"),
    (
        "site: cheek",
        "sight: cheek",
        "events[e01].attributes.sight",
        "a field that the format does not have here",
        "site",
    ),
    (
        "site: cheek",
        "site: 2024-01-01",
        "events[e01].attributes.site",
        '"2024-01-01", which YAML takes for a date',
        "text",
    ),
    (
        "type: bruise",
        "type: brooze",
        "events[e01].attributes.type",
        '"brooze"',
        "one of bruise, mark, oral_injury",
    ),
    (
        "type: bruise",
        "type: [bruise]",
        "events[e01].attributes.type",
        "a list",
        "one of bruise, mark, oral_injury",
    ),
    ("attributes: {}", "attributes: []", "events[e03].attributes", "a list", "named values"),
    (
        "attributes: {}",
        "attributes: {for_person: hv}",
        "events[e03].attributes.for_person",
        '"hv"',
        "the id of one of the people",
    ),
    (
        "result: information_found",
        "result: maybe",
        "events[e02].attributes.result",
        '"maybe"',
        "one of nothing_found, ",
    ),
    (
        "answered_on: 2024-02-22",
        "answered_on: soon",
        "events[e02].attributes.answered_on",
        '"soon"',
        "a date of the calendar",
    ),
    (
        "answered_on: 2024-02-22",
        "answered_on: 2024-02-19",
        "events[e02].attributes.answered_on",
        "2024-02-19",
        "a day not before occurred",
    ),
    (
        "asked: csc",
        "asked: hv",
        "events[e02].known_by",
        "no row of hv, named in attributes.asked",
        "a row of hv",
    ),
    (
        "recorded: 2024-02-20",
        "recorded: 2024-02-19",
        "events[e01].recorded",
        "2024-02-19",
        "a day not before occurred (2024-02-20)",
    ),
    (
        "until: 2024-03-01",
        "until: 2024-02-20",
        "events[e03].until",
        "2024-02-20",
        "a day not before occurred (2024-02-21)",
    ),
    (
        "- {agency: hv, from: 2024-02-20}",
        "- {agency: csc, from: 2024-02-20}",
        "events[e01].known_by",
        "no row of hv, whose record it is",
        "a row of hv",
    ),
    (
        "agency: mash, from: 2024-02-20}\n    sh",
        "agency: csc, from: 2024-02-20}\n    sh",
        "events[e01].shared_with[#1].agency",
        "mash, who is not in known_by",
        "a row of mash in known_by too",
    ),
    (
        "{agency: hv, from: 2024-02-20}",
        "{agency: hv, from: 2024-02-19}",
        "events[e01].known_by[#1].from",
        "2024-02-19",
        "a day not before occurred",
    ),
    (
        "{agency: hv, from: 2024-02-20}",
        "{agency: hv, form: 2024-02-20}",
        "events[e01].known_by[#1].form",
        "a field that",
        "from",
    ),
    (
        "{agency: hv, from: 2024-02-20}",
        "{agency: hv}",
        "events[e01].known_by[#1].from",
        "nothing",
        "a date such as",
    ),
    (
        "{agency: mash, date: 2024-02-20}",
        "{agency: mash, date: 2024-02-19}",
        "events[e01].shared_with[#1].date",
        "2024-02-19",
        "a day not before occurred",
    ),
    ("type: protection_response", "type: hope", "decisions[d01].type", '"hope"', "one of referral_outcome, "),
    (
        "forum: single_practitioner",
        "forum: alone",
        "decisions[d01].forum",
        '"alone"',
        "one of single_practitioner, ",
    ),
    ("    outcome: gp_appointment\n", "", "decisions[d01].outcome", "nothing", "text"),
    (
        "made: 2024-02-20",
        "made: 2024-02-21",
        "decisions[d01].recorded",
        "2024-02-20",
        "a day not before made (2024-02-21)",
    ),
    (
        "on_information: [e01]",
        "on_information: [e09]",
        "decisions[d01].on_information",
        '"e09"',
        "the id of one of the events or decisions",
    ),
    (
        "on_information: [e01]",
        "on_information: [e03]",
        "decisions[d01].on_information",
        "e03, which mash did not know",
        "what mash knew on 2024-02-20",
    ),
    (
        "agency: mash, from: 2024-02-20}\n    sh",
        "agency: mash, from: 2024-02-21}\n    sh",
        "decisions[d01].on_information",
        "e01, which mash knew from 2024-02-21",
        "what mash knew on 2024-02-20",
    ),
    (
        "on_information: [e01]",
        "responds_to: e01",
        "decisions[d01].responds_to",
        "e01, which is an event of kind injury",
        "the id of a referral",
    ),
    (
        "content: outcome_only",
        "content: outcome",
        "decisions[d01].communicated_to[#1].content",
        '"outcome"',
        "one of outcome_and_reason, outcome_only",
    ),
    (
        "date: 2024-02-20, content",
        "date: 2024-02-19, content",
        "decisions[d01].communicated_to[#1].date",
        "2024-02-19",
        "a day not before made",
    ),
    (
        "kind: injury",
        "kind: injury\n    kind: injury",
        "events[e01].kind",
        "the field a second time (first on line 23)",
        "each field once",
    ),
    (
        "about: [baby, mother]",
        "about: *here",
        "events[e02].about",
        "the alias *here",
        "the value itself, written out",
    ),
    ("attributes: {}", "<<: {agency: csc}", "events[e03]", "the merge key <<", "the name of a field"),
    (
        "attributes: {}",
        "? [a, b]\n    : c",
        "events[e03]",
        "a list or named values as a name",
        "the name of a field",
    ),
    (
        "case: EX",
        "case: !!python/object:os.system EX",
        "case",
        'the tag "tag:yaml.org,2002:python/object:os.system"',
        "the value without a tag",
    ),
    (
        "about: [baby]",
        "about: !people [baby]",
        "events[e01].about",
        'the tag "!people"',
        "the value without a tag",
    ),
    ("expected: []", "---\ncase: EX", "the file", "a second document", "one document"),
]


@pytest.mark.parametrize(
    ("old", "new", "field", "found", "right"), SLIPS, ids=[f"{s[2]}-{n}" for n, s in enumerate(SLIPS)]
)
def test_slip_is_told_with_its_line_and_field(old: str, new: str, field: str, found: str, right: str) -> None:
    text = changed(old, new)
    told = [
        f
        for f in faults_of(text)
        if f.field == field and f.found.startswith(found) and f.right.startswith(right)
    ]
    assert told, faults_as_text("example", faults_of(text))
    line = text.splitlines()[told[0].line - 1]
    name = field.rpartition(".")[2].partition("[")[0]
    if told[0].found == "nothing":
        assert line.startswith(("  - ", "case", "format")) or "{agency: hv}" in line
    elif field not in ("the file", "events[e03]"):
        assert f"{name}:" in line or new.partition("\n")[0] in line


@pytest.mark.parametrize(
    ("kind", "attributes", "field", "found", "right"),
    [
        ("birth", "gestation_weeks: forty", "gestation_weeks", '"forty"', "a number"),
        ("birth", "gestation_weeks: '40'", "gestation_weeks", '"40"', "a number"),
        ("birth", "gestation_weeks: .inf", "gestation_weeks", '".inf"', "a number"),
        ("birth", "gestation_weeks: true", "gestation_weeks", '"true"', "a number"),
        ("birth", "gestation_weeks: 1:30", "gestation_weeks", '"1:30"', "a number"),
        ("birth", f"gestation_weeks: {'9' * 5000}", "gestation_weeks", '"9999', "a number"),
        ("referral", "sequence: 1.5", "sequence", '"1.5"', "a whole number"),
        ("referral", "sequence: 010", "sequence", '"010"', "a whole number"),
        ("referral", "sequence: 0x10", "sequence", '"0x10"', "a whole number"),
        ("referral", "alleges_harm: maybe", "alleges_harm", '"maybe"', "true or false"),
        ("referral", "topics: neglect", "topics", '"neglect"', "a list, each of it one of"),
        ("move", "from_area: nowhere", "from_area", '"nowhere"', "the id of one of the areas"),
        ("feedback", "about_decision: e01", "about_decision", '"e01"', "the id of one of the decisions"),
        (
            "information_sharing",
            "what: [d01, e99]",
            "what",
            '"e99"',
            "the id of one of the events or decisions",
        ),
        (
            "handover",
            "acknowledged_on: 2024-02-20",
            "acknowledged_on",
            "2024-02-20",
            "a day not before occurred",
        ),
        ("visit", "seen: [hv]", "seen", '"hv"', "the id of one of the people"),
    ],
)
def test_attribute_that_is_not_right_is_told_on_its_line(
    kind: str, attributes: str, field: str, found: str, right: str
) -> None:
    text = changed("kind: service", f"kind: {kind}").replace(
        "attributes: {}", f"attributes:\n      {attributes}"
    )
    line = text[: text.index(attributes)].count("\n") + 1
    told = [fault for fault in faults_of(text) if fault.field == f"events[e03].attributes.{field}"]
    assert [fault.line for fault in told] == [line]
    assert told[0].found.startswith(found)
    assert told[0].right.startswith(right)


def test_line_is_the_line_of_the_fault() -> None:
    text = EXAMPLE
    slips = (
        ("area: area_a}\n  - {id: mash", "area: area_z}\n  - {id: mash"),
        ("topic: young_parent", "topic: old"),
        ("explanation: none", "explanation: 7"),
        ("{agency: mash, date", "{agency: police, date"),
        ("result: information_found", "result: maybe"),
        ("    attributes: {}\n", ""),
        ("checks_made: []", "checks_made: [gp]"),
        ("content: outcome_only", "content: all"),
    )
    for old, new in slips:
        assert old in text
        text = text.replace(old, new, 1)
    lines = dict(enumerate(text.splitlines(), 1))
    found = [(fault.line, fault.field) for fault in faults_of(text)]
    assert found == [
        (8, "agencies[hv].area"),
        (17, "people[mother].known_characteristics[#2].topic"),
        (27, "events[e01].attributes.explanation"),
        (32, "events[e01].shared_with[#1].agency"),
        (40, "events[e02].attributes.result"),
        (63, "decisions[d01].checks_made"),
        (66, "decisions[d01].communicated_to[#1].content"),
    ]
    assert [lines[number].strip()[:20] for number, _ in found[2:4]] == [
        "explanation: 7, docu",
        "- {agency: police, d",
    ]


@pytest.mark.parametrize(
    ("data", "line", "found", "right"),
    [
        (b"", 1, "nothing", "a case file"),
        (b"# only a comment\n", 1, "nothing", "a case file"),
        (b"- a\n", 1, "a list", "the named values of a case"),
        (b"hello", 1, '"hello"', "the named values of a case"),
        (b"case: A\nformat: \xff\n", 2, "the byte 0xff", "text in UTF-8"),
        ("case: A\n".encode("utf-16"), 1, "the byte 0xff", "text in UTF-8"),
        (b"case: A\ntitle: a\0b\n", 2, "the character U+0000", "text without control characters"),
        (b"case: A\nevents:\n\t- id: e01\n", 3, "while scanning", "YAML that can be read (spaces, not tabs)"),
        (b"case: A\nevents: [\n", 3, "while parsing", "YAML that can be read"),
        (b"case: 'A\n", 2, "while scanning", "YAML that can be read"),
        (b"%YAML 9.1\n---\ncase: A\n", 1, "found", "YAML that can be read"),
    ],
)
def test_file_that_is_no_case_file_is_told_so(data: bytes, line: int, found: str, right: str) -> None:
    (fault,) = faults_of(data)
    assert (fault.line, fault.field) == (line, "the file")
    assert fault.found.startswith(found)
    assert fault.right.startswith(right)


def test_all_faults_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = EXAMPLE
    for old, new in (
        ("role: mother", "role: mum"),
        ("site: cheek", "sight: cheek"),
        ("forum: single", "forum: double"),
    ):
        text = text.replace(old, new, 1)
    assert [fault.field for fault in faults_of(text)] == [
        "people[mother].role",
        "events[e01].attributes.sight",
        "decisions[d01].forum",
    ]
    assert [fault.line for fault in faults_of(text)] == sorted(fault.line for fault in faults_of(text))


def test_only_the_first_faults_are_told_and_the_rest_are_counted() -> None:
    with pytest.raises(Unreadable) as raised:
        read((EXAMPLE + "".join(f"wrong_{n}: 1\n" for n in range(1000))).encode())
    assert len(raised.value.faults) == MOST_SHOWN
    assert raised.value.more == 1000 - MOST_SHOWN
    assert str(raised.value).endswith("the file  and 800 more")


def test_text_of_faults_is_one_line_each_and_safe_for_a_terminal() -> None:
    text = changed("result: information_found", 'result: "may\\e[31m\\nbe"')
    (line,) = faults_as_text("A.yaml", faults_of(text)).splitlines()
    assert line == (
        'A.yaml:40  events[e02].attributes.result  found "may [31m be"; '
        "right would be one of nothing_found, information_found, partial, no_response"
    )


def test_what_is_not_known_may_be_left_out_or_null() -> None:
    text = (
        changed("site: cheek", "site: null")
        .replace("shared_with: []", "shared_with:")
        .replace("attributes: {}", "attributes: ~")
    )
    case = read(text.encode())
    assert "site" not in (case.events[0].attributes or {})
    assert case.events[2].shared_with is None
    assert case.events[2].attributes is None


def test_dates_in_quotes_and_yes_for_true_are_right() -> None:
    text = changed("dob: 2024-02-18", "dob: '2024-02-18'").replace(
        "decision_maker: true", "decision_maker: yes"
    )
    assert read(text.encode()) == read(EXAMPLE.encode())


def test_provenance_and_answer_key_change_nothing() -> None:
    bare = "\n".join(
        line
        for line in EXAMPLE.splitlines()
        if not line.startswith(("title", "notes", "expected", "not_scored"))
    )
    key = "expected:\n  - {id: x01, when: {from: 2024-02-20, to: 2024-02-21}, prompt: child_not_seen, about: [baby]}\n"
    assert read(bare.encode()) == read(EXAMPLE.encode()) == read((bare + "\n" + key).encode())


def test_file_with_a_byte_order_mark_is_read() -> None:
    assert read(b"\xef\xbb\xbf" + EXAMPLE.encode()) == read(EXAMPLE.encode())


def test_file_that_cannot_be_opened_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(Unreadable, match="a file that can be opened"):
            load(path)


def test_file_that_is_too_large_is_refused_unread() -> None:
    (fault,) = faults_of(b"#" * (MOST_BYTES + 1))
    assert fault.right == f"at most {MOST_BYTES} bytes"


def test_a_program_may_write_a_value_once_and_point_back_to_it() -> None:
    """Common YAML writers do so with a day or a list that occurs twice; it is read as if it had been written out."""
    once = EXAMPLE.replace("occurred: 2024-02-20", "occurred: &day 2024-02-20", 1)
    assert once != EXAMPLE
    again = once.replace("recorded: 2024-02-20", "recorded: *day", 1)
    assert again != once
    assert read(again.encode()) == read(EXAMPLE.encode())
