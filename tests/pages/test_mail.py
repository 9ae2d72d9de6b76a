"""Invitations go out by SMTP: a real mail server takes one in."""

from __future__ import annotations

import re
import socket
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import LazySettings
from django.test import Client

from tests.pages.accounts import account, enter, post
from tests.pages.conftest import Cast
from tests.pages.test_posts import form

pytestmark = pytest.mark.django_db(transaction=True)


class Postbox:
    """This will keep what arrives."""

    def __init__(self) -> None:
        self.arrived: list[Any] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """This will take one in."""
        self.arrived.append(envelope)
        return "250 Message accepted for delivery"


def test_an_invitation_arrives_and_its_link_works(cast: Cast, settings: LazySettings) -> None:
    post(account("boss@example.org"), cast.week.teams["midwifery"], "administrator", "Bea Boss")
    boss = Client()
    enter(boss, "boss@example.org")
    postbox = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.DEFAULT_FROM_EMAIL = "sightline@partnership.example"
        assert boss.post("/posts/invite/", form(cast))["Location"].endswith("?sent=yes")
    finally:
        server.stop()
    (envelope,) = postbox.arrived
    assert envelope.rcpt_tos == ["ada@example.org"]
    assert envelope.mail_from == "sightline@partnership.example"
    mail = message_from_bytes(envelope.content)
    body = mail.get_payload(decode=True).decode()  # type: ignore[union-attr]
    assert "Quill" not in str(mail)
    link = re.search(r"http://testserver(/invitation/\S+)", body)
    assert link is not None
    assert "Set a password" in Client().get(link[1]).content.decode()
