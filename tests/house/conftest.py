"""Fixtures of the house tests."""

from collections.abc import Iterator

import pytest

from sightline.record.acting import as_owner
from tests.house.world import World
from tests.house.world import world as make


@pytest.fixture
def owner(db: None) -> Iterator[None]:
    """This will go through the owner's connection for one test."""
    with as_owner():
        yield


@pytest.fixture
def world(owner: None) -> World:
    """This will write the entries that attacks are made on."""
    return make()
