"""The two aliases that tests and programs have: the web's and the owner's."""

import pytest
from django.db import connections


def _asked(alias: str, question: str) -> object:
    with connections[alias].cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.django_db(databases=["default", "owner"])
def test_default_is_the_web_and_owner_the_owner_of_the_same_database() -> None:
    assert _asked("default", "select current_user") == "sightline_web"
    assert _asked("owner", "select current_user") == "sightline_owner"
    assert _asked("default", "select current_database()") == _asked("owner", "select current_database()")


@pytest.mark.django_db(transaction=True)
def test_what_one_commits_the_other_sees() -> None:
    with connections["owner"].cursor() as owner:
        owner.execute("create table seen as select 7 as n")
        owner.execute("grant select on seen to sightline_web")
    assert _asked("default", "select n from seen") == 7
    with connections["owner"].cursor() as owner:
        owner.execute("drop table seen")
