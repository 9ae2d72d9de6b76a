"""Fixtures of the stories: the owner's connection sets up, and puts on the web's role whenever somebody acts or looks."""

from collections.abc import Iterator

import pytest

from sightline.record.acting import as_owner
from tests.knowing.people_of import Partnership
from tests.knowing.people_of import partnership as make


@pytest.fixture
def owner(db: None) -> Iterator[None]:
    """This will go through the owner's connection for one test."""
    with as_owner():
        yield


@pytest.fixture
def week(owner: None) -> Partnership:
    """This will give a fresh partnership for one story."""
    return make()
