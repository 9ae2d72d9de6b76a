"""The fictional cases that a start loads: once each, and never into a record of real people."""

import datetime as dt

import pytest

from config.prepare import STORIES, load_stories
from sightline.record.imports import import_record
from sightline.record.interchange.read import read
from sightline.record.models import Entry, Imported
from sightline.record.times import Moment

MONDAY = Moment(dt.date(2026, 6, 1), 0, dt.time(9))


def _entries() -> int:
    return Entry.objects.using("owner").count()


@pytest.mark.django_db(databases=["owner"])
def test_every_story_is_loaded_once() -> None:
    load_stories()
    loaded = _entries()
    assert loaded > 100
    load_stories()
    assert _entries() == loaded


@pytest.mark.django_db(databases=["owner"])
def test_no_story_is_loaded_into_a_record_that_holds_anything_else() -> None:
    path = min(STORIES.glob("*.yaml"))
    import_record(read(path.read_bytes()), source="a county", by="its import", at=MONDAY)
    before = _entries()
    load_stories()
    assert _entries() == before
    assert not Imported.objects.using("owner").filter(source__startswith="story ").exists()
