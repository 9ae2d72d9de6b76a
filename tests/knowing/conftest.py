"""Fixtures of the stories."""

import pytest

from tests.knowing.people_of import Partnership
from tests.knowing.people_of import partnership as make


@pytest.fixture
def week(db: None) -> Partnership:
    """This will give a fresh partnership for one story."""
    return make()
