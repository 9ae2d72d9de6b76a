"""An invitation: a link by e-mail that says nothing of anybody, with which somebody sets a password, once."""

from __future__ import annotations

from smtplib import SMTPException
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth import password_validation
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sightline.people.models import Account

_SALT = "invitation"


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """This will let whoever was invited set their password. Looking at the page uses nothing up."""
    account, errors = _invited(token), {}
    if account and request.method == "POST":
        errors = _faults(request, account)
        if not errors and _accept(account, request.POST["password1"]):
            return redirect("account_login")
        account = _invited(token)
    status = 422 if errors else 200 if account else 410
    context = {"works": account is not None, "errors": errors, "error": bool(errors)}
    answer = render(request, "signing_in/invitation.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer


def token_for(account: Account) -> str:
    """This will sign an account's random id and when it last signed in: once it has, the link is of no more use."""
    return signing.dumps([account.pk.hex, _used(account)], salt=_SALT)


def send(request: HttpRequest, account: Account) -> bool:
    """This will send an invitation, or word of a further post to who has an account. Says whether it could be sent.

    The e-mail names nobody, no team and no organisation: only its address is anybody's.
    """
    new = not account.has_usable_password() and account.last_login is None
    link = request.build_absolute_uri(reverse("invitation", kwargs={"token": token_for(account)}))
    words = {"link": link if new else "", "site": request.build_absolute_uri(reverse("account_login"))}
    subject = render_to_string("account/email/invitation_subject.txt").strip()
    body = render_to_string("account/email/invitation_message.txt", words)
    try:
        EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [account.email]).send()
    except (SMTPException, OSError):
        return False
    return True


def verified(account: Account) -> None:
    """This will note the address as theirs. An administrator vouches for it, or a link sent there has come back."""
    EmailAddress.objects.get_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )


def _invited(token: str) -> Account | None:
    try:
        id, used = signing.loads(token, salt=_SALT, max_age=settings.INVITATION_LIMIT)
    except signing.BadSignature:
        return None
    account = Account.objects.filter(pk=UUID(id), is_active=True).first()
    return account if account and not account.has_usable_password() and used == _used(account) else None


def _used(account: Account) -> str:
    return account.last_login.isoformat() if account.last_login else ""


def _faults(request: HttpRequest, account: Account) -> dict[str, str]:
    """What is wrong with the two passwords, by the box to go to."""
    first, second = request.POST.get("password1", ""), request.POST.get("password2", "")
    if not first:
        return {"password1": "Enter a password"}
    try:
        password_validation.validate_password(first, account)
    except ValidationError as error:
        return {"password1": " ".join(error.messages)}
    return {} if first == second else {"password2": "Enter the same password again"}


def _accept(account: Account, password: str) -> bool:
    """Of two at once only one sets a password."""
    with transaction.atomic():
        locked = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        if locked.has_usable_password():
            return False
        get_adapter().set_password(locked, password)
        verified(locked)
    return True
