"""Every table of the app, gathered for Django: one app, one migration history."""

from sightline.checks.models import Findable, FindKey, FindLack, FindName
from sightline.people.models import (
    Account,
    Area,
    Contact,
    Draft,
    Kept,
    Organisation,
    Person,
    Post,
    PostEnd,
    Team,
)
from sightline.record.models import (
    Case,
    CasePerson,
    Clock,
    Disposal,
    Entry,
    EntryPerson,
    Idempotency,
    Imported,
    ImportedName,
    ImportedPerson,
    ImportedTelling,
    Lifting,
    Look,
    Measured,
    Payload,
    Receipt,
    Restriction,
    Tie,
    Told,
    ToldShown,
    Unopened,
    Withheld,
)
from sightline.timers.models import Mailed, Notification

__all__ = [
    "Account", "Area", "Case", "CasePerson", "Clock", "Contact", "Disposal", "Draft", "Entry", "EntryPerson",
    "FindKey", "FindLack", "FindName", "Findable", "Idempotency", "Imported", "ImportedName", "ImportedPerson",
    "ImportedTelling", "Kept", "Lifting", "Look", "Mailed", "Measured", "Notification", "Organisation", "Payload",
    "Person", "Post", "PostEnd", "Receipt", "Restriction", "Team", "Tie", "Told", "ToldShown", "Unopened", "Withheld",
]  # fmt: skip
