"""Sealing what must not lie in the database in clear: the secrets of second factors, and text kept through a time-out."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac


class Unreadable(ValueError):
    """What was sealed for another purpose, or under another SECRET_KEY."""


def seal(text: str, purpose: str) -> bytes:
    """This will seal a text for one purpose: only the same purpose opens it again."""
    return _key(purpose).encrypt(text.encode())


def unseal(sealed: bytes | memoryview[int], purpose: str) -> str:
    """This will open it. Raises Unreadable."""
    try:
        return _key(purpose).decrypt(bytes(sealed)).decode()
    except InvalidToken as error:
        raise Unreadable from error


def _key(purpose: str) -> Fernet:
    digest = salted_hmac(f"sightline sealed for {purpose}", settings.SECRET_KEY, algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(digest))
