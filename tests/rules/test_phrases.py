"""Every phrase of a standard stands in something that was read: no list holds words because they might be said one day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from docs.generate import CASES
from sightline.standards.standard import standards
from sightline.state.phrases import plain, says, sentences
from sightline.state.shared import shared

ROOT = Path(__file__).parents[2]
READ = (*CASES, "tests/cases/situations/read")
WORD = re.compile(r"[\w']+")
NAMES = ("others_speak_of",)
"""Lists of names with a space in them, which are looked for in nothing."""
OF_THE_LAW = ("care",)
"""What several standards go by that names sections of the law as forms write them, in a box and not in a note."""
STANDARDS = {one.kind: one for one in standards()}


def _texts(of: Any) -> Iterator[str]:
    """All the words in a file or an example, wherever in it they stand."""
    if isinstance(of, str):
        yield from sentences(of)
    elif isinstance(of, dict):
        for part in of.values():
            yield from _texts(part)
    elif isinstance(of, list | tuple):
        for part in of:
            yield from _texts(part)


@cache
def _by_word() -> dict[str, set[str]]:
    """The sentences that were read, under each of their words."""
    paths = (path for folder in READ for path in sorted((ROOT / folder).glob("*.yaml")))
    read = {text for path in paths for text in _texts(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))}
    for one in STANDARDS.values():
        for example in one.examples:
            read.update(_texts(dict(example)))
    found: dict[str, set[str]] = defaultdict(set)
    for text in read:
        for word in WORD.findall(text):
            found[word].add(text)
    return found


def _stands(phrase: str) -> bool:
    """Whether a phrase stands in a sentence that was read; only those with its longest whole word are looked through."""
    parts = re.split(r"[\s-]+", plain(phrase))
    whole = [word for part in parts if "*" not in part for word in WORD.findall(part)]
    if whole:
        return any(says(text, (phrase,)) for text in _by_word().get(max(whole, key=len), ()))
    begins = min(part.partition("*")[0] for part in parts if "*" in part)
    return any(
        says(text, (phrase,)) for word, held in _by_word().items() if word.startswith(begins) for text in held
    )


def _phrases(numbers: Mapping[str, Any]) -> dict[str, list[str]]:
    """The lists in which a phrase of more than a word stands, or a part of one."""
    return {
        name: list(held)
        for name, held in numbers.items()
        if name not in NAMES
        and isinstance(held, list | tuple)
        and any(isinstance(one, str) and re.search(r"[ *]", one) for one in held)
    }


@pytest.mark.parametrize("kind", sorted(STANDARDS))
def test_each_phrase_stands_in_a_case_a_situation_or_an_example_that_was_read(kind: str) -> None:
    lists = {name: held for e in STANDARDS[kind].editions for name, held in _phrases(e.numbers).items()}
    assert not _nowhere(lists)


@pytest.mark.parametrize("name", sorted({*shared()} - {*OF_THE_LAW}))
def test_so_does_each_phrase_that_several_standards_go_by(name: str) -> None:
    assert not _nowhere(_phrases(shared()[name].numbers))


def _nowhere(lists: Mapping[str, list[str]]) -> dict[str, list[str]]:
    nowhere = {name: [one for one in held if not _stands(one)] for name, held in lists.items()}
    return {name: held for name, held in nowhere.items() if held}
