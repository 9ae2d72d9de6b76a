"""Django's own apps that signing in needs, without what they would write into the database after each migration.

Who may what is `sightline/access.py`; Django's table of permissions is not used and stays empty.
"""

from django.contrib.auth.apps import AuthConfig
from django.contrib.contenttypes.apps import ContentTypesConfig


class ContentTypes(ContentTypesConfig):
    """This will have the table that Django's accounts refer to, and write nothing into it."""

    def ready(self) -> None:
        """Nothing."""


class Auth(AuthConfig):
    """This will have Django's accounts without its permissions."""

    def ready(self) -> None:
        """Nothing."""
