"""Brings the database and the static files up to this version. Run by `config.serve`, with the owner's address."""

import os

import django
from django.core.management import call_command


def main() -> None:
    """Make the tables as their owner, and gather the static files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    main()
