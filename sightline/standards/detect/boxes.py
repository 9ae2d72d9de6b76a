"""What a recorder wrote in the box for topics, told apart from what was read for it from a few words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sightline.record.entry import Entry
from sightline.record.named import topics
from sightline.standards.reading import as_read


def topics_written(entry: Entry[Any]) -> frozenset[str]:
    """This will give the topics of an entry, and none where they are no more than its own words say.

    Words name what they happen to name. That two notes share no topic parts two worries only where somebody filled the box in.
    """
    read = topics(as_read(replace(entry, body=replace(entry.body, topics=None))))
    return frozenset() if read and topics(entry) == read else topics(entry)
