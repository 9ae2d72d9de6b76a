"""What every test may ask for."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from pytest_django.plugin import DjangoDbBlocker

from tests import database


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """This will start the throw-away server and make the tables as their owner (instead of pytest-django's own)."""
    from sightline.record.acting import as_owner

    with database.running(), django_db_blocker.unblock():
        with as_owner():
            call_command("migrate", database="owner", interactive=False, verbosity=0)
        yield


def pytest_itemcollected(item: pytest.Item) -> None:
    """This will let the owner empty the tables after every test that commits, since the web's role may not."""
    marker = item.get_closest_marker("django_db")
    commits = marker is not None and marker.kwargs.get("transaction", False)
    if commits or "live_server" in getattr(item, "fixturenames", ()):
        item.add_marker(pytest.mark.django_db(transaction=True, databases=["default", "owner"]), append=False)


@pytest.fixture(scope="session", autouse=True)
def static_files() -> None:
    """This will gather the style sheets, without which no page can name them; a moment where nothing has changed."""
    call_command("collectstatic", interactive=False, verbosity=0)
