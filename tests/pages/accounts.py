"""People with accounts, for the tests of signing in: the same forms that a browser would send."""

from __future__ import annotations

import datetime as dt
import time
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client

from sightline.people.models import Account, Post, Team
from sightline.record.acting import as_owner

PASSWORD = "three words unlikely together"
SINCE = dt.date(2025, 1, 1)
SECRET = "JBSWY3DPEHPK3PXP"


def account(email: str = "nell@example.org", *, second_factor: bool = True) -> Account:
    """This will make an account with a password, and the app on its phone."""
    with as_owner():
        made = Account(email=email)
        made.set_password(PASSWORD)
        made.save()
        EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
        if second_factor:
            TOTP.activate(made, SECRET)
    return made


def post(account: Account | None, team: Team, role: str = "practitioner", name: str = "Nell") -> Post:
    """This will put somebody in post."""
    with as_owner():
        return Post.objects.create(account=account, team=team, role=role, name=name, starts=SINCE)


def code(secret: str = SECRET) -> str:
    """This will give what the app shows now, waiting for the next where it is about to change: a code is of its 30 seconds."""
    left = 30 - time.time() % 30
    if left < 5:
        time.sleep(left)
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def enter(client: Client, email: str = "nell@example.org", then: str = "", password: str = PASSWORD) -> str:
    """This will sign in with the password, and with the app where there is one; gives the address led to."""
    sent = {"login": email, "password": password, **({"next": then} if then else {})}
    answer = client.post("/account/sign-in/", sent)
    assert answer.status_code == 302, answer.content.decode()
    if "second-step/enter" in answer["Location"]:
        cache.clear()  # a code works once, and a test may sign in twice within its 30 seconds
        answer = client.post(answer["Location"], {"code": code()})
        assert answer.status_code == 302, answer.content.decode()
    return answer["Location"]


def path_of(link: str) -> str:
    """This will give the path of a whole address."""
    return urlsplit(link).path


def factors(account: Account) -> list[str]:
    """This will name the second steps that somebody has."""
    return sorted(Authenticator.objects.filter(user=account).values_list("type", flat=True))
