"""Every table of the app, gathered for Django: one app, one migration history."""

from sightline.checks.models import Findable, FindKey, FindName
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
    Withheld,
)

__all__ = [
    "Account", "Area", "Case", "CasePerson", "Contact", "Disposal", "Draft", "Entry", "EntryPerson", "FindKey", "FindName",
    "Findable", "Idempotency",
    "Imported", "ImportedName", "ImportedPerson", "ImportedTelling", "Kept", "Lifting", "Look", "Measured", "Organisation",
    "Payload", "Person", "Post", "PostEnd", "Receipt", "Restriction", "Team", "Tie", "Told", "ToldShown", "Withheld",
]  # fmt: skip
