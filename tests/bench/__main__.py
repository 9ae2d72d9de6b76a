"""Runs every `bench_*.py` beside this file, each by its `main()`, against a throw-away database of its own."""

import importlib
import os
from pathlib import Path

from tests import database


def main() -> None:
    """Run them all, in the order of their names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from sightline.record.acting import as_owner

    found = sorted(Path(__file__).parent.glob("bench_*.py"))
    if not found:
        raise SystemExit("There are no benchmarks yet.")
    for each in found:
        print(f"\n{each.stem}", flush=True)
        with database.running():
            with as_owner():
                call_command("migrate", database="owner", interactive=False, verbosity=0)
            importlib.import_module(f"tests.bench.{each.stem}").main()
            connections.close_all()


if __name__ == "__main__":
    main()
