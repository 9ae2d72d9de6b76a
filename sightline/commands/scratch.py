"""A database to throw away, with every migration on it: a PostgreSQL of its own in a temporary folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing here has to survive a power cut, and one big file is loaded at once.
_SETTINGS = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal", "max_wal_senders": "0",
    "max_wal_size": "8GB", "shared_buffers": "1GB", "maintenance_work_mem": "512MB", "work_mem": "16MB", "autovacuum": "off",
}  # fmt: skip


class Unusable(Exception):
    """Says in one sentence, for the person at the keyboard, why a command cannot be done."""


@contextmanager
def scratch() -> Iterator[None]:
    """This will run an empty migrated database while it lasts, and lead Django to it. Raises Unusable where none can be had."""
    from config import (
        postgres,
        roles,
    )  # the roof: only a command that starts a server of its own reaches up to it

    with tempfile.TemporaryDirectory(prefix="sightline-scratch-") as made:
        folder = Path(made)
        folder.chmod(0o711)  # root's server runs as another account, which must get through to its own folder
        try:
            with postgres.running(folder, settings=_SETTINGS) as server:
                addresses = roles.embedded(server, folder)
                os.environ.update(
                    DATABASE_URL=addresses.owner,
                    DATABASE_WEB_URL=addresses.web,
                    DJANGO_SETTINGS_MODULE="config.settings",
                )
                _migrate(addresses.owner, addresses.web)
                yield
        except postgres.Refused as refused:
            raise Unusable(str(refused)) from refused


def _migrate(owner: str, web: str) -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from config.settings import database

    django.setup()
    for alias, url in (("default", web), ("owner", owner)):  # also where settings were read before
        settings.DATABASES[alias].update(database(url))
        connections[alias].close()
        connections[alias].settings_dict.update(database(url))
    call_command("migrate", database="owner", interactive=False, verbosity=0)
