"""Brings the database and the static files up to this version. Run by `config.serve`, with the owner's address."""

import datetime as dt
import os
from pathlib import Path
from zoneinfo import ZoneInfo

import django
from django.core.management import call_command

STORIES = Path(__file__).resolve().parent.parent / "stories"


def main() -> None:
    """Make the tables as their owner, gather the static files, and load the stories and their cast."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from sightline.record.acting import as_owner

    with as_owner():  # so that a migration that reads rows reads them as who makes the tables
        call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    load_stories()
    load_cast()


def load_cast() -> None:
    """Put the made-up cast into the teams of the stories, where these are loaded and nobody is in post yet."""
    from config import demo, demo_review

    demo.load()
    demo_review.load()


def load_stories() -> None:
    """Load every fictional case that is not loaded yet, unless the record is somebody's real one.

    The record keeps what it is given, so made-up children must never get into one that holds other entries.
    """
    from sightline.record.imports import import_record
    from sightline.record.interchange.read import read
    from sightline.record.models import Entry, Imported
    from sightline.record.times import Moment

    files = sorted(STORIES.glob("*.yaml"))
    sources = [f"story {path.stem}" for path in files]
    loaded = Imported.objects.using("owner").filter(source__in=sources)
    others = Entry.objects.using("owner").exclude(
        kind__startswith="review_"
    )  # the demonstration's own review
    if others.exclude(pk__in=loaded.values("entry")).exists():
        return
    now = dt.datetime.now(ZoneInfo("Europe/London"))
    for path, source in zip(files, sources, strict=True):
        import_record(
            read(path.read_bytes()), source=source, by="demonstration", at=Moment(now.date(), 0, now.time())
        )


if __name__ == "__main__":
    main()
