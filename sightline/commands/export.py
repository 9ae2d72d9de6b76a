"""`sightline export`: one case out of the database as a case file, printed. Only whoever owns the database can run it."""

from __future__ import annotations

import argparse
import os
import sys
from uuid import UUID


def show(asked: argparse.Namespace) -> int:
    """This will print the case in format 2. 2: there is no database to read, or no case by that id in it."""
    if not (os.environ.get("DATABASE_URL") and os.environ.get("DATABASE_WEB_URL")):
        print(
            "Set DATABASE_URL and DATABASE_WEB_URL to the record's database, as its owner has them.",
            file=sys.stderr,
        )
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.db.utils import OperationalError

    from sightline.record.actions import NotKnown
    from sightline.record.extracts import extract
    from sightline.record.interchange.write import write

    try:
        text = write(extract(asked.case, whole=asked.whole))
    except OperationalError:
        print("The database does not answer.", file=sys.stderr)
        return 2
    except NotKnown:
        print(f"There is no case {asked.case}: its id stands in the address of its page.", file=sys.stderr)
        return 2
    print(text, end="")
    return 0


def case_id(text: str) -> UUID:
    """This will read the id of a case, as it stands in the address of its page."""
    try:
        return UUID(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not the id of a case") from None
