"""A real mail server that the tests run, and the settings that lead to it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from django.conf import LazySettings


class Postbox:
    """This will keep what arrives, and refuse `refused` addresses for good."""

    def __init__(self) -> None:
        self.arrived: list[Any] = []
        self.refused: set[str] = set()

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        """This will take an address, or refuse it."""
        if address in self.refused:
            return "550 There is nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """This will take one in."""
        self.arrived.append(envelope)
        return "250 Message accepted for delivery"

    @property
    def to(self) -> list[str]:
        """This will give to whom something came, in order of the address."""
        return sorted(address for envelope in self.arrived for address in envelope.rcpt_tos)


@contextmanager
def postbox(settings: LazySettings) -> Iterator[Postbox]:
    """This will run it until the end."""
    made = Postbox()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Controller(made, hostname="127.0.0.1", port=port)
    server.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.DEFAULT_FROM_EMAIL = "sightline@partnership.example"
        yield made
    finally:
        server.stop()
