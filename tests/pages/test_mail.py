"""Invitations go out by SMTP: a real mail server takes one in."""

from __future__ import annotations

import re
from email import message_from_bytes

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.pages.accounts import account, enter, post
from tests.pages.conftest import Cast
from tests.pages.postbox import postbox
from tests.pages.test_posts import form

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_invitation_arrives_and_its_link_works(cast: Cast, settings: LazySettings) -> None:
    post(account("boss@example.org"), cast.week.teams["midwifery"], "administrator", "Bea Boss")
    boss = Client()
    enter(boss, "boss@example.org")
    with postbox(settings) as box:
        assert boss.post("/posts/invite/", form(cast))["Location"].endswith("?sent=yes")
    (envelope,) = box.arrived
    assert envelope.rcpt_tos == ["ada@example.org"]
    assert envelope.mail_from == "sightline@partnership.example"
    mail = message_from_bytes(envelope.content)
    body = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert "Quill" not in str(mail)
    link = re.search(r"http://testserver(/invitation/\S+)", body)
    assert link is not None
    assert "Set a password" in Client().get(link[1]).content.decode()
