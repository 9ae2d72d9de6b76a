"""The one Django app; its rooms are folders, not apps."""

from django.apps import AppConfig


class SightlineConfig(AppConfig):
    """This will name the app and leave every primary key to its model: ids are random and made in Python."""

    name = "sightline"
    label = "sightline"
    default_auto_field = "django.db.models.UUIDField"
