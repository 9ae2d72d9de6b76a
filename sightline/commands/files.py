"""A case file that the command line was given, or what is wrong with it, said once and in one way."""

from __future__ import annotations

import sys
from pathlib import Path

from sightline.record.entry import Record
from sightline.record.interchange.faults import Unreadable, faults_as_text
from sightline.record.interchange.read import load

STORIES = Path(__file__).parents[2] / "stories"
"""The stories that come with a clone; where Sightline was installed without them, there is no such folder."""

UNUSABLE = 2
"""The exit status of a file or an argument that cannot be used."""


def loaded(path: str) -> Record | None:
    """This will read a case file, or say on the error stream all that is wrong with it and give None."""
    try:
        return load(path)
    except Unreadable as unreadable:
        print(faults_as_text(path, unreadable.faults, unreadable.more), file=sys.stderr)
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
    return None
